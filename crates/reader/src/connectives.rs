//! The words that tie an action to something else.

use std::collections::HashMap;
use std::sync::LazyLock;
use text::speech::Bond;

/// What follows a connective.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A clause: "if relations are upgraded".
    Clause,
    /// A noun phrase: "in the absence of relations".
    Phrase,
    /// Either.
    Either,
}

/// Its words, what it makes of what follows, and what follows.
type Connective = (&'static str, Bond, Shape);

/// Connectives as [`crate::doc::Doc`] cuts them, with what they make of the clause behind them.
const CONNECTIVES: &[Connective] = &[
    ("as a quid pro quo for", Bond::Price, Shape::Either),
    ("not to the detriment of", Bond::Limit, Shape::Phrase),
    ("not at the expense of", Bond::Limit, Shape::Phrase),
    ("never at the expense of", Bond::Limit, Shape::Phrase),
    ("not at the risk of", Bond::Limit, Shape::Phrase),
    ("never at the risk of", Bond::Limit, Shape::Phrase),
    ("not at the cost of", Bond::Limit, Shape::Phrase),
    ("never at the cost of", Bond::Limit, Shape::Phrase),
    ("not at the price of", Bond::Limit, Shape::Phrase),
    ("but not at any price", Bond::Limit, Shape::Phrase),
    ("then , and only then", Bond::Condition, Shape::Phrase),
    ("at the expense of", Bond::Limit, Shape::Phrase),
    ("until such time as", Bond::Condition, Shape::Clause),
    ("in the absence of", Bond::Condition, Shape::Phrase),
    ("in the event that", Bond::Condition, Shape::Clause),
    ("in the event of", Bond::Condition, Shape::Phrase),
    ("as the price of", Bond::Price, Shape::Either),
    ("as the price for", Bond::Price, Shape::Either),
    ("at the price of", Bond::Price, Shape::Either),
    ("in exch . for", Bond::Price, Shape::Either),
    ("in return for which", Bond::Price, Shape::Clause),
    ("in exchange for which", Bond::Price, Shape::Clause),
    ("with the exception of", Bond::Limit, Shape::Phrase),
    ("not at any price", Bond::Limit, Shape::Phrase),
    ("not at any cost", Bond::Limit, Shape::Phrase),
    ("to the extent that", Bond::Limit, Shape::Clause),
    ("within the limits of", Bond::Limit, Shape::Phrase),
    ("in so far as", Bond::Limit, Shape::Clause),
    ("in absence of", Bond::Condition, Shape::Phrase),
    ("without prejudice to", Bond::Limit, Shape::Phrase),
    ("in exchange for", Bond::Price, Shape::Either),
    ("in return for", Bond::Price, Shape::Either),
    ("as payment for", Bond::Price, Shape::Either),
    ("in compensation for", Bond::Price, Shape::Either),
    ("so long as", Bond::Condition, Shape::Clause),
    ("as long as", Bond::Condition, Shape::Clause),
    ("as soon as", Bond::Condition, Shape::Clause),
    ("but only if", Bond::Condition, Shape::Clause),
    ("but only within", Bond::Limit, Shape::Phrase),
    ("in case of", Bond::Condition, Shape::Phrase),
    ("if and when", Bond::Condition, Shape::Clause),
    ("on one condition", Bond::Condition, Shape::Clause),
    ("on this condition", Bond::Condition, Shape::Clause),
    ("on payment of", Bond::Price, Shape::Phrase),
    ("upon payment of", Bond::Price, Shape::Phrase),
    ("against payment of", Bond::Price, Shape::Phrase),
    ("against a guarantee", Bond::Price, Shape::Phrase),
    ("in exch for", Bond::Price, Shape::Either),
    ("prov 'd that", Bond::Condition, Shape::Clause),
    ("unless and until", Bond::Condition, Shape::Clause),
    ("but not if", Bond::Condition, Shape::Clause),
    ("but not without", Bond::Condition, Shape::Phrase),
    ("no further than", Bond::Limit, Shape::Phrase),
    ("the day that", Bond::Condition, Shape::Clause),
    ("the week after", Bond::Condition, Shape::Clause),
    ("the day after", Bond::Condition, Shape::Clause),
    ("on receipt of", Bond::Condition, Shape::Phrase),
    ("upon receipt of", Bond::Condition, Shape::Phrase),
    ("on delivery of", Bond::Price, Shape::Phrase),
    ("on completion of", Bond::Condition, Shape::Phrase),
    ("dep . on", Bond::Condition, Shape::Either),
    ("depends . on", Bond::Condition, Shape::Either),
    ("cond . on", Bond::Condition, Shape::Either),
    ("subj . to", Bond::Condition, Shape::Either),
    ("no longer than", Bond::Limit, Shape::Phrase),
    ("in exchange", Bond::Price, Shape::Phrase),
    ("conditional on", Bond::Condition, Shape::Either),
    ("conditional upon", Bond::Condition, Shape::Either),
    ("contingent on", Bond::Condition, Shape::Either),
    ("contingent upon", Bond::Condition, Shape::Either),
    ("dependent on", Bond::Condition, Shape::Either),
    ("depending on", Bond::Condition, Shape::Either),
    ("subject to", Bond::Condition, Shape::Either),
    ("provided that", Bond::Condition, Shape::Clause),
    ("providing that", Bond::Condition, Shape::Clause),
    ("assuming that", Bond::Condition, Shape::Clause),
    ("only if", Bond::Condition, Shape::Clause),
    ("only when", Bond::Condition, Shape::Clause),
    ("only once", Bond::Condition, Shape::Clause),
    ("only after", Bond::Condition, Shape::Either),
    ("not before", Bond::Condition, Shape::Either),
    ("only within", Bond::Limit, Shape::Phrase),
    ("only until", Bond::Limit, Shape::Either),
    ("except if", Bond::Condition, Shape::Clause),
    ("save if", Bond::Condition, Shape::Clause),
    ("in case", Bond::Condition, Shape::Clause),
    ("after which", Bond::Condition, Shape::Clause),
    ("short of", Bond::Limit, Shape::Either),
    ("against guarantees", Bond::Price, Shape::Phrase),
    ("in return", Bond::Price, Shape::Phrase),
    ("hinges on", Bond::Condition, Shape::Either),
    ("hinge on", Bond::Condition, Shape::Either),
    ("hinged on", Bond::Condition, Shape::Either),
    ("hinges upon", Bond::Condition, Shape::Either),
    ("depends on", Bond::Condition, Shape::Either),
    ("depends upon", Bond::Condition, Shape::Either),
    ("depend on", Bond::Condition, Shape::Either),
    ("depend upon", Bond::Condition, Shape::Either),
    ("depended on", Bond::Condition, Shape::Either),
    ("depending upon", Bond::Condition, Shape::Either),
    ("conditioned on", Bond::Condition, Shape::Either),
    ("prov 'd", Bond::Condition, Shape::Clause),
    ("prov .", Bond::Condition, Shape::Clause),
    ("not unless", Bond::Condition, Shape::Clause),
    ("not if", Bond::Condition, Shape::Clause),
    ("not until", Bond::Condition, Shape::Either),
    ("not without", Bond::Condition, Shape::Phrase),
    ("not beyond", Bond::Limit, Shape::Phrase),
    ("only with", Bond::Condition, Shape::Phrase),
    ("only against", Bond::Price, Shape::Phrase),
    ("only under", Bond::Condition, Shape::Phrase),
    ("under threat", Bond::Limit, Shape::Phrase),
    ("under pressure", Bond::Limit, Shape::Phrase),
    ("under duress", Bond::Limit, Shape::Phrase),
    ("but not", Bond::Limit, Shape::Either),
    ("but no", Bond::Limit, Shape::Phrase),
    ("but with", Bond::Limit, Shape::Phrase),
    ("but to", Bond::Limit, Shape::Phrase),
    ("but for", Bond::Limit, Shape::Phrase),
    ("but in", Bond::Limit, Shape::Phrase),
    ("but by", Bond::Limit, Shape::Phrase),
    ("but at", Bond::Limit, Shape::Phrase),
    ("but only", Bond::Limit, Shape::Either),
    ("though with", Bond::Limit, Shape::Phrase),
    ("though for", Bond::Limit, Shape::Phrase),
    ("though to", Bond::Limit, Shape::Phrase),
    ("though in", Bond::Limit, Shape::Phrase),
    ("though at", Bond::Limit, Shape::Phrase),
    ("though only", Bond::Limit, Shape::Either),
    ("at no cost to", Bond::Limit, Shape::Phrase),
    ("to be paid for in", Bond::Price, Shape::Phrase),
    ("to be paid for with", Bond::Price, Shape::Phrase),
    ("to be paid in", Bond::Price, Shape::Phrase),
    ("payable in", Bond::Price, Shape::Phrase),
    ("no more than", Bond::Limit, Shape::Phrase),
    ("apart from", Bond::Limit, Shape::Phrase),
    ("cond :", Bond::Condition, Shape::Either),
    ("condition :", Bond::Condition, Shape::Either),
    ("conditions :", Bond::Condition, Shape::Either),
    ("when and only when", Bond::Condition, Shape::Clause),
    ("if and only if", Bond::Condition, Shape::Clause),
    ("but none", Bond::Limit, Shape::Phrase),
    ("but nothing", Bond::Limit, Shape::Phrase),
    ("though nothing", Bond::Limit, Shape::Phrase),
    ("only not", Bond::Limit, Shape::Phrase),
    ("anywhere but", Bond::Limit, Shape::Phrase),
    ("nowhere but", Bond::Limit, Shape::Phrase),
    ("anyone but", Bond::Limit, Shape::Phrase),
    ("anybody but", Bond::Limit, Shape::Phrase),
    ("nobody but", Bond::Limit, Shape::Phrase),
    ("the next time", Bond::Condition, Shape::Clause),
    ("next time", Bond::Condition, Shape::Clause),
    ("price :", Bond::Price, Shape::Either),
    ("the price :", Bond::Price, Shape::Either),
    ("though no", Bond::Limit, Shape::Phrase),
    ("though none", Bond::Limit, Shape::Phrase),
    ("up to", Bond::Limit, Shape::Phrase),
    ("for a", Bond::Price, Shape::Phrase),
    ("for an", Bond::Price, Shape::Phrase),
    ("until then", Bond::Condition, Shape::Phrase),
    ("before that", Bond::Condition, Shape::Phrase),
    ("only then", Bond::Condition, Shape::Phrase),
    ("the day", Bond::Condition, Shape::Clause),
    ("the moment", Bond::Condition, Shape::Clause),
    ("the minute", Bond::Condition, Shape::Clause),
    ("the instant", Bond::Condition, Shape::Clause),
    ("the week", Bond::Condition, Shape::Clause),
    ("predicated on", Bond::Condition, Shape::Either),
    ("predicated upon", Bond::Condition, Shape::Either),
    ("premised on", Bond::Condition, Shape::Either),
    ("dependent upon", Bond::Condition, Shape::Either),
    ("hinging on", Bond::Condition, Shape::Either),
    ("dep on", Bond::Condition, Shape::Either),
    ("cond on", Bond::Condition, Shape::Either),
    ("condl on", Bond::Condition, Shape::Either),
    ("subj to", Bond::Condition, Shape::Either),
    ("tied to", Bond::Condition, Shape::Phrase),
    ("linked to", Bond::Condition, Shape::Phrase),
    ("if only", Bond::Condition, Shape::Clause),
    ("only following", Bond::Condition, Shape::Phrase),
    ("only upon", Bond::Condition, Shape::Phrase),
    ("only on", Bond::Condition, Shape::Phrase),
    ("only w", Bond::Condition, Shape::Phrase),
    ("only by", Bond::Limit, Shape::Phrase),
    ("only through", Bond::Limit, Shape::Phrase),
    ("only via", Bond::Limit, Shape::Phrase),
    ("only in", Bond::Limit, Shape::Phrase),
    ("only at", Bond::Limit, Shape::Phrase),
    ("only for", Bond::Limit, Shape::Phrase),
    ("only from", Bond::Limit, Shape::Phrase),
    ("just no", Bond::Limit, Shape::Phrase),
    ("just not", Bond::Limit, Shape::Phrase),
    ("though not", Bond::Limit, Shape::Either),
    ("although not", Bond::Limit, Shape::Either),
    ("albeit not", Bond::Limit, Shape::Either),
    ("and not", Bond::Limit, Shape::Phrase),
    ("not with", Bond::Limit, Shape::Phrase),
    ("not in", Bond::Limit, Shape::Phrase),
    ("not by", Bond::Limit, Shape::Phrase),
    ("not at", Bond::Limit, Shape::Phrase),
    ("not through", Bond::Limit, Shape::Phrase),
    ("never through", Bond::Limit, Shape::Phrase),
    ("never with", Bond::Limit, Shape::Phrase),
    ("except for", Bond::Limit, Shape::Phrase),
    ("for every", Bond::Price, Shape::Clause),
    ("for each", Bond::Price, Shape::Clause),
    ("insofar as", Bond::Limit, Shape::Clause),
    ("save for", Bond::Limit, Shape::Phrase),
    ("provided", Bond::Condition, Shape::Clause),
    ("providing", Bond::Condition, Shape::Clause),
    ("assuming", Bond::Condition, Shape::Clause),
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
    ("if", Bond::Condition, Shape::Clause),
    ("provd", Bond::Condition, Shape::Clause),
    ("failing", Bond::Condition, Shape::Phrase),
    ("barring", Bond::Condition, Shape::Phrase),
    ("after", Bond::Condition, Shape::Either),
    ("when", Bond::Condition, Shape::Clause),
    ("while", Bond::Condition, Shape::Clause),
    ("except", Bond::Limit, Shape::Phrase),
    ("supposing", Bond::Condition, Shape::Clause),
    ("against", Bond::Price, Shape::Phrase),
    ("upon", Bond::Condition, Shape::Phrase),
    ("had", Bond::Condition, Shape::Clause),
    ("whenever", Bond::Condition, Shape::Clause),
    ("minus", Bond::Limit, Shape::Phrase),
    ("excluding", Bond::Limit, Shape::Phrase),
    ("given", Bond::Condition, Shape::Phrase),
    ("no", Bond::Limit, Shape::Phrase),
    ("only", Bond::Limit, Shape::Clause),
];

static BY_FIRST_WORD: LazyLock<HashMap<&str, Vec<Connective>>> = LazyLock::new(|| {
    let mut table: HashMap<&str, Vec<Connective>> = HashMap::new();
    for &connective in CONNECTIVES {
        let first = connective.0.split(' ').next().unwrap_or_default();
        let others: &[&str] = if first == "w/o" { &["w", "w/out"] } else { &[] };
        for word in std::iter::once(&first).chain(others) {
            table.entry(word).or_default().push(connective);
        }
    }
    for some in table.values_mut() {
        some.sort_by_key(|(words, ..)| std::cmp::Reverse(words.len()));
    }
    table
});

/// The connectives that may open with `word`, the longest first.
pub(crate) fn opened_by(word: &str) -> &'static [Connective] {
    BY_FIRST_WORD.get(word).map_or(&[], Vec::as_slice)
}

/// Words that are a condition by themselves, pointing back: "in return", "until then".
pub(crate) fn points_back(connective: &str) -> bool {
    matches!(
        connective,
        "in exchange"
            | "in return"
            | "until then"
            | "before that"
            | "only then"
            | "under threat"
            | "under pressure"
            | "under duress"
            | "not at any price"
            | "not at any cost"
            | "but not at any price"
            | "then , and only then"
    )
}

/// A connective as it is told, abbreviations written out.
pub(crate) fn told(connective: &str) -> &str {
    match connective {
        "prov 'd that" => "provided that",
        "prov 'd" | "prov ." | "provd" => "provided",
        "in exch . for" | "in exch for" => "in exchange for",
        "dep . on" | "dep on" | "depends . on" => "depending on",
        "cond . on" | "cond on" | "condl on" => "conditional on",
        "subj . to" | "subj to" => "subject to",
        "only w" => "only with",
        "for a" | "for an" => "for",
        "cond :" | "condition :" | "conditions :" => "on condition that",
        "then , and only then" => "only then",
        "but not at any price" => "not at any price",
        "price :" | "the price :" => "the price",
        "the next time" => "next time",
        "but not if" => "not if",
        "but not without" => "not without",
        other => other,
    }
}
