//! What a viewer may see of the record. The clearance goes into the query: what it doesn't reach never leaves
//! the database.

use crate::database::Sql;
use crate::journal::nanos;
use crate::{Store, StoreError};
use domain::{
    Article, Channel, Channels, Document, DocumentHash, EditionId, FeedId, Guidance, Hash, ListId, Marking,
    Measure, Meeting, MeetingId, Party, PartyId, Person, Ruling, Statement, StatementId, Status, Topic,
    TopicId, Viewer,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeSet;

/// How many ids go into one query: databases bound what can be bound.
const MOST: usize = 400;

/// Which statements are wanted; what is left out doesn't matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of this document.
    pub document: Option<DocumentHash>,
    /// By this party.
    pub party: Option<PartyId>,
    /// About this topic.
    pub topic: Option<TopicId>,
    /// At this meeting.
    pub meeting: Option<MeetingId>,
    /// Of this status.
    pub status: Option<Status>,
    /// Not those that somebody rejected.
    pub without_rejected: bool,
    /// On or before this day; those without a day count.
    pub until: Option<Date>,
    /// Only these.
    pub ids: Option<Vec<StatementId>>,
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mail {
    /// It was about to be handed to the mail server; whether it was is not known.
    Intended,
    /// The mail server refused it.
    Refused,
    /// The mail server took it.
    Handed,
}

impl Sql {
    /// `(a condition that holds for what the viewer's clearance reaches)`, on the columns `marking` and `channel`.
    fn within(self, viewer: &Viewer) -> Self {
        self.push("(marking <= ")
            .bind(i64::from(viewer.clearance().marking.rank()))
            .push(" AND ")
            .on_channels(viewer)
            .push(")")
    }

    fn on_channels(self, viewer: &Viewer) -> Self {
        match &viewer.clearance().channels {
            Channels::All => self.push("1 = 1"),
            Channels::Only(channels) if channels.is_empty() => self.push("channel IS NULL"),
            Channels::Only(channels) => self
                .push("(channel IS NULL OR channel IN ")
                .list(channels)
                .push(")"),
        }
    }
}

impl Store {
    /// Every party.
    ///
    /// # Errors
    /// When the record can't be read; so for every read.
    pub async fn parties(&self, viewer: &Viewer) -> Result<Vec<Party>, StoreError> {
        self.named(viewer, "party").await
    }

    /// Every person.
    #[allow(clippy::missing_errors_doc, reason = "as for parties")]
    pub async fn people(&self, viewer: &Viewer) -> Result<Vec<Person>, StoreError> {
        self.named(viewer, "person").await
    }

    /// Every topic.
    pub async fn topics(&self, viewer: &Viewer) -> Result<Vec<Topic>, StoreError> {
        self.named(viewer, "topic").await
    }

    /// The channels that the viewer may know of.
    pub async fn channels(&self, viewer: &Viewer) -> Result<Vec<Channel>, StoreError> {
        self.named(viewer, "channel").await
    }

    /// The meetings on channels that the viewer may know of.
    pub async fn meetings(&self, viewer: &Viewer) -> Result<Vec<Meeting>, StoreError> {
        self.named(viewer, "meeting").await
    }

    /// Every measure.
    pub async fn measures(&self, viewer: &Viewer) -> Result<Vec<Measure>, StoreError> {
        self.named(viewer, "measure").await
    }

    async fn named<T: DeserializeOwned>(
        &self,
        viewer: &Viewer,
        kind: &'static str,
    ) -> Result<Vec<T>, StoreError> {
        let sql = Sql::new("SELECT body FROM named WHERE kind = ")
            .text(kind)
            .push(" AND ")
            .on_channels(viewer);
        self.bodies(sql.push(" ORDER BY id")).await
    }

    async fn bodies<T: DeserializeOwned>(&self, sql: Sql) -> Result<Vec<T>, StoreError> {
        sql.all_of(&self.database.pool).await?.iter().map(body).collect()
    }

    /// Whether a document with these bytes is here and stands for its file now.
    pub async fn holds_document(&self, viewer: &Viewer, hash: &DocumentHash) -> Result<bool, StoreError> {
        let sql = Sql::new("SELECT hash FROM document WHERE replaced = 0 AND hash = ")
            .text(hash)
            .push(" AND ")
            .within(viewer);
        Ok(!sql.all_of(&self.database.pool).await?.is_empty())
    }

    /// The documents that stand for their files now, by path.
    pub async fn documents(&self, viewer: &Viewer) -> Result<Vec<Document>, StoreError> {
        let sql = Sql::new("SELECT body FROM document WHERE replaced = 0 AND ").within(viewer);
        self.bodies(sql.push(" ORDER BY path")).await
    }

    /// The documents whose place another has taken, by path.
    pub async fn former_documents(&self, viewer: &Viewer) -> Result<Vec<Document>, StoreError> {
        let sql = Sql::new("SELECT body FROM document WHERE replaced = 1 AND ").within(viewer);
        self.bodies(sql.push(" ORDER BY path")).await
    }

    /// A document, whether it stands for its file or another has taken its place.
    pub async fn document(
        &self,
        viewer: &Viewer,
        hash: &DocumentHash,
    ) -> Result<Option<Document>, StoreError> {
        let sql = Sql::new("SELECT body FROM document WHERE hash = ")
            .text(hash)
            .push(" AND ")
            .within(viewer);
        Ok(self.bodies(sql).await?.pop())
    }

    /// A document's text, for a viewer whose clearance reaches the document as a whole.
    pub async fn document_text(
        &self,
        viewer: &Viewer,
        hash: &DocumentHash,
    ) -> Result<Option<String>, StoreError> {
        let sql = Sql::new("SELECT words AS body FROM document_text WHERE hash = ")
            .text(hash)
            .push(" AND hash IN (SELECT hash FROM document WHERE ")
            .within(viewer)
            .push(")");
        Ok(self.bodies(sql).await?.pop())
    }

    /// The statements that are wanted, by day, document's path and place; those without a day first.
    pub async fn statements(&self, viewer: &Viewer, wanted: &Wanted) -> Result<Vec<Statement>, StoreError> {
        let Some(ids) = &wanted.ids else {
            return self.bodies(select(viewer, wanted, None)).await;
        };
        let ids: Vec<StatementId> = ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let mut rows = Vec::new();
        for some in ids.chunks(MOST) {
            let sql = select(viewer, wanted, Some(some));
            rows.extend(sql.all_of(&self.database.pool).await?);
        }
        if ids.len() > MOST {
            let mut keyed = rows
                .into_iter()
                .map(|row| Ok((key(&row)?, row)))
                .collect::<Result<Vec<_>, StoreError>>()?;
            keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
            rows = keyed.into_iter().map(|(_, row)| row).collect();
        }
        rows.iter().map(body).collect()
    }

    /// A statement.
    pub async fn statement(&self, viewer: &Viewer, id: StatementId) -> Result<Option<Statement>, StoreError> {
        let wanted = Wanted {
            ids: Some(vec![id]),
            ..Wanted::default()
        };
        Ok(self.statements(viewer, &wanted).await?.pop())
    }

    /// Guidance, by document and line.
    pub async fn guidance(&self, viewer: &Viewer) -> Result<Vec<Guidance>, StoreError> {
        let sql = Sql::new("SELECT body FROM guidance WHERE ").within(viewer);
        self.bodies(sql.push(" ORDER BY document, line")).await
    }

    /// How people overruled positions, by day, then in the order in which they wrote it.
    pub async fn rulings(&self, viewer: &Viewer) -> Result<Vec<Ruling>, StoreError> {
        if !self.database.has_rulings().await? {
            return Ok(Vec::new());
        }
        let sql = Sql::new("SELECT body FROM ruling WHERE marking <= ")
            .bind(i64::from(viewer.clearance().marking.rank()));
        self.bodies(sql.push(" ORDER BY day, entry")).await
    }

    /// The articles published from `since` to `until` (UTC), the earliest first; those without a moment count
    /// when neither is given.
    pub async fn articles(
        &self,
        _viewer: &Viewer,
        since: Option<Timestamp>,
        until: Option<Timestamp>,
    ) -> Result<Vec<Article>, StoreError> {
        let mut sql = Sql::new("SELECT body FROM article WHERE 1 = 1");
        if let Some(since) = since {
            sql = sql.push(" AND nanos >= ").bind(nanos(since));
        }
        if let Some(until) = until {
            sql = sql.push(" AND nanos <= ").bind(nanos(until));
        }
        self.bodies(sql.push(" ORDER BY nanos NULLS FIRST, feed, hash"))
            .await
    }

    /// The ids of a feed's articles. They tell nothing, so no viewer is asked for.
    pub async fn known_article_ids(&self, feed: &FeedId) -> Result<Vec<String>, StoreError> {
        let rows = Sql::new("SELECT id FROM article WHERE feed = ")
            .text(feed)
            .all_of(&self.database.pool)
            .await?;
        rows.iter()
            .map(|row| Ok(serde_json::from_str(&cell(row, 0)?)?))
            .collect()
    }

    /// What was cleared, with the hash of the file and when.
    pub async fn cleared_editions(
        &self,
        _viewer: &Viewer,
    ) -> Result<Vec<(EditionId, Hash, Timestamp)>, StoreError> {
        let rows = Sql::new("SELECT edition, file, at FROM edition_cleared ORDER BY edition, at")
            .all_of(&self.database.pool);
        let rows = rows.await?;
        rows.iter()
            .map(|row| {
                Ok((
                    EditionId::new(cell(row, 0)?)?,
                    cell(row, 1)?.parse()?,
                    moment(&cell(row, 2)?)?,
                ))
            })
            .collect()
    }

    /// How far an edition's messages to a list have come.
    ///
    /// # Errors
    /// [`StoreError::NotCleared`] for a viewer who isn't cleared for TLP:RED: these are people's addresses, and an
    /// empty answer would read as though nothing had been sent.
    pub async fn mail_state(
        &self,
        viewer: &Viewer,
        edition: &EditionId,
        list: &ListId,
    ) -> Result<Vec<(String, Mail, Timestamp)>, StoreError> {
        if viewer.clearance().marking < Marking::Red {
            return Err(StoreError::NotCleared(viewer.name().to_owned()));
        }
        let sql = Sql::new("SELECT address, state, at FROM mail WHERE edition = ")
            .text(edition)
            .push(" AND list = ")
            .text(list);
        let rows = sql.push(" ORDER BY address").all_of(&self.database.pool).await?;
        rows.iter()
            .map(|row| {
                let state = match cell(row, 1)?.as_str() {
                    "handed" => Mail::Handed,
                    "refused" => Mail::Refused,
                    _ => Mail::Intended,
                };
                Ok((cell(row, 0)?, state, moment(&cell(row, 2)?)?))
            })
            .collect()
    }
}

fn select(viewer: &Viewer, wanted: &Wanted, ids: Option<&[StatementId]>) -> Sql {
    let mut sql = Sql::new(
        "SELECT body, day, (SELECT d.path FROM document d WHERE d.hash = statement.document) AS path, place, id FROM statement \
         WHERE live = 1 AND ",
    )
    .within(viewer);
    if let Some(ids) = ids {
        sql = sql.push(" AND id IN ").list(ids);
    }
    if let Some(document) = &wanted.document {
        sql = sql.push(" AND document = ").text(document);
    }
    if let Some(party) = &wanted.party {
        sql = sql.push(" AND party = ").text(party);
    }
    if let Some(topic) = &wanted.topic {
        sql = sql
            .push(" AND id IN (SELECT statement FROM statement_topic WHERE topic = ")
            .text(topic)
            .push(")");
    }
    if let Some(meeting) = &wanted.meeting {
        sql = sql.push(" AND meeting = ").text(meeting);
    }
    if let Some(status) = wanted.status {
        sql = sql.push(" AND status = ").text(status.as_str());
    }
    if wanted.without_rejected {
        sql = sql.push(" AND status <> 'rejected'");
    }
    if let Some(until) = wanted.until {
        sql = sql.push(" AND (day IS NULL OR day <= ").text(until).push(")");
    }
    sql.push(" ORDER BY day NULLS FIRST, path NULLS FIRST, place, id")
}

/// What statements are sorted by.
type Key = (Option<String>, Option<String>, i64, String);

fn key(row: &AnyRow) -> Result<Key, StoreError> {
    Ok((
        row.try_get("day")?,
        row.try_get("path")?,
        row.try_get("place")?,
        row.try_get("id")?,
    ))
}

fn body<T: DeserializeOwned>(row: &AnyRow) -> Result<T, StoreError> {
    Ok(serde_json::from_str(&row.try_get::<String, _>("body")?)?)
}

fn cell(row: &AnyRow, at: usize) -> Result<String, StoreError> {
    Ok(row.try_get(at)?)
}

fn moment(words: &str) -> Result<Timestamp, StoreError> {
    words
        .parse()
        .map_err(|error: jiff::Error| StoreError::Line(error.to_string()))
}
