//! The board: topics by parties.

use crate::{Position, Record};
use domain::{PartyId, TopicId};
use jiff::civil::Date;
use serde::Serialize;

/// Where everyone stands on a day: topics by parties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Board {
    /// The day.
    pub day: Date,
    /// The rows: a topic and its name.
    pub topics: Vec<(TopicId, String)>,
    /// The columns: a party and its name.
    pub parties: Vec<(PartyId, String)>,
    /// What is known, by topic, then by party.
    positions: Vec<Position>,
}

impl Board {
    /// The board on this day: what was said later is not counted.
    pub fn at(record: &Record<'_>, day: Date) -> Self {
        let _ = record;
        Self {
            day,
            topics: Vec::new(),
            parties: Vec::new(),
            positions: Vec::new(),
        }
    }

    /// Where this party stands on this topic, if it said.
    pub fn cell(&self, topic: &TopicId, party: &PartyId) -> Option<&Position> {
        self.positions
            .iter()
            .find(|p| p.topic == *topic && p.party == *party)
    }

    /// Every position on it, by topic, then by party.
    pub fn positions(&self) -> &[Position] {
        &self.positions
    }

    /// The board as a picture. `link` gives the address behind a cell.
    pub fn svg(&self, link: impl Fn(&Position) -> Option<String>) -> String {
        let _ = link;
        String::new()
    }

    /// The board for a terminal of this many columns.
    pub fn table(&self, width: usize) -> String {
        let _ = width;
        String::new()
    }

    /// The board as JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
