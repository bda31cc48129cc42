//! What things are called. Each kind of thing has an id type of its own.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// An id that doesn't have its form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// A name given by people.
    #[error(
        "“{0}” can't be an id: use lower-case letters, digits and hyphens, 64 at most, a letter or digit first"
    )]
    Slug(String),
    /// A number given by the program.
    #[error("“{0}” is not an id that Rapport gave: copy it whole")]
    Number(String),
}

/// The longest id that people give, in bytes.
const LONGEST: usize = 64;

fn is_slug(word: &str) -> bool {
    word.len() <= LONGEST
        && word
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && word.bytes().next().is_some_and(|b| b != b'-')
}

macro_rules! slugs {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id with this name.
            ///
            /// # Errors
            /// When it holds anything but lower-case letters, digits and hyphens, or over 64 of them.
            pub fn new(word: impl Into<String>) -> Result<Self, IdError> {
                let word = word.into();
                if is_slug(&word) { Ok(Self(word)) } else { Err(IdError::Slug(word)) }
            }

            /// As text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(word: String) -> Result<Self, IdError> {
                Self::new(word)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(word: &str) -> Result<Self, IdError> {
                Self::new(word)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

slugs! {
    /// A party.
    PartyId;
    /// A person.
    PersonId;
    /// A topic.
    TopicId;
    /// A channel.
    ChannelId;
    /// A meeting.
    MeetingId;
    /// A measure.
    MeasureId;
    /// A feed.
    FeedId;
    /// A list of addresses that editions are sent to.
    ListId;
    /// An edition: the name of its file without the ending.
    EditionId;
    /// A story: given by its first article.
    StoryId;
}

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(word: &str) -> Result<Self, IdError> {
                Uuid::parse_str(word).map(Self).map_err(|_| IdError::Number(word.to_owned()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
    )*};
}

numbers! {
    /// An entry of the journal: a UUIDv7, so that entries sort by time.
    EntryId;
    /// A statement. Made from its document's hash and its place there (UUIDv8), so that two desks
    /// that read the same document propose the same statement.
    StatementId;
}

impl EntryId {
    /// The id of an entry written at `millis` (since 1970, UTC), with ten random bytes.
    pub fn new(millis: u64, random: [u8; 10]) -> Self {
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}

impl StatementId {
    /// The id of the statement in `document` whose parts stand at `places`, in a fixed order.
    pub fn of(document: &DocumentHash, places: &[&[text::Span]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&document.0);
        for spans in places {
            hasher.update(&(spans.len() as u64).to_le_bytes());
            for span in *spans {
                hasher.update(&span.start().to_le_bytes());
                hasher.update(&span.end().to_le_bytes());
            }
        }
        let mut bytes = [0; 16];
        hasher.finalize_xof().fill(&mut bytes);
        Self(Uuid::new_v8(bytes))
    }
}

macro_rules! hashes {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(pub(crate) [u8; 32]);

        impl $name {
            /// Its 32 bytes.
            pub fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }

            /// Its first eight hexadecimal digits, for people.
            pub fn short(&self) -> String {
                self.to_string().chars().take(8).collect()
            }
        }

        impl From<[u8; 32]> for $name {
            fn from(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(word: &str) -> Result<Self, IdError> {
                blake3::Hash::from_hex(word).map(|h| Self(*h.as_bytes())).map_err(|_| IdError::Number(word.to_owned()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(word: String) -> Result<Self, IdError> {
                word.parse()
            }
        }

        impl From<$name> for String {
            fn from(hash: $name) -> Self {
                hash.to_string()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(blake3::Hash::from_bytes(self.0).to_hex().as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.short())
            }
        }
    )*};
}
pub(crate) use hashes;

hashes! {
    /// A document's address: the BLAKE3 hash of its bytes.
    DocumentHash;
    /// A desk, by its Ed25519 public key.
    DeskId;
}

impl DocumentHash {
    /// The address of a document with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}
