//! Conditions without a connective of their own: "no pay, no talks", "give us X and we …", "first X, then Y",
//! "exchange X for Y", "the only way is X, after which Y".

use crate::condition::Found;
use crate::connective::is_modal;
use crate::doc::Doc;
use crate::{provisos, words};
use std::ops::Range;
use text::speech::Bond;

/// The first of them in `range`.
pub(crate) fn find(doc: &Doc<'_>, range: &Range<usize>) -> Option<Found> {
    let start = main_start(doc, range);
    let found = |connective: &str, tokens: Range<usize>, bond: Bond| Found {
        connective: connective.to_owned(),
        tokens,
        bond,
    };
    sentence_starts(doc, range, start)
        .find_map(|at| no_without(doc, at, range.end))
        .map(|tokens| found("no", tokens, Bond::Condition))
        .or_else(|| {
            let mut starts = sentence_starts(doc, range, start);
            let tokens = starts.find_map(|at| give_and_take(doc, at, range.end));
            tokens.map(|tokens| found("and", tokens, Bond::Price))
        })
        .or_else(|| in_order(doc, range, start).map(|(how, tokens)| found(how, tokens, Bond::Condition)))
        .or_else(|| swapped(doc, range).map(|tokens| found("for", tokens, Bond::Price)))
        .or_else(|| {
            provisos::whole(doc, start, range.end).map(|(how, tokens)| found(how, tokens, Bond::Condition))
        })
        .or_else(|| priced(doc, range).map(|tokens| found("the price", tokens, Bond::Price)))
        .or_else(|| but_first(doc, range).map(|tokens| found("first", tokens, Bond::Condition)))
        .or_else(|| needed(doc, range).map(|tokens| found("need", tokens, Bond::Condition)))
}

/// Where the clause starts, behind "that", "but" and marks.
pub(crate) fn main_start(doc: &Doc<'_>, range: &Range<usize>) -> usize {
    (range.start..range.end)
        .find(|&i| {
            doc.is_word(i)
                && !words::is_coordinator(doc.low(i))
                && !matches!(doc.low(i), "that" | "so" | "then")
        })
        .unwrap_or(range.start)
}

/// Where a sentence starts within `range`.
fn sentence_starts<'a>(
    doc: &'a Doc<'_>,
    range: &Range<usize>,
    first: usize,
) -> impl Iterator<Item = usize> + 'a {
    let later = (first + 1..range.end)
        .filter(|&i| matches!(doc.low(i - 1), "." | "!" | "?" | ";" | ":") && doc.is_word(i));
    std::iter::once(first).chain(later)
}

/// "No audit, no grant": the first half.
fn no_without(doc: &Doc<'_>, start: usize, high: usize) -> Option<Range<usize>> {
    if doc.low(start) != "no" {
        return None;
    }
    let comma = (start + 1..high.min(start + 10)).find(|&i| doc.is_mark(i))?;
    // "No contracts -> no compressors", "no contracts = no compressors".
    let then = (comma..high.min(comma + 3)).find(|&i| doc.is_word(i))?;
    let none = matches!(doc.low(then), "no" | "nothing" | "none");
    let sign =
        (comma..then).all(|i| matches!(doc.low(i), "," | "-" | ">" | "=" | "->" | "=>" | "→" | "⇒" | "–"));
    (sign && none && comma > start + 1).then_some(start..comma)
}

/// "Give us boats and we will stop them": what is asked for, up to the "and".
fn give_and_take(doc: &Doc<'_>, start: usize, high: usize) -> Option<Range<usize>> {
    // "One more of my men steps on something and I don't wait".
    if doc.low(start) == "one" && doc.low(start + 1) == "more" || doc.low(start) == "another" {
        return (start + 2..high.min(start + 20))
            .find(|&i| {
                matches!(doc.low(i), "and" | "&")
                    && matches!(
                        doc.low(i + 1),
                        "we" | "i" | "they" | "it" | "he" | "she" | "there" | "the"
                    )
            })
            .map(|and| start..and + 1);
    }
    // "60 trucks from Geneva and he finds the fuel".
    let is_number = |i: usize| doc.low(i).starts_with(|c: char| c.is_ascii_digit());
    let first = start - usize::from(start > 0 && !doc.breaks(start) && is_number(start - 1));
    if is_number(first) {
        let and = (start + 2..high.min(start + 10)).find(|&i| {
            matches!(doc.low(i), "and" | "&") && matches!(doc.low(i + 1), "we" | "he" | "she" | "they" | "i")
        })?;
        let bare = !(start..and).any(|i| words::is_auxiliary(doc.low(i)) || doc.is_mark(i));
        return bare.then_some(first..and + 1);
    }
    // "You show us the data, and we look at the file".
    let asked = start + usize::from(doc.low(start) == "you");
    if !is_request(doc.low(asked)) {
        return None;
    }
    let and = (start + 2..high.min(start + 24)).find(|&i| {
        matches!(doc.low(i), "and" | "&") && i + 2 < high && !doc.is_mark(i + 2) && promises(doc, i + 1, high)
    })?;
    Some(start..and + 1)
}

/// "we will …", "the guns will …": what is given comes behind a subject.
fn promises(doc: &Doc<'_>, at: usize, high: usize) -> bool {
    let at = at + usize::from(doc.low(at) == "then");
    if matches!(doc.low(at), "we" | "i" | "you" | "they" | "he" | "she") {
        return true;
    }
    let anyone = matches!(
        doc.low(at),
        "nobody" | "nothing" | "everybody" | "everything" | "no"
    );
    // "the company signs on Friday".
    let signs = |i: usize| {
        let word = doc.low(i);
        word.ends_with('s')
            && word.len() > 4
            && (words::is_preposition(doc.low(i + 1)) || doc.is_mark(i + 1) || i + 1 >= high)
    };
    if words::is_determiner(doc.low(at)) && signs(at + 2) {
        return true;
    }
    // "the patrol boats stay".
    let many = |i: usize| doc.low(i).ends_with('s') && is_plain(doc, i + 1);
    anyone && is_modal(doc.low(at + 1))
        || words::is_determiner(doc.low(at)) && (at + 1..high.min(at + 4)).any(many)
        || (words::is_determiner(doc.low(at)) || doc.is_capital(at) || matches!(doc.low(at), "it" | "there"))
            && (at + 1..high.min(at + 6))
                .any(|i| matches!(doc.low(i), "will" | "'ll" | "would" | "can" | "is" | "are"))
}

/// A word that could be a verb in the present.
fn is_plain(doc: &Doc<'_>, at: usize) -> bool {
    let word = doc.low(at);
    doc.is_word(at)
        && !doc.is_capital(at)
        && !words::is_preposition(word)
        && !words::is_coordinator(word)
        && !words::is_determiner(word)
        && !words::is_relative(word)
        && !word.ends_with("ed")
}

/// Verbs that ask for something when a clause opens with them.
pub(crate) fn is_request(word: &str) -> bool {
    matches!(
        word,
        "give"
            | "bring"
            | "show"
            | "open"
            | "send"
            | "let"
            | "lift"
            | "stop"
            | "take"
            | "return"
            | "pay"
            | "recognise"
            | "recognize"
            | "sign"
            | "free"
            | "release"
            | "drop"
            | "name"
            | "tell"
            | "get"
            | "put"
            | "pull"
            | "withdraw"
            | "end"
            | "find"
            | "keep"
            | "leave"
            | "remove"
            | "restore"
            | "hand"
            | "ask"
            | "call"
            | "help"
            | "buy"
            | "sell"
            | "treat"
            | "respect"
            | "invite"
            | "apologise"
            | "count"
            | "wait"
            | "come"
            | "touch"
            | "raise"
            | "cross"
            | "shut"
            | "cut"
            | "lay"
    )
}

/// "X first, then Y", "first X, then Y", "X first and only then Y": up to the "first", or to the "then".
fn in_order(doc: &Doc<'_>, range: &Range<usize>, start: usize) -> Option<(&'static str, Range<usize>)> {
    let high = range.end.min(start + 40);
    let then = (start + 1..high).find(|&i| {
        doc.low(i) == "then" && matches!(doc.low(i - 1), "," | "and" | "only" | ";" | "—" | "–")
            || doc.low(i) == "second" && (i + 1 >= range.end || doc.is_mark(i + 1))
    })?;
    let first = (start..then).find(|&i| matches!(doc.low(i), "first" | "1st"))?;
    // "first" as an adjective says nothing of order.
    let adverb = first == start
        || doc.is_mark(first - 1)
        || doc.is_mark(first + 1)
        || matches!(doc.low(first + 1), "and" | "the");
    if !adverb {
        return None;
    }
    let fronted = first == start || first == start + 1 && doc.low(first + 1) != ",";
    Some(if fronted || doc.is_mark(first - 1) {
        ("first", first..then + 1)
    } else if doc.low(first + 1) == "," {
        ("first", start..first + 1)
    } else {
        ("first", start..then + 1)
    })
}

/// "exchange maps for prisoners": what is asked for.
fn swapped(doc: &Doc<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let verb = range.clone().find(|&i| {
        matches!(doc.low(i), "exchange" | "swap" | "trade" | "barter")
            && !words::is_determiner(doc.low(i + 1))
            || matches!(doc.low(i), "exchange" | "swap" | "trade" | "barter")
                && i > range.start
                && (is_modal(doc.low(i - 1)) || doc.low(i - 1) == "to")
    })?;
    if (range.start..verb).any(|i| words::is_negation(doc.low(i))) {
        return None;
    }
    let stop = (verb..range.end).find(|&i| doc.is_mark(i)).unwrap_or(range.end);
    let price = (verb + 2..stop).find(|&i| doc.low(i) == "for")?;
    (price + 1 < stop).then_some(price..stop)
}

/// "It could let them out, a fee and a check being the price".
fn priced(doc: &Doc<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let being = (range.start + 3..range.end).find(|&i| doc.low(i) == "being")?;
    let noun = (being + 1..range.end.min(being + 4))
        .find(|&i| matches!(doc.low(i), "price" | "condition" | "quid"))?;
    let comma = (range.start + 1..being).rev().find(|&i| doc.low(i) == ",")?;
    (comma + 1 < being).then_some(comma + 1..noun + 1)
}

/// "Doable, but buyers sign for 15 years first".
fn but_first(doc: &Doc<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let last = (range.start..range.end).rev().find(|&i| doc.is_word(i))?;
    if doc.low(last) != "first" {
        return None;
    }
    let but = (range.start + 1..last)
        .rev()
        .take(16)
        .find(|&i| matches!(doc.low(i), "but" | "only"))?;
    let parted = doc.is_mark(but - 1) && last > but + 2;
    parted.then_some(but..last + 1)
}

/// "For the airport to reopen they need the tower": what is needed.
fn needed(doc: &Doc<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let start = main_start(doc, range);
    if doc.low(start) != "for" {
        return None;
    }
    let high = range.end.min(start + 30);
    let to = (start + 1..high).find(|&i| doc.low(i) == "to")?;
    let need = (to + 1..high).find(|&i| {
        matches!(
            doc.low(i),
            "need" | "needs" | "must" | "require" | "requires" | "want" | "wants"
        )
    })?;
    let subject = need.saturating_sub(1).max(to + 1);
    (need + 1 < range.end).then_some(subject..range.end)
}

/// "X; then, and only then, Y": all that comes before, as far as a full stop.
pub(crate) fn all_before(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> usize {
    (range.start..at)
        .rev()
        .find(|&i| matches!(doc.low(i), "." | ":" | "?" | "!") && doc.spaced(i + 1))
        .map_or_else(|| main_start(doc, range), |i| i + 1)
}

/// "X, after which Y": the condition is X, without "there is only one way …:" before it.
pub(crate) fn before_it(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> usize {
    let start = (range.start..at)
        .rev()
        .find(|&i| matches!(doc.low(i), ";" | "." | ":" | "—" | "–"))
        .map_or(range.start, |i| i + 1);
    let way = (start..at).find(|&i| {
        matches!(
            doc.low(i),
            "way" | "option" | "path" | "road" | "solution" | "course" | "order" | "sequence" | "choice"
        )
    });
    let copula = way.and_then(|way| {
        (way..at).find(|&i| matches!(doc.low(i), "is" | "was" | "be" | "being" | "remains" | "namely"))
    });
    copula
        .map(|i| i + 1 + usize::from(matches!(doc.low(i + 1), "that" | ":" | ",")))
        .filter(|&i| i < at)
        .unwrap_or(start)
}
