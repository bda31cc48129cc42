//! The paper before a meeting: what it holds, and how it is put together.

use crate::gather::{Gatherer, Given};
use crate::knots::knots;
use crate::{Record, html, paper};
use domain::{DocumentHash, Guidance, Marking, Meeting, PartyId, StatementId};
use jiff::civil::Date;
use serde::Serialize;
use std::borrow::Cow;

/// How long a brief may be, in words of its Markdown, sources in small print included: two pages.
const LONGEST: usize = 1500;

/// A sentence of a brief, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The sentence.
    pub text: String,
    /// Why it is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Numbers of its sources in [`Brief::sources`].
    pub sources: Vec<usize>,
}

impl Line {
    /// A sentence that rests on no source of the record.
    pub(crate) fn plain(text: String) -> Self {
        Self {
            text,
            why: None,
            sources: Vec::new(),
        }
    }
}

/// A part of a brief, as every format shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'b> {
    /// Its heading.
    pub heading: Cow<'b, str>,
    /// 2 for a section, 3 for an item of the agenda.
    pub level: u8,
    /// What it holds.
    pub lines: Cow<'b, [Line]>,
}

/// What stands under an item of which nothing is known.
pub const NOTHING: &str = "Nothing about it is on record.";

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

impl Source {
    /// By what the record knows it: a statement's id, or the head of its document's address.
    pub fn address(&self) -> String {
        self.statement.map_or_else(
            || format!("document {}", self.document.short()),
            |id| format!("s:{id}"),
        )
    }
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
    /// What to ask, each with the reason.
    pub ask: Vec<Line>,
    /// What they would do if somebody else did something.
    pub offers: Vec<Line>,
    /// Where those at the table and others wait for each other, and what would undo it.
    pub knots: Vec<Line>,
    /// What we have undertaken and not yet done.
    pub we_owe: Vec<Line>,
    /// What others have.
    pub they_owe: Vec<Line>,
    /// What we want to go on record with: from the agenda, and what we said before.
    pub on_record: Vec<Line>,
    /// What we were asked to respect, in force by the meeting.
    pub guidance: Vec<Line>,
    /// What not to say there: what others told us in confidence, and what guidance forbids; never in its words.
    pub not_to_say: Vec<Line>,
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
    let topics = gatherer.agenda_topics(agenda);
    let questions = gatherer.questions(&topics);
    let knots = knots(record, today);
    let confidences = gatherer.confidences();
    let given = Given {
        confidences: &confidences,
        knots: &knots,
        agenda,
        topics: &topics,
        guidance,
        questions: &questions,
    };
    let mut brief = gatherer.brief(&given, Caps::GENEROUS);
    for caps in Caps::TIGHTER {
        if length(&brief) <= LONGEST {
            break;
        }
        brief = gatherer.brief(&given, caps);
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
    pub(crate) knots: usize,
    pub(crate) own: usize,
    pub(crate) measures: usize,
    pub(crate) guidance: usize,
    pub(crate) ask: usize,
    pub(crate) not_to_say: usize,
}

impl Caps {
    const GENEROUS: Self = Self {
        items: 10,
        quotes: 2,
        parties: 4,
        letters: 180,
        offers: 8,
        knots: 3,
        own: 5,
        measures: 8,
        guidance: 10,
        ask: 8,
        not_to_say: 6,
    };
    const TIGHTER: [Self; 6] = [
        Self {
            parties: 3,
            letters: 140,
            offers: 6,
            knots: 2,
            own: 4,
            ..Self::GENEROUS
        },
        Self {
            parties: 2,
            letters: 120,
            offers: 6,
            knots: 2,
            own: 3,
            measures: 6,
            ask: 6,
            ..Self::GENEROUS
        },
        Self {
            quotes: 1,
            parties: 2,
            letters: 120,
            offers: 6,
            knots: 2,
            own: 3,
            measures: 6,
            ask: 6,
            ..Self::GENEROUS
        },
        Self {
            quotes: 1,
            parties: 2,
            letters: 100,
            offers: 4,
            knots: 2,
            own: 2,
            measures: 4,
            guidance: 8,
            items: 9,
            ask: 5,
            not_to_say: 4,
        },
        Self {
            quotes: 1,
            parties: 1,
            letters: 100,
            offers: 4,
            knots: 2,
            own: 2,
            measures: 4,
            guidance: 6,
            items: 8,
            ask: 5,
            not_to_say: 4,
        },
        Self {
            quotes: 1,
            parties: 1,
            letters: 70,
            offers: 3,
            knots: 1,
            own: 1,
            measures: 3,
            guidance: 4,
            items: 6,
            ask: 4,
            not_to_say: 3,
        },
    ];
}

impl Brief {
    /// Its parts in the order in which they are read, those left out that hold nothing.
    pub fn parts(&self) -> Vec<Part<'_>> {
        fn part<'b>(heading: &'b str, lines: &'b [Line]) -> Part<'b> {
            Part {
                heading: heading.into(),
                level: 2,
                lines: lines.into(),
            }
        }
        let who = self.participants.iter().cloned().map(Line::plain).collect();
        let mut parts = vec![Part {
            heading: "Who will be there".into(),
            level: 2,
            lines: Cow::Owned(who),
        }];
        parts.retain(|part| !part.lines.is_empty());
        if !self.items.is_empty() {
            parts.push(part("Item by item", &[]));
        }
        for (n, item) in self.items.iter().enumerate() {
            parts.push(Part {
                heading: format!("{}. {}", n + 1, item.heading).into(),
                level: 3,
                lines: (&item.lines).into(),
            });
        }
        let rest = [
            ("What to ask", &self.ask),
            ("What they would do, and for what", &self.offers),
            ("Where each waits for the other", &self.knots),
            ("What we owe", &self.we_owe),
            ("What they owe", &self.they_owe),
            ("To go on record", &self.on_record),
            ("What we were asked to respect", &self.guidance),
            ("What not to say", &self.not_to_say),
        ];
        let rest = rest.into_iter().filter(|(_, lines)| !lines.is_empty());
        parts.extend(rest.map(|(heading, lines)| part(heading, lines)));
        parts
    }

    /// "?" where the source of this number is something that nobody has confirmed.
    pub fn doubt(&self, number: usize) -> &'static str {
        let source = self.sources.get(number.wrapping_sub(1));
        if source.is_none_or(|source| source.confirmed) {
            ""
        } else {
            "?"
        }
    }

    /// The brief as a page of HTML that stands alone, for a screen and for A4 or Letter; no script, nothing from
    /// elsewhere.
    pub fn to_html(&self) -> String {
        html::page(self)
    }

    /// The brief as Markdown; what stands in the record is escaped.
    pub fn to_markdown(&self) -> String {
        paper::markdown(self)
    }

    /// What matters most of it, for a terminal of this many columns and lines.
    pub fn first_screen(&self, width: usize, lines: usize) -> String {
        paper::first_screen(self, width, lines)
    }
}
