//! What a reader proposes.

use serde::{Deserialize, Serialize};
use text::Span;
use text::speech::{Condition, Mode, Polarity};

/// A statement that a reader found: who said what, how, to whom, on which condition.
///
/// Spans are in code points of the text that was read. Within each list they are sorted, trimmed of white
/// space, not empty, and share no code point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Who said it, as the text names them. Empty when it doesn't ("We were told that …").
    pub source: Vec<Span>,
    /// The words that mark it as said. Empty in notes, where a label does it, and in speech that goes on.
    pub cue: Vec<Span>,
    /// What was said.
    pub content: Vec<Span>,
    /// Whether the words are quoted, retold, or both.
    pub mode: Mode,
    /// What the speaker does with the words.
    pub polarity: Polarity,
    /// Who said it, resolved as far as the text and the lexicon allow.
    pub speaker: Option<Speaker>,
    /// To whom, where that is clear.
    pub addressee: Option<Speaker>,
    /// What it depends on.
    pub condition: Option<Condition>,
    /// Keys of the lexicon's topics that it touches, sorted.
    pub topics: Vec<String>,
    /// How likely it is that a person would confirm it, from 0 to 1: a share measured for each rule.
    pub confidence: f32,
}

/// Somebody who speaks or is spoken to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Key of the party in the lexicon.
    pub party: Option<String>,
    /// Key of the person in the lexicon.
    pub person: Option<String>,
    /// The name to print.
    pub name: String,
}
