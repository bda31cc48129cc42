//! What a speaker does with the words: from the cue, then from negation and modals in what is said.

use crate::doc::Doc;
use crate::words;
use std::ops::Range;
use text::speech::Polarity;

/// What polarity is judged by.
pub(crate) struct Said<'a, 't> {
    pub(crate) doc: &'a Doc<'t>,
    pub(crate) cue: Option<Range<usize>>,
    pub(crate) head: Option<usize>,
    /// Content in tokens, the condition left out.
    pub(crate) content: Vec<usize>,
    pub(crate) conditional: bool,
}

/// The polarity of a statement.
pub(crate) fn of(said: &Said<'_, '_>) -> Polarity {
    let negated = said.cue.clone().is_some_and(|cue| {
        cue.into_iter()
            .any(|i| matches!(said.doc.low(i), "not" | "n't" | "never") || said.doc.low(i).ends_with("n't"))
    });
    // In notes the first word of a turn often is the cue: "asked what easing means".
    let head = said.head.or_else(|| {
        said.content
            .first()
            .copied()
            .filter(|&i| said.doc.low(i).ends_with(['d', 's']))
    });
    head.and_then(|head| by_cue(said, head, negated))
        .unwrap_or_else(|| by_content(said))
}

fn by_cue(said: &Said<'_, '_>, head: usize, negated: bool) -> Option<Polarity> {
    let head = said.doc.low(head);
    let first = said.content.first().map_or("", |&i| said.doc.low(i));
    let second = said.content.get(1).map_or("", |&i| said.doc.low(i));
    let silent = matches!(
        second,
        "comment" | "say" | "elaborate" | "discuss" | "answer" | "confirm" | "be" | "disclose" | "specify"
    );
    let polarity = match head {
        "declined" | "declines" | "decline" | "declining" | "refused" | "refuses" | "refuse" | "refusing"
            if first == "to" && silent =>
        {
            Polarity::DeclinesToSay
        }
        "denied" | "denies" | "deny" | "denying" | "denial" | "disputed" | "disputes" | "disclaimed"
        | "refuted" | "refutes" => Polarity::Denies,
        "refused" | "refuses" | "refuse" | "refusing" | "declined" | "declines" | "rejected" | "rejects"
        | "reject" | "rejecting" | "ruled" | "rules" | "dismissed" | "dismisses" | "opposed" | "opposes"
        | "oppose" | "opposing" | "vetoed" | "rebuffed" | "spurned" | "rejection" | "refusal"
        | "objected" | "objects" | "excluded" | "opposition" => Polarity::Refuses,
        "demanded" | "demands" | "demand" | "demanding" | "urged" | "urges" | "urge" | "urging"
        | "ordered" | "pressed" | "exhorted" | "required" | "requires" | "requiring" => Polarity::Demands,
        "called" | "calls" | "call" | "calling"
            if said
                .cue
                .clone()
                .is_some_and(|cue| matches!(said.doc.low(cue.end - 1), "for" | "on" | "upon")) =>
        {
            Polarity::Demands
        }
        "asked" | "asks" | "ask" | "asking" | "requested" | "requests" | "request" | "requesting"
        | "appealed" | "appeals" | "wondered" | "wonders" | "inquired" | "enquired" | "invited"
        | "begged" | "pleaded" | "plea" | "hoped" | "hopes" | "hope" | "hoping" | "wants" | "wanted"
        | "want" | "wished" | "wishes" => Polarity::Asks,
        "threatened" | "threatens" | "threaten" | "threatening" | "threat" => Polarity::Threatens,
        "promised" | "promises" | "promise" | "promising" | "pledged" | "pledges" | "pledge" | "pledging"
        | "vowed" | "vows" | "vow" | "vowing" | "undertook" | "undertakes" | "committed" | "guaranteed"
        | "guarantees" | "swore" => Polarity::Promises,
        "offered" | "offers" | "offer" | "offering" | "proposed" | "proposes" | "propose" | "proposing"
        | "volunteered" => Polarity::Offers,
        "agreed" | "agrees" | "agree" | "agreeing" | "accepted" | "accepts" | "accept" | "consented"
        | "concurred" | "approved" | "endorsed" | "endorses" | "welcomed" | "welcomes" | "welcome" => {
            Polarity::Agrees
        }
        _ => return None,
    };
    Some(match (polarity, negated) {
        (Polarity::Denies, true) => Polarity::Asserts,
        (Polarity::Refuses, true) => Polarity::IsOpenTo,
        (Polarity::Agrees | Polarity::Offers | Polarity::Promises, true) => Polarity::Refuses,
        (polarity, _) => polarity,
    })
}

fn by_content(said: &Said<'_, '_>) -> Polarity {
    let doc = said.doc;
    let words: Vec<&str> = said.content.iter().take(60).map(|&i| doc.low(i)).collect();
    if words.last() == Some(&"?") && words.len() > 1 {
        return Polarity::Asks;
    }
    let has = |phrase: &str| contains(&words, phrase);
    let any = |phrases: &[&str]| phrases.iter().any(|phrase| has(phrase));
    if any(&[
        "no comment",
        "would not say",
        "declined to comment",
        "would not comment",
        "refused to comment",
        "would not be drawn",
        "wd not discuss",
        "would not discuss",
        "declined to say",
        "refused to say",
        "declined to discuss",
        "not in a position to comment",
        "cannot comment",
        "could not say",
    ]) {
        return Polarity::DeclinesToSay;
    }
    let head = said.head.map_or("", |head| doc.low(head));
    let warned = matches!(head, "warned" | "warns" | "warning" | "warn" | "cautioned");
    if threatens(&words, warned, said.conditional) {
        return Polarity::Threatens;
    }
    if yields(&words) {
        return Polarity::IsOpenTo;
    }
    if refuses(&words) {
        return Polarity::Refuses;
    }
    if demands(&words) {
        return Polarity::Demands;
    }
    if let Some(polarity) = willing(&words, said.conditional) {
        return polarity;
    }
    let opening = words.get(..words.len().min(5)).unwrap_or_default();
    if ["deny", "denies", "denied"].iter().any(|w| opening.contains(w)) {
        return Polarity::Denies;
    }
    if any(&[
        "a lie",
        "an invention",
        "a fabrication",
        "untrue",
        "not true",
        "false",
        "baseless",
        "groundless",
        "unfounded",
    ]) {
        return Polarity::Denies;
    }
    if any(&[
        "agree to",
        "agreed to",
        "agrees to",
        "agreed that",
        "agree that",
        "we agree",
        "we accept",
        "accepted",
        "accepts",
    ]) {
        return Polarity::Agrees;
    }
    if any(&[
        "asks that",
        "asks for",
        "asked that",
        "asked for",
        "would like",
        "wd like",
        "would prefer",
        "requests",
        "hopes for",
        "we hope",
        "hopes that",
        "hoped that",
        "we ask",
        "we request",
        "please",
    ]) {
        return Polarity::Asks;
    }
    if negates(&words) {
        return Polarity::Denies;
    }
    Polarity::Asserts
}

fn contains(words: &[&str], phrase: &str) -> bool {
    let parts: Vec<&str> = phrase.split(' ').collect();
    words.windows(parts.len()).any(|window| window == parts)
}

fn is_future(word: &str) -> bool {
    matches!(
        word,
        "will" | "would" | "wd" | "'ll" | "'d" | "shall" | "won't" | "wouldn't" | "wo"
    )
}

fn threatens(words: &[&str], warned: bool, conditional: bool) -> bool {
    let future = words.iter().any(|w| is_future(w)) || words.contains(&"shall");
    let harm = words.iter().any(|w| {
        [
            "retaliat",
            "punish",
            "destroy",
            "annihilat",
            "expel",
            "consequences",
            "reprisal",
            "crush",
            "sea of fire",
        ]
        .iter()
        .any(|stem| w.starts_with(stem))
    });
    let act = words.iter().any(|w| {
        matches!(
            *w,
            "strike"
                | "attack"
                | "respond"
                | "suspend"
                | "withdraw"
                | "cut"
                | "close"
                | "leave"
                | "cancel"
                | "halt"
                | "end"
                | "break"
                | "undo"
                | "stop"
                | "quit"
                | "abandon"
                | "resume"
                | "expel"
                | "recall"
                | "seize"
        )
    });
    harm && (future || warned) || warned && (future && (act || conditional))
}

/// A refusal refused: "would not object".
fn yields(words: &[&str]) -> bool {
    words.windows(3).any(|w| {
        (is_future(w[0]) || matches!(w[0], "do" | "does" | "did" | "could" | "can"))
            && matches!(w[1], "not" | "n't")
            && matches!(
                w[2],
                "object" | "rule" | "exclude" | "mind" | "stand" | "insist" | "preclude" | "resist"
            )
    }) || words.windows(2).any(|w| {
        matches!(w[0], "wouldn't" | "won't" | "don't" | "doesn't")
            && matches!(w[1], "object" | "mind" | "rule" | "exclude")
    }) || contains(words, "no objection")
        || contains(words, "would not oppose")
        || contains(words, "will not oppose")
        || contains(words, "not excluded")
        || contains(words, "not ruled out")
        || contains(words, "not be ruled out")
        || contains(words, "cannot be excluded")
}

fn refuses(words: &[&str]) -> bool {
    let modal = words.windows(2).any(|w| {
        (is_future(w[0]) || matches!(w[0], "can" | "could" | "ca" | "may"))
            && matches!(w[1], "not" | "n't" | "never" | "no")
    }) || words
        .iter()
        .any(|w| matches!(*w, "won't" | "cannot" | "can't" | "wouldn't"));
    let phrase = [
        "rule out",
        "ruled out",
        "rules out",
        "refuse",
        "refuses",
        "refused",
        "reject",
        "rejects",
        "rejected",
        "not prepared to",
        "not ready to",
        "not willing to",
        "unwilling",
        "not open to",
        "out of the question",
        "no question of",
        "not going to",
        "unacceptable",
        "unthinkable",
        "not negotiable",
        "non-negotiable",
        "never accept",
        "no reason to",
        "see no reason",
        "not acceptable",
        "no interest in",
        "no intention",
        "no longer",
        "oppose",
        "opposes",
        "opposed",
    ]
    .iter()
    .any(|p| contains(words, p));
    let opposed = contains(words, "not oppose")
        || contains(words, "n't oppose")
        || contains(words, "never opposed")
        || contains(words, "not opposed");
    let nobody = words.iter().take(14).any(|w| is_future(w))
        && words.iter().take(4).any(|w| matches!(*w, "nobody" | "none"))
        || contains(words.get(..words.len().min(6)).unwrap_or_default(), "no one");
    (modal || nobody || phrase && !opposed)
        && !contains(words, "could not be")
        && !contains(words, "cannot be sure")
        || bare_no(words) == Some(true)
}

/// "no talks": whether a bare "no …" names something to be done (refused) or something that is (denied).
fn bare_no(words: &[&str]) -> Option<bool> {
    let skip = words
        .iter()
        .take_while(|w| {
            matches!(
                **w,
                "that" | "there" | "is" | "was" | "would" | "be" | "," | "“" | "\""
            )
        })
        .count();
    if words.get(skip) != Some(&"no") {
        return None;
    }
    let thing = words.iter().skip(skip + 1).take(4);
    Some(thing.clone().any(|w| {
        [
            "talk",
            "meeting",
            "mtg",
            "deal",
            "concession",
            "inspect",
            "visit",
            "recogni",
            "release",
            "return",
            "access",
            "negotiat",
            "dialogue",
            "compromise",
            "withdraw",
            "ceasefire",
            "more",
            "further",
            "second",
            "settlement",
            "sanction",
            "delay",
            "agreement",
            "change",
        ]
        .iter()
        .any(|stem| w.starts_with(stem))
    }))
}

fn demands(words: &[&str]) -> bool {
    words.iter().enumerate().any(|(i, w)| {
        let next = words.get(i + 1).copied().unwrap_or_default();
        let own = i > 0 && matches!(words[i - 1], "we" | "i");
        match *w {
            "must" | "shd" => next != "have" && !own && !(next == "not" && words.get(i + 2) == Some(&"have")),
            "should" => next != "have" && !own && i > 0,
            "ought" => !own,
            "has" | "have" | "needs" | "need" => next == "to" && !own && words.get(i + 2) != Some(&"be"),
            "demand" | "demands" | "insists" => true,
            "let" => i == 0 && next != "us" && next != "me",
            "expects" | "expect" => words.iter().skip(i + 1).take(6).any(|w| *w == "to"),
            _ => false,
        }
    })
}

fn willing(words: &[&str], conditional: bool) -> Option<Polarity> {
    let any = |phrases: &[&str]| phrases.iter().any(|phrase| contains(words, phrase));
    if any(&[
        "open to",
        "might consider",
        "may consider",
        "would consider",
        "wd consider",
        "could consider",
        "will consider",
        "be considered",
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
        "open for",
        "wishes to",
    ]) {
        return Some(Polarity::IsOpenTo);
    }
    if any(&[
        "prepared to",
        "ready to",
        "willing to",
        "offer",
        "offers",
        "offered",
        "proposes",
        "happy to",
        "glad to",
    ]) {
        return Some(Polarity::Offers);
    }
    for (i, w) in words.iter().enumerate().take(40) {
        let own = i == 0
            || matches!(
                words[i - 1],
                "we" | "i" | "they" | "he" | "she" | "it" | "," | "and" | "but" | "that"
            )
            || i < 8;
        let next = words.get(i + 1).copied().unwrap_or_default();
        if !own {
            continue;
        }
        match *w {
            "would" | "wd" | "'d" if (conditional || i == 0) && !is_state(next) => {
                return Some(Polarity::Offers);
            }
            "could" | "cd" | "can" | "may" if conditional => return Some(Polarity::IsOpenTo),
            "will" | "shall" | "'ll" if conditional && !is_state(next) => return Some(Polarity::Offers),
            "will" | "shall" | "'ll" if next != "be" && (i == 0 || matches!(words[i - 1], "we" | "i")) => {
                return Some(Polarity::Promises);
            }
            _ => {}
        }
    }
    None
}

/// Verbs after "would" that tell of a state rather than of a deed.
fn is_state(word: &str) -> bool {
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

fn negates(words: &[&str]) -> bool {
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
