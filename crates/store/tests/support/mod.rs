//! Offices to test on, here and on a server, and things to put into them.
#![allow(dead_code, reason = "each test file uses a part of it")]

use domain::{
    Author, Body, ChannelId, Document, DocumentHash, DocumentKind, Guidance, GuidanceKind, Handling, Mode,
    PartyId, Polarity, SigningKey, Speaker, Statement, StatementId, Status, TopicId, Viewer,
};
use sqlx::AnyPool;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Place, Store, StoreError};
use text::Span;

/// A place for a record, empty at first.
pub(crate) struct Office {
    folder: tempfile::TempDir,
    address: Option<String>,
}

impl Office {
    pub(crate) fn here() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            address: None,
        }
    }

    pub(crate) fn is_server(&self) -> bool {
        self.address.is_some()
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("record.sqlite")
    }

    /// Opens it with the key of desk number `desk`.
    pub(crate) async fn open(&self, desk: u8) -> Result<Store, StoreError> {
        let key = SigningKey::from_bytes(&[desk; 32]);
        match &self.address {
            Some(address) => Store::open(Place::Address(address), key).await,
            None => Store::open(Place::File(&self.file()), key).await,
        }
    }

    pub(crate) async fn open_to_read(&self) -> Result<Store, StoreError> {
        match &self.address {
            Some(address) => Store::open_to_read(Place::Address(address)).await,
            None => Store::open_to_read(Place::File(&self.file())).await,
        }
    }

    /// The database itself, behind the store's back.
    pub(crate) async fn tables(&self) -> AnyPool {
        sqlx::any::install_default_drivers();
        let here = format!("sqlite://{}", self.file().display());
        AnyPool::connect(self.address.as_ref().unwrap_or(&here))
            .await
            .unwrap()
    }

    pub(crate) async fn run(&self, sql: &'static str) {
        sqlx::query(sql).execute(&self.tables().await).await.unwrap();
    }
}

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Runs a test in a file and, where `RAPPORT_TEST_POSTGRES` names a server, in a schema of its own there.
/// With `RAPPORT_TEST_REQUIRE` set, a missing server is a failure.
pub(crate) fn on_both<F: Future<Output = ()>>(test: impl Fn(Office) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(test(Office::here()));
    let Ok(server) = std::env::var("RAPPORT_TEST_POSTGRES") else {
        assert!(
            std::env::var("RAPPORT_TEST_REQUIRE").is_err(),
            "RAPPORT_TEST_POSTGRES names no server"
        );
        println!("skipped on PostgreSQL: RAPPORT_TEST_POSTGRES names no server");
        return;
    };
    let schema = format!(
        "rapport_{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    );
    let administer = |words: String| {
        runtime.block_on(async {
            sqlx::any::install_default_drivers();
            let pool = AnyPool::connect(&server).await.unwrap();
            sqlx::query(sqlx::AssertSqlSafe(words))
                .execute(&pool)
                .await
                .unwrap();
            pool.close().await;
        });
    };
    administer(format!("CREATE SCHEMA {schema}"));
    let join = if server.contains('?') { '&' } else { '?' };
    let address = Some(format!("{server}{join}options[search_path]={schema}"));
    let office = Office {
        folder: tempfile::tempdir().unwrap(),
        address,
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(office))));
    administer(format!("DROP SCHEMA {schema} CASCADE"));
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

pub(crate) fn officer() -> Author {
    Author("an officer".to_owned())
}

pub(crate) fn keeper() -> Viewer {
    Viewer::keeper("the keeper")
}

pub(crate) fn channel(name: &str) -> ChannelId {
    ChannelId::new(name).unwrap()
}

pub(crate) fn handling(words: &str) -> Handling {
    let (marking, attribution) = words.split_once("; ").unwrap();
    Handling {
        marking: marking.parse().unwrap(),
        attribution: attribution.parse().unwrap(),
    }
}

/// A document whose bytes are its path.
pub(crate) fn document(path: &str, handled: &str) -> Document {
    Document {
        hash: DocumentHash::of(path.as_bytes()),
        path: path.to_owned(),
        form: "text".to_owned(),
        kind: DocumentKind::Note,
        title: path.to_owned(),
        date: None,
        sender: None,
        handling: handling(handled),
        meeting: None,
        channel: None,
    }
}

pub(crate) fn taken(document: &Document) -> Body {
    Body::DocumentTaken {
        document: document.clone(),
        text: format!("The text of {}.", document.path),
    }
}

/// The statement that starts at `place` in a document, handled as the document is.
pub(crate) fn statement(document: &Document, place: u32) -> Statement {
    let content = vec![Span::over(place, place + 5)];
    Statement {
        id: StatementId::of(&document.hash, &[&content]),
        document: document.hash,
        source: Vec::new(),
        cue: Vec::new(),
        content,
        words: format!("words at {place}"),
        said: "said".to_owned(),
        mode: Mode::Indirect,
        polarity: Polarity::Asserts,
        speaker: Some(Speaker {
            party: Some(PartyId::new("north").unwrap()),
            person: None,
            name: "the North".to_owned(),
        }),
        addressee: None,
        condition: None,
        topics: vec![TopicId::new("trade").unwrap()],
        day: document.date,
        meeting: document.meeting.clone(),
        channel: document.channel.clone(),
        handling: document.handling.clone(),
        confidence: 0.5.into(),
        reader: "quick".to_owned(),
        status: Status::Proposed,
    }
}

pub(crate) fn read(document: &Document, statements: Vec<Statement>) -> Body {
    Body::DocumentRead {
        document: document.hash,
        reader: "quick".to_owned(),
        statements,
    }
}

pub(crate) fn guidance(document: &Document, words: &str) -> Guidance {
    Guidance {
        from: "the ministry".to_owned(),
        kind: GuidanceKind::Avoid,
        words: words.to_owned(),
        since: None,
        until: None,
        document: document.hash,
        span: Span::over(0, 5),
        handling: document.handling.clone(),
        channel: document.channel.clone(),
    }
}

/// The columns of the journal's table.
const NUMBERS: [&str; 2] = ["number", "nanos"];
const WORDS: [&str; 11] = [
    "id",
    "desk",
    "at",
    "author",
    "kind",
    "body",
    "salt",
    "commitment",
    "previous",
    "hash",
    "signature",
];

/// The journal's lines as the database has them.
pub(crate) async fn lines(office: &Office) -> Vec<sqlx::any::AnyRow> {
    sqlx::query("SELECT * FROM journal ORDER BY nanos")
        .fetch_all(&office.tables().await)
        .await
        .unwrap()
}

/// Puts lines of other journals into this one, as a merge will.
pub(crate) async fn put(office: &Office, lines: &[sqlx::any::AnyRow]) {
    use sqlx::Row;
    let tables = office.tables().await;
    let marks: Vec<_> = (1..=13).map(|n| format!("${n}")).collect();
    let columns = [&NUMBERS[..], &WORDS[..]].concat().join(", ");
    let sql = format!("INSERT INTO journal ({columns}) VALUES ({})", marks.join(", "));
    for line in lines {
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql.clone()));
        for column in NUMBERS {
            query = query.bind(line.get::<i64, _>(column));
        }
        for column in WORDS {
            query = query.bind(line.get::<Option<String>, _>(column));
        }
        query.execute(&tables).await.unwrap();
    }
}
