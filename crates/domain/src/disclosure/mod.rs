//! What may be told to whom. Nothing reaches `press` but through [`clear`].
//!
//! ```compile_fail
//! use domain::disclosure::Cleared;
//! let forged = Cleared { told: "what was said in confidence" }; // the field is private
//! ```

mod edition;
mod guard;
mod quotation;
mod story;

pub use edition::{Edition, Submission};
pub use guard::{Bounds, Guarded};
pub use quotation::Quotation;
pub use story::{Excerpt, Story};

use crate::{Marking, StatementId};
use std::fmt;
use std::ops::Deref;

/// Whom something is told to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    /// As it is shown: "the public", "Friends of the Council".
    pub name: String,
    /// The highest marking that it may see.
    pub marking: Marking,
    /// Whether it gets only what somebody confirmed. False for a draft that the office alone sees.
    pub confirmed_only: bool,
}

impl Audience {
    /// Anybody: TLP:CLEAR, confirmed.
    pub fn public() -> Self {
        Self {
            name: "the public".to_owned(),
            marking: Marking::Clear,
            confirmed_only: true,
        }
    }

    /// The same audience, for a draft in which what a reader found may stand as found.
    #[must_use]
    pub fn in_draft(mut self) -> Self {
        self.confirmed_only = false;
        self
    }
}

/// Material that was cleared for an audience. It can't be made or changed but by [`clear`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleared<T> {
    told: T,
}

impl<T> Deref for Cleared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.told
    }
}

/// Why something may not be told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Reason {
    /// Marked above the audience.
    #[error("statement {0} is marked {1}; this audience may see up to {2}")]
    MarkedTooHigh(StatementId, Marking, Marking),
    /// Not to be used at all.
    #[error("statement {0} was made off the record")]
    OffTheRecord(StatementId),
    /// Would give away who spoke.
    #[error("“{name}” would give away who made statement {statement}, which is {rule}")]
    NamesSpeaker {
        /// The statement.
        statement: StatementId,
        /// The name that gives it away.
        name: String,
        /// "under the Chatham House Rule" or "on background".
        rule: &'static str,
    },
    /// A citation that leads nowhere.
    #[error("[@s:{0}] cites no statement of the record")]
    NoSuchStatement(String),
    /// A quotation without a source.
    #[error(
        "the words “{0}” stand in quotation marks without a source: cite the statement, or link to where they were published"
    )]
    NoSource(String),
    /// A quotation that isn't one.
    #[error(
        "the words “{0}” are not in what this paragraph cites: quote to the letter, or take away the quotation marks"
    )]
    NotTheirWords(String),
    /// Nobody has confirmed it yet.
    #[error("statement {0} was found by a reader and not confirmed yet: confirm it at the desk first")]
    NotConfirmed(StatementId),
    /// Somebody said that it is none.
    #[error("statement {0} was rejected")]
    Rejected(StatementId),
    /// Words of confidential material, cited or not.
    #[error("the words “{words}” come from material {handling}")]
    InConfidence {
        /// The first of the words.
        words: String,
        /// Its handling, as a phrase.
        handling: String,
    },
    /// Against what an authority asked of us.
    #[error("it goes against guidance by {from}: “{words}”")]
    AgainstGuidance {
        /// Who asked.
        from: String,
        /// What they asked.
        words: String,
    },
}

/// Every reason why something may not be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// For whom it was asked.
    pub audience: String,
    /// The reasons: never empty.
    pub reasons: Vec<Reason>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not cleared for {}:", self.audience)?;
        for reason in &self.reasons {
            write!(f, "\n- {reason}")?;
        }
        Ok(())
    }
}

mod sealed {
    pub trait Sealed {}
}

/// What can be asked to be told. Only this module says what that is.
pub trait Material: sealed::Sealed {
    /// What is told of it.
    type Told;

    /// What is told of it, or every reason why not.
    #[doc(hidden)]
    fn examine(self, audience: &Audience, bounds: &Bounds) -> Result<Self::Told, Vec<Reason>>;
}

/// Clears material for an audience: the one way to a [`Cleared`].
///
/// # Errors
/// Every reason why it may not be told.
pub fn clear<M: Material>(
    material: M,
    audience: &Audience,
    bounds: &Bounds,
) -> Result<Cleared<M::Told>, Refusal> {
    match material.examine(audience, bounds) {
        Ok(told) => Ok(Cleared { told }),
        Err(mut reasons) => {
            reasons.sort();
            reasons.dedup();
            Err(Refusal {
                audience: audience.name.clone(),
                reasons,
            })
        }
    }
}
