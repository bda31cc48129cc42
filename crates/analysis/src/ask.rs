//! What to ask: questions without an answer, conditions of which nobody knows how they stand, contradictions,
//! positions that are old or were never heard.

use crate::brief::{Caps, Line};
use crate::gather::Gatherer;
use crate::offers::{COMMON, Offer};
use crate::position::{Voice, days_between, position};
use crate::sources::Sources;
use crate::words::{shortened, stems};
use crate::{Contradiction, ContradictionKind, Counterpart, Record, contradictions, dates};
use domain::{
    Bond, Guidance, GuidanceKind, Measure, PartyId, Polarity, Statement, StatementId, Topic, TopicId,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// After how many days, counted to the meeting, a position is old.
const STALE: i32 = 180;
/// Which share of a condition's words must stand in other words for these to tell how it stands.
const TOLD: f64 = 0.5;
/// Stems of words by which something is told as done or as it is now.
const HAPPENED: &[&str] = &[
    "has", "have", "had", "was", "wer", "were", "did", "been", "already", "now", "since", "done",
];
/// How many of the newest statements are searched for contradictions, and for how a condition stands.
const NEWEST: usize = 2000;
/// How many offers' conditions are looked at.
const OFFERS: usize = 40;

/// Something to ask.
pub(crate) struct Question {
    weight: i64,
    kind: Kind,
    topic: Option<TopicId>,
    text: String,
    why: String,
    rests_on: Vec<StatementId>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Two things that don't go together: 60.
    Contradiction,
    /// We asked: 55.
    Unanswered,
    /// They asked: 50.
    Owed,
    /// A condition: 40.
    Condition,
    /// An item of the agenda of which they never spoke: 35.
    Unheard,
    /// A position that is old: 30.
    Stale,
}

impl Kind {
    fn weight(self) -> i64 {
        match self {
            Self::Contradiction => 60,
            Self::Unanswered => 55,
            Self::Owed => 50,
            Self::Condition => 40,
            Self::Unheard => 35,
            Self::Stale => 30,
        }
    }
}

impl<'a> Gatherer<'a> {
    /// What to ask at the meeting, what matters most first: by the kind of question, with 30 more for the agenda's
    /// first topic and one less for each that follows.
    pub(crate) fn questions(&self, agenda: &[&'a Topic]) -> Vec<Question> {
        let mut found = Vec::new();
        let newest = self.newest(|statement| self.is_at_table(statement.party()));
        let theirs: Vec<Statement> = newest.into_iter().map(|(_, s)| s.clone()).collect();
        let theirs = Record {
            statements: &theirs,
            ..*self.record
        };
        let contradictions = contradictions(&theirs, self.today);
        found.extend(contradictions.iter().filter_map(|one| self.contradiction(one)));
        self.asked(&mut found);
        let told = self.telling();
        // What hangs on one condition is asked about once.
        let mut theirs: Vec<(BTreeSet<String>, Vec<&Offer>)> = Vec::new();
        let at_table = |o: &&Offer| o.bond != Bond::Limit && self.is_at_table(o.party.as_ref());
        for offer in self.offers.iter().filter(at_table).take(OFFERS) {
            let wanted = telling(&offer.condition);
            match theirs.iter_mut().find(|(known, _)| *known == wanted) {
                Some((_, offers)) => offers.push(offer),
                None => theirs.push((wanted, vec![offer])),
            }
        }
        let conditions = theirs.iter();
        found.extend(conditions.filter_map(|(wanted, offers)| self.condition(wanted, offers, &told)));
        self.positions(agenda, &mut found);
        for question in &mut found {
            question.weight = question.kind.weight();
            if let Some(place) = agenda.iter().position(|t| Some(&t.id) == question.topic.as_ref()) {
                question.weight += 30 - i64::try_from(place.min(29)).unwrap_or(29);
            }
        }
        found.sort_by(|a, b| {
            (b.weight, a.kind, &b.rests_on, &a.text).cmp(&(a.weight, b.kind, &a.rests_on, &b.text))
        });
        found.dedup_by(|a, b| a.text == b.text);
        found
    }

    /// The first of them; no more than half of one kind while there are others.
    pub(crate) fn ask(
        &self,
        questions: &[Question],
        guidance: &[Guidance],
        caps: Caps,
        sources: &mut Sources,
    ) -> Vec<Line> {
        let mut of_kind: BTreeMap<Kind, usize> = BTreeMap::new();
        let (mut chosen, mut rest) = (Vec::new(), Vec::new());
        for (place, question) in questions.iter().enumerate() {
            let count = of_kind.entry(question.kind).or_default();
            *count += 1;
            let list = if *count <= caps.ask.div_ceil(2) {
                &mut chosen
            } else {
                &mut rest
            };
            list.push((place, question));
        }
        chosen.truncate(caps.ask);
        rest.truncate(caps.ask - chosen.len());
        chosen.append(&mut rest);
        chosen.sort_by_key(|(place, _)| *place);
        let avoided = self.avoided(guidance);
        let mut line = |question: &Question| {
            let mind = question.topic.as_ref().filter(|topic| avoided.contains(topic));
            let mind = mind.map_or("", |_| "; mind the guidance on it");
            Line {
                text: shortened(&question.text, caps.letters + 60),
                why: Some(format!("{}{mind}", shortened(&question.why, caps.letters + 60))),
                sources: question
                    .rests_on
                    .iter()
                    .take(2)
                    .filter_map(|id| sources.cite(self, *id))
                    .collect(),
            }
        };
        chosen.into_iter().map(|(_, question)| line(question)).collect()
    }

    pub(crate) fn is_at_table(&self, party: Option<&PartyId>) -> bool {
        party.is_some_and(|party| self.table.contains(&party))
    }

    /// The topics of which guidance in force asks us to keep off.
    fn avoided(&self, guidance: &[Guidance]) -> BTreeSet<TopicId> {
        self.in_force(guidance)
            .filter(|line| line.kind == GuidanceKind::Avoid)
            .flat_map(|line| self.topics_in(&line.words))
            .map(|topic| topic.id.clone())
            .collect()
    }

    /// Two things of somebody at the table that don't go together. What moved over a longer time is told as a change.
    fn contradiction(&self, found: &Contradiction) -> Option<Question> {
        if found.kind == ContradictionKind::Shifts || !self.is_at_table(Some(&found.party)) {
            return None;
        }
        let (other, rests_on) = match &found.other {
            Counterpart::Statement(id) => (String::new(), vec![found.one, *id]),
            Counterpart::Measure(id) => (format!(" (measure “{id}”)"), vec![found.one]),
        };
        Some(Question {
            weight: 0,
            kind: Kind::Contradiction,
            topic: Some(found.topic.clone()),
            text: format!(
                "{}, {}: which of the two holds?{other}",
                self.party_name(&found.party),
                self.topic_name(&found.topic)
            ),
            why: format!("it {}: {}", found.kind.words(), found.why),
            rests_on,
        })
    }

    /// What we asked somebody at the table, or they us, and nothing was said of since.
    fn asked(&self, found: &mut Vec<Question>) {
        for (day, statement) in self.standing.values() {
            if !is_question(statement) || statement.topics.is_empty() {
                continue;
            }
            let addressee = statement.addressee.as_ref().and_then(|a| a.party.as_ref());
            if statement.party().is_some() && statement.party() == self.us {
                for party in self
                    .table
                    .iter()
                    .filter(|p| addressee.is_none_or(|a| a == **p))
                    .take(1)
                {
                    found.extend(self.open_question(statement, *day, party, true));
                }
            } else if self.is_at_table(statement.party()) && addressee.is_none_or(|a| Some(a) == self.us) {
                found.extend(
                    self.us
                        .and_then(|us| self.open_question(statement, *day, us, false)),
                );
            }
        }
    }

    /// The question that `statement` asks of `party`, unless it said something on one of its topics since.
    fn open_question(
        &self,
        statement: &'a Statement,
        day: Option<Date>,
        party: &PartyId,
        ours: bool,
    ) -> Option<Question> {
        let mut declined = None;
        for topic in &statement.topics {
            let said = self.voices.get(&(topic, party)).into_iter().flatten().rev();
            for voice in said.take_while(|voice| voice.day >= day) {
                if !follows(voice, statement, day) {
                    continue;
                }
                if voice.statement.polarity != Polarity::DeclinesToSay {
                    return None;
                }
                declined = Some(voice);
            }
        }
        let words = shortened(&statement.words, 120);
        let on = dates::short_or_none(day);
        let name = self.party_name(party);
        let (kind, text, why) = match (ours, declined) {
            (true, None) => (
                Kind::Unanswered,
                format!("Again: “{words}”"),
                format!("we asked on {on}; nothing from {name} on it since"),
            ),
            (true, Some(voice)) => (
                Kind::Unanswered,
                format!("Again: “{words}”"),
                format!(
                    "we asked on {on}; {name} declined to say on {}",
                    dates::short_or_none(voice.day)
                ),
            ),
            (false, _) => (
                Kind::Owed,
                format!("Have an answer ready: “{words}”"),
                format!(
                    "{} asked on {on}; we have said nothing on it since",
                    self.who(statement)
                ),
            ),
        };
        let rests_on = std::iter::once(statement.id).chain(declined.map(|v| v.statement.id));
        Some(Question {
            weight: 0,
            kind,
            topic: statement.topics.first().cloned(),
            text,
            why,
            rests_on: rests_on.collect(),
        })
    }

    /// The newest statements of a kind, as many as are looked at.
    fn newest(&self, wanted: impl Fn(&Statement) -> bool) -> Vec<(Option<Date>, &'a Statement)> {
        let mut found: Vec<_> = self
            .standing
            .values()
            .filter(|(_, s)| wanted(s))
            .copied()
            .collect();
        found.sort_by_key(|(day, s)| (std::cmp::Reverse(*day), s.id));
        found.truncate(NEWEST);
        found
    }

    /// The telling words of every statement that says how something stands, with its day and id.
    fn telling(&self) -> Vec<(Option<Date>, StatementId, BTreeSet<String>)> {
        self.newest(|s| s.condition.is_none() && s.polarity == Polarity::Asserts)
            .into_iter()
            .filter(|(_, s)| tells(s))
            .map(|(day, s)| (day, s.id, telling(&s.words)))
            .collect()
    }

    /// A condition of offers, unless a measure that was done or lapsed, or later words, tell how it stands.
    fn condition(
        &self,
        wanted: &BTreeSet<String>,
        offers: &[&Offer],
        told: &[(Option<Date>, StatementId, BTreeSet<String>)],
    ) -> Option<Question> {
        let offer = offers.first().filter(|_| !wanted.is_empty())?;
        let fits = |words: &BTreeSet<String>| {
            wanted.intersection(words).count() as f64 >= (TOLD * wanted.len() as f64).max(1.0)
        };
        let measures: Vec<&Measure> = self
            .record
            .measures
            .iter()
            .filter(|m| fits(&telling(&m.what)))
            .collect();
        let later = |day: &Option<Date>| day.zip(offer.day).is_some_and(|(day, made)| day > made);
        let spoken = told
            .iter()
            .any(|(day, id, words)| later(day) && *id != offer.statement && fits(words));
        if spoken || measures.iter().any(|m| !m.state.is_open()) {
            return None;
        }
        let known = match measures.first() {
            Some(measure) => format!("measure “{}” is {}, not done", measure.id, measure.state.as_str()),
            None => "nothing on record since tells how it stands".to_owned(),
        };
        let condition = format!("{} {}", offer.connective, offer.condition);
        let condition = shortened(&condition, 110);
        let text = match offer.bond {
            Bond::Price => format!("“{condition}”: is that still the price, and who would pay it?"),
            _ => format!("“{condition}”: has that come about, and what would show it?"),
        };
        let more = match offers.get(1) {
            Some(other) => format!(", and so does “{}”", shortened(&other.action, 60)),
            None => String::new(),
        };
        let whose = offer
            .party
            .as_ref()
            .map_or(offer.speaker.clone(), |p| self.party_name(p));
        Some(Question {
            weight: 0,
            kind: Kind::Condition,
            topic: offer.topics.first().cloned(),
            text,
            why: format!(
                "{whose}, {}: “{}” hangs on it{more}; {known}",
                dates::short_or_none(offer.day),
                shortened(&offer.action, 80)
            ),
            rests_on: offers.iter().map(|offer| offer.statement).collect(),
        })
    }

    /// Where those at the table stand on the agenda's topics, when that is old or unknown; without an agenda, on
    /// every topic on which they spoke.
    fn positions(&self, agenda: &[&'a Topic], found: &mut Vec<Question>) {
        let day = self.meeting.from.max(self.today);
        let all: Vec<&Topic> = if agenda.is_empty() {
            self.record.topics.iter().collect()
        } else {
            agenda.to_vec()
        };
        for (topic, party) in all.iter().flat_map(|t| self.table.iter().map(move |p| (*t, *p))) {
            let said = self
                .voices
                .get(&(&topic.id, party))
                .map_or(&[][..], Vec::as_slice);
            let held = position(&topic.id, party, said, self.today);
            let newest = said.iter().rev().find(|v| v.lean.is_some());
            let text = format!("Where {} now stands on {}", self.party_name(party), topic.name);
            let (kind, why, rests_on) = match (held, newest) {
                (Some(held), Some(voice)) => {
                    let Some(age) = voice
                        .day
                        .map(|said| days_between(said, day))
                        .filter(|age| *age > STALE)
                    else {
                        continue;
                    };
                    let last = dates::short_or_none(voice.day);
                    let why = format!(
                        "last heard {last} ({}), {age} days before the meeting",
                        held.stance.words()
                    );
                    (Kind::Stale, why, vec![voice.statement.id])
                }
                _ if !agenda.is_empty() => {
                    let why = "it is on the agenda, and nothing for or against it is on record".to_owned();
                    (Kind::Unheard, why, Vec::new())
                }
                _ => continue,
            };
            found.push(Question {
                weight: 0,
                kind,
                topic: Some(topic.id.clone()),
                text,
                why,
                rests_on,
            });
        }
    }
}

fn is_question(statement: &Statement) -> bool {
    let asks = statement.words.trim_end_matches(['"', '”', ' ']).ends_with('?');
    match statement.polarity {
        Polarity::Asks => true,
        Polarity::Asserts => asks,
        _ => false,
    }
}

/// Whether it tells of something that happened or is so, and asks nothing.
fn tells(statement: &Statement) -> bool {
    !is_question(statement)
        && stems(&statement.words)
            .iter()
            .any(|stem| HAPPENED.contains(&stem.as_str()))
}

/// Whether these words came after the question: on a later day, or further down in its document.
fn follows(voice: &Voice<'_>, question: &Statement, day: Option<Date>) -> bool {
    match (voice.day, day) {
        (Some(said), Some(asked)) if said != asked => said > asked,
        _ => {
            voice.statement.document == question.document
                && voice.statement.span() > question.span()
                && voice.statement.id != question.id
        }
    }
}

/// The stems of words that tell something.
fn telling(words: &str) -> BTreeSet<String> {
    stems(words)
        .into_iter()
        .filter(|stem| stem.len() > 2 && !COMMON.contains(&stem.as_str()))
        .collect()
}
