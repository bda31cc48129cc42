//! What somebody wants to have first: "without guarantees", "no deal without a timetable", "though without journalists".

use crate::connective::{is_barred, is_modal, is_willing, opens};
use crate::doc::Doc;
use crate::words;
use std::ops::Range;

/// "though without journalists", "tomorrow, without the court": a limit on what is offered rather than a condition for it.
pub(crate) fn narrows(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> bool {
    let before = if at > range.start { doc.low(at - 1) } else { "" };
    let parted = matches!(before, "," | "→" | "–" | "—")
        && !(at..range.end.min(at + 6)).any(|i| is_guarantee(doc.low(i)));
    (parted || matches!(before, "but" | "though" | "although" | "albeit" | "only"))
        && is_willing(doc, range.start.saturating_sub(4)..at)
        && !is_barred(doc, range.start..at)
}

/// "Without X, nothing", "no deal without X", "though without X", or the lack of a guarantee.
pub(crate) fn holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
    let next = doc.low(end);
    if !doc.is_word(end)
        || next.ends_with("ing")
        || matches!(next, "doubt" | "question" | "exception" | "fail")
    {
        return false;
    }
    let nothing = |word: &str| matches!(word, "nothing" | "nobody" | "none" | "no" | "not") || is_modal(word);
    if opens(doc, range, at)
        && ((end..range.end).any(|i| nothing(doc.low(i))) || is_followed(doc, range, end))
    {
        return true;
    }
    let guarantee = (end..range.end.min(end + 5)).any(|i| is_guarantee(doc.low(i)));
    // "Would not admit [our nurse without a request from the ministry]".
    let cue = range.start.saturating_sub(3)..range.start;
    let withheld = is_barred(doc, cue.clone()) && cue.into_iter().any(|i| is_modal(doc.low(i)));
    let refused =
        withheld || is_barred(doc, range.start..at) && (range.start..at).any(|i| refusable(doc.low(i)));
    let apart = at > range.start && doc.is_mark(at - 1) && is_willing(doc, range.start..at);
    guarantee || refused || apart || narrows(doc, range, at)
}

/// "Without a contract signed by June, we shut two units": with what happens in the present behind it.
fn is_followed(doc: &Doc<'_>, range: &Range<usize>, end: usize) -> bool {
    let comma = (end..range.end.min(end + 12)).find(|&i| doc.low(i) == ",");
    comma.is_some_and(|comma| {
        let main = comma + 1..range.end.min(comma + 12);
        main.clone()
            .any(|i| matches!(doc.low(i), "we" | "they" | "i" | "you") && is_present(doc, i + 1))
            && !main
                .into_iter()
                .any(|i| matches!(doc.low(i), "was" | "were" | "had" | "did"))
    })
}

fn is_present(doc: &Doc<'_>, verb: usize) -> bool {
    doc.is_word(verb) && !words::is_auxiliary(doc.low(verb)) && !doc.low(verb).ends_with("ed")
}

/// Words with which a negation refuses rather than denies: "no deal", "will not", "nothing gets signed".
fn refusable(word: &str) -> bool {
    is_modal(word)
        || matches!(
            word,
            "no" | "nothing" | "nobody" | "never" | "gets" | "deal" | "talks" | "possible" | "impossible"
        )
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
