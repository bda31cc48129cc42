//! Pages as a PDF file, tagged so that it can be read aloud.

use crate::fonts::Fonts;
use crate::lines::Paragraph;
use crate::pages::{Kind, Line, Page, Part, margins};
use crate::{Paper, PaperError, Run, Sheet, Style};
use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, Tag, TagGroup, TagTree,
};
use std::num::NonZeroU16;

/// What was drawn of each paragraph: its label's and its words' marks.
type Drawn = Vec<(Vec<Identifier>, Vec<Identifier>)>;

pub(crate) fn write(
    paper: &Paper,
    laid: &[(Kind, Paragraph)],
    pages: &[Page],
    sheet: Sheet,
    fonts: &Fonts,
) -> Result<Vec<u8>, PaperError> {
    let writing = |error: &dyn std::fmt::Debug| PaperError::Writing(format!("{error:?}"));
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| writing(&error))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    let mut drawn: Drawn = laid.iter().map(|_| (Vec::new(), Vec::new())).collect();
    let (width, height) = sheet.size();
    for (n, lines) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(width, height).ok_or_else(|| writing(&"size"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        margin(&mut surface, paper, (n + 1, pages.len()), (width, height), fonts);
        for line in lines {
            draw(&mut surface, line, laid, fonts, &mut drawn);
        }
        surface.finish();
        page.finish();
    }
    document.set_metadata(
        Metadata::new()
            .title(named(&paper.title))
            .language(paper.language.clone())
            .creator("Rapport".to_owned()),
    );
    document.set_outline(outline(paper, laid, pages));
    document.set_tag_tree(tree(paper, laid, drawn));
    document.finish().map_err(|error| writing(&error))
}

fn ink([red, green, blue]: [u8; 3]) -> Fill {
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        ..Fill::default()
    }
}

fn draw(
    surface: &mut Surface<'_>,
    line: &Line,
    laid: &[(Kind, Paragraph)],
    fonts: &Fonts,
    drawn: &mut Drawn,
) {
    let Some((kind, words)) = laid.get(line.paragraph) else {
        return;
    };
    let paragraph = match (line.part, kind) {
        (Part::Label, Kind::Item { label, .. } | Kind::Note { label, .. }) => label,
        _ => words,
    };
    let pieces = paragraph.pieces(line.range.clone(), fonts);
    let width: f32 = pieces.iter().map(|piece| piece.width * line.size).sum();
    let mut x = line.x;
    if paragraph.from_right && line.part == Part::Words {
        x += line.column - width;
    }
    surface.set_fill(Some(ink([0, 0, 0])));
    let mut marks = Vec::new();
    for piece in &pieces {
        // What is drawn from the right is told in the order in which it is read.
        let told = Some(piece.text.as_str()).filter(|_| piece.from_right);
        let tag = ContentTag::Span(SpanTag::empty().with_actual_text(told));
        marks.push(surface.start_tagged(tag));
        let font = fonts.cut(piece.cut).font.clone();
        let at = Point::from_xy(x, line.y);
        surface.draw_glyphs(at, &piece.glyphs, font, &piece.text, line.size, false);
        surface.end_tagged();
        x += piece.width * line.size;
    }
    if let Some((label, words)) = drawn.get_mut(line.paragraph) {
        let place = if line.part == Part::Label { label } else { words };
        place.extend(marks);
    }
}

/// The mark above the text; the foot and the page's number below. They are no part of what is read aloud.
fn margin(surface: &mut Surface<'_>, paper: &Paper, page: (usize, usize), sheet: (f32, f32), fonts: &Fonts) {
    let (side, top, bottom) = margins();
    let (width, height) = sheet;
    if let Some(mark) = &paper.mark {
        let words = small(&mark.text, Style::Strong, fonts);
        let wide = words.width() * 12.0;
        let x = width - side - wide - 5.0;
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)));
        surface.set_fill(Some(ink([0, 0, 0])));
        let plate = Rect::from_xywh(x - 5.0, top - 32.0, wide + 10.0, 18.0);
        let path = plate.and_then(|plate| {
            let mut path = PathBuilder::new();
            path.push_rect(plate);
            path.finish()
        });
        if let Some(path) = path {
            surface.draw_path(&path);
        }
        surface.set_fill(Some(ink(mark.colour)));
        one_line(surface, &words, (x, top - 18.5), 12.0, fonts);
        surface.end_tagged();
    }
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    surface.set_fill(Some(ink([70, 70, 70])));
    let y = height - bottom + 20.0;
    let number = small(&format!("{} of {}", page.0, page.1), Style::Plain, fonts);
    let wide = number.width() * 8.0;
    one_line(surface, &number, (width - side - wide, y), 8.0, fonts);
    let foot = small(&paper.foot, Style::Plain, fonts);
    if let Some(first) = foot
        .lines((width - 2.0 * side - wide - 20.0) / 8.0)
        .into_iter()
        .next()
    {
        stretch(surface, &foot, first, (side, y), 8.0, fonts);
    }
    surface.end_tagged();
}

fn small(text: &str, style: Style, fonts: &Fonts) -> Paragraph {
    let text = text.to_owned();
    Paragraph::new(&[Run { text, style }], fonts, 1.0)
}

fn one_line(surface: &mut Surface<'_>, words: &Paragraph, at: (f32, f32), size: f32, fonts: &Fonts) {
    if let Some(line) = words.lines(f32::MAX).into_iter().next() {
        stretch(surface, words, line, at, size, fonts);
    }
}

fn stretch(
    surface: &mut Surface<'_>,
    words: &Paragraph,
    line: std::ops::Range<usize>,
    (mut x, y): (f32, f32),
    size: f32,
    fonts: &Fonts,
) {
    for piece in words.pieces(line, fonts) {
        let font = fonts.cut(piece.cut).font.clone();
        surface.draw_glyphs(
            Point::from_xy(x, y),
            &piece.glyphs,
            font,
            &piece.text,
            size,
            false,
        );
        x += piece.width * size;
    }
}

fn headings(laid: &[(Kind, Paragraph)]) -> impl Iterator<Item = (usize, u8, &str)> {
    laid.iter()
        .enumerate()
        .filter_map(|(at, (kind, paragraph))| match kind {
            Kind::Heading(level) => Some((at, *level, paragraph.text())),
            _ => None,
        })
}

/// The headings, for the reader's list of contents.
fn outline(paper: &Paper, laid: &[(Kind, Paragraph)], pages: &[Page]) -> Outline {
    let place = |paragraph: usize| {
        pages.iter().enumerate().find_map(|(n, page)| {
            let line = page.iter().find(|line| line.paragraph == paragraph)?;
            Some(XyzDestination::new(n, Point::from_xy(line.x, line.y - line.size)))
        })
    };
    let start = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    let mut root = OutlineNode::new(named(&paper.title), start).with_open(true);
    let mut section: Option<OutlineNode> = None;
    for (at, level, text) in headings(laid).filter(|(_, level, _)| *level > 1) {
        let Some(place) = place(at) else { continue };
        let node = OutlineNode::new(named(text), place);
        match &mut section {
            Some(open) if level > 2 => open.push_child(node),
            _ => {
                if let Some(done) = section.replace(node) {
                    root.push_child(done);
                }
            }
        }
    }
    if let Some(done) = section {
        root.push_child(done);
    }
    let mut outline = Outline::new();
    outline.push_child(root);
    outline
}

/// A title of an outline may not be empty.
fn named(text: &str) -> String {
    if text.trim().is_empty() {
        "Untitled".to_owned()
    } else {
        text.to_owned()
    }
}

/// What is read aloud, in order.
fn tree(paper: &Paper, laid: &[(Kind, Paragraph)], drawn: Drawn) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(paper.language.clone()));
    let mut list: Option<TagGroup> = None;
    for ((kind, paragraph), (label, words)) in laid.iter().zip(drawn) {
        let (first, numbering) = match kind {
            Kind::Item { first, .. } => (*first, ListNumbering::Disc),
            Kind::Note { first, .. } => (*first, ListNumbering::Decimal),
            Kind::Heading(_) | Kind::Text => {
                tree_push(&mut tree, list.take());
                let group = match kind {
                    Kind::Heading(level) => {
                        let level = NonZeroU16::new((*level).into()).unwrap_or(NonZeroU16::MIN);
                        filled(
                            TagGroup::new(Tag::Hn(level, Some(named(paragraph.text())))),
                            words,
                        )
                    }
                    _ => filled(TagGroup::new(Tag::P), words),
                };
                tree.push(group);
                continue;
            }
        };
        if first {
            tree_push(&mut tree, list.take());
        }
        let list = list.get_or_insert_with(|| TagGroup::new(Tag::L(numbering)));
        let mut item = TagGroup::new(Tag::LI);
        item.push(filled(TagGroup::new(Tag::Lbl), label));
        item.push(filled(TagGroup::new(Tag::LBody), words));
        list.push(item);
    }
    tree_push(&mut tree, list);
    tree
}

fn tree_push(tree: &mut TagTree, group: Option<TagGroup>) {
    if let Some(group) = group {
        tree.push(group);
    }
}

fn filled(mut group: TagGroup, marks: Vec<Identifier>) -> TagGroup {
    for mark in marks {
        group.push(mark);
    }
    group
}
