//! Speech that a letter or minutes leave free, with no cue of its own: "Would we take a list to the presidency?", "We did
//! not know, and we said so", "Syria accepted, provided that officers answered", "There was no question of an apology".

use crate::doc::Doc;
use crate::frames::{Frame, Rule};
use crate::{condition, words};
use std::ops::Range;

/// How likely such a sentence is a statement.
const SHARE: f32 = 0.5;

/// What a sentence says in one of these ways.
pub(crate) fn frame(doc: &Doc<'_>, sentence: &Range<usize>, number: usize) -> Option<Frame> {
    let end = doc.end_of_words(sentence);
    let sentence = sentence.start..end;
    said_so(doc, &sentence)
        .or_else(|| assented(doc, &sentence))
        .or_else(|| no_question(doc, &sentence))
        .or_else(|| ruled_out(doc, &sentence))
        .or_else(|| not_allowed(doc, &sentence))
        .or_else(|| firm(doc, &sentence))
        .map(|frame| Frame {
            sentence: number,
            ..frame
        })
}

fn said(source: Option<Range<usize>>, cue: Range<usize>, content: Range<usize>) -> Frame {
    let own = source.is_some() && !cue.is_empty();
    Frame {
        source: source.into_iter().collect(),
        cue: Some(cue).filter(|cue| !cue.is_empty()).into_iter().collect(),
        content: vec![content],
        head: None,
        hearer: None,
        rule: if own { Rule::Clause } else { Rule::Carried },
        weight: SHARE,
        sentence: 0,
    }
}

/// "We didn't know, and we said so."
fn said_so(doc: &Doc<'_>, sentence: &Range<usize>) -> Option<Frame> {
    let so = sentence.end.checked_sub(1).filter(|&so| doc.low(so) == "so")?;
    let told = |i: usize| matches!(doc.low(i), "said" | "told");
    let cue = (sentence.start + 3..so).rev().take(2).find(|&i| told(i))?;
    let subject = cue
        .checked_sub(1)
        .filter(|&i| words::is_pronoun(doc.low(i)) || words::is_first_person(doc.low(i)))?;
    let and = subject.checked_sub(1).filter(|&i| doc.low(i) == "and")?;
    let end = and - usize::from(doc.low(and - 1) == ",");
    (end > sentence.start + 1).then(|| said(Some(subject..subject + 1), cue..so + 1, sentence.start..end))
}

/// "Syria accepted, provided that officers answered": nothing is told but the condition.
fn assented(doc: &Doc<'_>, sentence: &Range<usize>) -> Option<Frame> {
    let verb = (sentence.start + 1..sentence.end.min(sentence.start + 8))
        .find(|&i| matches!(doc.low(i), "accepted" | "agreed" | "consented" | "assented"))?;
    let start = verb + 1 + usize::from(doc.low(verb + 1) == ",");
    let found = condition::find(doc, &(start..sentence.end))?;
    let subject = sentence.start..verb;
    let plain = !subject
        .clone()
        .any(|i| words::is_auxiliary(doc.low(i)) || doc.is_mark(i));
    (found.tokens.start == start && plain).then(|| said(Some(subject), verb..verb + 1, start..sentence.end))
}

/// "There was no question of an apology".
fn no_question(doc: &Doc<'_>, sentence: &Range<usize>) -> Option<Frame> {
    let of = (sentence.start + 3..sentence.end.min(sentence.start + 8))
        .find(|&i| doc.low(i) == "of" && doc.low(i - 1) == "question" && doc.low(i - 2) == "no")?;
    let there = doc.low(sentence.start) == "there" || doc.low(sentence.start + 1) == "there";
    let plain = !(of + 1..sentence.end).any(|i| doc.is_mark(i));
    (there && plain && of + 1 < sentence.end)
        .then(|| said(None, sentence.start..of + 1, of + 1..sentence.end))
}

/// "The fee was not negotiable", "turbines were excluded": the thing is what is refused.
fn ruled_out(doc: &Doc<'_>, sentence: &Range<usize>) -> Option<Frame> {
    let high = sentence.end.min(sentence.start + 14);
    let be = (sentence.start + 1..high)
        .find(|&i| matches!(doc.low(i), "was" | "were" | "is" | "are" | "remained"))?;
    let rest: Vec<&str> = (be + 1..sentence.end.min(be + 6)).map(|i| doc.low(i)).collect();
    let out = matches!(
        rest.join(" ").as_str(),
        "not negotiable"
            | "excluded"
            | "out of the question"
            | "ruled out"
            | "unthinkable"
            | "unacceptable"
            | "off the table"
            | "not acceptable"
            | "not for sale"
            | "not on the table"
    );
    let subject = sentence.start..be;
    let plain = !subject.clone().any(|i| {
        doc.is_mark(i)
            || words::is_auxiliary(doc.low(i))
            || words::is_pronoun(doc.low(i))
            || words::is_relative(doc.low(i))
    });
    (out && plain).then(|| said(None, be..sentence.end, subject))
}

/// "On airspace he was firm: no aircraft would cross".
fn firm(doc: &Doc<'_>, sentence: &Range<usize>) -> Option<Frame> {
    let colon = (sentence.start + 2..sentence.end.min(sentence.start + 14))
        .find(|&i| doc.low(i) == ":" && doc.spaced(i + 1))?;
    let manner = matches!(
        doc.low(colon - 1),
        "firm"
            | "clear"
            | "blunt"
            | "adamant"
            | "categorical"
            | "brief"
            | "plain"
            | "frank"
            | "short"
            | "answer"
            | "position"
            | "view"
    );
    let subject = (sentence.start..colon)
        .rev()
        .find(|&i| matches!(doc.low(i), "he" | "she" | "they"))?;
    let told =
        manner && (subject + 1..colon).any(|i| matches!(doc.low(i), "was" | "were" | "is" | "gave" | "had"));
    let finite = (colon + 1..sentence.end)
        .take(14)
        .any(|i| words::is_auxiliary(doc.low(i)));
    (told && finite).then(|| {
        said(
            Some(subject..subject + 1),
            subject + 1..colon,
            colon + 1..sentence.end,
        )
    })
}

/// "Flags he will not allow": what is refused stands in front.
fn not_allowed(doc: &Doc<'_>, sentence: &Range<usize>) -> Option<Frame> {
    let subject = (sentence.start + 1..sentence.end.min(sentence.start + 10))
        .find(|&i| matches!(doc.low(i), "he" | "she" | "they") && !doc.is_mark(i - 1))?;
    let verb = sentence.end.checked_sub(1)?;
    let refused = matches!(
        doc.low(verb),
        "allow" | "accept" | "permit" | "tolerate" | "have" | "allowed" | "sign" | "discuss"
    ) && verb > subject + 1
        && (subject + 1..verb).all(|i| words::is_auxiliary(doc.low(i)) || words::is_negation(doc.low(i)))
        && (subject + 1..verb).any(|i| words::is_negation(doc.low(i)));
    let thing = sentence.start..subject;
    let plain = !thing
        .clone()
        .any(|i| doc.is_mark(i) || words::is_auxiliary(doc.low(i)) || words::is_subordinator(doc.low(i)));
    let opens =
        !words::is_preposition(doc.low(thing.start)) && !words::is_question_word(doc.low(thing.start));
    (refused && plain && opens).then(|| said(Some(subject..subject + 1), subject + 1..verb + 1, thing))
}

/// Whether a sentence asks with nothing before it: "Would we take a list to the presidency?", "Was it true that …?"
pub(crate) fn is_question(doc: &Doc<'_>, sentence: &Range<usize>) -> bool {
    let first = doc.low(sentence.start);
    let start = sentence.start + usize::from(matches!(first, "and" | "but" | "or"));
    let verb = matches!(
        doc.low(start),
        "would"
            | "could"
            | "was"
            | "were"
            | "did"
            | "had"
            | "might"
            | "should"
            | "will"
            | "can"
            | "is"
            | "are"
            | "do"
            | "does"
    );
    doc.low(sentence.end - 1) == "?" && verb && sentence.len() > 4
}

/// Who answers in so many words: "We would, up to six of them", "He did not".
pub(crate) fn answer(doc: &Doc<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let start = sentence.start;
    let pronoun = words::is_pronoun(doc.low(start)) || words::is_first_person(doc.low(start));
    let mark = start + 2 + usize::from(matches!(doc.low(start + 2), "not" | "n't"));
    let bare = words::is_auxiliary(doc.low(start + 1)) && (mark >= sentence.end || doc.is_mark(mark));
    (pronoun && bare && sentence.len() <= 16).then_some(start..start + 1)
}
