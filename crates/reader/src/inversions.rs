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
    // "Shd no minister turn up".
    let negated = words::is_negation(next) && !(matches!(next, "no" | "nobody") && doc.low(at) == "should");
    if negated || next == "be" || end + 1 >= range.end {
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
        // "Were they still there at midnight, tractors would …", "were it cheaper than theirs".
        let pronoun = matches!(next, "they" | "he" | "she" | "it" | "we");
        let parted = (end + 1..range.end.min(end + 14)).any(|i| doc.low(i) == ",");
        let verbs = (end + 1..range.end.min(end + 10)).any(verb);
        return subject
            && (verbs || pronoun && (parted || at > range.start) && doc.low(range.end - 1) != "?")
            && (doc.is_capital(at)
                || (range.start.saturating_sub(4)..range.end).any(|i| is_modal(doc.low(i))));
    }
    let anyone = matches!(
        next,
        "anyone" | "anybody" | "anything" | "someone" | "somebody" | "either" | "both" | "there"
    );
    // "should peace come, we would send doctors".
    let comma = (end + 1..range.end.min(end + 10)).find(|&i| doc.low(i) == ",");
    let answered = comma.is_some_and(|comma| is_modal_before(doc, comma..range.end.min(comma + 8)));
    answered && !doc.is_mark(end)
        || anyone
        || doc.is_capital(at)
        || doc.is_capital(end)
        || words::is_determiner(next)
        || words::is_pronoun(next)
}

/// "turn to Ankara should Delhi not budge", "not excluded were it to be mutual": behind the main clause, no mark
/// between.
fn inverted_behind(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
    let next = doc.low(end);
    let subject = matches!(
        next,
        "he" | "she"
            | "they"
            | "it"
            | "we"
            | "i"
            | "the"
            | "a"
            | "an"
            | "any"
            | "this"
            | "its"
            | "anyone"
            | "anybody"
            | "someone"
            | "somebody"
            | "no"
            | "nobody"
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
            || to && (matches!(next, "he" | "she" | "they" | "it" | "we") || is_set_off(before))
            || (is_put_to(doc, end, range.end) || matches!(next, "he" | "she" | "they" | "it"))
                && is_modal_before(doc, range.start..at))
}

/// "earlier were Venezuela to file on time": a name, then what it would have to do.
fn is_put_to(doc: &Doc<'_>, end: usize, high: usize) -> bool {
    doc.is_capital(end) && (end + 1..high.min(end + 4)).any(|i| doc.low(i) == "to")
}

fn is_modal_before(doc: &Doc<'_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|i| is_modal(doc.low(i)))
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

/// "If we had had them": over and done with. "If they had not done so by June, the farmers would block the road" lies ahead.
pub(crate) fn is_bygone(doc: &Doc<'_>, from: usize, high: usize) -> bool {
    let ahead = (from..high.min(from + 30)).any(|i| {
        is_modal(doc.low(i)) && doc.is_word(i + 1) && !matches!(doc.low(i + 1), "have" | "not" | "never")
    });
    !ahead
        && (from..high.min(from + 6)).any(|i| {
            doc.low(i) == "had"
                && (matches!(doc.low(i + 1), "had" | "been" | "not" | "known")
                    || doc.low(i + 1).ends_with("ed"))
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
