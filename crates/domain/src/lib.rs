//! The words of Rapport as types: what the record holds and which rules it keeps.
//!
//! Nothing here reads a file, a clock or a database. What must not happen does not compile where that
//! is possible: ids of different things are different types, a read needs a [`Viewer`], and what may be
//! published is a [`disclosure::Cleared`], which only [`disclosure::clear`] makes.

pub mod disclosure;
mod edition;
mod handling;
mod ids;
mod journal;
mod names;
mod news;
mod people;
mod ruling;
mod stance;
mod statement;
mod viewer;

pub use edition::{Citation, EditionKind, Manuscript, ManuscriptError, Paragraph};
pub use handling::{Attribution, Handling, HandlingError, Marking, PartialHandling, portions};
pub use ids::{
    ChannelId, DeskId, DocumentHash, EditionId, EntryId, FeedId, IdError, ListId, MeasureId, MeetingId,
    PartyId, PersonId, StatementId, StoryId, TopicId,
};
pub use journal::{Author, Body, Chain, Draft, Entry, Hash, Salt, SigningKey, Tampering};
pub use names::NameBook;
pub use news::Article;
pub use people::{
    Channel, ChannelKind, Document, DocumentKind, Guidance, GuidanceKind, Measure, MeasureState, Meeting,
    MeetingKind, Party, PartyKind, Person, Post, Topic,
};
pub use ruling::Ruling;
pub use stance::{Stance, UnknownStance};
pub use statement::{Confidence, Correction, Speaker, Statement, Status};
pub use text::speech::{Bond, Condition, Mode, Polarity};
pub use viewer::{Channels, Clearance, Viewer};
