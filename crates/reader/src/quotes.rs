//! Quotations of a block: outermost, matched, and open ones that run to its end.

use crate::doc::Doc;
use std::ops::Range;

/// A quotation, marks included, in tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    pub(crate) tokens: Range<usize>,
    /// Whether its closing mark is there.
    pub(crate) closed: bool,
    /// Whether somebody's speech stands in it, not a word or title set apart.
    pub(crate) speech: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Straight,
    Curly,
    Guillemet,
    Low,
    Pair,
    Single,
    Corner,
}

/// The quotations in a block of tokens.
pub(crate) fn find(doc: &Doc<'_>, block: &Range<usize>) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut open: Option<(usize, Mark)> = None;
    let mut at = block.start;
    while at < block.end {
        let wide = is_pair(doc, at, block.end);
        let step = if wide { 2 } else { 1 };
        match open {
            None => {
                if let Some(mark) = opens(doc, at, block, wide) {
                    open = Some((at, mark));
                }
            }
            Some((start, mark)) => {
                if closes(doc, at, mark, wide) {
                    found.push(quotation(doc, start..at + step, true));
                    open = None;
                }
            }
        }
        at += step;
    }
    if let Some((start, mark)) = open
        && mark != Mark::Single
        && start + 3 < block.end
    {
        found.push(quotation(doc, start..block.end, false));
    }
    found
}

/// Two single marks that stand for a double one.
fn is_pair(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    at + 1 < end
        && matches!(doc.word(at), "'" | "`" | "’")
        && doc.word(at + 1) == doc.word(at)
        && !doc.spaced(at + 1)
}

fn opens(doc: &Doc<'_>, at: usize, block: &Range<usize>, wide: bool) -> Option<Mark> {
    if wide {
        return Some(Mark::Pair);
    }
    match doc.word(at) {
        "\"" => Some(Mark::Straight),
        "“" | "‟" => Some(Mark::Curly),
        "”" if at == block.start || doc.spaced(at) && !doc.spaced(at + 1) => Some(Mark::Curly),
        "«" => Some(Mark::Guillemet),
        "„" => Some(Mark::Low),
        "「" | "『" => Some(Mark::Corner),
        "‘" => Some(Mark::Single),
        "'" if doc.spaced(at) && !doc.spaced(at + 1) && at + 1 < block.end => Some(Mark::Single),
        _ => None,
    }
}

fn closes(doc: &Doc<'_>, at: usize, mark: Mark, wide: bool) -> bool {
    let word = doc.word(at);
    match mark {
        Mark::Pair => wide,
        Mark::Straight => word == "\"",
        Mark::Curly => matches!(word, "”" | "\""),
        Mark::Guillemet => word == "»",
        Mark::Low => matches!(word, "“" | "”"),
        Mark::Corner => matches!(word, "」" | "』"),
        Mark::Single => matches!(word, "’" | "'") && !doc.spaced(at) && doc.spaced(at + 1),
    }
}

fn quotation(doc: &Doc<'_>, tokens: Range<usize>, closed: bool) -> Quotation {
    let last = tokens.end.saturating_sub(if closed { 2 } else { 1 });
    let ends = matches!(doc.low(last), "," | "." | "!" | "?" | "…" | "'" | "’") || !closed;
    let long = tokens.len() >= 8 && doc.is_capital(tokens.start + 1);
    let speech = tokens.len() > 3 && (ends || long);
    Quotation {
        tokens,
        closed,
        speech,
    }
}
