//! Who is who in a transcript: labels on lines of their own, and what a paper says that its labels stand for.

use crate::doc::Doc;
use crate::lexicon::{Lexicon, Named};
use crate::notes::Turn;
use crate::segments::Block;
use crate::{labels, ranks, words};
use std::collections::{HashMap, HashSet};
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
    /// Ourselves, or the one of us whom these words name.
    Ours(Range<usize>),
    /// Whoever these words name.
    Named(Range<usize>),
}

/// The labels that a paper explains: "(M = our moderator, PS = Permanent Secretary)", "In the chair [CH], for the Council".
#[derive(Debug, Default)]
pub(crate) struct Cast<'t> {
    parts: HashMap<&'t str, Part>,
}

impl<'t> Cast<'t> {
    pub(crate) fn new(doc: &Doc<'t>, lexicon: &Lexicon, turns: &[Turn]) -> Self {
        let mut parts = HashMap::new();
        for (label, phrase) in listed(doc, turns) {
            let part = part(doc, lexicon, &phrase, phrase.end);
            parts.entry(label).or_insert(part);
        }
        for at in 1..doc.len().min(HEAD) {
            let (label, phrase, after) = if doc.low(at) == "=" && doc.is_capital(at - 1) {
                let phrase = behind_sign(doc, at + 1);
                (at - 1, phrase.clone(), phrase.end)
            } else if let Some(phrase) = before_brackets(doc, lexicon, at) {
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

/// The lines of a list in front of the first turn: "Envoy, of the mining company".
fn listed<'t>(doc: &Doc<'t>, turns: &[Turn]) -> Vec<(&'t str, Range<usize>)> {
    let labels: HashSet<&str> = turns.iter().map(|turn| doc.words(turn.label.clone())).collect();
    let high = turns.first().map_or(0, |turn| turn.label.start).min(HEAD);
    let starts = |at: usize| at == 0 || doc.breaks(at) || doc.low(at - 1) == ";";
    let mut found = Vec::new();
    for at in (0..high).filter(|&at| starts(at)) {
        let stop = |i: &usize| *i > at && (doc.breaks(*i) || doc.low(*i) == ";");
        let end = (at..high.min(at + 2 * LONGEST)).find(stop).unwrap_or(high);
        // "AA    liaison officer, Arakan Army".
        if labels.contains(doc.word(at)) && at + 1 < end && doc.is_word(at + 1) && doc.word(at).len() < 5 {
            found.push((doc.word(at), at + 1..end));
            continue;
        }
        let comma = (at..end).find(|&i| doc.is_mark(i) || matches!(doc.low(i), "of" | "for"));
        if let Some(comma) = comma.filter(|&comma| comma > at) {
            let label = doc.words(at..comma);
            if labels.contains(label) {
                found.push((label, at..end));
            }
        }
    }
    found
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

/// The phrase before "[PS]", "(Rep)".
fn before_brackets(doc: &Doc<'_>, lexicon: &Lexicon, at: usize) -> Option<Range<usize>> {
    let closed = matches!((doc.low(at - 1), doc.low(at + 1)), ("[", "]") | ("(", ")"));
    let label = doc.word(at);
    let short = (1..=7).contains(&label.len())
        && label.starts_with(|c: char| c.is_uppercase())
        && label.chars().all(char::is_alphanumeric);
    if !closed || !short || at < 2 {
        return None;
    }
    let end = at - 1;
    let low = end.saturating_sub(LONGEST);
    let stops = |i: usize, comma: bool| {
        matches!(doc.low(i), ";" | ":" | "." | "]" | ")" | "(" | "[")
            || comma && doc.low(i) == ","
            || doc.low(i) == "and" && doc.low(i + 1) == "the"
    };
    let from = |comma: bool| (low..end).rev().find(|&i| stops(i, comma)).map_or(low, |i| i + 1);
    let named = |start: usize| (start..end).any(|i| lexicon.name_at(doc, i).is_some());
    // "The ambassador, head of delegation (B1)".
    let (near, far) = (from(true), from(false));
    let start = if named(near) || !named(far) { near } else { far };
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
        Part::Ours(phrase.clone())
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
    let bracketed = |turn: &Turn| doc.is_mark(turn.mark.start);
    alone
        .into_iter()
        .map(|turn| {
            let turn = turn.filter(|_| again >= FEWEST)?;
            let repeated = counts[doc.words(turn.label.clone())] > 1;
            (repeated || bracketed(&turn)).then_some(turn)
        })
        .collect()
}

/// A block that is nothing but a label, and perhaps a time.
fn lone(doc: &Doc<'_>, block: &Range<usize>) -> Option<Turn> {
    if block.len() > LONGEST_LINE {
        return None;
    }
    let is_frame = |i: usize| matches!(doc.low(i), "[" | "]" | "(" | ")" | "*" | "**" | ":" | "_" | "#");
    let is_time = |i: usize| doc.low(i).starts_with(|c: char| c.is_ascii_digit()) && doc.low(i).contains(':');
    let start = block.clone().find(|&i| !is_frame(i) && !is_time(i))?;
    let end = (start..block.end)
        .find(|&i| is_frame(i) || is_time(i))
        .unwrap_or(block.end);
    if (end..block.end).any(|i| !is_frame(i) && !is_time(i)) {
        return None;
    }
    let label = start..end;
    let words = doc.words(label.clone());
    let framed = label.end < block.end;
    let plain = !words.chars().any(char::is_lowercase) || label.clone().any(|i| ranks::is_role(doc.word(i)));
    let initials = framed && words.len() <= 5 && words.chars().all(|c| c.is_ascii_uppercase());
    let named = initials || labels::is_label(words, true) && !is_noise(doc.low(start));
    let mark = if framed { end..end + 1 } else { end - 1..end };
    (named && (framed || plain)).then_some(Turn {
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
