//! Words that can mean time alone, and where they make a condition: "once", "before", "when", "the day".

use crate::connective::{has_verb, is_barred, is_modal, is_willing};
use crate::doc::Doc;
use crate::{verbs, words};
use std::ops::Range;

/// "As long as five years" measures, "as long as 24 hours' notice is given" doesn't.
pub(crate) fn lasts(doc: &Doc<'_>, range: &Range<usize>, end: usize) -> bool {
    let next = doc.low(end);
    let number = next.starts_with(|c: char| c.is_ascii_digit())
        || matches!(next, "two" | "three" | "four" | "five" | "ten");
    let stop = (end..range.end).find(|&i| doc.is_mark(i)).unwrap_or(range.end);
    let given =
        |i: usize| doc.low(i).ends_with("ed") || matches!(doc.low(i), "given" | "paid" | "kept" | "met");
    let clause = has_verb(doc, end + 2..stop) || (end + 2..stop).any(given);
    // "As long as 4 come home after harvest".
    let counted = verbs::is_time(doc.low(end + 1))
        || [
            "year", "month", "week", "day", "hour", "minute", "km", "met", "mile", "page",
        ]
        .iter()
        .any(|unit| doc.low(end + 1).starts_with(unit));
    let few = number && !counted && stop > end + 2;
    next != "possible" && (!number || clause || few)
}

/// Words of time, after which "until" and "before" only date.
pub(crate) fn is_time(word: &str) -> bool {
    const SHORT: &[&str] = &[
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    ];
    const OTHER: &[&str] = &[
        "spring",
        "summer",
        "autumn",
        "winter",
        "christmas",
        "easter",
        "ramadan",
        "now",
        "then",
        "recently",
        "late",
        "early",
        "midnight",
        "noon",
        "lunch",
        "next",
        "elections",
        "election",
        "elex",
        "harvest",
        "dawn",
        "dusk",
        "dinner",
    ];
    verbs::is_time(word)
        || SHORT.contains(&word)
        || OTHER.contains(&word)
        || word.starts_with(|c: char| c.is_ascii_digit())
}

/// "before" ties an action on only where something is refused or required first.
pub(crate) fn before_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
    let firm = |word: &str| {
        words::is_negation(word)
            || matches!(
                word,
                "must" | "first" | "needed" | "need" | "needs" | "required" | "nothing" | "nobody"
            )
    };
    // "He wants codes settled before …": the wish stands before what is said.
    let wished = |i: usize| {
        matches!(
            doc.low(i),
            "wants"
                | "wanted"
                | "want"
                | "demands"
                | "demanded"
                | "insists"
                | "insisted"
                | "expects"
                | "requires"
        )
    };
    let low = range.start.saturating_sub(3);
    let barred = |i: usize| words::is_negation(doc.low(i)) || wished(i);
    if !(range.start..at).any(|i| firm(doc.low(i))) && !(low..range.start).any(barred) {
        return false;
    }
    match doc.low(end) {
        "the" => has_verb(doc, end..range.end.min(end + 10)),
        "that" | "," | "." | "" | "it" | "and" => false,
        _ => true,
    }
}

/// "Nobody asked the villages before the case was filed": told of the past.
pub(crate) fn is_past(doc: &Doc<'_>, tokens: Range<usize>) -> bool {
    let ahead = |i: usize| {
        is_modal(doc.low(i))
            || matches!(
                doc.low(i),
                "must" | "be" | "should" | "wants" | "needs" | "wanted" | "needed"
            )
    };
    let past = |i: usize| {
        matches!(
            doc.low(i),
            "asked"
                | "told"
                | "came"
                | "went"
                | "saw"
                | "knew"
                | "gave"
                | "took"
                | "did"
                | "signed"
                | "consulted"
                | "informed"
                | "warned"
        )
    };
    tokens.clone().any(past) && !tokens.into_iter().any(ahead)
}

/// "once" opens a clause, unless it counts ("once a year") or tells of the past ("was once").
pub(crate) fn once_holds(doc: &Doc<'_>, high: usize, before: &str, end: usize) -> bool {
    const PAST: &[&str] = &[
        "at", "than", "have", "he", "she", "they", "it", "we", "i", "who", "for", "which",
    ];
    const COUNT: &[&str] = &[
        ",", ".", "again", "more", "a", "told", "said", "and", "in", "every", "per",
    ];
    let clause = end + 1..high.min(end + 12);
    let done = |word: &str| {
        word.ends_with("ed")
            || matches!(
                word,
                "pd" | "recvd" | "rcvd" | "recd" | "done" | "paid" | "met" | "over"
            )
    };
    // "once autopsies in", "once the rains are over".
    let there = |i: usize| {
        let last = i + 1 >= high || doc.is_mark(i + 1);
        last && matches!(
            doc.low(i),
            "in" | "out" | "up" | "back" | "ready" | "there" | "home" | "through" | "clear"
        )
    };
    // "Once a year", not "once a doctor has seen them".
    let counts = COUNT.contains(&doc.low(end)) && (doc.low(end) != "a" || verbs::is_time(doc.low(end + 1)));
    // "The rest will be paid once the bonds sell".
    let told = end + 2 < high
        && words::is_determiner(doc.low(end))
        && doc.low(end) != "a"
        && (end.saturating_sub(8)..end).any(|i| is_modal(doc.low(i)));
    let at_once = told || done(doc.low(end)) && doc.is_mark(end + 1);
    let verb =
        at_once || has_verb(doc, clause.clone()) || clause.into_iter().any(|i| done(doc.low(i)) || there(i));
    verb && !words::is_negation(before) && !words::is_auxiliary(before) && !PAST.contains(&before) && !counts
}

/// "No school while their textbooks carry the old map", "turned down talks while he stood trial".
pub(crate) fn while_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
    let refused = |i: usize| {
        matches!(
            doc.low(i),
            "refused"
                | "refuses"
                | "rejected"
                | "rejects"
                | "ruled"
                | "rules"
                | "down"
                | "declined"
                | "opposed"
        )
    };
    let cue = range.start.saturating_sub(6)..range.start;
    let out = (range.start..at).any(|i| doc.low(i) == "question" && doc.low(i.saturating_sub(3)) == "out");
    let barred = out || is_barred(doc, range.start..at) || cue.into_iter().any(refused);
    barred && end + 1 < range.end && !doc.is_mark(end) && !doc.low(end).ends_with("ing")
}

/// "when" ties an action on where the main clause before it, or after it, lies ahead.
pub(crate) fn when_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
    if at > range.start && is_not_before(doc, range, at) {
        return true;
    }
    let past = (end..range.end.min(end + 12)).any(|i| matches!(doc.low(i), "had" | "was" | "were"));
    if past || at == range.start && doc.low(end) == "to" {
        return false;
    }
    let ahead = |mut tokens: Range<usize>| {
        tokens.any(|i| {
            matches!(
                doc.low(i),
                "will" | "would" | "wd" | "'ll" | "shall" | "could" | "cd" | "can"
            )
        })
    };
    if at > range.start {
        return ahead(range.start..at);
    }
    (end..range.end)
        .find(|&i| doc.low(i) == ",")
        .is_some_and(|comma| ahead(comma..range.end.min(comma + 6)))
}

/// "after the rains, not before".
pub(crate) fn after_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> bool {
    let only = at > range.start && doc.low(at - 1) == "only";
    only || is_not_before(doc, range, at) && is_willing(doc, range.start..at)
}

/// "…, and not a day before": what stands here is no mere date.
pub(crate) fn is_not_before(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> bool {
    (at..range.end.min(at + 18)).any(|i| {
        matches!(doc.low(i), "not" | "never") && (i + 1..range.end.min(i + 4)).any(|j| is_sooner(doc.low(j)))
    })
}

pub(crate) fn is_sooner(word: &str) -> bool {
    matches!(word, "before" | "earlier" | "sooner")
}

/// "the day they leave, we come": a clause in the present behind it.
pub(crate) fn day_holds(
    doc: &Doc<'_>,
    range: &Range<usize>,
    before: &str,
    end: usize,
    connective: &str,
) -> bool {
    let next = doc.low(end);
    let dated = matches!(
        before,
        "on" | "of" | "by" | "in" | "at" | "from" | "for" | "until" | "to" | "during"
    );
    let idle = next == "tomorrow" || words::is_preposition(next) || words::is_auxiliary(next);
    if dated || idle || !doc.is_word(end) {
        return false;
    }
    let stop = (end..range.end.min(end + 14))
        .find(|&i| doc.is_mark(i))
        .unwrap_or(range.end.min(end + 14));
    // "Contact would end the day a ship came": the past of what would be.
    let told_of = (range.start..end).any(|i| matches!(doc.low(i), "would" | "could" | "'d"));
    let past = !told_of
        && (end..stop).any(|i| matches!(doc.low(i), "was" | "were" | "had" | "did" | "came" | "went"));
    // A day may be any; a moment is one only with what happens then.
    let moment = matches!(connective, "the moment" | "the minute" | "the instant");
    // "The day Kabul hands over three names".
    let named =
        doc.is_capital(end) && doc.low(end + 1).ends_with('s') && !doc.is_capital(end + 1) && stop > end + 2;
    let clause = named
        || words::is_pronoun(next)
        || has_verb(doc, end + 1..stop)
        || (end + 1..stop).any(|i| doc.low(i).ends_with("ed") && doc.low(i).len() > 4)
        || words::is_determiner(next);
    (clause || moment && stop > end + 1) && !past
}
