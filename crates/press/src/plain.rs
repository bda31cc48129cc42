//! Editions as plain text.
use domain::disclosure::{Cleared, Edition};

/// The edition as plain text.
pub fn plain_text(edition: &Cleared<Edition>) -> String {
    edition.manuscript.markdown.clone()
}
