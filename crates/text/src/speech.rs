//! The words by which speech is described. The reader proposes them, the record keeps them.

use crate::Span;
use serde::{Deserialize, Serialize};

/// How the words of a statement stand in their document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// In quotation marks, or as a turn of a transcript.
    Direct,
    /// Retold.
    #[default]
    Indirect,
    /// Retold with words in quotation marks.
    Mixed,
}

impl Mode {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// What a speaker does with the words: polarity and modality in one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// Says that it is so.
    #[default]
    Asserts,
    /// Says that it is not so.
    Denies,
    /// Would do something, mostly for something.
    Offers,
    /// Undertakes to do something.
    Promises,
    /// Is willing to consider it.
    IsOpenTo,
    /// Agrees with what another wants or says.
    Agrees,
    /// Wants another to do something.
    Demands,
    /// Asks, without pressing.
    Asks,
    /// Will not do it.
    Refuses,
    /// Says what harm will follow.
    Threatens,
    /// Was asked and would not say.
    DeclinesToSay,
}

impl Polarity {
    /// Every one of them, in the order of the enum.
    pub const ALL: [Self; 11] = [
        Self::Asserts,
        Self::Denies,
        Self::Offers,
        Self::Promises,
        Self::IsOpenTo,
        Self::Agrees,
        Self::Demands,
        Self::Asks,
        Self::Refuses,
        Self::Threatens,
        Self::DeclinesToSay,
    ];

    /// The word for it, as other programs see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserts => "asserts",
            Self::Denies => "denies",
            Self::Offers => "offers",
            Self::Promises => "promises",
            Self::IsOpenTo => "is-open-to",
            Self::Agrees => "agrees",
            Self::Demands => "demands",
            Self::Asks => "asks",
            Self::Refuses => "refuses",
            Self::Threatens => "threatens",
            Self::DeclinesToSay => "declines-to-say",
        }
    }

    /// The word for it in a sentence.
    pub fn plain(self) -> &'static str {
        match self {
            Self::IsOpenTo => "is open to",
            Self::DeclinesToSay => "declines to say",
            other => other.as_str(),
        }
    }

    /// How words are told behind a verb: a denial whose words hold the "no" themselves is said, not denied.
    /// "Denies that nothing is sold" would tell the opposite of what was said.
    #[must_use]
    pub fn before(self, words: &str) -> Self {
        const NO: &[&str] = &[
            "not", "no", "never", "nor", "neither", "none", "nobody", "nothing", "nowhere", "cannot",
        ];
        let says_no = || {
            words
                .to_lowercase()
                .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
                .any(|word| NO.contains(&word) || word.ends_with("n't") || word.ends_with("n’t"))
        };
        if self == Self::Denies && says_no() {
            Self::Asserts
        } else {
            self
        }
    }

    /// The polarity with this word, in either form.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|p| p.as_str() == word || p.plain() == word)
    }
}

/// What the content of a statement hangs on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The words that make it one, in lower case: "unless", "in the absence of", "not at the risk of".
    pub connective: String,
    /// The clause, connective included.
    pub text: String,
    /// Where the clause stands.
    pub span: Span,
    /// What it is to the action.
    pub bond: Bond,
}

/// What a condition is to the action that it stands with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bond {
    /// The action follows if it holds: "if", "unless", "after which".
    #[default]
    Condition,
    /// The action stops short of it: "not at the risk of".
    Limit,
    /// The action is paid with it: "in exchange for".
    Price,
}

impl Bond {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Condition => "condition",
            Self::Limit => "limit",
            Self::Price => "price",
        }
    }
}

impl std::fmt::Display for Mode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Display for Polarity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.plain())
    }
}

impl std::fmt::Display for Bond {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
