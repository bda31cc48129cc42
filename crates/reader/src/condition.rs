//! Conditions: the words that tie an action to something else, and the clause that they open.

use crate::clauses::is_verb;
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
        if !holds(doc, range, at, end, connective) {
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

/// Whether the words make a condition where they stand.
fn holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize, connective: &str) -> bool {
    let next = doc.low(end);
    let before = if at > range.start { doc.low(at - 1) } else { "" };
    let timed = is_time(next);
    match connective {
        "if" => !is_question(before) && !is_idle(next),
        "until" | "till" | "only until" => {
            let dated = next == "the" && (words::is_time(doc.low(end + 1)) || doc.low(end + 1) == "end");
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
fn is_time(word: &str) -> bool {
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
    words::is_time(word)
        || SHORT.contains(&word)
        || OTHER.contains(&word)
        || word.starts_with(|c: char| c.is_ascii_digit())
}

/// Words before an "if" that means "whether" or no condition at all.
fn is_question(before: &str) -> bool {
    const ASKING: &[&str] = &[
        "as", "even", "ask", "asked", "asks", "asking", "wonder", "wondered", "know", "knew", "see", "what",
        "unsure", "unclear", "doubt", "doubted", "inquired", "enquired", "tell", "say",
    ];
    ASKING.contains(&before)
}

/// Words after an "if" that is a manner of speaking: "if any", "if possible".
fn is_idle(next: &str) -> bool {
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
fn before_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize, connective: &str) -> bool {
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

fn has_verb(doc: &Doc<'_>, tokens: Range<usize>) -> bool {
    tokens
        .into_iter()
        .any(|i| words::is_auxiliary(doc.low(i)) || is_verb(doc, i))
}

/// "once" opens a clause, unless it counts ("once a year") or tells of the past ("was once").
fn once_holds(doc: &Doc<'_>, high: usize, before: &str, end: usize) -> bool {
    const PAST: &[&str] = &[
        "at", "than", "have", "he", "she", "they", "it", "we", "i", "who", "for", "which",
    ];
    const COUNT: &[&str] = &["again", "more", "a", "told", "said", "and", "in", "every", "per"];
    let clause = end + 1..high.min(end + 12);
    let verb = has_verb(doc, clause.clone()) || clause.into_iter().any(|i| doc.low(i).ends_with("ed"));
    verb && !words::is_auxiliary(before) && !PAST.contains(&before) && !COUNT.contains(&doc.low(end))
}

/// "Should they …", "Were X to …": a clause that opens with its verb.
fn inverted_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
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
fn provided_holds(doc: &Doc<'_>, range: &Range<usize>, at: usize, end: usize) -> bool {
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
fn is_guarantee(word: &str) -> bool {
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
