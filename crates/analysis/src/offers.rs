//! Who does what if who else does what.

use crate::Record;
use crate::lexicon::only_reports;
use crate::words::stems;
use domain::{Bond, Condition, MeetingId, PartyId, Polarity, Statement, StatementId, Status, TopicId};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// From which share of words in common two offers are one.
const ALIKE: f64 = 0.6;
/// How many earlier offers with a word in common are compared, for each word.
const COMPARED: usize = 8;
/// Words that make an assertion one about something to be done.
const WILLING: &[&str] = &[
    "would",
    "will",
    "wd",
    "could",
    "cd",
    "can",
    "may",
    "might",
    "shall",
    "ready",
    "prepared",
    "willing",
    "only",
    "must",
    "should",
    "expects",
    "needs",
    "no reason",
    "little interest",
    "compelling interest",
    "no interest",
    "little reason",
];
/// Words that two offers may share by chance.
pub(crate) const COMMON: &[&str] = &[
    "the", "a", "an", "to", "of", "in", "on", "and", "or", "for", "with", "it", "its", "they", "their", "he",
    "she", "that", "this", "be", "is", "are", "was", "were", "would", "will", "wd", "could", "said", "if",
    "unless", "until", "we", "our", "us", "by", "as", "at", "not", "no",
];

/// A statement with a condition: *we do A if they do B*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// The newest statement of it.
    pub statement: StatementId,
    /// Earlier ones to the same effect, newest first.
    pub also: Vec<StatementId>,
    /// Whose.
    pub party: Option<PartyId>,
    /// Who made it, as shown.
    pub speaker: String,
    /// What would be done, without the condition, led by the cue where that tells more than that it was said.
    pub action: String,
    /// What it hangs on, without the connective.
    pub condition: String,
    /// The word that joins them: "provided that".
    pub connective: String,
    /// What the condition is to the action.
    pub bond: Bond,
    /// About what.
    pub topics: Vec<TopicId>,
    /// When it was made.
    pub day: Option<Date>,
    /// Where.
    pub meeting: Option<MeetingId>,
    /// The whole words.
    pub words: String,
    /// Whether somebody confirmed the newest statement.
    pub confirmed: bool,
}

impl Offer {
    /// How often it was made.
    pub fn count(&self) -> usize {
        1 + self.also.len()
    }
}

/// The offers made by `until`, newest first, those to the same effect folded into the newest.
///
/// A statement with a condition counts when it offers, promises, agrees, is open, demands, asks, refuses or
/// threatens, or says what would, could or must be done. Two of one party are to the same effect when they share
/// 60 % of their words (Jaccard's measure, on stems, form words left out).
pub fn offers(record: &Record<'_>, until: Date) -> Vec<Offer> {
    let names: HashMap<&PartyId, &str> = record.parties.iter().map(|p| (&p.id, p.name.as_str())).collect();
    let mut standing = record.standing(until);
    standing.reverse();
    let mut found: Vec<Offer> = Vec::new();
    let mut known: HashMap<String, u32> = HashMap::new();
    let mut words: Vec<Vec<u32>> = Vec::new();
    let mut by_word: HashMap<(Option<&PartyId>, u32), Vec<usize>> = HashMap::new();
    for (day, statement) in standing {
        let Some(condition) = &statement.condition else {
            continue;
        };
        let offer = offer(statement, condition, day, &names);
        if !proposes(statement, &offer.action) {
            continue;
        }
        let its = telling_words(&offer, &mut known);
        let key = |word: &u32| (statement.party(), *word);
        let same = its
            .iter()
            .filter_map(|word| by_word.get(&key(word)))
            .flatten()
            .find(|&&at| found[at].bond == offer.bond && share(&words[at], &its) >= ALIKE);
        if let Some(&at) = same {
            found[at].also.push(offer.statement);
            continue;
        }
        for word in &its {
            let places = by_word.entry(key(word)).or_default();
            // The nearest in time are the likeliest; more would cost too much on hostile input.
            if places.len() == COMPARED {
                places.remove(0);
            }
            places.push(found.len());
        }
        words.push(its);
        found.push(offer);
    }
    found
}

fn offer(
    statement: &Statement,
    condition: &Condition,
    day: Option<Date>,
    names: &HashMap<&PartyId, &str>,
) -> Offer {
    let shown = statement
        .speaker
        .as_ref()
        .map(|s| s.name.trim())
        .filter(|name| !name.is_empty());
    let party = statement.party();
    let speaker = shown.or_else(|| names.get(party?).copied()).unwrap_or("somebody");
    Offer {
        statement: statement.id,
        also: Vec::new(),
        party: party.cloned(),
        speaker: speaker.to_owned(),
        action: action(statement, &condition.text),
        condition: bare(&condition.text, &condition.connective),
        connective: condition.connective.clone(),
        bond: condition.bond,
        topics: statement.topics.clone(),
        day,
        meeting: statement.meeting.clone(),
        words: statement.words.clone(),
        confirmed: statement.status == Status::Confirmed,
    }
}

/// The stems of [`WILLING`], each with a space at either end.
static WILLING_STEMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    WILLING
        .iter()
        .map(|w| format!(" {} ", stems(w).join(" ")))
        .collect()
});

fn proposes(statement: &Statement, action: &str) -> bool {
    let asks = statement.words.trim_end_matches(['"', '”', ' ']).ends_with('?');
    match statement.polarity {
        Polarity::DeclinesToSay => false,
        Polarity::Asks | Polarity::Asserts if asks => false,
        Polarity::Asserts | Polarity::Denies => {
            let words = format!(" {} ", stems(&format!("{} {action}", statement.said)).join(" "));
            WILLING_STEMS.iter().any(|w| words.contains(w.as_str()))
        }
        _ => true,
    }
}

/// The clause without the connective that it begins with.
fn bare(clause: &str, connective: &str) -> String {
    let rest = clause
        .get(..connective.len())
        .filter(|head| head.eq_ignore_ascii_case(connective))
        .and_then(|_| clause.get(connective.len()..));
    tidy(rest.filter(|rest| !tidy(rest).is_empty()).unwrap_or(clause))
}

/// The words without the clause of the condition; all of them when nothing else is left.
fn action(statement: &Statement, clause: &str) -> String {
    let (words, clause) = (statement.words.as_str(), clause.trim());
    let rest = match words.find(clause).filter(|_| !clause.is_empty()) {
        Some(at) => {
            let (before, after) = (&words[..at], &words[at + clause.len()..]);
            tidy(&format!(
                "{} {}",
                tidy_end(before),
                after.trim_start_matches([',', ' ', ';'])
            ))
        }
        None => tidy(words),
    };
    let rest = if rest.is_empty() { tidy(words) } else { rest };
    let cue = tidy(&statement.said);
    let plain = stems(&cue).iter().any(|stem| only_reports(stem));
    if cue.is_empty() || plain {
        rest
    } else {
        format!("{cue} {rest}")
    }
}

fn tidy_end(words: &str) -> &str {
    let words = words.trim_end_matches([',', ' ', ';', ':', '…', '\n']);
    let joined = [" but", " and", ", but"]
        .iter()
        .find_map(|end| words.strip_suffix(end));
    joined.unwrap_or(words).trim_end_matches([',', ' '])
}

/// On one line, without marks at its ends and without a leading "that".
fn tidy(words: &str) -> String {
    let flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let flat = flat.trim_matches([',', ' ', ';', '.', ':', '…', '“', '”', '"']);
    let flat = flat.strip_prefix("that ").unwrap_or(flat);
    flat.strip_suffix(" only").map_or(flat, |rest| rest).to_owned()
}

/// The numbers of its first 24 telling words, sorted; `known` numbers words as they come.
fn telling_words(offer: &Offer, known: &mut HashMap<String, u32>) -> Vec<u32> {
    let mut found: Vec<u32> = stems(&format!("{} {}", offer.action, offer.condition))
        .into_iter()
        .filter(|stem| !COMMON.contains(&stem.as_str()))
        .take(24)
        .map(|stem| {
            let next = known.len() as u32;
            *known.entry(stem).or_insert(next)
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The share of words in common among all words of two sorted lists.
fn share(one: &[u32], other: &[u32]) -> f64 {
    let both = one
        .iter()
        .filter(|word| other.binary_search(word).is_ok())
        .count();
    let either = one.len() + other.len() - both;
    if either == 0 {
        0.0
    } else {
        both as f64 / either as f64
    }
}
