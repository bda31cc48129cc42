//! One data layer over SQLite and PostgreSQL: both understand every statement here, with `$1` for what is bound.

use crate::{Place, StoreError};
use sqlx::any::{AnyArguments, AnyPoolOptions, AnyRow};
use sqlx::{Any, AnyConnection, AnyPool, Arguments, AssertSqlSafe, Connection, Row, Transaction};
use std::fmt::Write;
use std::fs::{File, TryLockError};
use std::io::{Read, Write as _};
use std::path::Path;
use std::time::Duration;

/// The form of the tables. A record of a later form is left alone.
const FORM: i64 = 2;
/// From this form on there is a table of rulings.
const WITH_RULINGS: i64 = 2;

/// The tables that follow from the journal.
pub(crate) const PROJECTIONS: [&str; 11] = [
    "named",
    "document",
    "document_text",
    "statement",
    "statement_topic",
    "statement_entry",
    "guidance",
    "ruling",
    "article",
    "edition_cleared",
    "mail",
];

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS journal (
    id TEXT PRIMARY KEY, desk TEXT NOT NULL, number BIGINT NOT NULL, at TEXT NOT NULL, nanos BIGINT NOT NULL,
    author TEXT NOT NULL, kind TEXT NOT NULL, body TEXT, salt TEXT, commitment TEXT NOT NULL, previous TEXT,
    hash TEXT NOT NULL, signature TEXT NOT NULL, UNIQUE (desk, number));
CREATE INDEX IF NOT EXISTS journal_order ON journal (nanos, desk, number);
CREATE TABLE IF NOT EXISTS named (
    kind TEXT NOT NULL, id TEXT NOT NULL, channel TEXT, body TEXT NOT NULL, PRIMARY KEY (kind, id));
CREATE TABLE IF NOT EXISTS document (
    hash TEXT PRIMARY KEY, path TEXT NOT NULL, marking BIGINT NOT NULL, channel TEXT, replaced BIGINT NOT NULL,
    former TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS document_text (hash TEXT PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS statement (
    id TEXT PRIMARY KEY, document TEXT NOT NULL, party TEXT, meeting TEXT, channel TEXT, marking BIGINT NOT NULL,
    status TEXT NOT NULL, day TEXT, place BIGINT NOT NULL, live BIGINT NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS statement_document ON statement (document);
CREATE INDEX IF NOT EXISTS statement_party ON statement (party);
CREATE INDEX IF NOT EXISTS statement_meeting ON statement (meeting);
CREATE TABLE IF NOT EXISTS statement_topic (
    statement TEXT NOT NULL, topic TEXT NOT NULL, PRIMARY KEY (statement, topic));
CREATE INDEX IF NOT EXISTS statement_topic_topic ON statement_topic (topic);
CREATE TABLE IF NOT EXISTS statement_entry (
    statement TEXT NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (statement, entry));
CREATE TABLE IF NOT EXISTS guidance (
    document TEXT NOT NULL, line BIGINT NOT NULL, marking BIGINT NOT NULL, channel TEXT, body TEXT NOT NULL,
    PRIMARY KEY (document, line));
CREATE TABLE IF NOT EXISTS ruling (
    entry TEXT PRIMARY KEY, day TEXT NOT NULL, marking BIGINT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS article (
    feed TEXT NOT NULL, hash TEXT NOT NULL, id TEXT NOT NULL, nanos BIGINT, body TEXT NOT NULL,
    PRIMARY KEY (feed, hash));
CREATE INDEX IF NOT EXISTS article_nanos ON article (nanos);
CREATE TABLE IF NOT EXISTS edition_cleared (
    edition TEXT NOT NULL, file TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (edition, file));
CREATE TABLE IF NOT EXISTS mail (
    edition TEXT NOT NULL, list TEXT NOT NULL, address TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (edition, list, address));
";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Write,
}

/// A pool of connections.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    pub(crate) pool: AnyPool,
    is_server: bool,
}

impl Database {
    pub(crate) async fn open(place: Place<'_>, access: Access) -> Result<Self, StoreError> {
        let (address, is_server) = match place {
            Place::Address(address) => (address.to_owned(), true),
            Place::File(path) => {
                if access == Access::Read && !path.exists() {
                    return Err(StoreError::NotARecord(format!("{} is not there", path.display())));
                }
                if access == Access::Read {
                    return Self::open_file_to_read(path).await;
                }
                (file_address(path, "?mode=rwc")?, false)
            }
        };
        Self::connect(&address, is_server, access, 4).await
    }

    /// SQLite makes two small files beside the database even to read it. Where it can't, and no write was left
    /// half-way in them, the database is read as it lies.
    async fn open_file_to_read(path: &Path) -> Result<Self, StoreError> {
        check_start(
            path,
            File::open(path).map_err(|error| StoreError::file(path, &error))?,
        )?;
        let opened = Self::connect(&file_address(path, "?mode=ro")?, false, Access::Read, 4).await;
        let opened = match opened {
            Ok(database) => database.form().await.map(|_| database),
            Err(error) => Err(error),
        };
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        match opened {
            Err(StoreError::ReadOnly(_)) if std::fs::metadata(log).map_or(0, |log| log.len()) == 0 => {
                Self::connect(
                    &file_address(path, "?mode=ro&immutable=1")?,
                    false,
                    Access::Read,
                    4,
                )
                .await
            }
            opened => opened,
        }
    }

    pub(crate) async fn in_memory() -> Result<Self, StoreError> {
        // Each connection to memory is a database of its own, so there is one, and it stays.
        Self::connect("sqlite::memory:", false, Access::Write, 1).await
    }

    async fn connect(address: &str, is_server: bool, access: Access, most: u32) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        // A pool tries again until its patience ends, and then says no more than that: ask once first.
        let mut first = AnyConnection::connect(address).await?;
        if !is_server {
            sqlx::raw_sql("PRAGMA schema_version")
                .fetch_all(&mut first)
                .await?;
        }
        first.close().await?;
        let pool = AnyPoolOptions::new()
            .max_connections(most)
            .acquire_timeout(Duration::from_secs(20))
            .idle_timeout(None)
            .max_lifetime(None)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    let settings = match (is_server, access) {
                        (true, Access::Write) => "SET synchronous_commit = on; SET lock_timeout = '30s';",
                        (true, Access::Read) => "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;",
                        // The disk has what a commit has returned, even where a disk keeps writes back (macOS).
                        (false, Access::Write) => {
                            "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                             PRAGMA fullfsync = ON;"
                        }
                        (false, Access::Read) => "PRAGMA busy_timeout = 10000; PRAGMA query_only = ON;",
                    };
                    sqlx::raw_sql(settings).execute(connection).await.map(drop)
                })
            })
            .connect(address)
            .await?;
        Ok(Self { pool, is_server })
    }

    /// Makes the tables that are missing.
    pub(crate) async fn prepare(&self) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        let text = if self.is_server {
            // Two that open an empty database at once take turns.
            Sql::new("SELECT pg_advisory_xact_lock(7107)")
                .execute(&mut transaction)
                .await?;
            // Sorts by bytes, as SQLite does.
            "TEXT COLLATE \"C\""
        } else {
            "TEXT"
        };
        let found = self.form_in(&mut transaction).await?;
        if found.is_none_or(|found| found < FORM) {
            let tables = TABLES.replace("TEXT", text);
            sqlx::raw_sql(AssertSqlSafe(tables))
                .execute(&mut *transaction)
                .await?;
            let form = Sql::new("INSERT INTO meta (name, value) VALUES ('form', ").bind(FORM);
            form.push(") ON CONFLICT (name) DO UPDATE SET value = excluded.value")
                .execute(&mut transaction)
                .await?;
        }
        transaction.commit().await?;
        self.check().await
    }

    /// Whether this version knows the form of the tables.
    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        match self.form().await? {
            Some(found) if found > FORM => Err(StoreError::Newer { found, known: FORM }),
            Some(_) => Ok(()),
            None => Err(StoreError::NotARecord("it has no journal".to_owned())),
        }
    }

    /// Whether it has a table of rulings: a record of an earlier form, opened to look at, has none yet.
    pub(crate) async fn has_rulings(&self) -> Result<bool, StoreError> {
        Ok(self.form().await?.is_some_and(|form| form >= WITH_RULINGS))
    }

    async fn form(&self) -> Result<Option<i64>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        self.form_in(&mut connection).await
    }

    /// The form of the record's tables; `None` where there is no table at all. Another program's are left alone.
    async fn form_in(&self, connection: &mut AnyConnection) -> Result<Option<i64>, StoreError> {
        let tables = if self.is_server {
            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema()"
        } else {
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        };
        let tables = Sql::new(tables).all(connection).await?;
        let tables: Vec<String> = tables
            .iter()
            .map(|row| row.try_get(0))
            .collect::<Result<_, _>>()?;
        if tables.is_empty() {
            return Ok(None);
        }
        if ["meta", "journal"]
            .iter()
            .all(|ours| tables.iter().any(|table| table == ours))
        {
            let rows = Sql::new("SELECT value FROM meta WHERE name = 'form'")
                .all(connection)
                .await?;
            if let Some(row) = rows.first() {
                return Ok(Some(row.try_get(0)?));
            }
        }
        Err(StoreError::NotARecord(
            "it holds another program's tables".to_owned(),
        ))
    }

    /// A transaction that sees one state of the record throughout.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Any>, StoreError> {
        let begin = if self.is_server {
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        } else {
            "BEGIN"
        };
        Ok(self.pool.begin_with(begin).await?)
    }

    /// Takes the turn to append on a server that other processes write to as well. A file has a lock of its own.
    pub(crate) async fn take_turn(&self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        if self.is_server {
            sqlx::query("LOCK TABLE journal IN EXCLUSIVE MODE")
                .execute(connection)
                .await?;
        }
        Ok(())
    }
}

/// Makes the folder and the file where they are missing, and takes the lock file beside the record.
pub(crate) fn lock(record: &Path) -> Result<File, StoreError> {
    if let Some(folder) = record.parent() {
        std::fs::create_dir_all(folder).map_err(|error| StoreError::file(folder, &error))?;
    }
    let path = record.with_extension("lock");
    let refused = |error: std::io::Error| StoreError::file(&path, &error);
    let mut file = open_or_make(&path)?;
    match file.try_lock() {
        Ok(()) => {
            file.set_len(0).map_err(refused)?;
            file.write_all(std::process::id().to_string().as_bytes())
                .map_err(refused)?;
            check_start(record, open_or_make(record)?)?;
            Ok(file)
        }
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let read = file.read_to_string(&mut holder).is_ok() && !holder.trim().is_empty();
            Err(StoreError::Locked(if read {
                format!(" (process {})", holder.trim())
            } else {
                String::new()
            }))
        }
        Err(TryLockError::Error(error)) => Err(refused(error)),
    }
}

/// A file for this user's eyes alone.
fn open_or_make(path: &Path) -> Result<File, StoreError> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| StoreError::file(path, &error))
}

/// Whether a file is empty or starts as SQLite's do (sqlite.org/fileformat.html): it would write over a short file of
/// any other kind.
fn check_start(path: &Path, file: File) -> Result<(), StoreError> {
    let mut start = Vec::new();
    file.take(512)
        .read_to_end(&mut start)
        .map_err(|error| StoreError::file(path, &error))?;
    if start.is_empty() || (start.len() == 512 && start.starts_with(b"SQLite format 3\0")) {
        Ok(())
    } else {
        Err(StoreError::NotARecord(format!(
            "{} is something else",
            path.display()
        )))
    }
}

/// A path as the address that the driver takes: whole, with what has a meaning there escaped.
fn file_address(path: &Path, mode: &str) -> Result<String, StoreError> {
    let whole = std::path::absolute(path).map_err(|error| StoreError::ReadOnly(error.to_string()))?;
    let words = whole
        .to_str()
        .ok_or_else(|| StoreError::ReadOnly(format!("{} has a name that is not Unicode", whole.display())))?;
    let mut address = String::from("sqlite://");
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    Ok(address + mode)
}

/// A statement with what is bound in it. Only literals of this crate become SQL; everything else is bound.
pub(crate) struct Sql {
    words: String,
    arguments: AnyArguments,
    count: usize,
    wrong: Option<String>,
}

impl Sql {
    pub(crate) fn new(words: &'static str) -> Self {
        Self {
            words: words.to_owned(),
            arguments: AnyArguments::default(),
            count: 0,
            wrong: None,
        }
    }

    pub(crate) fn push(mut self, words: &'static str) -> Self {
        self.words.push_str(words);
        self
    }

    pub(crate) fn bind<T>(mut self, value: T) -> Self
    where
        T: for<'q> sqlx::Encode<'q, Any> + sqlx::Type<Any> + Send + 'static,
    {
        if let Err(error) = self.arguments.add(value) {
            self.wrong = Some(error.to_string());
        }
        self.count += 1;
        let _ = write!(self.words, "${}", self.count);
        self
    }

    /// Text, bound.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "ids are small, and callers read better"
    )]
    pub(crate) fn text(self, value: impl ToString) -> Self {
        self.bind(value.to_string())
    }

    /// Text or nothing, bound.
    pub(crate) fn maybe(self, value: Option<impl ToString>) -> Self {
        self.bind(value.map(|value| value.to_string()))
    }

    /// `(a, b, c)`, each bound.
    pub(crate) fn list(mut self, values: impl IntoIterator<Item = impl ToString>) -> Self {
        self.words.push('(');
        for (at, value) in values.into_iter().enumerate() {
            if at > 0 {
                self.words.push_str(", ");
            }
            self = self.text(value);
        }
        self.words.push(')');
        self
    }

    /// `(…), (…)`: a line of values for each item, as `line` binds them.
    pub(crate) fn lines<T>(
        mut self,
        items: &[T],
        line: impl Fn(Self, &T) -> Result<Self, StoreError>,
    ) -> Result<Self, StoreError> {
        for (at, item) in items.iter().enumerate() {
            self = line(self.push(if at > 0 { ", (" } else { "(" }), item)?.push(")");
        }
        Ok(self)
    }

    pub(crate) fn query(self) -> Result<sqlx::query::Query<'static, Any, AnyArguments>, StoreError> {
        match self.wrong {
            Some(words) => Err(StoreError::Database(words)),
            None => Ok(sqlx::query_with(AssertSqlSafe(self.words), self.arguments)),
        }
    }

    pub(crate) async fn execute(self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        self.query()?.execute(connection).await?;
        Ok(())
    }

    pub(crate) async fn all(self, connection: &mut AnyConnection) -> Result<Vec<AnyRow>, StoreError> {
        Ok(self.query()?.fetch_all(connection).await?)
    }

    pub(crate) async fn all_of(self, pool: &AnyPool) -> Result<Vec<AnyRow>, StoreError> {
        Ok(self.query()?.fetch_all(pool).await?)
    }
}
