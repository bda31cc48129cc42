//! Labels of a chain: outside, or beginning, inside, end or whole of a source, cue or content.

use crate::tags::{Part, Tag};
use std::ops::Range;

/// How many labels there are.
pub const LABELS: usize = 13;

/// A number for each label.
pub type Row = [f32; LABELS];

/// Outside of every part.
pub const OUTSIDE: u8 = 0;

const BEGIN: u8 = 0;
const INSIDE: u8 = 1;
const END: u8 = 2;
const WHOLE: u8 = 3;

/// The part of a label, and its place in it; nothing for outside.
fn parted(label: u8) -> Option<(u8, u8)> {
    (1..LABELS as u8)
        .contains(&label)
        .then(|| ((label - 1) / 4, (label - 1) % 4))
}

/// The part that a label belongs to.
pub(crate) fn part_of(label: u8) -> Option<Part> {
    parted(label).and_then(|(part, _)| Part::ALL.get(usize::from(part)).copied())
}

/// Whether a label may open a stretch.
pub(crate) fn may_start(label: u8) -> bool {
    parted(label).is_none_or(|(_, place)| matches!(place, BEGIN | WHOLE))
}

/// Whether a label may close a stretch.
pub(crate) fn may_end(label: u8) -> bool {
    parted(label).is_none_or(|(_, place)| matches!(place, END | WHOLE))
}

/// Whether `next` may follow `label`.
pub(crate) fn may_follow(label: u8, next: u8) -> bool {
    match (parted(label), parted(next)) {
        (Some((part, BEGIN | INSIDE)), Some((other, INSIDE | END))) => part == other,
        (Some((_, BEGIN | INSIDE)), _) | (_, Some((_, INSIDE | END))) => false,
        _ => true,
    }
}

/// Writes the labels of a run of tokens into `labels`, which starts at token `base`.
pub fn write(labels: &mut [u8], base: usize, part: Part, tokens: &Range<usize>) {
    let first = 1 + 4 * part as u8;
    for at in tokens.clone() {
        let place = match (at == tokens.start, at + 1 == tokens.end) {
            (true, true) => WHOLE,
            (true, false) => BEGIN,
            (false, true) => END,
            (false, false) => INSIDE,
        };
        if let Some(label) = at.checked_sub(base).and_then(|i| labels.get_mut(i)) {
            *label = first + place;
        }
    }
}

/// The runs in labels, which start at token `base`; `sure` gives how likely the run of these places is.
pub(crate) fn tags(labels: &[u8], base: usize, sure: impl Fn(Range<usize>) -> f32) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut open = 0;
    for (at, &label) in labels.iter().enumerate() {
        let Some((_, place)) = parted(label) else { continue };
        if matches!(place, BEGIN | WHOLE) {
            open = at;
        }
        if matches!(place, END | WHOLE)
            && let Some(part) = part_of(label)
        {
            tags.push(Tag {
                part,
                tokens: base + open..base + at + 1,
                sure: sure(open..at + 1),
            });
        }
    }
    tags
}
