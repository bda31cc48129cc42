//! The close reader: a small encoder, trained on annotated news, tags sources, cues and contents and joins them.
//!
//! The method, the data and the figures stand in `model/CARD.md`.

mod crf;
mod distances;
mod encoder;
mod join;
mod linear;
mod links;
mod meaning;
mod model;
mod pieces;
#[cfg(target_arch = "x86_64")]
mod small;
mod tagger;
mod windows;

pub use model::ModelError;

use crate::doc::Doc;
use crate::frames::{Frame, Rule};
use crate::quick::{self, Reading};
use crate::segments::Block;
use crate::{Lexicon, Proposal, Reader};
use join::Linked;
use model::Model;
use std::sync::OnceLock;
use text::{Span, Text};

static WEIGHTS: &[u8] = include_bytes!("../../data/close.safetensors");
static HASH: &str = include_str!("../../data/close.blake3");

/// Statements less likely than this are not proposed: on annotated news, what is gained and lost is in balance here.
const LEAST: f32 = 0.4;

/// Reads by a trained model; labelled notes and turns by rule, as [`crate::Quick`] does.
#[derive(Clone, Copy)]
pub struct Close {
    model: &'static Model,
}

impl Close {
    /// With the model that is part of the program.
    ///
    /// # Errors
    /// [`ModelError`] where its bytes are damaged.
    pub fn new() -> Result<Self, ModelError> {
        Ok(Self { model: model()? })
    }
}

impl std::fmt::Debug for Close {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Close")
    }
}

impl Reader for Close {
    fn name(&self) -> &'static str {
        "close"
    }

    fn read(&self, text: &Text, lexicon: &Lexicon) -> Vec<Proposal> {
        let reading = Reading::Whole(&|doc, blocks| frames(self.model, doc, blocks));
        let mut found = quick::read(text, lexicon, &reading);
        meaning::add_topics(self.model, text, lexicon, &mut found);
        found
    }
}

/// The model's statements as frames of the blocks in which their cues stand.
fn frames(model: &Model, doc: &Doc<'_>, blocks: &[Block]) -> Vec<Vec<(Frame, f32)>> {
    let paragraphs: Vec<Span> = blocks.iter().map(|b| doc.span_of(b.tokens.clone())).collect();
    let mut found: Vec<Vec<(Frame, f32)>> = vec![Vec::new(); blocks.len()];
    for linked in model.read(doc.text(), &paragraphs) {
        let Some(frame) = frame(doc, &linked) else {
            continue;
        };
        let Some(first) = frame.cue.iter().chain(&frame.content).map(|r| r.start).next() else {
            continue;
        };
        let at = blocks.partition_point(|b| b.tokens.end <= first);
        let Some((block, frames)) = blocks.get(at).zip(found.get_mut(at)) else {
            continue;
        };
        let sentence = block.sentences.partition_point(|s| s.end <= first);
        let sentence = sentence.min(block.sentences.len().saturating_sub(1));
        let sure = linked.evidence.confidence(&model.confidence);
        if sure >= LEAST {
            frames.push((Frame { sentence, ..frame }, sure));
        }
    }
    for frames in &mut found {
        frames.sort_by_key(|(f, _)| (f.sentence, f.cue.iter().chain(&f.content).map(|r| r.start).next()));
    }
    found
}

fn frame(doc: &Doc<'_>, linked: &Linked) -> Option<Frame> {
    let runs = |spans: &[Span]| -> Vec<_> {
        let runs = spans.iter().map(|&s| doc.tokens_of(s));
        runs.filter(|r| !r.is_empty()).collect()
    };
    let (cue, content) = (runs(&linked.cue), runs(&linked.content));
    if content.is_empty() {
        return None;
    }
    // The word that carries the meaning: the likeliest to be a cue by itself.
    let head = cue
        .iter()
        .flat_map(Clone::clone)
        .max_by(|&a, &b| crate::cues::probability(doc, a).total_cmp(&crate::cues::probability(doc, b)));
    Some(Frame {
        source: runs(&linked.source),
        cue,
        content,
        head,
        hearer: None,
        rule: Rule::Clause,
        weight: 1.0,
        sentence: 0,
    })
}

/// The model that is part of the program, loaded once.
///
/// # Errors
/// [`ModelError`] where its bytes are damaged.
pub(crate) fn model() -> Result<&'static Model, ModelError> {
    static MODEL: OnceLock<Result<Model, ModelError>> = OnceLock::new();
    MODEL
        .get_or_init(|| Model::load(WEIGHTS, HASH))
        .as_ref()
        .map_err(Clone::clone)
}
