//! The clauses of a condition.

use super::deed::{Deed, Names, Whose, deed};
use super::vocabulary::verb_at;
use crate::words::stems;

/// Words that begin the second half of a condition with two halves, beside verbs and names.
const GOES_ON: &[&str] = &[
    "take", "takes", "took", "make", "makes", "made", "begin", "begins", "would", "will", "is", "are",
    "they", "it",
];

/// The clause without what frames it: "is only one way, that the world opens up, after which".
pub(super) fn clause<'c>(words: &'c str, connective: &str) -> &'c str {
    let bare = words
        .strip_suffix(connective)
        .unwrap_or(words)
        .trim_end_matches([' ', ',']);
    let framed = ["only one way, that ", "only option is ", "only way is "];
    let rest = framed
        .iter()
        .find_map(|frame| bare.find(frame).and_then(|at| bare.get(at + frame.len()..)));
    let rest = rest.unwrap_or(bare);
    rest.strip_prefix("for ").unwrap_or(rest)
}

/// The conditions that a clause joins by "and", each with its subject.
pub(super) fn halves(names: &Names, clause: &str) -> Vec<Deed> {
    let whole = || vec![deed(names, clause)];
    let Some((left, right)) = clause.split_once(" and ") else {
        return whole();
    };
    let first = deed(names, left);
    let begins = stems(right);
    let begins: Vec<&str> = begins.iter().map(String::as_str).collect();
    let word = right.split_whitespace().next().unwrap_or_default();
    let goes_on = verb_at(&begins).is_some() || GOES_ON.contains(&word);
    let second = deed(names, right);
    let own_subject = matches!(second.whose, Whose::Party(_));
    if left.contains(" that ") || first.kind.is_none() || !(goes_on || own_subject) {
        return whole();
    }
    let mut found = vec![first];
    for mut half in halves(names, right) {
        if half.whose == Whose::Unsaid {
            half.whose = found.last().map_or(Whose::Unsaid, |before| before.whose);
        }
        found.push(half);
    }
    found
}
