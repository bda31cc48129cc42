//! The journal and what follows from it, kept in a database.
//!
//! SQLite in a file beside the dossier, or PostgreSQL; the same statements on both. The journal is the only truth:
//! every other table is a projection of it, written in the same transaction, and can be made anew from it. What
//! [`Store::append`] has returned is on disk.
//!
//! The store holds no rules. Every read takes a [`domain::Viewer`], whose clearance goes into the query.

mod database;
mod error;
mod journal;
mod project;
mod read;
mod statements;
mod verify;

pub use error::StoreError;
pub use journal::EntryLine;
pub use read::{Mail, Wanted};
pub use verify::Verified;

use database::Database;
use domain::SigningKey;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Where a record is kept.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// In a file: SQLite.
    File(&'a Path),
    /// At a server: an address that begins with `postgres://`.
    Address(&'a str),
}

/// A record. Cloning it is cheap, and clones share what they hold.
#[derive(Clone, Debug)]
pub struct Store {
    database: Database,
    /// The key that signs, and the turn to write: one at a time in a process.
    writer: Option<Arc<Mutex<SigningKey>>>,
    /// Keeps other processes out for as long as it is held.
    _lock: Option<Arc<File>>,
}

impl Store {
    /// Opens a record to write, and makes it where there is none. `key` signs what this desk appends.
    ///
    /// # Errors
    /// When another process has it open, its place can't be written to, it isn't a record, or a newer Rapport made it.
    pub async fn open(place: Place<'_>, key: SigningKey) -> Result<Self, StoreError> {
        let lock = match place {
            Place::File(path) => Some(Arc::new(database::lock(path)?)),
            Place::Address(_) => None,
        };
        let database = Database::open(place, database::Access::Write).await?;
        database.prepare().await?;
        Ok(Self {
            database,
            writer: Some(Arc::new(Mutex::new(key))),
            _lock: lock,
        })
    }

    /// Opens a record to look at; another process may have it open to write.
    ///
    /// # Errors
    /// When it isn't there, isn't a record, or a newer Rapport made it.
    pub async fn open_to_read(place: Place<'_>) -> Result<Self, StoreError> {
        let database = Database::open(place, database::Access::Read).await?;
        database.check().await?;
        Ok(Self {
            database,
            writer: None,
            _lock: None,
        })
    }

    /// An empty record in memory, to make projections in.
    pub(crate) async fn in_memory() -> Result<Self, StoreError> {
        let database = Database::in_memory().await?;
        database.prepare().await?;
        Ok(Self {
            database,
            writer: None,
            _lock: None,
        })
    }
}
