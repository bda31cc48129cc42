//! Conditions that open with their verb ("should they", "were it to", "had they"), and tales of what is over.

use crate::connective::is_modal;
use crate::doc::Doc;
use crate::words;
use std::ops::Range;

/// "Should they …", "Were X to …": a clause that opens with its verb.
pub(crate) fn inverted_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
    let opens = at == range.start
        || doc.is_mark(at - 1)
        || words::is_coordinator(doc.low(at - 1))
        || doc.low(at - 1) == "that";
    let next = doc.low(end);
    if words::is_negation(next) || next == "be" || end + 1 >= range.end {
        return false;
    }
    if !opens {
        return inverted_behind(doc, range, at, end);
    }
    if doc.low(at) == "were" {
        // "Were Rome to ask", "were the road stopped": a verb behind the subject, and a modal in the main clause.
        let subject = doc.is_capital(end) || words::is_determiner(next) || words::is_pronoun(next);
        let verb = |i: usize| {
            doc.low(i) == "to" || doc.low(i).ends_with("ed") && !doc.is_mark(i - 1) || doc.low(i) == "given"
        };
        return subject
            && (end + 1..range.end.min(end + 10)).any(verb)
            && (doc.is_capital(at) || range.clone().any(|i| is_modal(doc.low(i))));
    }
    doc.is_capital(at) || doc.is_capital(end) || words::is_determiner(next) || words::is_pronoun(next)
}

/// "turn to Ankara should Delhi not budge", "not excluded were it to be mutual": behind the main clause, no mark
/// between.
fn inverted_behind(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
    let next = doc.low(end);
    let subject = matches!(
        next,
        "he" | "she" | "they" | "it" | "we" | "i" | "the" | "a" | "an" | "any" | "this" | "its"
    ) || doc.is_capital(end);
    let before = doc.low(at - 1);
    let asked = matches!(
        before,
        "what" | "who" | "which" | "how" | "why" | "where" | "when" | "whom" | "there"
    );
    let to = (end + 1..range.end.min(end + 9)).any(|i| doc.low(i) == "to");
    let later = at > range.start + 2;
    let named = words::is_pronoun(before) || words::is_relative(before);
    later
        && (subject || doc.low(at) == "should" && is_set_off(before) && !words::is_adverb(next))
        && !asked
        && !named
        && !words::is_determiner(before)
        && (doc.low(at) == "should"
            || to && (matches!(next, "he" | "she" | "they" | "it" | "we") || is_set_off(before)))
}

/// A word that ends a clause: "close the crossing again were a single man to come".
fn is_set_off(before: &str) -> bool {
    words::is_adverb(before)
        || matches!(
            before,
            "again"
                | "back"
                | "down"
                | "away"
                | "off"
                | "altogether"
                | "anew"
                | "tomorrow"
                | "today"
                | "once"
        )
}

/// "Had they asked, we would have come."
pub(crate) fn is_counterfactual(doc: &Doc<'_>, range: &Range<usize>, end: usize) -> bool {
    let next = doc.low(end);
    let subject = doc.is_capital(end) || words::is_determiner(next) || words::is_pronoun(next);
    subject
        && range
            .clone()
            .any(|i| matches!(doc.low(i), "would" | "might" | "could"))
}

/// "If we had had them": over and done with.
pub(crate) fn is_bygone(doc: &Doc<'_>, from: usize, high: usize) -> bool {
    (from..high.min(from + 6)).any(|i| {
        doc.low(i) == "had"
            && (matches!(doc.low(i + 1), "had" | "been" | "not" | "known") || doc.low(i + 1).ends_with("ed"))
    })
}

/// "had fired": told of the past, with nothing ahead.
pub(crate) fn is_told(doc: &Doc<'_>, tokens: Range<usize>) -> bool {
    let past = tokens
        .clone()
        .any(|i| matches!(doc.low(i), "had" | "have") && doc.low(i + 1) != "to");
    past && !tokens
        .into_iter()
        .any(|i| is_modal(doc.low(i)) || doc.low(i) == "must")
}
