//! Appending to the journal, and reading it.

use crate::database::Sql;
use crate::{Store, StoreError};
use domain::{
    Author, Body, DeskId, Draft, Entry, EntryId, Hash, Marking, Salt, StatementId, Tampering, Viewer,
};
use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

/// An entry without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryLine {
    /// Its id.
    pub id: EntryId,
    /// When it was written (UTC).
    pub at: Timestamp,
    /// By whom.
    pub by: Author,
    /// At which desk.
    pub desk: DeskId,
    /// Its kind: "statement-confirmed".
    pub kind: String,
}

/// How many entries are held at once. Some hold a whole document.
const PAGE: i64 = 64;

/// How far apart the moments of two appends are at least.
const TICK: jiff::SignedDuration = jiff::SignedDuration::from_micros(1);

const COLUMNS: &str = "SELECT id, desk, number, at, nanos, author, kind, body, salt, commitment, previous, hash, signature FROM journal ";

impl Store {
    /// Signs and writes entries, and what follows from them, all or none. When this returns they are on disk.
    ///
    /// # Errors
    /// When the record was opened to look at, or can't be written.
    pub async fn append(&self, by: &Author, bodies: Vec<Body>) -> Result<Vec<EntryId>, StoreError> {
        let key = self.writer.as_ref().ok_or(StoreError::OnlyToRead)?.lock().await;
        let desk = DeskId::from(key.verifying_key().to_bytes());
        let mut transaction = self.database.pool.begin().await?;
        self.database.take_turn(&mut transaction).await?;
        let mut previous = last_of(&mut transaction, &desk).await?;
        // Always after what is there already, even if the clock was set back: the order of time is the order of
        // writing, and projections made anew are the same.
        let at = Timestamp::now().max(latest(&mut transaction).await? + TICK);
        let mut ids = Vec::with_capacity(bodies.len());
        for body in bodies {
            let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
            let draft = Draft {
                id: EntryId::new(millis, rand::random()),
                at,
                by: by.clone(),
                salt: Salt::from(rand::random::<[u8; 32]>()),
                body,
            };
            let kind = draft.body.kind();
            let body = draft.body.clone();
            let entry = Entry::sign(draft, previous, &key)?;
            insert(&mut transaction, &entry, kind).await?;
            crate::project::apply(&mut transaction, &entry, &body).await?;
            previous = Some((entry.number, entry.hash));
            ids.push(entry.id);
        }
        transaction.commit().await?;
        Ok(ids)
    }

    /// The newest entries of the journal, the newest first, for a viewer cleared for all of it; none for others.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn journal(&self, viewer: &Viewer, newest: u32) -> Result<Vec<EntryLine>, StoreError> {
        if viewer.clearance().marking < Marking::Red {
            return Ok(Vec::new());
        }
        let sql = Sql::new(COLUMNS)
            .push("ORDER BY nanos DESC, desk DESC, number DESC LIMIT ")
            .bind(i64::from(newest));
        sql.all_of(&self.database.pool).await?.iter().map(line).collect()
    }

    /// What was made of a statement, the earliest first, for a viewer who may see it.
    ///
    /// # Errors
    /// When the record can't be read.
    pub async fn statement_history(
        &self,
        viewer: &Viewer,
        id: StatementId,
    ) -> Result<Vec<EntryLine>, StoreError> {
        if self.statement(viewer, id).await?.is_none() {
            return Ok(Vec::new());
        }
        let sql = Sql::new(COLUMNS)
            .push("WHERE id IN (SELECT entry FROM statement_entry WHERE statement = ")
            .text(id)
            .push(") ORDER BY nanos, desk, number");
        sql.all_of(&self.database.pool).await?.iter().map(line).collect()
    }
}

/// The number and hash of a desk's last entry.
async fn last_of(connection: &mut AnyConnection, desk: &DeskId) -> Result<Option<(u64, Hash)>, StoreError> {
    let sql = Sql::new("SELECT number, hash FROM journal WHERE desk = ")
        .text(desk)
        .push(" ORDER BY number DESC LIMIT 1");
    let rows = sql.all(connection).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let number =
        u64::try_from(row.try_get::<i64, _>(0)?).map_err(|error| StoreError::Line(error.to_string()))?;
    Ok(Some((number, row.try_get::<String, _>(1)?.parse()?)))
}

/// When the last entry of any desk was written.
async fn latest(connection: &mut AnyConnection) -> Result<Timestamp, StoreError> {
    let rows = Sql::new("SELECT at FROM journal ORDER BY nanos DESC LIMIT 1")
        .all(connection)
        .await?;
    let last = rows.first().map_or(Ok(Timestamp::UNIX_EPOCH), |row| {
        parse_at(&row.try_get::<String, _>(0)?)
    })?;
    if last > Timestamp::MAX - TICK {
        return Err(StoreError::Line(
            "an entry is dated at the end of time".to_owned(),
        ));
    }
    Ok(last)
}

fn parse_at(words: &str) -> Result<Timestamp, StoreError> {
    words
        .parse()
        .map_err(|error: jiff::Error| StoreError::Line(error.to_string()))
}

/// A moment as nanoseconds since 1970 (UTC): what moments sort by.
pub(crate) fn nanos(at: Timestamp) -> i64 {
    i64::try_from(at.as_nanosecond()).unwrap_or(if at < Timestamp::UNIX_EPOCH {
        i64::MIN
    } else {
        i64::MAX
    })
}

pub(crate) async fn insert(
    connection: &mut AnyConnection,
    entry: &Entry,
    kind: &str,
) -> Result<(), StoreError> {
    let number = i64::try_from(entry.number).map_err(|error| StoreError::Line(error.to_string()))?;
    let sql = Sql::new(
        "INSERT INTO journal (id, desk, number, at, nanos, author, kind, body, salt, commitment, previous, hash, signature) VALUES (",
    );
    sql.text(entry.id)
        .push(", ")
        .text(entry.desk)
        .push(", ")
        .bind(number)
        .push(", ")
        .text(entry.at)
        .push(", ")
        .bind(nanos(entry.at))
        .push(", ")
        .text(&entry.by.0)
        .push(", ")
        .text(kind)
        .push(", ")
        .maybe(entry.body.as_ref())
        .push(", ")
        .maybe(entry.salt)
        .push(", ")
        .text(entry.commitment)
        .push(", ")
        .maybe(entry.previous)
        .push(", ")
        .text(entry.hash)
        .push(", ")
        .text(hex(&entry.signature))
        .push(")")
        .execute(connection)
        .await
}

/// In which order the journal is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// By time, and by desk within a moment: the order in which projections follow.
    Time,
    /// Desk by desk, each as its chain runs.
    Chain,
}

/// The next entries after `last`; none at the end.
pub(crate) async fn page(
    connection: &mut AnyConnection,
    order: Order,
    last: Option<&Entry>,
) -> Result<Vec<Entry>, StoreError> {
    let mut sql = Sql::new(COLUMNS);
    if let Some(last) = last {
        let number = i64::try_from(last.number).unwrap_or(i64::MAX);
        sql = match order {
            Order::Time => sql
                .push("WHERE (nanos, desk, number) > (")
                .bind(nanos(last.at))
                .push(", "),
            Order::Chain => sql.push("WHERE (desk, number) > ("),
        };
        sql = sql.text(last.desk).push(", ").bind(number).push(") ");
    }
    let sql = sql.push(match order {
        Order::Time => "ORDER BY nanos, desk, number LIMIT ",
        Order::Chain => "ORDER BY desk, number LIMIT ",
    });
    sql.bind(PAGE).all(connection).await?.iter().map(entry).collect()
}

fn line(row: &AnyRow) -> Result<EntryLine, StoreError> {
    Ok(EntryLine {
        id: row.try_get::<String, _>("id")?.parse()?,
        at: parse_at(&row.try_get::<String, _>("at")?)?,
        by: Author(row.try_get("author")?),
        desk: row.try_get::<String, _>("desk")?.parse()?,
        kind: row.try_get("kind")?,
    })
}

fn entry(row: &AnyRow) -> Result<Entry, StoreError> {
    let signature: String = row.try_get("signature")?;
    let entry = Entry {
        id: row.try_get::<String, _>("id")?.parse()?,
        number: u64::try_from(row.try_get::<i64, _>("number")?)
            .map_err(|error| StoreError::Line(error.to_string()))?,
        at: parse_at(&row.try_get::<String, _>("at")?)?,
        by: Author(row.try_get("author")?),
        desk: row.try_get::<String, _>("desk")?.parse()?,
        body: row.try_get("body")?,
        salt: row
            .try_get::<Option<String>, _>("salt")?
            .map(|salt| salt.parse())
            .transpose()?,
        commitment: row.try_get::<String, _>("commitment")?.parse()?,
        previous: row
            .try_get::<Option<String>, _>("previous")?
            .map(|hash| hash.parse())
            .transpose()?,
        hash: row.try_get::<String, _>("hash")?.parse()?,
        signature: unhex(&signature).ok_or_else(|| StoreError::Line("a signature is damaged".to_owned()))?,
    };
    // What stands beside an entry to sort and to show it by is not signed, but follows from it.
    if row.try_get::<i64, _>("nanos")? != nanos(entry.at) {
        return Err(Tampering::Order(entry.id).into());
    }
    let shown: String = row.try_get("kind")?;
    if entry
        .body
        .as_deref()
        .and_then(kind_of)
        .is_some_and(|kind| kind != shown)
    {
        return Err(Tampering::Body(entry.id).into());
    }
    Ok(entry)
}

/// The kind that a body names, whether this version knows it or not.
fn kind_of(body: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Named {
        kind: String,
    }
    serde_json::from_str::<Named>(body).ok().map(|body| body.kind)
}

fn hex(bytes: &[u8; 64]) -> String {
    let (first, last) = bytes.split_at(32);
    let half = |half: &[u8]| {
        <[u8; 32]>::try_from(half)
            .map(|half| Hash::from(half).to_string())
            .unwrap_or_default()
    };
    half(first) + &half(last)
}

fn unhex(words: &str) -> Option<[u8; 64]> {
    let mut bytes = [0; 64];
    for (half, words) in bytes.chunks_mut(32).zip([words.get(..64)?, words.get(64..)?]) {
        half.copy_from_slice(words.parse::<Hash>().ok()?.as_bytes());
    }
    Some(bytes)
}
