//! Notes, minutes and transcripts: labels before what is said, header lines, list marks, times.

use crate::doc::Doc;
use crate::frames::{Frame, Rule};
use crate::lexicon::{Lexicon, Named};
use crate::segments::Block;
use crate::{asides, interjections, labels, verbs, words};
use std::ops::Range;

/// A turn: its label, the mark behind it, and where its words start, in tokens.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    pub(crate) label: Range<usize>,
    pub(crate) mark: Range<usize>,
    pub(crate) body: usize,
}

/// The turn that a block opens with a label.
pub(crate) fn turn(doc: &Doc<'_>, block: &Range<usize>) -> Option<Turn> {
    let span = doc.span_of(block.clone());
    let base = doc.text().byte_at(span.start());
    let words = doc.text().slice(span);
    let line = words.lines().next().unwrap_or_default();
    let label = labels::label_bytes(line)?;
    let name = doc.tokens_of(doc.text().span_of(base + label.name.start..base + label.name.end));
    let mark = name.end..name.end + 1;
    let body = mark.end;
    let title = is_title(doc, body..block.end) || is_shouted_line(words);
    (mark.end <= block.end && !name.is_empty() && !title).then_some(Turn {
        label: name,
        mark,
        body,
    })
}

/// Whether the words behind a label go on as a title does: "Visit to North Korea: Pyongyang Diary".
fn is_title(doc: &Doc<'_>, body: Range<usize>) -> bool {
    let words = body.clone().filter(|&i| doc.is_word(i)).count();
    let capital = body
        .clone()
        .all(|i| doc.is_capital(i) || doc.low(i).chars().count() < 4 && !doc.is_mark(i));
    (2..=10).contains(&words) && capital
}

/// Whether a block is a header line: "Date: …".
pub(crate) fn is_header(doc: &Doc<'_>, block: &Range<usize>) -> bool {
    let line = doc.words(block.clone()).lines().next().unwrap_or_default();
    labels::is_header_line(line)
}

/// Whether a block is a Markdown heading or a line in capitals without an end: nobody speaks in it.
pub(crate) fn is_heading(doc: &Doc<'_>, block: &Range<usize>) -> bool {
    doc.low(block.start) == "#" || is_shouted_line(doc.words(block.clone()))
}

/// "TRIPOLI: NO FIRST SHOT, NO LAST WORD".
fn is_shouted_line(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    letters > 4
        && words.len() < 120
        && !words.chars().any(char::is_lowercase)
        && words.chars().any(char::is_uppercase)
        && !words.trim_end().ends_with(['.', '?', '!', '"', '”'])
}

/// Whether a block begins with a number, as a report's paragraphs do and no speaker's.
pub(crate) fn is_numbered(doc: &Doc<'_>, block: &Range<usize>) -> bool {
    doc.low(block.start).starts_with(|c: char| c.is_ascii_digit()) && over_mark(doc, block) > block.start
}

/// The first token behind list marks, numbers, times and a handling mark in brackets: "[GREEN; on the record]".
pub(crate) fn over_mark(doc: &Doc<'_>, block: &Range<usize>) -> usize {
    let words = doc.words(block.clone());
    let line = words.lines().next().unwrap_or_default();
    let skipped = labels::over_lead(line);
    let base = doc.text().byte_at(doc.span(block.start).start());
    doc.token_at(doc.text().char_at(base + skipped)).min(block.end)
}

/// Whether a label is in capitals, as in a transcript, where turns run over several paragraphs.
pub(crate) fn is_shouted(doc: &Doc<'_>, turn: &Turn) -> bool {
    let label = doc.words(turn.label.clone());
    label.chars().filter(|c| c.is_alphabetic()).count() > 4 && !label.chars().any(char::is_lowercase)
}

/// A turn's statements: one a sentence in notes, all in one elsewhere. A later label in the same line
/// ("Chair: … VFM: …") starts another turn.
pub(crate) fn frames(doc: &Doc<'_>, block: &Block, turn: &Turn, noted: Option<&Lexicon>) -> Vec<Frame> {
    let mut found: Vec<Frame> = Vec::new();
    let mut turn = turn.clone();
    let Some(lexicon) = noted else {
        let body = turn.body..block.tokens.end;
        return if body.is_empty() {
            found
        } else {
            vec![Frame {
                weight: 0.3,
                ..frame(doc, &turn, body, 0)
            }]
        };
    };
    // "Adviser: … Moscow: no ambassador there": a place in mid-line is what he speaks of.
    let is_capital = |label: &Range<usize>| {
        let named = lexicon.name_at(doc, label.start);
        matches!(named, Some((Named::Capital(_), length)) if length == label.len())
    };
    let mut asked = false;
    for (number, sentence) in block.sentences.iter().enumerate() {
        let mut from = sentence.start.max(turn.body);
        if sentence.start > turn.body
            && let Some(other) = self::turn(doc, sentence)
                .filter(|other| !is_capital(&other.label))
                .or_else(|| interjections::turn(doc, lexicon, sentence))
        {
            from = other.body;
            turn = other;
        }
        // "Pressed: …" goes on with the same speaker.
        if doc.low(from + 1) == ":" && labels::HEADER_KEYS.contains(&doc.low(from)) {
            from += 2;
        }
        if from < sentence.end && !asides::is_courtesy(doc, &(from..sentence.end)) {
            let whole = frame(doc, &turn, from..sentence.end, number);
            // "We: families have names. He'd look at the list": he answers.
            let answers = from > turn.body && is_ours(doc, lexicon, &turn.label);
            let he = answers && matches!(doc.low(from), "he" | "she");
            // "E. tried again: could one of us see them? Perhaps".
            let asks = doc.low(sentence.end - 1) == "?";
            let whole = match (he, answers && asked && !asks) {
                (true, _) => Frame {
                    source: std::iter::once(from..from + 1).collect(),
                    ..whole
                },
                (false, true) => Frame {
                    source: Vec::new(),
                    rule: Rule::Carried,
                    ..whole
                },
                _ => whole,
            };
            asked = asks;
            found.push(performed(doc, told(doc, whole)));
        }
    }
    found
}

/// Whether a label names us, or one of us.
fn is_ours(doc: &Doc<'_>, lexicon: &Lexicon, label: &Range<usize>) -> bool {
    let own = lexicon.we.as_ref().and_then(|we| we.key.as_deref());
    match lexicon.name_at(doc, label.start) {
        Some((Named::We, _)) => true,
        Some((Named::Person(person), _)) => {
            let party = lexicon.persons[person]
                .party
                .map(|party| lexicon.parties[party].key.as_str());
            own.is_some() && party == own
        }
        _ => label.len() == 1 && words::is_first_person(doc.low(label.start)),
    }
}

/// "And I promise the other side, here, on the record, that the hospitals stay on": what is promised, not the promising.
fn performed(doc: &Doc<'_>, frame: Frame) -> Frame {
    let Some(body) = frame.content.first().cloned() else {
        return frame;
    };
    let start = body.start + usize::from(words::is_coordinator(doc.low(body.start)));
    let verb = start + 1;
    let own = matches!(doc.low(start), "i" | "we");
    let performs = matches!(
        doc.low(verb),
        "promise"
            | "assure"
            | "guarantee"
            | "repeat"
            | "warn"
            | "insist"
            | "swear"
            | "confirm"
            | "undertake"
            | "maintain"
    );
    let that = (verb + 1..body.end.min(verb + 14)).find(|&i| doc.low(i) == "that");
    match that.filter(|&that| own && performs && that + 2 < body.end) {
        Some(that) => Frame {
            cue: std::iter::once(verb..verb + 1).collect(),
            content: std::iter::once(that + 1..body.end).collect(),
            head: Some(verb),
            ..frame
        },
        None => frame,
    }
}

/// "Told him that we would pay", "Asked us to wait": who is told tells who speaks, and the rest is what is said.
fn told(doc: &Doc<'_>, frame: Frame) -> Frame {
    let Some(body) = frame.content.first().cloned() else {
        return frame;
    };
    let (verb, hearer) = (body.start, body.start + 1);
    // "Tell them that …" is itself what is said.
    let told = doc.low(verb).ends_with(['d', 's']);
    let takes_hearer = told && (verbs::takes_hearer(doc.low(verb)) || doc.low(verb) == "asked");
    let person = matches!(doc.low(hearer), "us" | "me" | "him" | "her" | "them");
    let start = hearer + 1 + usize::from(doc.low(hearer + 1) == "that");
    if !takes_hearer || !person || start >= body.end {
        return frame;
    }
    let ours = !words::is_first_person(doc.low(hearer));
    Frame {
        source: if ours { Vec::new() } else { frame.source },
        cue: std::iter::once(verb..hearer + 1).collect(),
        content: std::iter::once(start..body.end).collect(),
        head: Some(verb),
        hearer: Some(hearer..hearer + 1),
        rule: Rule::Clause,
        ..frame
    }
}

/// What `turn` says with these words.
pub(crate) fn frame(doc: &Doc<'_>, turn: &Turn, body: Range<usize>, number: usize) -> Frame {
    let mut end = body.end;
    while end > body.start + 1 && doc.is_mark(end - 1) && matches!(doc.low(end - 1), "." | ";" | "!") {
        end -= 1;
    }
    Frame {
        source: vec![turn.label.clone()],
        cue: vec![turn.mark.clone()],
        content: std::iter::once(body.start..end).collect(),
        head: None,
        hearer: None,
        rule: Rule::Turn,
        weight: 0.7,
        sentence: number,
    }
}
