//! Whether the words of a connective make a condition where they stand.

use crate::clauses::is_verb;
use crate::doc::Doc;
use crate::{inversions, lacks, limits, verbs, words};
use std::ops::Range;

/// Whether the words make a condition where they stand.
pub(crate) fn holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize, connective: &str) -> bool {
    let next = doc.low(end);
    let before = if at > range.start { doc.low(at - 1) } else { "" };
    let timed = is_time(next);
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
        "before" => !timed && !is_past(doc, range.start..at) && before_holds(doc, range, at, end),
        "once" => once_holds(doc, range.end, before, end),
        "without" | "w/o" => lacks::holds(doc, range, at, end),
        "absent" => {
            opens(doc, range, at) || (end..range.end.min(end + 5)).any(|i| lacks::is_guarantee(doc.low(i)))
        }
        "failing" | "barring" => opens(doc, range, at) && next != "to",
        "when" => when_holds(doc, range, at, end),
        "while" => while_holds(doc, range, at, end),
        "the next time" | "next time" => {
            has_verb(doc, end..range.end.min(end + 12)) && range.clone().any(|i| is_modal(doc.low(i)))
        }
        "after" => !inversions::is_told(doc, range.start..at) && after_holds(doc, range, at),
        "cond :" | "condition :" | "conditions :" => before != "one" && before != "this",
        "long as" => !matches!(before, "as" | "so" | "how") && lasts(doc, range, end),
        "only where" => has_verb(doc, end..range.end.min(end + 10)),
        "for" => is_traded(doc, range, at, end),
        "for a" | "for an" | "for one" => is_paid_for(doc, range, at, end),
        "tied to" | "linked to" => is_bound(doc, range, at),
        "against" => against_holds(doc, range, at, end),
        "for every" | "for each" => {
            opens(doc, range, at) && (has_comma(doc, end, range.end) || has_modal(doc, end, range.end))
        }
        "had" => opens(doc, range, at) && inversions::is_counterfactual(doc, range, end),
        "the day" | "the day that" | "the day after" | "the week" | "the week after" | "the moment"
        | "the minute" | "the instant" | "the second" => day_holds(doc, range, before, end, connective),
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
        "as long as" | "so long as" => lasts(doc, range, end),
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

/// "As long as five years" measures, "as long as 24 hours' notice is given" doesn't.
fn lasts(doc: &Doc<'_>, range: &Range<usize>, end: usize) -> bool {
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
fn is_past(doc: &Doc<'_>, tokens: Range<usize>) -> bool {
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
    let told = end + 2 < high
        && words::is_determiner(doc.low(end))
        && doc.low(end) != "a"
        && (doc.low(end - 2) == "be" || matches!(doc.low(end.saturating_sub(3)), "will" | "would"));
    let at_once = told || done(doc.low(end)) && doc.is_mark(end + 1);
    let verb =
        at_once || has_verb(doc, clause.clone()) || clause.into_iter().any(|i| done(doc.low(i)) || there(i));
    verb && !words::is_negation(before)
        && !words::is_auxiliary(before)
        && !PAST.contains(&before)
        && !(COUNT.contains(&doc.low(end)) && !(doc.low(end) == "a" && !verbs::is_time(doc.low(end + 1))))
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
                    | "consented"
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

/// "No school while their textbooks carry the old map", "turned down talks while he stood trial".
fn while_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
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
    let barred = is_barred(doc, range.start..at) || cue.into_iter().any(refused);
    barred && end + 1 < range.end && !doc.is_mark(end) && !doc.low(end).ends_with("ing")
}

/// "when" ties an action on where the main clause before it, or after it, lies ahead.
fn when_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
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
fn after_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> bool {
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
        is_time(doc.low(i))
            || matches!(
                doc.low(i),
                "time" | "moment" | "while" | "start" | "change" | "second" | "hour"
            )
    });
    let given = (end + 1..range.end.min(end + 14)).find(|&i| is_modal(doc.low(i)));
    // "For a deal to hold they would …" names an aim.
    let aim = given.is_some_and(|modal| (end..modal).any(|i| doc.low(i) == "to"));
    // "Prepared to part with it for a guarantee that the furnaces would be relit".
    let sold = matches!(
        doc.low(end),
        "guarantee" | "promise" | "pledge" | "share" | "price" | "fee" | "waiver" | "seat"
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

/// "the day they leave, we come": a clause in the present behind it.
fn day_holds(doc: &Doc<'_>, range: &Range<usize>, before: &str, end: usize, connective: &str) -> bool {
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
    let clause =
        named || words::is_pronoun(next) || has_verb(doc, end + 1..stop) || words::is_determiner(next);
    (clause || moment && stop > end + 1) && !past
}
