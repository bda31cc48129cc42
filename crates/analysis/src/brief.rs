//! The paper before a meeting.

use crate::Record;
use domain::{Guidance, Meeting, PartyId};
use jiff::civil::Date;
use serde::Serialize;

/// The paper before a meeting: about two pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Brief {
    /// The meeting's title.
    pub title: String,
}

/// The brief for `meeting` as of `today`. We are the party whose people attend most of the record's meetings.
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
    let _ = (record, today, agenda, guidance, us);
    Brief {
        title: meeting.title.clone(),
    }
}

impl Brief {
    /// The brief as Markdown.
    pub fn to_markdown(&self) -> String {
        self.title.clone()
    }

    /// Its first screen, for a terminal of this many columns and lines.
    pub fn first_screen(&self, width: usize, lines: usize) -> String {
        let _ = (width, lines);
        self.title.clone()
    }
}
