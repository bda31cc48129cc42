//! What a speaker does with the words: from the cue, then from negation and modals in what is said.

use crate::connective::is_modal;
use crate::doc::Doc;
use crate::{hinges, modality};
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
    /// The condition's connective, nothing without one.
    pub(crate) connective: String,
    /// The condition's words, in tokens.
    pub(crate) clause: Range<usize>,
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

#[allow(clippy::too_many_lines, reason = "a table of verbs")]
fn by_cue(said: &Said<'_, '_>, head: usize, negated: bool) -> Option<Polarity> {
    let head = said.doc.low(head);
    let word = |at: usize| said.content.get(at).map_or("", |&i| said.doc.low(i));
    let (first, second) = (word(0), word(1));
    let cue = said.cue.clone().unwrap_or_default();
    let past = said
        .content
        .iter()
        .take(16)
        .any(|&i| matches!(said.doc.low(i), "had" | "was" | "were" | "has" | "is" | "are"));
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
        "say" | "name" | "comment" | "specify" | "confirm" | "discuss" | "elaborate" | "answer"
        | "disclose" | "drawn"
            if negated && cue.clone().any(|i| is_modal(said.doc.low(i))) =>
        {
            return Some(Polarity::DeclinesToSay);
        }
        "complained" | "complains" | "accused" | "accuses" | "blamed" | "blames" | "blame" | "lamented"
        | "regretted" => Polarity::Asserts,
        // What others failed to do is told, not denied: "claimed that they had not been paid".
        "claimed" | "claims" | "noted" | "notes" | "recalled" | "reported" | "explained" | "stated"
        | "replied" | "said" | "says"
            if said.content.windows(2).take(12).any(|w| {
                matches!(said.doc.low(w[0]), "not" | "n't" | "never")
                    && matches!(said.doc.low(w[1]), "been" | "being")
            }) || !said.conditional && has_had_no(said) =>
        {
            Polarity::Asserts
        }
        "wants" | "wanted" | "want" if !negated => match (first, second) {
            ("us" | "me" | "to", _) => Polarity::Asks,
            _ => Polarity::Demands,
        },
        "expects" | "expected" | "expect"
            if matches!(first, "us" | "an" | "a")
                && !said.content.iter().any(|&i| said.doc.low(i) == "be") =>
        {
            Polarity::Demands
        }
        "insisted" | "insists" | "insist"
            if first == "on" || said.doc.low(cue.end.saturating_sub(1)) == "on" =>
        {
            Polarity::Demands
        }
        "suggested" | "suggests" | "suggest" | "suggesting" => match (first, second) {
            ("we" | "you" | "us", _) | ("that", "we" | "you" | "i") => Polarity::Asks,
            ("that" | "there" | "it" | "they" | "he" | "she" | "otherwise", _) => return None,
            _ => Polarity::Offers,
        },
        "assured" | "assures" | "assure"
            if said
                .content
                .iter()
                .take(14)
                .any(|&i| modality::is_future(said.doc.low(i)))
                && !negated
                && !past =>
        {
            Polarity::Promises
        }
        // "swore that nobody had been there" promises nothing.
        "promised" | "promises" | "vowed" | "swore" | "pledged" | "guaranteed" if first == "that" && past => {
            return None;
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

/// "claimed that the boats had no papers": what another lacked is told, not denied.
fn has_had_no(said: &Said<'_, '_>) -> bool {
    said.content
        .windows(2)
        .take(10)
        .any(|w| matches!(said.doc.low(w[0]), "had" | "has" | "have") && said.doc.low(w[1]) == "no")
        && !said.content.iter().take(4).any(|&i| {
            matches!(
                said.doc.low(i),
                "he" | "she" | "they" | "we" | "i" | "his" | "their" | "our"
            )
        })
}

fn by_content(said: &Said<'_, '_>) -> Polarity {
    let doc = said.doc;
    let words: Vec<&str> = said
        .content
        .iter()
        .take(60)
        .map(|&i| doc.low(i))
        .skip_while(|w| matches!(*w, "that" | "but" | "and" | "so" | "then" | "," | "“" | "\""))
        .collect();
    if words.last() == Some(&"?") && words.len() > 1 {
        return Polarity::Asks;
    }
    if let Some(answer) = answer(&words) {
        return answer;
    }
    let any = |phrases: &[&str]| phrases.iter().any(|phrase| modality::contains(&words, phrase));
    if any(SILENCE) {
        return Polarity::DeclinesToSay;
    }
    // "Your colleague said that it wasn't …": what a third is reported to say is asserted.
    let reported = words
        .iter()
        .take(6)
        .position(|w| matches!(*w, "said" | "say" | "says"));
    if reported.is_some_and(|at| at > 0 && !words[..at].iter().any(|w| matches!(*w, "we" | "i" | "not"))) {
        return Polarity::Asserts;
    }
    let head = said.head.map_or("", |head| doc.low(head));
    let warned = matches!(head, "warned" | "warns" | "warning" | "warn" | "cautioned");
    let clause: Vec<&str> = said.clause.clone().take(40).map(|i| doc.low(i)).collect();
    if modality::threatens(&words, warned, said.conditional)
        || !clause.is_empty() && modality::threatens_over(&words, &clause, &said.connective)
    {
        return Polarity::Threatens;
    }
    match said.connective.as_str() {
        "and" => return Polarity::Offers,
        "no" => return Polarity::Refuses,
        "need" => return Polarity::Demands,
        "first" if !words.iter().any(|w| modality::is_future(w)) => return Polarity::Demands,
        _ => {}
    }
    if modality::yields(&words) {
        return Polarity::IsOpenTo;
    }
    let should = words.iter().any(|w| matches!(*w, "should" | "must" | "shd"));
    if should && words.first() == Some(&"no") {
        return Polarity::Demands;
    }
    if said.conditional
        && matches!(
            words.first(),
            Some(&("no" | "nothing" | "none" | "nobody" | "never"))
        )
    {
        return Polarity::Refuses;
    }
    if modality::refuses(&words) {
        return Polarity::Refuses;
    }
    if modality::demands(&words) {
        return Polarity::Demands;
    }
    if any(REQUEST) || words.len() > 1 && words.first().is_some_and(|w| hinges::is_request(w)) {
        return Polarity::Asks;
    }
    if let Some(polarity) = modality::willing(&words, said.conditional, &said.connective) {
        return polarity;
    }
    let opening = words.get(..words.len().min(5)).unwrap_or_default();
    if ["deny", "denies", "denied"].iter().any(|w| opening.contains(w)) {
        return Polarity::Denies;
    }
    if any(UNTRUE) {
        return Polarity::Denies;
    }
    if any(ASSENT) {
        return Polarity::Agrees;
    }
    if modality::negates(&words) {
        return Polarity::Denies;
    }
    // "The day they are paid, they stop it."
    let soon = matches!(
        said.connective.as_str(),
        "the day" | "the day that" | "the moment" | "the minute" | "the instant" | "as soon as" | "once"
    );
    let past = words
        .iter()
        .any(|w| matches!(*w, "was" | "were" | "had" | "is" | "are") || w.ends_with("ed"));
    if soon && !past {
        return Polarity::Offers;
    }
    Polarity::Asserts
}

/// "Yes", "No.", "Agreed", "Provided he comes, yes".
fn answer(words: &[&str]) -> Option<Polarity> {
    let plain: Vec<&str> = words
        .iter()
        .copied()
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .collect();
    let alone = plain.len() == 1;
    match (
        plain.first().copied()?,
        plain.get(1).copied(),
        plain.last().copied()?,
    ) {
        ("no" | "never" | "impossible", None, _) => Some(Polarity::Refuses),
        ("not", Some(_), _) if plain.len() == 2 => Some(Polarity::Refuses),
        ("yes", ..) | (_, _, "yes") => Some(Polarity::Agrees),
        ("agreed" | "fine" | "ok" | "okay" | "done", ..) if alone => Some(Polarity::Agrees),
        _ => None,
    }
}

const SILENCE: &[&str] = &[
    "no comment",
    "would not say",
    "wd not say",
    "wouldn't say",
    "wdn't say",
    "won't say",
    "declined to comment",
    "would not comment",
    "refused to comment",
    "would not be drawn",
    "wouldn't be drawn",
    "wdn't be drawn",
    "wd not discuss",
    "would not discuss",
    "declined to say",
    "refused to say",
    "declined to discuss",
    "not in a position to comment",
    "not going to comment",
    "not comment",
    "can't comment",
    "cannot comment",
    "could not say",
    "couldn't say",
    "can't go into",
    "cannot go into",
    "won't go into",
    "not go into",
    "would not name",
    "wouldn't name",
    "wdn't name",
    "would not give a",
    "changed the subject",
    "nothing to say on",
    "not for me to say",
];

const UNTRUE: &[&str] = &[
    "a lie",
    "lies",
    "is lying",
    "are lying",
    "an invention",
    "a fabrication",
    "untrue",
    "not true",
    "simply not true",
    "false",
    "baseless",
    "groundless",
    "unfounded",
    "knew nothing",
    "knows nothing",
    "know nothing",
];

const ASSENT: &[&str] = &[
    "agree to",
    "agreed to",
    "agrees to",
    "agreed that",
    "agree that",
    "we agree",
    "we accept",
    "accepted",
    "accepts",
    "no difficulty with",
    "no problem with",
    "fine with",
];

const REQUEST: &[&str] = &[
    "asks that",
    "asks for",
    "asking for",
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
    "i ask",
    "please",
    "pls",
];
