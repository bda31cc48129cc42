//! A text to proposed statements: who said what to whom, on which condition.
//!
//! [`Reader`] is what a caller needs: a [`text::Text`] and a [`Lexicon`] of the names it knows go in, a list of
//! [`Proposal`]s comes out. Readers are pure: no file, no clock, no network. They read any text without a panic,
//! in time linear in its length.

mod acts;
mod asides;
mod bound;
mod carry;
mod cast;
mod clauses;
mod close;
mod complements;
mod condition;
mod confidence;
mod connective;
mod connectives;
mod cues;
mod doc;
mod frames;
mod free;
mod headed;
mod hinges;
mod initials;
mod interjections;
mod inversions;
mod labels;
mod lacks;
mod lexicon;
mod limits;
mod link;
mod meetings;
mod memory;
mod merge;
mod modality;
mod narrowed;
mod notes;
mod nouns;
mod offices;
mod phrases;
mod polarity;
mod preposed;
mod proposal;
mod provisos;
mod quick;
mod quotes;
mod ranks;
mod refusals;
mod resolve;
mod roles;
mod segments;
mod setting;
mod silences;
mod stance;
mod stands;
mod states;
mod stock;
mod tagger;
mod tags;
mod telling;
mod threats;
mod timed;
pub mod training;
mod understand;
mod undertakings;
mod verbs;
mod words;

pub use close::{Close, ModelError};
pub use lexicon::{Lexicon, LexiconBuilder};
pub use proposal::{Proposal, Speaker};
pub use quick::Quick;

pub use text::speech::Condition;

use text::Text;

/// Finds statements in a text.
pub trait Reader {
    /// The word that chooses it: "quick" or "close".
    fn name(&self) -> &'static str;

    /// The statements of `text`, in the order in which their first words stand.
    fn read(&self, text: &Text, lexicon: &Lexicon) -> Vec<Proposal>;
}

/// Which reader to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReaderKind {
    /// For thousands of articles a day: a small trained tagger for news, rules for everything else.
    Quick,
    /// For the papers of an office, and the one to use when nobody chose: an encoder trained on annotated news, rules
    /// for labelled notes and turns.
    #[default]
    Close,
}

impl ReaderKind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Close => "close",
        }
    }
}

impl std::fmt::Display for ReaderKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for ReaderKind {
    type Err = ReaderError;

    fn from_str(word: &str) -> Result<Self, ReaderError> {
        match word.trim().to_ascii_lowercase().as_str() {
            "quick" => Ok(Self::Quick),
            "close" => Ok(Self::Close),
            _ => Err(ReaderError::Unknown(word.to_owned())),
        }
    }
}

/// Why there is no such reader.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReaderError {
    /// The word names none.
    #[error("there is no reader \"{0}\": use quick or close")]
    Unknown(String),
    /// Its model can't be used.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// The reader of this kind.
///
/// # Errors
/// [`ReaderError::Model`] where the weights of [`ReaderKind::Close`] are damaged.
pub fn reader(kind: ReaderKind) -> Result<Box<dyn Reader + Send + Sync>, ReaderError> {
    match kind {
        ReaderKind::Quick => Ok(Box::new(Quick)),
        ReaderKind::Close => Ok(Box::new(Close::new()?)),
    }
}
