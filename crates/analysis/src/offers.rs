//! Who does what if who else does what.

use crate::Record;
use domain::{Bond, MeetingId, PartyId, StatementId, TopicId};
use jiff::civil::Date;
use serde::Serialize;

/// A statement with a condition: *we do A if they do B*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// The newest statement of it.
    pub statement: StatementId,
    /// Earlier ones to the same effect, newest first.
    pub also: Vec<StatementId>,
    /// Whose.
    pub party: Option<PartyId>,
    /// Who made it, as shown.
    pub speaker: String,
    /// What would be done, without the condition.
    pub action: String,
    /// What it hangs on, without the connective.
    pub condition: String,
    /// The word that joins them: "provided that".
    pub connective: String,
    /// What the condition is to the action.
    pub bond: Bond,
    /// About what.
    pub topics: Vec<TopicId>,
    /// When it was made.
    pub day: Option<Date>,
    /// Where.
    pub meeting: Option<MeetingId>,
    /// The whole words.
    pub words: String,
    /// Whether somebody confirmed the newest statement.
    pub confirmed: bool,
}

impl Offer {
    /// How often it was made.
    pub fn count(&self) -> usize {
        1 + self.also.len()
    }
}

/// The offers made by `until`, newest first, those to the same effect folded.
pub fn offers(record: &Record<'_>, until: Date) -> Vec<Offer> {
    let _ = (record, until);
    Vec::new()
}
