//! Who is who in a transcript: labels on lines of their own, and what a paper says that its labels stand for.

use crate::doc::Doc;
use crate::lexicon::{Lexicon, Named};
use crate::notes::Turn;
use crate::segments::Block;
use crate::{labels, words};
use std::collections::HashMap;
use std::ops::Range;

/// How far from its start a paper explains its labels, in tokens.
const HEAD: usize = 2000;
/// The longest phrase that explains a label, and the longest label on a line of its own, in tokens.
const LONGEST: usize = 14;
const LONGEST_LINE: usize = 8;
/// From how many labels on lines of their own on a paper is written so.
const FEWEST: usize = 4;

/// What a label stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Ourselves.
    Ours,
    /// Whoever these words name.
    Named(Range<usize>),
}

/// The labels that a paper explains: "(M = our moderator, PS = Permanent Secretary)", "In the chair [CH], for the Council".
#[derive(Debug, Default)]
pub(crate) struct Cast<'t> {
    parts: HashMap<&'t str, Part>,
}

impl<'t> Cast<'t> {
    pub(crate) fn new(doc: &Doc<'t>, lexicon: &Lexicon) -> Self {
        let mut parts = HashMap::new();
        for at in 1..doc.len().min(HEAD) {
            let (label, phrase, after) = if doc.low(at) == "=" && doc.is_capital(at - 1) {
                let phrase = behind_sign(doc, at + 1);
                (at - 1, phrase.clone(), phrase.end)
            } else if let Some(phrase) = before_brackets(doc, at) {
                (at, phrase, at + 2)
            } else {
                continue;
            };
            if !phrase.is_empty() {
                let part = part(doc, lexicon, &phrase, after);
                parts.entry(doc.word(label)).or_insert(part);
            }
        }
        Self { parts }
    }

    /// What a label stands for, where the paper says so.
    pub(crate) fn part(&self, label: &str) -> Option<&Part> {
        self.parts.get(label)
    }
}

/// The phrase behind "PS =": to the next mark, or over a comma that no other label follows.
fn behind_sign(doc: &Doc<'_>, start: usize) -> Range<usize> {
    let high = doc.len().min(start + LONGEST);
    let stop = (start..high).find(|&i| match doc.low(i) {
        ";" | ")" | "." | "=" | ":" | "]" => true,
        "," => doc.low(i + 2) == "=",
        _ => doc.low(i + 1) == "=",
    });
    start..stop.unwrap_or(high)
}

/// The phrase before "[PS]" or "(PS)", a label in capitals.
fn before_brackets(doc: &Doc<'_>, at: usize) -> Option<Range<usize>> {
    let closed = matches!((doc.low(at - 1), doc.low(at + 1)), ("[", "]") | ("(", ")"));
    let label = doc.word(at);
    let short = (1..=5).contains(&label.len()) && label.chars().all(|c| c.is_ascii_uppercase());
    if !closed || !short || at < 2 {
        return None;
    }
    let end = at - 1;
    let low = end.saturating_sub(LONGEST);
    let start = (low..end)
        .rev()
        .find(|&i| {
            matches!(doc.low(i), "," | ";" | ":" | "." | "]" | ")" | "(" | "[")
                || doc.low(i) == "and" && doc.low(i + 1) == "the"
        })
        .map_or(low, |i| i + 1);
    (start < end).then_some(start..end)
}

/// What a phrase says, or the words right behind it: "…, for the Council".
fn part(doc: &Doc<'_>, lexicon: &Lexicon, phrase: &Range<usize>, after: usize) -> Part {
    let us = |i: usize| {
        words::is_first_person(doc.low(i)) || matches!(lexicon.name_at(doc, i), Some((Named::We, _)))
    };
    let comma = after + usize::from(doc.low(after) == ",");
    let ours = matches!(doc.low(comma), "for" | "of" | "from")
        && (comma + 1..comma + 4).take_while(|&i| !doc.is_mark(i)).any(us);
    if ours || phrase.clone().any(us) {
        Part::Ours
    } else {
        Part::Named(phrase.clone())
    }
}

/// For each block the label that stands in it alone: "[CH]", "THE CHAIR", "**Minister**", "Chair:". Only where a paper is
/// written so: four such lines or more, one of them again.
pub(crate) fn lone_labels(doc: &Doc<'_>, blocks: &[Block]) -> Vec<Option<Turn>> {
    let alone: Vec<Option<Turn>> = blocks.iter().map(|block| lone(doc, &block.tokens)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for turn in alone.iter().flatten() {
        *counts.entry(doc.words(turn.label.clone())).or_default() += 1;
    }
    let again = counts.values().filter(|&&count| count > 1).sum::<usize>();
    let bracketed = |turn: &Turn| matches!(doc.low(turn.mark.start), "]" | ")" | ":");
    alone
        .into_iter()
        .map(|turn| {
            let turn = turn.filter(|_| again >= FEWEST)?;
            let repeated = counts[doc.words(turn.label.clone())] > 1;
            (repeated || bracketed(&turn)).then_some(turn)
        })
        .collect()
}

/// A block that is nothing but a label.
fn lone(doc: &Doc<'_>, block: &Range<usize>) -> Option<Turn> {
    if block.len() > LONGEST_LINE {
        return None;
    }
    let is_frame = |i: usize| matches!(doc.low(i), "[" | "]" | "(" | ")" | "*" | "**" | ":" | "_" | "#");
    let start = block.clone().find(|&i| !is_frame(i))?;
    let last = block.clone().rev().find(|&i| !is_frame(i))?;
    let label = start..last + 1;
    let words = doc.words(label.clone());
    let framed = label.end < block.end;
    let shouted = !words.chars().any(char::is_lowercase);
    let mark = if framed {
        label.end..label.end + 1
    } else {
        last..last + 1
    };
    let named = labels::is_label(words, true) && !is_noise(doc.low(start));
    (named && (framed || shouted)).then_some(Turn {
        label,
        mark,
        body: block.end,
    })
}

/// What a transcriber notes in brackets.
fn is_noise(word: &str) -> bool {
    matches!(
        word,
        "laughter"
            | "laughs"
            | "applause"
            | "crosstalk"
            | "pause"
            | "silence"
            | "inaudible"
            | "unclear"
            | "interruption"
            | "interpretation"
            | "break"
            | "end"
            | "overlapping"
    )
}
