//! Whether the words of a connective make a condition where they stand.

use crate::clauses::is_verb;
use crate::doc::Doc;
use crate::{verbs, words};
use std::ops::Range;

/// Whether the words make a condition where they stand.
pub(crate) fn holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize, connective: &str) -> bool {
    let next = doc.low(end);
    let before = if at > range.start { doc.low(at - 1) } else { "" };
    let timed = is_time(next);
    match connective {
        "if" => !is_question(before) && !is_idle(next),
        "until" | "till" | "only until" => {
            let dated = next == "the" && (verbs::is_time(doc.low(end + 1)) || doc.low(end + 1) == "end");
            !timed && !dated
        }
        "before" | "not before" => !timed && before_holds(doc, range, at, end, connective),
        "once" => once_holds(doc, range.end, before, end),
        "w/o" => doc.is_word(end),
        "without" | "absent" => (end..range.end.min(end + 5)).any(|i| is_guarantee(doc.low(i))),
        "should" | "were" => inverted_holds(doc, range, at, end),
        "provided" | "providing" => provided_holds(doc, range, at, end),
        "as long as" | "so long as" => {
            !next.starts_with(|c: char| c.is_ascii_digit())
                && !matches!(next, "two" | "three" | "four" | "five" | "possible" | "ten")
        }
        "short of" => matches!(before, "anything" | "but" | "," | "stop" | "stopping" | "just"),
        "at the expense of" => before != "not",
        "pending" => {
            !next.is_empty() && (at == range.start || doc.is_mark(at - 1) || !words::is_determiner(before))
        }
        "subject to" => !matches!(next, "sanctions" | "criticism" | "attack"),
        "assuming" => !matches!(next, "office" | "power"),
        "in exchange" => !doc.is_word(end) || next == "they" || next == "it",
        _ => true,
    }
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
    ];
    verbs::is_time(word)
        || SHORT.contains(&word)
        || OTHER.contains(&word)
        || word.starts_with(|c: char| c.is_ascii_digit())
}

/// Words before an "if" that means "whether" or no condition at all.
pub(crate) fn is_question(before: &str) -> bool {
    const ASKING: &[&str] = &[
        "as", "even", "ask", "asked", "asks", "asking", "wonder", "wondered", "know", "knew", "see", "what",
        "unsure", "unclear", "doubt", "doubted", "inquired", "enquired", "tell", "say",
    ];
    ASKING.contains(&before)
}

/// Words after an "if" that is a manner of speaking: "if any", "if possible".
pub(crate) fn is_idle(next: &str) -> bool {
    [
        "any",
        "not",
        "ever",
        "possible",
        "anything",
        "so",
        "only",
        "need",
        "necessary",
        "at",
        ",",
        ".",
    ]
    .contains(&next)
}

/// "before" ties an action on only where something is refused or required first.
pub(crate) fn before_holds(
    doc: &Doc<'_>,
    range: &Range<usize>,
    at: usize,
    end: usize,
    connective: &str,
) -> bool {
    let firm = |word: &str| {
        words::is_negation(word)
            || matches!(
                word,
                "must" | "first" | "needed" | "need" | "should" | "required" | "have" | "has"
            )
    };
    if connective != "not before" && !(range.start..at).any(|i| firm(doc.low(i))) {
        return false;
    }
    match doc.low(end) {
        "the" => has_verb(doc, end..range.end.min(end + 10)),
        "that" | "," | "." | "" | "it" | "and" => false,
        _ => true,
    }
}

pub(crate) fn has_verb(doc: &Doc<'_>, tokens: Range<usize>) -> bool {
    tokens
        .into_iter()
        .any(|i| words::is_auxiliary(doc.low(i)) || is_verb(doc, i))
}

/// "once" opens a clause, unless it counts ("once a year") or tells of the past ("was once").
pub(crate) fn once_holds(doc: &Doc<'_>, high: usize, before: &str, end: usize) -> bool {
    const PAST: &[&str] = &[
        "at", "than", "have", "he", "she", "they", "it", "we", "i", "who", "for", "which",
    ];
    const COUNT: &[&str] = &["again", "more", "a", "told", "said", "and", "in", "every", "per"];
    let clause = end + 1..high.min(end + 12);
    let verb = has_verb(doc, clause.clone()) || clause.into_iter().any(|i| doc.low(i).ends_with("ed"));
    verb && !words::is_auxiliary(before) && !PAST.contains(&before) && !COUNT.contains(&doc.low(end))
}

/// "Should they …", "Were X to …": a clause that opens with its verb.
pub(crate) fn inverted_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
    let opens = at == range.start
        || doc.is_mark(at - 1)
        || words::is_coordinator(doc.low(at - 1))
        || doc.low(at - 1) == "that";
    let next = doc.low(end);
    if !opens || words::is_negation(next) || next == "be" || end + 1 >= range.end {
        return false;
    }
    if doc.low(at) == "were" {
        return doc.is_capital(at) && (end + 1..range.end.min(end + 10)).any(|i| doc.low(i) == "to");
    }
    doc.is_capital(at) || doc.is_capital(end) || words::is_determiner(next) || words::is_pronoun(next)
}

/// "provided (that)" is no verb here: "they provided aid" is none.
pub(crate) fn provided_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
    let next = doc.low(end);
    if at == range.start {
        return doc.is_capital(at);
    }
    let before = doc.low(at - 1);
    let parted = doc.is_mark(at - 1);
    if words::is_auxiliary(before) || matches!(next, "by" | "with" | "for" | "to" | "in" | "at") {
        return false;
    }
    let clause = words::is_determiner(next)
        || words::is_pronoun(next)
        || doc.is_capital(end)
        || parted
        || has_verb(doc, end..range.end.min(end + 10));
    clause && (parted || !words::is_pronoun(before) && !doc.is_capital(at - 1))
}

/// Nouns whose lack is a condition: "without guarantees".
pub(crate) fn is_guarantee(word: &str) -> bool {
    [
        "guarant",
        "assuranc",
        "recogni",
        "agreement",
        "progress",
        "lifting",
        "relief",
        "easing",
        "sanction",
        "apolog",
        "consent",
        "approval",
        "permission",
        "invitation",
        "relations",
        "normali",
        "treaty",
        "ceasefire",
        "withdrawal",
        "release",
        "verification",
        "inspection",
        "access",
        "peace",
        "security",
        "written",
        "firm",
        "prior",
        "first",
        "reciproc",
        "compensation",
        "concession",
        "gesture",
        "signal",
        "mandate",
        "change",
    ]
    .iter()
    .any(|stem| word.starts_with(stem))
}
