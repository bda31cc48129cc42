//! Blocks (paragraphs, list items, turns) and their sentences, in tokens.

use crate::doc::Doc;
use crate::setting;
use std::ops::Range;
use text::Span;

/// How long a line may be at the least where a machine breaks them, in characters.
const ROOM: usize = 72;

/// Marks that open an item.
pub(crate) const BULLETS: [char; 12] = ['-', '*', '•', '·', '–', '—', '>', '▪', '‣', '→', '►', '○'];

/// How many lines tell whether a text is written in lines, and the fewest breaks that do.
const FEW: usize = 400;
const LINED: usize = 6;

/// A paragraph, list item or turn.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) tokens: Range<usize>,
    /// Sentences, in tokens.
    pub(crate) sentences: Vec<Range<usize>>,
    /// Whether a blank line, or the text's start, goes before it.
    pub(crate) opens: bool,
    /// Whether it stands in notes whose lines each say something of their own.
    pub(crate) lined: bool,
}

/// The blocks of a text. A paragraph is cut where one of its lines starts an item, a turn or a header; in note form
/// also where a line ends before its room does.
pub(crate) fn blocks(doc: &Doc<'_>) -> Vec<Block> {
    let text = doc.text();
    let length = |line: &str| line.trim().chars().count();
    let widest = text.as_str().lines().map(length).max().unwrap_or(0);
    let room = (setting::is_terse(doc) || is_lined(text.as_str(), widest)).then_some(widest);
    let mut blocks = Vec::new();
    for paragraph in text.paragraphs() {
        for piece in pieces(text.slice(paragraph), room, widest) {
            let from = text.byte_at(paragraph.start());
            let span = text.span_of(from + piece.start..from + piece.end);
            let block = Block {
                opens: piece.start == 0,
                lined: room.is_some(),
                ..block(doc, text.trim(span))
            };
            if !block.tokens.is_empty() {
                blocks.push(block);
            }
        }
    }
    blocks
}

/// Whether the lines of a text end where their writer ended them: nine of ten, within paragraphs, have room for the next
/// word, which is not so where a machine broke them.
fn is_lined(text: &str, room: usize) -> bool {
    let (mut breaks, mut early) = (0, 0);
    let mut before = "";
    for line in text.lines().take(FEW).map(str::trim) {
        if !before.is_empty() && !line.is_empty() && !starts_anew(line) {
            breaks += 1;
            early += usize::from(ends_early(before, line, room));
        }
        before = line;
    }
    breaks >= LINED && early * 10 >= breaks * 9
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
        opens: true,
        lined: false,
    }
}

/// Byte ranges of a paragraph's pieces; in note form `room` is how long a line may be. `widest` is the longest line.
fn pieces(paragraph: &str, room: Option<usize>, widest: usize) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    let mut listed = false;
    let mut at = 0;
    let mut before = "";
    for line in paragraph.split_inclusive('\n') {
        let words = line.trim();
        if at > 0
            && (starts_anew(words)
                || starts_anew(before) && is_heading(before)
                || ends_short(before, words)
                || room.is_some_and(|room| ends_early(before, words, room))
                || listed
                    && !line.starts_with([' ', '\t'])
                    && (ends_item(before, words, widest) || has_room(before, words, widest)))
        {
            cuts.push(at);
            listed = false;
        }
        listed |= words.starts_with(BULLETS);
        before = words;
        at += line.len();
    }
    cuts.push(paragraph.len());
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// A list item, a time, or a label with a colon.
fn starts_anew(line: &str) -> bool {
    let first = line.chars().next().unwrap_or(' ');
    if BULLETS.contains(&first) || matches!(first, '#' | '[' | '|') {
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
    // "2.1 The consul …".
    let parts = word.split('.').filter(|part| !part.is_empty()).count();
    let mut rest = line[word.len()..].trim_start().chars();
    let item = parts >= 2 && word.len() <= 6 && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    if item && rest.next().is_some_and(char::is_uppercase) {
        return true;
    }
    crate::labels::is_header_line(line) || crate::labels::label_bytes(line).is_some()
}

fn is_heading(line: &str) -> bool {
    line.starts_with('#') || line.ends_with(':')
}

/// Whether the next line's first word, with a capital, would have had room in the line before.
fn ends_early(before: &str, line: &str, room: usize) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let capital = first
        .trim_start_matches(['(', '"', '“', '‘', '\''])
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let goes_on = before.ends_with([',', '-', '–', '—', '/', '(', '&', '+']);
    capital && !goes_on && before.chars().count() + 1 + first.chars().count() <= room
}

/// A line at the margin behind an item that ended: "- closed till May.\nWalked back through the park."
fn ends_item(before: &str, line: &str, widest: usize) -> bool {
    before.ends_with(['.', '!', '?', ')']) && ends_early(before, line, widest.max(ROOM))
}

/// A line at the margin behind an item that was far from its line's end: "- asked us to leave it out\nno handshake".
fn has_room(before: &str, line: &str, widest: usize) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let needed = before.chars().count() + 1 + first.chars().count();
    needed * 10 < widest.max(ROOM) * 7 && !before.ends_with([',', '-', '–', '—', '/', '(', '&', '+'])
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
