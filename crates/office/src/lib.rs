//! The use cases of an office, for a terminal or a browser to call.
//!
//! Material goes one way: a file through `intake` and a `reader` into the record (`store`), from there
//! through `analysis`, and what disclosure clears through `press`. This crate leads it along; the rules are
//! in `domain`, and every read of the record names its viewer.

pub mod config;
mod corrections;
mod counsel;
mod dossier;
mod editions;
mod error;
mod guidance;
mod held;
mod knots;
mod news;
mod place;
mod post;
mod printed;
mod reading;
mod rulings;
mod views;

pub use config::Config;
pub use corrections::Given;
pub use counsel::{climate_in, planned_in, planned_of};
pub use editions::{Draft, EditionState, Site};
pub use error::OfficeError;
pub use news::{FeedOutcome, NewsStory};
pub use place::{HOME, Place, write_whole};
pub use post::{Posted, Written};
pub use reading::{bytes_of, lexicon, proposals, reader_of, text_of};
pub use rulings::Overruling;
pub use views::{DocumentView, MeetingView, PartyView, Seen};

// What screens need from the rooms behind this one, so that they need not know those rooms.
pub use analysis;
pub use domain;
pub use intake;
pub use paper;
pub use press;
pub use reader;
pub use store;
pub use text;
pub use watch;

use domain::{Author, Body, Correction, Document, StatementId, Status, Viewer};
use jiff::civil::Date;
use reader::ReaderKind;
use std::collections::{HashMap, HashSet};
use store::Store;

/// An open office.
#[derive(Clone)]
pub struct Office {
    place: Place,
    config: Config,
    store: Store,
    author: Author,
    today: Date,
}

/// What became of a file of the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was read; so many statements were found.
    Read {
        /// How many.
        statements: usize,
        /// What is to be said about reading it.
        notices: Vec<String>,
    },
    /// The record holds it already, to the byte.
    Known,
    /// It could not be read; it stopped nothing else.
    Failed(OfficeError),
}

/// A file and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its name in the dossier.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// How far reading a dossier has come.
#[derive(Debug)]
pub enum Step<'a> {
    /// So many files are to be read.
    Began(usize),
    /// This one is being read.
    Reading(&'a str),
    /// This is what became of it; when it was read, it is on disk.
    Done(&'a Taken),
}

impl Office {
    /// Opens the office of a dossier, to write: makes it where there is none, and takes note of what `office.toml`
    /// names since last time. `author` signs what is written; `today` is the office's day.
    ///
    /// # Errors
    /// When `office.toml` is wrong, the folder can't be written to, another process has the office open, or the
    /// record is damaged.
    pub async fn open(place: Place, author: &str, today: Date) -> Result<Self, OfficeError> {
        let config = Config::of(place.dossier())?;
        place.prepare()?;
        let store = Store::open(store::Place::File(&place.record()), place.key()?).await?;
        let office = Self {
            place,
            config,
            store,
            author: Author(author.to_owned()),
            today,
        };
        office.take_note().await?;
        Ok(office)
    }

    /// Opens the office of a dossier to look at it; another process may have it open.
    ///
    /// # Errors
    /// When there is none yet, or `office.toml` is wrong.
    pub async fn look_at(place: Place, today: Date) -> Result<Self, OfficeError> {
        if !place.has_office() {
            return Err(OfficeError::new(
                place.dossier().display().to_string(),
                "has no office yet",
                "run `rapport open` on it first",
            ));
        }
        let config = Config::of(place.dossier())?;
        let store = Store::open_to_read(store::Place::File(&place.record())).await?;
        Ok(Self {
            place,
            config,
            store,
            author: Author("nobody".to_owned()),
            today,
        })
    }

    /// Where it keeps its things.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Its `office.toml`.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Its record.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Writes down what `office.toml` names and the record doesn't hold in just that form.
    async fn take_note(&self) -> Result<(), OfficeError> {
        let all = Viewer::keeper("the office");
        let config = &self.config;
        let mut bodies = Vec::new();
        if self.store.parties(&all).await?.is_empty() && self.store.topics(&all).await?.is_empty() {
            bodies.push(Body::OfficeOpened {
                name: config.office.name.clone(),
            });
        }
        bodies.extend(news_of(
            &config.parties,
            &self.store.parties(&all).await?,
            Body::PartyNamed,
        ));
        bodies.extend(news_of(
            &config.people,
            &self.store.people(&all).await?,
            Body::PersonNamed,
        ));
        bodies.extend(news_of(
            &config.topics,
            &self.store.topics(&all).await?,
            Body::TopicNamed,
        ));
        bodies.extend(news_of(
            &config.channels,
            &self.store.channels(&all).await?,
            Body::ChannelNamed,
        ));
        bodies.extend(news_of(
            &config.meetings,
            &self.store.meetings(&all).await?,
            Body::MeetingHeld,
        ));
        bodies.extend(news_of(
            &config.measures,
            &self.store.measures(&all).await?,
            Body::MeasureNoted,
        ));
        if !bodies.is_empty() {
            self.store.append(&self.author, bodies).await?;
        }
        Ok(())
    }

    /// Reads what is new in the dossier, by hash, with this reader. Each file is acknowledged (on disk) when its step is told;
    /// a file that can't be read stops nothing.
    ///
    /// # Errors
    /// When the dossier itself can't be listed, the reader's weights are damaged, or the record can't be written.
    pub async fn read_dossier(
        &self,
        reader: ReaderKind,
        mut tell: impl FnMut(Step<'_>),
    ) -> Result<Vec<Taken>, OfficeError> {
        let files = dossier::files(self.place.dossier())?;
        let lexicon = reading::lexicon(&self.config);
        // Asked once: while this office is open to write, nobody else changes it.
        let keeper = Viewer::keeper("the office");
        let documents = self.store.documents(&keeper).await?;
        let mut standing = Standing {
            parties: self.store.parties(&keeper).await?,
            known: documents.iter().map(|document| document.hash).collect(),
            by_path: documents
                .into_iter()
                .map(|document| (document.path, document.hash))
                .collect(),
        };
        tell(Step::Began(files.len()));
        let mut all = Vec::with_capacity(files.len());
        for file in files {
            tell(Step::Reading(&file.name));
            let outcome = match self.take(&file, reader, &lexicon, &mut standing).await {
                Ok(outcome) => outcome,
                Err(Trouble::WithFile(error)) => Outcome::Failed(error),
                Err(Trouble::WithRecord(error)) => return Err(error),
            };
            let taken = Taken {
                name: file.name,
                outcome,
            };
            tell(Step::Done(&taken));
            all.push(taken);
        }
        Ok(all)
    }

    async fn take(
        &self,
        file: &dossier::Found,
        reader: ReaderKind,
        lexicon: &reader::Lexicon,
        standing: &mut Standing,
    ) -> Result<Outcome, Trouble> {
        let bytes = reading::bytes_of(&file.path).map_err(|error| Trouble::WithFile(error.at(&file.name)))?;
        let hash = domain::DocumentHash::of(&bytes);
        if standing.known.contains(&hash) {
            return Ok(Outcome::Known);
        }
        // Only now: its weights are loaded once, and never where nothing is new.
        let reader = reading::reader_of(reader)?;
        let read = reading::read(
            &file.name,
            &bytes,
            &self.config,
            &self.config.meetings,
            reader.as_ref(),
            lexicon,
        )
        .map_err(Trouble::WithFile)?;
        // The bytes first: an entry never names a document that isn't there.
        write_whole(&self.place.document(&hash), &bytes)?;
        let count = read.statements.len();
        let mut bodies: Vec<Body> = Vec::new();
        bodies.extend(news_of(&read.parties, &standing.parties, Body::PartyNamed));
        let lines = guidance::lines(&read);
        bodies.push(Body::DocumentTaken {
            document: read.document,
            text: read.text.as_str().to_owned(),
        });
        if !lines.is_empty() {
            bodies.push(Body::GuidanceGiven {
                document: hash,
                lines,
            });
        }
        bodies.push(Body::DocumentRead {
            document: hash,
            reader: reader.name().to_owned(),
            statements: read.statements,
        });
        let older = standing.by_path.get(&file.name).copied();
        bodies.extend(older.map(|document| Body::DocumentReplaced { document, by: hash }));
        self.store.append(&self.author, bodies).await?;
        standing.by_path.insert(file.name.clone(), hash);
        standing.known.insert(hash);
        if let Some(older) = older {
            standing.known.remove(&older);
        }
        standing.parties.extend(read.parties);
        Ok(Outcome::Read {
            statements: count,
            notices: read.notices,
        })
    }

    /// Says that a statement is right as it stands.
    ///
    /// # Errors
    /// When the viewer can't see it, or the record can't be written.
    pub async fn confirm(&self, viewer: &Viewer, id: StatementId) -> Result<(), OfficeError> {
        self.statement(viewer, id).await?;
        self.write(viewer, Body::StatementConfirmed { statement: id })
            .await
    }

    /// Says how a statement is right. One that changes nothing confirms it.
    ///
    /// # Errors
    /// As [`Office::confirm`].
    pub async fn correct(
        &self,
        viewer: &Viewer,
        id: StatementId,
        correction: Correction,
    ) -> Result<(), OfficeError> {
        let statement = self.statement(viewer, id).await?;
        if Correction::from(&statement) == correction && statement.status != Status::Rejected {
            return self
                .write(viewer, Body::StatementConfirmed { statement: id })
                .await;
        }
        self.write(
            viewer,
            Body::StatementCorrected {
                statement: id,
                correction,
            },
        )
        .await
    }

    /// Says that a statement is none.
    ///
    /// # Errors
    /// As [`Office::confirm`].
    pub async fn reject(&self, viewer: &Viewer, id: StatementId, reason: &str) -> Result<(), OfficeError> {
        self.statement(viewer, id).await?;
        let reason = reason.trim().to_owned();
        self.write(
            viewer,
            Body::StatementRejected {
                statement: id,
                reason,
            },
        )
        .await
    }

    /// A statement that the viewer may see.
    ///
    /// # Errors
    /// When there is none for this viewer: whether it exists is not told.
    pub async fn statement(
        &self,
        viewer: &Viewer,
        id: StatementId,
    ) -> Result<domain::Statement, OfficeError> {
        self.store.statement(viewer, id).await?.ok_or_else(|| {
            OfficeError::new(
                "the record",
                format!("holds no statement {id} that you may see"),
                "follow a link from its document",
            )
        })
    }

    /// The guidance that documents hold and that is in force on `day`.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn guidance_on(
        &self,
        viewer: &Viewer,
        day: Date,
    ) -> Result<Vec<domain::Guidance>, OfficeError> {
        let mut lines = self.store.guidance(viewer).await?;
        lines.retain(|line| line.holds_on(day));
        Ok(lines)
    }

    async fn write(&self, viewer: &Viewer, body: Body) -> Result<(), OfficeError> {
        self.store
            .append(&Author(viewer.name().to_owned()), vec![body])
            .await?;
        Ok(())
    }

    /// A document's bytes, as they came in: all of them, or none where anything in it is marked above the viewer.
    ///
    /// # Errors
    /// When the viewer may not see all of it, or the file is gone.
    pub async fn original(&self, viewer: &Viewer, document: &Document) -> Result<Vec<u8>, OfficeError> {
        if self.store.document(viewer, &document.hash).await?.is_none() {
            return Err(OfficeError::new(
                &document.path,
                "is not in what you may see",
                "ask somebody who may",
            ));
        }
        let words = self.store.document_text(viewer, &document.hash).await?;
        let words = text::Text::new(words.unwrap_or_default());
        if !self.held(viewer, document, &words).await?.is_empty() {
            return Err(OfficeError::new(
                &document.path,
                "holds a portion marked above what you may see",
                "ask somebody who may",
            ));
        }
        bytes_of(&self.place.document(&document.hash))
    }

    /// Whether every document's bytes are still those that came in; the paths of those that aren't.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn damaged_documents(&self) -> Result<Vec<String>, OfficeError> {
        let keeper = Viewer::keeper("the office");
        let mut damaged = Vec::new();
        for document in self.store.documents(&keeper).await? {
            let path = self.place.document(&document.hash);
            let whole =
                std::fs::read(&path).is_ok_and(|bytes| domain::DocumentHash::of(&bytes) == document.hash);
            if !whole {
                damaged.push(document.path);
            }
        }
        Ok(damaged)
    }
}

/// What the record holds while a dossier is read.
struct Standing {
    parties: Vec<domain::Party>,
    /// The documents that stand for their files, by path.
    by_path: HashMap<String, domain::DocumentHash>,
    /// The same, by hash alone.
    known: HashSet<domain::DocumentHash>,
}

/// What stops at a file, and what must stop everything.
enum Trouble {
    WithFile(OfficeError),
    WithRecord(OfficeError),
}

impl From<OfficeError> for Trouble {
    fn from(error: OfficeError) -> Self {
        Self::WithRecord(error)
    }
}

impl From<store::StoreError> for Trouble {
    fn from(error: store::StoreError) -> Self {
        Self::WithRecord(error.into())
    }
}

/// What of `named` isn't in `known` just so, as entries.
fn news_of<T: PartialEq + Clone>(named: &[T], known: &[T], entry: impl Fn(T) -> Body) -> Vec<Body> {
    named
        .iter()
        .filter(|thing| !known.contains(thing))
        .cloned()
        .map(entry)
        .collect()
}
