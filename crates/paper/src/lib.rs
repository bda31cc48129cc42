//! Headings, lines and lists laid out on pages, as a PDF that reads aloud.
//!
//! It knows nothing of the record. What it writes is tagged (PDF/UA-1: title, language, headings, lists, an outline),
//! its text can be selected and searched, and its font is in it: DejaVu Sans Condensed, which has the Latin, Greek,
//! Cyrillic, Armenian, Georgian, Arabic and Hebrew letters. Others are written in Latin letters between ⟨ and ⟩, and a
//! line at the end says so: no name vanishes.

mod draw;
mod fonts;
mod lines;
mod pages;

use fonts::Fonts;
use lines::Paragraph;

/// The sizes of letters that are tried, in points: the largest at which the paper keeps to its pages.
const SIZES: [f32; 7] = [10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0];

/// A sheet of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sheet {
    /// 210 mm by 297 mm.
    #[default]
    A4,
    /// 8½ by 11 inches.
    Letter,
}

impl Sheet {
    /// Width and height in points.
    pub(crate) fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

/// How a run of words looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// As the rest.
    #[default]
    Plain,
    /// Bold.
    Strong,
    /// Oblique.
    Slanted,
}

/// Words of one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they look.
    pub style: Style,
}

impl Run {
    /// Words as the rest.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            style: Style::Plain,
        }
    }

    /// Oblique words.
    pub fn slanted(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            style: Style::Slanted,
        }
    }
}

/// A piece of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of level 2 or 3; the paper's title is the one of level 1.
    Heading(u8, String),
    /// A paragraph.
    Text(Vec<Run>),
    /// A list with bullets.
    List(Vec<Vec<Run>>),
    /// A list in small print and two columns, each with its label: sources.
    Notes(Vec<(String, String)>),
}

/// The label at the head of every page: white-on-black banners as the Traffic Light Protocol has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its words.
    pub text: String,
    /// The colour of its letters: red, green and blue. It stands on black.
    pub colour: [u8; 3],
}

/// What is to be laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its title, which is also its first heading.
    pub title: String,
    /// The language of its words, as in BCP 47: "en".
    pub language: String,
    /// The label at the head of every page.
    pub mark: Option<Mark>,
    /// What stands at the foot of every page beside its number.
    pub foot: String,
    /// What follows the title.
    pub blocks: Vec<Block>,
}

/// A paper as it was laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The size of its letters, in points.
    pub size: f32,
    /// How many letters the font doesn't have, and are written in Latin letters.
    pub rewritten: usize,
}

/// A paper that could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// The font in the program is damaged.
    #[error("the font in the program can't be read: install it again")]
    Font,
    /// The library refused what was laid out.
    #[error("can't be written ({0}): choose another format, and report it as a fault")]
    Writing(String),
}

/// The paper on sheets of this kind: at most `most` pages, as long as letters of 7 points allow it.
///
/// # Errors
/// When the font is damaged, or the library refuses what was laid out.
pub fn pdf(paper: &Paper, sheet: Sheet, most: usize) -> Result<Pdf, PaperError> {
    let fonts = Fonts::load()?;
    let mut laid = prepared(paper, &fonts);
    let rewritten = laid.iter().map(|(_, p)| p.rewritten()).sum();
    if rewritten > 0 {
        let said = "⟨…⟩: letters that this file’s font doesn’t have, written in Latin letters; the Markdown and HTML forms have them as they are.";
        laid.push((
            pages::Kind::Text,
            Paragraph::new(&[Run::slanted(said)], &fonts, 1.0),
        ));
    }
    let fitting = SIZES
        .iter()
        .map(|size| (pages::lay_out(&laid, sheet, *size), *size));
    let mut best = None;
    for (pages, size) in fitting {
        let fits = pages.len() <= most.max(1);
        best = Some((pages, size));
        if fits {
            break;
        }
    }
    let (pages, size) = best.unwrap_or_default();
    Ok(Pdf {
        bytes: draw::write(paper, &laid, &pages, sheet, &fonts)?,
        pages: pages.len(),
        size,
        rewritten,
    })
}

/// The paper's paragraphs, shaped.
fn prepared(paper: &Paper, fonts: &Fonts) -> Vec<(pages::Kind, Paragraph)> {
    let strong = |text: &str, scale| {
        let run = Run {
            text: text.to_owned(),
            style: Style::Strong,
        };
        Paragraph::new(&[run], fonts, scale)
    };
    let mut laid = vec![(pages::Kind::Heading(1), strong(&paper.title, 1.5))];
    for block in &paper.blocks {
        match block {
            Block::Heading(level, text) => {
                let level = (*level).clamp(2, 3);
                let scale = if level == 2 { 1.15 } else { 1.0 };
                laid.push((pages::Kind::Heading(level), strong(text, scale)));
            }
            Block::Text(runs) => laid.push((pages::Kind::Text, Paragraph::new(runs, fonts, 1.0))),
            Block::List(items) => {
                for (n, item) in items.iter().enumerate() {
                    let label = Paragraph::new(&[Run::plain("•")], fonts, 1.0);
                    let kind = pages::Kind::Item { first: n == 0, label };
                    laid.push((kind, Paragraph::new(item, fonts, 1.0)));
                }
            }
            Block::Notes(notes) => {
                for (n, (label, note)) in notes.iter().enumerate() {
                    let label = Paragraph::new(&[Run::plain(label)], fonts, 0.8);
                    let kind = pages::Kind::Note { first: n == 0, label };
                    laid.push((kind, Paragraph::new(&[Run::plain(note)], fonts, 0.8)));
                }
            }
        }
    }
    laid
}
