//! Conditions: the words that tie an action to something else, and the clause that they open.

use crate::clauses::is_verb;
use crate::connective;
use crate::doc::Doc;
use crate::words;
use std::ops::Range;
use text::speech::Bond;

/// What follows a connective.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A clause: "if relations are upgraded".
    Clause,
    /// A noun phrase: "in the absence of relations".
    Phrase,
    /// Either.
    Either,
}

const CONNECTIVES: &[(&str, Bond, Shape)] = &[
    ("with the sole condition that", Bond::Condition, Shape::Clause),
    ("on the understanding that", Bond::Condition, Shape::Clause),
    ("on the sole condition that", Bond::Condition, Shape::Clause),
    ("on the strict condition that", Bond::Condition, Shape::Clause),
    ("on the condition that", Bond::Condition, Shape::Clause),
    ("under the condition that", Bond::Condition, Shape::Clause),
    ("with the proviso that", Bond::Condition, Shape::Clause),
    ("not to the detriment of", Bond::Limit, Shape::Phrase),
    ("not at the expense of", Bond::Limit, Shape::Phrase),
    ("never at the expense of", Bond::Limit, Shape::Phrase),
    ("not at the risk of", Bond::Limit, Shape::Phrase),
    ("never at the risk of", Bond::Limit, Shape::Phrase),
    ("not at the cost of", Bond::Limit, Shape::Phrase),
    ("never at the cost of", Bond::Limit, Shape::Phrase),
    ("not at the price of", Bond::Limit, Shape::Phrase),
    ("at the expense of", Bond::Limit, Shape::Phrase),
    ("until such time as", Bond::Condition, Shape::Clause),
    ("in the absence of", Bond::Condition, Shape::Phrase),
    ("in absence of", Bond::Condition, Shape::Phrase),
    ("in the event that", Bond::Condition, Shape::Clause),
    ("in the event of", Bond::Condition, Shape::Phrase),
    ("on condition that", Bond::Condition, Shape::Clause),
    ("on condition of", Bond::Condition, Shape::Phrase),
    ("on the condition of", Bond::Condition, Shape::Phrase),
    ("without prejudice to", Bond::Limit, Shape::Phrase),
    ("as a quid pro quo for", Bond::Price, Shape::Either),
    ("as the price of", Bond::Price, Shape::Either),
    ("as the price for", Bond::Price, Shape::Either),
    ("at the price of", Bond::Price, Shape::Either),
    ("in exchange for", Bond::Price, Shape::Either),
    ("in return for", Bond::Price, Shape::Either),
    ("in exchange", Bond::Price, Shape::Phrase),
    ("as payment for", Bond::Price, Shape::Either),
    ("in compensation for", Bond::Price, Shape::Either),
    ("conditional on", Bond::Condition, Shape::Either),
    ("conditional upon", Bond::Condition, Shape::Either),
    ("contingent on", Bond::Condition, Shape::Either),
    ("contingent upon", Bond::Condition, Shape::Either),
    ("dependent on", Bond::Condition, Shape::Either),
    ("depending on", Bond::Condition, Shape::Either),
    ("subject to", Bond::Condition, Shape::Either),
    ("provided that", Bond::Condition, Shape::Clause),
    ("providing that", Bond::Condition, Shape::Clause),
    ("provided", Bond::Condition, Shape::Clause),
    ("providing", Bond::Condition, Shape::Clause),
    ("prov.", Bond::Condition, Shape::Clause),
    ("so long as", Bond::Condition, Shape::Clause),
    ("as long as", Bond::Condition, Shape::Clause),
    ("as soon as", Bond::Condition, Shape::Clause),
    ("assuming that", Bond::Condition, Shape::Clause),
    ("assuming", Bond::Condition, Shape::Clause),
    ("but only if", Bond::Condition, Shape::Clause),
    ("only if", Bond::Condition, Shape::Clause),
    ("only when", Bond::Condition, Shape::Clause),
    ("only once", Bond::Condition, Shape::Clause),
    ("only after", Bond::Condition, Shape::Either),
    ("not before", Bond::Condition, Shape::Either),
    ("but only within", Bond::Limit, Shape::Phrase),
    ("only within", Bond::Limit, Shape::Phrase),
    ("only until", Bond::Limit, Shape::Either),
    ("except if", Bond::Condition, Shape::Clause),
    ("save if", Bond::Condition, Shape::Clause),
    ("in case of", Bond::Condition, Shape::Phrase),
    ("in case", Bond::Condition, Shape::Clause),
    ("after which", Bond::Condition, Shape::Clause),
    ("short of", Bond::Limit, Shape::Either),
    ("pending", Bond::Condition, Shape::Phrase),
    ("unless", Bond::Condition, Shape::Clause),
    ("until", Bond::Condition, Shape::Either),
    ("till", Bond::Condition, Shape::Either),
    ("once", Bond::Condition, Shape::Clause),
    ("before", Bond::Condition, Shape::Either),
    ("without", Bond::Condition, Shape::Phrase),
    ("w/o", Bond::Condition, Shape::Phrase),
    ("absent", Bond::Condition, Shape::Phrase),
    ("should", Bond::Condition, Shape::Clause),
    ("were", Bond::Condition, Shape::Clause),
    ("if and when", Bond::Condition, Shape::Clause),
    ("if", Bond::Condition, Shape::Clause),
];

/// How many tokens of what was said are searched.
const LONGEST: usize = 400;

/// A condition in tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) connective: String,
    pub(crate) tokens: Range<usize>,
    pub(crate) bond: Bond,
}

/// The first condition in `range`, the strongest when there are several.
pub(crate) fn find(doc: &Doc<'_>, range: &Range<usize>) -> Option<Found> {
    let range = &(range.start..range.end.min(range.start + LONGEST));
    let mut best: Option<(u8, Found)> = None;
    let mut at = range.start;
    while at < range.end {
        let Some(found) = at_token(doc, range, at) else {
            at += 1;
            continue;
        };
        let rank = rank(&found);
        at = found.tokens.end.max(at + 1);
        if best.as_ref().is_none_or(|(least, _)| rank > *least) {
            best = Some((rank, found));
        }
    }
    best.map(|(_, found)| found)
}

/// Words that can mean time alone count for less than those that can't.
fn rank(found: &Found) -> u8 {
    match found.connective.as_str() {
        "before" | "without" | "should" | "were" | "short of" => 1,
        "once" | "until" | "till" | "pending" | "as soon as" | "in exchange" => 2,
        "if" => 3,
        _ => 4,
    }
}

fn at_token(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> Option<Found> {
    if !doc.is_word(at) {
        return None;
    }
    for &(connective, bond, shape) in CONNECTIVES {
        let Some(end) = stands(doc, at, range.end, connective) else {
            continue;
        };
        if !connective::holds(doc, range, at, end, connective) {
            return None;
        }
        let tokens = match connective {
            "after which" => before_it(doc, range, at)..end,
            "in exchange" => at..clause_end(doc, end, range.end, Shape::Phrase, false),
            _ => at..clause_end(doc, end, range.end, shape, at == clause_start(doc, range, at)),
        };
        let short = tokens.end <= end && connective != "after which" && connective != "in exchange";
        return (!short).then(|| Found {
            connective: connective.to_owned(),
            tokens,
            bond,
        });
    }
    None
}

/// Where a connective that starts at `at` ends.
fn stands(doc: &Doc<'_>, at: usize, high: usize, connective: &str) -> Option<usize> {
    if connective == "w/o" {
        return (doc.low(at) == "w" && doc.low(at + 1) == "/" && doc.low(at + 2) == "o"
            || doc.low(at) == "w/o")
            .then(|| at + if doc.low(at) == "w" { 3 } else { 1 });
    }
    let mut i = at;
    for word in connective.split(' ') {
        if i >= high || doc.low(i) != word {
            return None;
        }
        i += 1;
    }
    Some(i)
}

/// The token at which the clause with `at` starts.
fn clause_start(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> usize {
    let mut start = at;
    while start > range.start {
        let word = doc.low(start - 1);
        if !(words::is_coordinator(word) || word == "that" || word == "so" || word == "then") {
            break;
        }
        start -= 1;
    }
    let opens = start == range.start || doc.is_mark(start - 1);
    if opens { at } else { start }
}

/// "X, after which Y": the condition is X.
fn before_it(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> usize {
    (range.start..at)
        .rev()
        .find(|&i| matches!(doc.low(i), ";" | "." | ":"))
        .map_or(range.start, |i| i + 1)
}

fn clause_end(doc: &Doc<'_>, start: usize, high: usize, shape: Shape, leads: bool) -> usize {
    let mut at = start;
    let mut verb = false;
    while at < high {
        let word = doc.low(at);
        if doc.is_mark(at) {
            let ends = match word {
                ";" | ":" | "—" | "–" | "--" | "!" | "?" | "”" | "\"" | "»" => true,
                "-" => doc.spaced(at) && doc.spaced(at + 1),
                "." => {
                    at + 1 >= high
                        || doc.spaced(at + 1)
                            && doc.is_capital(at + 1)
                            && at > start
                            && doc.low(at - 1).len() > 3
                }
                "," => comma_ends(doc, at, start, high, leads),
                ")" => !(start..at).any(|i| doc.low(i) == "("),
                _ => false,
            };
            if ends && at > start {
                break;
            }
        } else if shape == Shape::Phrase && at > start && phrase_ends(doc, at)
            || matches!(word, "then" | "because" | "so") && at > start + 1 && verb
        {
            break;
        }
        verb |= words::is_auxiliary(word) || is_verb(doc, at);
        at += 1;
    }
    while at > start && doc.is_mark(at - 1) && !matches!(doc.low(at - 1), ")" | "%" | "”" | "\"") {
        at -= 1;
    }
    at
}

/// A clause at the front ends at its comma; one at the end goes on over those inside it.
fn comma_ends(doc: &Doc<'_>, comma: usize, start: usize, high: usize, leads: bool) -> bool {
    let next = doc.low(comma + 1);
    if leads {
        let list = (comma + 1..high.min(comma + 8))
            .any(|i| doc.low(i) == "," && matches!(doc.low(i + 1), "and" | "or"));
        return !list || comma > start + 8;
    }
    matches!(
        next,
        "but"
            | "and"
            | "not"
            | "then"
            | "which"
            | "who"
            | "so"
            | "otherwise"
            | "while"
            | "whereas"
            | "or"
            | "he"
            | "she"
            | "they"
            | "we"
            | "it"
            | "as"
            | "since"
            | "because"
            | "though"
            | "although"
            | "there"
    )
}

/// A new subject ends a noun phrase: "in the absence of relations there is no reason".
fn phrase_ends(doc: &Doc<'_>, at: usize) -> bool {
    let word = doc.low(at);
    let before = doc.low(at - 1);
    let subject = matches!(word, "there" | "we" | "they" | "he" | "she" | "i")
        || word == "it" && words::is_auxiliary(doc.low(at + 1));
    let verb = words::is_auxiliary(word) && word != "'s" && word != "be";
    (subject || verb) && !words::is_preposition(before)
}
