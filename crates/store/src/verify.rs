//! Whether a record is what was signed, and its tables what follows from it.

use crate::database::{PROJECTIONS, Sql};
use crate::{Store, StoreError, journal, project};
use domain::{Chain, DeskId, Hash};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Column, Row};

/// How many entries are held at once.
const PAGE: i64 = 256;

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
        let mut db = self.database.pool.acquire().await?;
        let mut entries = 0;
        let mut heads = Vec::new();
        for desk in journal::desks(&mut db).await? {
            let mut chain = Chain::default();
            let mut from = 0;
            loop {
                let page = journal::chain_page(&mut db, &desk, from, PAGE).await?;
                page.iter().try_for_each(|entry| chain.follow(entry))?;
                entries += page.len() as u64;
                from += page.len() as i64;
                if (page.len() as i64) < PAGE {
                    break;
                }
            }
            heads.extend(chain.last().map(|(number, hash)| (desk, number, hash)));
        }
        let anew = Self::in_memory().await?;
        let mut other = anew.database.pool.acquire().await?;
        let unknown = replay(&mut db, &mut other).await?;
        for (table, order) in PROJECTIONS {
            if dump(&mut db, table, order).await? != dump(&mut other, table, order).await? {
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
        for (table, _) in PROJECTIONS {
            sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}")))
                .execute(&mut *transaction)
                .await?;
        }
        let mut count = 0;
        loop {
            let page = journal::page(&mut transaction, count, PAGE).await?;
            for entry in &page {
                if let Ok(Some(body)) = entry.read() {
                    project::apply(&mut transaction, entry, &body).await?;
                }
            }
            count += page.len() as i64;
            if (page.len() as i64) < PAGE {
                break;
            }
        }
        transaction.commit().await?;
        Ok(count.unsigned_abs())
    }
}

/// Applies one record's journal to another's tables. Returns how many entries this version doesn't understand.
async fn replay(from: &mut AnyConnection, to: &mut AnyConnection) -> Result<u64, StoreError> {
    let mut count = 0;
    let mut unknown = 0;
    Sql::new("BEGIN").execute(to).await?;
    loop {
        let page = journal::page(from, count, PAGE).await?;
        for entry in &page {
            match entry.read() {
                Ok(Some(body)) => project::apply(to, entry, &body).await?,
                Ok(None) => {}
                Err(_) => unknown += 1,
            }
        }
        count += page.len() as i64;
        if (page.len() as i64) < PAGE {
            break;
        }
    }
    Sql::new("COMMIT").execute(to).await?;
    Ok(unknown)
}

/// A table's lines as text, sorted here: databases don't agree on how text sorts.
async fn dump(db: &mut AnyConnection, table: &str, order: &str) -> Result<Vec<Vec<String>>, StoreError> {
    let rows = sqlx::query(AssertSqlSafe(format!("SELECT * FROM {table} ORDER BY {order}")))
        .fetch_all(db)
        .await?;
    let mut lines: Vec<Vec<String>> = rows.iter().map(cells).collect::<Result<_, _>>()?;
    lines.sort();
    Ok(lines)
}

fn cells(row: &AnyRow) -> Result<Vec<String>, StoreError> {
    let cell = |at: usize| {
        let text = row
            .try_get::<Option<String>, _>(at)
            .map(Option::unwrap_or_default);
        text.or_else(|_| {
            row.try_get::<Option<i64>, _>(at)
                .map(|n| n.map_or_else(String::new, |n| n.to_string()))
        })
    };
    row.columns()
        .iter()
        .map(|column| Ok(cell(column.ordinal())?))
        .collect()
}
