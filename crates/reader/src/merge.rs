//! Statements that a model found beside those that the rules found.

use crate::doc::Doc;
use crate::frames::{Frame, Rule};
use crate::{confidence, words};
use std::ops::Range;

/// The model's frames with their shares; in notes and letters also those by rule that stand where it saw nothing.
pub(crate) fn merged(model: Vec<(Frame, f32)>, ruled: Vec<Frame>, noted: bool) -> (Vec<Frame>, Vec<f32>) {
    let mut both = model;
    // Whom a rule found told is told.
    for (frame, _) in &mut both {
        frame.rule = Rule::Seen;
        let same = ruled.iter().find(|rule| meets(&rule.cue, &frame.cue));
        frame.hearer = same.and_then(|rule| rule.hearer.clone());
        frame.head = same.and_then(|rule| rule.head).or(frame.head);
    }
    if noted {
        // Who is named before a colon speaks.
        let turns: Vec<_> = ruled.iter().filter(|rule| rule.rule == Rule::Turn).collect();
        both.retain(|(frame, _)| !turns.iter().any(|turn| meets(&turn.content, &frame.content)));
        let apart = |rule: &Frame| {
            both.iter()
                .all(|(frame, _)| !meets(&rule.content, &frame.content) && !meets(&rule.cue, &frame.cue))
        };
        let more: Vec<_> = ruled
            .into_iter()
            .filter(|rule| apart(rule))
            .map(|rule| {
                let share = confidence::of(&rule);
                (rule, share)
            })
            .collect();
        both.extend(more);
        both.sort_by_key(|(f, _)| (f.sentence, f.cue.iter().chain(&f.content).map(|r| r.start).min()));
    }
    both.into_iter().unzip()
}

/// In papers of ours each sentence is a statement: what a model joined over a full stop, but for quotations, is parted.
pub(crate) fn parted(
    doc: &Doc<'_>,
    sentences: &[Range<usize>],
    frames: Vec<Frame>,
    shares: Vec<f32>,
) -> (Vec<Frame>, Vec<f32>) {
    let within = |at: usize| sentences.partition_point(|s| s.end <= at);
    let mut both = Vec::with_capacity(frames.len());
    for (mut frame, share) in frames.into_iter().zip(shares) {
        let cue = frame.cue.first().map(|cue| within(cue.start));
        let quoted = |run: &Range<usize>| run.clone().take(1).any(|i| words::is_quote_mark(doc.low(i)));
        let apart = |run: &Range<usize>| cue.is_some_and(|cue| within(run.start) != cue) && !quoted(run);
        let (later, mut own): (Vec<_>, Vec<_>) = frame.content.into_iter().partition(apart);
        // "We were reminded that …", "it was explained that …": who is told is no part of what is said.
        if own.len() > 1 {
            own.retain(|run| run.len() > 1 || !is_told(doc.low(run.start)));
        }
        frame.content = own;
        for run in later {
            if frame.content.is_empty() {
                frame.content.push(run);
                continue;
            }
            let number = within(run.start);
            let rest = Frame {
                source: Vec::new(),
                cue: Vec::new(),
                content: vec![run],
                head: None,
                hearer: None,
                rule: Rule::Carried,
                weight: frame.weight,
                sentence: number,
            };
            both.push((rest, share));
        }
        both.push((frame, share));
    }
    both.sort_by_key(|(f, _)| (f.sentence, f.cue.iter().chain(&f.content).map(|r| r.start).min()));
    both.into_iter().unzip()
}

fn is_told(word: &str) -> bool {
    words::is_pronoun(word) || words::is_first_person(word)
}

/// Whether two lists of runs share a token.
fn meets(one: &[Range<usize>], other: &[Range<usize>]) -> bool {
    one.iter()
        .any(|a| other.iter().any(|b| a.start < b.end && b.start < a.end))
}
