//! The site.
use crate::{File, Imprint};
use domain::EditionId;
use domain::disclosure::{Cleared, Edition};
use jiff::Timestamp;

/// The site's files.
pub fn site(_imprint: &Imprint, _editions: &[(EditionId, Cleared<Edition>)], _now: Timestamp) -> Vec<File> {
    Vec::new()
}
