//! What we plan to say against what we were asked to respect.

mod dates;
mod judge;
mod matching;
mod parse;
mod said;

use crate::Record;
use domain::{Guidance, PartyId};
use jiff::civil::Date;
use matching::Reader;
use said::Said;
use serde::Serialize;

/// What a line of guidance wants of us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Demand {
    /// Not to say or do it.
    Forbid,
    /// To say or do it.
    Require,
    /// To say or do it only in answer.
    OnlyIf,
    /// To keep it in mind: nothing can go against it.
    Mind,
}

/// A line of guidance, understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// What it wants.
    pub demand: Demand,
    /// About what, in its words.
    pub about: String,
    /// From which day, as its words say ("after 1 March").
    pub from: Option<Date>,
    /// Until which day, as its words say ("not before 2010-03-01").
    pub until: Option<Date>,
}

/// Something that we plan to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// Where it stands: "2010-01-letter, paragraph 3", "agenda, item 7".
    pub place: String,
    /// The words.
    pub words: String,
}

/// How a line of guidance and what we plan to say go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The words go against it.
    Contradicts,
    /// It asks for something that isn't there.
    Silent,
    /// Neither.
    Fine,
}

impl Verdict {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contradicts => "contradicts",
            Self::Silent => "silent",
            Self::Fine => "fine",
        }
    }
}

/// A line of guidance with what we plan to say about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How they go together.
    pub verdict: Verdict,
    /// The line, with who asked and its place in its document.
    pub line: Guidance,
    /// How it was understood.
    pub ask: Ask,
    /// What we plan to say about it; `None` where nothing is about it.
    pub planned: Option<Planned>,
    /// Why, in a plain phrase.
    pub why: String,
}

/// How a line of guidance is understood. Days without a year are read from the day since which it holds.
pub fn ask(line: &Guidance) -> Ask {
    parse::parse(line).ask
}

/// Whether a line's words ask us not to say or do something, or only in answer, whatever its head says.
pub fn forbids(line: &Guidance) -> bool {
    parse::forbids(line)
}

/// What we plan to say against the lines in force on `day`: contradictions first, then silence, then what is fine.
///
/// A line has one finding for each planned text that goes against it; else one that names the text in which we say
/// what it asks for, or that says that it is silent, or fine. `us` is our own party: "we" in what is planned.
pub fn check(
    record: &Record<'_>,
    lines: &[Guidance],
    planned: &[Planned],
    us: Option<&PartyId>,
    day: Date,
) -> Vec<Finding> {
    let reader = Reader::of(record, us);
    let said: Vec<(&Planned, Said)> = planned.iter().map(|p| (p, Said::of(p, &reader))).collect();
    let mut found: Vec<Finding> = lines
        .iter()
        .filter(|line| line.holds_on(day))
        .flat_map(|line| judge::line(line, &said, &reader, day))
        .collect();
    // What is spoken of in another way stands before what nobody speaks of.
    found.sort_by_key(|finding| (finding.verdict, finding.planned.is_none()));
    found
}
