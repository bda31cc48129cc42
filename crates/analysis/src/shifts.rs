//! What moved between two statements of a party on a topic.

use crate::position::{Voice, Voices, days_between, mean, voices};
use crate::{Record, Stance, dates};
use domain::{MeetingId, PartyId, Polarity, StatementId, TopicId};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// From which difference of an encounter's mean lean to the next one's it is a shift.
const LEAST: f64 = 1.0;
/// What is said within so many days, at no meeting, is one encounter.
const TOGETHER: i32 = 14;

/// What is told of a meeting so many days after its first words is another encounter.
const LATE: i32 = 45;

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
    /// How the earlier one leans; 0 where it says nothing for or against.
    pub from_stance: Stance,
    /// How the later one leans; 0 where it says nothing for or against.
    pub to_stance: Stance,
    /// When the earlier one was made.
    pub from_day: Option<Date>,
    /// When the later one was made.
    pub to_day: Option<Date>,
    /// How much it matters; the list is in this order.
    pub weight: u32,
    /// In a plain phrase: "from refusing (opposes, 22 Oct 2008) to offering on a condition (leans to yes, 11 Nov 2009)".
    pub how: String,
}

/// Whether somebody shuts a door or opens one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Door {
    Shut,
    Open,
}

fn door(polarity: Polarity) -> Option<Door> {
    match polarity {
        Polarity::Denies | Polarity::Refuses | Polarity::Threatens => Some(Door::Shut),
        Polarity::Offers | Polarity::Promises | Polarity::IsOpenTo | Polarity::Agrees => Some(Door::Open),
        _ => None,
    }
}

/// What a party said on a topic at one meeting, or within two weeks at none.
struct Encounter<'a> {
    voices: Vec<Voice<'a>>,
    /// `None` when nothing leans.
    mean: Option<f64>,
    door: Option<Door>,
}

impl<'a> Encounter<'a> {
    fn of(voices: Vec<Voice<'a>>) -> Self {
        let leaning: Vec<_> = voices.iter().filter(|v| v.lean.is_some()).copied().collect();
        let count = |which| {
            voices
                .iter()
                .filter(|v| door(v.statement.polarity) == Some(which))
                .count()
        };
        let (shut, open) = (count(Door::Shut), count(Door::Open));
        Self {
            mean: (!leaning.is_empty()).then(|| mean(&leaning)),
            door: match shut.cmp(&open) {
                std::cmp::Ordering::Greater => Some(Door::Shut),
                std::cmp::Ordering::Less => Some(Door::Open),
                std::cmp::Ordering::Equal => None,
            },
            voices,
        }
    }

    /// All encounters in these voices, oldest first, save those that neither lean nor open or shut a door.
    fn all<'v>(voices: &'v [Voice<'a>]) -> Vec<Self> {
        let mut groups: Vec<Vec<Voice<'a>>> = Vec::new();
        let mut at_meeting: BTreeMap<&MeetingId, usize> = BTreeMap::new();
        let mut window: Option<(Date, usize)> = None;
        for voice in voices {
            let group = match (&voice.statement.meeting, voice.day) {
                (Some(meeting), _) => {
                    let late = |group: usize| match (
                        groups[group].first().and_then(|v: &Voice<'_>| v.day),
                        voice.day,
                    ) {
                        (Some(first), Some(day)) => days_between(first, day) > LATE,
                        (first, day) => first.is_some() != day.is_some(),
                    };
                    // A paper of weeks later says how it was seen then.
                    let known = at_meeting.get(meeting).copied().filter(|&group| !late(group));
                    let group = known.unwrap_or(groups.len());
                    at_meeting.insert(meeting, group);
                    group
                }
                (None, Some(day)) => match window {
                    Some((first, group)) if days_between(first, day) <= TOGETHER => group,
                    _ => {
                        window = Some((day, groups.len()));
                        groups.len()
                    }
                },
                // Without a day nothing can be said to have moved.
                (None, None) => continue,
            };
            if group == groups.len() {
                groups.push(Vec::new());
            }
            groups[group].push(*voice);
        }
        let all = groups.into_iter().map(Self::of);
        all.filter(|e| e.mean.is_some() || e.door.is_some()).collect()
    }
}

/// What moved by `until`, what matters most first.
///
/// Each encounter of a party on a topic is compared with the one before it. It is a shift where the mean lean
/// differs by 1 or more, or where they refused (denied, threatened) and now offer (promise, agree, are open)
/// or the other way round. The pair that differs most stands for it.
pub fn shifts(record: &Record<'_>, until: Date) -> Vec<Shift> {
    shifts_in(&voices(record, until), until)
}

pub(crate) fn shifts_in(voices: &Voices<'_>, until: Date) -> Vec<Shift> {
    let mut found: Vec<Shift> = voices
        .iter()
        .flat_map(|((topic, party), voices)| {
            let encounters = Encounter::all(voices);
            let between = encounters
                .windows(2)
                .filter_map(|pair| shift(topic, party, pair, until));
            between.collect::<Vec<_>>()
        })
        .collect();
    found.sort_by(|a, b| {
        let key = |s: &Shift| (s.weight, s.to_day);
        key(b)
            .cmp(&key(a))
            .then_with(|| (&a.topic, &a.party, a.to).cmp(&(&b.topic, &b.party, b.to)))
    });
    found
}

fn shift(topic: &TopicId, party: &PartyId, pair: &[Encounter<'_>], until: Date) -> Option<Shift> {
    let [before, after] = pair else { return None };
    let moved = match (before.mean, after.mean) {
        (Some(before), Some(after)) => after - before,
        _ => 0.0,
    };
    let turned = match (before.door, after.door) {
        (Some(Door::Shut), Some(Door::Open)) if moved >= 0.0 => 1,
        (Some(Door::Open), Some(Door::Shut)) if moved <= 0.0 => -1,
        _ => 0,
    };
    if moved.abs() < LEAST && turned == 0 {
        return None;
    }
    let up = if moved == 0.0 { turned > 0 } else { moved > 0.0 };
    let way = if up { 1 } else { -1 };
    let from = strongest(before, -way, turned != 0)?;
    let to = strongest(after, way, turned != 0)?;
    // What is told later of an earlier meeting may overlap with the next.
    if from.statement.id == to.statement.id || from.day > to.day {
        return None;
    }
    Some(Shift {
        party: party.clone(),
        topic: topic.clone(),
        from: from.statement.id,
        to: to.statement.id,
        from_stance: from.lean.unwrap_or_default(),
        to_stance: to.lean.unwrap_or_default(),
        from_day: from.day,
        to_day: to.day,
        weight: weight(&from, &to, turned != 0, until),
        how: format!("from {} to {}", doing(&from), doing(&to)),
    })
}

/// The voice that leans furthest this way; where a door turned, one that turned it if there is any as far.
fn strongest<'a>(encounter: &Encounter<'a>, way: i8, turned: bool) -> Option<Voice<'a>> {
    encounter
        .voices
        .iter()
        .filter(|v| v.lean.is_some() || encounter.mean.is_none())
        .max_by(|a, b| {
            let key = |v: &Voice<'_>| {
                let turns = turned && door(v.statement.polarity).is_some_and(|d| Some(d) == encounter.door);
                (
                    way * v.value(),
                    turns,
                    v.is_confirmed(),
                    v.statement.confidence,
                    v.statement.id,
                )
            };
            key(a).cmp(&key(b))
        })
        .copied()
}

/// 10 for each step between the leans, 15 for crossing from no to yes or back, 10 for a turn from refusing to
/// offering or back, 5 for each confirmed statement, and 20 for what is new, halved every 180 days.
fn weight(from: &Voice<'_>, to: &Voice<'_>, turned: bool, until: Date) -> u32 {
    let steps = u32::from(from.value().abs_diff(to.value()));
    let crossed = u32::from(from.value().signum() * to.value().signum() < 0);
    let confirmed = u32::from(from.is_confirmed()) + u32::from(to.is_confirmed());
    let age = to.day.map_or(3650, |day| days_between(day, until));
    let fresh = (20.0 * (-f64::from(age.max(0)) / 180.0).exp2()).round() as u32;
    10 * steps + 15 * crossed + 10 * u32::from(turned) + 5 * confirmed + fresh
}

/// "offering on a condition (leans to yes, 11 Nov 2009)".
pub(crate) fn doing(voice: &Voice<'_>) -> String {
    let act = match voice.statement.polarity {
        Polarity::Asserts => "saying",
        Polarity::Denies => "denying",
        Polarity::Offers => "offering",
        Polarity::Promises => "promising",
        Polarity::IsOpenTo => "being open",
        Polarity::Agrees => "agreeing",
        Polarity::Demands => "demanding",
        Polarity::Asks => "asking",
        Polarity::Refuses => "refusing",
        Polarity::Threatens => "threatening",
        Polarity::DeclinesToSay => "declining to say",
    };
    let tied = if voice.statement.condition.is_some() {
        " on a condition"
    } else {
        ""
    };
    let stance = voice.lean.map_or("neither for nor against", Stance::words);
    format!("{act}{tied} ({stance}, {})", dates::short_or_none(voice.day))
}
