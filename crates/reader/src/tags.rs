//! What a tagger marks: runs of tokens that name who speaks, how, and what is said.

use crate::doc::Doc;
use std::ops::Range;
use text::Span;

/// What a run of tokens is in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Who says it.
    Source,
    /// The words that mark it as said.
    Cue,
    /// What is said.
    Content,
}

impl Part {
    /// All, in the order of their labels.
    pub const ALL: [Self; 3] = [Self::Source, Self::Cue, Self::Content];
}

/// A run of tokens that a tagger marked. Runs of one text share no token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tag {
    pub(crate) part: Part,
    pub(crate) tokens: Range<usize>,
    /// How likely the tagger holds it, from 0 to 1.
    pub(crate) sure: f32,
}

impl Tag {
    /// The tag of a span of the text; nothing where the span holds no token.
    pub(crate) fn of_span(doc: &Doc<'_>, part: Part, span: Span, sure: f32) -> Option<Self> {
        let tokens = doc.tokens_of(span);
        (!tokens.is_empty()).then_some(Self { part, tokens, sure })
    }
}
