//! What is analysed, and the day of a statement.

use domain::{Measure, Meeting, MeetingId, Party, Person, Ruling, Statement, Status, Topic};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What the analysis looks at: as much of the record as its reader may see. Rejected statements are ignored.
#[derive(Clone, Copy, Debug, Default)]
pub struct Record<'a> {
    /// Who holds positions; boards keep this order.
    pub parties: &'a [Party],
    /// Who speaks for them.
    pub people: &'a [Person],
    /// What positions are about; boards keep this order.
    pub topics: &'a [Topic],
    /// Where they met.
    pub meetings: &'a [Meeting],
    /// What was undertaken.
    pub measures: &'a [Measure],
    /// What was said, in any order.
    pub statements: &'a [Statement],
    /// How people overruled positions, in any order.
    pub rulings: &'a [Ruling],
}

/// The days of a record's statements.
pub(crate) struct Days<'a> {
    meetings: BTreeMap<&'a MeetingId, Date>,
}

impl<'a> Days<'a> {
    pub(crate) fn of(record: &Record<'a>) -> Self {
        Self {
            meetings: record.meetings.iter().map(|m| (&m.id, m.from)).collect(),
        }
    }

    /// The day on which it was said: its own, else its meeting's first.
    pub(crate) fn day(&self, statement: &Statement) -> Option<Date> {
        statement
            .day
            .or_else(|| self.meetings.get(statement.meeting.as_ref()?).copied())
    }
}

impl<'a> Record<'a> {
    /// Statements that stand and were made by `day`, as far as their day is known, each with its day;
    /// oldest first, those without a day before all.
    pub(crate) fn standing(&self, day: Date) -> Vec<(Option<Date>, &'a Statement)> {
        let days = Days::of(self);
        let mut found: Vec<_> = self
            .statements
            .iter()
            .filter(|s| s.status != Status::Rejected)
            .map(|s| (days.day(s), s))
            .filter(|(said, _)| said.is_none_or(|said| said <= day))
            .collect();
        found.sort_by_key(|(said, s)| (*said, s.id));
        // A statement is named by its id: the same twice is one.
        found.dedup_by_key(|(_, s)| s.id);
        found
    }
}
