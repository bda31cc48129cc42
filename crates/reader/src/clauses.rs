//! Where a subject stands and where a clause ends, without a parser: by closed classes, marks and capitals.

use crate::cues;
use crate::doc::Doc;
use crate::quotes::Quotation;
use crate::{verbs, words};
use std::ops::Range;

/// The longest noun phrase looked for, in tokens: keeps every search short.
const LONGEST_PHRASE: usize = 40;

/// Who stands before a verb group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// These words.
    Own(Range<usize>),
    /// Whoever is the subject of what stands before: ", saying …", "and said …".
    Shared,
    /// Nobody there.
    None,
}

/// The quotation that holds token `at`.
pub(crate) fn quotation_at(quotes: &[Quotation], at: usize) -> Option<&Quotation> {
    let i = quotes.partition_point(|q| q.tokens.end <= at);
    quotes.get(i).filter(|q| q.tokens.contains(&at))
}

/// The subject of a verb group that starts at `verb`, within `bounds`.
pub(crate) fn subject_before(doc: &Doc<'_>, bounds: &Range<usize>, verb: usize, head: usize) -> Subject {
    let end = over_time(doc, bounds.start, verb);
    if end <= bounds.start {
        return if doc.low(head).ends_with("ing") {
            Subject::Shared
        } else {
            Subject::None
        };
    }
    let before = doc.low(end - 1);
    if words::is_relative(before)
        || words::is_pronoun(before) && before != "one"
        || matches!(before, "many" | "some" | "others" | "officials") && !doc.is_word(end.wrapping_sub(2))
    {
        return Subject::Own(end - 1..end);
    }
    if before == "that" && end - 1 > bounds.start && doc.is_word(end - 2) {
        return Subject::Own(end - 1..end);
    }
    if before == "," || words::is_dash(before) {
        return with_apposition(doc, bounds, end).map_or(Subject::Shared, Subject::Own);
    }
    if words::is_coordinator(before) || doc.low(head).ends_with("ing") && !words::is_auxiliary(doc.low(verb))
    {
        return Subject::Shared;
    }
    if doc.low(verb) == "to" {
        return Subject::Shared;
    }
    phrase_before(doc, bounds.start, end).map_or(Subject::None, Subject::Own)
}

/// Steps back over "on Monday", "this week", "later" between a subject and its verb.
fn over_time(doc: &Doc<'_>, low: usize, verb: usize) -> usize {
    let mut end = verb;
    while end > low && (verbs::is_time(doc.low(end - 1)) && !doc.low(end - 1).is_empty()) {
        end -= 1;
    }
    if end < verb && end > low && matches!(doc.low(end - 1), "on" | "in" | "late" | "early") {
        end -= 1;
    }
    end
}

/// "Jeff Weaver, his campaign manager," before `end`, the place after the last comma or dash.
fn with_apposition(doc: &Doc<'_>, bounds: &Range<usize>, end: usize) -> Option<Range<usize>> {
    let mark = doc.low(end - 1);
    let low = bounds.start.max(end.saturating_sub(LONGEST_PHRASE));
    let open = (low..end - 1).rev().find(|&i| doc.low(i) == mark)?;
    let inside = open + 1..end - 1;
    if inside.is_empty() || open <= low {
        return None;
    }
    let first = doc.low(inside.start);
    let phrase = || phrase_before(doc, bounds.start, open);
    if words::is_relative(first) {
        return phrase();
    }
    let clause = inside
        .clone()
        .any(|i| words::is_auxiliary(doc.low(i)) && doc.low(i) != "'s" || words::is_pronoun(doc.low(i)));
    if clause || words::is_coordinator(first) {
        return None;
    }
    if words::is_preposition(first)
        || words::is_adverb(first)
        || first == "however"
        || first == "too"
        || first == "meanwhile"
    {
        return phrase();
    }
    if first.ends_with("ing") || first.ends_with("ed") && !doc.is_capital(inside.start) {
        return None;
    }
    phrase().map(|range| range.start..end)
}

/// The noun phrase that ends at `end`.
pub(crate) fn phrase_before(doc: &Doc<'_>, low: usize, end: usize) -> Option<Range<usize>> {
    let floor = low.max(end.saturating_sub(LONGEST_PHRASE));
    let mut start = end;
    while start > floor {
        let at = start - 1;
        let word = doc.low(at);
        if word == ")" {
            match (floor..at).rev().find(|&i| doc.low(i) == "(") {
                Some(open) if open > floor => {
                    start = open;
                    continue;
                }
                _ => break,
            }
        }
        if stops_phrase(doc, at, floor, end) {
            break;
        }
        start = at;
    }
    let start = lead_trimmed(doc, start, end);
    (start < end).then_some(start..end)
}

fn stops_phrase(doc: &Doc<'_>, at: usize, floor: usize, end: usize) -> bool {
    let word = doc.low(at);
    if doc.is_mark(at) {
        let initial = word == "." && doc.is_capital(at.wrapping_sub(1));
        return !initial && !matches!(word, "&" | "/" | "'" | "’" | "-" | "%" | "$" | "#" | "@");
    }
    if matches!(word, "and" | "or") {
        if at <= floor {
            return true;
        }
        let names = doc.is_capital(at - 1) && doc.is_capital(at + 1);
        let nouns =
            words::is_determiner(doc.low(at + 1)) && !is_verb(doc, at - 1) && !comma_between(doc, floor, at);
        return !names && !nouns && at + 2 != end;
    }
    if words::is_preposition(word) && word != "of" {
        let opens = at <= floor
            || doc.is_mark(at - 1)
            || words::is_coordinator(doc.low(at - 1))
            || is_verb(doc, at - 1);
        return opens
            || matches!(
                word,
                "as" | "like" | "after" | "before" | "since" | "until" | "during" | "to" | "by" | "into"
            );
    }
    if words::is_coordinator(word) || words::is_subordinator(word) || words::is_relative(word) {
        return true;
    }
    (words::is_auxiliary(word) && word != "'s" && word != "'d")
        || words::is_pronoun(word) && word != "one" && at + 1 < end
        || is_verb(doc, at)
}

fn comma_between(doc: &Doc<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|i| doc.low(i) == ",")
}

/// Leaves conjunctions, adverbs and openers at the front of a phrase outside it.
fn lead_trimmed(doc: &Doc<'_>, mut start: usize, end: usize) -> usize {
    while start < end {
        // "SO offered": an abbreviation is a name.
        if doc.word(start).chars().count() > 1 && doc.word(start).chars().all(char::is_uppercase) {
            break;
        }
        let word = doc.low(start);
        let opener = words::is_coordinator(word)
            || words::is_adverb(word) && !matches!(word, "first")
            || matches!(
                word,
                "still"
                    | "meanwhile"
                    | "however"
                    | "indeed"
                    | "even"
                    | "ago"
                    | "though"
                    | "perhaps"
                    | "instead"
                    | "'s"
                    | "."
                    | "-"
                    | "that"
                    | "here"
                    | "there"
            )
            || verbs::is_time(word) && doc.low(start + 1) != "'s";
        if !opener {
            break;
        }
        start += 1;
    }
    start
}

/// A word that looks like a finite verb where it stands.
pub(crate) fn is_verb(doc: &Doc<'_>, at: usize) -> bool {
    let word = doc.low(at);
    if !doc.is_word(at) || doc.is_capital(at) && at > 0 && !doc.is_mark(at - 1) {
        return false;
    }
    let noun_before =
        at > 0 && (words::is_determiner(doc.low(at - 1)) || words::is_preposition(doc.low(at - 1)));
    if noun_before {
        return false;
    }
    if matches!(
        word,
        "went"
            | "came"
            | "took"
            | "gave"
            | "made"
            | "won"
            | "lost"
            | "met"
            | "held"
            | "led"
            | "spoke"
            | "began"
            | "got"
            | "put"
            | "ran"
            | "sat"
            | "left"
            | "kept"
            | "brought"
            | "saw"
            | "found"
            | "became"
            | "fell"
            | "rose"
            | "stood"
            | "sent"
            | "sought"
            | "told"
            | "said"
            | "says"
            | "thinks"
            | "makes"
            | "comes"
            | "goes"
            | "takes"
            | "gets"
            | "gives"
            | "remains"
            | "seems"
            | "wants"
            | "needs"
            | "knows"
    ) {
        return true;
    }
    if word.ends_with("ed") && word.len() > 4 {
        return cues::is_known(word)
            || at > 0 && (doc.is_capital(at - 1) || words::is_pronoun(doc.low(at - 1)));
    }
    cues::probability(doc, at) > 0.45
}

/// The subject of the first verb in `bounds`, for those that share it.
pub(crate) fn first_subject(doc: &Doc<'_>, bounds: &Range<usize>) -> Option<Range<usize>> {
    let high = bounds.end.min(bounds.start + 2 * LONGEST_PHRASE);
    let mut start = bounds.start;
    let first = doc.low(start);
    if words::is_preposition(first) || words::is_subordinator(first) || first.ends_with("ing") {
        start = (start..high).find(|&i| doc.low(i) == ",")? + 1;
    }
    let verb =
        (start..high).find(|&i| words::is_auxiliary(doc.low(i)) && doc.low(i) != "'s" || is_verb(doc, i))?;
    match subject_before(doc, &(start..high), verb, verb) {
        Subject::Own(range) => Some(range),
        _ => None,
    }
}

/// The noun phrase that starts at `start`, with its appositions: who is named behind "said".
pub(crate) fn phrase_after(doc: &Doc<'_>, start: usize, high: usize) -> Option<Range<usize>> {
    let high = high.min(start + LONGEST_PHRASE);
    let mut at = start;
    let mut apposed = false;
    while at < high {
        let word = doc.low(at);
        if doc.is_mark(at) {
            match word {
                "," if at > start && apposition_follows(doc, at + 1, high) => apposed = true,
                "." if doc.is_capital(at.wrapping_sub(1))
                    && at + 1 < high
                    && doc.is_capital(at + 1)
                    && !doc.spaced(at) => {}
                "(" => match (at..high).find(|&i| doc.low(i) == ")") {
                    Some(close) => at = close,
                    None => break,
                },
                "&" | "/" | "'" | "’" | "-" | "#" | "@" => {}
                _ => break,
            }
        } else if at > start && ends_phrase(doc, at, apposed) {
            break;
        }
        at += 1;
    }
    while at > start && doc.is_mark(at - 1) && !matches!(doc.low(at - 1), ")" | "'" | "’") {
        at -= 1;
    }
    let first = doc.low(start);
    let nameable = doc.is_word(start)
        && !words::is_subordinator(first)
        && !words::is_auxiliary(first)
        && !words::is_preposition(first);
    (at > start && nameable).then_some(start..at)
}

fn apposition_follows(doc: &Doc<'_>, at: usize, high: usize) -> bool {
    let word = doc.low(at);
    at < high
        && doc.is_word(at)
        && !words::is_relative(word)
        && !words::is_coordinator(word)
        && !words::is_preposition(word)
        && !words::is_subordinator(word)
        && !words::is_pronoun(word)
        && !word.ends_with("ing")
        && (doc.is_capital(at) || !word.ends_with("ed"))
        && !words::is_adverb(word)
}

fn ends_phrase(doc: &Doc<'_>, at: usize, apposed: bool) -> bool {
    let word = doc.low(at);
    if words::is_preposition(word) {
        return match word {
            "of" | "for" | "from" | "with" => false,
            "at" | "in" | "on" | "to" => !apposed,
            _ => !apposed || matches!(word, "after" | "during" | "before" | "as" | "since" | "until"),
        };
    }
    words::is_subordinator(word)
        || words::is_relative(word) && !apposed
        || words::is_auxiliary(word) && word != "'s" && !apposed
        || verbs::is_time(word)
        || matches!(word, "and" | "but" | "or") && !(doc.is_capital(at + 1) || apposed)
        || word.ends_with("ing") && cues::is_known(word)
}
