//! Cleared material to a letter, a monthly and a weekly, on the web and by mail.
//!
//! Everything here is a function from cleared material to words or bytes: nothing is written, sent or
//! looked up. What people read comes out of [`domain::disclosure::Cleared`] alone.

mod address;
mod draft;
mod mail;
mod plain;
mod prose;
mod render;
mod web;

pub use address::{ADDRESS_STYLE, protected_address};
pub use draft::{draft_letter, draft_news_and_views, draft_roundup};
pub use mail::mail;
pub use plain::plain_text;
pub use web::site;

use domain::TopicId;
use domain::disclosure::{Cleared, Quotation};

/// Who publishes, as it stands under everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imprint {
    /// The office's name.
    pub name: String,
    /// Its e-mail address.
    pub address: Option<String>,
    /// Where its site stands: `https://council.example/`. Anything but http or https counts as unknown.
    pub site: Option<String>,
    /// Who signs letters: "The Chair".
    pub letter_from: Option<String>,
    /// Its time zone by IANA name: "Europe/Vienna". An unknown one counts as UTC.
    pub zone: String,
}

/// A topic as an edition calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicLine {
    /// The topic.
    pub id: TopicId,
    /// As it is shown.
    pub name: String,
    /// The section of the site that it belongs to.
    pub section: Option<String>,
}

/// A position that moved: what was said before, and what is said now.
#[derive(Clone, Debug)]
pub struct Moved {
    /// The party, as it is shown. It is named only where both statements are on the record.
    pub party: String,
    /// About what.
    pub topic: TopicId,
    /// The earlier statement.
    pub from: Cleared<Quotation>,
    /// The later one.
    pub to: Cleared<Quotation>,
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its place below the site's root: ASCII, forward slashes, no slash first, no dots as a part.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What a server says of it.
    pub media_type: &'static str,
}

/// Why an edition can't be made into a mail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PressError {
    /// The office has no address to send from.
    #[error("the office has no e-mail address to send from: add address = \"…\" to [office] in office.toml")]
    NoSender,
    /// An address that isn't one.
    #[error("“{0}” is not an e-mail address: write it as name@domain")]
    Address(String),
    /// A message id that isn't one.
    #[error("“{0}” is not a message id: it needs the form <left@right>, in ASCII without spaces")]
    MessageId(String),
    /// The message could not be put together.
    #[error("the mail to “{to}” could not be put together: {why}")]
    Message {
        /// The receiver.
        to: String,
        /// What the mail library says.
        why: String,
    },
}
