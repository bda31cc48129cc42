//! How things stand between two parties over the years: is tension rising, is confidence.
//!
//! What they say to and of each other, their meetings and their measures are events, each coded in one of PLOVER's
//! types by the table in `codes.tsv`, with an intensity on Goldstein's scale. Cooperation adds to *confidence* and
//! conflict to *tension*; both fade by half every [`HALF_LIFE`] days. The two are kept apart: much of both is another
//! thing than little of both.

mod chart;
mod codes;
mod coding;
mod gather;
mod names;
pub(crate) use names::Names;
mod series;
mod table;
mod turns;

pub(crate) use codes::is_coded;
pub use codes::{CODES, EventType, Quad};

use crate::{Record, dates};
use domain::{MeasureId, MeetingId, PartyId, StatementId};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

/// After how many days an event counts half. Ours: about as long as a round of diplomacy takes to answer the last.
pub const HALF_LIFE: f64 = 180.0;

/// From which day to which, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Range {
    /// The first day that is shown; that of the first event when left out. What came before still counts, as far as
    /// it hasn't faded.
    pub from: Option<Date>,
    /// The last day: nothing after it is known.
    pub until: Date,
}

/// What an event is in the record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Somebody said it.
    Statement(StatementId),
    /// They met.
    Meeting(MeetingId),
    /// Somebody undertook something.
    Measure(MeasureId),
}

/// From whom to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// From the first party to the second.
    There,
    /// From the second party to the first.
    Back,
    /// Between them, as a meeting is.
    Both,
}

/// Something that one party did to the other, in words or in deed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// When; events without a day stand in [`Climate::undated`].
    pub day: Option<Date>,
    /// From whom to whom.
    pub way: Way,
    /// PLOVER's type.
    pub event_type: EventType,
    /// The mode within the type, as in the table: "meet", "force".
    pub mode: String,
    /// From −10 (armed attack) to +10, after Goldstein.
    pub intensity: f64,
    /// From 0 to 1: how much of it counts, by how sure it is.
    pub weight: f64,
    /// Where it leads back to.
    pub origin: Origin,
    /// Who spoke, or whose measure it is.
    pub by: String,
    /// What was said or done, shortened.
    pub words: String,
    /// Which rule of the table coded it.
    pub why: String,
}

impl Event {
    /// Who said or did what, in a line.
    pub fn told(&self) -> String {
        match self.origin {
            Origin::Statement(_) => format!("{}: “{}”", self.by, self.words),
            Origin::Meeting(_) | Origin::Measure(_) => self.words.clone(),
        }
    }
}

/// Confidence and tension, each from 0 to 100.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Level {
    /// What cooperation has built and time has left of it.
    pub confidence: f64,
    /// The same of conflict.
    pub tension: f64,
}

/// How it stood at the end of a week or a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Point {
    /// The last day of the week or month.
    pub day: Date,
    /// Events in it.
    pub events: usize,
    /// Between them, both ways taken together.
    pub both: Level,
    /// From the first party to the second.
    pub there: Level,
    /// From the second party to the first.
    pub back: Level,
}

/// How long a step of the series is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// For two years at most.
    Week,
    /// For more.
    Month,
}

/// Where the tone between them changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TurningPoint {
    /// Its number on the picture, from 1.
    pub number: usize,
    /// The first day of the new tone.
    pub day: Date,
    /// Mean intensity of the events since the turn before.
    pub before: f64,
    /// Mean intensity of the events until the next turn.
    pub after: f64,
    /// The events that made it, the weightiest first: indexes into [`Climate::events`].
    pub events: Vec<usize>,
    /// In a plain sentence.
    pub words: String,
}

/// How things stand between two parties over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Climate {
    /// The first party and its name.
    pub first: (PartyId, String),
    /// The second party and its name.
    pub second: (PartyId, String),
    /// The first day shown and the last.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// How long a step is.
    pub step: Step,
    /// After how many days an event counts half.
    pub half_life: f64,
    /// Every event with a day, the earliest first.
    pub events: Vec<Event>,
    /// Events without a day: they are listed and count for nothing.
    pub undated: Vec<Event>,
    /// The steps, the earliest first; none where there is no event.
    pub series: Vec<Point>,
    /// Where the tone changed, the earliest first.
    pub turning_points: Vec<TurningPoint>,
}

/// Why there is no climate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClimateError {
    /// No such party.
    #[error("the record names no party “{0}”: use one of {1}")]
    NoSuchParty(PartyId, String),
    /// The same twice.
    #[error("“{0}” was named twice: name two parties")]
    SameParty(PartyId),
    /// The range ends before it begins.
    #[error("{0} is after {1}: let the first day be the earlier one")]
    Backwards(Date, Date),
}

/// How things stand between `a` and `b` over `range`.
///
/// # Errors
/// When the record names no such party, both are one, or the range ends before it begins.
pub fn climate(record: &Record<'_>, a: &PartyId, b: &PartyId, range: Range) -> Result<Climate, ClimateError> {
    let name = |id: &PartyId| {
        record
            .parties
            .iter()
            .find(|party| party.id == *id)
            .map(|party| (id.clone(), party.name.clone()))
            .ok_or_else(|| {
                let known: Vec<_> = record.parties.iter().map(|party| party.id.as_str()).collect();
                ClimateError::NoSuchParty(id.clone(), known.join(", "))
            })
    };
    let (first, second) = (name(a)?, name(b)?);
    if a == b {
        return Err(ClimateError::SameParty(a.clone()));
    }
    if let Some(from) = range.from.filter(|from| *from > range.until) {
        return Err(ClimateError::Backwards(from, range.until));
    }
    let (events, undated) = gather::events(record, a, b, range.until);
    let (from, step) = series::span(&events, range);
    Ok(Climate {
        series: series::series(&events, from, range.until, step),
        turning_points: turns::turning_points(&events, from, step, (&first.1, &second.1)),
        first,
        second,
        from,
        until: range.until,
        step,
        half_life: HALF_LIFE,
        events,
        undated,
    })
}

impl Climate {
    /// As a picture: two lines, the events as ticks, the turning points numbered and told in words below.
    /// `link` gives the address that an event leads to, if it has one.
    pub fn svg(&self, link: impl Fn(&Origin) -> Option<String>) -> String {
        chart::draw(self, &link)
    }

    /// As a table at most `width` columns wide.
    pub fn table(&self, width: usize) -> String {
        table::table(self, width)
    }

    /// The series as CSV: a step a line, with a header line.
    pub fn to_csv(&self) -> String {
        let mut out = String::from(
            "day,events,confidence,tension,confidence_there,tension_there,confidence_back,tension_back\n",
        );
        for p in &self.series {
            out += &format!(
                "{},{},{},{},{},{},{},{}\n",
                p.day,
                p.events,
                p.both.confidence,
                p.both.tension,
                p.there.confidence,
                p.there.tension,
                p.back.confidence,
                p.back.tension
            );
        }
        out
    }

    /// The parties' names.
    fn names(&self) -> (&str, &str) {
        (&self.first.1, &self.second.1)
    }

    /// What there is to say in a sentence or two: how it stands, or that nothing is known.
    pub fn summary(&self) -> String {
        let (first, second) = self.names();
        let Some(last) = self.series.last() else {
            let undated = match self.undated.len() {
                0 => String::new(),
                1 => " One event has no day.".to_owned(),
                n => format!(" {n} events have no day."),
            };
            return format!(
                "The record tells of nothing between {first} and {second} until {}.{undated}",
                dates::long(self.until)
            );
        };
        let mut words = format!(
            "On {}: confidence {:.0}, tension {:.0} of 100, after {}.",
            dates::long(self.until),
            last.both.confidence,
            last.both.tension,
            if self.events.len() == 1 {
                "a single event: no more than a hint".to_owned()
            } else {
                format!("{} events", self.events.len())
            }
        );
        if let Some(before) = self.a_year_before() {
            let moved = |now: f64, then: f64| match now - then {
                d if d >= 5.0 => "rising",
                d if d <= -5.0 => "falling",
                _ => "steady",
            };
            words += &format!(
                " In a year, confidence {} (from {:.0}), tension {} (from {:.0}).",
                moved(last.both.confidence, before.both.confidence),
                before.both.confidence,
                moved(last.both.tension, before.both.tension),
                before.both.tension
            );
        }
        words
    }

    /// The last step that ends a year or more before the last day.
    fn a_year_before(&self) -> Option<&Point> {
        let year_before = self.until.saturating_sub(1.year());
        self.series.iter().rfind(|point| point.day <= year_before)
    }
}
