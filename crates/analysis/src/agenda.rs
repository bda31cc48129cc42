//! Who is at a meeting, and what its agenda is about.

use crate::Record;
use crate::words::stems;
use domain::{Meeting, PartyId, Person, PersonId, Topic};
use std::collections::BTreeMap;

/// How an item of the agenda begins that is about our own words.
const OWN_WORDS: &[&str] = &[
    "to go on record",
    "to go on the record",
    "on record",
    "for the record",
];
/// Whether an item of the agenda says what we want to go on record with.
pub(crate) fn is_own(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    OWN_WORDS.iter().any(|start| lower.starts_with(start))
}

pub(crate) fn names_of(topic: &Topic) -> Vec<Vec<String>> {
    let names = topic.aliases.iter().chain([&topic.name]);
    names
        .map(|name| stems(name))
        .filter(|name| !name.is_empty())
        .collect()
}

/// The topics that an item of the agenda names, the one named first or most at the head; three at most.
pub(crate) fn topics_of<'t>(text: &str, topics: &[(&'t Topic, Vec<Vec<String>>)]) -> Vec<&'t Topic> {
    let words = stems(text);
    let mut found: Vec<(usize, usize, &Topic)> = topics
        .iter()
        .filter_map(|(topic, names)| {
            let at = |name: &Vec<String>| words.windows(name.len()).position(|run| run == name.as_slice());
            let places: Vec<usize> = names.iter().filter_map(at).collect();
            Some((places.iter().copied().min()?, places.len(), *topic))
        })
        .collect();
    found.sort_by_key(|(first, count, topic)| (*first, std::cmp::Reverse(*count), &topic.id));
    found.into_iter().take(3).map(|(_, _, topic)| topic).collect()
}

/// The parties of those present, on the meeting's first day, in the order in which people are named.
pub(crate) fn parties_at<'a>(
    meeting: &Meeting,
    people: &BTreeMap<&PersonId, &'a Person>,
) -> Vec<&'a PartyId> {
    let mut found = Vec::new();
    for person in meeting.present.iter().filter_map(|id| people.get(id)) {
        if let Some(party) = person.party_on(meeting.from).filter(|p| !found.contains(p)) {
            found.push(party);
        }
    }
    found
}

pub(crate) fn most_present<'a>(
    record: &Record<'a>,
    people: &BTreeMap<&PersonId, &'a Person>,
) -> Option<&'a PartyId> {
    let mut times: BTreeMap<&PartyId, usize> = BTreeMap::new();
    for party in record.meetings.iter().flat_map(|m| parties_at(m, people)) {
        *times.entry(party).or_default() += 1;
    }
    let most = times.values().copied().max()?;
    let order = |id: &PartyId| record.parties.iter().position(|p| p.id == *id);
    times
        .into_iter()
        .filter(|&(_, n)| n == most)
        .map(|(id, _)| id)
        .min_by_key(|id| (order(id).is_none(), order(id)))
}
