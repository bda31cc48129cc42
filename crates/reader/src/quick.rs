//! The quick reader.

use crate::doc::Doc;
use crate::frames::{self, Frame, Rule, Scene};
use crate::segments::{self, Block};
use crate::quotes::{self, Quotation};
use crate::{Lexicon, Proposal, Reader, notes};
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
        let mut all: Vec<Frame> = Vec::new();
        let mut fresh = 0;
        for block in segments::blocks(&doc) {
            let from = all.len();
            let quotes = of_block(&doc, &block, &mut all);
            fresh = carry_quotations(&doc, &block, &quotes, &mut all, from, fresh);
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

fn of_block(doc: &Doc<'_>, block: &Block, all: &mut Vec<Frame>) -> Vec<Quotation> {
    if notes::is_header(doc, &block.tokens) {
        return Vec::new();
    }
    let quotes = quotes::find(doc, &block.tokens);
    let scene = Scene { doc, block: block.tokens.clone(), quotes: &quotes };
    if let Some(turn) = notes::turn(doc, &block.tokens) {
        let body = turn.body..block.tokens.end;
        all.push(Frame {
            source: vec![turn.label],
            cue: vec![turn.mark],
            content: vec![body],
            head: None,
            hearer: None,
            rule: Rule::Turn,
            weight: 0.6,
            sentence: 0,
        });
        return Vec::new();
    }
    for (number, sentence) in block.sentences.iter().enumerate() {
        all.extend(frames::of_sentence(&scene, sentence.clone(), number));
    }
    quotes
}

/// Gives quotations that nobody is named for to whoever spoke last: later ones of the same paragraph, and
/// paragraphs that open with one right after. `quiet` counts the paragraphs since somebody was quoted.
fn carry_quotations(
    doc: &Doc<'_>,
    block: &Block,
    quotes: &[Quotation],
    all: &mut [Frame],
    from: usize,
    quiet: usize,
) -> usize {
    let touches = |frame: &Frame, tokens: &Range<usize>| {
        let parts = frame.content.iter().chain(&frame.cue).chain(&frame.source);
        parts.into_iter().any(|r| r.start < tokens.end && tokens.start < r.end)
    };
    let mut quoted = all[from..].iter().any(|frame| frame.rule == Rule::Quoted);
    for quote in quotes.iter().filter(|q| q.speech && q.tokens.len() > 5) {
        if all[from..].iter().any(|frame| touches(frame, &quote.tokens)) {
            continue;
        }
        let starts = block.sentences.iter().any(|s| s.start == quote.tokens.start) || doc.is_mark(quote.tokens.start.wrapping_sub(1));
        let near = all[from..].iter().rposition(|frame| frame.cue.first().is_some_and(|cue| cue.start < quote.tokens.start));
        let owner = match near {
            Some(i) => Some(from + i).filter(|_| starts),
            None if quote.tokens.start == block.tokens.start && quiet < 2 => from.checked_sub(1),
            None => None,
        };
        if let Some(owner) = owner {
            all[owner].content.push(quote.tokens.clone());
            quoted = true;
        }
    }
    if quoted { 0 } else { quiet + 1 }
}
