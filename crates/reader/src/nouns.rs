//! Nouns that introduce what was said: "the response was that …", "their demand is that …", "the only option
//! they see is for … to …".

use crate::clauses;
use crate::doc::Doc;
use crate::words;
use std::ops::Range;

/// A cue made of a noun and "is".
#[derive(Clone, Debug)]
pub(crate) struct NounCue {
    /// The noun.
    pub(crate) head: usize,
    /// From the first word of its phrase to where what is said starts.
    pub(crate) range: Range<usize>,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) cue: Vec<Range<usize>>,
}

fn introduces(word: &str) -> bool {
    matches!(
        word,
        "response"
            | "answer"
            | "reply"
            | "message"
            | "view"
            | "position"
            | "line"
            | "argument"
            | "claim"
            | "contention"
            | "complaint"
            | "point"
            | "concern"
            | "explanation"
            | "demand"
            | "request"
            | "condition"
            | "option"
            | "way"
            | "solution"
            | "understanding"
            | "hope"
            | "wish"
            | "plea"
            | "warning"
            | "stance"
            | "refrain"
            | "proposal"
            | "offer"
            | "fear"
            | "belief"
            | "conclusion"
            | "reading"
            | "retort"
            | "objection"
            | "requirement"
            | "precondition"
            | "assurance"
            | "suggestion"
            | "advice"
            | "verdict"
            | "reasoning"
            | "price"
            | "promise"
    )
}

/// "He gave us a formal assurance that …", "repeated her warning that …".
fn given(doc: &Doc<'_>, bounds: &Range<usize>, at: usize) -> Option<NounCue> {
    let noun = matches!(
        doc.low(at),
        "assurance"
            | "assurances"
            | "promise"
            | "undertaking"
            | "guarantee"
            | "guarantees"
            | "warning"
            | "pledge"
            | "word"
    );
    if !noun || doc.low(at + 1) != "that" || at + 3 >= bounds.end {
        return None;
    }
    let low = bounds.start.max(at.saturating_sub(6));
    let verb = (low..at).rev().find(|&i| {
        matches!(
            doc.low(i),
            "gave" | "gives" | "give" | "given" | "repeated" | "renewed" | "repeats" | "renews"
        )
    })?;
    if words::is_auxiliary(doc.low(verb.wrapping_sub(1))) {
        return None;
    }
    let pronoun = verb > bounds.start && words::is_pronoun(doc.low(verb - 1));
    let source = if pronoun {
        verb - 1..verb
    } else {
        clauses::phrase_before(doc, bounds.start, verb)?
    };
    Some(NounCue {
        head: at,
        range: verb..at + 2,
        source: Some(source),
        cue: std::iter::once(verb..at + 1).collect(),
    })
}

/// The noun cue whose noun is token `at`, within `bounds`.
pub(crate) fn at(doc: &Doc<'_>, bounds: &Range<usize>, at: usize) -> Option<NounCue> {
    if let Some(given) = given(doc, bounds, at) {
        return Some(given);
    }
    if !introduces(doc.low(at)) {
        return None;
    }
    let low = bounds.start.max(at.saturating_sub(8));
    let mut start = at;
    while start > low
        && doc.is_word(start - 1)
        && !words::is_determiner(doc.low(start - 1))
        && !stops(doc.low(start - 1))
    {
        start -= 1;
    }
    if start == low || !words::is_determiner(doc.low(start - 1)) {
        return None;
    }
    let determiner = start - 1;
    let mut end = at + 1;
    let mut source = owner(doc, bounds, determiner);
    if matches!(doc.low(end), "of" | "from") {
        let named = clauses::phrase_after(doc, end + 1, bounds.end.min(end + 9))?;
        end = named.end;
        source = Some(named);
    }
    let be = (end..bounds.end.min(end + 5)).find(|&i| {
        matches!(
            doc.low(i),
            "is" | "was" | "remains" | "remained" | "'s" | "were" | "are" | "has" | "had"
        )
    })?;
    let be_end = be
        + if matches!(doc.low(be), "has" | "had") && doc.low(be + 1) == "been" {
            2
        } else {
            1
        };
    if matches!(doc.low(be), "has" | "had") && be_end == be + 1 {
        return None;
    }
    let inner = end..be;
    if !inner.is_empty() && source.is_none() {
        let subject = words::is_pronoun(doc.low(inner.start))
            || doc.is_capital(inner.start)
            || words::is_determiner(doc.low(inner.start));
        if !subject {
            return None;
        }
        source = Some(
            inner.start..if words::is_pronoun(doc.low(inner.start)) {
                inner.start + 1
            } else {
                be.saturating_sub(1).max(inner.start + 1)
            },
        );
    }
    let mut next = be_end;
    while matches!(
        doc.low(next),
        "simply" | "only" | "still" | "clear" | "plain" | "always" | "therefore" | "," | ":"
    ) && next < bounds.end
    {
        next += 1;
    }
    let opens = matches!(doc.low(next), "that" | "for")
        || doc.low(next) == "to" && !matches!(doc.low(at), "way" | "point")
        || words::is_quote_mark(doc.low(next))
        || doc.low(next - 1) == ":";
    if !opens || next >= bounds.end {
        return None;
    }
    let whole = source
        .as_ref()
        .filter(|s| s.end <= determiner + 1)
        .map_or(determiner, |s| s.end);
    let cue = match &source {
        Some(s) if s.start >= at => vec![determiner..s.start, s.end..be_end],
        _ => std::iter::once(whole..be_end).collect(),
    };
    let from = source.as_ref().map_or(determiner, |s| s.start.min(determiner));
    let cue = cue.into_iter().filter(|r| !r.is_empty()).collect();
    Some(NounCue {
        head: at,
        range: from..next,
        source,
        cue,
    })
}

fn stops(word: &str) -> bool {
    words::is_auxiliary(word) && word != "'s"
        || words::is_preposition(word)
        || words::is_subordinator(word)
        || words::is_coordinator(word)
        || words::is_pronoun(word)
}

/// Whose it is: "their demand", "the ministry's answer", "our hosts' line".
fn owner(doc: &Doc<'_>, bounds: &Range<usize>, determiner: usize) -> Option<Range<usize>> {
    match doc.low(determiner) {
        "their" | "his" | "her" | "its" | "our" | "my" => Some(determiner..determiner + 1),
        "'s" => clauses::phrase_before(doc, bounds.start, determiner),
        _ => None,
    }
}
