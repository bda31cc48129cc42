//! Whether the words of a connective make a condition where they stand.

use crate::clauses::is_verb;
use crate::doc::Doc;
use crate::{inversions, lacks, limits, timed, verbs, words};
use std::ops::Range;

/// Whether the words make a condition where they stand.
pub(crate) fn holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize, connective: &str) -> bool {
    let next = doc.low(end);
    let before = if at > range.start { doc.low(at - 1) } else { "" };
    let timed = timed::is_time(next);
    if let Some(holds) = limits::hold(doc, range, at, end, connective) {
        return holds;
    }
    match connective {
        "if" => {
            !(next == "rather"
                || is_asked(doc, at)
                || is_idle(next)
                || is_bare_question(doc, range, at)
                || inversions::is_bygone(doc, end, range.end))
        }
        "only after" | "only when" | "only once" | "not until" | "not before" | "until" | "till"
            if inversions::is_told(doc, range.start..at) =>
        {
            false
        }
        "until" | "till" | "only until" => {
            let dated = next == "the" && (verbs::is_time(doc.low(end + 1)) || doc.low(end + 1) == "end");
            !timed && !dated
        }
        "not before" => !timed,
        "before" => {
            !timed && !timed::is_past(doc, range.start..at) && timed::before_holds(doc, range, at, end)
        }
        "once" => timed::once_holds(doc, range.end, before, end),
        "without" | "w/o" => lacks::holds(doc, range, at, end),
        "absent" => {
            opens(doc, range, at) || (end..range.end.min(end + 5)).any(|i| lacks::is_guarantee(doc.low(i)))
        }
        "failing" | "barring" => opens(doc, range, at) && next != "to",
        "when" => timed::when_holds(doc, range, at, end),
        "while" => timed::while_holds(doc, range, at, end),
        "the next time" | "next time" => {
            has_verb(doc, end..range.end.min(end + 12)) && range.clone().any(|i| is_modal(doc.low(i)))
        }
        "after" => !inversions::is_told(doc, range.start..at) && timed::after_holds(doc, range, at),
        "cond :" | "condition :" | "conditions :" => before != "one" && before != "this",
        "long as" => !matches!(before, "as" | "so" | "how") && timed::lasts(doc, range, end),
        "only where" => has_verb(doc, end..range.end.min(end + 10)),
        "for" => is_traded(doc, range, at, end),
        "for a" | "for an" | "for one" => is_paid_for(doc, range, at, end),
        "tied to" | "linked to" => is_bound(doc, range, at),
        "against" => against_holds(doc, range, at, end),
        "for every" | "for each" => {
            opens(doc, range, at) && (has_comma(doc, end, range.end) || has_modal(doc, end, range.end))
        }
        "had" => opens(doc, range, at) && inversions::is_counterfactual(doc, range, end),
        // "It would have to be led by ours, otherwise nobody pays for it".
        "otherwise" => {
            before == ","
                && (range.start..at)
                    .any(|i| matches!(doc.low(i), "must" | "have" | "need" | "needs" | "has" | "should"))
        }
        "failing which" => before == ",",
        "the same day" | "the same week" | "the very day" | "the day" | "the day that" | "the day after"
        | "the week" | "the week after" | "the moment" | "the minute" | "the instant" | "the second" => {
            timed::day_holds(doc, range, before, end, connective)
        }
        "until then" | "before that" | "only then" => opens(doc, range, at),
        "depends on" | "depend on" | "depends upon" | "depend upon" | "depended on" => {
            !matches!(before, "not" | "n't") && doc.is_word(end)
        }
        "whoever" | "anyone who" | "anybody who" => {
            let bound =
                |i: usize| is_modal(doc.low(i)) && !matches!(doc.low(i), "ready" | "prepared" | "willing");
            opens(doc, range, at) && !words::is_pronoun(next) && range.clone().skip(2).any(bound)
        }
        "should" | "were" => inversions::inverted_holds(doc, range, at, end),
        "provided" | "providing" => provided_holds(doc, range, at, end),
        "as long as" | "so long as" => timed::lasts(doc, range, end),
        "pending" => {
            !next.is_empty() && (at == range.start || doc.is_mark(at - 1) || !words::is_determiner(before))
        }
        "subject to" => !matches!(next, "sanctions" | "criticism" | "attack"),
        "assuming" => !matches!(next, "office" | "power"),
        "in exchange" | "in return" => {
            let idle = (range.start..at).any(|i| {
                matches!(
                    doc.low(i),
                    "what" | "nothing" | "anything" | "little" | "something"
                )
            });
            next != "for" && !idle && (!doc.is_word(end) || opens(doc, range, at) || words::is_pronoun(next))
        }
        _ => true,
    }
}

/// Words before an "if" that means "whether" or no condition at all.
pub(crate) fn is_question(before: &str) -> bool {
    const ASKING: &[&str] = &[
        "as", "even", "ask", "asked", "asks", "asking", "wonder", "wondered", "know", "knew", "see", "what",
        "unsure", "unclear", "doubt", "doubted", "inquired", "enquired", "tell", "say",
    ];
    ASKING.contains(&before)
}

/// "Asked us if", "wondered if".
fn is_asked(doc: &Doc<'_>, at: usize) -> bool {
    let back = |n: usize| at.checked_sub(n).map_or("", |i| doc.low(i));
    let told = matches!(back(1), "us" | "me" | "him" | "her" | "them") && back(2).starts_with("ask");
    told || is_question(back(1))
}

/// "And if they say no?": nothing hangs on it.
fn is_bare_question(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> bool {
    doc.low(range.end.saturating_sub(1)) == "?"
        && at <= range.start + 1
        && !(at..range.end).any(|i| doc.low(i) == ",")
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

pub(crate) fn has_verb(doc: &Doc<'_>, tokens: Range<usize>) -> bool {
    tokens
        .into_iter()
        .any(|i| words::is_auxiliary(doc.low(i)) || is_verb(doc, i))
}

/// "provided (that)" is no verb here: "they provided aid" is none.
pub(crate) fn provided_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
    let next = doc.low(end);
    if at == range.start {
        return doc.is_capital(at) || at > 0 && doc.low(at - 1) == ",";
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
        || has_verb(doc, end..range.end.min(end + 10))
        // "Provided boats fly no naval ensign".
        || (end + 1..range.end.min(end + 8)).any(|i| words::is_negation(doc.low(i)));
    let verb = words::is_pronoun(before) || doc.is_capital(at - 1) && !is_willing(doc, range.start..at);
    clause && (parted || !verb)
}

/// Modals and their abbreviations.
pub(crate) fn is_modal(word: &str) -> bool {
    matches!(
        word,
        "will"
            | "would"
            | "wd"
            | "'ll"
            | "'d"
            | "shall"
            | "can"
            | "could"
            | "cd"
            | "may"
            | "might"
            | "won't"
            | "wouldn't"
            | "cannot"
            | "can't"
            | "ready"
            | "prepared"
            | "willing"
    )
}

/// Whether something is offered, promised or allowed in these tokens.
pub(crate) fn is_willing(doc: &Doc<'_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|i| {
        is_modal(doc.low(i))
            || matches!(
                doc.low(i),
                "open"
                    | "consider"
                    | "offer"
                    | "offered"
                    | "accept"
                    | "accepts"
                    | "accepted"
                    | "content"
                    | "yes"
                    | "consented"
                    | "proposed"
                    | "proposes"
                    | "agree"
                    | "agrees"
                    | "agreed"
                    | "happy"
                    | "welcome"
                    | "possible"
                    | "free"
                    | "fine"
                    | "thinkable"
                    | "doable"
                    | "feasible"
                    | "negotiable"
                    | "ok"
            )
    })
}

/// "is tied to", "would be linked to": not "officers linked to the coup".
fn is_bound(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> bool {
    let low = range.start.max(at.saturating_sub(3));
    (low..at).any(|i| matches!(doc.low(i), "be" | "been" | "is" | "are" | "remains" | "stays"))
        && (range.start..at).any(|i| is_modal(doc.low(i)) || matches!(doc.low(i), "must" | "is" | "are"))
}

/// Words for what is given in return: "against a waiver of all claims".
fn is_counterpart(word: &str) -> bool {
    lacks::is_guarantee(word)
        || [
            "waiver",
            "lifting",
            "payment",
            "receipt",
            "delivery",
            "pledge",
            "promise",
            "commitment",
            "deposit",
            "collateral",
            "handover",
            "return",
            "cancellation",
            "dropping",
            "undertaking",
        ]
        .iter()
        .any(|stem| word.starts_with(stem))
            && word != "returning"
}

fn has_comma(doc: &Doc<'_>, from: usize, high: usize) -> bool {
    (from..high.min(from + 16)).any(|i| doc.low(i) == ",")
}

/// Whether these tokens say that something isn't done.
pub(crate) fn is_barred(doc: &Doc<'_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|i| {
        words::is_negation(doc.low(i)) || matches!(doc.low(i), "nobody" | "impossible" | "unthinkable")
    })
}

/// Whether a clause opens here.
pub(crate) fn opens(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> bool {
    let from = |i: usize| i == range.start || doc.is_mark(i - 1);
    from(at)
        || (words::is_coordinator(doc.low(at - 1))
            || matches!(doc.low(at - 1), "that" | "so" | "then" | "therefore" | "still"))
            && (from(at - 1) || doc.low(at - 1) == "that" || words::is_coordinator(doc.low(at - 1)))
}

/// "Against the departure of their men we would thin out our posts", "release against a list of theirs".
fn against_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
    if (end..range.end.min(end + 4)).any(|i| is_counterpart(doc.low(i))) {
        return true;
    }
    let clause = words::is_determiner(doc.low(end));
    let fronted = opens(doc, range, at) && has_modal(doc, end, range.end);
    let before = at.checked_sub(1).map_or("", |i| doc.low(i));
    let parted = matches!(before, "," | "and" | "only" | "but");
    let given = |i: usize| {
        let stems = [
            "releas", "exchang", "return", "hand", "lift", "free", "withdr", "negotiab", "deliver", "reopen",
        ];
        stems.iter().any(|stem| doc.low(i).starts_with(stem))
    };
    // "Share readings from here against daily readings from there".
    let swapped = (range.start..at)
        .any(|i| matches!(doc.low(i), "share" | "exchange" | "swap" | "trade" | "barter"))
        && is_willing(doc, range.start.saturating_sub(4)..at);
    let offered = swapped || before == "," && is_willing(doc, range.start..at);
    clause && fronted || parted && (range.start..at).any(given) && clause || offered
}

/// "For a field hospital our surveyors could have the valley": what is asked for stands in front.
fn is_paid_for(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
    let first = at == range.start || matches!(doc.low(at - 1), "." | ";" | ":" | "but" | "and");
    let timed = (end..range.end.min(end + 3)).any(|i| {
        timed::is_time(doc.low(i))
            || matches!(
                doc.low(i),
                "time" | "moment" | "while" | "start" | "change" | "second" | "hour"
            )
    });
    let given = (end + 1..range.end.min(end + 14)).find(|&i| is_modal(doc.low(i)));
    // "For a deal to hold they would …" names an aim.
    let aim = given.is_some_and(|modal| {
        (end..modal).any(|i| doc.low(i) == "to" && !words::is_determiner(doc.low(i + 1)))
    });
    // "Prepared to part with it for a guarantee that the furnaces would be relit".
    let sold = matches!(
        doc.low(end),
        "guarantee"
            | "promise"
            | "pledge"
            | "share"
            | "price"
            | "fee"
            | "waiver"
            | "seat"
            | "contribution"
            | "payment"
    ) && is_willing(doc, range.start.saturating_sub(4)..at);
    first && !timed && !aim && given.is_some() || sold
}

/// "They would drop the complaint for proof of life": what is given up, and what for.
fn is_traded(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
    let given = |i: usize| {
        [
            "drop", "withdr", "waive", "releas", "free", "lift", "hand", "swap", "trade", "return",
        ]
        .iter()
        .any(|stem| doc.low(i).starts_with(stem))
    };
    let modal = (range.start.saturating_sub(3)..at).find(|&i| is_modal(doc.low(i)));
    let got = is_counterpart(doc.low(end))
        || matches!(
            doc.low(end),
            "proof" | "cash" | "peace" | "recognition" | "guarantees" | "fuel" | "grain"
        );
    got && modal.is_some_and(|modal| (modal + 1..at.min(modal + 3)).any(given))
}

/// Whether a modal follows soon.
fn has_modal(doc: &Doc<'_>, from: usize, high: usize) -> bool {
    (from..high.min(from + 16)).any(|i| is_modal(doc.low(i)))
}
