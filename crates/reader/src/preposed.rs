//! What stands before "he said" or around it: quotations, and clauses that he breaks into.

use crate::clauses::{self, Subject, quotation_at};
use crate::complements::trimmed_end;
use crate::doc::Doc;
use crate::frames::{Cue, Frame, Rule, Scene};
use crate::{verbs, words};
use std::ops::Range;

/// "said Mr X": the subject behind the verb, where a quotation or comma stands before it.
pub(crate) fn inverted(
    scene: &Scene<'_, '_>,
    bounds: &Range<usize>,
    cue: &Cue,
    subject: &Subject,
) -> Option<Range<usize>> {
    let doc = scene.doc;
    let start = cue.range.start;
    if !verbs::is_saying(doc.low(cue.head))
        || matches!(subject, Subject::Own(_)) && !ends_quotation(scene, start)
    {
        return None;
    }
    let bare = cue.range.len() == 1 && cue.range.end < bounds.end;
    let follows = start > scene.block.start && (doc.low(start - 1) == "," || ends_quotation(scene, start));
    if !bare
        || !follows
        || doc.low(cue.range.end) == "that"
        || words::is_object(doc.low(cue.range.end)) && doc.low(cue.range.end) != "it"
    {
        return None;
    }
    clauses::phrase_after(doc, cue.range.end, bounds.end)
}

pub(crate) fn ends_quotation(scene: &Scene<'_, '_>, at: usize) -> bool {
    at > scene.block.start
        && quotation_at(scene.quotes, at - 1).is_some_and(|q| q.speech && q.tokens.end == at)
}

/// What was said stands before "he said". `front` is where "he said" starts, `back` where it ends.
pub(crate) fn before_it(
    scene: &Scene<'_, '_>,
    bounds: &Range<usize>,
    front: usize,
    back: usize,
    taken: usize,
    frame: &mut Frame,
) -> bool {
    let doc = scene.doc;
    // "The bridge, he told us, would open".
    let heard = words::is_object(doc.low(back)) && doc.low(back + 1) == ",";
    let parted = front > bounds.start && doc.low(front - 1) == ",";
    let back = back + usize::from(heard && parted);
    let ends = closes_clause(scene, back, bounds.end);
    if front > scene.block.start {
        let at =
            if doc.low(front - 1) == "," && front - 1 > scene.block.start && ends_quotation(scene, front - 1)
            {
                front - 1
            } else {
                front
            };
        if ends_quotation(scene, at)
            && let Some(quote) = quotation_at(scene.quotes, at - 1)
        {
            frame.rule = Rule::Quoted;
            let quote = quote.tokens.clone();
            let start = before_quotation(scene, bounds, &quote, taken);
            frame.content.push(start..quote.end);
            after_it(scene, bounds, back, frame);
            return true;
        }
    }
    let comma = front > bounds.start && doc.low(front - 1) == ",";
    if !ends || !comma || front < bounds.start + 2 {
        return false;
    }
    let start = content_start(doc, taken.max(bounds.start), front - 1);
    frame.rule = Rule::Trailing;
    // "Second, he said, …" and "Fertiliser, he said, was …": what matters stands behind.
    let lead = (start..front - 1).all(|i| is_lead(doc.low(i)) || doc.is_mark(i));
    let clause = start + 2 < front - 1
        && (!words::is_preposition(doc.low(start))
            || (start..front - 1).any(|i| words::is_auxiliary(doc.low(i))));
    if clause || start < front - 1 && !lead && !words::is_preposition(doc.low(start)) && doc.low(back) == ","
    {
        frame.content.push(start..front - 1);
    }
    let before = frame.content.len();
    after_it(scene, bounds, back, frame);
    if !clause && frame.content.len() == before {
        frame.content.clear();
        frame.rule = Rule::Clause;
    }
    !frame.content.is_empty()
}

/// Words that order a speech and say nothing themselves.
pub(crate) fn is_lead(word: &str) -> bool {
    words::is_adverb(word)
        || matches!(
            word,
            "second"
                | "third"
                | "here"
                | "too"
                | "in"
                | "addition"
                | "however"
                | "today"
                | "still"
                | "moreover"
        )
}

/// A clause with a quotation at its end goes with it: `the plan was "dead," he said`.
pub(crate) fn before_quotation(
    scene: &Scene<'_, '_>,
    bounds: &Range<usize>,
    quote: &Range<usize>,
    taken: usize,
) -> usize {
    let doc = scene.doc;
    if quote.start <= bounds.start + 1 || doc.is_mark(quote.start - 1) {
        return quote.start;
    }
    content_start(doc, taken.max(bounds.start), quote.start)
}

/// A conjunction at the front of a clause stays outside what was said.
pub(crate) fn content_start(doc: &Doc<'_>, mut start: usize, end: usize) -> usize {
    while start < end
        && (doc.is_mark(start) && !words::is_quote_mark(doc.low(start)) && doc.low(start) != "$")
    {
        start += 1;
    }
    if matches!(doc.low(start), "but" | "and" | "yet" | "still" | "meanwhile") {
        start += 1;
        while start < end && doc.low(start) == "," {
            start += 1;
        }
    }
    start
}

/// Whether nothing that could be said follows `at` in its sentence.
pub(crate) fn closes_clause(scene: &Scene<'_, '_>, at: usize, end: usize) -> bool {
    let doc = scene.doc;
    let mut i = at;
    while i < end && !doc.is_mark(i) && i < at + 14 {
        if matches!(doc.low(i), "that" | "he" | "she" | "they" | "it") {
            return false;
        }
        i += 1;
    }
    let first = doc.low(at);
    i == at
        || (i - at) <= 12
            && (verbs::is_time(first)
                || words::is_preposition(first)
                || words::is_object(first)
                || words::is_adverb(first))
            && (i >= end || doc.is_mark(i))
}

/// Words that go on behind "he said": another quotation, or the rest of an interrupted clause.
pub(crate) fn after_it(scene: &Scene<'_, '_>, bounds: &Range<usize>, back: usize, frame: &mut Frame) {
    let doc = scene.doc;
    let mut at = back;
    while at < bounds.end && !doc.is_mark(at) && at < back + 12 {
        at += 1;
    }
    let next = if words::is_quote_mark(doc.low(at)) {
        at
    } else {
        at + 1
    };
    if let Some(quote) =
        quotation_at(scene.quotes, next).filter(|q| q.tokens.start == next && next < bounds.end)
    {
        frame.content.push(quote.tokens.clone());
    } else if frame.rule == Rule::Trailing && at == back && doc.low(at) == "," && at + 2 < bounds.end {
        let first = doc.low(at + 1);
        let limited = first == "but" && matches!(doc.low(at + 2), "not" | "only" | "never");
        if !first.ends_with("ing") && !words::is_relative(first) && (limited || !words::is_coordinator(first))
        {
            let end = trimmed_end(scene, at + 1, bounds.end);
            frame.content.push(at + 1..end);
        }
    }
}
