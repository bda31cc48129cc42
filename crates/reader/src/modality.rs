//! Negation and modals in what is said: refused, demanded, offered.

use crate::words;
use text::speech::Polarity;

pub(crate) fn contains(words: &[&str], phrase: &str) -> bool {
    let first = phrase.split_once(' ').map_or(phrase, |(first, _)| first);
    (0..words.len()).filter(|&at| words[at] == first).any(|at| {
        let mut rest = words[at..].iter();
        phrase.split(' ').all(|part| rest.next() == Some(&part))
    })
}

pub(crate) fn is_future(word: &str) -> bool {
    matches!(
        word,
        "will" | "would" | "wd" | "'ll" | "'d" | "shall" | "won't" | "wouldn't" | "wo"
    )
}

pub(crate) fn is_participle(word: &str) -> bool {
    word.ends_with("ed")
        || matches!(
            word,
            "taken"
                | "shot"
                | "met"
                | "given"
                | "paid"
                | "sent"
                | "made"
                | "brought"
                | "let"
                | "held"
                | "shut"
                | "cut"
                | "put"
                | "sold"
                | "shown"
                | "told"
                | "withdrawn"
                | "done"
                | "built"
                | "seen"
                | "set"
                | "had"
                | "found"
        )
}

pub(crate) fn demands(words: &[&str]) -> bool {
    words.iter().enumerate().any(|(i, w)| {
        let next = words.get(i + 1).copied().unwrap_or_default();
        let own = i > 0 && matches!(words[i - 1], "we" | "i");
        match *w {
            "must" | "shd" => next != "have" && !own && !(next == "not" && words.get(i + 2) == Some(&"have")),
            "should" => next != "have" && !own && i > 0,
            "ought" => !own,
            "has" | "have" | "needs" | "need"
                if matches!(words.first(), Some(&("nobody" | "no" | "none"))) =>
            {
                false
            }
            "has" | "have" | "needs" | "need" => {
                let third = words.get(i + 2).copied().unwrap_or_default();
                next == "to"
                    && !own
                    && !matches!(
                        third,
                        "be" | "consult" | "ask" | "check" | "report" | "think" | "refer"
                    )
            }
            "demand" | "demands" | "insists" => true,
            "let" => i == 0 && next != "us" && next != "me",
            // "Kigali wants the bridge open tomorrow".
            "wants" if i <= 3 && !matches!(next, "to" | "us" | "me" | "nothing" | "no") => {
                words.iter().skip(i + 2).take(8).any(|w| {
                    matches!(
                        *w,
                        "open"
                            | "back"
                            | "home"
                            | "closed"
                            | "out"
                            | "lifted"
                            | "released"
                            | "removed"
                            | "restored"
                            | "recognised"
                            | "returned"
                            | "gone"
                    )
                })
            }
            "expects" | "expect" => words.iter().skip(i + 1).take(6).any(|w| *w == "to"),
            _ => false,
        }
    })
}

pub(crate) fn willing(words: &[&str], conditional: bool, connective: &str) -> Option<Polarity> {
    let any = |phrases: &[&str]| phrases.iter().any(|phrase| contains(words, phrase));
    if is_open(words) {
        return Some(Polarity::IsOpenTo);
    }
    if any(&[
        "prepared to",
        "prepared , however",
        "ready to",
        "ready , however",
        "willing to",
        "willing , however",
        "proposes",
        "happy to",
        "glad to",
    ]) {
        return Some(Polarity::Offers);
    }
    let offers = words.iter().enumerate().any(|(i, w)| {
        let before = i.checked_sub(1).map_or("", |at| words[at]);
        matches!(*w, "offer" | "offers" | "offered")
            && (i == 0
                || matches!(
                    before,
                    "we" | "i" | "they" | "he" | "she" | "it" | "to" | "also" | "and" | ","
                )
                || is_future(before))
    });
    if offers {
        return Some(Polarity::Offers);
    }
    by_future(words, conditional, connective)
}

/// "Might consider it", "would be glad of it", "open to".
fn is_open(words: &[&str]) -> bool {
    let any = |phrases: &[&str]| phrases.iter().any(|phrase| contains(words, phrase));
    // "Will keep it open for as long as they are hungry".
    let kept = words.windows(2).any(|w| {
        matches!(
            w[0],
            "keep" | "keeps" | "kept" | "stay" | "stays" | "remain" | "remains"
        ) && (w[1] == "open")
    }) || words
        .windows(3)
        .any(|w| matches!(w[0], "keep" | "keeps") && w[2] == "open");
    !kept && any(&["open to", "open for"])
        || any(&[
            "might consider",
            "may consider",
            "would consider",
            "wd consider",
            "could consider",
            "will consider",
            "be acceptable",
            "be tolerable",
            "be considered",
            "be studied",
            "be examined",
            "be reviewed",
            "be weighed",
            "be revisited",
            "be entertained",
            "wd have it",
            "would have it",
            "would be glad of",
            "would be happy with",
            "'d be glad of",
            "would be grateful for",
            "wd take it",
            "would take it",
            "be looked at",
            "would welcome",
            "wd welcome",
            "welcomes",
            "willing to consider",
            "ready to consider",
            "prepared to consider",
            "would support",
            "could return",
            "would look at",
            "interested in",
            "keen to",
            "ready for",
            "prepared for",
            "willing to discuss",
            "ready to discuss",
            "ready to talk",
            "willing to talk",
            "not averse",
            "might",
            "wishes to",
        ])
}

/// What "would", "could" and "will" tell with what follows them.
fn by_future(words: &[&str], conditional: bool, connective: &str) -> Option<Polarity> {
    // "will … once …" undertakes it, "will … if …" offers it.
    let timed = matches!(connective, "once" | "as soon as" | "when" | "until");
    for (i, w) in words.iter().enumerate().take(40) {
        let own = i == 0
            || matches!(
                words[i - 1],
                "we" | "i" | "they" | "he" | "she" | "it" | "," | "and" | "but" | "that"
            )
            || i < 8;
        let next = words.get(i + 1).copied().unwrap_or_default();
        let deed = !is_state(next) || next == "be" && words.get(i + 2).is_some_and(|w| is_participle(w));
        if !own {
            continue;
        }
        match *w {
            "would" | "wd" | "'d"
                if conditional
                    && matches!(next, "take" | "accept" | "have" | "consider" | "look" | "settle")
                    && words.get(i + 2) != Some(&"to") =>
            {
                return Some(Polarity::IsOpenTo);
            }
            "would" | "wd" | "'d" if conditional && deed => {
                return Some(Polarity::Offers);
            }
            // "Would look into it himself."
            "would" | "wd" | "'d" if i == 0 && deed => {
                return Some(Polarity::Promises);
            }
            "can" if conditional && is_giving(next) => return Some(Polarity::Offers),
            "could" | "cd" | "can" | "may" if conditional || is_yielding(next) => {
                return Some(Polarity::IsOpenTo);
            }
            "will" | "shall" | "'ll" if conditional && deed => {
                return Some(if timed {
                    Polarity::Promises
                } else {
                    Polarity::Offers
                });
            }
            "will" | "shall" | "'ll" if next != "be" && (i == 0 || matches!(words[i - 1], "we" | "i")) => {
                return Some(Polarity::Promises);
            }
            _ => {}
        }
    }
    None
}

/// What is in one's own power to hand over: "the station can give four hundred megawatts".
fn is_giving(word: &str) -> bool {
    matches!(
        word,
        "give"
            | "offer"
            | "provide"
            | "supply"
            | "lend"
            | "send"
            | "deliver"
            | "spare"
            | "release"
            | "return"
            | "pay"
    )
}

/// What a concession is told with: "could allow this from October".
fn is_yielding(word: &str) -> bool {
    matches!(
        word,
        "allow" | "accept" | "agree" | "imagine" | "consider" | "envisage" | "live"
    )
}

/// Verbs after "would" that tell of a state rather than of a deed.
pub(crate) fn is_state(word: &str) -> bool {
    matches!(
        word,
        "be" | "stay"
            | "remain"
            | "have"
            | "last"
            | "continue"
            | "need"
            | "depend"
            | "mean"
            | "cost"
            | "fall"
            | "lead"
    )
}

pub(crate) fn negates(words: &[&str]) -> bool {
    if contains(words, "not only")
        || contains(words, "not oppose")
        || contains(words, "not opposed")
        || contains(words, "not object")
        || contains(words, "no objection")
    {
        return false;
    }
    // What is negated is the first verb: "had been invited and had not come" says that they were invited.
    let first = words
        .iter()
        .take(24)
        .position(|w| words::is_auxiliary(w) && *w != "'s")
        .unwrap_or(0);
    words.iter().take(first + 3).enumerate().any(|(i, w)| {
        let before = if i > 0 { words[i - 1] } else { "" };
        match *w {
            "not" | "n't" | "never" => words::is_auxiliary(before) || i == 0 || *w == "never",
            "no" => i == 0 || words::is_auxiliary(before) || matches!(before, "there" | "that" | "," | "“"),
            "neither" | "none" | "nothing" | "nobody" => true,
            other => other.ends_with("n't") && words::is_auxiliary(other),
        }
    })
}
