//! The board: topics by parties.

use crate::position::{held, voices};
use crate::{Difference, Position, Record, picture, table};
use domain::{Party, PartyId, TopicId};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Up to how many topics the board keeps rows on which nobody has a position.
const KEEP_EMPTY: usize = 30;

/// Where everyone stands on a day: topics by parties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Board {
    /// The day.
    pub day: Date,
    /// The rows, in the record's order: a topic and its name.
    pub topics: Vec<(TopicId, String)>,
    /// The columns, in the record's order: a party that spoke on a topic, and its name.
    pub parties: Vec<(PartyId, String)>,
    /// What is known, by topic, then by party.
    positions: Vec<Position>,
    /// How many statements the board looked at.
    pub statements: usize,
    #[serde(skip)]
    places: BTreeMap<TopicId, BTreeMap<PartyId, usize>>,
}

impl Board {
    /// The board on this day: what was said later is not counted.
    ///
    /// A party is a column once it spoke on a topic. Topics on which nobody stands anywhere stay as rows
    /// while there are 30 topics or fewer.
    pub fn at(record: &Record<'_>, day: Date) -> Self {
        let voices = voices(record, day);
        let ruled = record
            .rulings
            .iter()
            .filter(|r| r.day <= day && r.stance.is_some());
        let spoke: BTreeSet<&PartyId> = voices
            .keys()
            .map(|(_, party)| *party)
            .chain(ruled.map(|ruling| &ruling.party))
            .collect();
        let heard: BTreeSet<_> = voices.values().flatten().map(|v| v.statement.id).collect();
        let mut board = Self {
            day,
            topics: Vec::new(),
            parties: Vec::new(),
            positions: Vec::new(),
            statements: heard.len(),
            places: BTreeMap::new(),
        };
        let mut seen = BTreeSet::new();
        let parties: Vec<&Party> = record
            .parties
            .iter()
            .filter(|p| spoke.contains(&p.id) && seen.insert(&p.id))
            .collect();
        board.parties = parties.iter().map(|p| (p.id.clone(), p.name.clone())).collect();
        let mut seen = BTreeSet::new();
        for topic in record.topics.iter().filter(|t| seen.insert(&t.id)) {
            let before = board.positions.len();
            for party in &parties {
                if let Some(position) = held(record, &voices, topic, party, day) {
                    let row = board.places.entry(topic.id.clone()).or_default();
                    row.insert(party.id.clone(), board.positions.len());
                    board.positions.push(position);
                }
            }
            if board.positions.len() > before || record.topics.len() <= KEEP_EMPTY {
                board.topics.push((topic.id.clone(), topic.name.clone()));
            }
        }
        board
    }

    /// Where this party stands on this topic, if it said.
    pub fn cell(&self, topic: &TopicId, party: &PartyId) -> Option<&Position> {
        self.positions.get(*self.places.get(topic)?.get(party)?)
    }

    /// Every position on it, by topic, then by party.
    pub fn positions(&self) -> &[Position] {
        &self.positions
    }

    /// The board as a picture: an SVG document of its own, 900 wide for up to eleven parties. `link` gives the
    /// address behind a cell. Shape and colour both tell the stance, so that it reads in grey as well.
    pub fn svg(&self, link: impl Fn(&Position) -> Option<String>) -> String {
        picture::draw(self, &link)
    }

    /// The board for a terminal of this many columns (40 at least), with a legend. Parties that find no room beside each other
    /// go on below.
    pub fn table(&self, width: usize) -> String {
        table::lay_out(self, width)
    }

    /// What is different on the later board, wherever either has a row or a column.
    pub fn difference(earlier: &Self, later: &Self) -> Difference {
        Difference::between(earlier, later)
    }

    /// The board as JSON: `day`, `topics` and `parties` as pairs of id and name, `positions`, `statements`.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
