//! The names that a reader knows: parties, persons, topics, ourselves, our hosts.

use crate::doc::{Doc, split_words, written_out};
use crate::initials::initials;
use crate::states::State;
use std::collections::HashMap;

/// A party, as far as reading needs it.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    pub(crate) key: String,
    pub(crate) name: String,
    /// Whether it is a state (or its government), which can be a host and be spoken for by "the regime".
    pub(crate) state: bool,
}

/// A person or office.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) party: Option<usize>,
}

/// A topic.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    pub(crate) key: String,
    /// Its name and further words for it.
    pub(crate) names: Vec<String>,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// The party by its name or alias.
    Party(usize),
    /// The party by its demonym.
    Demonym(usize),
    /// The party by its capital.
    Capital(usize),
    /// A person.
    Person(usize),
    /// Ourselves.
    We,
}

#[derive(Clone, Debug)]
struct Name<T> {
    words: Vec<Word>,
    what: T,
}

#[derive(Clone, Debug)]
struct Word {
    low: String,
    /// The word as it must stand, for short words all in capitals ("US" is not "us").
    exact: Option<String>,
    capital: bool,
}

/// The names a reader knows. Cheap to share, not to build anew for every text.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    pub(crate) parties: Vec<Party>,
    pub(crate) persons: Vec<Person>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) we: Option<We>,
    pub(crate) hosts: Option<usize>,
    names: HashMap<String, Vec<Name<Named>>>,
    topic_names: HashMap<String, Vec<Name<usize>>>,
    /// Persons by the initials of their names; nobody where two share them.
    initials: HashMap<String, Option<usize>>,
}

/// Ourselves.
#[derive(Clone, Debug)]
pub(crate) struct We {
    pub(crate) key: Option<String>,
    pub(crate) name: String,
}

impl Lexicon {
    /// A lexicon to fill in. It starts with all states; see [`LexiconBuilder::with_states`].
    pub fn builder() -> LexiconBuilder {
        LexiconBuilder {
            states: true,
            ..LexiconBuilder::default()
        }
    }

    /// All states, by name, demonym, capital and common short name, and a few organisations of states.
    /// Takes a few milliseconds.
    pub fn default_states() -> Self {
        Self::builder().build()
    }

    /// The name of the party with this key.
    pub fn party_name(&self, key: &str) -> Option<&str> {
        self.parties
            .iter()
            .find(|p| p.key == key)
            .map(|p| p.name.as_str())
    }

    /// The longest name that starts at token `at`, with its length in tokens.
    pub(crate) fn name_at(&self, doc: &Doc<'_>, at: usize) -> Option<(Named, usize)> {
        longest(&self.names, doc, at, false)
    }

    /// The only person who is known by "the" and these words, or by these words and what follows with "of" or "for".
    pub(crate) fn only_person(&self, words: &[&str]) -> Option<usize> {
        let fits = |name: &Name<Named>, from: usize| {
            let next = name.words.get(from + words.len()).map(|word| word.low.as_str());
            let ends = next.is_none() && from > 0 || matches!(next, Some("of" | "for" | "at" | "on"));
            let own = name.words.get(from..).unwrap_or_default();
            ends && own.len() >= words.len() && words.iter().zip(own).all(|(word, own)| *word == own.low)
        };
        let behind = |first: &str, from: usize| {
            let some = self.names.get(first).map(Vec::as_slice).unwrap_or_default();
            some.iter().filter(move |name| fits(name, from))
        };
        let first = *words.first()?;
        let mut persons = behind(first, 0)
            .chain(behind("the", 1))
            .filter_map(|name| match name.what {
                Named::Person(person) => Some(person),
                _ => None,
            });
        let person = persons.next()?;
        persons.all(|other| other == person).then_some(person)
    }

    /// The only person whose name has these initials: "LO" is the Liaison Officer to the observers.
    pub(crate) fn by_initials(&self, label: &str) -> Option<usize> {
        let capitals = label.chars().filter(|c| c.is_uppercase()).count();
        let letters = label.chars().all(char::is_alphabetic);
        // What usually stands for a house, whoever heads it.
        if matches!(label, "MFA" | "MOFA" | "MOI" | "MOD" | "HQ" | "PM") {
            return None;
        }
        let known = (letters && capitals >= 2).then(|| self.initials.get(&label.to_lowercase()))?;
        known.copied().flatten()
    }

    /// The longest topic name that starts at token `at`, with its length in tokens.
    pub(crate) fn topic_at(&self, doc: &Doc<'_>, at: usize) -> Option<(usize, usize)> {
        if self.topic_names.is_empty() {
            return None;
        }
        longest(&self.topic_names, doc, at, true)
    }
}

fn longest<T: Copy>(
    names: &HashMap<String, Vec<Name<T>>>,
    doc: &Doc<'_>,
    at: usize,
    loose: bool,
) -> Option<(T, usize)> {
    let first = doc.low(at);
    let candidates = if loose {
        names.get(stem(first))
    } else {
        names.get(first)
    };
    candidates?
        .iter()
        .find(|name| {
            name.words
                .iter()
                .enumerate()
                .all(|(i, word)| stands(word, doc, at + i, loose))
        })
        .map(|name| (name.what, name.words.len()))
}

fn stands(word: &Word, doc: &Doc<'_>, at: usize, loose: bool) -> bool {
    if at >= doc.len() {
        return false;
    }
    if loose {
        return stem(doc.low(at)) == word.low;
    }
    match &word.exact {
        Some(exact) => doc.word(at) == exact,
        None => doc.low(at) == word.low && (!word.capital || doc.is_capital(at)),
    }
}

/// A word without its common endings, so that "sanctions" meets "sanction" and "upgrading" meets "upgrade".
pub(crate) fn stem(word: &str) -> &str {
    for end in [
        "'s", "ations", "ation", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "s", "y", "e",
    ] {
        if let Some(root) = word.strip_suffix(end)
            && root.chars().count() >= 4
        {
            return root;
        }
    }
    word
}

/// Collects the names for a [`Lexicon`].
#[derive(Clone, Debug, Default)]
pub struct LexiconBuilder {
    lexicon: Lexicon,
    states: bool,
    person_parties: Vec<(usize, String)>,
    hosts: Option<String>,
    /// Party names in lower case, to merge a state with the caller's party for it.
    known: HashMap<String, usize>,
}

impl LexiconBuilder {
    /// A party: its key, its name, further names, demonyms ("North Korean", "North Koreans") and capital.
    #[must_use]
    pub fn party(
        mut self,
        key: &str,
        name: &str,
        aliases: impl IntoIterator<Item = impl AsRef<str>>,
        demonyms: impl IntoIterator<Item = impl AsRef<str>>,
        capital: Option<&str>,
    ) -> Self {
        let party = self.lexicon.parties.len();
        self.lexicon.parties.push(Party {
            key: key.to_owned(),
            name: name.to_owned(),
            state: capital.is_some(),
        });
        self.name_party(name, party);
        for alias in aliases {
            self.name_party(alias.as_ref(), party);
        }
        for demonym in demonyms {
            self.add_name(demonym.as_ref(), Named::Demonym(party));
        }
        if let Some(capital) = capital {
            self.known.entry(fold(capital)).or_insert(party);
            self.add_name(capital, Named::Capital(party));
        }
        self
    }

    /// A person or office: its key, its name, further names ("VFM"), and the key of its party.
    #[must_use]
    pub fn person(
        mut self,
        key: &str,
        name: &str,
        aliases: impl IntoIterator<Item = impl AsRef<str>>,
        party: Option<&str>,
    ) -> Self {
        let person = self.lexicon.persons.len();
        self.lexicon.persons.push(Person {
            key: key.to_owned(),
            name: name.to_owned(),
            party: None,
        });
        if let Some(party) = party {
            self.person_parties.push((person, party.to_owned()));
        }
        self.add_name(bare(name), Named::Person(person));
        // An office has no capitals in running text: "the vice foreign minister".
        if is_office(bare(name)) {
            self.add_name(&bare(name).to_lowercase(), Named::Person(person));
        }
        for alias in aliases {
            self.add_name(bare(alias.as_ref()), Named::Person(person));
        }
        self
    }

    /// A topic: its key, its name, and further words for it.
    #[must_use]
    pub fn topic(
        mut self,
        key: &str,
        name: &str,
        aliases: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Self {
        let topic = self.lexicon.topics.len();
        let mut names = vec![name.to_owned()];
        names.extend(aliases.into_iter().map(|alias| alias.as_ref().to_owned()));
        for name in &names {
            self.name_topic(name, topic);
        }
        let key = key.to_owned();
        self.lexicon.topics.push(Topic { key, names });
        self
    }

    /// Ourselves: who "we" is. Give the key of our own party where there is one, the name to print, and further
    /// names ("our delegation"). Names of a party with that key count as well.
    #[must_use]
    pub fn we(
        mut self,
        key: Option<&str>,
        name: &str,
        names: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Self {
        self.lexicon.we = Some(We {
            key: key.map(str::to_owned),
            name: name.to_owned(),
        });
        self.name_us(name);
        for alias in names {
            self.name_us(alias.as_ref());
        }
        self
    }

    /// The key of the party that hosts us unless a text says otherwise. A state's key by default is its English
    /// short name in lower case with hyphens: "north-korea".
    #[must_use]
    pub fn hosts(mut self, key: &str) -> Self {
        self.hosts = Some(key.to_owned());
        self
    }

    /// Whether to know all states beside the parties given (the default). A state that shares its name or
    /// capital with a party given is that party.
    #[must_use]
    pub fn with_states(mut self, states: bool) -> Self {
        self.states = states;
        self
    }

    /// The lexicon.
    pub fn build(mut self) -> Lexicon {
        if self.states {
            self.add_states();
        }
        self.add_ourselves();
        let by_key: HashMap<&str, usize> = self
            .lexicon
            .parties
            .iter()
            .enumerate()
            .rev()
            .map(|(i, p)| (p.key.as_str(), i))
            .collect();
        for (person, key) in &self.person_parties {
            self.lexicon.persons[*person].party = by_key.get(key.as_str()).copied();
        }
        self.lexicon.hosts = self.hosts.as_deref().and_then(|key| by_key.get(key).copied());
        let lengths_first = |a: usize, b: usize| b.cmp(&a);
        for names in self.lexicon.names.values_mut() {
            names.sort_by(|a, b| lengths_first(a.words.len(), b.words.len()));
        }
        for names in self.lexicon.topic_names.values_mut() {
            names.sort_by(|a, b| lengths_first(a.words.len(), b.words.len()));
        }
        self.lexicon
    }

    pub(crate) fn add_state(&mut self, state: &State) {
        let names = || std::iter::once(&state.name).chain(&state.names);
        let merged = names()
            .chain(&state.capitals)
            .find_map(|name| self.known.get(&fold(name)).copied());
        let party = merged.unwrap_or_else(|| {
            self.lexicon.parties.push(Party {
                key: state.key.clone(),
                name: state.name.clone(),
                state: true,
            });
            self.lexicon.parties.len() - 1
        });
        self.lexicon.parties[party].state = true;
        for name in names() {
            self.name_party(name, party);
        }
        for demonym in &state.demonyms {
            self.add_name(demonym, Named::Demonym(party));
        }
        for capital in &state.capitals {
            self.known.entry(fold(capital)).or_insert(party);
            self.add_name(capital, Named::Capital(party));
        }
    }

    /// Our own persons speak for us, also where we are no party of the list.
    fn add_ourselves(&mut self) {
        let Some(We { key: Some(key), name }) = self.lexicon.we.clone() else {
            return;
        };
        if self.lexicon.parties.iter().all(|party| party.key != key) {
            self.lexicon.parties.push(Party {
                key,
                name,
                state: false,
            });
        }
    }

    fn name_us(&mut self, name: &str) {
        self.add_name(name, Named::We);
        self.add_name(bare(name), Named::We);
    }

    fn name_topic(&mut self, name: &str, topic: usize) {
        let words: Vec<Word> = split_words(name)
            .into_iter()
            .map(|word| Word {
                low: stem(written_out(&word).unwrap_or(&fold(&word))).to_owned(),
                exact: None,
                capital: false,
            })
            .collect();
        insert(&mut self.lexicon.topic_names, words, topic);
    }

    fn name_party(&mut self, name: &str, party: usize) {
        self.known.entry(fold(name)).or_insert(party);
        self.add_name(name, Named::Party(party));
    }

    fn add_name(&mut self, name: &str, what: Named) {
        if let Named::Person(person) = what {
            for short in initials(name) {
                let known = self.lexicon.initials.entry(short).or_insert(Some(person));
                *known = known.filter(|other| *other == person);
            }
        }
        let words = split_words(name)
            .into_iter()
            .map(|word| Word {
                low: written_out(&word).map_or_else(|| fold(&word), str::to_owned),
                capital: word.chars().next().is_some_and(char::is_uppercase),
                exact: (word.chars().count() <= 4
                    && word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
                    && word.chars().filter(|c| c.is_alphabetic()).count() > 1)
                    .then(|| word.clone()),
            })
            .collect();
        insert(&mut self.lexicon.names, words, what);
    }
}

/// Whether a name is made of words for an office alone.
fn is_office(name: &str) -> bool {
    let small = |word: &str| matches!(word, "of" | "the" | "for" | "and" | "at" | "to");
    name.split_whitespace().any(crate::ranks::is_role)
        && name
            .split_whitespace()
            .all(|word| crate::ranks::is_role(word) || small(word))
}

/// Keeps the first meaning of a name: the caller's own come before the states. A name given both with and without
/// capitals is known without.
fn insert<T: PartialEq>(names: &mut HashMap<String, Vec<Name<T>>>, words: Vec<Word>, what: T) {
    let Some(first) = words.first() else { return };
    let same = |name: &Name<T>| {
        name.words.len() == words.len() && name.words.iter().zip(&words).all(|(a, b)| a.low == b.low)
    };
    let list = names.entry(first.low.clone()).or_default();
    match list.iter().position(same) {
        None => list.push(Name { words, what }),
        Some(known) if list[known].what == what => {
            for (old, new) in list[known].words.iter_mut().zip(&words) {
                old.capital &= new.capital;
            }
        }
        Some(_) => {}
    }
}

/// Lower case with straight apostrophes, as tokens are compared.
pub(crate) fn fold(name: &str) -> String {
    name.trim().replace(['’', '‘'], "'").to_lowercase()
}

/// A name without its article.
fn bare(name: &str) -> &str {
    name.strip_prefix("the ")
        .or_else(|| name.strip_prefix("The "))
        .unwrap_or(name)
}
