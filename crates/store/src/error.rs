//! What goes wrong with a record: what, and how to mend it.

use domain::Tampering;

/// A record that could not be opened, read or written. Nothing acknowledged is lost.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process holds it.
    #[error("another Rapport{0} has this office open: close it first, or use a command that only looks")]
    Locked(String),
    /// Opened to look at.
    #[error("this record was opened to look at: open it to write")]
    OnlyToRead,
    /// The place can't be written to.
    #[error(
        "the record's place can't be written to ({0}): change its permissions, or name another folder with --office"
    )]
    ReadOnly(String),
    /// No room.
    #[error("the disk is full: make room and try again; nothing acknowledged was lost")]
    Full,
    /// Not a record, or damaged.
    #[error("the file is no record, or is damaged ({0}): bring it back from a backup")]
    NotARecord(String),
    /// Made by a later version.
    #[error("a newer Rapport made this record (form {found}; this one knows {known}): use that version")]
    Newer {
        /// The record's form.
        found: i64,
        /// The form that this version knows.
        known: i64,
    },
    /// Changed behind the program's back.
    #[error("the record was tampered with: {0}: bring it back from a backup, and ask who had access")]
    Tampered(#[from] Tampering),
    /// The tables are not what follows from the journal.
    #[error("the table “{0}” is not what follows from the journal: run `rapport doctor --rebuild`")]
    Projection(&'static str),
    /// A line of a table that can't be understood.
    #[error("the record holds a line that can't be understood ({0}): run `rapport doctor --rebuild`")]
    Line(String),
    /// Anything else that the database says.
    #[error("the database says: {0}: try again, and look at the disk")]
    Database(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let words = error.to_string();
        let says = |part: &str| words.contains(part);
        if says("not a database") || says("malformed") || says("file is encrypted") {
            Self::NotARecord(words)
        } else if says("readonly") || says("read-only") || says("unable to open") {
            Self::ReadOnly(words)
        } else if says("disk is full") || says("No space left") {
            Self::Full
        } else if says("database is locked") {
            Self::Locked(String::new())
        } else {
            Self::Database(words)
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Line(error.to_string())
    }
}

impl From<domain::IdError> for StoreError {
    fn from(error: domain::IdError) -> Self {
        Self::Line(error.to_string())
    }
}
