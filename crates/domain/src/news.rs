//! What the watch brings in.

use crate::{FeedId, PartyId, StoryId, TopicId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// An article as the record keeps it: what its feed said of it, its story, and what it touches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// As its feed names it; unique within the feed.
    pub id: String,
    /// The feed it came by.
    pub feed: FeedId,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its headline, plain text.
    pub title: String,
    /// Its own words as far as the feed gives them, plain text.
    pub summary: String,
    /// Who published it.
    pub publisher: String,
    /// When (UTC).
    pub published: Option<Timestamp>,
    /// The story it belongs to.
    pub story: StoryId,
    /// The parties it names.
    pub parties: Vec<PartyId>,
    /// The topics it touches.
    pub topics: Vec<TopicId>,
}
