//! What narrows an offer, or ties it to something, without a connective in front: "minors' names excepted", "for one round
//! at most", "in dry years only", "at deputy level and not above", "weather permitting".

use crate::condition::Found;
use crate::connective::{is_willing, opens};
use crate::doc::Doc;
use crate::hinges::main_start;
use crate::words;
use std::ops::Range;
use text::speech::Bond;

/// The first of them in `range`.
pub(crate) fn find(doc: &Doc<'_>, range: &Range<usize>) -> Option<Found> {
    let found = |connective: &str, tokens: Range<usize>, bond: Bond| Found {
        connective: connective.to_owned(),
        tokens,
        bond,
    };
    excepted(doc, range)
        .map(|tokens| found("excepted", tokens, Bond::Limit))
        .or_else(|| at_most(doc, range).map(|tokens| found("at most", tokens, Bond::Limit)))
        .or_else(|| nothing_else(doc, range).map(|tokens| found("only", tokens, Bond::Limit)))
        .or_else(|| only_behind(doc, range).map(|tokens| found("only", tokens, Bond::Limit)))
        .or_else(|| and_not(doc, range).map(|tokens| found("and not", tokens, Bond::Limit)))
        .or_else(|| permitting(doc, range).map(|tokens| found("permitting", tokens, Bond::Condition)))
}

/// "Ready to open a third crossing, for locals w/ permit only".
fn only_behind(doc: &Doc<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let ends = |i: usize| i + 1 >= range.end || doc.is_mark(i + 1) && doc.low(i + 1) != "-";
    let only = (range.start + 3..range.end).find(|&i| matches!(doc.low(i), "only" | "alone") && ends(i))?;
    let comma = (range.start + 1..only)
        .rev()
        .take(10)
        .find(|&i| doc.is_mark(i) && !matches!(doc.low(i), "/" | "&" | "'" | "’" | "-"))?;
    let phrase = comma + 1..only;
    let bare = phrase.clone().all(|i| !words::is_auxiliary(doc.low(i)));
    let willing = is_willing(doc, range.start.saturating_sub(4)..comma)
        || matches!(doc.low(range.start), "ready" | "willing" | "prepared");
    let parted = matches!(doc.low(comma), "," | "—" | "–" | "→");
    // "Lorries thinkable, perishables only".
    let short = phrase.len() <= 2;
    (parted && !phrase.is_empty() && bare && willing && (short || words::is_preposition(doc.low(comma + 1))))
        .then_some(comma + 1..only + 1)
}

/// "Willing to host both again, at deputy level and not above".
fn and_not(doc: &Doc<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let and = (range.start + 3..range.end.saturating_sub(2)).find(|&i| {
        matches!(doc.low(i), "and" | "but") && matches!(doc.low(i + 1), "not" | "no") && doc.low(i - 1) != ","
    })?;
    let comma = (range.start + 1..and).rev().take(6).find(|&i| doc.is_mark(i))?;
    let bare = (comma + 1..and).all(|i| !words::is_auxiliary(doc.low(i)));
    let end = (and + 2..range.end)
        .find(|&i| doc.is_mark(i))
        .unwrap_or(range.end);
    let short = end <= and + 5 && words::is_preposition(doc.low(comma + 1));
    let willing = is_willing(doc, range.start.saturating_sub(4)..comma);
    (doc.low(comma) == "," && bare && short && willing).then_some(comma + 1..end)
}

/// "Work can begin in March, weather and access permitting".
fn permitting(doc: &Doc<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let last = (range.start + 1..range.end).find(|&i| {
        matches!(doc.low(i), "permitting" | "allowing") && (i + 1 >= range.end || doc.is_mark(i + 1))
    })?;
    let start = (range.start..last)
        .rev()
        .take(7)
        .find(|&i| doc.is_mark(i))
        .map_or(range.start, |i| i + 1);
    let bare = (start..last).all(|i| !words::is_auxiliary(doc.low(i)));
    (bare && start < last && opens(doc, range, start)).then_some(start..last + 1)
}

/// "The list is possible after all, minors' names excepted".
fn excepted(doc: &Doc<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let word = |&i: &usize| {
        matches!(doc.low(i), "excepted" | "excluded" | "exempted")
            && (i + 1 >= range.end || doc.is_mark(i + 1))
    };
    let last = (range.start + 2..range.end).find(word)?;
    let comma = (range.start + 1..last)
        .rev()
        .take(9)
        .find(|&i| doc.low(i) == ",")?;
    let plain = (comma + 1..last).all(|i| !words::is_auxiliary(doc.low(i)) || doc.low(i) == "'s");
    (doc.low(comma) == "," && plain && comma + 1 < last).then_some(comma + 1..last + 1)
}

/// "Brasilia would host, but pay for one round at most".
fn at_most(doc: &Doc<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let most = (range.start + 2..range.end).find(|&i| {
        doc.low(i) == "most" && doc.low(i - 1) == "at" && (i + 1 >= range.end || doc.is_mark(i + 1))
    })?;
    let comma = (range.start + 1..most).rev().take(12).find(|&i| doc.is_mark(i))?;
    (doc.low(comma) == ",").then_some(comma + 1..most + 1)
}

/// "And on steel and textiles only.": a sentence that does nothing but narrow the one before.
fn nothing_else(doc: &Doc<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let last = (range.start..range.end).rev().find(|&i| doc.is_word(i))?;
    let start = main_start(doc, range);
    let narrows = words::is_preposition(doc.low(start)) && matches!(doc.low(last), "only" | "alone");
    let bare = (start..last).all(|i| !words::is_auxiliary(doc.low(i)) && !doc.is_mark(i));
    (narrows && bare && last > start + 1).then_some(start..last + 1)
}
