//! What stands behind a cue: whom it is told, where what is said starts, and where it ends.

use crate::clauses::quotation_at;
use crate::frames::{Cue, Frame, Rule, Scene};
use crate::preposed::closes_clause;
use crate::{verbs, words};
use std::ops::Range;

/// What was said stands behind the cue.
pub(crate) fn behind_it(
    scene: &Scene<'_, '_>,
    bounds: &Range<usize>,
    cue: &Cue,
    later: &[Cue],
    frame: &mut Frame,
) {
    let doc = scene.doc;
    let mut start = cue.range.end;
    let head = doc.low(cue.head);
    if verbs::takes_hearer(head) {
        if let Some((hearer, next)) = hearer(scene, start, bounds.end, is_tell(head)) {
            frame.hearer = Some(hearer);
            start = next;
        } else if is_tell(head) && !matches!(doc.low(start), "of" | "about") {
            return;
        }
    }
    start = over_circumstance(scene, start, bounds.end);
    if matches!(doc.low(start), ":" | ",") {
        if doc.low(start) == ":" && start == cue.range.end && start + 1 < bounds.end {
            frame.cue[0].end = start + 1;
        }
        start += 1;
        if doc.low(start - 1) == "," && quotation_at(scene.quotes, start).is_none() {
            let opens = matches!(doc.low(start), "that" | "in");
            if !opens {
                return;
            }
        }
    }
    if start >= bounds.end {
        if let Some(quote) =
            quotation_at(scene.quotes, start).filter(|q| q.tokens.start == start && start < scene.block.end)
        {
            frame.rule = Rule::Quoted;
            frame.content.push(quote.tokens.clone());
        }
        return;
    }
    if let Some(quote) = quotation_at(scene.quotes, start).filter(|q| q.tokens.start == start && q.speech) {
        frame.rule = Rule::Quoted;
        frame.content.push(quote.tokens.clone());
        return;
    }
    let first = doc.low(start);
    let clause = matches!(first, "that" | "whether" | "if" | "how" | "why" | "what")
        || verbs::is_saying(head)
        || matches!(head, "saying" | "adding" | "noting" | "arguing");
    if !clause {
        frame.rule = Rule::Complement;
    }
    if doc.is_mark(start) && !words::is_quote_mark(first) && !matches!(first, "$" | "#" | "@") {
        return;
    }
    let end = clause_end(scene, bounds, start, later, clause);
    if end > start && !(end == start + 1 && first == "that") {
        frame.content.push(start..end);
    }
}

pub(crate) fn is_tell(word: &str) -> bool {
    matches!(
        word,
        "told" | "tells" | "tell" | "telling" | "informed" | "assured" | "reminded" | "notified"
    )
}

/// Who is told, and where what they are told starts.
pub(crate) fn hearer(
    scene: &Scene<'_, '_>,
    start: usize,
    end: usize,
    tells: bool,
) -> Option<(Range<usize>, usize)> {
    let doc = scene.doc;
    let high = end.min(start + 25);
    if matches!(doc.low(start), "when" | "where" | "how" | "why" | "who" | "what") {
        return None;
    }
    if words::is_object(doc.low(start)) {
        return Some((start..start + 1, start + 1));
    }
    if matches!(
        doc.low(start),
        "that" | "to" | "whether" | "if" | "about" | "of" | "against"
    ) || doc.is_mark(start)
    {
        return None;
    }
    let at = (start..high).find(|&i| {
        matches!(doc.low(i), "that" | "whether" | "about" | "if")
            || doc.is_mark(i) && matches!(doc.low(i), "," | ":" | "." | ";")
            || words::is_quote_mark(doc.low(i)) && !matches!(doc.low(i), "'" | "’")
            || i > start && (words::is_pronoun(doc.low(i)) || words::is_subordinator(doc.low(i)))
    });
    match at {
        Some(at)
            if at > start
                && (tells
                    || matches!(doc.low(at), "that" | "whether" | "if")
                    || words::is_quote_mark(doc.low(at))) =>
        {
            Some((start..at, at))
        }
        _ if !tells => None,
        _ => {
            // A bare clause follows the name: "told Fox News the plan is dead".
            let mut at = start + usize::from(words::is_determiner(doc.low(start)));
            while at < high
                && (doc.is_capital(at)
                    || at == start
                    || !words::is_determiner(doc.low(at)) && !doc.is_capital(at) && at < start + 4)
            {
                at += 1;
            }
            (at < high).then_some((start..at, at))
        }
    }
}

/// Steps over "on Tuesday", "in an interview with X" between a cue and "that …" or a quotation.
pub(crate) fn over_circumstance(scene: &Scene<'_, '_>, start: usize, end: usize) -> usize {
    let doc = scene.doc;
    let mut at = start;
    while at < end && verbs::is_time(doc.low(at)) {
        at += 1;
    }
    if at < end && doc.low(at) == "on" && verbs::is_time(doc.low(at + 1)) {
        at += 2;
    }
    if at < end
        && (words::is_preposition(doc.low(at)) && doc.low(at) != "to" || words::is_adverb(doc.low(at)))
    {
        let high = end.min(at + 22);
        let found = (at..high).find(|&i| {
            doc.low(i) == "that" && doc.is_word(i)
                || words::is_quote_mark(doc.low(i))
                    && quotation_at(scene.quotes, i).is_some_and(|q| q.tokens.start == i && q.speech)
                || doc.low(i) == ":"
        });
        if let Some(found) = found {
            return found;
        }
    }
    at
}

/// Where what is said ends: at the sentence's end, or where another cue or an aside takes over.
pub(crate) fn clause_end(
    scene: &Scene<'_, '_>,
    bounds: &Range<usize>,
    start: usize,
    later: &[Cue],
    clause: bool,
) -> usize {
    let doc = scene.doc;
    let mut at = start;
    while at < bounds.end {
        if let Some(quote) = quotation_at(scene.quotes, at).filter(|q| q.tokens.start == at) {
            if quote.tokens.end >= bounds.end || quote.speech && at > start {
                return trimmed_end(scene, start, quote.tokens.end.min(scene.block.end));
            }
            at = quote.tokens.end;
            continue;
        }
        let word = doc.low(at);
        let stop = match word {
            ";" => true,
            "—" | "–" | "--" | "―" => doc.spaced(at) || !clause,
            "-" => doc.spaced(at) && doc.spaced(at + 1),
            "," => comma_ends(scene, at, bounds.end, later, clause),
            "and" | "but" => later
                .iter()
                .any(|cue| cue.range.start == at + 1 && cue.weight > 0.5),
            ":" => !clause,
            _ => false,
        };
        if stop && at > start {
            return trimmed_end(scene, start, at);
        }
        at += 1;
    }
    trimmed_end(scene, start, bounds.end)
}

pub(crate) fn comma_ends(
    scene: &Scene<'_, '_>,
    comma: usize,
    end: usize,
    later: &[Cue],
    clause: bool,
) -> bool {
    let doc = scene.doc;
    let next = doc.low(comma + 1);
    let skip =
        comma + 1 + usize::from(words::is_coordinator(next) || matches!(next, "while" | "as" | "though"));
    let near = later.iter().find(|cue| cue.range.start > comma);
    if let Some(cue) = near {
        let gap = cue.range.start - comma - 1;
        let participle = doc.low(cue.head).ends_with("ing") && cue.range.start <= skip + 1;
        let coordinated = cue.range.start == skip && skip > comma + 1;
        let trailing = gap <= 6
            && gap > 0
            && verbs::is_saying(doc.low(cue.head))
            && closes_clause(scene, cue.range.end, end);
        let own = skip > comma + 1 && gap <= 5 && verbs::is_saying(doc.low(cue.head));
        if participle || coordinated || trailing || own {
            return true;
        }
        if next == "according" || doc.low(cue.head) == "according" && gap <= 1 {
            return true;
        }
    }
    if !clause {
        let list = (comma + 1..end.min(comma + 12))
            .any(|i| matches!(doc.low(i), "and" | "or") && doc.low(i - 1) == ",");
        return !list
            || words::is_relative(next)
            || matches!(next, "but" | "as" | "while" | "after" | "when")
            || next.ends_with("ing");
    }
    next == "according" || next == "which" && !clause
}

/// Marks at the end of what is said are left out, but for a quotation's own.
pub(crate) fn trimmed_end(scene: &Scene<'_, '_>, start: usize, mut end: usize) -> usize {
    let doc = scene.doc;
    while end > start && doc.is_mark(end - 1) {
        let word = doc.low(end - 1);
        if quotation_at(scene.quotes, end - 1).is_some_and(|q| q.tokens.start >= start)
            || matches!(word, "%" | ")" | "]" | "$")
        {
            break;
        }
        end -= 1;
    }
    end
}
