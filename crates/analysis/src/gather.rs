//! What goes into a brief.

use crate::agenda::{is_own, most_present, names_of, parties_at, topics_of};
use crate::ask::Question;
use crate::brief::{Brief, Caps, Item, Line};
use crate::knots::Knots;
use crate::position::{Voice, Voices, days_between, held, voices};
use crate::shifts::shifts_in;
use crate::silence::Confidences;
use crate::sources::Sources;
use crate::words::{shortened, stems};
use crate::{Offer, Record, Shift, dates, offers};
use domain::{
    Guidance, Marking, Meeting, MeetingId, Party, PartyId, Person, PersonId, Statement, StatementId, Topic,
    TopicId,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) struct Gatherer<'a> {
    pub(crate) record: &'a Record<'a>,
    pub(crate) meeting: &'a Meeting,
    pub(crate) today: Date,
    pub(crate) us: Option<&'a PartyId>,
    pub(crate) table: Vec<&'a PartyId>,
    pub(crate) voices: Voices<'a>,
    pub(crate) shifts: Vec<Shift>,
    pub(crate) offers: Vec<Offer>,
    topics: Vec<(&'a Topic, Vec<Vec<String>>)>,
    parties: BTreeMap<&'a PartyId, &'a Party>,
    pub(crate) people: BTreeMap<&'a PersonId, &'a Person>,
    meetings: BTreeMap<&'a MeetingId, &'a Meeting>,
    pub(crate) standing: BTreeMap<StatementId, (Option<Date>, &'a Statement)>,
}

/// What a brief is made from beside the record.
#[derive(Clone, Copy)]
pub(crate) struct Given<'g, 'a> {
    pub(crate) agenda: &'g [String],
    /// The agenda's topics.
    pub(crate) topics: &'g [&'a Topic],
    pub(crate) guidance: &'g [Guidance],
    pub(crate) knots: &'g Knots,
    pub(crate) confidences: &'g Confidences<'a>,
    /// What to ask, ranked.
    pub(crate) questions: &'g [Question],
}

/// A brief as far as it is written.
struct Page<'a> {
    caps: Caps,
    sources: Sources,
    quoted: BTreeSet<StatementId>,
    /// Whether the item is about several topics.
    several: bool,
    told: BTreeSet<(&'a TopicId, &'a PartyId)>,
}

impl<'a> Gatherer<'a> {
    pub(crate) fn new(
        record: &'a Record<'a>,
        meeting: &'a Meeting,
        today: Date,
        us: Option<&'a PartyId>,
    ) -> Self {
        let people: BTreeMap<_, _> = record.people.iter().map(|p| (&p.id, p)).collect();
        let us = us.or_else(|| most_present(record, &people));
        let at_table = parties_at(meeting, &people);
        let voices = voices(record, today);
        Self {
            record,
            meeting,
            today,
            us,
            table: at_table.into_iter().filter(|p| Some(*p) != us).collect(),
            shifts: shifts_in(&voices, today),
            voices,
            offers: offers(record, today),
            topics: record.topics.iter().map(|t| (t, names_of(t))).collect(),
            parties: record.parties.iter().map(|p| (&p.id, p)).collect(),
            people,
            meetings: record.meetings.iter().map(|m| (&m.id, m)).collect(),
            standing: record
                .standing(today)
                .into_iter()
                .map(|(day, s)| (s.id, (day, s)))
                .collect(),
        }
    }

    /// The topics of the agenda, in its order, each once; none without an agenda.
    pub(crate) fn agenda_topics(&self, agenda: &[String]) -> Vec<&'a Topic> {
        let mut found: Vec<&Topic> = Vec::new();
        for topic in agenda
            .iter()
            .filter(|text| !is_own(text))
            .flat_map(|text| self.topics_in(text))
        {
            if !found.iter().any(|known| known.id == topic.id) {
                found.push(topic);
            }
        }
        found
    }

    pub(crate) fn topics_in(&self, words: &str) -> Vec<&'a Topic> {
        topics_of(words, &self.topics)
    }

    pub(crate) fn brief(&self, given: &Given<'_, 'a>, caps: Caps) -> Brief {
        let Given {
            agenda,
            topics,
            guidance,
            questions,
            knots,
            confidences,
        } = *given;
        let mut page = Page {
            caps,
            sources: Sources::default(),
            quoted: BTreeSet::new(),
            several: false,
            told: BTreeSet::new(),
        };
        let items = self.items(agenda, &mut page);
        let mut sources = page.sources;
        let ask = self.ask(questions, guidance, caps, &mut sources);
        let offers = self.offers(caps, &mut sources);
        let knots = self.knots(knots, caps, &mut sources);
        let on_record = self.on_record(agenda, caps, &mut sources);
        let lines_of_guidance = self.guidance(guidance, caps, &mut sources);
        let not_to_say = self.not_to_say(topics, (confidences, guidance), caps, &mut sources);
        let owed = |ours: bool| self.owed(ours, caps);
        Brief {
            title: shortened(&self.meeting.title, 120),
            when: self.when(),
            as_of: self.today,
            marking: sources.marking.unwrap_or(Marking::Clear),
            participants: self.participants(),
            items,
            ask,
            offers,
            knots,
            we_owe: owed(true),
            they_owe: owed(false),
            on_record,
            guidance: lines_of_guidance,
            not_to_say,
            sources: sources.list,
        }
    }

    /// "10 to 14 November 2009, at the capital".
    fn when(&self) -> String {
        let meeting = self.meeting;
        let until = meeting.until.filter(|until| *until > meeting.from);
        let until = until.map_or(String::new(), |until| format!(" to {}", dates::long(until)));
        let place = meeting
            .place
            .as_ref()
            .map_or(String::new(), |place| format!(", {}", shortened(place, 80)));
        format!("{}{until}{place}", dates::long(meeting.from))
    }

    fn items(&self, agenda: &[String], page: &mut Page<'a>) -> Vec<Item> {
        let mut items = Vec::new();
        for text in agenda.iter().filter(|text| !is_own(text)).take(page.caps.items) {
            let about = self.topics_in(text);
            let lines = self.lines_on(&about, &stems(text), page);
            items.push(Item {
                heading: shortened(text, 160),
                lines,
            });
        }
        if items.is_empty() {
            for topic in self.topics_that_matter().into_iter().take(page.caps.items.min(6)) {
                let lines = self.lines_on(&[topic], &[], page);
                if !lines.is_empty() {
                    items.push(Item {
                        heading: topic.question.clone().unwrap_or_else(|| topic.name.clone()),
                        lines,
                    });
                }
            }
        }
        items
    }

    /// Topics on which those at the table stand somewhere, what moved first, then what was spoken of most.
    fn topics_that_matter(&self) -> Vec<&'a Topic> {
        let mut ranked: Vec<(u32, usize, &Topic)> = Vec::new();
        for topic in self.record.topics {
            let said = |party: &&PartyId| self.voices.get(&(&topic.id, *party)).map_or(0, Vec::len);
            let here: usize = self.table.iter().map(said).sum();
            let moved = self
                .shifts
                .iter()
                .filter(|s| s.topic == topic.id && self.table.contains(&&s.party));
            if here > 0 {
                ranked.push((moved.map(|s| s.weight).max().unwrap_or(0), here, topic));
            }
        }
        ranked.sort_by(|a, b| (b.0, b.1, &a.2.id).cmp(&(a.0, a.1, &b.2.id)));
        ranked.into_iter().map(|(_, _, topic)| topic).collect()
    }

    /// Those at the table first, then those who said most lately; never we.
    fn parties_on(&self, topic: &TopicId) -> Vec<&'a PartyId> {
        let mut others: Vec<(Option<Date>, &PartyId)> = self
            .voices
            .iter()
            .filter(|((t, party), _)| *t == topic && Some(*party) != self.us && !self.table.contains(party))
            .map(|((_, party), voices)| (voices.last().and_then(|v| v.day), *party))
            .collect();
        others.sort_by(|a, b| b.cmp(a));
        self.table
            .iter()
            .copied()
            .chain(others.into_iter().map(|(_, party)| party))
            .collect()
    }

    fn lines_on(&self, topics: &[&'a Topic], item: &[String], page: &mut Page<'a>) -> Vec<Line> {
        let mut lines = Vec::new();
        page.several = topics.len() > 1;
        for topic in topics {
            for party in self.parties_on(&topic.id).into_iter().take(page.caps.parties) {
                if page.told.insert((&topic.id, party)) {
                    lines.extend(self.lines_of(party, topic, item, page));
                } else {
                    lines.extend(self.above(party, topic, page));
                }
            }
        }
        lines
    }

    /// What a party said on a topic, and what changed.
    fn lines_of(
        &self,
        party: &'a PartyId,
        topic: &'a Topic,
        item: &[String],
        page: &mut Page<'a>,
    ) -> Vec<Line> {
        let Some(said) = self.voices.get(&(&topic.id, party)) else {
            return Vec::new();
        };
        let at_table = self.table.contains(&party);
        let newest = said.iter().rev().find(|v| v.lean.is_some());
        let mut lines = Vec::new();
        if newest.is_some_and(|v| page.quoted.contains(&v.statement.id)) {
            lines.extend(self.above(party, topic, page));
        } else {
            let most = if at_table { page.caps.quotes } else { 1 };
            let mut stance = self.stance(topic, party, page);
            for voice in self.chosen(said, item, most, &page.quoted) {
                lines.push(self.quoted(party, voice, stance.take(), page));
                page.quoted.insert(voice.statement.id);
            }
        }
        let moved = self
            .shifts
            .iter()
            .find(|s| s.topic == topic.id && s.party == *party);
        lines.extend(
            moved
                .filter(|_| at_table)
                .map(|shift| self.changed(party, topic, shift, page)),
        );
        lines
    }

    /// Where a party at the table stands, when its words stand further up.
    fn above(&self, party: &PartyId, topic: &Topic, page: &mut Page<'a>) -> Option<Line> {
        let said = self
            .voices
            .get(&(&topic.id, party))
            .filter(|_| self.table.contains(&party))?;
        let newest = said.iter().rev().find(|v| v.lean.is_some())?;
        Some(Line {
            text: format!(
                "{}{}: see above",
                self.party_name(party),
                self.stance(topic, party, page)?
            ),
            why: None,
            sources: page.sources.cite(self, newest.statement.id).into_iter().collect(),
        })
    }

    /// What is nearest to the item, said at the meeting's table and newest; what was told before last.
    fn chosen<'v>(
        &self,
        said: &'v [Voice<'a>],
        item: &[String],
        most: usize,
        told: &BTreeSet<StatementId>,
    ) -> Vec<&'v Voice<'a>> {
        let newest = said.last().and_then(|v| v.day);
        let score = |voice: &Voice<'_>| {
            let shared = stems(&voice.statement.words)
                .iter()
                .filter(|s| s.len() > 3 && item.contains(s))
                .count();
            let age = match (voice.day, newest) {
                (Some(day), Some(newest)) => i64::from(days_between(day, newest)),
                _ => 2000,
            };
            let here = voice
                .statement
                .person()
                .is_some_and(|p| self.meeting.present.contains(p));
            let plus =
                i64::from(voice.lean.is_some()) * 2 + i64::from(here) + i64::from(voice.is_confirmed());
            i64::try_from(shared.min(4)).unwrap_or(0) * 2 + plus - age / 60
        };
        // The newest hundred are enough to choose from.
        let mut ranked: Vec<_> = said
            .iter()
            .rev()
            .take(100)
            .filter(|v| !told.contains(&v.statement.id))
            .collect();
        ranked.sort_by_cached_key(|v| std::cmp::Reverse((score(v), v.day, v.statement.id)));
        ranked.truncate(most);
        ranked
    }

    /// " (leans to yes, on a condition)", led by the topic's name where the item has several.
    fn stance(&self, topic: &Topic, party: &PartyId, page: &mut Page<'_>) -> Option<String> {
        let found = held(
            self.record,
            &self.voices,
            topic,
            self.parties.get(party)?,
            self.today,
        )?;
        let ruling = found.ruled.as_ref().and_then(|ruled| {
            let mut all = self.record.rulings.iter();
            all.find(|ruling| ruling.id == ruled.entry)
        });
        page.sources.marking = page.sources.marking.max(ruling.map(|r| r.handling.marking));
        let tied = if found.conditional { ", on a condition" } else { "" };
        let ruled = if ruling.is_some() { ", as ruled" } else { "" };
        let about = if page.several {
            format!("{}: ", topic.name)
        } else {
            String::new()
        };
        Some(format!(" ({about}{}{tied}{ruled})", found.stance.words()))
    }

    fn quoted(
        &self,
        party: &PartyId,
        voice: &Voice<'_>,
        stance: Option<String>,
        page: &mut Page<'a>,
    ) -> Line {
        let statement = voice.statement;
        let name = self.party_name(party);
        let who = match self.speaker(statement) {
            Some(speaker) if speaker != name => format!("{name}, {speaker}"),
            _ => name,
        };
        let stance = stance.unwrap_or_default();
        Line {
            text: format!(
                "{who}{stance}, {}{}: {} “{}”",
                dates::short_or_none(voice.day),
                self.place(statement)
                    .map(|p| format!(", {p}"))
                    .unwrap_or_default(),
                statement.polarity.before(&statement.words).plain(),
                shortened(&statement.words, page.caps.letters)
            ),
            why: None,
            sources: page.sources.cite(self, statement.id).into_iter().collect(),
        }
    }

    fn changed(&self, party: &PartyId, topic: &Topic, shift: &Shift, page: &mut Page<'a>) -> Line {
        let about = if page.several {
            format!(" on {}", topic.name)
        } else {
            String::new()
        };
        Line {
            text: format!("Changed: {}{about}, {}", self.party_name(party), shift.how),
            why: None,
            sources: [shift.from, shift.to]
                .into_iter()
                .filter_map(|id| page.sources.cite(self, id))
                .collect(),
        }
    }

    pub(crate) fn party_name(&self, id: &PartyId) -> String {
        self.parties
            .get(id)
            .map_or_else(|| id.to_string(), |p| p.name.clone())
    }

    pub(crate) fn topic_name(&self, id: &TopicId) -> String {
        let known = self.topics.iter().find(|(topic, _)| topic.id == *id);
        known.map_or_else(|| id.to_string(), |(topic, _)| topic.name.clone())
    }

    /// The speaker, else the party, of a statement.
    pub(crate) fn who(&self, statement: &Statement) -> String {
        self.speaker(statement)
            .or_else(|| statement.party().map(|p| self.party_name(p)))
            .unwrap_or_else(|| "somebody".to_owned())
    }

    fn speaker(&self, statement: &Statement) -> Option<String> {
        let speaker = statement.speaker.as_ref()?;
        let person = speaker
            .person
            .as_ref()
            .and_then(|id| self.people.get(id))
            .map(|p| p.name.clone());
        person.or_else(|| Some(speaker.name.clone()).filter(|name| !name.trim().is_empty()))
    }

    fn place(&self, statement: &Statement) -> Option<&str> {
        self.meetings.get(statement.meeting.as_ref()?)?.place.as_deref()
    }

    /// Who, when, where, and how it may be handled.
    pub(crate) fn described(&self, statement: &Statement, day: Option<Date>) -> String {
        let meeting = statement.meeting.as_ref().and_then(|id| self.meetings.get(id));
        let at = meeting
            .map(|m| format!(", {}", shortened(&m.title, 60)))
            .unwrap_or_default();
        format!(
            "{}, {}{at}; {}, {}",
            shortened(&self.who(statement), 80),
            dates::short_or_none(day),
            statement.handling.marking,
            statement.handling.attribution
        )
    }
}
