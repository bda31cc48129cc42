//! What the verb of a cue does: denies, demands, promises, offers.

use crate::connective::is_modal;
use crate::modality;
use crate::polarity::Said;
use text::speech::Polarity;

/// Reports and charges, which somebody who waves them aside denies.
fn is_claim(word: &str) -> bool {
    [
        "report",
        "claim",
        "allegation",
        "accusation",
        "suggestion",
        "rumour",
        "rumor",
        "charge",
        "talk",
        "idea",
        "notion",
    ]
    .iter()
    .any(|stem| word.starts_with(stem))
}

/// The polarity that the word `head` of the cue gives, `negated` or not.
#[allow(clippy::too_many_lines, reason = "a table of verbs")]
pub(crate) fn by_cue(said: &Said<'_, '_>, head: usize, negated: bool) -> Option<Polarity> {
    // In notes the cue is part of what is said.
    let behind = said
        .content
        .iter()
        .position(|&i| i == head)
        .map_or(0, |at| at + 1);
    let head = said.doc.low(head);
    let word = |at: usize| said.content.get(behind + at).map_or("", |&i| said.doc.low(i));
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
    let cued = |test: &[&str]| cue.clone().any(|i| test.contains(&said.doc.low(i)));
    // "Asked whether X, he said Y": what follows is the answer.
    let answered = matches!(head, "asked" | "pressed")
        && !matches!(first, "if" | "whether")
        && said
            .content
            .first()
            .zip(said.head)
            .is_some_and(|(&start, head)| start > head + 6);
    if answered {
        return None;
    }
    if cued(&["unwilling", "reluctant"])
        && cued(&["say", "name", "comment", "discuss", "specify", "disclose"])
    {
        return Some(Polarity::DeclinesToSay);
    }
    // "Wished to make clear that …"
    if cued(&["clear", "plain"]) {
        return None;
    }
    if cued(&["know", "like"]) && cued(&["wanted", "wants", "want", "would", "'d"]) {
        return Some(Polarity::Asks);
    }
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
        "insist" if negated => return Some(Polarity::Agrees),
        "consider" | "study" | "entertain" | "contemplate" | "explore" | "imagine" | "envisage"
        | "conceive" | "picture"
            if !negated && cue.clone().any(|i| is_modal(said.doc.low(i))) =>
        {
            Polarity::IsOpenTo
        }
        "hear" if negated && (first == "of" || cued(&["of"])) => return Some(Polarity::Refuses),
        "insisted" | "insists" | "insist"
            if first == "on" || said.doc.low(cue.end.saturating_sub(1)) == "on" =>
        {
            Polarity::Demands
        }
        "suggested" | "suggests" | "suggest" | "suggesting" if is_wished(said) => Polarity::Asks,
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
        "brushed" | "waved" | "shrugged" | "dismissed" | "dismisses" | "rejected" | "rejects" | "scoffed"
            if said.content.iter().take(3).any(|&i| is_claim(said.doc.low(i)))
                || cue.clone().any(|i| is_claim(said.doc.low(i))) =>
        {
            Polarity::Denies
        }
        "dismissed" | "dismisses" | "rejected" | "rejects" | "called" | "calls" | "brushed"
            if cued(&[
                "invention",
                "fabrication",
                "nonsense",
                "lie",
                "lies",
                "rumour",
                "slander",
            ]) =>
        {
            Polarity::Denies
        }
        // "Preferred to speak of the wine".
        "preferred" | "prefers" if first == "to" && matches!(second, "speak" | "talk") => {
            Polarity::DeclinesToSay
        }
        // "She pleaded that she knew nothing of it".
        "pleaded" | "pleads" if matches!(first, "that" | "he" | "she" | "they" | "it") || cued_that(said) => {
            return None;
        }
        "turned"
            if cued(&["down"])
                || said.content.iter().take(8).any(|&i| said.doc.low(i) == "down")
                || said
                    .content
                    .last()
                    .is_some_and(|&i| said.doc.low(i + 1) == "down") =>
        {
            Polarity::Refuses
        }
        "reserved" | "reserves"
            if said.content.iter().take(3).any(|&i| {
                said.doc.low(i).starts_with("position")
                    || matches!(said.doc.low(i), "answer" | "reply" | "judgment" | "comment")
            }) =>
        {
            Polarity::DeclinesToSay
        }
        "denied" | "denies"
            if is_withheld(first, second)
                || cue
                    .clone()
                    .last()
                    .is_some_and(|last| is_withheld(said.doc.low(last), first)) =>
        {
            return Some(Polarity::Refuses);
        }
        "believe" | "believes" | "think" | "thinks" if negated => return Some(Polarity::Denies),
        // "I don't for one moment say that they are reckless".
        "say" | "claim" | "pretend"
            if negated && cued(&["do", "does", "did", "don't", "doesn't", "didn't"]) && cued_that(said) =>
        {
            return Some(Polarity::Denies);
        }
        "denied" | "denies" | "deny" | "denying" | "denial" | "disputed" | "disputes" | "disclaimed"
        | "refuted" | "refutes" | "contests" | "contested" | "rebutted" | "disavowed" | "repudiated" => {
            Polarity::Denies
        }
        "refused" | "refuses" | "refuse" | "refusing" | "declined" | "declines" | "rejected" | "rejects"
        | "reject" | "rejecting" | "ruled" | "rules" | "rule" | "dismissed" | "dismisses" | "opposed"
        | "opposes" | "oppose" | "opposing" | "vetoed" | "rebuffed" | "spurned" | "rejection" | "refusal"
        | "objected" | "objects" | "object" | "excluded" | "opposition" => Polarity::Refuses,
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
        | "appealed" | "appeals" | "wondered" | "wonders" | "inquired" | "enquired" | "begged" | "begs"
        | "beg" | "begging" | "pleads" | "pleaded" | "plea" | "hoped" | "hopes" | "hope" | "hoping"
        | "wants" | "wanted" | "want" | "wished" | "wishes" | "advised" | "advises" | "recommended"
        | "recommends" | "encouraged" | "encourages" | "implored" | "counselled" => Polarity::Asks,
        "threatened" | "threatens" | "threaten" | "threatening" | "threat" => Polarity::Threatens,
        "promised" | "promises" | "promise" | "promising" | "pledged" | "pledges" | "pledge" | "pledging"
        | "vowed" | "vows" | "vow" | "vowing" | "undertook" | "undertakes" | "committed" | "guaranteed"
        | "guarantees" | "swore" => Polarity::Promises,
        "held" | "holds" | "hold" if negated && cued(&["hope", "prospect"]) => {
            return Some(Polarity::Refuses);
        }
        _ if held_out(said, head, first, second, negated) => return Some(Polarity::Offers),
        "invited" | "invites" | "invite" | "floated" | "floats" | "mooted" | "tabled" | "dangled"
        | "offered" | "offers" | "offer" | "offering" | "proposed" | "proposes" | "propose" | "proposing" => {
            Polarity::Offers
        }
        "volunteered" | "volunteers" if first != "that" && !cued_that(said) => Polarity::Offers,
        // "Did not accept that they were in breach".
        "accept" | "agree" | "concede" | "recognise" | "recognize" | "acknowledge"
            if negated && cued_that(said) =>
        {
            return Some(Polarity::Denies);
        }
        "agreed" | "agrees" | "agree" | "agreeing" | "accepted" | "accepts" | "accept" | "consented"
        | "consent" | "concurred" | "approved" | "endorsed" | "endorses" | "welcomed" | "welcomes"
        | "welcome" => Polarity::Agrees,
        _ => return None,
    };
    Some(match (polarity, negated) {
        (Polarity::Denies, true) => Polarity::Asserts,
        (Polarity::Refuses, true) => Polarity::IsOpenTo,
        (Polarity::Asks, true) if matches!(head, "wished" | "wishes" | "wanted" | "wants") => {
            Polarity::Refuses
        }
        (Polarity::Agrees | Polarity::Offers | Polarity::Promises, true) => Polarity::Refuses,
        (polarity, _) => polarity,
    })
}

/// Whether what is said opens with "that", in the cue or behind it.
fn cued_that(said: &Said<'_, '_>) -> bool {
    let first = said.content.first().copied();
    first.is_some_and(|i| said.doc.low(i) == "that" || i > 0 && said.doc.low(i - 1) == "that")
}

/// "Held out the prospect of …", "hinted at a swap".
fn held_out(said: &Said<'_, '_>, head: &str, first: &str, second: &str, negated: bool) -> bool {
    match head {
        "held" | "holds" if !negated => said
            .content
            .iter()
            .take(4)
            .any(|&i| said.doc.low(i) == "prospect"),
        "hinted" | "hints" => first == "at" || matches!(second, "swap" | "deal" | "trade" | "exchange"),
        _ => false,
    }
}

/// "suggested that he raise it": a bare verb where one in the present or past would stand.
fn is_wished(said: &Said<'_, '_>) -> bool {
    let words: Vec<&str> = said.content.iter().take(10).map(|&i| said.doc.low(i)).collect();
    let Some(subject) = words
        .iter()
        .position(|w| !matches!(*w, "that" | "the" | "a" | "our" | "his" | "their"))
    else {
        return false;
    };
    let be = words.iter().enumerate().any(|(i, w)| {
        *w == "be"
            && i > 0
            && !crate::words::is_auxiliary(words[i - 1])
            && words[i - 1] != "to"
            && words[i - 1] != "not"
    });
    let finite = words.iter().skip(subject).any(|w| {
        crate::words::is_auxiliary(w) && *w != "be" && *w != "'s" || w.ends_with("ed") || w.ends_with('s')
    });
    words.first() == Some(&"that") && !be && !finite && words.len() > 4
}

/// "denied us the figures".
fn is_withheld(first: &str, second: &str) -> bool {
    matches!(first, "us" | "me" | "him" | "them")
        && !matches!(second, "" | "." | ",")
        && (crate::words::is_determiner(second) || second.ends_with('s'))
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
