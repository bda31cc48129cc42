//! Who won't speak of something: "On the price he would not be drawn", "How much was left Rep refused to say",
//! "She did not care to say who would come".

use crate::clauses;
use crate::doc::Doc;
use crate::frames::{Frame, Rule};
use crate::segments::Block;
use crate::{free, notes, words};
use std::ops::Range;

/// How likely such a sentence is a statement.
pub(crate) const SHARE: f32 = 0.6;

/// The frame of a sentence in which somebody declines to speak of a topic that it names.
pub(crate) fn frame(doc: &Doc<'_>, sentence: &Range<usize>, number: usize) -> Option<Frame> {
    let end = doc.end_of_words(sentence);
    let phrase = (sentence.start..end).find_map(|at| phrase(doc, at, end))?;
    let source = subject(doc, sentence.start, phrase.start);
    let front = source.as_ref().map_or(phrase.start, |source| source.start);
    let content = behind(doc, phrase.end, end).or_else(|| in_front(doc, sentence.start, front))?;
    Some(Frame {
        source: source.into_iter().collect(),
        cue: vec![phrase],
        content: vec![content],
        head: None,
        hearer: None,
        rule: Rule::Silent,
        weight: SHARE,
        sentence: number,
    })
}

/// The words of declining that start at `at`.
fn phrase(doc: &Doc<'_>, at: usize, high: usize) -> Option<Range<usize>> {
    let mut i = at;
    let first = doc.low(at);
    let modal = matches!(
        first,
        "would" | "will" | "could" | "can" | "did" | "does" | "do" | "was" | "is" | "were" | "had" | "has"
    );
    let short = matches!(
        first,
        "wouldn't" | "won't" | "couldn't" | "can't" | "cannot" | "didn't" | "doesn't" | "wasn't" | "isn't"
    );
    let mut negated = short;
    if modal || short {
        i += 1;
        if matches!(doc.low(i), "not" | "n't" | "never") {
            negated = true;
            i += 1;
        }
        if matches!(first, "had" | "has") && matches!(doc.low(i), "no" | "nothing") {
            let said = doc.low(i) == "no" && doc.low(i + 1) == "comment";
            let nothing = doc.low(i) == "nothing" && doc.low(i + 1) == "to" && is_telling(doc, i + 2);
            return (said || nothing)
                .then_some(at..i + if said { 2 } else { 3 })
                .filter(|r| r.end <= high);
        }
    }
    if negated && doc.low(i) == "be" && doc.low(i + 1) == "drawn" && doc.low(i + 2) != "into" {
        return Some(at..i + 2);
    }
    // "As for Cobasna, she left the question to Moscow".
    let passed = matches!(first, "left" | "leaves" | "leave") && {
        let noun = i + 1 + usize::from(doc.low(i + 1) == "the");
        matches!(doc.low(noun), "question" | "matter" | "answer" | "that" | "it") && doc.low(noun + 1) == "to"
    };
    if passed {
        return Some(at..at + 1);
    }
    // "To our question about the prisoners he gave no answer", "on Shebaa he would say nothing".
    let nothing = |at: usize| {
        matches!(
            (doc.low(at), doc.low(at + 1)),
            ("say" | "said", "nothing") | ("keep" | "kept", "silent" | "silence")
        )
    };
    let named = at.checked_sub(1).is_some_and(|i| words::is_pronoun(doc.low(i)));
    if modal && first != "had" && nothing(i) || named && matches!(first, "said" | "kept") && nothing(at) {
        let start = if modal { i } else { at };
        return (start + 2 <= high).then_some(at..start + 2);
    }
    if matches!(first, "gave" | "had" | "has" | "gives")
        && doc.low(at + 1) == "no"
        && matches!(doc.low(at + 2), "answer" | "reply" | "comment" | "instructions")
    {
        return (at + 3 <= high).then_some(at..at + 3);
    }
    if matches!(first, "preferred" | "prefers") && doc.low(at + 1) == "to" && nothing(at + 2) {
        return (at + 4 <= high).then_some(at..at + 4);
    }
    let preferred = matches!(doc.low(i), "preferred" | "prefers" | "rather") && doc.low(i + 1) == "not";
    // "He preferred to keep his peace", "who would pay he was unable to say".
    let kept_own = matches!(first, "preferred" | "prefers" | "chose")
        && doc.low(at + 1) == "to"
        && doc.low(at + 2) == "keep"
        && matches!(doc.low(at + 3), "his" | "her" | "their" | "the")
        && matches!(doc.low(at + 4), "peace" | "counsel" | "silence");
    if kept_own {
        return (at + 5 <= high).then_some(at..at + 5);
    }
    if modal && doc.low(i) == "unable" && doc.low(i + 1) == "to" && is_telling(doc, i + 2) {
        return (i + 3 <= high).then(|| at..over_telling(doc, i + 2));
    }
    let unwilling = matches!(doc.low(i), "refused" | "refuses" | "declined" | "declines")
        || negated && matches!(doc.low(i), "care" | "wish" | "want")
        || preferred;
    let placed = negated && doc.low(i) == "in" && doc.low(i + 1) == "a" && doc.low(i + 2) == "position";
    if unwilling {
        i += 1 + usize::from(preferred);
    } else if placed {
        i += 3;
    } else if !(negated
        && matches!(
            first,
            "would" | "wouldn't" | "will" | "won't" | "could" | "couldn't"
        ))
    {
        return None;
    }
    i += usize::from(doc.low(i) == "to");
    // Without an unwilling verb only what is kept silent altogether: "would not say", not "would not give".
    let kept = is_telling(doc, i) && (unwilling || placed || matches!(doc.low(i), "say" | "comment" | "go"));
    (kept && i < high).then(|| at..over_telling(doc, i))
}

fn is_telling(doc: &Doc<'_>, at: usize) -> bool {
    doc.low(at) == "go" && doc.low(at + 1) == "into"
        || matches!(
            doc.low(at),
            "say" | "tell" | "comment" | "speak" | "elaborate" | "answer" | "disclose" | "add"
        )
        || doc.low(at) == "give" && over_telling(doc, at) > at + 1
}

/// Behind "say", "tell us", "give a figure".
fn over_telling(doc: &Doc<'_>, at: usize) -> usize {
    let next = at + 1;
    match doc.low(at) {
        "go" if doc.low(next) == "into" => next + 1,
        "say" | "keep" if matches!(doc.low(next), "nothing" | "silent" | "silence") => next + 1,
        "tell" if matches!(doc.low(next), "us" | "me" | "him" | "her" | "them") => next + 1,
        "give" => {
            let noun = next + usize::from(matches!(doc.low(next), "a" | "any" | "us" | "the"));
            let figure = matches!(
                doc.low(noun),
                "figure"
                    | "figures"
                    | "number"
                    | "numbers"
                    | "date"
                    | "details"
                    | "names"
                    | "view"
                    | "opinion"
            );
            if figure { noun + 1 } else { next }
        }
        _ => next,
    }
}

/// What follows: "on the price", "who would come".
fn behind(doc: &Doc<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let word = doc.low(from);
    let about = matches!(word, "on" | "about" | "of" | "regarding");
    let asked = words::is_question_word(word);
    let start = from + usize::from(about);
    // "Would not say so", "tonight".
    (from < end && (about || asked) && start < end).then_some(start..end)
}

/// What goes before: "On the price he …", "How much was left Rep …", "Compensation: …", "Numbers? …".
fn in_front(doc: &Doc<'_>, start: usize, front: usize) -> Option<Range<usize>> {
    let mut from = start;
    while from < front && doc.is_mark(from) {
        from += 1;
    }
    let colon = (from..front)
        .rev()
        .find(|&i| matches!(doc.low(i), ":" | "?" | "–" | "—" | "→"));
    let mut end = colon.unwrap_or(front);
    while end > from && doc.is_mark(end - 1) {
        end -= 1;
    }
    let length = match (doc.low(from), doc.low(from + 1)) {
        ("on" | "about" | "regarding" | "concerning" | "of", _) => 1,
        ("to", "our" | "my" | "the")
            if matches!(doc.low(from + 2), "question" | "questions")
                && matches!(doc.low(from + 3), "about" | "on") =>
        {
            4
        }
        ("as", "to" | "for" | "regards")
        | ("asked" | "questioned" | "pressed" | "quizzed", "about" | "on" | "over") => 2,
        _ => 0,
    };
    let named = length > 0 || words::is_question_word(doc.low(from)) || colon.is_some();
    (named && from + length < end).then(|| from + length..end)
}

/// Who declines: the noun phrase before the words.
fn subject(doc: &Doc<'_>, low: usize, at: usize) -> Option<Range<usize>> {
    let before = at.checked_sub(1).filter(|&i| i >= low && doc.is_word(i))?;
    if words::is_pronoun(doc.low(before)) {
        return Some(before..at);
    }
    // "How much coal was left at Cuciurgan Rep refused to say": a label behind another name.
    let initials = doc.word(before).chars().filter(|c| c.is_uppercase()).count() > 1;
    let label = doc.is_capital(before)
        && doc.word(before).chars().count() <= 4
        && before > low
        && (doc.is_capital(before - 1) || initials)
        && words::is_question_word(doc.low(low));
    if label {
        return Some(before..at);
    }
    let phrase =
        clauses::phrase_before(doc, low, at).filter(|phrase| !words::is_auxiliary(doc.low(phrase.start)))?;
    // "On Kabul's attendance the Deputy Minister …": the last article opens the subject.
    let article = phrase.clone().rev().find(|&i| {
        matches!(doc.low(i), "the" | "a" | "an" | "his" | "her" | "their") && i > phrase.start + 1
    });
    Some(article.unwrap_or(phrase.start)..phrase.end)
}

/// Puts such frames in the place of those that the same words were read as.
pub(crate) fn complete(
    doc: &Doc<'_>,
    block: &Block,
    frames: Vec<Frame>,
    shares: Vec<f32>,
) -> (Vec<Frame>, Vec<f32>) {
    let judged = shares.len() == frames.len();
    let mut both: Vec<(Frame, f32)> = frames
        .into_iter()
        .zip(shares.into_iter().chain(std::iter::repeat(SHARE)))
        .collect();
    let lead = notes::over_mark(doc, &block.tokens);
    for (number, sentence) in block.sentences.iter().enumerate() {
        let sentence = &(sentence.start.max(lead).min(sentence.end)..sentence.end);
        let found = frame(doc, sentence, number).or_else(|| free::frame(doc, sentence, number));
        let Some(silent) = found else {
            continue;
        };
        let turn = both
            .iter()
            .any(|(other, _)| other.sentence == number && matches!(other.rule, Rule::Turn | Rule::Quoted));
        if turn {
            continue;
        }
        let whole = sentence.start..sentence.end;
        both.retain(|(other, _)| other.sentence != number || !overlaps(other, &silent, &whole));
        both.push((silent, SHARE));
    }
    both.sort_by_key(|(f, _)| (f.sentence, f.cue.iter().chain(&f.content).map(|r| r.start).min()));
    let (frames, shares): (Vec<Frame>, Vec<f32>) = both.into_iter().unzip();
    let shares = if judged { shares } else { Vec::new() };
    (frames, shares)
}

fn overlaps(other: &Frame, silent: &Frame, sentence: &Range<usize>) -> bool {
    let meet = |one: &Range<usize>, two: &Range<usize>| one.start < two.end && two.start < one.end;
    let own = silent.cue.iter().chain(&silent.content);
    let mut all = other.cue.iter().chain(&other.content);
    all.any(|run| meet(run, sentence) && own.clone().any(|part| meet(run, part)))
}
