//! Where every line stands.

use crate::Sheet;
use crate::lines::Paragraph;
use std::ops::Range;

/// From the edge to the text, in points.
const SIDE: f32 = 45.0;
/// From the top edge to the text: the mark stands above it.
const TOP: f32 = 52.0;
/// From the text to the bottom edge: the page's number stands below it.
const BOTTOM: f32 = 44.0;
/// From one line to the next, in sizes of its letters.
const LEADING: f32 = 1.24;
/// How far the items of a list stand in, in ems.
const INDENT: f32 = 1.1;
/// Between two columns, in points.
const GUTTER: f32 = 14.0;

/// What a paragraph is.
pub(crate) enum Kind {
    Heading(u8),
    Text,
    Item { first: bool, label: Paragraph },
    Note { first: bool, label: Paragraph },
}

/// Which part of a paragraph stands somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Words,
    Label,
}

/// A line and where it stands: from the left and down to its base line, in points.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) paragraph: usize,
    pub(crate) part: Part,
    pub(crate) range: Range<usize>,
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// The size of its letters, in points.
    pub(crate) size: f32,
    /// How wide its column is, in points.
    pub(crate) column: f32,
}

/// A page's lines, from the top to the bottom.
pub(crate) type Page = Vec<Line>;

/// The margin at the sides, and the height of what stands in the margins above and below.
pub(crate) fn margins() -> (f32, f32, f32) {
    (SIDE, TOP, BOTTOM)
}

struct Layout<'p> {
    laid: &'p [(Kind, Paragraph)],
    size: f32,
    width: f32,
    bottom: f32,
    pages: Vec<Page>,
    y: f32,
}

/// The pages of these paragraphs, their letters `size` points high.
pub(crate) fn lay_out(laid: &[(Kind, Paragraph)], sheet: Sheet, size: f32) -> Vec<Page> {
    let (width, height) = sheet.size();
    let mut layout = Layout {
        laid,
        size,
        width: width - 2.0 * SIDE,
        bottom: height - BOTTOM,
        pages: vec![Vec::new()],
        y: TOP,
    };
    let mut at = 0;
    while let Some((kind, paragraph)) = laid.get(at) {
        if matches!(kind, Kind::Note { .. }) {
            at = layout.notes(at);
            continue;
        }
        layout.paragraph(at, kind, paragraph);
        at += 1;
    }
    layout.pages
}

impl Layout<'_> {
    fn paragraph(&mut self, at: usize, kind: &Kind, paragraph: &Paragraph) {
        let size = self.size * paragraph.scale;
        let step = size * LEADING;
        let (indent, label) = match kind {
            Kind::Item { label, .. } => (INDENT * size, Some(label)),
            _ => (0.0, None),
        };
        let before = match kind {
            Kind::Heading(2) => 0.55 * self.size,
            Kind::Heading(3) => 0.3 * self.size,
            _ => 0.0,
        };
        // A heading stands with two lines of what follows it.
        let with = if matches!(kind, Kind::Heading(_)) {
            2.0 * self.size * LEADING
        } else {
            0.0
        };
        if self.y > TOP {
            self.y += before;
        }
        if self.y + step + with > self.bottom {
            self.turn();
        }
        let column = self.width - indent;
        for (n, range) in paragraph.lines(column / self.size).into_iter().enumerate() {
            if self.y + step > self.bottom {
                self.turn();
            }
            let y = self.y + size;
            if let Some(label) = label.filter(|_| n == 0) {
                self.label(at, label, SIDE, y);
            }
            self.put(Line {
                paragraph: at,
                part: Part::Words,
                range,
                x: SIDE + indent,
                y,
                size,
                column,
            });
            self.y += step;
        }
        if matches!(kind, Kind::Heading(_)) {
            self.y += 0.1 * self.size;
        }
    }

    /// All notes from `from` on, in two columns; the place behind them.
    fn notes(&mut self, from: usize) -> usize {
        let notes: Vec<(usize, &Paragraph, &Paragraph)> = self.laid[from..]
            .iter()
            .enumerate()
            .map_while(|(n, (kind, paragraph))| match kind {
                Kind::Note { label, .. } => Some((from + n, label, paragraph)),
                _ => None,
            })
            .collect();
        let column = (self.width - GUTTER) / 2.0;
        let indent = notes
            .iter()
            .map(|(_, label, _)| label.width())
            .fold(0.0, f32::max)
            * self.size
            + 0.4 * self.size;
        let column = column - indent;
        let mut lines = Vec::new();
        for (at, label, paragraph) in &notes {
            let places = paragraph.lines(column / self.size);
            lines.extend(
                places
                    .into_iter()
                    .enumerate()
                    .map(|(n, range)| (*at, (n == 0).then_some(*label), range, paragraph.scale)),
            );
        }
        let size = self.size * notes.first().map_or(1.0, |(_, _, paragraph)| paragraph.scale);
        let step = size * LEADING;
        let mut rest = lines.as_slice();
        while !rest.is_empty() {
            let room = ((self.bottom - self.y) / step).floor().max(0.0) as usize;
            if room == 0 {
                self.turn();
                continue;
            }
            let left = rest.len().div_ceil(2).min(room);
            let right = (rest.len() - left).min(room);
            let (now, later) = rest.split_at(left + right);
            for (n, (at, label, range, _)) in now.iter().enumerate() {
                let (row, x) = if n < left {
                    (n, SIDE)
                } else {
                    (n - left, SIDE + column + indent + GUTTER)
                };
                let y = self.y + size + row as f32 * step;
                if let Some(label) = label {
                    self.label(*at, label, x, y);
                }
                let x = x + indent;
                self.put(Line {
                    paragraph: *at,
                    part: Part::Words,
                    range: range.clone(),
                    x,
                    y,
                    size,
                    column,
                });
            }
            self.y += left as f32 * step;
            rest = later;
        }
        from + notes.len()
    }

    fn label(&mut self, at: usize, label: &Paragraph, x: f32, y: f32) {
        let size = self.size * label.scale;
        for range in label.lines(f32::MAX) {
            self.put(Line {
                paragraph: at,
                part: Part::Label,
                range,
                x,
                y,
                size,
                column: 0.0,
            });
        }
    }

    fn put(&mut self, line: Line) {
        if let Some(page) = self.pages.last_mut() {
            page.push(line);
        }
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }
}
