//! Feeds to articles, articles to stories.
//!
//! Pure: no network and no files. [`parse`] takes the bytes of a feed as they came, in whatever state;
//! [`Grouper`] puts each article to a story, deciding from what came before it alone;
//! [`Watchwords`] marks the articles that touch given names; [`summarise`] picks a story's best sentences.

mod article;
mod bytes;
mod date;
mod feed;
mod fields;
mod hash;
mod json;
mod markup;
mod mend;
mod mended;
mod opml;
mod page;
mod plain;
mod scan;
mod stories;
mod summary;
mod watchwords;
mod words;

pub use article::{Article, Feed};
pub use feed::parse;
pub use opml::{OpmlFeed, opml};
pub use stories::{Grouper, StoryId};
pub use summary::{Sentence, summarise};
pub use watchwords::Watchwords;

use thiserror::Error;

/// The longest feed that is read, in bytes.
pub const LONGEST_FEED: usize = 32 << 20;
/// The most articles that are taken from one feed; further ones are left out, with a notice.
pub const MOST_ARTICLES: usize = 5_000;
/// The longest title, summary or content kept of an article, in code points of plain text.
pub const LONGEST_TEXT: usize = 200_000;

/// Why bytes could not be read as a feed.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum WatchError {
    /// No byte but white space.
    #[error("the feed is empty: fetch it again, or check its address")]
    Empty,
    /// Larger than [`LONGEST_FEED`].
    #[error(
        "the feed has {0} bytes, more than the {LONGEST_FEED} that are read: ask its publisher for a shorter one"
    )]
    TooLong(usize),
    /// A page for people, with the address of its feed where it names one.
    #[error("this is an HTML page, not a feed: {}", page_hint(.0.as_deref()))]
    Page(Option<String>),
    /// Something else, described.
    #[error("this is {0}, not a feed: give the address of an RSS, Atom or JSON feed")]
    NotAFeed(String),
    /// It looks like a feed but could not be read even after mending.
    #[error("the feed could not be read ({0}): open its address in a browser, and tell its publisher")]
    Broken(String),
}

fn page_hint(feed: Option<&str>) -> String {
    feed.map_or_else(
        || "look on it for a link named RSS, Atom or feed".to_owned(),
        |address| format!("it names its feed as {address}"),
    )
}
