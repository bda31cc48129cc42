//! Notes of several meetings: a line with the day and the place, one with who was there, then what they said.

use crate::doc::Doc;
use crate::headed::{self, Heading};
use crate::resolve::World;
use crate::segments::Block;
use crate::{clauses, words};
use std::ops::Range;

/// The longest line that says who was there, in tokens, and how many such lines a meeting has.
const LONGEST: usize = 40;
const LINES: usize = 2;

/// For each block whether it is one of the lines below a meeting's day that say who was there.
pub(crate) fn attending(world: &World<'_, '_>, blocks: &[Block]) -> Vec<bool> {
    let mut left = 0;
    let mut attend = |block: &Block| {
        if block.opens {
            left = if block.lined && is_dated(world.doc, block.tokens.clone()) {
                LINES
            } else {
                0
            };
            return false;
        }
        left = usize::saturating_sub(left, 1);
        left > 0
            && block.tokens.len() <= LONGEST
            && !headed::is_bullet(world.doc, block)
            && !begins_to_tell(world.doc, block)
    };
    let found: Vec<bool> = blocks.iter().map(&mut attend).collect();
    found
}

/// Whether a text tells of two meetings or more, each under its day.
pub(crate) fn several(doc: &Doc<'_>, blocks: &[Block]) -> bool {
    let opens = |two: &&[Block]| {
        two[0].opens && two[0].lined && !two[1].opens && is_dated(doc, two[0].tokens.clone())
    };
    blocks.windows(2).filter(opens).count() >= 2
}

/// Whether the first sentence of a block has a verb, but for what hangs on a name: "an interpreter we didn't need".
fn begins_to_tell(doc: &Doc<'_>, block: &Block) -> bool {
    let first = block.sentences.first().cloned().unwrap_or_default();
    let comma = first
        .clone()
        .find(|&i| matches!(doc.low(i), "," | "("))
        .unwrap_or(first.end);
    let label = doc.low(first.start + 1) == ":" || doc.low(first.start + 1) == "-";
    label
        || (first.start..comma)
            .any(|i| words::is_auxiliary(doc.low(i)) && doc.low(i) != "'s" || clauses::is_verb(doc, i))
}

/// The heading that a line of who was there makes.
pub(crate) fn attendance(world: &World<'_, '_>, block: &Block) -> Option<Heading> {
    let person = block.tokens.clone().find_map(|at| {
        let (one, length) = world.person_at(at)?;
        Some((one, at..at + length))
    });
    let known = person
        .filter(|(one, _)| one.person.is_some() && !world.is_we(one))
        .map(|(_, label)| label);
    let label = known.or_else(|| headed::named(world, block.tokens.clone()))?;
    Some(Heading {
        loose: is_loose(world, block.tokens.clone(), &label),
        label,
        meeting: true,
    })
}

/// Whether a heading names a party alone, or more than one person.
pub(crate) fn is_loose(world: &World<'_, '_>, line: Range<usize>, label: &Range<usize>) -> bool {
    let one = world.speaker_quietly(label);
    let others = |i: usize| {
        world.person_at(i).is_some_and(|(other, _)| {
            other.person.is_some() && other.person != one.person && !world.is_we(&other)
        })
    };
    one.person.is_none() || line.clone().any(others)
}

/// Whether a line begins with a day or an hour, perhaps behind a place.
pub(crate) fn is_dated(doc: &Doc<'_>, line: Range<usize>) -> bool {
    let figure = |i: usize| doc.low(i).starts_with(|c: char| c.is_ascii_digit());
    let day = |i: usize| {
        let word = doc.low(i).get(..3).unwrap_or_default();
        doc.is_capital(i) && matches!(word, "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")
    };
    let hour = |i: usize| figure(i) && (doc.low(i).contains([':', '.', '/']) || doc.low(i).len() == 4);
    line.take(5)
        .any(|i| day(i) && doc.low(i).len() < 10 || hour(i) || figure(i) && doc.low(i + 1) == "/")
}
