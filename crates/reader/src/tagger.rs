//! A linear-chain tagger for sources, cues and contents, in two passes: the second sees what the first said.

mod atoms;
pub(crate) mod chain;
mod clusters;
mod features;
pub(crate) mod labels;
mod lookup;
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
use lookup::Lookup;
use std::sync::LazyLock;

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

/// The value for [`Leaf::before`] that a block hands to the next one.
pub(crate) fn handed_on(block: &Block, quotes: &[Quotation], frames: &[Frame]) -> u8 {
    if features::open_at_end(quotes, block) {
        2
    } else {
        u8::from(!frames.is_empty())
    }
}

/// A model with its tables laid out to be found quickly.
#[derive(Debug)]
pub struct Tagger<'m> {
    /// What was learned.
    pub model: &'m Model,
    pos: Lookup,
    roles: Lookup,
    /// Of both chains.
    chains: Lookup,
}

impl<'m> Tagger<'m> {
    /// With this model.
    pub fn new(model: &'m Model) -> Self {
        let (chains, (pos, roles)) = rayon::join(
            || Lookup::joint(&model.first, &model.second, LABELS),
            || (Lookup::of(&model.pos), Lookup::of(&model.roles)),
        );
        Self {
            model,
            pos,
            roles,
            chains,
        }
    }

    /// With the model that ships with the reader.
    pub(crate) fn shipped() -> Result<&'static Self, ModelError>
    where
        'm: 'static,
    {
        static SHIPPED: LazyLock<Result<Tagger<'static>, ModelError>> =
            LazyLock::new(|| Model::shipped().map(Tagger::new));
        SHIPPED.as_ref().map_err(Clone::clone)
    }

    /// The stretches of a block with all that is known before tagging.
    pub(crate) fn stretches<'a, 't>(&self, leaf: &Leaf<'a, 't>) -> Vec<Stretch<'a, 't>> {
        features::stretches(leaf.block, LONGEST_STRETCH)
            .into_iter()
            .map(|tokens| {
                let mut atoms = atoms::of(leaf.doc, tokens.clone());
                syntax::fill(&mut atoms, &self.pos, &self.roles);
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

    /// The tags of a block, in the order of the text.
    pub(crate) fn tag(&self, leaf: &Leaf<'_, '_>) -> Vec<Tag> {
        let mut tags = Vec::new();
        for stretch in self.stretches(leaf) {
            let (labels, shares) = self.decode(&stretch);
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
    fn decode(&self, stretch: &Stretch<'_, '_>) -> (Vec<u8>, Vec<Row>) {
        let model = self.model;
        let count = stretch.tokens.len();
        let mut keys = Vec::with_capacity(224);
        let mut first = Vec::with_capacity(count);
        let mut second = Vec::with_capacity(count);
        for at in 0..count {
            keys.clear();
            stretch.keys(at, &mut keys);
            let [one, two] = self.sums(&keys);
            first.push(one);
            second.push(two);
        }
        let told = Told::new(
            stretch,
            chain::best(&first, &model.first_steps),
            &chain::shares(&first, &model.first_steps, false).labels,
        );
        for (at, row) in second.iter_mut().enumerate() {
            keys.clear();
            stretch.second_keys(at, &told, &mut keys);
            let [_, more] = self.sums(&keys);
            for (weight, more) in row.iter_mut().zip(more) {
                *weight += more;
            }
            row[0] -= model.lean;
        }
        let shares = chain::shares(&second, &model.second_steps, false).labels;
        (chain::best(&second, &model.second_steps), shares)
    }

    /// What these features weigh in each chain.
    fn sums(&self, keys: &[u32]) -> [Row; 2] {
        let sums = self.chains.sums(keys);
        let steps = [self.model.first.step(), self.model.second.step()];
        std::array::from_fn(|chain| {
            std::array::from_fn(|label| sums[chain * LABELS + label] as f32 * steps[chain])
        })
    }
}
