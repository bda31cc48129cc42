//! What is known of each token before it is tagged.

use super::clusters::{self, Cluster};
use crate::cues;
use crate::doc::Doc;
use crate::words;
use std::ops::Range;

/// A token, reduced to small numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Atom {
    pub(crate) word: u32,
    pub(crate) three: u32,
    pub(crate) two: u32,
    pub(crate) shape: u8,
    pub(crate) cluster: Cluster,
    /// Closed classes, else 0.
    pub(crate) class: u8,
    /// How likely it is a cue's head, in six steps.
    pub(crate) cue: u8,
    /// The part of speech that the chain before this one gave it.
    pub(crate) pos: u8,
    /// The place in its sentence that the chain before this one gave it: subject, object, clause …
    pub(crate) role: u8,
}

/// A hash of letters (FNV-1a).
pub(crate) fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// A feature's key: its kind with up to three values (the finisher is MurmurHash3's).
pub(crate) fn key(kind: u32, a: u32, b: u32, c: u32) -> u32 {
    let mut hash = kind.wrapping_mul(0x9e37_79b1) ^ a.wrapping_mul(0x85eb_ca6b).rotate_left(11);
    hash = (hash ^ b.wrapping_mul(0xc2b2_ae35).rotate_left(19)).wrapping_mul(0x27d4_eb2f);
    hash ^= c.wrapping_mul(0x1656_67b1).rotate_left(5);
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x7feb_352d);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x846c_a68b);
    hash ^ (hash >> 16)
}

/// The atoms of a run of tokens.
pub(crate) fn of(doc: &Doc<'_>, tokens: Range<usize>) -> Vec<Atom> {
    tokens.map(|at| atom(doc, at)).collect()
}

fn atom(doc: &Doc<'_>, at: usize) -> Atom {
    let low = doc.low(at);
    let tail = |letters: usize| {
        let from = low.char_indices().rev().nth(letters - 1).map_or(0, |(i, _)| i);
        hash(&low[from..])
    };
    let chance = cues::probability(doc, at);
    Atom {
        word: hash(low),
        three: tail(3),
        two: tail(2),
        shape: shape(doc.word(at)),
        cluster: clusters::of(low),
        class: class(low),
        cue: match chance {
            p if p <= 0.0 => 0,
            p if p < 0.1 => 1,
            p if p < 0.25 => 2,
            p if p < 0.42 => 3,
            p if p < 0.65 => 4,
            _ => 5,
        },
        pos: 0,
        role: 0,
    }
}

fn shape(word: &str) -> u8 {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return 0 };
    if first.is_alphabetic() {
        let upper = first.is_uppercase();
        let (mut lower_inside, mut upper_inside) = (false, false);
        for c in chars {
            lower_inside |= c.is_lowercase();
            upper_inside |= c.is_uppercase();
        }
        return match (upper, upper_inside, lower_inside) {
            (true, false, false) => 1,
            (true, false, true) => 2,
            (true, true, false) => 3,
            (_, true, true) => 4,
            _ => 5,
        };
    }
    if first.is_numeric() {
        let letters = word.chars().any(char::is_alphabetic);
        return if letters {
            7
        } else if word.len() == 4 {
            8
        } else {
            6
        };
    }
    match word {
        "," => 9,
        "." => 10,
        "?" | "!" | "…" => 11,
        ":" => 12,
        ";" => 13,
        "(" | "[" => 14,
        ")" | "]" => 15,
        "“" => 16,
        "”" => 17,
        _ if words::is_quote_mark(word) => 18,
        _ if words::is_dash(word) => 19,
        _ => 20,
    }
}

/// The closed class of a word.
fn class(low: &str) -> u8 {
    match low {
        "that" => 1,
        "to" => 2,
        "of" => 3,
        "by" => 4,
        "for" => 5,
        "as" => 6,
        "," => 7,
        "." | "!" | "?" => 8,
        ":" | ";" => 9,
        "who" | "which" | "whom" | "whose" => 10,
        "not" | "n't" | "never" => 11,
        "'s" => 12,
        _ if words::is_quote_mark(low) => 13,
        _ if words::is_dash(low) => 14,
        _ if words::is_coordinator(low) => 15,
        _ if words::is_auxiliary(low) => 16,
        _ if words::is_determiner(low) => 17,
        _ if words::is_pronoun(low) => 18,
        _ if words::is_object(low) => 19,
        _ if words::is_subordinator(low) => 20,
        _ if words::is_preposition(low) => 21,
        _ if words::is_adverb(low) => 22,
        _ => 0,
    }
}
