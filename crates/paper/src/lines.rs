//! A paragraph: its letters as the fonts have them, and its lines at a width.

use crate::Run;
use crate::fonts::{CutId, Fonts, in_latin};
use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{Direction, UnicodeBuffer};
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};

/// Words shaped, with their measures in ems of the paper's size.
pub(crate) struct Paragraph {
    text: String,
    /// Where which font goes on to, in bytes.
    spans: Vec<(Range<usize>, CutId)>,
    /// How deep each byte lies in text of the other direction.
    levels: Vec<Level>,
    /// The places of its words, and how wide each is.
    words: Vec<(Range<usize>, f32)>,
    space: f32,
    /// Whether it is read from the right.
    pub(crate) from_right: bool,
    /// The size of its letters, as a share of the paper's.
    pub(crate) scale: f32,
    rewritten: usize,
}

/// A stretch of a line in one font and direction.
pub(crate) struct Piece {
    pub(crate) cut: CutId,
    pub(crate) text: String,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    pub(crate) from_right: bool,
    /// In ems of its own size.
    pub(crate) width: f32,
}

/// Text being put together from runs.
#[derive(Default)]
struct Writing {
    text: String,
    spans: Vec<(Range<usize>, CutId)>,
    rewritten: usize,
    /// Whether the last letters were rewritten, and their bracket is open.
    open: bool,
}

impl Writing {
    fn put(&mut self, words: &str, cut: CutId) {
        let from = self.text.len();
        self.text.push_str(words);
        match self.spans.last_mut() {
            Some((range, last)) if *last == cut => range.end = self.text.len(),
            _ => self.spans.push((from..self.text.len(), cut)),
        }
    }

    fn close(&mut self) {
        if std::mem::take(&mut self.open) {
            self.put("⟩", 0);
        }
    }

    fn letter(&mut self, letter: char, run: &Run, fonts: &Fonts) {
        if letter.is_whitespace() {
            self.close();
            if !self.text.is_empty() && !self.text.ends_with(' ') {
                let cut = self.spans.last().map_or(0, |(_, cut)| *cut);
                self.put(" ", cut);
            }
            return;
        }
        if letter.is_control() {
            return;
        }
        if let Some(cut) = fonts.with(run.style, letter) {
            self.close();
            self.put(letter.encode_utf8(&mut [0; 4]), cut);
            return;
        }
        let latin = in_latin(letter);
        if latin.is_empty() {
            return;
        }
        self.rewritten += 1;
        if !std::mem::replace(&mut self.open, true) {
            self.put("⟨", 0);
        }
        self.put(&latin, 0);
    }
}

impl Paragraph {
    pub(crate) fn new(runs: &[Run], fonts: &Fonts, scale: f32) -> Self {
        let mut writing = Writing::default();
        for run in runs {
            for letter in run.text.chars() {
                writing.letter(letter, run, fonts);
            }
        }
        writing.close();
        let Writing {
            text,
            spans,
            rewritten,
            ..
        } = writing;
        let bidi = BidiInfo::new(&text, None);
        let mut paragraph = Self {
            from_right: bidi.paragraphs.first().is_some_and(|p| p.level.is_rtl()),
            levels: bidi.levels,
            text,
            spans,
            words: Vec::new(),
            space: 0.0,
            scale,
            rewritten,
        };
        let mut at = 0;
        let mut words = Vec::new();
        for word in paragraph.text.split(' ') {
            let range = at..at + word.len();
            at = range.end + 1;
            if !range.is_empty() {
                let width = paragraph.width_of(range.clone(), fonts);
                words.push((range, width));
            }
        }
        paragraph.words = words;
        paragraph.space = shaped(" ", 0, false, fonts).1 * scale;
        paragraph
    }

    /// How many of its letters are written otherwise than they came.
    pub(crate) fn rewritten(&self) -> usize {
        self.rewritten
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// How wide all of it is on one line, in ems of the paper's size.
    pub(crate) fn width(&self) -> f32 {
        let words: f32 = self.words.iter().map(|(_, width)| width).sum();
        words + self.space * self.words.len().saturating_sub(1) as f32
    }

    /// A stretch's width in ems of the paper's size.
    fn width_of(&self, range: Range<usize>, fonts: &Fonts) -> f32 {
        let pieces = self.pieces(range, fonts);
        pieces.iter().map(|piece| piece.width).sum::<f32>() * self.scale
    }

    /// Its lines in a column so many ems of the paper's size wide: places in its text.
    pub(crate) fn lines(&self, most: f32) -> Vec<Range<usize>> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        let mut used = 0.0;
        for (word, width) in &self.words {
            let with_space = used + self.space + width;
            match lines.last_mut().filter(|_| with_space <= most) {
                Some(line) => {
                    line.end = word.end;
                    used = with_space;
                }
                None if *width <= most => {
                    lines.push(word.clone());
                    used = *width;
                }
                None => {
                    used = self.broken(word, *width, most, &mut lines);
                }
            }
        }
        lines
    }

    /// A word that is wider than the column, in parts of so many letters as surely fit.
    fn broken(&self, word: &Range<usize>, width: f32, most: f32, lines: &mut Vec<Range<usize>>) -> f32 {
        let Some(letters) = self.text.get(word.clone()) else {
            return 0.0;
        };
        let count = letters.chars().count().max(1);
        // The widest letters are about twice as wide as the mean.
        let fits = ((most / width * count as f32) / 2.0).floor().max(1.0) as usize;
        let mut from = word.start;
        let mut taken = 0;
        for (at, letter) in letters.char_indices() {
            if taken == fits {
                lines.push(from..word.start + at);
                from = word.start + at;
                taken = 0;
            }
            taken += 1;
            if at + letter.len_utf8() == letters.len() {
                lines.push(from..word.end);
            }
        }
        most
    }

    /// A stretch as it is drawn, from the left to the right.
    pub(crate) fn pieces(&self, range: Range<usize>, fonts: &Fonts) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (level, run) in self.visual_runs(range) {
            let parts = self.spans.iter().filter_map(|(span, cut)| {
                let part = span.start.max(run.start)..span.end.min(run.end);
                let text = self.text.get(part).filter(|text| !text.is_empty())?;
                let (glyphs, width) = shaped(text, *cut, level.is_rtl(), fonts);
                Some(Piece {
                    cut: *cut,
                    text: text.to_owned(),
                    glyphs,
                    from_right: level.is_rtl(),
                    width,
                })
            });
            let mut parts: Vec<Piece> = parts.collect();
            if level.is_rtl() {
                parts.reverse();
            }
            pieces.extend(parts);
        }
        pieces
    }

    /// The runs of one direction in a stretch, as they stand from the left to the right: rule L2 of the Unicode
    /// Bidirectional Algorithm (UAX 9).
    fn visual_runs(&self, range: Range<usize>) -> Vec<(Level, Range<usize>)> {
        let mut runs: Vec<(Level, Range<usize>)> = Vec::new();
        let levels = self.levels.get(range.clone()).unwrap_or_default();
        for (at, level) in range.zip(levels) {
            match runs.last_mut() {
                Some((last, run)) if last == level => run.end = at + 1,
                _ => runs.push((*level, at..at + 1)),
            }
        }
        let highest = runs.iter().map(|(level, _)| level.number()).max().unwrap_or(0);
        for least in (1..=highest).rev() {
            for nested in runs.chunk_by_mut(|a, b| (a.0.number() >= least) == (b.0.number() >= least)) {
                if nested.first().is_some_and(|(level, _)| level.number() >= least) {
                    nested.reverse();
                }
            }
        }
        runs
    }
}

/// The glyphs of a text in one font and direction, and how wide they are in ems.
fn shaped(text: &str, cut: CutId, from_right: bool, fonts: &Fonts) -> (Vec<KrillaGlyph>, f32) {
    let face = &fonts.cut(cut).face;
    let em = face.units_per_em() as f32;
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(if from_right {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    });
    let shaped = rustybuzz::shape(face, &[], buffer);
    let mut starts: Vec<usize> = shaped
        .glyph_infos()
        .iter()
        .map(|info| info.cluster as usize)
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let mut width = 0.0;
    let glyphs = shaped
        .glyph_infos()
        .iter()
        .zip(shaped.glyph_positions())
        .map(|(info, place)| {
            let start = info.cluster as usize;
            let end = starts
                .get(starts.partition_point(|at| *at <= start))
                .copied()
                .unwrap_or(text.len());
            width += place.x_advance as f32 / em;
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                place.x_advance as f32 / em,
                place.x_offset as f32 / em,
                place.y_offset as f32 / em,
                place.y_advance as f32 / em,
                start..end,
                None,
            )
        });
    let glyphs = glyphs.collect();
    (glyphs, width)
}
