//! What goes wrong with a record: what, and how to mend it.

use domain::Tampering;
use std::io::{self, ErrorKind};
use std::path::Path;

/// A record that could not be opened, read or written. Nothing acknowledged is lost.
///
/// Each message says what, then, after its only colon, how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process holds it.
    #[error("another Rapport{0} has this office open: close it first, or use a command that only looks")]
    Locked(String),
    /// Another program kept the database busy for longer than a write takes.
    #[error("another program keeps the record busy: close it, then try again")]
    Busy,
    /// Opened to look at.
    #[error("this record was opened to look at: open it to write")]
    OnlyToRead,
    /// The place can't be written to.
    #[error(
        "the record can't be opened or written to ({}): change its permissions, or name another folder with --office", said(.0)
    )]
    ReadOnly(String),
    /// No room.
    #[error("the disk is full: make room and try again; nothing acknowledged was lost")]
    Full,
    /// Not a record, or damaged.
    #[error("the file is no record, or is damaged ({}): bring it back from a backup", said(.0))]
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
    #[error("the record was tampered with ({}): bring it back from a backup, and ask who had access", said(.0))]
    Tampered(#[from] Tampering),
    /// The tables are not what follows from the journal.
    #[error("the table “{0}” is not what follows from the journal: run `rapport doctor --rebuild`")]
    Projection(&'static str),
    /// A line of a table that can't be understood.
    #[error("the record holds a line that can't be understood ({}): run `rapport doctor --rebuild`", said(.0))]
    Line(String),
    /// The viewer's clearance doesn't reach it.
    #[error("{0} may not see this: ask the keeper of the office")]
    NotCleared(String),
    /// The server doesn't answer, or not to us.
    #[error("the database can't be reached ({}): check its address, and that it runs", said(.0))]
    Unreachable(String),
    /// Anything else that the database says.
    #[error("the database says “{}”: try again, and look at the disk", said(.0))]
    Database(String),
}

/// Somebody else's words, without the colon that parts what from how to mend it.
fn said(words: &impl ToString) -> String {
    words.to_string().replace(": ", " – ")
}

impl StoreError {
    /// A file beside the database that the system would not give.
    pub(crate) fn file(path: &Path, error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::ReadOnly(format!("{} – {error}", path.display())),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(said) => {
                let words = said.message().to_owned();
                match said.code().as_deref() {
                    Some(code) if code.len() == 5 => of_server(code, words),
                    Some(code) => of_file(code, words),
                    None => Self::Database(words),
                }
            }
            sqlx::Error::Io(source) => Self::Unreachable(source.to_string()),
            sqlx::Error::Tls(source) | sqlx::Error::Configuration(source) => {
                Self::Unreachable(source.to_string())
            }
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::ColumnDecode { source, .. } => Self::Line(source.to_string()),
            other => Self::Database(other.to_string()),
        }
    }
}

/// SQLite's result codes, the low byte of which is the primary one (sqlite.org/rescode.html).
fn of_file(code: &str, words: String) -> StoreError {
    match code.parse::<u32>().map(|code| code & 0xff) {
        Ok(5 | 6) => StoreError::Busy,
        Ok(8 | 14) => StoreError::ReadOnly(words),
        Ok(13) => StoreError::Full,
        Ok(11 | 26) => StoreError::NotARecord(words),
        _ => StoreError::Database(words),
    }
}

/// PostgreSQL's codes (its manual, appendix A).
fn of_server(code: &str, words: String) -> StoreError {
    match code {
        "53100" => StoreError::Full,
        "25006" | "42501" => StoreError::ReadOnly(words),
        "40001" | "40P01" | "55P03" => StoreError::Busy,
        "XX001" | "XX002" => StoreError::NotARecord(words),
        "3D000" => StoreError::Unreachable(words),
        _ if ["08", "28", "53", "57"]
            .iter()
            .any(|class| code.starts_with(class)) =>
        {
            StoreError::Unreachable(words)
        }
        _ => StoreError::Database(words),
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
