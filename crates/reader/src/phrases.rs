//! The polarity that the words of what is said give, where the cue gives none.

use crate::polarity::Said;
use crate::stance::Stance;
use crate::stock::{ASKED_BEFORE, ASSENT, REQUEST, SILENCE, UNTRUE, WORD_KEPT};
use crate::{hinges, modality, refusals, threats, undertakings};
use text::speech::Polarity;

/// What is said is silence, a threat, or stands in an exchange.
pub(crate) fn by_act(said: &Said<'_, '_>, stance: &Stance<'_>, head: &str) -> Option<Polarity> {
    let words = stance.words;
    if any(words, SILENCE) {
        return Some(Polarity::DeclinesToSay);
    }
    // "Your colleague said that it wasn't …": what a third is reported to say is asserted.
    let reported = words
        .iter()
        .take(6)
        .position(|w| matches!(*w, "said" | "say" | "says" | "tell" | "tells"));
    if reported.is_some_and(|at| at > 0 && !words[..at].iter().any(|w| matches!(*w, "we" | "i" | "not"))) {
        return Some(Polarity::Asserts);
    }
    let warned = matches!(head, "warned" | "warns" | "warning" | "warn" | "cautioned");
    if threats::announced(words, warned, said.conditional)
        || !said.limited
            && !stance.clause.is_empty()
            && (threats::over(words, stance.clause, &said.connective)
                || threats::follows(words, stance.clause, &said.connective))
    {
        return Some(Polarity::Threatens);
    }
    match said.connective.as_str() {
        // "Come with two thirds and there will be no next meeting".
        "and"
            if modality::contains(words, "there will be no")
                || matches!(stance.clause.first(), Some(&("one" | "another"))) =>
        {
            return Some(Polarity::Threatens);
        }
        "and" => return Some(Polarity::Offers),
        "no" if said.limited => {}
        "no" | "not until" | "not before" | "not unless" | "not without" | "not if"
            if stance.clause.first() == Some(&"not") || said.connective == "no" =>
        {
            return Some(Polarity::Refuses);
        }
        "need" | "failing which" | "otherwise" => return Some(Polarity::Demands),
        "first" if !words.iter().any(|w| modality::is_future(w)) => return Some(Polarity::Demands),
        _ => {}
    }
    None
}

/// What the form of the words tells: refused, demanded, asked, offered.
pub(crate) fn by_form(said: &Said<'_, '_>, stance: &Stance<'_>) -> Polarity {
    by_modal(said, stance).unwrap_or_else(|| by_phrase(said, stance))
}

/// Assent, leave and word given, each in words of its own.
fn by_assent(said: &Said<'_, '_>, words: &[&str]) -> Option<Polarity> {
    let proposed = [
        "i propose",
        "we propose",
        "i suggest that we",
        "i offer",
        "we offer",
    ];
    if any(words, &proposed) {
        return Some(Polarity::Offers);
    }
    if !said.conditional
        && any(
            words,
            &[
                "no objection",
                "no objections",
                "no difficulty in",
                "no difficulty with",
            ],
        )
    {
        return Some(Polarity::Agrees);
    }
    if words.starts_with(&["please", "do"]) {
        return Some(Polarity::Agrees);
    }
    // "Without Barranco there's no article 6".
    let lacking = words.starts_with(&["there", "'s", "no"]) || words.starts_with(&["there", "is", "no"]);
    if lacking && matches!(said.connective.as_str(), "without" | "w/o" | "unless" | "until") {
        return Some(Polarity::Refuses);
    }
    if refusals::yields(words) {
        return Some(Polarity::IsOpenTo);
    }
    // "Fine by him so long as it costs nothing".
    let fine = [
        "all right with",
        "all right w",
        "fine with",
        "fine by",
        "fine w",
        "ok with",
        "ok w",
        "okay with",
        "fine for",
    ];
    if any(words, &fine) && !words.iter().any(|w| crate::words::is_negation(w)) || undertakings::is_let(words)
    {
        return Some(Polarity::Agrees);
    }
    if !said.conditional && any(words, &["nothing against that", "nothing against it"])
        || undertakings::joins(words)
    {
        return Some(Polarity::Agrees);
    }
    if undertakings::delivers(words) || any(words, WORD_KEPT) {
        return Some(Polarity::Promises);
    }
    if undertakings::is_neglect(words) || undertakings::is_unable(words) {
        return Some(Polarity::Asserts);
    }
    None
}

fn by_modal(said: &Said<'_, '_>, stance: &Stance<'_>) -> Option<Polarity> {
    let words = stance.words;
    if let Some(polarity) = by_assent(said, words) {
        return Some(polarity);
    }
    let should = words.iter().any(|w| matches!(*w, "should" | "must" | "shd"));
    if should && words.first() == Some(&"no") {
        return Some(Polarity::Demands);
    }
    if said.conditional
        && matches!(
            words.first(),
            Some(&("no" | "nothing" | "none" | "nobody" | "never"))
        )
    {
        return Some(Polarity::Refuses);
    }
    if !said.conditional && undertakings::is_told_absent(words) {
        return Some(Polarity::Denies);
    }
    if undertakings::is_named_with(said, words) {
        return Some(Polarity::IsOpenTo);
    }
    if let Some(agreed) = undertakings::assents(said, words) {
        return Some(agreed);
    }
    if stance.is_moot() {
        return Some(Polarity::Denies);
    }
    if undertakings::foretells_others(words) {
        return Some(Polarity::Asserts);
    }
    if refusals::refuses(words) {
        return Some(Polarity::Refuses);
    }
    if modality::demands(words) || wants(words) || any(words, &["what we insist on", "we insist", "i insist"])
    {
        return Some(Polarity::Demands);
    }
    if undertakings::gives_word(words) {
        return Some(Polarity::Promises);
    }
    let bids = words.len() > 1
        && words.first().is_some_and(|w| hinges::is_request(w))
        && !words.get(1).is_some_and(|w| crate::words::is_auxiliary(w))
        && !words.starts_with(&["open", "to"]);
    let asks = any(words, REQUEST)
        && !any(words, ASKED_BEFORE)
        && !any(words, &["not asking for", "n't asking for"]);
    if asks && !modality::contains(words, "isn't asking for") || bids {
        return Some(Polarity::Asks);
    }
    if undertakings::helps(words) {
        return Some(Polarity::Offers);
    }
    // "Thinks that they would drop the fines if asked" tells what is thought.
    let head = said.head.map_or("", |head| said.doc.low(head));
    let thought = matches!(
        head,
        "thinks" | "thought" | "believes" | "believed" | "expects" | "doubts"
    );
    modality::willing(words, said.conditional, &said.connective)
        .filter(|polarity| !thought || *polarity == Polarity::IsOpenTo)
}

/// "We want all eleven of them home", "we need an account of it": what is wanted is a thing, not to do something.
fn wants(words: &[&str]) -> bool {
    let own = |w: &[&str]| matches!(w[0], "we" | "i") && matches!(w[1], "want" | "need" | "require");
    words
        .windows(3)
        .take(10)
        .any(|w| own(w) && !matches!(w[2], "to" | "not" | "nothing" | "no" | "peace" | "time" | "only"))
}

fn by_phrase(said: &Said<'_, '_>, stance: &Stance<'_>) -> Polarity {
    let words = stance.words;
    let opening = words.get(..words.len().min(5)).unwrap_or_default();
    if ["deny", "denies", "denied"].iter().any(|w| opening.contains(w)) {
        return Polarity::Denies;
    }
    if any(words, UNTRUE) {
        return Polarity::Denies;
    }
    if any(words, ASSENT) {
        return Polarity::Agrees;
    }
    if modality::negates(words) {
        return Polarity::Denies;
    }
    if stance.offers() {
        return Polarity::Offers;
    }
    if let Some(polarity) = stance.late() {
        return polarity;
    }
    by_condition(said, words).unwrap_or(Polarity::Asserts)
}

/// What a condition makes of words that tell a plain fact.
fn by_condition(said: &Said<'_, '_>, words: &[&str]) -> Option<Polarity> {
    if !said.conditional {
        return None;
    }
    // "The day they are paid, they stop it."
    let soon = matches!(
        said.connective.as_str(),
        "the day" | "the day that" | "the moment" | "the minute" | "the instant" | "as soon as" | "once"
    );
    let is_being = |w: &str| matches!(w, "was" | "were" | "is" | "are");
    let past = words
        .iter()
        .any(|w| is_being(w) || *w == "had" || w.ends_with("ed"));
    let clause: Vec<&str> = said.clause.clone().map(|i| said.doc.low(i)).collect();
    // "The mission will stay as long as it is needed."
    let lasts = said.connective.ends_with("long as")
        && words.iter().any(|w| {
            matches!(
                *w,
                "stay" | "remain" | "stays" | "remains" | "continue" | "continues"
            )
        });
    let reasoned =
        lasts || supposes(&clause) || supposes(words) || owns(words) || words.first() == Some(&"you");
    if (soon || hangs_on_a_deed(&said.connective)) && !past && !reasoned {
        return Some(Polarity::Offers);
    }
    let is = |what: &str| words.windows(2).any(|w| is_being(w[0]) && w[1] == what);
    if is("welcome") {
        return Some(Polarity::IsOpenTo);
    }
    is("available").then_some(Polarity::Offers)
}

/// Reasoning rather than a deed: "if he thinks that makes him smart".
fn supposes(words: &[&str]) -> bool {
    let view = |w: &&str| {
        matches!(
            *w,
            "think"
                | "thinks"
                | "believe"
                | "believes"
                | "know"
                | "knows"
                | "mean"
                | "means"
                | "look"
                | "looks"
                | "seem"
                | "seems"
                | "feel"
                | "feels"
                | "'re"
                | "'m"
        )
    };
    let is = words.windows(2).any(|w| {
        w[1] == "'s"
            && matches!(
                w[0],
                "it" | "that" | "he" | "she" | "there" | "what" | "who" | "this"
            )
    });
    is || words.iter().any(view)
}

/// "We have no context if …": a state of things.
fn owns(words: &[&str]) -> bool {
    words
        .iter()
        .any(|w| matches!(*w, "have" | "has" | "need" | "needs"))
}

/// "If Chisinau pays, the power station keeps running": what is done in return is told as a fact.
fn hangs_on_a_deed(connective: &str) -> bool {
    matches!(
        connective,
        "if" | "when"
            | "whenever"
            | "when and only when"
            | "if and only if"
            | "only if"
            | "only when"
            | "provided"
            | "provided that"
            | "in return for"
            | "in exchange for"
            | "in return"
            | "in exchange"
            | "against"
            | "given"
            | "assuming"
            | "providing"
            | "subject to"
            | "contingent on"
            | "contingent upon"
            | "conditional on"
            | "conditional upon"
            | "on one condition"
            | "on the understanding that"
            | "as long as"
            | "so long as"
            | "on condition that"
    )
}

fn any(words: &[&str], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| modality::contains(words, phrase))
}
