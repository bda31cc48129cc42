//! A clause as an act: whose, of what kind, done to what, or not done.

use super::vocabulary::{Kind, canonical, is_against, is_harm, is_light, is_negator, verb_at};
use crate::Record;
use crate::words::{stem, stems};
use std::collections::BTreeSet;

/// How many words of a clause are looked at.
const LONGEST: usize = 60;

/// A word of a clause and where it stands.
struct Token<'t> {
    word: &'t str,
    stem: String,
    start: usize,
}

/// The names of the record's parties and people, and the words of its topics.
pub(super) struct Names {
    /// Words of a name, and the party's place in the record; the longest first.
    parties: Vec<(Vec<String>, usize)>,
    /// Stems of an alias, and the topic's place in the record.
    topics: Vec<(Vec<String>, usize)>,
}

impl Names {
    pub(super) fn of(record: &Record<'_>) -> Self {
        let mut parties: Vec<(Vec<String>, usize)> = Vec::new();
        let split = |name: &str| {
            let bare = name
                .strip_prefix("the ")
                .or_else(|| name.strip_prefix("The "))
                .unwrap_or(name);
            tokens(bare)
                .iter()
                .map(|token| token.word.to_owned())
                .collect::<Vec<_>>()
        };
        for (at, party) in record.parties.iter().enumerate() {
            parties.extend(party.names().map(|name| (split(name), at)));
        }
        for person in record.people {
            let post = person.posts.last().map(|post| &post.party);
            if let Some(at) = record.parties.iter().position(|party| Some(&party.id) == post) {
                let names = std::iter::once(&person.name).chain(&person.aliases);
                parties.extend(names.map(|name| (split(name), at)));
            }
        }
        parties.retain(|(words, _)| !words.is_empty());
        parties.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        let mut topics: Vec<(Vec<String>, usize)> = Vec::new();
        for (at, topic) in record.topics.iter().enumerate() {
            topics.extend(
                topic
                    .aliases
                    .iter()
                    .chain([&topic.name])
                    .map(|alias| (stems(alias), at)),
            );
        }
        topics.retain(|(words, _)| !words.is_empty());
        Self { parties, topics }
    }

    /// The party whose name begins at `at`, and how many words it has.
    fn party_at(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, usize)> {
        let rest = tokens.get(at..)?;
        self.parties
            .iter()
            .find(|(words, _)| {
                words.len() <= rest.len() && words.iter().zip(rest).all(|(word, token)| word == token.word)
            })
            .map(|(words, party)| (*party, words.len()))
    }

    /// The topics that these words name.
    pub(super) fn topics_in(&self, words: &str) -> BTreeSet<usize> {
        let stems = stems(words);
        let holds = |alias: &Vec<String>| stems.windows(alias.len()).any(|run| run == alias.as_slice());
        self.topics
            .iter()
            .filter(|(alias, _)| holds(alias))
            .map(|(_, topic)| *topic)
            .collect()
    }

    /// The parties that these words name.
    pub(super) fn parties_in(&self, words: &str) -> BTreeSet<usize> {
        let tokens = tokens(words);
        (0..tokens.len())
            .filter_map(|at| self.party_at(&tokens, at))
            .map(|(party, _)| party)
            .collect()
    }
}

/// Whose act a clause says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Of this party, by its place in the record.
    Party(usize),
    /// Of whoever speaks: "we".
    Speaker,
    /// Of the one spoken to: "you".
    Addressee,
    /// Of one named only by "it" or "they", or by no word that is known.
    Unsaid,
    /// Of somebody who isn't the speaker: "our hosts".
    Another,
}

/// An act.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    pub(super) whose: Whose,
    pub(super) kind: Option<Kind>,
    /// Whether it tells of something that is there, and not of what is done.
    pub(super) state: bool,
    /// Whether it is said not to be done.
    pub(super) not: bool,
    /// Whether it is something that nobody wants.
    pub(super) harm: bool,
    /// What it is done to: stems.
    pub(super) about: BTreeSet<String>,
    pub(super) topics: BTreeSet<usize>,
    /// Parties that it names besides.
    pub(super) with: BTreeSet<usize>,
    /// Of these, those with whom it is done.
    pub(super) partners: BTreeSet<usize>,
    /// It in few words.
    pub(super) label: String,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    let inside = |c: char| c.is_alphanumeric();
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match start {
            None if inside(c) => start = Some(at),
            Some(from) if !inside(c) => {
                start = None;
                let word = &text[from..at];
                // "D.P.R.K." and the "s" of "Israel's" are no words of their own.
                if word != "s" && word != "t" {
                    found.push(Token {
                        word,
                        stem: stem(&word.to_lowercase()),
                        start: from,
                    });
                } else if word == "t" {
                    found.push(Token {
                        word: "not",
                        stem: "not".to_owned(),
                        start: from,
                    });
                }
            }
            _ => {}
        }
        if found.len() == LONGEST {
            break;
        }
    }
    found
}

/// The act that a clause tells of.
pub(super) fn deed(names: &Names, clause: &str) -> Deed {
    let tokens = tokens(clause);
    let all: Vec<&str> = tokens.iter().map(|token| token.stem.as_str()).collect();
    let (verb_from, verb_len, mut kind) = main_verb(names, &tokens, &all);
    let before = all.get(..verb_from).unwrap_or(&all);
    let against = before.iter().any(|stem| is_against(stem));
    let negators = before.iter().filter(|stem| is_negator(stem)).count();
    if against && kind.is_none() {
        kind = Some(Kind::Host);
    }
    let state = before.first() == Some(&"ther") || all.iter().take(4).any(|stem| *stem == "absenc");
    // "No one in this building will …": who doesn't is nobody in particular.
    let nobody = before
        .first()
        .is_some_and(|stem| *stem == "no" || *stem == "nobodi");
    let mut named = Vec::new();
    let mut inside_name = vec![false; tokens.len()];
    let mut at = 0;
    while at < tokens.len() {
        if let Some((party, length)) = names.party_at(&tokens, at) {
            named.push((party, at));
            (at..at + length).for_each(|n| inside_name[n] = true);
            at += length;
        } else {
            at += 1;
        }
    }
    let whose = whose(&all, &named, verb_from);
    let about: BTreeSet<String> = all
        .iter()
        .enumerate()
        .filter(|(n, stem)| {
            let of_verb = kind.is_some() && (verb_from..verb_from + verb_len).contains(n);
            let of_nobody = nobody && kind.is_some() && *n < verb_from;
            !of_verb && !of_nobody && !inside_name[*n] && !is_light(stem) && !is_negator(stem)
        })
        .map(|(_, stem)| canonical(stem).to_owned())
        .collect();
    let with = named
        .iter()
        .map(|(party, _)| *party)
        .filter(|party| whose != Whose::Party(*party))
        .collect();
    // Something published that isn't named is what was to stay among those who speak.
    let leaks = kind == Some(Kind::Publish) && about.is_empty();
    let harm = leaks || all.iter().any(|stem| is_harm(stem));
    let partners = named
        .iter()
        .filter(|(_, at)| {
            at.checked_sub(1)
                .and_then(|n| all.get(n))
                .is_some_and(|stem| matches!(*stem, "with" | "w"))
        })
        .map(|(party, _)| *party)
        .collect();
    Deed {
        whose,
        kind,
        state,
        not: negators % 2 == 1,
        harm,
        about,
        topics: names.topics_in(clause),
        with,
        partners,
        label: label(clause, &tokens, &inside_name, (verb_from, kind), state),
    }
}

/// Where the verb stands that says what is done, how many words it has, and its kind.
fn main_verb(names: &Names, tokens: &[Token<'_>], all: &[&str]) -> (usize, usize, Option<Kind>) {
    let mut first_other = None;
    let mut seen = None;
    let mut at = 0;
    while at < all.len() {
        if let Some((_, length)) = names.party_at(tokens, at) {
            at += length;
            continue;
        }
        if let Some((kind, length)) = verb_at(&all[at..]) {
            // "the talks go on", "the exports stop": what looks like a verb behind "the" is what it is done to.
            let a_noun = at > 0
                && matches!(
                    all[at - 1],
                    "the" | "these" | "those" | "larg" | "all" | "any" | "direct"
                );
            if !a_noun {
                return (at, length, Some(kind));
            }
            seen.get_or_insert((at, length, Some(kind)));
        } else if !is_light(all[at]) && !is_negator(all[at]) {
            first_other.get_or_insert(at);
        }
        at += 1;
    }
    seen.unwrap_or((first_other.unwrap_or(all.len()), 0, None))
}

/// Words before a name that make it no subject.
const BEFORE_AN_OBJECT: &[&str] = &[
    "of", "with", "w", "by", "to", "from", "against", "for", "in", "on", "between", "and",
];

fn whose(all: &[&str], named: &[(usize, usize)], verb: usize) -> Whose {
    let preposition = |at: usize| {
        let mut before = at.checked_sub(1);
        if before.and_then(|n| all.get(n)).is_some_and(|stem| *stem == "the") {
            before = before.and_then(|n| n.checked_sub(1));
        }
        before
            .and_then(|n| all.get(n))
            .copied()
            .filter(|stem| BEFORE_AN_OBJECT.contains(stem))
    };
    if let Some((party, _)) = named.iter().find(|(_, at)| preposition(*at) == Some("by")) {
        return Whose::Party(*party);
    }
    let subject = |(_, at): &&(usize, usize)| *at < verb && preposition(*at).is_none();
    if let Some((party, _)) = named.iter().find(subject) {
        return Whose::Party(*party);
    }
    let front = all.get(..verb.min(all.len())).unwrap_or(all);
    if front
        .windows(2)
        .any(|pair| pair == ["our", "host"] || pair == ["the", "host"])
    {
        return Whose::Another;
    }
    if front.contains(&"we") {
        return Whose::Speaker;
    }
    if front.contains(&"you") {
        return Whose::Addressee;
    }
    if let Some((party, _)) = named.iter().find(|(_, at)| preposition(*at) == Some("from")) {
        return Whose::Party(*party);
    }
    Whose::Unsaid
}

/// Words for how willing somebody is, which begin what is done.
#[rustfmt::skip]
const MODALS: &[&str] = &[
    "would", "will", "wd", "could", "cd", "can", "may", "might", "shall", "should", "must", "consider", "agree", "prepared",
    "ready", "willing",
];

/// What is done in few words, as they stand: without its subject and the words for how willing somebody is.
fn label(
    clause: &str,
    tokens: &[Token<'_>],
    inside_name: &[bool],
    (verb, kind): (usize, Option<Kind>),
    state: bool,
) -> String {
    let start = |at: Option<usize>| at.and_then(|n| tokens.get(n)).map_or(0, |token| token.start);
    let front = || tokens.iter().take(verb).enumerate();
    let negators = front().filter(|(_, token)| is_negator(&token.stem)).count();
    let no = front().find(|(_, token)| is_negator(&token.stem)).map(|(n, _)| n);
    let content = front().find(|(n, token)| {
        !inside_name.get(*n).is_some_and(|inside| *inside)
            && !is_light(&token.stem)
            && !is_negator(&token.stem)
    });
    let from = match (negators % 2, no, content) {
        // "not object to the doctors"
        (0, Some(no), _) => start(Some(no)),
        // "the papers fail to arrive" asks for the papers to arrive.
        (1, Some(no), Some((first, _))) if first < no && !state && start(Some(no)) < 40 => {
            let subject = clause.get(..start(Some(no))).unwrap_or_default();
            return cut(&format!(
                "{}{}",
                subject,
                clause.get(start(Some(verb))..).unwrap_or_default()
            ));
        }
        (1, ..) => start(Some(verb)),
        (_, _, Some((first, _))) => with_article(clause, start(Some(first))),
        _ if kind.is_none()
            && !front().any(|(_, token)| MODALS.contains(&token.word.to_lowercase().as_str())) =>
        {
            0
        }
        _ => with_article(clause, start(Some(verb).filter(|n| *n < tokens.len()))),
    };
    cut(clause.get(from..).unwrap_or(clause))
}

/// Where the phrase begins whose first telling word stands at `from`: with its article or possessive.
fn with_article(clause: &str, from: usize) -> usize {
    let before = clause.get(..from).unwrap_or_default().trim_end();
    let word = before.rsplit(' ').next().unwrap_or_default();
    let leads = [
        "the", "a", "an", "their", "its", "our", "this", "two", "other", "direct",
    ];
    if leads.contains(&word.to_lowercase().as_str()) {
        before.len() - word.len()
    } else {
        from
    }
}

/// To the end of its sentence.
fn cut(rest: &str) -> String {
    let end = [
        " … ",
        "; ",
        ": ",
        ", and that ",
        ", not ",
        " not before",
        " and that ",
        ". ",
    ]
    .iter()
    .filter_map(|mark| rest.find(mark))
    .filter(|at| *at > 16)
    .min()
    .unwrap_or(rest.len());
    let words = rest
        .get(..end)
        .unwrap_or(rest)
        .trim_matches([' ', ',', '.', '"', '“', '”', ';']);
    let words = ["for ", "that "]
        .iter()
        .find_map(|lead| words.strip_prefix(lead))
        .unwrap_or(words);
    words.to_owned()
}

impl Deed {
    /// Whether two clauses tell of the same act, their actors apart.
    pub(super) fn same_act(&self, other: &Self) -> bool {
        let kinds = match (self.kind, other.kind) {
            (Some(one), Some(two)) => one == two,
            (Some(kind), None) => other.state && kind.brings_about(),
            (None, Some(kind)) => self.state && kind.brings_about(),
            (None, None) => true,
        };
        if !kinds || !self.fits_with(other) {
            return false;
        }
        let kind = self.kind.or(other.kind);
        if kind.is_some_and(Kind::rests_on_topic) && self.topics.intersection(&other.topics).next().is_some()
        {
            return true;
        }
        let both = self.about.intersection(&other.about).count();
        let least = self.about.len().min(other.about.len());
        let most = self.about.union(&other.about).count();
        if least == 0 {
            return matches!(kind, Some(Kind::Answer | Kind::Talk));
        }
        if kind.is_some() {
            both * 2 > least
        } else {
            both * 10 >= most * 6
        }
    }

    /// How near they are, of those that are the same act: the share of words in common, in thousandths.
    pub(super) fn nearness(&self, other: &Self) -> usize {
        let both = self.about.intersection(&other.about).count();
        both * 1000 / self.about.union(&other.about).count().max(1)
    }

    /// Whether nothing is said of what is done.
    pub(super) fn is_empty(&self) -> bool {
        self.kind.is_none() && self.about.is_empty()
    }

    /// Whether the parties that they name besides can be the same.
    fn fits_with(&self, other: &Self) -> bool {
        self.with.is_empty()
            || other.with.is_empty()
            || self.with.intersection(&other.with).next().is_some()
            || [(self, other), (other, self)]
                .iter()
                .any(|(one, two)| matches!(one.whose, Whose::Party(party) if two.with.contains(&party)))
    }
}
