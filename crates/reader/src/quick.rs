//! The quick reader.

use crate::doc::Doc;
use crate::frames::{self, Frame, Rule, Scene};
use crate::segments::{self, Block};
use crate::{Lexicon, Proposal, Reader, notes, quotes};
use std::ops::Range;
use text::speech::{Mode, Polarity};
use text::{Span, Text};

/// Reads by rules, with a table of cue words weighed on annotated news.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quick;

impl Reader for Quick {
    fn name(&self) -> &'static str {
        "quick"
    }

    fn read(&self, text: &Text, _lexicon: &Lexicon) -> Vec<Proposal> {
        let doc = Doc::new(text);
        let mut proposals = Vec::new();
        let mut last: Option<Frame> = None;
        let mut all: Vec<Frame> = Vec::new();
        for block in segments::blocks(&doc) {
            let mut frames = of_block(&doc, &block, last.as_ref());
            if let Some(frame) = frames.last() {
                last = Some(frame.clone());
            }
            all.append(&mut frames);
        }
        for frame in all {
            let spans = |ranges: &[Range<usize>]| -> Vec<Span> {
                let mut spans: Vec<Span> = ranges
                    .iter()
                    .map(|r| text.trim(doc.span_of(r.clone())))
                    .filter(|s| !s.is_empty())
                    .collect();
                spans.sort();
                spans
            };
            proposals.push(Proposal {
                source: spans(&frame.source),
                cue: spans(&frame.cue),
                content: spans(&frame.content),
                mode: Mode::Indirect,
                polarity: Polarity::Asserts,
                speaker: None,
                addressee: None,
                condition: None,
                topics: Vec::new(),
                confidence: frame.weight,
            });
        }
        proposals
    }
}

fn of_block(doc: &Doc<'_>, block: &Block, _last: Option<&Frame>) -> Vec<Frame> {
    if notes::is_header(doc, &block.tokens) {
        return Vec::new();
    }
    let quotes = quotes::find(doc, &block.tokens);
    let scene = Scene {
        doc,
        block: block.tokens.clone(),
        quotes: &quotes,
    };
    if let Some(turn) = notes::turn(doc, &block.tokens) {
        let body = turn.body..block.tokens.end;
        return vec![Frame {
            source: vec![turn.label],
            cue: vec![turn.mark],
            content: vec![body],
            head: None,
            hearer: None,
            rule: Rule::Turn,
            weight: 0.6,
            sentence: 0,
        }];
    }
    let mut all = Vec::new();
    for (number, sentence) in block.sentences.iter().enumerate() {
        let mut frames = frames::of_sentence(&scene, sentence.clone(), number);
        all.append(&mut frames);
    }
    all
}
