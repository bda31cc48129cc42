//! All states by default: names and capitals from `world-data`, demonyms from `keshvar`, and what both lack.

use crate::lexicon::LexiconBuilder;
use std::collections::HashMap;

const STATES: &str = include_str!("../data/states.tsv");
const MORE: &str = include_str!("../data/more-names.tsv");

/// Capitals that are more often something else.
const AMBIGUOUS_CAPITALS: &[&str] = &[
    "Victoria",
    "Georgetown",
    "Kingston",
    "Hamilton",
    "Stanley",
    "George Town",
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
    let more: HashMap<&str, Vec<&str>> = rows(MORE).map(|row| (row[0], row[1..].to_vec())).collect();
    let mut states: Vec<State> = rows(STATES)
        .filter(|row| row.len() >= 3)
        .map(|row| state(&row, &more))
        .collect();
    states.extend(
        rows(MORE)
            .filter(|row| row[0].starts_with('+'))
            .map(|row| other(&row)),
    );
    states
}

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

fn state(row: &[&str], more: &HashMap<&str, Vec<&str>>) -> State {
    let (code, name, official) = (row[0], row[1], row[2]);
    let extra = more.get(code);
    let column = |i: usize| extra.and_then(|row| row.get(i)).copied().unwrap_or_default();
    let (dropped, mut demonyms): (Vec<String>, Vec<String>) =
        list(column(1)).partition(|name| name.starts_with('-'));
    demonyms.extend(demonyms_of(code));
    demonyms.retain(|name| dropped.iter().all(|other| other[1..] != **name));
    let capitals = row.get(3).copied().unwrap_or_default();
    State {
        key: slug(name),
        name: name.to_owned(),
        names: std::iter::once(official.to_owned())
            .chain(list(column(0)))
            .collect(),
        demonyms,
        capitals: list(capitals)
            .filter(|c| !AMBIGUOUS_CAPITALS.contains(&c.as_str()))
            .collect(),
    }
}

fn other(row: &[&str]) -> State {
    let mut names = list(row.get(1).copied().unwrap_or_default());
    State {
        key: row[0].trim_start_matches('+').to_owned(),
        name: names.next().unwrap_or_default(),
        names: names.collect(),
        demonyms: list(row.get(2).copied().unwrap_or_default()).collect(),
        capitals: list(row.get(3).copied().unwrap_or_default()).collect(),
    }
}

fn list(cell: &str) -> impl Iterator<Item = String> {
    cell.split("; ")
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
}

/// "Bosnian, Herzegovinian" and the people by that name: "North Korean", "North Koreans".
fn demonyms_of(code: &str) -> Vec<String> {
    let nationality = keshvar::Alpha2::try_from(code)
        .ok()
        .and_then(|code| code.to_country().maybe_nationality().map(str::to_owned));
    let mut demonyms = Vec::new();
    for demonym in nationality
        .as_deref()
        .unwrap_or_default()
        .split(", ")
        .filter(|d| !d.is_empty())
    {
        demonyms.push(demonym.to_owned());
        if !["ese", "ish", "ch", "ss", "s"]
            .iter()
            .any(|end| demonym.ends_with(end))
        {
            demonyms.push(format!("{demonym}s"));
        }
    }
    demonyms
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
