//! Where somebody stands, told without a verb of saying: "GE would acknowledge nothing", "he was ready to pay half".

use crate::doc::Doc;
use crate::frames::{Frame, Rule};
use crate::lexicon::{Lexicon, Named};
use crate::resolve::World;
use crate::{clauses, ranks, words};
use std::ops::Range;

/// The frame of a sentence whose subject is somebody known and whose verb tells what he would do or wants.
pub(crate) fn frame(
    doc: &Doc<'_>,
    lexicon: &Lexicon,
    world: &World<'_, '_>,
    sentence: &Range<usize>,
    number: usize,
) -> Option<Frame> {
    let end = doc.end_of_words(sentence);
    let fronted = over_front(doc, sentence.start, end);
    let start = over_links(doc, fronted.unwrap_or(sentence.start), end);
    let label = world.in_cast(start).map(|_| start..start + 1);
    let subject = label.or_else(|| subject(doc, lexicon, start, end))?;
    let verb = over_links(doc, subject.end, end);
    let told = behind_colon(doc, verb, end);
    if doc.low(sentence.end - 1) == "?" || told.is_none() && !is_stand(doc, verb, end) {
        return None;
    }
    let speaker = world.speaker_quietly(&subject);
    let known = speaker.party.is_some() || speaker.person.is_some();
    if !known || world.is_we(&speaker) {
        return None;
    }
    // "None of his people will drive": the "none" is part of what is said.
    let none = matches!(doc.low(start), "none" | "nobody") && subject.start > start;
    let own = if fronted.is_some() || none {
        sentence.start
    } else {
        subject.end
    };
    // "The Vice-Minister welcomed this", "Bolivia reserved its answer": the verb is no part of what is said.
    let act = told.is_none() && fronted.is_none() && is_act(doc.low(verb)) && verb + 1 < end;
    let from = if act { verb + 1 } else { told.unwrap_or(own) };
    Some(Frame {
        source: vec![subject],
        cue: Some(verb..verb + 1).filter(|_| act).into_iter().collect(),
        content: std::iter::once(from..end).collect(),
        head: Some(verb).filter(|_| act),
        hearer: None,
        rule: Rule::Carried,
        weight: 0.5,
        sentence: number,
    })
}

/// "SE began with the market: Kigali will let them cross": what stands behind the colon.
fn behind_colon(doc: &Doc<'_>, verb: usize, end: usize) -> Option<usize> {
    let colon = (verb + 1..end.min(verb + 16)).find(|&i| doc.low(i) == ":" && doc.spaced(i + 1))?;
    let clause = colon + 1..end;
    let finite = clause
        .clone()
        .take(12)
        .any(|i| words::is_auxiliary(doc.low(i)) || clauses::is_verb(doc, i));
    // "DFM on the three boats: they had fished there".
    let matter = matches!(doc.low(verb), "on" | "about" | "re" | "regarding");
    (clause.len() > 3 && finite && (matter || clauses::is_verb(doc, verb))).then_some(colon + 1)
}

/// Behind the comma of a clause in front: "If the court rules, …".
fn over_front(doc: &Doc<'_>, start: usize, end: usize) -> Option<usize> {
    let word = doc.low(start);
    let opens = words::is_subordinator(word)
        || matches!(
            word,
            "should"
                | "were"
                | "without"
                | "failing"
                | "provided"
                | "in"
                | "short"
                | "absent"
                | "for"
                | "on"
                | "pending"
        );
    let comma = (start + 1..end.min(start + 24)).find(|&i| doc.low(i) == ",")?;
    opens.then_some(comma + 1)
}

/// Behind what only links a clause to the one before.
pub(crate) fn over_links(doc: &Doc<'_>, mut at: usize, end: usize) -> usize {
    while at < end
        && (words::is_coordinator(doc.low(at))
            || words::is_adverb(doc.low(at)) && !doc.is_capital(at)
            || matches!(
                doc.low(at),
                "still" | "however" | "nonetheless" | "nevertheless" | "though" | "too" | ","
            ))
    {
        at += 1;
    }
    at
}

/// A pronoun or a name with which the clause opens.
pub(crate) fn subject(doc: &Doc<'_>, lexicon: &Lexicon, start: usize, end: usize) -> Option<Range<usize>> {
    if matches!(doc.low(start), "he" | "she" | "they" | "it") {
        return Some(start..start + 1);
    }
    // "None of his people will drive by night".
    if matches!(doc.low(start), "none" | "nobody")
        && doc.low(start + 1) == "of"
        && matches!(doc.low(start + 2), "his" | "her")
    {
        return Some(start + 2..start + 4);
    }
    let name = start + usize::from(doc.low(start) == "the");
    if let Some((named, length)) = lexicon.name_at(doc, name) {
        let mut stop = name + length;
        // "The Kyrgyz side", "the Tajik delegate".
        while matches!(named, Named::Demonym(_)) && ranks::is_role(doc.word(stop)) {
            stop += 1;
        }
        return (!matches!(named, Named::We) && stop < end).then_some(start..stop);
    }
    // "The First Assistant Secretary": nothing but words for an office.
    let office = |i: &usize| ranks::is_role(doc.word(*i)) || matches!(doc.low(*i), "of" | "for");
    let stop = (name..end.min(name + 6)).find(|i| !office(i))?;
    (name > start && stop > name && !words::is_preposition(doc.low(stop - 1))).then_some(start..stop)
}

fn is_stand(doc: &Doc<'_>, verb: usize, end: usize) -> bool {
    let word = doc.low(verb);
    let ahead = |most: usize| (verb + 1..end.min(verb + 1 + most)).map(|i| doc.low(i));
    match word {
        "would" | "will" | "could" | "can" | "may" | "might" | "'d" | "'ll" | "won't" | "wouldn't"
        | "couldn't" | "cannot" | "can't" | "must" => true,
        "was" | "is" | "were" | "are" | "remained" | "remains" | "wasn't" | "isn't" | "'s" => {
            ahead(4).any(is_attitude)
        }
        "had" | "has" | "saw" | "sees" => ahead(1).any(|w| matches!(w, "no" | "nothing" | "little")),
        "did" | "does" | "do" => ahead(3).any(|w| is_attitude(w) || is_bare_stand(w)),
        "didn't" | "doesn't" | "don't" => ahead(2).any(|w| is_attitude(w) || is_bare_stand(w)),
        "against" | "wants" | "wanted" | "needs" | "needed" | "expects" | "expected" | "prefers"
        | "preferred" | "reserved" | "favours" | "favoured" | "supports" | "supported" | "opposes"
        | "opposed" | "requires" | "required" | "requested" | "accepts" | "accepted" | "welcomes"
        | "welcomed" | "invited" | "invites" | "reserves" | "agrees" | "agreed" | "refused" | "refuses"
        | "rejected" | "rejects" | "declined" | "offered" | "offers" | "insisted" | "insists"
        | "demanded" | "demands" | "undertook" | "promised" | "threatened" | "considered" | "considers"
        | "recognises" | "recognised" => verb + 1 < end,
        // "DFM open to an exchange".
        "open" | "willing" | "ready" | "prepared" | "unwilling" | "reluctant" => {
            ahead(1).any(|w| matches!(w, "to" | "for"))
        }
        "all" => ahead(1).any(|w| w == "for"),
        _ => false,
    }
}

/// Verbs that do with their object what they say.
fn is_act(word: &str) -> bool {
    matches!(
        word,
        "welcomed"
            | "welcomes"
            | "reserved"
            | "reserves"
            | "rejected"
            | "rejects"
            | "accepted"
            | "accepts"
            | "invited"
            | "invites"
    )
}

fn is_bare_stand(word: &str) -> bool {
    matches!(
        word,
        "want"
            | "need"
            | "accept"
            | "agree"
            | "exclude"
            | "rule"
            | "object"
            | "oppose"
            | "see"
            | "insist"
            | "expect"
            | "recognise"
            | "support"
            | "mind"
            | "promise"
            | "offer"
    )
}

fn is_attitude(word: &str) -> bool {
    matches!(
        word,
        "ready"
            | "prepared"
            | "willing"
            | "open"
            | "firm"
            | "adamant"
            | "opposed"
            | "unwilling"
            | "reluctant"
            | "categorical"
            | "clear"
            | "against"
            | "happy"
            | "relaxed"
            | "insistent"
            | "interested"
            | "averse"
            | "keen"
            | "favour"
            | "glad"
            | "disposed"
            | "inclined"
            | "content"
            | "bound"
            | "unable"
            | "negotiable"
            | "scathing"
    )
}
