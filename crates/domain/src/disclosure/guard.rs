//! What clearing is held against: names, guidance in force, and the words of confidential material.

use super::{Audience, Reason};
use crate::names::folded;
use crate::{Attribution, Guidance, GuidanceKind, Handling, NameBook, Statement};
use std::collections::{HashMap, HashSet};

/// How many words in a row, the same as in confidential material, count as taken from there.
const RUN: usize = 6;

/// How many of them must be more than names and small words.
const TELLING: usize = 2;

/// How much of a guidance's content words a sentence must hold to go against it.
const AGAINST: f64 = 0.6;

/// How many words a line of guidance has at the most whose one content word is what it is about.
const SHORT: usize = 6;

/// A passage of the record and how it may be handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarded {
    /// Its words.
    pub words: String,
    /// How they may be handled.
    pub handling: Handling,
}

/// What clearing is held against.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    names: NameBook,
    avoid: Vec<(Guidance, HashSet<String>)>,
    /// The runs of each passage of the record, hashed once, and its handling.
    guarded: Vec<(Vec<u64>, Handling)>,
}

impl Bounds {
    /// `guidance` is what is in force on the day; `guarded` is all passages of the record, confidential or not:
    /// words that stand in open ones as well are nobody's secret.
    pub fn new(names: NameBook, guidance: Vec<Guidance>, guarded: Vec<Guarded>) -> Self {
        let avoid = guidance
            .into_iter()
            .filter(|line| line.kind == GuidanceKind::Avoid)
            .map(|line| {
                let words = content_words(&line.words);
                (line, words)
            })
            .filter(|(line, words)| says_enough(line, words))
            .collect();
        let words = names.words();
        let guarded = guarded
            .into_iter()
            .map(|passage| (hashes(&passage.words, &words), passage.handling))
            .collect();
        Self {
            names,
            avoid,
            guarded,
        }
    }

    /// The lines of guidance that a sentence of `words` goes against.
    pub(super) fn against_guidance(&self, words: &str) -> Vec<Reason> {
        if self.avoid.is_empty() {
            return Vec::new();
        }
        let text = text::Text::new(words);
        let sentences: Vec<HashSet<String>> = text
            .sentences(text.span())
            .into_iter()
            .map(|span| content_words(text.slice(span)))
            .collect();
        let goes_against = |avoid: &HashSet<String>| {
            // Of one or two words all must be there.
            let least = if avoid.len() < 3 { 1.0 } else { AGAINST };
            sentences
                .iter()
                .any(|said| avoid.intersection(said).count() as f64 >= least * avoid.len() as f64)
        };
        self.avoid
            .iter()
            .filter(|(_, avoid)| goes_against(avoid))
            .map(|(line, _)| Reason::AgainstGuidance {
                from: line.from.clone(),
                words: line.words.clone(),
            })
            .collect()
    }

    /// The name in `words` that gives away who made `statement`; a name within `allowed` gives nothing away.
    pub(super) fn speaker_named(&self, statement: &Statement, words: &str, allowed: &str) -> Option<String> {
        let speaker = statement.speaker.as_ref()?;
        let person = speaker.person.as_ref();
        let parties = speaker
            .party
            .iter()
            .chain(person.into_iter().flat_map(|p| self.names.affiliations(p)));
        let by_person = person.filter(|p| self.names.person_in(p, allowed).is_none());
        let by_name = (folded(&speaker.name).len() > 2 && !folded(allowed).contains(&folded(&speaker.name)))
            .then(|| {
                folded(words)
                    .contains(&folded(&speaker.name))
                    .then(|| speaker.name.clone())
            })
            .flatten();
        by_person
            .and_then(|p| self.names.person_in(p, words).map(str::to_owned))
            .or(by_name)
            .or_else(|| {
                parties
                    .filter(|party| self.names.party_in(party, allowed).is_none())
                    .find_map(|party| self.names.party_in(party, words).map(str::to_owned))
            })
    }

    /// Runs of words in `passages` that stand in material this audience may not have, and nowhere in what it may.
    pub(super) fn in_confidence<'p>(
        &self,
        passages: impl IntoIterator<Item = &'p str>,
        audience: &Audience,
    ) -> Vec<Reason> {
        let names = self.names.words();
        let of = |secret: bool| {
            let told = move |handling: &Handling| is_secret(handling, audience) == secret;
            self.guarded.iter().filter(move |(_, handling)| told(handling))
        };
        let mut secret: HashMap<u64, &Handling> = HashMap::new();
        for (runs, handling) in of(true) {
            secret.extend(runs.iter().map(|run| (*run, handling)));
        }
        for run in of(false).flat_map(|(runs, _)| runs) {
            secret.remove(run);
        }
        let mut reasons = Vec::new();
        for passage in passages {
            let passage = folded(passage);
            // One reason a passage is enough to find the place.
            if let Some((words, handling)) = runs(&passage, &names)
                .into_iter()
                .find_map(|(run, words)| secret.get(&run).map(|handling| (words, *handling)))
            {
                reasons.push(Reason::InConfidence {
                    words,
                    handling: in_words(handling),
                });
            }
        }
        reasons
    }
}

/// Whether a line names something: two content words do, and one in a short line ("Do not mention the prisoners.").
fn says_enough(line: &Guidance, words: &HashSet<String>) -> bool {
    match words.len() {
        0 => false,
        1 => line.words.split_whitespace().count() <= SHORT,
        _ => true,
    }
}

fn is_secret(handling: &Handling, audience: &Audience) -> bool {
    handling.marking > audience.marking || handling.attribution == Attribution::OffTheRecord
}

fn in_words(handling: &Handling) -> String {
    match &handling.attribution {
        Attribution::OffTheRecord => format!("marked {}, off the record", handling.marking),
        _ => format!("marked {}", handling.marking),
    }
}

fn hashes(words: &str, names: &HashSet<&str>) -> Vec<u64> {
    runs(&folded(words), names)
        .into_iter()
        .map(|(run, _)| run)
        .collect()
}

/// Each run of [`RUN`] words that says something, hashed, with its words. A run that is hardly more than names and
/// small words ("the deputy foreign minister of the") stands everywhere and gives nothing away.
fn runs(folded_words: &str, names: &HashSet<&str>) -> Vec<(u64, String)> {
    let words: Vec<&str> = folded_words.split(' ').filter(|word| !word.is_empty()).collect();
    let tells = |word: &&&str| word.chars().count() > 3 && !names.contains(**word) && !EMPTY.contains(*word);
    words
        .windows(RUN)
        .filter(|run| run.iter().filter(tells).count() >= TELLING)
        .map(|run| {
            let run = run.join(" ");
            let hash = blake3::hash(run.as_bytes());
            let mut first = [0; 8];
            first.copy_from_slice(&hash.as_bytes()[..8]);
            (u64::from_le_bytes(first), run)
        })
        .collect()
}

const EMPTY: &[&str] = &[
    "about",
    "above",
    "after",
    "again",
    "also",
    "anything",
    "avoid",
    "been",
    "before",
    "being",
    "between",
    "both",
    "could",
    "does",
    "done",
    "down",
    "during",
    "each",
    "from",
    "have",
    "having",
    "into",
    "just",
    "like",
    "made",
    "make",
    "more",
    "most",
    "much",
    "must",
    "never",
    "only",
    "other",
    "over",
    "please",
    "said",
    "same",
    "saying",
    "says",
    "should",
    "some",
    "such",
    "than",
    "that",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "under",
    "until",
    "very",
    "want",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "will",
    "with",
    "would",
    "your",
    "ours",
    "implying",
    "imply",
    "suggesting",
    "suggest",
    "mentioning",
    "mention",
    "speaking",
    "speak",
];

/// Words of four letters and more that carry meaning, cut to a crude stem.
fn content_words(words: &str) -> HashSet<String> {
    folded(words)
        .split(' ')
        .filter(|word| word.chars().count() > 3 && !EMPTY.contains(word))
        .map(stem)
        .collect()
}

fn stem(word: &str) -> String {
    let mut stem = word;
    for ending in ["ing", "ed", "es", "s"] {
        if let Some(rest) = stem.strip_suffix(ending).filter(|rest| rest.chars().count() > 3) {
            stem = rest;
            break;
        }
    }
    stem.trim_end_matches('e').to_owned()
}
