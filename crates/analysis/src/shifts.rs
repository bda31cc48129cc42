//! What moved between two statements of a party on a topic.

use crate::{Record, Stance};
use domain::{PartyId, StatementId, TopicId};
use jiff::civil::Date;
use serde::Serialize;

/// Two statements of one party on one topic that do not say the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// Whose.
    pub party: PartyId,
    /// On what.
    pub topic: TopicId,
    /// The earlier statement.
    pub from: StatementId,
    /// The later one.
    pub to: StatementId,
    /// How the earlier one leans.
    pub from_stance: Stance,
    /// How the later one leans.
    pub to_stance: Stance,
    /// When the earlier one was made.
    pub from_day: Option<Date>,
    /// When the later one was made.
    pub to_day: Option<Date>,
    /// How much it matters; the list is in this order.
    pub weight: u32,
    /// In a plain phrase: "from refusing (22 October 2008) to being open to it on a condition (11 November 2009)".
    pub how: String,
}

/// What moved by `until`, what matters most first.
pub fn shifts(record: &Record<'_>, until: Date) -> Vec<Shift> {
    let _ = (record, until);
    Vec::new()
}
