//! What a party holds on a topic on a day.

use crate::front::{Dissent, Front, front};
use crate::lean::Reading;
use crate::lexicon::Lexicon;
use crate::words::shortened;
use crate::{Record, Stance};
use domain::{EntryId, Party, PartyId, Ruling, Statement, StatementId, Status, Topic, TopicId};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// After how many days words count half beside newer words of the same party on the same topic.
const HALF_LIFE: f64 = 120.0;
/// How much words on a condition count beside plain ones.
pub(crate) const TIED: f64 = 0.6;
/// After how many days of silence a position is half as fresh.
const FRESHNESS: f64 = 730.0;
/// How many days before the newest words count as the latest encounter.
const LATEST: i32 = 60;
/// How old undated words count, in days before the newest.
const UNDATED: f64 = 1825.0;
/// From which difference of means, on the scale from −2 to +2, a position has moved.
const MOVED: f64 = 0.75;

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

impl Movement {
    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Up => "moved towards yes",
            Self::Down => "moved towards no",
            Self::Steady => "as before",
            Self::New => "new",
        }
    }
}

/// What a party holds on a topic on a day: derived from its statements, never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Whose.
    pub party: PartyId,
    /// On what.
    pub topic: TopicId,
    /// Which way: as somebody ruled, else the mean of its statements' leans, newer and confirmed ones weighing more,
    /// as a whole number.
    pub stance: Stance,
    /// How firm, from 0 to 100: more for many, recent and confirmed statements that agree, less for conditions.
    pub firmness: u8,
    /// Since when it has leaned this way without a break, as far as the record knows.
    pub since: Option<Date>,
    /// What it rests on, newest first.
    pub statements: Vec<StatementId>,
    /// Whether at least half of its latest words hang on a condition.
    pub conditional: bool,
    /// Where it went.
    pub movement: Movement,
    /// How many of its statements nobody has confirmed.
    pub unconfirmed: usize,
    /// The latest words that lean its way, at most 240 characters, for display.
    pub words: String,
    /// Who overruled what the statements amount to, and why.
    pub ruled: Option<Ruled>,
    /// Whether those who speak for it lean alike.
    pub front: Front,
    /// Who leans otherwise.
    pub dissent: Vec<Dissent>,
}

/// That somebody overruled what the statements of a party amount to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ruled {
    /// The entry that says so.
    pub entry: EntryId,
    /// Who.
    pub by: String,
    /// From which day on.
    pub day: Date,
    /// Why.
    pub reason: String,
    /// What the rule would have said; `None` where no statement leans.
    pub derived: Option<Stance>,
    /// How many of the statements are newer than the ruling: reasons to look at it again.
    pub newer: usize,
}

/// A statement on one topic, with its day and lean.
#[derive(Clone, Copy)]
pub(crate) struct Voice<'a> {
    pub(crate) statement: &'a Statement,
    pub(crate) day: Option<Date>,
    pub(crate) lean: Option<Stance>,
}

impl Voice<'_> {
    pub(crate) fn value(&self) -> i8 {
        self.lean.map_or(0, Stance::value)
    }

    pub(crate) fn is_confirmed(&self) -> bool {
        self.statement.status == Status::Confirmed
    }

    /// How much it counts for its status: 1 when confirmed, 0.4 to 0.8 by the reader's confidence when not.
    pub(crate) fn trust(&self) -> f64 {
        if self.is_confirmed() {
            1.0
        } else {
            0.4 + 0.4 * f64::from(self.statement.confidence.share())
        }
    }
}

/// What each party of the record said on each topic of the record, oldest first.
pub(crate) type Voices<'a> = BTreeMap<(&'a TopicId, &'a PartyId), Vec<Voice<'a>>>;

pub(crate) fn voices<'a>(record: &Record<'a>, until: Date) -> Voices<'a> {
    let lexicons: BTreeMap<&TopicId, Lexicon> =
        record.topics.iter().map(|t| (&t.id, Lexicon::of(t))).collect();
    let parties: BTreeMap<&PartyId, &PartyId> = record.parties.iter().map(|p| (&p.id, &p.id)).collect();
    let mut found = Voices::new();
    for (day, statement) in record.standing(until) {
        let Some(party) = statement.party().and_then(|id| parties.get(id)) else {
            continue;
        };
        let topics: BTreeSet<&TopicId> = statement.topics.iter().collect();
        if topics.is_empty() {
            continue;
        }
        let reading = Reading::of(statement);
        for topic in topics {
            if let Some(lexicon) = lexicons.get(topic) {
                let lean = reading.lean(lexicon);
                found
                    .entry((topic, party))
                    .or_default()
                    .push(Voice { statement, day, lean });
            }
        }
    }
    found
}

/// What is held on a topic by a party of the record: what the voices amount to, what a ruling makes of it, and
/// whether those who speak for the party lean alike.
pub(crate) fn held(
    record: &Record<'_>,
    voices: &Voices<'_>,
    topic: &Topic,
    party: &Party,
    day: Date,
) -> Option<Position> {
    let said = |id| voices.get(&(&topic.id, id)).map_or(&[][..], Vec::as_slice);
    let own = said(&party.id);
    let derived = position(&topic.id, &party.id, own, day);
    let ruling = Ruling::in_force(record.rulings, &party.id, &topic.id, day);
    let mut found = match ruling.and_then(|ruling| ruling.stance.map(|stance| (ruling, stance))) {
        Some((ruling, stance)) => overruled(derived, ruling, stance, own),
        None => derived?,
    };
    let under: Vec<(&Party, &[Voice<'_>])> = record
        .parties
        .iter()
        .filter(|sub| sub.under.as_ref() == Some(&party.id) && sub.id != party.id)
        .map(|sub| (sub, said(&sub.id)))
        .collect();
    (found.front, found.dissent) = front(party, own, &under, found.stance);
    Some(found)
}

fn overruled(derived: Option<Position>, ruling: &Ruling, stance: Stance, own: &[Voice<'_>]) -> Position {
    let newer = own
        .iter()
        .filter(|v| v.lean.is_some() && v.day.is_some_and(|day| day > ruling.day));
    let ruled = Ruled {
        entry: ruling.id,
        by: ruling.by.0.clone(),
        day: ruling.day,
        reason: ruling.reason.clone(),
        derived: derived.as_ref().map(|position| position.stance),
        newer: newer.count(),
    };
    // Nobody said a word: the position rests on the ruling alone.
    let said = derived.unwrap_or_else(|| Position {
        party: ruling.party.clone(),
        topic: ruling.topic.clone(),
        stance,
        firmness: 0,
        since: None,
        statements: Vec::new(),
        conditional: false,
        movement: Movement::New,
        unconfirmed: 0,
        words: String::new(),
        ruled: None,
        front: Front::OneVoice,
        dissent: Vec::new(),
    });
    Position {
        stance,
        ruled: Some(ruled),
        ..said
    }
}

/// The position that these voices of one party on one topic, oldest first, amount to on `day`.
pub(crate) fn position(topic: &TopicId, party: &PartyId, all: &[Voice<'_>], day: Date) -> Option<Position> {
    let leaning: Vec<Voice<'_>> = all.iter().filter(|v| v.lean.is_some()).copied().collect();
    let newest = leaning.last()?;
    let mean = mean(&leaning);
    let stance = Stance::new(mean.round() as i8);
    let latest = latest_of(&leaning);
    let agrees = |v: &&Voice<'_>| v.value().signum() == stance.value().signum();
    let conditional = {
        let its: Vec<_> = latest.iter().filter(agrees).collect();
        let tied = its.iter().filter(|v| v.statement.condition.is_some()).count();
        tied > 0 && tied * 2 >= its.len()
    };
    let display = latest
        .iter()
        .rev()
        .find(agrees)
        .or_else(|| leaning.iter().rev().find(agrees));
    Some(Position {
        party: party.clone(),
        topic: topic.clone(),
        stance,
        firmness: firmness(&leaning, mean, day),
        since: since(&leaning, stance),
        statements: leaning.iter().rev().map(|v| v.statement.id).collect(),
        conditional,
        movement: movement(&leaning, latest),
        unconfirmed: leaning.iter().filter(|v| !v.is_confirmed()).count(),
        words: shortened(&display.unwrap_or(newest).statement.words, 240),
        ruled: None,
        front: Front::OneVoice,
        dissent: Vec::new(),
    })
}

/// The voices within [`LATEST`] days of the newest; all of them when no day is known.
pub(crate) fn latest_of<'v, 'a>(leaning: &'v [Voice<'a>]) -> &'v [Voice<'a>] {
    let Some(newest) = leaning.last().and_then(|v| v.day) else {
        return leaning;
    };
    let from = leaning.partition_point(|v| v.day.is_none_or(|day| days_between(day, newest) > LATEST));
    &leaning[from..]
}

pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    // Two dates of the calendar lie less than eight million days apart.
    from.until(to).map_or(0, |span| span.get_days())
}

/// How much each voice counts: half after [`HALF_LIFE`] days before the newest, less when not confirmed or
/// on a condition.
fn weights<'v>(leaning: &'v [Voice<'_>]) -> impl Iterator<Item = (f64, &'v Voice<'v>)> {
    let newest = leaning.last().and_then(|v| v.day);
    leaning.iter().map(move |v| {
        let age = match (v.day, newest) {
            (Some(day), Some(newest)) => f64::from(days_between(day, newest)),
            (None, Some(_)) => UNDATED,
            _ => 0.0,
        };
        let tied = if v.statement.condition.is_some() {
            TIED
        } else {
            1.0
        };
        (v.trust() * tied * (-age / HALF_LIFE).exp2(), v)
    })
}

pub(crate) fn mean(leaning: &[Voice<'_>]) -> f64 {
    let (sum, whole) = weights(leaning).fold((0.0, 0.0), |(sum, whole), (weight, v)| {
        (sum + weight * f64::from(v.value()), whole + weight)
    });
    if whole > 0.0 { sum / whole } else { 0.0 }
}

/// 100 × agreement × amount × freedom from conditions × freshness, each from 0 to 1:
/// agreement is 1 less the mean distance from the mean over 2; amount is w / (w + 1) for the sum w of the weights;
/// freedom is 1 less 0.4 times the share on a condition; freshness is 0.5 plus 0.5 halved every two years.
fn firmness(leaning: &[Voice<'_>], mean: f64, day: Date) -> u8 {
    let (mut whole, mut apart, mut tied) = (0.0, 0.0, 0.0);
    for (weight, v) in weights(leaning) {
        whole += weight;
        apart += weight * (f64::from(v.value()) - mean).abs();
        tied += if v.statement.condition.is_some() {
            weight
        } else {
            0.0
        };
    }
    if whole <= 0.0 {
        return 0;
    }
    let age = leaning
        .last()
        .and_then(|v| v.day)
        .map_or(FRESHNESS, |newest| f64::from(days_between(newest, day)));
    let agreement = (1.0 - apart / whole / 2.0).max(0.0);
    let fresh = 0.5 + 0.5 * (-age.max(0.0) / FRESHNESS).exp2();
    let share = agreement * (whole / (whole + 1.0)) * (1.0 - 0.4 * tied / whole) * fresh;
    (100.0 * share).round().clamp(0.0, 100.0) as u8
}

/// The first day of the newest run of days whose mean leans the same way.
fn since(leaning: &[Voice<'_>], stance: Stance) -> Option<Date> {
    let mut since = None;
    for same_day in leaning.chunk_by(|a, b| a.day == b.day).rev() {
        let way: i32 = same_day.iter().map(|v| i32::from(v.value())).sum();
        if way.signum() != i32::from(stance.value().signum()) {
            // The newest days may lean against what the whole amounts to.
            if since.is_some() {
                break;
            }
            continue;
        }
        since = same_day.first().and_then(|v| v.day).or(since);
    }
    since
}

fn movement(leaning: &[Voice<'_>], latest: &[Voice<'_>]) -> Movement {
    let earlier = &leaning[..leaning.len() - latest.len()];
    if earlier.is_empty() {
        return Movement::New;
    }
    let moved = mean(latest) - mean(earlier);
    if moved >= MOVED {
        Movement::Up
    } else if moved <= -MOVED {
        Movement::Down
    } else {
        Movement::Steady
    }
}
