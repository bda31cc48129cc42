//! What the trainers share with the readers, so that both see the same. Not for readers of texts.

pub use crate::link::{CUE_FEATURES, Choice, SOURCE_FEATURES};
pub use crate::tagger::chain::{Shares, Steps, best, lawful, shares};
pub use crate::tagger::labels::{LABELS, OUTSIDE, Row, write};
pub use crate::tagger::syntax::{POS, ROLES, pos_label, role_label};
pub use crate::tagger::weights::Table;
pub use crate::tagger::{Model, ModelError, Tagger};
pub use crate::tags::Part;

use crate::doc::Doc;
use crate::frames::Scene;
use crate::link;
use crate::quick::{self, Reading};
use crate::tagger::{self, Leaf, Stretch, Told};
use crate::tags::Tag;
use crate::{Lexicon, Proposal, quotes, segments};
use text::{Span, Text};

/// A stretch of text that is tagged at once.
pub struct Sheet<'a, 't> {
    stretch: Stretch<'a, 't>,
}

/// What the first chain said of a sheet.
pub struct Said(Told);

impl Sheet<'_, '_> {
    /// How many tokens it has; never none.
    #[allow(clippy::len_without_is_empty, reason = "a sheet is never empty")]
    pub fn len(&self) -> usize {
        self.stretch.tokens.len()
    }

    /// Where a token of the sheet stands.
    pub fn span(&self, at: usize) -> Span {
        self.stretch.doc.span(self.stretch.tokens.start + at)
    }

    /// The first chain's features of a token.
    pub fn keys(&self, at: usize, keys: &mut Vec<u32>) {
        self.stretch.keys(at, keys);
    }

    /// Lays out what the first chain said, for [`Sheet::second_keys`].
    pub fn said(&self, labels: Vec<u8>, shares: &[Row]) -> Said {
        Said(Told::new(&self.stretch, labels, shares))
    }

    /// The second chain's features of a token beyond the first chain's.
    pub fn second_keys(&self, at: usize, said: &Said, keys: &mut Vec<u32>) {
        self.stretch.second_keys(at, &said.0, keys);
    }

    /// The atoms' parts of speech and roles are learned with: keys for the word at `at`, given what the words
    /// before it (and for roles, all parts of speech) are labelled with, from 1.
    pub fn syntax_keys(&mut self, at: usize, roles: bool, keys: &mut Vec<u32>) {
        if roles {
            tagger::syntax::role_keys(&self.stretch.atoms, at, keys);
        } else {
            tagger::syntax::pos_keys(&self.stretch.atoms, at, keys);
        }
    }

    /// Labels a word's part of speech or role, counted from 0.
    pub fn set_syntax(&mut self, at: usize, roles: bool, label: u8) {
        if let Some(atom) = self.stretch.atoms.get_mut(at) {
            if roles {
                atom.role = label + 1;
            } else {
                atom.pos = label + 1;
            }
        }
    }
}

/// Visits the sheets of a text in order, as the reader would tag them.
pub fn sheets(text: &Text, tagger: &Tagger<'_>, visit: &mut dyn FnMut(&mut Sheet<'_, '_>)) {
    let doc = Doc::new(text);
    let mut before = 0;
    let mut held = None;
    for block in segments::blocks(&doc) {
        let (quotes, frames) = quick::by_rule(&doc, &block, &mut held);
        let leaf = Leaf {
            doc: &doc,
            block: &block,
            quotes: &quotes,
            frames: &frames,
            before,
        };
        for stretch in tagger.stretches(&leaf) {
            visit(&mut Sheet { stretch });
        }
        before = tagger::handed_on(&block, &quotes, &frames);
    }
}

/// The choices that the linker has in a text whose parts are given, sorted: contents for their cues first, then
/// cues for their sources. Places are those of `parts`.
pub fn choices(text: &Text, parts: &[(Part, Span)]) -> [Vec<Choice>; 2] {
    let doc = Doc::new(text);
    let mut all = [Vec::new(), Vec::new()];
    let mut next = 0;
    for block in segments::blocks(&doc) {
        let quotes = quotes::find(&doc, &block.tokens);
        let scene = Scene {
            doc: &doc,
            block: block.tokens.clone(),
            quotes: &quotes,
        };
        let base = next;
        let mut tags: Vec<Tag> = Vec::new();
        while let Some(tag) = parts
            .get(next)
            .map(|&(part, span)| Tag::of_span(&doc, part, span, 1.0))
        {
            let Some(tag) = tag.filter(|tag| tag.tokens.start < block.tokens.end) else {
                break;
            };
            tags.push(tag);
            next += 1;
        }
        for (list, of) in all.iter_mut().zip([Part::Content, Part::Cue]) {
            for mut choice in link::choices_in(&scene, &block, &tags, of) {
                choice.of += base;
                for (partner, _) in &mut choice.candidates {
                    *partner = partner.map(|at| at + base);
                }
                list.push(choice);
            }
        }
    }
    all
}

/// Reads a text as the quick reader would with this tagger.
pub fn read(text: &Text, lexicon: &Lexicon, tagger: &Tagger<'_>) -> Vec<Proposal> {
    quick::read(text, lexicon, &Reading::Trained(tagger))
}

/// Reads a text by the trained linker alone, its parts given: what perfect tags would give.
pub fn read_parts(text: &Text, lexicon: &Lexicon, model: &Model, parts: &[(Part, Span)]) -> Vec<Proposal> {
    quick::read(text, lexicon, &Reading::Given(model, parts))
}

/// What the close reader's confidence in a statement is made from.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// In code points, as in [`Proposal`].
    pub source: Vec<Span>,
    /// In code points.
    pub content: Vec<Span>,
    /// See `model/close/calibrate.py`.
    pub numbers: Vec<f32>,
}

/// The close reader's statements with their evidence, before any rule has looked at them.
///
/// # Errors
/// [`crate::ModelError`] where its weights are damaged.
pub fn evidence(text: &Text) -> Result<Vec<Evidence>, crate::ModelError> {
    let doc = Doc::new(text);
    let blocks = segments::blocks(&doc);
    let paragraphs: Vec<Span> = blocks.iter().map(|b| doc.span_of(b.tokens.clone())).collect();
    let found = crate::close::model()?.read(text, &paragraphs);
    Ok(found
        .into_iter()
        .map(|linked| Evidence {
            source: linked.source,
            content: linked.content,
            numbers: linked.evidence.0.to_vec(),
        })
        .collect())
}
