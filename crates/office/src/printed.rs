//! A brief as a PDF file.

use crate::{Office, OfficeError};
use analysis::{Brief, Line, NOTHING, Source};
use domain::{Marking, Meeting, Viewer};
use jiff::civil::Date;
use paper::{Block, Mark, Paper, Pdf, Run, Sheet};

/// How many pages a brief may have.
const PAGES: usize = 2;

impl Office {
    /// The brief before a meeting, as of `day`, on two pages of this kind.
    ///
    /// # Errors
    /// When the record can't be read, or the file can't be made.
    pub async fn brief_pdf(
        &self,
        viewer: &Viewer,
        meeting: &Meeting,
        day: Date,
        sheet: Sheet,
    ) -> Result<Pdf, OfficeError> {
        let brief = self.brief(viewer, meeting, day).await?;
        paper::pdf(&laid_out(&brief), sheet, PAGES)
            .map_err(|error| OfficeError::of("the PDF file", &error, "choose another format"))
    }
}

/// The brief as blocks: its parts, then its sources in small print.
fn laid_out(brief: &Brief) -> Paper {
    let title = format!("Brief: {}", brief.title);
    let as_of = brief.as_of.strftime("%-d %B %Y");
    let unsure = brief.sources.iter().filter(|s| !s.confirmed).count();
    let mut lead = format!(
        "{}. As of {as_of}. For ourselves, not to be handed on.",
        brief.when
    );
    if unsure > 0 {
        lead += &format!(
            " [n?] is as read and not confirmed: {unsure} of {} sources.",
            brief.sources.len()
        );
    }
    let mut blocks = vec![Block::Text(vec![Run::slanted(lead)])];
    for part in brief.parts() {
        blocks.push(Block::Heading(part.level, part.heading.to_string()));
        if part.level == 3 && part.lines.is_empty() {
            blocks.push(Block::Text(vec![Run::plain(NOTHING)]));
        } else if !part.lines.is_empty() {
            blocks.push(Block::List(
                part.lines.iter().map(|line| runs(brief, line)).collect(),
            ));
        }
    }
    if !brief.sources.is_empty() {
        blocks.push(Block::Heading(2, "Sources".to_owned()));
        blocks.push(Block::Notes(brief.sources.iter().map(note).collect()));
    }
    Paper {
        foot: format!("{title}; as of {as_of}"),
        title,
        language: "en".to_owned(),
        mark: Some(mark(brief.marking)),
        blocks,
    }
}

fn runs(brief: &Brief, line: &Line) -> Vec<Run> {
    let mut words = line.text.clone();
    for number in &line.sources {
        words += &format!(" [{number}{}]", brief.doubt(*number));
    }
    let mut runs = vec![Run::plain(words)];
    if let Some(why) = &line.why {
        runs.push(Run::slanted(format!(" — {why}")));
    }
    runs
}

fn note(source: &Source) -> (String, String) {
    // The head of an id is enough to find it by eye.
    let id: String = source.address().chars().take(18).collect();
    let id = id.trim_end_matches('-');
    (format!("[{}]", source.number), format!("{}; {id}", source.what))
}

/// The colours of the Traffic Light Protocol, version 2.0.
fn mark(marking: Marking) -> Mark {
    let colour = match marking {
        Marking::Clear => [0xff, 0xff, 0xff],
        Marking::Green => [0x33, 0xff, 0x00],
        Marking::Amber | Marking::AmberStrict => [0xff, 0xc0, 0x00],
        Marking::Red => [0xff, 0x2b, 0x2b],
    };
    Mark {
        text: marking.to_string(),
        colour,
    }
}
