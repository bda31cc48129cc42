//! Statements that a model found beside those that the rules found.

use crate::confidence;
use crate::frames::{Frame, Rule};
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

/// Whether two lists of runs share a token.
fn meets(one: &[Range<usize>], other: &[Range<usize>]) -> bool {
    one.iter()
        .any(|a| other.iter().any(|b| a.start < b.end && b.start < a.end))
}
