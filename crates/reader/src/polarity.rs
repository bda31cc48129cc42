//! What a speaker does with the words: from the cue, then from negation and modals in what is said.

use crate::doc::Doc;
use crate::modality;
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
    let has = |phrase: &str| modality::contains(&words, phrase);
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
    if modality::threatens(&words, warned, said.conditional) {
        return Polarity::Threatens;
    }
    if modality::yields(&words) {
        return Polarity::IsOpenTo;
    }
    if modality::refuses(&words) {
        return Polarity::Refuses;
    }
    if modality::demands(&words) {
        return Polarity::Demands;
    }
    if let Some(polarity) = modality::willing(&words, said.conditional) {
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
    if modality::negates(&words) {
        return Polarity::Denies;
    }
    Polarity::Asserts
}
