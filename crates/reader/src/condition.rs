//! Conditions: the words that tie an action to something else, and the clause that they open.

use crate::clauses::is_verb;
use crate::connectives::{self, Shape};
use crate::doc::Doc;
use crate::words;
use crate::{connective, hinges, lacks, narrowed, provisos, timed};
use std::ops::Range;
use text::speech::Bond;

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
    let mut best: Option<(u8, Found)> = None;
    for (rank, found) in all(doc, range) {
        if best.as_ref().is_none_or(|(least, _)| rank > *least) {
            best = Some((rank, found));
        }
    }
    best.map(|(_, found)| found)
}

/// The conditions in `range` that can hardly be anything else.
pub(crate) fn strong(doc: &Doc<'_>, range: &Range<usize>) -> Vec<Found> {
    let strong = |(rank, found): (u8, Found)| {
        let sure =
            rank > 0 && !connectives::points_back(&found.connective) || found.connective == "only then";
        (sure || timed::is_not_before(doc, range, found.tokens.start)).then_some(found)
    };
    all(doc, range).into_iter().filter_map(strong).collect()
}

/// What only narrows what stands right before it: ", though not in public", ", but not by soldiers".
pub(crate) fn narrowing(doc: &Doc<'_>, range: &Range<usize>) -> Vec<Found> {
    let narrows = |(rank, found): (u8, Found)| {
        let comma = found.tokens.start > range.start && doc.low(found.tokens.start - 1) == ",";
        (rank == 0 && found.bond == Bond::Limit && comma).then_some(found)
    };
    all(doc, range).into_iter().filter_map(narrows).collect()
}

/// All conditions in `range`, each with how strong it is.
fn all(doc: &Doc<'_>, range: &Range<usize>) -> Vec<(u8, Found)> {
    let range = &(range.start..range.end.min(range.start + LONGEST));
    let mut found: Vec<(u8, Found)> = hinges::find(doc, range)
        .map(|found| (3, found))
        .into_iter()
        .collect();
    found.extend(narrowed::find(doc, range).map(|found| (1, found)));
    let mut at = range.start;
    while at < range.end {
        let Some(next) = at_token(doc, range, at) else {
            at += 1;
            continue;
        };
        at = next.tokens.end.max(at + 1);
        found.push((rank(&next), next));
    }
    found
}

/// Words that can mean time alone count for less than those that can't.
fn rank(found: &Found) -> u8 {
    match found.connective.as_str() {
        "when"
        | "after"
        | "but with"
        | "but to"
        | "but for"
        | "but in"
        | "but by"
        | "but at"
        | "but not"
        | "but no"
        | "just no"
        | "just not"
        | "though not"
        | "not with"
        | "for every"
        | "for each"
        | "though with"
        | "though to"
        | "though for"
        | "though in"
        | "though at"
        | "at no cost to"
        | "to be paid for in"
        | "to be paid for with"
        | "to be paid in"
        | "payable in"
        | "except"
        | "tied to"
        | "linked to"
        | "upon"
        | "precondition"
        | "never"
        | "not"
        | "first" => 0,
        "before" | "without" | "w/o" | "should" | "were" | "short of" | "while" | "whenever" | "minus"
        | "only" | "up to" | "for" | "given" | "excluding" | "apart from" | "no more than" => 1,
        "once" | "until" | "till" | "pending" | "as soon as" | "in exchange" | "in return" => 2,
        "if" => 3,
        _ => 4,
    }
}

fn at_token(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> Option<Found> {
    if !doc.is_word(at) {
        return None;
    }
    if let Some(open) = provisos::at(doc, range, at) {
        let leads = at == clause_start(doc, range, at);
        let end = if doc.low(open.end - 1) == ":" {
            to_the_end(doc, open.end, range.end)
        } else {
            clause_end(doc, open.end, range.end, open.shape, leads)
        };
        return (end > open.end).then(|| Found {
            connective: open.connective.to_owned(),
            tokens: at..end,
            bond: open.bond,
        });
    }
    for &(connective, bond, shape) in connectives::opened_by(doc.low(at)) {
        let Some(end) = stands(doc, at, range.end, connective) else {
            continue;
        };
        if !connective::holds(doc, range, at, end, connective) {
            return None;
        }
        let leads = at == clause_start(doc, range, at);
        let tokens = match connective {
            // "A list, in return for which he expected the first two hundred": what is asked for stands behind.
            "in return for which" | "in exchange for which" if expects(doc, end, range.end) => {
                at..clause_end(doc, end, range.end, shape, leads)
            }
            "after which" | "in return for which" | "in exchange for which" => {
                hinges::before_it(doc, range, at)..end
            }
            "failing which" | "otherwise" => hinges::before_it(doc, range, at)..end,
            "only then" | "then and only then" if !connective::opens(doc, range, at) => {
                hinges::all_before(doc, range, at)..end
            }
            "in return" | "in exchange" if end >= range.end || doc.is_mark(end) => {
                asked_for(doc, range, at).unwrap_or(at)..end
            }
            _ if connectives::points_back(connective) => at..end,
            "on one condition" | "on this condition" if doc.is_mark(end) => {
                at..to_the_end(doc, end + 1, range.end)
            }
            // "Whoever sits down there will be carried off".
            "whoever" | "anyone who" | "anybody who" => {
                let verb = (end..range.end).find(|&i| connective::is_modal(doc.low(i)));
                at..verb.unwrap_or(range.end)
            }
            "cond :" | "condition :" | "conditions :" | "price :" | "the price :" | "price =" => {
                at..to_the_end(doc, end, range.end)
            }
            _ => at..clause_end(doc, end, range.end, shape, leads),
        };
        let start = tokens.start + usize::from(matches!(connective, "but not if" | "but not without"));
        let short = tokens.end <= end && tokens.start == at && !connectives::points_back(connective);
        return (!short).then(|| Found {
            connective: connectives::told(connective).to_owned(),
            tokens: start..tokens.end,
            bond: match connective {
                "without" | "w/o" if lacks::narrows(doc, range, at) => Bond::Limit,
                // "if only for wages".
                "if only" if words::is_preposition(doc.low(end)) => Bond::Limit,
                _ => bond,
            },
        });
    }
    None
}

/// Whether what is expected of another follows.
fn expects(doc: &Doc<'_>, from: usize, high: usize) -> bool {
    (from..high.min(from + 8)).any(|i| {
        matches!(
            doc.low(i),
            "expected"
                | "expects"
                | "expect"
                | "wanted"
                | "wants"
                | "want"
                | "must"
                | "demanded"
                | "asked"
                | "asks"
                | "required"
        ) || matches!(doc.low(i), "have" | "has") && doc.low(i + 1) == "to"
    })
}

/// Where a connective that starts at `at` ends.
fn stands(doc: &Doc<'_>, at: usize, high: usize, connective: &str) -> Option<usize> {
    if connective == "w/o" {
        let parted = doc.low(at) == "w" && doc.low(at + 1) == "/" && matches!(doc.low(at + 2), "o" | "out");
        return (parted || matches!(doc.low(at), "w/o" | "w/out")).then(|| at + if parted { 3 } else { 1 });
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
    // Behind a comma a clause leads only where that comma stands behind "that" or "and".
    let linked = |i: usize| words::is_coordinator(doc.low(i)) || doc.low(i) == "that";
    let opens = start == range.start
        || doc.is_mark(start - 1)
            && (doc.low(start - 1) != "," || start < range.start + 2 || linked(start - 2) || start < at);
    if opens { at } else { usize::MAX }
}

/// What stands behind a colon is the condition as far as a semicolon or the sentence's end.
fn to_the_end(doc: &Doc<'_>, from: usize, high: usize) -> usize {
    let stops =
        |&i: &usize| doc.low(i) == ";" || doc.low(i) == "." && (i + 1 >= high || doc.is_capital(i + 1));
    (from + 1..high).find(stops).unwrap_or(high)
}

/// "They would drop it; two seats would have to come back in return": the part that asks for something.
fn asked_for(doc: &Doc<'_>, range: &Range<usize>, at: usize) -> Option<usize> {
    let start = (range.start..at)
        .rev()
        .find(|&i| matches!(doc.low(i), ";" | "but" | "—" | "–"))?
        + 1;
    let asks = |i: usize| {
        matches!(
            doc.low(i),
            "must" | "have" | "need" | "want" | "wants" | "wanted" | "expects" | "expected"
        )
    };
    (start..at).any(asks).then_some(start)
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
        } else if at > start + 1 && turns_round(doc, at)
            || leads && at > start && starts_main(doc, at, at > start + 2)
            || leads && at > start + 2 && starts_present(doc, at, high)
            || shape == Shape::Phrase && at > start && phrase_ends(doc, at)
            || matches!(word, "then" | "because" | "so")
                && !matches!(doc.low(at - 1), "did" | "do" | "does" | "done" | "doing")
                && at > start + 1
                && verb
                && !words::is_preposition(doc.low(at - 1))
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

/// "Only if it passes will he come": the main clause opens with its verb.
fn turns_round(doc: &Doc<'_>, at: usize) -> bool {
    let next = doc.low(at + 1);
    matches!(doc.low(at), "will" | "would" | "can" | "could" | "may" | "shall")
        && (matches!(next, "he" | "she" | "they" | "it" | "we" | "i" | "there") || next == "the")
}

/// "Unless he hears he'll cancel": a new subject with what it will do, no comma between.
fn starts_main(doc: &Doc<'_>, at: usize, far: bool) -> bool {
    let pronoun = words::is_pronoun(doc.low(at))
        && matches!(
            doc.low(at + 1),
            "will" | "would" | "'ll" | "'d" | "shall" | "won't" | "wouldn't"
        );
    let name = doc.is_capital(at) && !doc.is_capital(at - 1) && is_new_subject(doc, at);
    (pronoun || name || far && is_new_subject(doc, at))
        && !words::is_preposition(doc.low(at - 1))
        && !words::is_relative(doc.low(at - 1))
}

/// "Unless they stop the boats he closes the office": a pronoun with its verb in the present, and no comma to come.
fn starts_present(doc: &Doc<'_>, at: usize, high: usize) -> bool {
    let before = doc.low(at - 1);
    let present = |verb: usize| {
        let word = doc.low(verb);
        word.ends_with('s') && word.len() > 3 && !words::is_auxiliary(word)
    };
    matches!(doc.low(at), "he" | "she")
        && present(at + 1)
        && !words::is_preposition(before)
        && !words::is_relative(before)
        && !words::is_coordinator(before)
        && !words::is_subordinator(before)
        && !matches!(before, "that" | "than" | "what" | "says" | "thinks" | "whatever")
        && !doc.is_mark(at - 1)
        && !(at..high.min(at + 16)).any(|i| doc.low(i) == ",")
}

/// "For each clinic finished the State would …", "against their departure we could …".
fn is_new_subject(doc: &Doc<'_>, at: usize) -> bool {
    // "In exchange for a joint cell Hanoi would …".
    let name = doc.is_capital(at)
        && !doc.is_capital(at - 1)
        && matches!(doc.low(at + 1), "will" | "would" | "could" | "can" | "'ll")
        && !words::is_coordinator(doc.low(at - 1))
        && doc.is_word(at - 1);
    // "The teams in Xieng Khouang would have to go".
    let far = words::is_determiner(doc.low(at))
        && (at + 2..at + 7)
            .take_while(|&i| {
                doc.is_word(i) && !words::is_relative(doc.low(i)) && doc.low(i) != "that" && !is_verb(doc, i)
            })
            .any(|i| matches!(doc.low(i), "would" | "will" | "could"))
        && (at + 2..at + 5).any(|i| matches!(doc.low(i), "in" | "at" | "of") && doc.is_capital(i + 1))
        && !words::is_coordinator(doc.low(at - 1));
    name || far
        || words::is_determiner(doc.low(at))
            && !words::is_coordinator(doc.low(at - 1))
            && (at + 2..at + 5)
                .take_while(|&i| doc.is_word(i) && !words::is_preposition(doc.low(i - 1)))
                .any(|i| {
                    let modal = connective::is_modal(doc.low(i));
                    modal && !matches!(doc.low(i), "ready" | "prepared" | "willing")
                })
}

/// A clause ends at its comma, but for a list; one at the end goes on over what is only put in.
fn comma_ends(doc: &Doc<'_>, comma: usize, start: usize, high: usize, leads: bool) -> bool {
    let next = doc.low(comma + 1);
    let list =
        (comma + 1..high.min(comma + 8)).any(|i| doc.low(i) == "," && matches!(doc.low(i + 1), "and" | "or"));
    if list && comma <= start + 8 {
        return false;
    }
    let put_in = matches!(
        next,
        "rather"
            | "including"
            | "such"
            | "like"
            | "especially"
            | "notably"
            | "if"
            | "whether"
            | "both"
            | "even"
    ) || words::is_preposition(next);
    leads || !put_in
}

/// A new subject ends a noun phrase: "in the absence of relations there is no reason".
fn phrase_ends(doc: &Doc<'_>, at: usize) -> bool {
    let word = doc.low(at);
    let before = doc.low(at - 1);
    let subject = matches!(word, "there" | "we" | "they" | "he" | "she" | "i")
        || word == "it" && words::is_auxiliary(doc.low(at + 1));
    let verb = words::is_auxiliary(word) && word != "'s" && word != "be";
    let none = (matches!(word, "no" | "nothing" | "none" | "nobody")
        || word == "not" && matches!(doc.low(at + 1), "a" | "one" | "an" | "even"))
        && !words::is_coordinator(before)
        && !words::is_relative(before)
        && before != "where";
    (subject || verb || none || is_new_subject(doc, at)) && !words::is_preposition(before)
}
