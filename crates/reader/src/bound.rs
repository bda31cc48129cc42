//! Sentences with a condition. In notes and letters of ours hardly a sentence says what follows if something holds but
//! because somebody said so, with or without a cue: "Rwanda withdraws nothing until the list has been acted upon."

use crate::condition::{self, Found};
use crate::doc::Doc;
use crate::frames::{Frame, Rule};
use crate::lexicon::{Lexicon, Named};
use crate::resolve::World;
use crate::segments::Block;
use crate::{notes, stands, words};
use std::ops::Range;

/// How far behind a content a condition may begin to be part of it, in tokens.
const NEAR: usize = 3;

/// How likely such a sentence is a statement.
const SHARE: f32 = 0.5;

/// What the frames of a block leave out: what stands inside a condition is no statement of its own, a content reaches over the
/// condition right behind it, and a sentence whose condition is in no frame becomes one.
pub(crate) fn complete(
    doc: &Doc<'_>,
    lexicon: &Lexicon,
    world: &World<'_, '_>,
    block: &Block,
    frames: Vec<Frame>,
    shares: &[f32],
) -> (Vec<Frame>, Vec<f32>) {
    let judged = shares.len() == frames.len();
    // By sentence, so that a long block takes no longer than many short ones.
    let count = block.sentences.len();
    let mut by_sentence: Vec<Vec<(Frame, Option<f32>)>> = vec![Vec::new(); count.max(1)];
    for (i, frame) in frames.into_iter().enumerate() {
        let at = frame.sentence.min(count.saturating_sub(1));
        by_sentence[at].push((frame, shares.get(i).copied()));
    }
    for (number, sentence) in block.sentences.iter().enumerate() {
        let from = sentence.start.max(notes::over_mark(doc, &block.tokens));
        let sentence = from..sentence.end;
        if sentence.is_empty() || doc.low(sentence.end - 1) == "?" {
            continue;
        }
        for found in condition::narrowing(doc, &sentence) {
            let part = part(doc, &sentence, &found.tokens);
            let held = by_sentence[number]
                .iter()
                .any(|(frame, _)| holds(frame, &found.tokens));
            let near = by_sentence[number].iter_mut().find(|(frame, _)| {
                is_before(frame, &found, &part) && frame.cue.iter().all(|cue| cue.end <= found.tokens.start)
            });
            if let Some((frame, _)) = near.filter(|_| !held)
                && let Some(last) = frame.content.last_mut()
            {
                last.end = found.tokens.end;
            }
        }
        for found in condition::strong(doc, &sentence) {
            // What is said may begin a sentence before or go on into the next.
            let near = &mut by_sentence[number.saturating_sub(1)..(number + 2).min(count)];
            for frames in near.iter_mut() {
                frames.retain(|(frame, _)| !is_inside(frame, &found.tokens));
            }
            if near
                .iter()
                .flatten()
                .any(|(frame, _)| holds(frame, &found.tokens))
            {
                continue;
            }
            let part = part(doc, &sentence, &found.tokens);
            let reached = near
                .iter_mut()
                .flatten()
                .any(|(frame, _)| reaches(doc, frame, &found, &part));
            if let Some(frame) = (!reached)
                .then(|| frame(doc, lexicon, world, &part, number))
                .flatten()
            {
                by_sentence[number].retain(|(other, _)| !is_inside(other, &part));
                by_sentence[number].push((frame, Some(SHARE)));
            }
        }
    }
    let mut both: Vec<_> = by_sentence.into_iter().flatten().collect();
    both.sort_by_key(|(f, _)| (f.sentence, f.cue.iter().chain(&f.content).map(|r| r.start).min()));
    let (frames, shares): (Vec<Frame>, Vec<Option<f32>>) = both.into_iter().unzip();
    // Without a model's shares rules say themselves how likely they are.
    let shares = if judged && !shares.is_empty() {
        shares.into_iter().map(|share| share.unwrap_or(SHARE)).collect()
    } else {
        Vec::new()
    };
    (frames, shares)
}

/// Whether the frame's content could be made to reach over the condition, and was.
fn reaches(doc: &Doc<'_>, frame: &mut Frame, found: &Found, part: &Range<usize>) -> bool {
    let tokens = &found.tokens;
    if cuts(frame, tokens) {
        if let Some(run) = frame.content.iter_mut().find(|run| meet(run, tokens)) {
            run.start = tokens.start;
            run.end = run.end.max(tokens.end);
        }
    } else if is_before(frame, found, part) {
        if let Some(last) = frame.content.last_mut() {
            last.end = tokens.end;
        }
    } else if announces(doc, frame, part) {
        frame.content = std::iter::once(part.start..doc.end_of_words(part)).collect();
    } else {
        return false;
    }
    true
}

/// What stands around these tokens, as far as a colon before them and semicolons.
fn part(doc: &Doc<'_>, sentence: &Range<usize>, tokens: &Range<usize>) -> Range<usize> {
    let parts = |i: &usize| doc.low(*i) == ";" || doc.low(*i) == ":" && doc.spaced(*i + 1);
    let start = (sentence.start..tokens.start).rev().find(parts);
    let end = (tokens.end..sentence.end).find(|&i| doc.low(i) == ";");
    start.map_or(sentence.start, |i| i + 1)..end.unwrap_or(sentence.end)
}

/// "He laid out a sequence:".
fn announces(doc: &Doc<'_>, frame: &Frame, part: &Range<usize>) -> bool {
    let colon = part.start.checked_sub(1).is_some_and(|i| doc.low(i) == ":");
    let said = !frame.cue.is_empty() && frame.content.len() == 1;
    colon && said && frame.content.iter().all(|r| r.end + 1 == part.start)
}

/// Whether all of a frame stands within these tokens.
fn is_inside(frame: &Frame, tokens: &Range<usize>) -> bool {
    let mut all = frame.cue.iter().chain(&frame.content);
    all.all(|r| tokens.start <= r.start && r.end <= tokens.end) && frame.rule != Rule::Turn
}

/// Whether the frame tells of these tokens already, from their connective on.
fn holds(frame: &Frame, tokens: &Range<usize>) -> bool {
    frame.content.iter().any(|run| run.contains(&tokens.start)) || frame.rule == Rule::Turn
}

fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Whether a content begins within these tokens, so that their connective is left out, with no cue or source between.
fn cuts(frame: &Frame, tokens: &Range<usize>) -> bool {
    let cut = frame.content.iter().any(|run| meet(run, tokens));
    let own = frame.cue.iter().chain(&frame.source);
    cut && own.into_iter().all(|run| !meet(run, tokens))
}

fn is_before(frame: &Frame, found: &Found, part: &Range<usize>) -> bool {
    frame.content.last().is_some_and(|last| {
        last.start >= part.start && last.end <= found.tokens.start && found.tokens.start <= last.end + NEAR
    })
}

fn frame(
    doc: &Doc<'_>,
    lexicon: &Lexicon,
    world: &World<'_, '_>,
    part: &Range<usize>,
    number: usize,
) -> Option<Frame> {
    let end = doc.end_of_words(part);
    let start = stands::over_links(doc, part.start, end);
    let label = world.in_cast(start).map(|_| start..start + 1);
    let subject = label.or_else(|| stands::subject(doc, lexicon, start, end));
    // "We might see them if we left our telephones at the gate" is leave that we were given.
    let leave = matches!(doc.low(start + 1), "might" | "may");
    if end < start + 4 || words::is_first_person(doc.low(start)) && !leave {
        return None;
    }
    let named = start + usize::from(doc.low(start) == "the");
    let ours = match lexicon.name_at(doc, named) {
        Some((Named::We, length)) => Some(start..named + length),
        _ => None,
    };
    let source = ours.or_else(|| {
        subject.filter(|subject| {
            let speaker = world.speaker_quietly(subject);
            (speaker.party.is_some() || speaker.person.is_some()) && !world.is_we(&speaker)
        })
    });
    Some(Frame {
        source: source.into_iter().collect(),
        cue: Vec::new(),
        content: std::iter::once(start..end).collect(),
        head: None,
        hearer: None,
        rule: Rule::Carried,
        weight: SHARE,
        sentence: number,
    })
}
