//! Conditions put with a noun: "on the strict understanding that …", "the proviso being that …", "a truce is a
//! precondition for …".

use crate::connectives::Shape;
use crate::doc::Doc;
use crate::words;
use std::ops::Range;
use text::speech::Bond;

/// The words that open a condition.
#[derive(Clone, Copy)]
pub(crate) struct Opening {
    pub(crate) end: usize,
    pub(crate) connective: &'static str,
    pub(crate) bond: Bond,
    pub(crate) shape: Shape,
}

/// "On the clear condition that", "with one caveat:", "the quid pro quo being".
pub(crate) fn at(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> Option<Opening> {
    let word = doc.low(at);
    if matches!(word, "on" | "under" | "with" | "upon") {
        return bound(doc, range, at);
    }
    if words::is_determiner(word) {
        return being(doc, range, at);
    }
    None
}

fn bound(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> Option<Opening> {
    let noun = noun_within(doc, at + 1, range.end.min(at + 6))?;
    let (connective, hard) = match doc.low(noun) {
        "condition" | "conditions" | "cond" | "terms" => ("on condition that", true),
        "understanding" | "footing" => ("on the understanding that", true),
        "proviso" | "stipulation" => ("with the proviso that", true),
        "caveat" | "reservation" | "qualification" => ("with the caveat that", true),
        "assumption" | "premise" | "basis" | "assurance" | "guarantee" | "promise" => {
            ("on the assumption that", false)
        }
        _ => return None,
    };
    let mut next = noun + 1;
    if doc.low(noun) == "cond" && doc.low(next) == "." {
        next += 1;
    }
    let open = |end: usize, shape: Shape| Opening {
        end,
        connective,
        bond: Bond::Condition,
        shape,
    };
    // "Speaking on condition of anonymity" tells of the talk, "a loan on condition of secrecy" of the loan.
    let spoken = matches!(
        doc.low(at.wrapping_sub(1)),
        "speaking" | "spoke" | "speak" | "said" | "talked" | "talking" | "told" | "interviewed" | ","
    ) || at == range.start;
    let secret = |i: usize| spoken && matches!(doc.low(i), "anonymity" | "confidentiality" | "secrecy");
    match doc.low(next) {
        "that" => Some(open(next + 1, Shape::Clause)),
        ":" if hard => Some(open(next + 1, Shape::Clause)),
        "of" if matches!(doc.low(noun), "condition" | "cond") && !secret(next + 1) => Some(Opening {
            connective: "on condition of",
            ..open(next + 1, Shape::Phrase)
        }),
        // "On condition both leaders came": the "that" is left out.
        word if hard && doc.low(noun) != "terms" && doc.is_word(next) && next < range.end => {
            let clause = words::is_determiner(word) || words::is_pronoun(word) || doc.is_capital(next);
            (clause || doc.low(noun) == "cond").then(|| open(next, Shape::Clause))
        }
        _ => None,
    }
}

/// The noun behind an article and adjectives.
fn noun_within(doc: &Doc<'_>, from: usize, high: usize) -> Option<usize> {
    (from..high)
        .take_while(|&i| doc.is_word(i) && !words::is_preposition(doc.low(i)))
        .find(|&i| is_bond_noun(doc.low(i)))
}

fn is_bond_noun(word: &str) -> bool {
    matches!(
        word,
        "condition"
            | "conditions"
            | "cond"
            | "understanding"
            | "footing"
            | "proviso"
            | "stipulation"
            | "caveat"
            | "reservation"
            | "qualification"
            | "assumption"
            | "premise"
            | "basis"
            | "assurance"
            | "guarantee"
            | "promise"
            | "terms"
    )
}

/// ", the proviso being that …", ", the price being …".
fn being(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> Option<Opening> {
    if at == range.start || !doc.is_mark(at - 1) {
        return None;
    }
    let being = (at + 2..range.end.min(at + 8)).find(|&i| doc.low(i) == "being")?;
    let noun = (at + 1..being).find_map(|i| match doc.low(i) {
        "proviso" | "condition" | "caveat" | "understanding" | "prerequisite" | "precondition" => {
            Some(("provided that", Bond::Condition))
        }
        "quo" | "price" | "return" | "exchange" => Some(("in exchange for", Bond::Price)),
        "limit" | "exception" => Some(("except", Bond::Limit)),
        _ => None,
    });
    let (connective, bond) = noun?;
    let end = being + 1 + usize::from(doc.low(being + 1) == "that");
    (end < range.end).then_some(Opening {
        end,
        connective,
        bond,
        shape: Shape::Clause,
    })
}

/// "A truce is a precondition for talks", "recognition must come first", "Delhi would first have to agree": a clause
/// that says of itself that it comes first.
pub(crate) fn whole(doc: &Doc<'_>, start: usize, high: usize) -> Option<(&'static str, Range<usize>)> {
    let stop = (start..high)
        .find(|&i| matches!(doc.low(i), ";" | "." | "—" | "–"))
        .unwrap_or(high);
    for i in start + 1..stop {
        let (word, next) = (doc.low(i), doc.low(i + 1));
        let before = doc.low(i - 1);
        if is_prior(word) && (words::is_determiner(before) || is_prior_adjective(before)) {
            let be = (start + 1..i)
                .any(|j| matches!(doc.low(j), "is" | "are" | "was" | "were" | "remains" | "be"));
            if be && matches!(next, "for" | "of" | "to") {
                return Some(("precondition", start..i + 2));
            }
        }
        if word == "first" && must_before(doc, start, i) && must_after(doc, i, stop) {
            let end = (i + 1..stop).find(|&j| doc.low(j) == ",").unwrap_or(stop);
            let open = (start..i)
                .rev()
                .find(|&j| matches!(doc.low(j), "that" | "," | "because"));
            return Some(("first", open.map_or(start, |j| j + 1)..end));
        }
    }
    None
}

fn is_prior(word: &str) -> bool {
    matches!(
        word,
        "precondition" | "prerequisite" | "condition" | "price" | "requirement"
    )
}

fn is_prior_adjective(word: &str) -> bool {
    matches!(
        word,
        "absolute" | "firm" | "minimum" | "necessary" | "first" | "clear" | "key" | "essential"
    )
}

/// "would", "must", "has to", "needs to" not far before "first".
fn must_before(doc: &Doc<'_>, low: usize, first: usize) -> bool {
    (low.max(first.saturating_sub(8))..first).any(|i| {
        matches!(doc.low(i), "must" | "would" | "should" | "need" | "needs")
            || matches!(doc.low(i), "has" | "have" | "had") && doc.low(i + 1) == "to"
    })
}

/// "… first have to agree"; nothing more to ask where "must" stood before.
fn must_after(doc: &Doc<'_>, first: usize, stop: usize) -> bool {
    let would = matches!(doc.low(first - 1), "would" | "will" | "'d");
    let next = doc.low(first + 1);
    if would {
        return matches!(next, "have" | "need");
    }
    let comes = doc.low(first - 1) == "come" && matches!(doc.low(first - 2), "must" | "to" | "should");
    comes || first + 1 < stop && matches!(doc.low(first - 1), "must" | "should" | "to")
}
