//! Names as they stand in running text, whole words only.

use crate::{Party, PartyId, Person, PersonId};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Every name of the record's parties and people, for rules that must know whether a text names one.
#[derive(Clone, Debug, Default)]
pub struct NameBook {
    parties: BTreeMap<PartyId, Vec<String>>,
    people: BTreeMap<PersonId, Vec<String>>,
    posts: BTreeMap<PersonId, BTreeSet<PartyId>>,
}

impl NameBook {
    /// The names of these.
    pub fn new<'a>(
        parties: impl IntoIterator<Item = &'a Party>,
        people: impl IntoIterator<Item = &'a Person>,
    ) -> Self {
        let mut book = Self::default();
        for party in parties {
            book.parties
                .insert(party.id.clone(), party.names().map(folded).collect());
        }
        for person in people {
            book.people
                .insert(person.id.clone(), person.names().map(folded).collect());
            book.posts.insert(
                person.id.clone(),
                person.posts.iter().map(|post| post.party.clone()).collect(),
            );
        }
        book
    }

    /// The first name of this party that stands in `words`.
    pub fn party_in(&self, party: &PartyId, words: &str) -> Option<&str> {
        first_in(self.parties.get(party), words)
    }

    /// The first name of this person that stands in `words`.
    pub fn person_in(&self, person: &PersonId, words: &str) -> Option<&str> {
        first_in(self.people.get(person), words)
    }

    /// Every word, folded, of which these names are made.
    pub(crate) fn words(&self) -> HashSet<&str> {
        self.parties
            .values()
            .chain(self.people.values())
            .flatten()
            .flat_map(|name| name.split(' '))
            .collect()
    }

    /// The parties at which this person has, or had, a post.
    pub fn affiliations(&self, person: &PersonId) -> impl Iterator<Item = &PartyId> {
        self.posts.get(person).into_iter().flatten()
    }
}

fn first_in<'b>(names: Option<&'b Vec<String>>, words: &str) -> Option<&'b str> {
    let words = folded(words);
    names?
        .iter()
        .find(|name| stands_in(name, &words))
        .map(String::as_str)
}

/// Lower case, other marks as single spaces, a space at each end: names compare as runs of whole words.
pub(crate) fn folded(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 2);
    out.push(' ');
    for c in words.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if matches!(
            c,
            '\'' | '’' | '\u{301}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        ) {
            // An apostrophe ends a word ("Pyongyang's"); invisible marks inside a name don't hide it.
            if matches!(c, '\'' | '’') && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

fn stands_in(folded_name: &str, folded_words: &str) -> bool {
    folded_name.len() > 2 && folded_words.contains(folded_name)
}
