//! What a party holds on a topic on a day.

use crate::Stance;
use domain::{PartyId, StatementId, TopicId};
use jiff::civil::Date;
use serde::Serialize;

/// Where a position went since what was said before the latest encounter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Movement {
    /// Towards yes.
    Up,
    /// Towards no.
    Down,
    /// Where it was.
    Steady,
    /// There is nothing earlier to compare it with.
    New,
}

/// What a party holds on a topic on a day: derived from its statements, never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Whose.
    pub party: PartyId,
    /// On what.
    pub topic: TopicId,
    /// Which way.
    pub stance: Stance,
    /// How firm, from 0 to 100.
    pub firmness: u8,
    /// Since when it has leaned this way, as far as the record knows.
    pub since: Option<Date>,
    /// What it rests on, newest first.
    pub statements: Vec<StatementId>,
    /// Whether the latest words for it hang on a condition.
    pub conditional: bool,
    /// Where it went.
    pub movement: Movement,
    /// How many of its statements nobody has confirmed.
    pub unconfirmed: usize,
    /// The latest words, for display.
    pub words: String,
}
