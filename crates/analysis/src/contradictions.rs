//! What a party said that does not go with what else it said, or with what it did.

use crate::Record;
use domain::{MeasureId, PartyId, StatementId, TopicId};
use jiff::civil::Date;
use serde::Serialize;

/// In what two things contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContradictionKind {
    /// Two statements that cannot both be true, or both be meant, at about the same time.
    Contradicts,
    /// Two statements over a month apart: the position moved.
    Shifts,
    /// Two statements in two channels at about the same time.
    Channels,
    /// A statement and a measure: what was promised, denied or told is not what was done.
    WordsAndMeasures,
}

impl ContradictionKind {
    /// The words for it: "contradicts itself", "moved", "says otherwise in another channel", "says one thing, does
    /// another".
    pub fn words(self) -> &'static str {
        match self {
            Self::Contradicts => "contradicts itself",
            Self::Shifts => "moved",
            Self::Channels => "says otherwise in another channel",
            Self::WordsAndMeasures => "says one thing, does another",
        }
    }
}

/// What a statement is held against.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Counterpart {
    /// Another statement, the later one.
    Statement(StatementId),
    /// A measure of the same party.
    Measure(MeasureId),
}

/// Two things of one party that do not go together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// In what.
    pub kind: ContradictionKind,
    /// Whose.
    pub party: PartyId,
    /// On what.
    pub topic: TopicId,
    /// A statement; of two, the earlier one.
    pub one: StatementId,
    /// What it does not go with.
    pub other: Counterpart,
    /// When the statement was made.
    pub one_day: Option<Date>,
    /// When the other statement was made, or since when the measure stands as it does.
    pub other_day: Option<Date>,
    /// How much it matters; the list is in this order.
    pub weight: u32,
    /// Why, in a plain phrase.
    pub why: String,
}

/// What does not go together by `day`, what matters most first.
pub fn contradictions(record: &Record<'_>, day: Date) -> Vec<Contradiction> {
    let _ = (record, day);
    Vec::new()
}
