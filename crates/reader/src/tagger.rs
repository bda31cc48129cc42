//! A linear-chain tagger for sources, cues and contents, in two passes: the second sees what the first said.

mod atoms;
pub(crate) mod chain;
mod clusters;
mod features;
pub(crate) mod labels;
mod model;
pub(crate) mod syntax;
mod told;
pub(crate) mod weights;

pub(crate) use features::Stretch;
pub use model::{Model, ModelError};
pub(crate) use told::Told;

use crate::doc::Doc;
use crate::frames::Frame;
use crate::quotes::Quotation;
use crate::segments::Block;
use crate::tags::Tag;
use labels::{LABELS, Row};
use weights::Table;

/// How many tokens are tagged at once: longer paragraphs are cut between sentences, so that memory stays small.
const LONGEST_STRETCH: usize = 400;

/// A block that is to be tagged.
pub(crate) struct Leaf<'a, 't> {
    pub(crate) doc: &'a Doc<'t>,
    pub(crate) block: &'a Block,
    pub(crate) quotes: &'a [Quotation],
    /// What the rule reader found in it.
    pub(crate) frames: &'a [Frame],
    /// What the paragraph before held: 0 nothing said, 1 a statement, 2 an open quotation.
    pub(crate) before: u8,
}

/// The stretches of a block with all that is known before tagging.
pub(crate) fn stretches<'a, 't>(leaf: &Leaf<'a, 't>, model: &Model) -> Vec<Stretch<'a, 't>> {
    features::stretches(leaf.block, LONGEST_STRETCH)
        .into_iter()
        .map(|tokens| {
            let mut atoms = atoms::of(leaf.doc, tokens.clone());
            syntax::fill(&mut atoms, &model.pos, &model.roles);
            Stretch::new(
                leaf.doc,
                leaf.block,
                leaf.quotes,
                tokens,
                leaf.frames,
                leaf.before,
                atoms,
            )
        })
        .collect()
}

/// The value for [`Leaf::before`] that a block hands to the next one.
pub(crate) fn handed_on(block: &Block, quotes: &[Quotation], frames: &[Frame]) -> u8 {
    if features::open_at_end(quotes, block) {
        2
    } else {
        u8::from(!frames.is_empty())
    }
}

/// The tags of a block, in the order of the text.
pub(crate) fn tag(leaf: &Leaf<'_, '_>, model: &Model) -> Vec<Tag> {
    let mut tags = Vec::new();
    for stretch in stretches(leaf, model) {
        let (labels, shares) = decode(&stretch, model);
        let sure = |run: std::ops::Range<usize>| {
            let product: f32 = [run.start, run.end - 1]
                .iter()
                .filter_map(|&at| Some(shares.get(at)?[usize::from(*labels.get(at)?)]))
                .product();
            product.sqrt()
        };
        tags.extend(labels::tags(&labels, stretch.tokens.start, sure));
    }
    tags
}

/// The labels of a stretch and the share of each.
pub(crate) fn decode(stretch: &Stretch<'_, '_>, model: &Model) -> (Vec<u8>, Vec<Row>) {
    let count = stretch.tokens.len();
    let mut keys = Vec::with_capacity(224);
    let mut first = Vec::with_capacity(count);
    let mut second = Vec::with_capacity(count);
    for at in 0..count {
        keys.clear();
        stretch.keys(at, &mut keys);
        first.push(sum(&model.first, &keys));
        second.push(sum(&model.second, &keys));
    }
    let told = Told::new(
        stretch,
        chain::best(&first, &model.first_steps),
        &chain::shares(&first, &model.first_steps, false).labels,
    );
    for (at, row) in second.iter_mut().enumerate() {
        keys.clear();
        stretch.second_keys(at, &told, &mut keys);
        let more = sum(&model.second, &keys);
        for (weight, more) in row.iter_mut().zip(more) {
            *weight += more;
        }
        row[0] -= model.lean;
    }
    let shares = chain::shares(&second, &model.second_steps, false).labels;
    (chain::best(&second, &model.second_steps), shares)
}

fn sum(table: &Table, keys: &[u32]) -> Row {
    let mut sums = [0i32; LABELS];
    for &key in keys {
        let Some(row) = table.row(key).and_then(|row| row.first_chunk::<LABELS>()) else {
            continue;
        };
        for (sum, weight) in sums.iter_mut().zip(row) {
            *sum += i32::from(*weight);
        }
    }
    sums.map(|sum| sum as f32 * table.step())
}
