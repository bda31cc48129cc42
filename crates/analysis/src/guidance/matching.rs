//! Whether two texts are about the same, by stems, synonyms, topics and names.

use super::parse::is_of_the_asking;
use crate::Record;
use crate::agenda::names_of;
use crate::climate::Names;
use crate::lexicon::{Lexicon, is_negator};
use crate::words::{Pause, Word, words};
use domain::{PartyId, TopicId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Words that mean about the same, by the first of each line.
const ALIKE: &[&str] = &[
    "ease lift relax waive relief remove lifting easing loosen",
    "stop halt end cease pause suspend freeze curb",
    "release free freed",
    "weapon arms arm rocket missile",
    "doctor physician medic",
    "prisoner detainee captive",
    "treaty agreement accord pact",
    "talk negotiation dialogue talks negotiate",
    "aid help assist assistance",
    "thank thanks gratitude grateful",
    "student pupil",
    "message letter",
    "upgrade upgrading normalise normalisation",
    "drought drouth",
    "visit trip travel",
    "ceasefire truce armistice",
    "payment pay money",
    "link tie connect",
];

/// Nouns under which anything is spoken of, and small words.
const EMPTY: &[&str] = &[
    "case",
    "question",
    "issue",
    "matter",
    "subject",
    "topic",
    "point",
    "problem",
    "reference",
    "mention",
    "talk of",
    "thing",
    "fact",
    "way",
    "kind",
    "sort",
    "every",
    "each",
    "some",
    "one",
    "two",
    "three",
    "there",
    "here",
    "what",
    "which",
    "who",
    "when",
    "where",
    "how",
    "have",
    "has",
    "had",
    "been",
    "was",
    "were",
    "being",
    "up",
    "out",
    "into",
    "over",
    "under",
    "between",
    "than",
    "then",
    "more",
    "most",
    "less",
    "very",
    "own",
    "might",
    "can",
    "just",
    "even",
    "because",
    "make",
    "made",
    "get",
    "want",
    "need",
    "let",
    "himself",
    "itself",
    "themselves",
    "his",
    "her",
    "its",
    "he",
    "she",
    "i",
    "my",
    "me",
    "these",
    "those",
    "nothing",
    "never",
    "without",
    "nobody",
    "neither",
    "back",
    "forward",
    "clear",
    "circumstance",
    "government",
    "come",
];

/// How much a word counts that is matched by its topic's other names alone.
const BY_TOPIC: f64 = 0.6;

/// A word that carries meaning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Token {
    /// By its stem, the first of its like.
    Stem(String),
    /// Any name of a party.
    Party(PartyId),
}

/// A text as the check compares it.
pub(super) struct Content {
    pub(super) run: Vec<Word>,
    /// The tokens with their places in the run.
    pub(super) tokens: Vec<(usize, Token)>,
    pub(super) topics: BTreeSet<TopicId>,
    /// The words that stand in a topic's name.
    by_topic: BTreeMap<usize, TopicId>,
}

/// What texts are read against.
pub(super) struct Reader<'a> {
    names: Names<'a>,
    topics: Vec<(&'a TopicId, Vec<Vec<String>>)>,
    us: Option<&'a PartyId>,
    /// Each topic's words for leaning, made once.
    pub(super) lexicons: Vec<(&'a TopicId, Lexicon)>,
}

impl<'a> Reader<'a> {
    pub(super) fn of(record: &Record<'a>, us: Option<&'a PartyId>) -> Self {
        Self {
            names: Names::of(record.parties),
            topics: record
                .topics
                .iter()
                .map(|topic| (&topic.id, names_of(topic)))
                .collect(),
            us,
            lexicons: record
                .topics
                .iter()
                .map(|topic| (&topic.id, Lexicon::of(topic)))
                .collect(),
        }
    }

    pub(super) fn read(&self, text: &str) -> Content {
        let run = words(text);
        let mut tokens = Vec::new();
        let named = self.names.in_run(&run);
        let mut taken = BTreeSet::new();
        for (at, end, party) in named {
            taken.extend(at..end);
            tokens.push((at, Token::Party(party.clone())));
        }
        for (at, word) in run.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
            let ours = matches!(word.stem.as_str(), "we" | "our" | "us" | "ourselves");
            match self.us.filter(|_| ours) {
                Some(us) => tokens.push((at, Token::Party(us.clone()))),
                None if is_content(&word.stem) => tokens.push((at, Token::Stem(like(&word.stem)))),
                None => {}
            }
        }
        tokens.sort();
        let mut by_topic = BTreeMap::new();
        for (id, names) in &self.topics {
            for name in names {
                for at in 0..run.len() {
                    let here = run.get(at..at + name.len());
                    if here.is_some_and(|here| here.iter().zip(name).all(|(word, stem)| word.stem == *stem)) {
                        by_topic.extend((at..at + name.len()).map(|at| (at, (*id).clone())));
                    }
                }
            }
        }
        Content {
            topics: by_topic.values().cloned().collect(),
            run,
            tokens,
            by_topic,
        }
    }
}

fn is_content(stem: &str) -> bool {
    static EMPTY_STEMS: LazyLock<BTreeSet<String>> =
        LazyLock::new(|| EMPTY.iter().flat_map(|word| crate::words::stems(word)).collect());
    !(is_negator(stem) || is_of_the_asking(stem) || EMPTY_STEMS.contains(stem))
}

/// The first word of those like it.
pub(super) fn like(stem: &str) -> String {
    static LIKE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        let mut map = BTreeMap::new();
        for line in ALIKE {
            let stems = crate::words::stems(line);
            let Some(first) = stems.first().cloned() else {
                continue;
            };
            map.extend(stems.into_iter().map(|stem| (stem, first.clone())));
        }
        map
    });
    LIKE.get(stem).cloned().unwrap_or_else(|| stem.to_owned())
}

/// How much of what `about` is about stands in `said`, from 0 to 1, and where.
pub(super) struct Overlap {
    pub(super) share: f64,
    /// Places in the planned run.
    pub(super) places: Vec<usize>,
    /// The words of `about` that are in both.
    pub(super) words: Vec<String>,
}

/// How much of these tokens of `about` stands in `said`.
pub(super) fn overlap(about: &Content, tokens: &[(usize, Token)], said: &Content) -> Overlap {
    let mut found = Overlap {
        share: 0.0,
        places: Vec::new(),
        words: Vec::new(),
    };
    let distinct: BTreeMap<&Token, usize> = tokens.iter().map(|(at, token)| (token, *at)).collect();
    if distinct.is_empty() {
        return found;
    }
    let mut sum = 0.0;
    for (token, at) in &distinct {
        let place = said
            .tokens
            .iter()
            .find(|(_, other)| other == *token)
            .map(|(place, _)| *place);
        let by_topic = || {
            let topic = about.by_topic.get(at)?;
            said.by_topic
                .iter()
                .find(|(_, other)| *other == topic)
                .map(|(place, _)| *place)
        };
        if let Some(place) = place {
            sum += 1.0;
            found.places.push(place);
            found.words.push(about.run[*at].stem.clone());
        } else if let Some(place) = by_topic() {
            sum += BY_TOPIC;
            found.places.push(place);
        }
    }
    found.share = sum / distinct.len() as f64;
    found
}

/// Whether a "not" stands before one of these places, near and in its clause.
pub(super) fn is_negated(run: &[Word], places: &[usize], reach: usize) -> bool {
    places.iter().any(|&at| {
        let from = run[..at]
            .iter()
            .rposition(|word| word.pause == Pause::Full)
            .map_or(0, |end| end + 1);
        let near = &run[from.max(at.saturating_sub(reach))..at];
        let nots = near.iter().filter(|word| is_no(&word.stem)).count();
        let after = run
            .get(at + 1)
            .is_some_and(|word| matches!(word.stem.as_str(), "noth" | "no" | "not" | "nobodi"));
        (nots + usize::from(after)) % 2 == 1
    })
}

/// Whether what stands at these places is denied: a "not" shortly before, between or just behind them, in one clause
/// ("no return to the talks", "need not be let in").
pub(super) fn is_denied(run: &[Word], places: &[usize], reach: usize) -> bool {
    let (Some(&first), Some(&last)) = (places.iter().min(), places.iter().max()) else {
        return false;
    };
    let clause = run[..first]
        .iter()
        .rposition(|word| word.pause == Pause::Full)
        .map_or(0, |end| end + 1);
    let end = run[last..]
        .iter()
        .position(|word| word.pause == Pause::Full)
        .map_or(run.len(), |at| last + at + 1);
    let near = &run[clause.max(first.saturating_sub(reach))..end.min(last + 4)];
    near.iter().filter(|word| is_no(&word.stem)).count() % 2 == 1
}

fn is_no(stem: &str) -> bool {
    is_negator(stem) || matches!(stem, "without" | "nobodi")
}
