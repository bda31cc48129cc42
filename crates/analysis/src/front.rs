//! Whether those who speak for a party speak alike.

use crate::Stance;
use crate::position::{Voice, days_between, latest_of, mean};
use domain::{Party, PartyId, PersonId, StatementId};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many days before the party's newest words somebody's words still count as their view.
const CURRENT: i32 = 180;
/// From which mean lean on, to either side, somebody leans at all.
const LEANING: f64 = 0.5;

/// Whether a party shows one face on a topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Front {
    /// Only one is heard, so nothing can be said.
    #[default]
    OneVoice,
    /// Two or more are heard, and lean alike.
    Solid,
    /// Somebody leans against the others.
    Divided,
}

impl Front {
    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::OneVoice => "one voice",
            Self::Solid => "a solid front",
            Self::Divided => "divided",
        }
    }
}

/// Who speaks for a party, or under it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    /// A person.
    Person(PersonId),
    /// A party under it, or the party itself where no person is named.
    Party(PartyId),
}

/// Somebody of a party who leans otherwise than the party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dissent {
    /// Who.
    pub who: Who,
    /// As they are shown.
    pub name: String,
    /// How they lean.
    pub stance: Stance,
    /// The statements of theirs that say so, newest first.
    pub statements: Vec<StatementId>,
}

/// Somebody heard, with the mean of their latest words.
struct Member {
    who: Who,
    name: String,
    mean: f64,
    statements: Vec<StatementId>,
}

/// Whether those who speak for `party`, and the parties `under` it, lean alike, and who does not.
///
/// Heard is each person, each party under it, and the party itself where no person is named, by their words of
/// the last 60 days of theirs, if these are at most 180 days older than the newest of all. The front is divided
/// where one leans to yes (a mean of 0.5 or more) and another to no; who leans against the party's stance
/// dissents, and where the stance is between yes and no, all who lean.
pub(crate) fn front(
    party: &Party,
    own: &[Voice<'_>],
    under: &[(&Party, &[Voice<'_>])],
    stance: Stance,
) -> (Front, Vec<Dissent>) {
    let newest = own
        .iter()
        .chain(under.iter().flat_map(|(_, voices)| voices.iter()))
        .filter(|v| v.lean.is_some())
        .filter_map(|v| v.day)
        .max();
    let Some(newest) = newest else {
        return (Front::OneVoice, Vec::new());
    };
    let mut groups: BTreeMap<Who, (String, Vec<Voice<'_>>)> = BTreeMap::new();
    for voice in own {
        let speaker = voice.statement.speaker.as_ref();
        let (who, name) = match voice.statement.person() {
            Some(person) => (
                Who::Person(person.clone()),
                speaker.map_or("", |s| s.name.as_str()),
            ),
            None => (Who::Party(party.id.clone()), party.name.as_str()),
        };
        let group = groups.entry(who).or_insert_with(|| (name.to_owned(), Vec::new()));
        group.1.push(*voice);
    }
    for (sub, voices) in under {
        groups.insert(Who::Party(sub.id.clone()), (sub.name.clone(), voices.to_vec()));
    }
    let members: Vec<Member> = groups
        .into_iter()
        .filter_map(|(who, (name, voices))| {
            let leaning: Vec<Voice<'_>> = voices.into_iter().filter(|v| v.lean.is_some()).collect();
            let day = leaning.last()?.day?;
            let latest = latest_of(&leaning);
            (days_between(day, newest) <= CURRENT).then(|| Member {
                who,
                name,
                mean: mean(latest),
                statements: latest.iter().rev().map(|v| v.statement.id).collect(),
            })
        })
        .collect();
    if members.len() < 2 {
        return (Front::OneVoice, Vec::new());
    }
    let leans = |way: f64| members.iter().any(|m| m.mean * way >= LEANING);
    if !(leans(1.0) && leans(-1.0)) {
        return (Front::Solid, Vec::new());
    }
    let side = f64::from(stance.value().signum());
    let dissents = members
        .into_iter()
        .filter(|m| m.mean.abs() >= LEANING && m.mean * side <= 0.0)
        .map(|m| Dissent {
            who: m.who,
            name: m.name,
            stance: Stance::new(m.mean.round() as i8),
            statements: m.statements,
        });
    (Front::Divided, dissents.collect())
}
