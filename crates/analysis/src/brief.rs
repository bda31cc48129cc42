//! The paper before a meeting: what it holds, and how it is put together.

use crate::gather::Gatherer;
use crate::{Record, paper};
use domain::{DocumentHash, Guidance, Marking, Meeting, PartyId, StatementId};
use jiff::civil::Date;
use serde::Serialize;

/// How long a brief may be, in words of its Markdown, sources in small print included: two pages.
const LONGEST: usize = 1200;

/// A sentence of a brief, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The sentence.
    pub text: String,
    /// Numbers of its sources in [`Brief::sources`].
    pub sources: Vec<usize>,
}

/// An item of the agenda and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// As the agenda has it.
    pub heading: String,
    /// What they said last and what changed since.
    pub lines: Vec<Line>,
}

/// Where a line of a brief comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The number that lines cite.
    pub number: usize,
    /// The statement; none for a line of guidance.
    pub statement: Option<StatementId>,
    /// Whether somebody confirmed the statement; guidance is as its paper has it.
    pub confirmed: bool,
    /// The document.
    pub document: DocumentHash,
    /// Who, when, where, and how it may be handled.
    pub what: String,
}

/// The paper before a meeting: about two pages, ranked, every line with its sources. It is for ourselves:
/// what it quotes may be marked as high as [`Brief::marking`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Brief {
    /// The meeting's title.
    pub title: String,
    /// When and where.
    pub when: String,
    /// The day on which it was made.
    pub as_of: Date,
    /// The highest marking of what it quotes.
    pub marking: Marking,
    /// Who will be there: name, post on that day, party.
    pub participants: Vec<String>,
    /// The agenda, or the topics that matter most when there is none.
    pub items: Vec<Item>,
    /// What they would do if somebody else did something.
    pub offers: Vec<Line>,
    /// What we have undertaken and not yet done.
    pub we_owe: Vec<Line>,
    /// What others have.
    pub they_owe: Vec<Line>,
    /// What we want to go on record with: from the agenda, and what we said before.
    pub on_record: Vec<Line>,
    /// What we were asked to respect, in force by the meeting.
    pub guidance: Vec<Line>,
    /// What must not be repeated outside: how much, and on which topics.
    pub keep_back: Vec<String>,
    /// What the lines cite.
    pub sources: Vec<Source>,
}

/// The brief for `meeting` as of `today`: what was said later is not counted.
///
/// We are the party whose people attend most of the record's meetings; [`brief_of`] takes it from its caller.
pub fn brief(
    record: &Record<'_>,
    meeting: &Meeting,
    today: Date,
    agenda: &[String],
    guidance: &[Guidance],
) -> Brief {
    brief_of(record, meeting, today, agenda, guidance, None)
}

/// The brief for `meeting` as of `today`, where `us` is our own party.
pub fn brief_of(
    record: &Record<'_>,
    meeting: &Meeting,
    today: Date,
    agenda: &[String],
    guidance: &[Guidance],
    us: Option<&PartyId>,
) -> Brief {
    let gatherer = Gatherer::new(record, meeting, today, us);
    let mut brief = gatherer.brief(agenda, guidance, Caps::GENEROUS);
    for caps in Caps::TIGHTER {
        if length(&brief) <= LONGEST {
            break;
        }
        brief = gatherer.brief(agenda, guidance, caps);
    }
    brief
}

/// Its words, marks of lists and headings left out.
fn length(brief: &Brief) -> usize {
    let markdown = brief.to_markdown();
    markdown
        .split_whitespace()
        .filter(|w| w.contains(char::is_alphanumeric))
        .count()
}

/// How much of each part a brief takes.
#[derive(Clone, Copy)]
pub(crate) struct Caps {
    pub(crate) items: usize,
    /// For each item and party.
    pub(crate) quotes: usize,
    pub(crate) parties: usize,
    /// Of a quotation, in characters.
    pub(crate) letters: usize,
    pub(crate) offers: usize,
    pub(crate) own: usize,
    pub(crate) measures: usize,
    pub(crate) guidance: usize,
}

impl Caps {
    const GENEROUS: Self = Self {
        items: 10,
        quotes: 2,
        parties: 4,
        letters: 180,
        offers: 8,
        own: 5,
        measures: 8,
        guidance: 10,
    };
    const TIGHTER: [Self; 6] = [
        Self {
            parties: 3,
            letters: 140,
            offers: 6,
            own: 4,
            ..Self::GENEROUS
        },
        Self {
            parties: 2,
            letters: 120,
            offers: 6,
            own: 3,
            measures: 6,
            ..Self::GENEROUS
        },
        Self {
            quotes: 1,
            parties: 2,
            letters: 120,
            offers: 6,
            own: 3,
            measures: 6,
            ..Self::GENEROUS
        },
        Self {
            quotes: 1,
            parties: 2,
            letters: 100,
            offers: 4,
            own: 2,
            measures: 4,
            guidance: 8,
            items: 9,
        },
        Self {
            quotes: 1,
            parties: 1,
            letters: 100,
            offers: 4,
            own: 2,
            measures: 4,
            guidance: 6,
            items: 8,
        },
        Self {
            quotes: 1,
            parties: 1,
            letters: 70,
            offers: 3,
            own: 1,
            measures: 3,
            guidance: 4,
            items: 6,
        },
    ];
}

impl Brief {
    /// The brief as Markdown; what stands in the record is escaped.
    pub fn to_markdown(&self) -> String {
        paper::markdown(self)
    }

    /// What matters most of it, for a terminal of this many columns and lines.
    pub fn first_screen(&self, width: usize, lines: usize) -> String {
        paper::first_screen(self, width, lines)
    }
}
