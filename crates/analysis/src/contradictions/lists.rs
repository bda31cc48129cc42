//! The words by which claims are told apart.

use crate::words::{Word, stem, stems};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Words that say no.
pub(super) const NO: &[&str] = &[
    "not", "no", "never", "nor", "neither", "none", "nobody", "nothing",
];
/// Words that tell of what will, would or should be.
pub(super) const MODAL: &[&str] = &[
    "will", "would", "shall", "should", "must", "could", "can", "may", "might", "ought", "cannot", "wont",
];
/// Words by which something past is granted.
pub(super) const ADMITS: &[&str] = &[
    "acknowledge",
    "admit",
    "concede",
    "confirm",
    "regret",
    "apologise",
    "explain",
    "recall",
    "hail",
    "defend",
];
/// Words that leave no exception.
pub(super) const ABSOLUTE: &[&str] = &[
    "all",
    "every",
    "any",
    "anybody",
    "anyone",
    "anything",
    "everybody",
    "everything",
    "everywhere",
    "never",
    "nobody",
    "nothing",
    "none",
    "single",
    "whatever",
    "always",
    "ever",
    "whole",
    "indefinit",
];
/// Words that say that something is behind us.
pub(super) const PAST: &[&str] = &[
    "was", "were", "had", "has", "have", "been", "did", "ago", "already", "having", "ended", "began",
    "begun", "left", "laid", "built", "crossed", "ever", "never",
];
/// Words that carry nothing of what a statement is about.
const EMPTY: &[&str] = &[
    "a",
    "an",
    "the",
    "and",
    "or",
    "but",
    "of",
    "to",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "with",
    "as",
    "that",
    "this",
    "these",
    "those",
    "it",
    "its",
    "they",
    "their",
    "them",
    "he",
    "his",
    "she",
    "her",
    "we",
    "our",
    "us",
    "you",
    "your",
    "who",
    "whom",
    "which",
    "what",
    "there",
    "here",
    "be",
    "is",
    "are",
    "am",
    "was",
    "were",
    "been",
    "being",
    "has",
    "have",
    "had",
    "having",
    "do",
    "does",
    "did",
    "will",
    "would",
    "shall",
    "should",
    "must",
    "can",
    "could",
    "may",
    "might",
    "ought",
    "so",
    "such",
    "than",
    "then",
    "if",
    "unless",
    "until",
    "once",
    "when",
    "while",
    "since",
    "into",
    "out",
    "up",
    "down",
    "over",
    "under",
    "about",
    "after",
    "before",
    "again",
    "also",
    "too",
    "very",
    "more",
    "most",
    "some",
    "any",
    "all",
    "every",
    "each",
    "both",
    "other",
    "own",
    "only",
    "just",
    "now",
    "yet",
    "still",
    "ever",
    "even",
    "not",
    "no",
    "never",
    "nor",
    "neither",
    "none",
    "nobody",
    "nothing",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "hundred",
    "thousand",
    "million",
    "billion",
    "first",
    "last",
    "next",
    "year",
    "years",
    "month",
    "months",
    "week",
    "weeks",
    "day",
    "days",
    "today",
    "tomorrow",
    "spring",
    "summer",
    "autumn",
    "winter",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "single",
    "whatever",
    "itself",
    "themselves",
    "whole",
    "within",
    "without",
    "through",
    "during",
    "between",
    "among",
    "already",
    "later",
    "ago",
    "long",
    "place",
    "time",
    "way",
    "thing",
    "like",
    "go",
    "said",
    "say",
    "circumstance",
    "circumstances",
];
/// Words that mean much the same to governments.
const SAME: &[&[&str]] = &[
    &["ask", "request", "seek", "sought", "demand"],
    &["close", "shut", "seal"],
    &[
        "block", "bar", "prevent", "hinder", "exclude", "forbid", "ban", "obstruct",
    ],
    &["give", "hand", "deliver", "send", "supply", "transfer", "share"],
    &["free", "release", "unfreeze"],
    &["begin", "began", "begun", "start", "open", "launch"],
    &["stop", "halt", "suspend", "pause", "cease", "end", "freeze"],
    &["sell", "sales", "sale", "export"],
    &["allow", "permit", "let", "admit", "accept", "accredit"],
    &["pay", "paid", "compensate"],
    &[
        "build",
        "construct",
        "construction",
        "built",
        "rebuild",
        "repair",
        "mend",
    ],
    &["move", "withdraw", "remove"],
    &["return", "restitute", "back"],
    &["visit", "see", "tour"],
    &["ambassador", "envoy", "chargé"],
    &["fly", "flight", "flew", "overflight"],
    &["file", "record", "document", "archive"],
    &["weapon", "arms", "gun", "rifle", "rocket", "missile"],
    &["soldier", "troops", "army", "forces"],
    &["talks", "negotiate", "negotiations", "dialogue"],
    &["prisoner", "detainee", "captive"],
    &["journalist", "reporter", "correspondent"],
    &["exercise", "drill", "manoeuvre"],
    &["refugee", "displaced", "returnee"],
    &["boat", "ship", "vessel", "trawler"],
    &["lorry", "lorries", "truck"],
    &["dismantle", "demolish", "destroy"],
    &["guard", "protect", "escort"],
    &["announce", "notify"],
    &["finance", "fund", "lend", "loan"],
    &["textbook", "schoolbook", "book"],
];
/// Words by which something stays as it is.
const STAYS: &[&str] = &[
    "stay",
    "remain",
    "continue",
    "go ahead",
    "goes ahead",
    "go on",
    "goes on",
    "going on",
    "for ever",
    "forever",
    "permanent",
    "needs",
    "need",
    "here to stay",
    "hold on to",
    "stand",
    "stands",
];
/// Words by which it comes to its end.
const ENDS: &[&str] = &[
    "end",
    "ended",
    "stop",
    "remove",
    "clear",
    "drop",
    "cancel",
    "withdraw",
    "leave",
    "finished",
    "is over",
    "temporary",
    "shut",
    "close",
    "cut off",
    "take down",
    "taken down",
    "dismantle",
    "abolish",
    "give up",
    "must go",
    "torn up",
    "done away",
    "phase out",
    "lapse",
];

fn list(all: &[&str]) -> BTreeSet<String> {
    all.iter().map(|word| stem(word)).collect()
}

pub(super) static MODAL_STEMS: LazyLock<BTreeSet<String>> = LazyLock::new(|| list(MODAL));
pub(super) static ADMITS_STEMS: LazyLock<BTreeSet<String>> = LazyLock::new(|| list(ADMITS));
pub(super) static ABSOLUTE_STEMS: LazyLock<BTreeSet<String>> = LazyLock::new(|| list(ABSOLUTE));
static EMPTY_STEMS: LazyLock<BTreeSet<String>> = LazyLock::new(|| list(EMPTY));
static SAME_STEMS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    SAME.iter()
        .flat_map(|family| family.iter().map(|word| (stem(word), stem(family[0]))))
        .collect()
});

static SIDES: LazyLock<Vec<(Vec<String>, i8)>> = LazyLock::new(|| {
    let side = |all: &[&str], sign| all.iter().map(|p| (stems(p), sign)).collect::<Vec<_>>();
    [side(STAYS, 1), side(ENDS, -1)].concat()
});

/// Whether these words leave things as they are (above 0), end them (below), or neither.
pub(super) fn side(run: &[Word]) -> i8 {
    let stands = |phrase: &[String]| {
        run.windows(phrase.len())
            .any(|w| w.iter().zip(phrase).all(|(word, stem)| word.stem == *stem))
    };
    let found = |sign| SIDES.iter().any(|(phrase, s)| *s == sign && stands(phrase));
    i8::from(found(1)) - i8::from(found(-1))
}

/// Whether a stem says nothing of what a statement is about.
pub(super) fn is_empty(stem: &str) -> bool {
    EMPTY_STEMS.contains(stem) || stem.chars().all(|c| c.is_ascii_digit())
}

/// What stands for a stem and those that mean the same: its first six letters, so that "delivery" is "deliver".
pub(super) fn meaning(stem: &str) -> String {
    let same = SAME_STEMS.get(stem).map_or(stem, String::as_str);
    same.chars().take(6).collect()
}
