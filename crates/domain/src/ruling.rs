//! What a person makes of a position, against the rule.

use crate::{Author, EntryId, Handling, PartyId, Stance, TopicId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A position as a person overruled it, with their reason. What the rule would have said is shown beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// The entry that says so.
    pub id: EntryId,
    /// Whose position.
    pub party: PartyId,
    /// On what.
    pub topic: TopicId,
    /// From which day on, until the next ruling.
    pub day: Date,
    /// Where they stand; `None` lets the statements speak again.
    pub stance: Option<Stance>,
    /// Why.
    pub reason: String,
    /// Who may see it.
    pub handling: Handling,
    /// Who ruled.
    pub by: Author,
    /// When it was written.
    pub at: Timestamp,
}

impl Ruling {
    /// The ruling in force on `day` for this party on this topic: that of the latest day; of those of one day,
    /// the one written last.
    pub fn in_force<'r>(
        rulings: &'r [Self],
        party: &PartyId,
        topic: &TopicId,
        day: Date,
    ) -> Option<&'r Self> {
        rulings
            .iter()
            .filter(|r| r.party == *party && r.topic == *topic && r.day <= day)
            .max_by_key(|r| (r.day, r.at, r.id))
    }
}
