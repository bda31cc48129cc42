//! Blocks (paragraphs, list items, turns) and their sentences, in tokens.

use crate::doc::Doc;
use std::ops::Range;
use text::Span;

/// A paragraph, list item or turn.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) tokens: Range<usize>,
    /// Sentences, in tokens.
    pub(crate) sentences: Vec<Range<usize>>,
}

/// The blocks of a text. A paragraph is cut where one of its lines starts an item, a turn or a header.
pub(crate) fn blocks(doc: &Doc<'_>) -> Vec<Block> {
    let text = doc.text();
    let mut blocks = Vec::new();
    for paragraph in text.paragraphs() {
        for piece in pieces(text.slice(paragraph)) {
            let from = text.byte_at(paragraph.start());
            let span = text.span_of(from + piece.start..from + piece.end);
            let block = block(doc, text.trim(span));
            if !block.tokens.is_empty() {
                blocks.push(block);
            }
        }
    }
    blocks
}

fn block(doc: &Doc<'_>, span: Span) -> Block {
    let sentences = doc
        .text()
        .sentences(span)
        .into_iter()
        .map(|s| doc.tokens_of(s))
        .filter(|s| !s.is_empty());
    Block {
        tokens: doc.tokens_of(span),
        sentences: sentences.collect(),
    }
}

/// Byte ranges of a paragraph's pieces.
fn pieces(paragraph: &str) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    let mut at = 0;
    let mut before = "";
    for line in paragraph.split_inclusive('\n') {
        let words = line.trim();
        if at > 0
            && (starts_anew(words) || starts_anew(before) && is_heading(before) || ends_short(before, words))
        {
            cuts.push(at);
        }
        before = words;
        at += line.len();
    }
    cuts.push(paragraph.len());
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// A list item, a time, or a label with a colon.
fn starts_anew(line: &str) -> bool {
    let first = line.chars().next().unwrap_or(' ');
    if matches!(
        first,
        '-' | '*' | '•' | '·' | '–' | '—' | '#' | '>' | '[' | '|' | '▪' | '‣'
    ) {
        return true;
    }
    let word = line.split_whitespace().next().unwrap_or_default();
    let numbered = word.trim_end_matches(['.', ')', ':']);
    if numbered.len() < word.len()
        && !numbered.is_empty()
        && numbered.len() <= 5
        && numbered
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == ':')
    {
        return true;
    }
    crate::labels::is_header_line(line) || crate::labels::label_bytes(line).is_some()
}

fn is_heading(line: &str) -> bool {
    line.starts_with('#') || line.ends_with(':')
}

/// A short line without an end mark before one that starts with a capital: a heading, an address, a menu.
fn ends_short(before: &str, line: &str) -> bool {
    before.len() < 50
        && !before.ends_with(['.', ',', ';', '-', '?', '!', '"', '”'])
        && line
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_numeric())
}
