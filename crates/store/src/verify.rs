//! Whether a record is what was signed, and its tables what follows from it.

use crate::database::{PROJECTIONS, Sql};
use crate::journal::{Order, page};
use crate::{Store, StoreError, project};
use domain::{Chain, DeskId, Hash};
use futures_util::TryStreamExt;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Column, Row};

/// A record that verifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many entries it has.
    pub entries: u64,
    /// How many of them are of a kind that this version doesn't know, and were left out of the projections.
    pub unknown: u64,
    /// How many desks wrote them.
    pub desks: u64,
    /// Each desk's last entry, by number and hash: note them elsewhere, and a record cut short is found too.
    pub heads: Vec<(DeskId, u64, Hash)>,
}

impl Store {
    /// Checks every entry and every chain, and that the tables are what follows from the journal.
    ///
    /// # Errors
    /// The first thing that doesn't fit.
    pub async fn verify(&self) -> Result<Verified, StoreError> {
        let mut db = self.database.snapshot().await?;
        let (entries, heads) = chains(&mut db).await?;
        let anew = Self::in_memory().await?;
        let mut other = anew.database.pool.begin().await?;
        let unknown = replay(&mut db, &mut other).await?;
        for table in PROJECTIONS {
            if lines(&mut db, table).await? != lines(&mut other, table).await? {
                return Err(StoreError::Projection(table));
            }
        }
        Ok(Verified {
            entries,
            unknown,
            desks: heads.len() as u64,
            heads,
        })
    }

    /// Makes the projections anew from the journal, all or none. Returns how many entries there are.
    ///
    /// # Errors
    /// When the record was opened to look at, or can't be written.
    pub async fn rebuild(&self) -> Result<u64, StoreError> {
        let _turn = self.writer.as_ref().ok_or(StoreError::OnlyToRead)?.lock().await;
        let mut transaction = self.database.pool.begin().await?;
        self.database.take_turn(&mut transaction).await?;
        for table in PROJECTIONS {
            sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}")))
                .execute(&mut *transaction)
                .await?;
        }
        let mut count = 0;
        let mut entries = page(&mut transaction, Order::Time, None).await?;
        while let Some(last) = entries.last() {
            for entry in &entries {
                if let Ok(Some(body)) = entry.read() {
                    project::apply(&mut transaction, entry, &body).await?;
                }
            }
            count += entries.len() as u64;
            entries = page(&mut transaction, Order::Time, Some(last)).await?;
        }
        transaction.commit().await?;
        Ok(count)
    }
}

/// Follows every desk's chain. Gives how many entries there are, and each chain's end.
async fn chains(db: &mut AnyConnection) -> Result<(u64, Vec<(DeskId, u64, Hash)>), StoreError> {
    let mut count = 0;
    let mut heads: Vec<(DeskId, u64, Hash)> = Vec::new();
    let mut chain = Chain::default();
    let mut entries = page(db, Order::Chain, None).await?;
    while let Some(last) = entries.last() {
        for entry in &entries {
            if heads.last().is_none_or(|(desk, ..)| *desk != entry.desk) {
                chain = Chain::default();
                heads.push((entry.desk, entry.number, entry.hash));
            }
            chain.follow(entry)?;
            if let Some(head) = heads.last_mut() {
                *head = (entry.desk, entry.number, entry.hash);
            }
        }
        count += entries.len() as u64;
        entries = page(db, Order::Chain, Some(last)).await?;
    }
    Ok((count, heads))
}

/// Applies one record's journal to another's tables. Returns how many entries this version doesn't understand.
async fn replay(from: &mut AnyConnection, to: &mut AnyConnection) -> Result<u64, StoreError> {
    let mut unknown = 0;
    let mut entries = page(from, Order::Time, None).await?;
    while let Some(last) = entries.last() {
        for entry in &entries {
            match entry.read() {
                Ok(Some(body)) => project::apply(to, entry, &body).await?,
                Ok(None) => {}
                Err(_) => unknown += 1,
            }
        }
        entries = page(from, Order::Time, Some(last)).await?;
    }
    Ok(unknown)
}

/// The hashes of a table's lines, sorted here: databases don't agree on an order, and lines can be long.
async fn lines(db: &mut AnyConnection, table: &'static str) -> Result<Vec<Hash>, StoreError> {
    let sql = Sql::new("SELECT * FROM ").push(table).query()?;
    let mut rows = sql.fetch(db);
    let mut hashes = Vec::new();
    while let Some(row) = rows.try_next().await? {
        hashes.push(hash(&row)?);
    }
    hashes.sort_unstable();
    Ok(hashes)
}

fn hash(row: &AnyRow) -> Result<Hash, StoreError> {
    let mut words = String::new();
    for column in row.columns() {
        let at = column.ordinal();
        let text = row.try_get::<Option<String>, _>(at);
        let cell = text.or_else(|_| {
            row.try_get::<Option<i64>, _>(at)
                .map(|n| n.map(|n| n.to_string()))
        })?;
        // The length first, so that no cell runs into the next.
        words.push_str(
            &cell
                .as_ref()
                .map_or_else(|| "-".to_owned(), |cell| cell.len().to_string()),
        );
        words.push(' ');
        words.push_str(&cell.unwrap_or_default());
    }
    Ok(Hash::of(words.as_bytes()))
}
