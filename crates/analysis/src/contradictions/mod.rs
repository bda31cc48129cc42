//! What a party said that does not go with what else it said, or with what it did.

mod claim;
mod deeds;
mod lists;
mod pairs;

use crate::position::{Voice, days_between, voices};
use crate::shifts::doing;
use crate::{Record, dates};
use claim::Claim;
use deeds::{Deed, Gap};
use domain::{ChannelId, MeasureId, MeetingId, PartyId, StatementId, Topic, TopicId};
use jiff::civil::Date;
use pairs::{Clash, Topical};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// With how many statements before it each is compared: what is further back was compared with these.
const BACK: usize = 40;

/// In what two things contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContradictionKind {
    /// Two statements that cannot both be true, or both be meant, at about the same time.
    Contradicts,
    /// Two statements over a month apart: the position moved.
    Shifts,
    /// Two statements in two channels at about the same time.
    Channels,
    /// A statement and a measure: what was promised, denied or told is not what was done.
    WordsAndMeasures,
}

impl ContradictionKind {
    /// The words for it: "contradicts itself", "moved", "says otherwise in another channel", "says one thing, does
    /// another".
    pub fn words(self) -> &'static str {
        match self {
            Self::Contradicts => "contradicts itself",
            Self::Shifts => "moved",
            Self::Channels => "says otherwise in another channel",
            Self::WordsAndMeasures => "says one thing, does another",
        }
    }
}

/// What a statement is held against.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Counterpart {
    /// Another statement, the later one.
    Statement(StatementId),
    /// A measure of the same party.
    Measure(MeasureId),
}

/// Two things of one party that do not go together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// In what.
    pub kind: ContradictionKind,
    /// Whose.
    pub party: PartyId,
    /// On what.
    pub topic: TopicId,
    /// A statement; of two, the earlier one.
    pub one: StatementId,
    /// What it does not go with.
    pub other: Counterpart,
    /// When the statement was made.
    pub one_day: Option<Date>,
    /// When the other statement was made, or since when the measure stands as it does.
    pub other_day: Option<Date>,
    /// How much it matters; the list is in this order.
    pub weight: u32,
    /// Why, in a plain phrase.
    pub why: String,
}

/// What does not go together by `day`, what matters most first.
///
/// Each statement of a party on a topic is held against the 40 before it, and against the party's measures. Of
/// many pairs that share a statement, the one that matters most stands for them, by kind.
pub fn contradictions(record: &Record<'_>, day: Date) -> Vec<Contradiction> {
    let channels: BTreeMap<&MeetingId, &ChannelId> =
        record.meetings.iter().map(|m| (&m.id, &m.channel)).collect();
    let topics: BTreeMap<&TopicId, &Topic> = record.topics.iter().map(|t| (&t.id, t)).collect();
    let mut deeds: BTreeMap<&PartyId, Vec<Deed<'_>>> = BTreeMap::new();
    for measure in record
        .measures
        .iter()
        .filter(|m| m.since.is_none_or(|since| since <= day))
    {
        deeds.entry(&measure.owner).or_default().push(Deed::of(measure));
    }
    let mut found = Vec::new();
    for ((topic, party), said) in &voices(record, day) {
        let Some(named) = topics.get(*topic) else { continue };
        let common = Topical::of(named);
        let claims: Vec<Claim<'_>> = said
            .iter()
            .map(|voice| Claim::of(*voice, channel(voice, &channels)))
            .collect();
        let group = Group {
            party,
            topic,
            day,
            claims: &claims,
        };
        group.among_words(&common, &mut found);
        group.with_deeds(deeds.get(*party).map_or(&[][..], Vec::as_slice), &mut found);
    }
    strongest(found)
}

fn channel<'a>(voice: &Voice<'a>, meetings: &BTreeMap<&MeetingId, &'a ChannelId>) -> Option<&'a ChannelId> {
    let statement = voice.statement;
    let of_meeting = || {
        statement
            .meeting
            .as_ref()
            .and_then(|id| meetings.get(id).copied())
    };
    statement.channel.as_ref().or_else(of_meeting)
}

/// What a party said on a topic, oldest first.
struct Group<'g, 'a> {
    party: &'g PartyId,
    topic: &'g TopicId,
    day: Date,
    claims: &'g [Claim<'a>],
}

impl Group<'_, '_> {
    fn among_words(&self, common: &Topical, found: &mut Vec<Contradiction>) {
        for (at, other) in self.claims.iter().enumerate() {
            for one in &self.claims[at.saturating_sub(BACK)..at] {
                let Some((kind, clash)) = pairs::judge(one, other, common) else {
                    continue;
                };
                found.push(Contradiction {
                    kind,
                    party: self.party.clone(),
                    topic: self.topic.clone(),
                    one: one.voice.statement.id,
                    other: Counterpart::Statement(other.voice.statement.id),
                    one_day: one.voice.day,
                    other_day: other.voice.day,
                    weight: self.weight(kind, one, Some(other), other.voice.day),
                    why: told(kind, clash, &one.voice, &other.voice),
                });
            }
        }
    }

    fn with_deeds(&self, deeds: &[Deed<'_>], found: &mut Vec<Contradiction>) {
        for deed in deeds {
            for claim in self.claims {
                let Some(gap) = deeds::judge(claim, deed, self.day) else {
                    continue;
                };
                let since = deed.measure.since;
                found.push(Contradiction {
                    kind: ContradictionKind::WordsAndMeasures,
                    party: self.party.clone(),
                    topic: self.topic.clone(),
                    one: claim.voice.statement.id,
                    other: Counterpart::Measure(deed.measure.id.clone()),
                    one_day: claim.voice.day,
                    other_day: since,
                    weight: self.weight(
                        ContradictionKind::WordsAndMeasures,
                        claim,
                        None,
                        since.max(claim.voice.day),
                    ),
                    why: told_of_deed(gap, claim, deed),
                });
            }
        }
    }

    /// By kind 35 for words and measures, 30 in one channel or two, 20 for a shift; 5 for each step between the
    /// leans, 5 for each confirmed statement, 5 where one leaves no exception, and 20 for what is new, halved
    /// every 180 days.
    fn weight(
        &self,
        kind: ContradictionKind,
        one: &Claim<'_>,
        other: Option<&Claim<'_>>,
        newest: Option<Date>,
    ) -> u32 {
        let base = match kind {
            ContradictionKind::WordsAndMeasures => 35,
            ContradictionKind::Contradicts | ContradictionKind::Channels => 30,
            ContradictionKind::Shifts => 20,
        };
        let steps = other.map_or(0, |o| u32::from(one.voice.value().abs_diff(o.voice.value())));
        let both = [Some(one), other];
        let confirmed = both.iter().flatten().filter(|c| c.voice.is_confirmed()).count() as u32;
        let absolute = u32::from(both.iter().flatten().any(|c| c.absolute));
        let age = newest.map_or(3650, |newest| days_between(newest, self.day));
        let fresh = (20.0 * (-f64::from(age.max(0)) / 180.0).exp2()).round() as u32;
        base + 5 * (steps + confirmed + absolute) + fresh
    }
}

fn told(kind: ContradictionKind, clash: Clash, one: &Voice<'_>, other: &Voice<'_>) -> String {
    let between = format!("{}, then {}", doing(one), doing(other));
    let how = match (clash, kind) {
        (Clash::Denial, ContradictionKind::Shifts) => {
            "what it would not do it now would, or the other way round"
        }
        (Clash::Denial, _) => "one denies what the other tells",
        (Clash::Terms, _) => "once without conditions and once only on one",
        (Clash::Side, _) => "it stays and it ends",
        (Clash::Count, _) => "the same is counted otherwise",
        (Clash::Lean, ContradictionKind::Channels) => "the two channels hear opposite things",
        (Clash::Lean, ContradictionKind::Shifts) => "it leans the other way",
        (Clash::Lean, _) => "both cannot be meant at once",
    };
    format!("{how}: {between}")
}

fn told_of_deed(gap: Gap, claim: &Claim<'_>, deed: &Deed<'_>) -> String {
    let words = doing(&claim.voice);
    let since = dates::short_or_none(deed.measure.since);
    match gap {
        Gap::Lapsed => format!("{words}, and the measure lapsed ({since})"),
        Gap::Overdue => format!(
            "{words}, and the measure was due on {} and is still {}",
            dates::short_or_none(deed.measure.due),
            deed.measure.state.as_str()
        ),
        Gap::Unfinished | Gap::Done => format!(
            "{words}, while the measure is {} ({since})",
            deed.measure.state.as_str()
        ),
    }
}

/// In order of weight, each statement once by kind.
fn strongest(mut found: Vec<Contradiction>) -> Vec<Contradiction> {
    found.sort_by(|a, b| {
        (b.weight, b.other_day)
            .cmp(&(a.weight, a.other_day))
            .then_with(|| {
                (&a.topic, &a.party, a.one, &a.other, a.kind)
                    .cmp(&(&b.topic, &b.party, b.one, &b.other, b.kind))
            })
    });
    let mut told = BTreeSet::new();
    found.retain(|c| {
        let first = (c.kind, Counterpart::Statement(c.one));
        let second = (c.kind, c.other.clone());
        let fresh = !told.contains(&first) && !told.contains(&second);
        if fresh {
            told.insert(first);
            told.insert(second);
        }
        fresh
    });
    found
}
