//! Editions by mail.
use crate::{Imprint, PressError};
use domain::EditionId;
use domain::disclosure::{Cleared, Edition};
use jiff::Timestamp;

/// The edition as a message.
pub fn mail(
    imprint: &Imprint,
    _edition: &Cleared<Edition>,
    _id: &EditionId,
    _to: &str,
    _message_id: &str,
    _at: Timestamp,
) -> Result<Vec<u8>, PressError> {
    imprint
        .address
        .as_ref()
        .map(|_| Vec::new())
        .ok_or(PressError::NoSender)
}
