//! The events between two parties: what was said, where they met, what they undertook.

use super::codes::{Code, Meaning, TABLE};
use super::coding::code;
use super::names::{Mention, Names, Side};
use super::{Event, EventType, Origin, Way};
use crate::Record;
use crate::agenda::parties_at;
use crate::lean::Reading;
use crate::position::{TIED, Voice};
use crate::words::{shortened, words};
use domain::{
    Measure, MeasureState, Meeting, MeetingId, MeetingKind, Party, PartyId, Person, PersonId, Polarity,
    Statement, Topic, TopicId,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// How much words count that don't name the other party: it is their topic, or the one who is spoken to.
const UNNAMED: f64 = 0.7;
/// How much is shown of an event's words.
const SHOWN: usize = 160;

/// The two sides: each party with those that stand under it.
struct Sides<'a> {
    first: BTreeSet<&'a PartyId>,
    second: BTreeSet<&'a PartyId>,
}

impl<'a> Sides<'a> {
    fn of(parties: &'a [Party], a: &'a PartyId, b: &'a PartyId) -> Self {
        let above: BTreeMap<&PartyId, &PartyId> = parties
            .iter()
            .filter_map(|p| Some((&p.id, p.under.as_ref()?)))
            .collect();
        let mut sides = Self {
            first: BTreeSet::from([a]),
            second: BTreeSet::from([b]),
        };
        for party in parties {
            // A chain of parties under parties is short; one that runs in a circle ends here.
            let mut at = &party.id;
            for _ in 0..8 {
                if at == a {
                    sides.first.insert(&party.id);
                    break;
                }
                if at == b {
                    sides.second.insert(&party.id);
                    break;
                }
                let Some(next) = above.get(at) else { break };
                at = next;
            }
        }
        sides
    }

    /// From whom to whom, when this party acts.
    fn way_of(&self, party: &PartyId) -> Option<Way> {
        if self.first.contains(party) {
            Some(Way::There)
        } else if self.second.contains(party) {
            Some(Way::Back)
        } else {
            None
        }
    }
}

/// What all of a record's statements are held against.
struct Gatherer<'a> {
    sides: Sides<'a>,
    names: Names<'a>,
    /// Whom each topic's name and question name.
    topics: BTreeMap<&'a TopicId, BTreeSet<&'a PartyId>>,
    people: BTreeMap<&'a PersonId, &'a Person>,
    /// Each meeting, and who was there.
    meetings: BTreeMap<&'a MeetingId, (&'a Meeting, Vec<&'a PartyId>)>,
}

/// Every event between `a` and `b` until `until`: those with a day, the earliest first, and those without.
pub(crate) fn events<'a>(
    record: &'a Record<'a>,
    a: &'a PartyId,
    b: &'a PartyId,
    until: Date,
) -> (Vec<Event>, Vec<Event>) {
    let gatherer = Gatherer::of(record, a, b);
    let said = record.standing(until);
    let statements = said.iter().filter_map(|(day, s)| gatherer.statement(*day, s));
    let meetings = record
        .meetings
        .iter()
        .filter_map(|meeting| gatherer.meeting(meeting));
    let measures = record
        .measures
        .iter()
        .filter_map(|measure| gatherer.measure(measure));
    let known = |event: &Event| event.day.is_none_or(|day| day <= until);
    let (mut dated, undated): (Vec<_>, Vec<_>) = statements
        .chain(meetings)
        .chain(measures)
        .filter(known)
        .partition(|event| event.day.is_some());
    dated.sort_by(|a, b| (a.day, &a.origin).cmp(&(b.day, &b.origin)));
    (dated, undated)
}

impl<'a> Gatherer<'a> {
    fn of(record: &'a Record<'a>, a: &'a PartyId, b: &'a PartyId) -> Self {
        let names = Names::of(record.parties);
        let people: BTreeMap<_, _> = record.people.iter().map(|p| (&p.id, p)).collect();
        let named = |topic: &Topic| {
            names.parties_in(&format!(
                "{}. {}",
                topic.name,
                topic.question.as_deref().unwrap_or_default()
            ))
        };
        Self {
            sides: Sides::of(record.parties, a, b),
            topics: record.topics.iter().map(|t| (&t.id, named(t))).collect(),
            meetings: record
                .meetings
                .iter()
                .map(|m| (&m.id, (m, parties_at(m, &people))))
                .collect(),
            names,
            people,
        }
    }

    fn statement(&self, day: Option<Date>, statement: &Statement) -> Option<Event> {
        let way = self.sides.way_of(statement.party()?)?;
        let reading = Reading::of(statement);
        let (run, _) = reading.run();
        let mentions = self.mentions(run, statement, way);
        let aim = self.aim(statement, way, &mentions)?;
        let code = code(statement, &mentions, &reading)?;
        let trust = Voice {
            statement,
            day,
            lean: None,
        }
        .trust();
        let tied = if statement.condition.is_some() { TIED } else { 1.0 };
        let speaker = statement.speaker.as_ref().map_or("somebody", |s| s.name.as_str());
        Some(Event {
            day,
            way,
            event_type: code.event_type,
            mode: code.mode.to_owned(),
            intensity: code.intensity,
            weight: trust * tied * aim,
            origin: Origin::Statement(statement.id),
            by: speaker.to_owned(),
            words: shortened(&statement.words, SHOWN),
            why: why(&code, statement),
        })
    }

    /// Where the run names a party, as the speaker's side sees it.
    fn mentions(&self, run: &[crate::words::Word], statement: &Statement, way: Way) -> Vec<Mention> {
        let mut found: Vec<Mention> = self
            .names
            .in_run(run)
            .into_iter()
            .map(|(at, end, party)| Mention {
                at,
                end,
                side: self.side(party, way),
            })
            .collect();
        // Where it stands isn't known: it is no subject.
        let condition = statement.condition.as_ref().map_or("", |c| c.text.as_str());
        let elsewhere = self
            .names
            .written_in(&statement.words)
            .chain(self.names.parties_in(condition));
        found.extend(elsewhere.map(|party| Mention {
            at: run.len(),
            end: run.len(),
            side: self.side(party, way),
        }));
        found
    }

    fn side(&self, party: &PartyId, way: Way) -> Side {
        match self.sides.way_of(party) {
            Some(its) if its == way => Side::Own,
            Some(_) => Side::Other,
            None => Side::Third,
        }
    }

    /// How surely it is aimed at the other party: 1 where it names it; less where only its topics do, or where it is
    /// said to them and names nobody else. `None`: it isn't.
    fn aim(&self, statement: &Statement, way: Way, mentions: &[Mention]) -> Option<f64> {
        let names = |side| mentions.iter().any(|m| m.side == side);
        if names(Side::Other) {
            return Some(1.0);
        }
        let about: Vec<Side> = statement
            .topics
            .iter()
            .filter_map(|topic| self.topics.get(topic))
            .flatten()
            .map(|party| self.side(party, way))
            .collect();
        if names(Side::Third) {
            return None;
        }
        if about.contains(&Side::Other) {
            return Some(UNNAMED);
        }
        let addressee = statement.addressee.as_ref().and_then(|to| to.party.as_ref());
        let to_them = match addressee {
            Some(party) => self.side(party, way) == Side::Other,
            None => statement
                .meeting
                .as_ref()
                .and_then(|meeting| self.meetings.get(meeting))
                .is_some_and(|(_, there)| there.iter().any(|party| self.side(party, way) == Side::Other)),
        };
        // What is said to them about others is no act towards them; an offer or a refusal to their face is.
        let acts = !matches!(statement.polarity, Polarity::Asserts | Polarity::Denies);
        (to_them && !about.contains(&Side::Third) && (addressee.is_some() || acts)).then_some(UNNAMED)
    }

    fn meeting(&self, meeting: &Meeting) -> Option<Event> {
        let there = parties_at(meeting, &self.people);
        let has = |way| there.iter().any(|party| self.sides.way_of(party) == Some(way));
        if !has(Way::There) || !has(Way::Back) {
            return None;
        }
        let mode = match meeting.kind {
            MeetingKind::Call | MeetingKind::Letters => "talk",
            MeetingKind::Visit => "visit",
            MeetingKind::Consultation => "meet",
        };
        let code = TABLE.code(EventType::Consult, mode);
        Some(Event {
            day: Some(meeting.from),
            way: Way::Both,
            event_type: code.event_type,
            mode: mode.to_owned(),
            intensity: code.intensity,
            weight: 1.0,
            origin: Origin::Meeting(meeting.id.clone()),
            by: "both".to_owned(),
            words: shortened(&meeting.title, SHOWN),
            why: "both were there".to_owned(),
        })
    }

    /// Whether it has stood as it does since a day on which both met.
    fn was_settled_together(&self, measure: &Measure) -> bool {
        let Some(since) = measure.since else { return false };
        self.meetings.values().any(|(meeting, there)| {
            let has = |way| there.iter().any(|party| self.sides.way_of(party) == Some(way));
            (meeting.from..=meeting.until.unwrap_or(meeting.from)).contains(&since)
                && has(Way::There)
                && has(Way::Back)
        })
    }

    fn measure(&self, measure: &Measure) -> Option<Event> {
        let way = self.sides.way_of(&measure.owner)?;
        let named = self.names.parties_in(&measure.what);
        let is_other = |party: &&PartyId| self.side(party, way) == Side::Other;
        let by_topic = || {
            measure
                .topics
                .iter()
                .filter_map(|topic| self.topics.get(topic))
                .flatten()
                .copied()
        };
        let aim = if named.iter().any(is_other) {
            1.0
        } else if named.iter().any(|party| self.side(party, way) == Side::Third) {
            return None;
        } else if by_topic().any(|p| is_other(&p)) || self.was_settled_together(measure) {
            UNNAMED
        } else {
            return None;
        };
        let deed = deed_of(&measure.what);
        let (code, part) = match measure.state {
            MeasureState::Done => (deed, 1.0),
            MeasureState::UnderWay => (deed, 0.5),
            MeasureState::Agreed => (promise_of(&deed), 1.0),
            MeasureState::Proposed => (promise_of(&deed), 0.5),
            MeasureState::Lapsed => (TABLE.code(EventType::Sanction, "postpone"), 1.0),
        };
        Some(Event {
            day: measure.since,
            way,
            event_type: code.event_type,
            mode: code.mode.to_owned(),
            intensity: code.intensity,
            weight: part * aim,
            origin: Origin::Measure(measure.id.clone()),
            by: measure.owner.to_string(),
            words: shortened(&format!("{} ({})", measure.what, measure.state.as_str()), SHOWN),
            why: format!("a measure, {}", measure.state.as_str()),
        })
    }
}

/// The friendly deed that a measure's words name.
fn deed_of(what: &str) -> Code {
    let run = words(what);
    let deed = TABLE.hits(&run).into_iter().find_map(|hit| match hit.meaning {
        Meaning::Code { code, .. }
            if matches!(
                code.event_type,
                EventType::Cooperate | EventType::Aid | EventType::Retreat | EventType::Consult
            ) =>
        {
            Some(code)
        }
        _ => None,
    });
    deed.unwrap_or_else(|| TABLE.code(EventType::Cooperate, "general"))
}

fn promise_of(deed: &Code) -> Code {
    let (event_type, mode) = match deed.event_type {
        EventType::Retreat => (EventType::Concede, "promise"),
        EventType::Aid => (EventType::Agree, "aid"),
        EventType::Consult => (EventType::Agree, "meet"),
        _ => (EventType::Agree, "cooperate"),
    };
    TABLE.code(event_type, mode)
}

/// "refuses", "says: praise", "offers, on a condition".
fn why(code: &Code, statement: &Statement) -> String {
    let tied = if statement.condition.is_some() {
        ", on a condition"
    } else {
        ""
    };
    format!("{} · {}{tied}", statement.polarity, code.mode)
}
