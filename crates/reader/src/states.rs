//! All states by default: what `build.rs` takes from `keshvar` and `iso-rs`, and what both lack.

use crate::lexicon::LexiconBuilder;
use std::collections::HashMap;

const STATES: &str = include_str!(concat!(env!("OUT_DIR"), "/states.tsv"));
const MORE: &str = include_str!("../data/more-names.tsv");

/// Capitals that are more often something else.
const AMBIGUOUS_CAPITALS: &[&str] = &[
    "Victoria",
    "Georgetown",
    "Kingston",
    "Hamilton",
    "Stanley",
    "George Town",
    "West Island",
    "Saint-Denis",
];

/// A state or another party known by default.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) names: Vec<String>,
    pub(crate) demonyms: Vec<String>,
    pub(crate) capitals: Vec<String>,
}

/// Every state, then the parties that are in no list of states.
pub(crate) fn all() -> Vec<State> {
    let more: HashMap<&str, Row<'_>> = rows(MORE).map(|row| (row.key, row)).collect();
    let mut states: Vec<State> = rows(STATES)
        .map(|row| state(&row, more.get(row.key).unwrap_or(&Row::default())))
        .collect();
    states.extend(rows(MORE).filter_map(|row| {
        let key = row.key.strip_prefix('+')?;
        Some(State {
            key: key.to_owned(),
            ..state(&Row::default(), &row)
        })
    }));
    states
}

/// A line of either table; lists are split by "; ".
#[derive(Default)]
struct Row<'a> {
    key: &'a str,
    name: &'a str,
    names: &'a str,
    demonyms: &'a str,
    capitals: &'a str,
}

fn rows(table: &'static str) -> impl Iterator<Item = Row<'static>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            Row {
                key: cell(),
                name: cell(),
                names: cell(),
                demonyms: cell(),
                capitals: cell(),
            }
        })
}

/// What the libraries have and what we have; ours drops theirs.
fn state(theirs: &Row<'_>, ours: &Row<'_>) -> State {
    let name = if ours.name.is_empty() {
        theirs.name
    } else {
        ours.name
    };
    let of_people = theirs.demonyms.split("; ").flat_map(people);
    State {
        key: slug(name),
        name: name.to_owned(),
        names: both(
            list(theirs.name).chain(list(theirs.names)).filter(|n| n != name),
            ours.names,
        ),
        demonyms: both(of_people, ours.demonyms),
        capitals: both(list(theirs.capitals), ours.capitals)
            .into_iter()
            .filter(|capital| !AMBIGUOUS_CAPITALS.contains(&capital.as_str()))
            .collect(),
    }
}

/// Ours before theirs, without what ours drops ("-Congo").
fn both(theirs: impl Iterator<Item = String>, ours: &str) -> Vec<String> {
    let (dropped, mut kept): (Vec<String>, Vec<String>) = list(ours).partition(|name| name.starts_with('-'));
    kept.extend(theirs.filter(|name| dropped.iter().all(|other| other[1..] != **name)));
    kept
}

fn list(cell: &str) -> impl Iterator<Item = String> {
    cell.split("; ")
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
}

/// "North Korean" and the people by that name, "North Koreans".
fn people(demonym: &str) -> impl Iterator<Item = String> {
    let many = !["ese", "ish", "ch", "ss", "s"]
        .iter()
        .any(|end| demonym.ends_with(end));
    let words = (!demonym.is_empty()).then(|| demonym.to_owned());
    let plural = words.clone().filter(|_| many).map(|word| word + "s");
    words.into_iter().chain(plural)
}

/// "North Korea" as a key: "north-korea".
fn slug(name: &str) -> String {
    let mut key = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => key.push(c),
            'à'..='å' => key.push('a'),
            'ç' => key.push('c'),
            'è'..='ë' => key.push('e'),
            'ì'..='ï' => key.push('i'),
            'ò'..='ö' => key.push('o'),
            'ù'..='ü' => key.push('u'),
            _ if !key.is_empty() && !key.ends_with('-') => key.push('-'),
            _ => {}
        }
    }
    key.trim_end_matches('-').to_owned()
}

impl LexiconBuilder {
    /// Adds the states, each to a party that already has one of its names where there is one.
    pub(crate) fn add_states(&mut self) {
        for state in all() {
            self.add_state(&state);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_state_has_a_name_and_a_key_of_its_own() {
        let states = all();
        let keys: HashSet<&str> = states.iter().map(|state| state.key.as_str()).collect();
        assert_eq!(keys.len(), states.len());
        assert!(states.len() > 250);
        let bare = |state: &&State| state.name.is_empty() || state.name.contains(['(', ';']);
        assert!(!states.iter().any(|state| bare(&state)));
        for key in [
            "north-korea",
            "dr-congo",
            "ivory-coast",
            "czechia",
            "kosovo",
            "taiwan",
            "abkhazia",
        ] {
            assert!(keys.contains(key), "{key}: records hold this key");
        }
    }

    #[test]
    fn a_word_that_several_share_is_the_largest_members() {
        let states = all();
        for (word, key) in [
            ("American", "united-states"),
            ("Swedish", "sweden"),
            ("Dominican", "dominican-republic"),
            ("Nigerian", "nigeria"),
            ("Chinese", "china"),
        ] {
            let first = states.iter().find(|s| s.demonyms.iter().any(|d| d == word));
            assert_eq!(first.map(|s| s.key.as_str()), Some(key), "{word}");
        }
    }

    #[test]
    fn capitals_are_known_by_each_of_their_names() {
        let states = all();
        for (key, capital) in [
            ("indonesia", "Jakarta"),
            ("south-africa", "Cape Town"),
            ("united-states", "Washington"),
        ] {
            let state = states.iter().find(|s| s.key == key);
            assert!(
                state.is_some_and(|s| s.capitals.iter().any(|c| c == capital)),
                "{capital}"
            );
        }
    }
}
