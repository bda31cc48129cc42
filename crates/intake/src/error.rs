//! What can't be read, and why.

/// Why a file can't be read. Every message is `NAME: WHAT: HOW TO MEND IT`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// The ending belongs to a form that isn't read.
    #[error("{name}: can't read {ending} yet: save it as text, Markdown, HTML or mail")]
    UnknownForm {
        /// The file's name as given.
        name: String,
        /// Its ending with the dot, or words that say it has none.
        ending: String,
    },
    /// No word in it, or nothing at all.
    #[error("{name}: it is empty: write into it what it should say, or take it away")]
    Empty {
        /// The file's name as given.
        name: String,
    },
    /// More bytes than [`SIZE_LIMIT`](crate::SIZE_LIMIT).
    #[error(
        "{name}: it holds {mib} MiB, and {limit} MiB is the most that is read: split it into smaller files"
    )]
    TooLong {
        /// The file's name as given.
        name: String,
        /// Its size, rounded up.
        mib: usize,
        /// The most that is read.
        limit: usize,
    },
    /// Bytes that are no text, whatever the name says.
    #[error("{name}: it is not text but {what}: save it as text, Markdown, HTML or mail")]
    NotText {
        /// The file's name as given.
        name: String,
        /// What it looks like.
        what: String,
    },
    /// A mail or page from which nothing could be won.
    #[error(
        "{name}: nothing in it could be read, because {why}: ask for it again, or save its words as text"
    )]
    Unreadable {
        /// The file's name as given.
        name: String,
        /// What stood in the way.
        why: String,
    },
}
