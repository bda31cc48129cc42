//! Where the words of a statement name a party.

use super::codes::stands_at;
use crate::words::{Word, stems};
use domain::{Party, PartyId};
use std::collections::{BTreeSet, HashMap};

/// Whose name it is, as the speaker sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    /// The speaker's own.
    Own,
    /// The other of the two.
    Other,
    /// Anybody else.
    Third,
}

/// A name in a run of words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    pub(crate) at: usize,
    pub(crate) end: usize,
    pub(crate) side: Side,
}

/// Names that are also small words, and say nothing in lower case.
const SMALL: &[&str] = &["us", "it", "who", "un", "is"];

/// The names of all parties, by their first stem.
pub(crate) struct Names<'a> {
    by_stem: HashMap<String, Vec<(Vec<String>, &'a PartyId)>>,
    /// Names such as "US", which are looked for as they are written.
    written: Vec<(&'a str, &'a PartyId)>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(parties: &'a [Party]) -> Self {
        let mut names = Self {
            by_stem: HashMap::new(),
            written: Vec::new(),
        };
        for party in parties {
            for name in party.names() {
                if SMALL.contains(&name.to_lowercase().as_str()) {
                    names.written.push((name, &party.id));
                    continue;
                }
                let stems = stems(name);
                if let Some(first) = stems.first().cloned() {
                    names.by_stem.entry(first).or_default().push((stems, &party.id));
                }
            }
        }
        for list in names.by_stem.values_mut() {
            list.sort_by_key(|(stems, _)| std::cmp::Reverse(stems.len()));
        }
        names
    }

    /// The parties that a run of words names, each with its place; the longest name at each.
    pub(crate) fn in_run(&self, run: &[Word]) -> Vec<(usize, usize, &'a PartyId)> {
        let mut found = Vec::new();
        let mut free_from = 0;
        for (at, word) in run.iter().enumerate() {
            if at < free_from {
                continue;
            }
            let names = self.by_stem.get(&word.stem).into_iter().flatten();
            let here = names.into_iter().find(|(stems, _)| stands_at(stems, run, at));
            if let Some((stems, party)) = here {
                free_from = at + stems.len();
                found.push((at, free_from, *party));
            }
        }
        found
    }

    /// The parties named as they are written, such as "US".
    pub(crate) fn written_in(&self, words: &str) -> impl Iterator<Item = &'a PartyId> {
        let whole = |name: &str| {
            words
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| word == name)
        };
        let found: Vec<_> = self
            .written
            .iter()
            .filter(|(name, _)| whole(name))
            .map(|(_, id)| *id)
            .collect();
        found.into_iter()
    }

    /// Every party that these words name.
    pub(crate) fn parties_in(&self, words: &str) -> BTreeSet<&'a PartyId> {
        let run = crate::words::words(words);
        self.in_run(&run)
            .into_iter()
            .map(|(_, _, party)| party)
            .chain(self.written_in(words))
            .collect()
    }
}
