//! Whether a party does as it says.

use super::claim::{Claim, content, covered};
use crate::position::days_between;
use domain::{Measure, MeasureState, Polarity};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What share of a measure's words a statement must have to be about it.
const NAMED: f64 = 0.5;

/// A measure with what it is about.
pub(super) struct Deed<'a> {
    pub(super) measure: &'a Measure,
    pub(super) content: BTreeSet<String>,
}

impl<'a> Deed<'a> {
    pub(super) fn of(measure: &'a Measure) -> Self {
        Self {
            measure,
            content: content(&measure.what),
        }
    }
}

/// In what words and measure differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Promised, and let go.
    Lapsed,
    /// Promised, and still open after it was due.
    Overdue,
    /// Said to be done, and not done.
    Unfinished,
    /// Refused or denied, and done or begun.
    Done,
}

/// Whether a statement is about a measure: half of the measure's words, and two of them at least where it has two.
fn names(claim: &Claim<'_>, deed: &Deed<'_>) -> bool {
    let shared = deed.content.intersection(&claim.content).count();
    shared >= deed.content.len().min(2) && covered(&deed.content, &claim.content) >= NAMED
}

/// Whether the measure, as it stands on `today`, belies the statement.
pub(super) fn judge(claim: &Claim<'_>, deed: &Deed<'_>, today: Date) -> Option<Gap> {
    let measure = deed.measure;
    let said = claim.voice.day?;
    let about = measure.topics.is_empty()
        || measure
            .topics
            .iter()
            .any(|topic| claim.voice.statement.topics.contains(topic));
    if !about || claim.condition.is_some() || !names(claim, deed) {
        return None;
    }
    let polarity = claim.voice.statement.polarity;
    let bound = !matches!(
        polarity,
        Polarity::Demands
            | Polarity::Asks
            | Polarity::IsOpenTo
            | Polarity::DeclinesToSay
            | Polarity::Threatens
    );
    if !bound {
        return None;
    }
    let begun = matches!(measure.state, MeasureState::Done | MeasureState::UnderWay);
    if claim.says_no {
        return begun.then_some(Gap::Done);
    }
    let undertakes = matches!(polarity, Polarity::Promises | Polarity::Agrees)
        || polarity == Polarity::Asserts && claim.is_plain_will;
    let told_done = polarity == Polarity::Asserts && !claim.of_will && claim.of_past;
    let after = measure.since.is_none_or(|since| days_between(said, since) >= 0);
    let overdue = measure.due.is_some_and(|due| due < today) && measure.state.is_open();
    if told_done {
        return (measure.state != MeasureState::Done).then_some(Gap::Unfinished);
    }
    match measure.state {
        MeasureState::Lapsed if undertakes && after => Some(Gap::Lapsed),
        _ if undertakes && overdue => Some(Gap::Overdue),
        _ => None,
    }
}
