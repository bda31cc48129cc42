//! Whether words that narrow what is offered do so where they stand: "but not in uniform", "up to the river".

use crate::connective::{has_verb, is_barred, is_question, is_willing, opens};
use crate::doc::Doc;
use crate::timed::is_sooner;
use crate::words;
use std::ops::Range;

/// Whether a limit's words hold; nothing where the connective is none.
pub(crate) fn hold(
    doc: &Doc<'_>,
    range: &Range<usize>,
    at: usize,
    end: usize,
    connective: &str,
) -> Option<bool> {
    let next = doc.low(end);
    let before = if at > range.start { doc.low(at - 1) } else { "" };
    // "Would look at [it, and not with a gun to its head]": the cue tells of being willing.
    let cue = range.start.saturating_sub(4);
    // "Did not rule out a register, limited to tuna".
    let left_open = (cue..at)
        .any(|i| matches!(doc.low(i), "rule" | "exclude") && is_barred(doc, cue.saturating_sub(2)..i));
    let willing = left_open || is_willing(doc, cue..at);
    Some(match connective {
        "but not" => willing && narrows_by_not(doc, end),
        "but no" | "though no" | "but none" | "though none" => {
            let room = (range.start..at).any(|i| matches!(doc.low(i), "room" | "talk" | "negotiable"));
            (room || willing) && !matches!(next, "longer" | "one" | "more" | "doubt")
        }
        "but nothing" | "though nothing" => willing && words::is_preposition(next),
        "limited to" | "restricted to" | "confined to" => willing && before == "," && doc.is_word(end),
        // "As far as pupils with passports were concerned".
        "as far as"
            if !words::is_pronoun(next)
                && (end..range.end.min(end + 9)).any(|i| doc.low(i) == "concerned") =>
        {
            willing
        }
        "as far as" => willing && before == "," && !words::is_pronoun(next) && next != "i",
        "though never" | "but never" => {
            willing
                && !matches!(next, "w" | "w/o" | "without")
                && (words::is_determiner(next) || words::is_preposition(next))
        }
        "only not" => willing && doc.is_word(end),
        "anywhere but" | "nowhere but" | "anyone but" | "nobody but" | "anybody but" => {
            doc.is_word(end) && !matches!(next, "not" | "for")
        }
        "minus" | "up to" | "excluding" | "apart from" => before == "," && willing && !doc.is_mark(end),
        "no more than" => willing,
        "given" => {
            let some = matches!(
                next,
                "a" | "an" | "enough" | "sufficient" | "adequate" | "proper" | "time"
            ) || next.starts_with(|c: char| c.is_ascii_digit());
            before == "," && some
        }
        "but with" | "but to" | "but for" | "but in" | "but by" | "but at" | "but only" | "though with"
        | "though for" | "though to" | "though in" | "though at" | "though only" => {
            let stop = (end..range.end.min(end + 9))
                .find(|&i| doc.is_mark(i))
                .unwrap_or(range.end.min(end + 9));
            let plain = !has_verb(doc, end..stop)
                || (end..stop).any(|i| matches!(doc.low(i), "only" | "alone" | "no"));
            before == "," && plain && willing && doc.is_word(end)
        }
        // "Wd have auditors back, flow data only, no prices".
        "no" => before == "," && willing && is_none_of_it(doc, end, range.end),
        "only" => {
            let clause = words::is_pronoun(next) || words::is_determiner(next);
            let barred = is_barred(doc, end..range.end.min(end + 8));
            before == "," && clause && barred && willing
        }
        "only with" | "only w" | "only against" | "only under" | "only by" | "only through" | "only via"
        | "only on" | "only in" | "only at" | "only for" | "only from" | "only upon" | "just no"
        | "just not" | "though not" | "although not" | "albeit not" | "upon" => {
            let willing = willing || opens(doc, range, at) && connective != "upon";
            willing && doc.is_word(end) && !matches!(before, "not" | "if" | "n't")
        }
        "and not" | "not with" | "not in" | "not by" | "not at" | "not through" | "never through"
        | "never with" => {
            let quoted = words::is_quote_mark(before) && doc.low(at.wrapping_sub(2)) == ",";
            let timed = (end..range.end.min(end + 4)).any(|i| is_sooner(doc.low(i)));
            (before == "," || quoted) && willing && doc.is_word(end) && !timed
        }
        // "Interest could be halved, never waived", "the catch at Massawa, not Assab".
        "never" | "not" => before == "," && willing && leaves_out(doc, end, range.end, connective == "never"),
        "except" | "except for" | "save for" => {
            doc.is_word(end)
                && !matches!(next, "that" | "to")
                && (before == "," || !matches!(next, "when" | "in"))
        }
        "short of" if matches!(next, "anything" | "any" | "everything" | "what") => willing,
        "short of" => matches!(
            before,
            "anything"
                | "anywhere"
                | "everything"
                | "all"
                | "but"
                | ","
                | "stop"
                | "stopping"
                | "just"
                | "far"
        ),
        "at the expense of" => before != "not",
        _ => return None,
    })
}

/// ", no prices": a few words that end what is said.
fn is_none_of_it(doc: &Doc<'_>, end: usize, high: usize) -> bool {
    let short = (end..high)
        .take(6)
        .all(|i| doc.is_word(i) || i + 1 == high || doc.low(i) == ",");
    let idle = matches!(
        doc.low(end),
        "longer" | "one" | "more" | "doubt" | "problem" | "matter" | "strings"
    );
    short && high <= end + 5 && !idle
}

/// ", never waived", ", not Assab": up to four words that end what is said, a name where `never` is not the word.
fn leaves_out(doc: &Doc<'_>, end: usize, high: usize, never: bool) -> bool {
    let stop = (end..high).find(|&i| doc.is_mark(i)).unwrap_or(high);
    let last = stop >= high || matches!(doc.low(stop), "." | ";" | ")");
    let plain = (end..stop).all(|i| !words::is_auxiliary(doc.low(i)) && !words::is_pronoun(doc.low(i)));
    let other = matches!(
        doc.low(end),
        "yet"
            | "now"
            | "only"
            | "so"
            | "even"
            | "at"
            | "to"
            | "because"
            | "that"
            | "before"
            | "until"
            | "again"
    );
    last && plain && !other && (never || doc.is_capital(end)) && (1..=4).contains(&(stop - end))
}

/// What may stand behind "but not" where it narrows an offer: "but not as his postmen", no "but not only".
fn narrows_by_not(doc: &Doc<'_>, end: usize) -> bool {
    let next = doc.low(end);
    let at_all = next == "at" && matches!(doc.low(end + 1), "all" | "once" | "present" | "this" | "any");
    let worse =
        (end..end + 3).any(|i| matches!(doc.low(i), "risk" | "expense" | "cost" | "price" | "detriment"));
    let other = worse && matches!(next, "at" | "to")
        || matches!(
            next,
            "only" | "yet" | "now" | "if" | "until" | "before" | "without" | "when" | "beyond" | "because"
        );
    doc.is_word(end) && !at_all && !other && (!is_question(next) || next == "as")
}
