//! What goes wrong, for people: where, what, and how to mend it.

use std::io;
use std::path::Path;

/// A use case that could not be carried out. Nothing that was acknowledged before is lost.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}: {mend}")]
pub struct OfficeError {
    /// The file, table or part.
    pub place: String,
    /// What went wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl OfficeError {
    /// An error at `place`.
    pub fn new(place: impl Into<String>, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
            mend: mend.into(),
        }
    }

    /// An engine's error, whose words are "what: how to mend it"; `mend` where they don't say how.
    pub fn of(place: impl Into<String>, error: &impl std::error::Error, mend: &str) -> Self {
        let words = error.to_string();
        let (what, mend) = words.split_once(": ").unwrap_or((&words, mend));
        Self::new(place, what, mend)
    }

    /// The same error at another place.
    #[must_use]
    pub fn at(self, place: &str) -> Self {
        Self {
            place: place.to_owned(),
            ..self
        }
    }

    /// A file or folder that the system would not give.
    pub fn file(path: &Path, error: &io::Error) -> Self {
        let (what, mend) = match error.kind() {
            io::ErrorKind::NotFound => ("is not there".to_owned(), "check the name"),
            io::ErrorKind::PermissionDenied => (
                "this user may not open or write it".to_owned(),
                "change its permissions, or choose another folder",
            ),
            io::ErrorKind::ReadOnlyFilesystem => (
                "stands on a disk that can't be written to".to_owned(),
                "copy the dossier, or name another folder with --office",
            ),
            io::ErrorKind::StorageFull => (
                "the disk is full".to_owned(),
                "make room and try again; nothing was lost",
            ),
            io::ErrorKind::IsADirectory => ("is a folder, not a file".to_owned(), "name a file in it"),
            io::ErrorKind::NotADirectory => (
                "is a file, not a folder".to_owned(),
                "name the folder it stands in",
            ),
            _ => (error.to_string(), "look at the disk, then try again"),
        };
        Self::new(path.display().to_string(), what, mend)
    }
}

impl From<store::StoreError> for OfficeError {
    fn from(error: store::StoreError) -> Self {
        Self::of(
            "the record",
            &error,
            "run `rapport doctor --verify` to see how it stands",
        )
    }
}
