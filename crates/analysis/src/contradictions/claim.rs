//! A statement as far as it can be held against another: what it is about, whether it says no, whether it tells
//! of what is or of what will be.

use super::lists::{ABSOLUTE_STEMS, ADMITS_STEMS, MODAL_STEMS, NO, PAST, is_empty, meaning, side};
use crate::position::Voice;
use crate::words::{stems, words};
use domain::{Bond, ChannelId, Polarity};
use std::collections::BTreeSet;

/// The stems that say what words are about, those of one meaning as one.
pub(super) fn content(text: &str) -> BTreeSet<String> {
    stems(text)
        .into_iter()
        .filter(|stem| !is_empty(stem))
        .map(|stem| meaning(&stem))
        .collect()
}

/// A statement with what it can be held against.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a question that the rule asks"
)]
pub(super) struct Claim<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) channel: Option<&'a ChannelId>,
    /// What it is about, its condition left out.
    pub(super) content: BTreeSet<String>,
    /// What its condition is about; `None` without one that binds.
    pub(super) condition: Option<BTreeSet<String>>,
    /// Whether it says no, by its words or by what it does.
    pub(super) says_no: bool,
    /// Whether it tells of what will or should be, not of what is or was.
    pub(super) of_will: bool,
    /// Whether it says plainly that something will be, with no "may" or "hopes".
    pub(super) is_plain_will: bool,
    /// Whether it tells of what is behind us.
    pub(super) of_past: bool,
    /// Whether it leaves no exception.
    pub(super) absolute: bool,
    /// Whether it grants something.
    pub(super) admits: bool,
    /// Its numbers.
    pub(super) numbers: BTreeSet<String>,
    /// Its months and years.
    pub(super) dates: BTreeSet<String>,
    /// Above 0 where it leaves things as they are, below where it ends them.
    pub(super) side: i8,
    /// Whether it holds without conditions (above 0), or only on one (below).
    pub(super) terms: i8,
    /// Whether it speaks of what others do.
    pub(super) of_others: bool,
}

impl<'a> Claim<'a> {
    pub(super) fn of(voice: Voice<'a>, channel: Option<&'a ChannelId>) -> Self {
        let statement = voice.statement;
        let bound = statement.condition.as_ref().filter(|c| c.bond != Bond::Limit);
        let main = bound.map_or_else(
            || statement.words.clone(),
            |c| statement.words.replacen(&c.text, " ", 1),
        );
        let lower = main.to_lowercase();
        // The month, not the verb.
        let lower = if main.contains(" May") {
            lower.replace(" may", " maymonth")
        } else {
            lower
        };
        let plain: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect();
        let run = words(&lower);
        let said = words(&statement.said);
        let has = |set: &BTreeSet<String>| run.iter().any(|w| set.contains(&w.stem));
        // "A site of no interest" denies nothing.
        let idle = |at: usize| at > 0 && run[at].stem == "no" && run[at - 1].stem == "of";
        let says_no_word = (0..run.len()).any(|at| NO.contains(&run[at].stem.as_str()) && !idle(at));
        let polarity = statement.polarity;
        let of_will = has(&MODAL_STEMS)
            || said.iter().any(|w| MODAL_STEMS.contains(&w.stem))
            || matches!(
                polarity,
                Polarity::Offers
                    | Polarity::Promises
                    | Polarity::IsOpenTo
                    | Polarity::Agrees
                    | Polarity::Refuses
                    | Polarity::Threatens
                    | Polarity::Demands
                    | Polarity::Asks
            );
        Self {
            content: content(&main),
            condition: bound.map(|c| content(&c.text)),
            says_no: says_no_word || matches!(polarity, Polarity::Denies | Polarity::Refuses),
            of_will,
            is_plain_will: plain.iter().any(|w| ["will", "would", "shall"].contains(w))
                && !said
                    .iter()
                    .any(|w| ["hop", "hope", "wish", "expect"].contains(&w.stem.as_str())),
            of_past: !of_will && plain.iter().any(|w| PAST.contains(w)),
            absolute: has(&ABSOLUTE_STEMS)
                || lower.contains("out of the question")
                || lower.contains("without any condition"),
            admits: said.iter().any(|w| ADMITS_STEMS.contains(&w.stem)),
            numbers: numbers(&plain),
            dates: dates(&plain),
            side: if says_no_word { -side(&run) } else { side(&run) },
            terms: terms(&lower, bound.is_some()),
            of_others: ["other side", "the others", "their side", "the enemy"]
                .iter()
                .any(|o| lower.contains(o)),
            voice,
            channel,
        }
    }

    pub(super) fn sign(&self) -> i8 {
        self.voice.value().signum()
    }

    /// Whether it declines, asks, or otherwise claims nothing.
    pub(super) fn is_mute(&self) -> bool {
        matches!(self.voice.statement.polarity, Polarity::DeclinesToSay)
    }
}

/// Above 0 for "without conditions", below for a condition or "only after".
fn terms(lower: &str, conditional: bool) -> i8 {
    let has = |all: &[&str]| all.iter().any(|words| lower.contains(words));
    if has(&[
        "without condition",
        "without any condition",
        "unconditional",
        "without precondition",
        "no conditions",
    ]) {
        1
    } else if conditional || has(&["only after", "only when", "only if", "only once", "not before"]) {
        -1
    } else {
        0
    }
}

/// Numbers in figures or words.
fn numbers(plain: &[&str]) -> BTreeSet<String> {
    const COUNTED: &[&str] = &[
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
        "thirty", "forty", "fifty", "sixty", "hundred", "thousand", "million", "billion",
    ];
    plain
        .iter()
        .filter(|w| w.starts_with(|c: char| c.is_ascii_digit()) || COUNTED.contains(w))
        .map(|w| (*w).to_owned())
        .collect()
}

/// Months, and years in figures.
fn dates(plain: &[&str]) -> BTreeSet<String> {
    const MONTHS: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "maymonth",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let year = |w: &str| {
        w.len() == 4 && (w.starts_with("19") || w.starts_with("20")) && w.bytes().all(|b| b.is_ascii_digit())
    };
    plain
        .iter()
        .filter(|w| MONTHS.contains(w) || year(w))
        .map(|w| (*w).to_owned())
        .collect()
}

/// The share of `part` that `whole` has as well; 0 of nothing.
pub(super) fn covered(part: &BTreeSet<String>, whole: &BTreeSet<String>) -> f64 {
    if part.is_empty() {
        return 0.0;
    }
    part.intersection(whole).count() as f64 / part.len() as f64
}
