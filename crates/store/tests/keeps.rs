//! What the record promises, on SQLite and, where there is a server, on PostgreSQL.
#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

use domain::{
    Attribution, Author, Body, ChannelId, Channels, Clearance, Confidence, Correction, Document,
    DocumentHash, DocumentKind, Handling, Marking, Mode, Party, PartyId, PartyKind, Polarity, SigningKey,
    Speaker, Statement, StatementId, Status, TopicId, Viewer,
};
use proptest::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Place, Store, StoreError, Wanted};
use tempfile::TempDir;

fn author() -> Author {
    Author("an officer".into())
}

fn key(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

fn all() -> Viewer {
    Viewer::keeper("all")
}

fn channel(n: u8) -> Option<ChannelId> {
    (n > 0).then(|| ChannelId::new(format!("channel-{n}")).unwrap())
}

fn document(name: &str, marking: Marking, on: u8) -> Document {
    Document {
        hash: DocumentHash::of(name.as_bytes()),
        path: name.into(),
        form: "text".into(),
        kind: DocumentKind::Note,
        title: name.into(),
        date: Some("2026-03-01".parse().unwrap()),
        sender: None,
        handling: Handling {
            marking,
            attribution: Attribution::OnTheRecord,
        },
        meeting: None,
        channel: channel(on),
    }
}

fn statement(document: &Document, at: u32, marking: Marking) -> Statement {
    let content = vec![text::Span::over(at, at + 5)];
    Statement {
        id: StatementId::of(&document.hash, &[&content]),
        document: document.hash,
        source: vec![],
        cue: vec![],
        content,
        words: format!("words at {at}"),
        said: String::new(),
        mode: Mode::Indirect,
        polarity: Polarity::Asserts,
        speaker: Some(Speaker {
            party: Some(PartyId::new("north").unwrap()),
            person: None,
            name: "Northland".into(),
        }),
        addressee: None,
        condition: None,
        topics: vec![TopicId::new("road").unwrap()],
        day: document.date,
        meeting: None,
        channel: document.channel.clone(),
        handling: Handling {
            marking,
            attribution: Attribution::OnTheRecord,
        },
        confidence: Confidence::from(0.5),
        reader: "quick".into(),
        status: Status::Proposed,
    }
}

fn took(document: &Document, words: &str, statements: Vec<Statement>) -> Vec<Body> {
    vec![
        Body::DocumentTaken {
            document: document.clone(),
            text: words.into(),
        },
        Body::DocumentRead {
            document: document.hash,
            reader: "quick".into(),
            statements,
        },
    ]
}

/// A record that goes away with the test: a file, or a database of its own on the server.
struct Kept {
    folder: TempDir,
    server: Option<(String, String)>,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl Kept {
    async fn all() -> Vec<Self> {
        let mut kept = vec![Self {
            folder: tempfile::tempdir().unwrap(),
            server: None,
        }];
        match std::env::var("RAPPORT_TEST_POSTGRES") {
            Ok(server) => {
                let name = format!(
                    "rapport_{}_{}",
                    std::process::id(),
                    COUNT.fetch_add(1, Ordering::Relaxed)
                );
                run(&server, format!("CREATE DATABASE {name}")).await;
                let (base, _) = server.rsplit_once('/').unwrap();
                let address = format!("{base}/{name}");
                kept.push(Self {
                    folder: tempfile::tempdir().unwrap(),
                    server: Some((address, name)),
                });
            }
            Err(_) if std::env::var_os("RAPPORT_TEST_REQUIRE").is_some() => {
                panic!("RAPPORT_TEST_POSTGRES is not set, and this run may skip nothing")
            }
            Err(_) => println!("skipped on PostgreSQL: RAPPORT_TEST_POSTGRES names no server"),
        }
        kept
    }

    async fn open(&self, desk: u8) -> Store {
        let path = self.folder.path().join("record.sqlite");
        let place = match &self.server {
            Some((address, _)) => Place::Address(address),
            None => Place::File(&path),
        };
        Store::open(place, key(desk)).await.unwrap()
    }

    async fn end(self) {
        if let (Some((_, name)), Ok(server)) = (&self.server, std::env::var("RAPPORT_TEST_POSTGRES")) {
            run(&server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

async fn run(server: &str, sql: String) {
    sqlx::any::install_default_drivers();
    let pool = sqlx::any::AnyPoolOptions::new()
        .max_connections(1)
        .connect(server)
        .await
        .unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
}

#[tokio::test]
async fn what_is_written_is_found_and_verifies() {
    for kept in Kept::all().await {
        let store = kept.open(1).await;
        let note = document("note.txt", Marking::Amber, 0);
        let (one, two) = (
            statement(&note, 0, Marking::Amber),
            statement(&note, 9, Marking::Clear),
        );
        let party = Party {
            id: PartyId::new("north").unwrap(),
            name: "Northland".into(),
            kind: PartyKind::Movement,
            aliases: vec![],
            demonyms: vec![],
            capital: None,
            under: None,
        };
        let mut bodies = vec![Body::PartyNamed(party.clone())];
        bodies.extend(took(
            &note,
            "words\u{0} and “more”",
            vec![one.clone(), two.clone()],
        ));
        store.append(&author(), bodies).await.unwrap();
        assert_eq!(store.parties(&all()).await.unwrap(), [party]);
        assert_eq!(
            store.document_text(&all(), &note.hash).await.unwrap().unwrap(),
            "words\u{0} and “more”"
        );
        assert_eq!(
            store.statements(&all(), &Wanted::default()).await.unwrap(),
            [one.clone(), two.clone()]
        );

        let green = Viewer::new(
            "guest",
            Clearance {
                marking: Marking::Green,
                channels: Channels::All,
            },
        );
        assert_eq!(
            store.statements(&green, &Wanted::default()).await.unwrap(),
            std::slice::from_ref(&two)
        );
        assert!(store.document_text(&green, &note.hash).await.unwrap().is_none());
        assert!(store.statement(&green, one.id).await.unwrap().is_none());

        let mut correction = Correction::from(&one);
        correction.polarity = Polarity::Denies;
        store
            .append(
                &author(),
                vec![Body::StatementCorrected {
                    statement: one.id,
                    correction,
                }],
            )
            .await
            .unwrap();
        store
            .append(
                &author(),
                vec![Body::StatementRejected {
                    statement: two.id,
                    reason: "none".into(),
                }],
            )
            .await
            .unwrap();
        let now = store.statement(&all(), one.id).await.unwrap().unwrap();
        assert_eq!((now.polarity, now.status), (Polarity::Denies, Status::Confirmed));
        let wanted = Wanted {
            without_rejected: true,
            ..Wanted::default()
        };
        assert_eq!(store.statements(&all(), &wanted).await.unwrap().len(), 1);
        assert_eq!(store.statement_history(&all(), one.id).await.unwrap().len(), 2);

        let verified = store.verify().await.unwrap();
        assert_eq!((verified.entries, verified.desks, verified.unknown), (5, 1, 0));
        assert_eq!(store.rebuild().await.unwrap(), 5);
        store.verify().await.unwrap();
        assert_eq!(store.statement(&all(), one.id).await.unwrap(), Some(now));
        drop(store);
        kept.end().await;
    }
}

#[tokio::test]
async fn a_document_read_again_keeps_what_people_decided() {
    for kept in Kept::all().await {
        let store = kept.open(1).await;
        let note = document("note.txt", Marking::Clear, 0);
        let statements: Vec<Statement> = (0..4).map(|n| statement(&note, n * 10, Marking::Clear)).collect();
        store
            .append(&author(), took(&note, "words", statements.clone()))
            .await
            .unwrap();
        store
            .append(
                &author(),
                vec![Body::StatementConfirmed {
                    statement: statements[0].id,
                }],
            )
            .await
            .unwrap();
        let other = document("note.txt, changed", Marking::Clear, 0);
        let mut bodies = took(&other, "other words", vec![statement(&other, 3, Marking::Clear)]);
        bodies.push(Body::DocumentReplaced {
            document: note.hash,
            by: other.hash,
        });
        store.append(&author(), bodies).await.unwrap();
        let left = store.statements(&all(), &Wanted::default()).await.unwrap();
        assert_eq!(left.len(), 2, "the confirmed one and the new one: {left:?}");
        assert!(!store.holds_document(&all(), &note.hash).await.unwrap());
        assert!(
            store.document(&all(), &note.hash).await.unwrap().is_some(),
            "its source is still there"
        );
        store.verify().await.unwrap();
        drop(store);
        kept.end().await;
    }
}

#[tokio::test]
async fn two_desks_each_have_a_chain() {
    for kept in Kept::all().await {
        for desk in [1, 2, 1, 2] {
            let store = kept.open(desk).await;
            store
                .append(
                    &author(),
                    vec![Body::OfficeOpened {
                        name: desk.to_string(),
                    }],
                )
                .await
                .unwrap();
        }
        let verified = kept.open(1).await.verify().await.unwrap();
        assert_eq!((verified.entries, verified.desks), (4, 2));
        kept.end().await;
    }
}

#[tokio::test]
async fn tampering_with_the_file_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    let note = document("note.txt", Marking::Amber, 0);
    {
        let store = Store::open(Place::File(&path), key(1)).await.unwrap();
        store
            .append(
                &author(),
                took(&note, "words", vec![statement(&note, 0, Marking::Amber)]),
            )
            .await
            .unwrap();
    }
    let address = format!("sqlite://{}", path.display());
    for (change, undo) in [
        (
            "UPDATE journal SET body = replace(body, 'words at', 'words of')",
            "UPDATE journal SET body = replace(body, 'words of', 'words at')",
        ),
        (
            "UPDATE journal SET author = 'another'",
            "UPDATE journal SET author = 'an officer'",
        ),
        (
            "UPDATE statement SET marking = 0",
            "UPDATE statement SET marking = 2",
        ),
        ("UPDATE journal SET number = number + 100", "SELECT 1"),
    ] {
        run(&address, change.into()).await;
        let store = Store::open_to_read(Place::File(&path)).await.unwrap();
        let error = store.verify().await.unwrap_err();
        assert!(
            matches!(error, StoreError::Tampered(_) | StoreError::Projection(_)),
            "{change}: {error}"
        );
        drop(store);
        run(&address, undo.into()).await;
    }
}

#[tokio::test]
async fn what_is_no_record_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    let store = Store::open(Place::File(&path), key(1)).await.unwrap();
    let second = Store::open(Place::File(&path), key(2)).await.unwrap_err();
    assert!(second.to_string().starts_with("another Rapport"), "{second}");
    let looking = Store::open_to_read(Place::File(&path)).await.unwrap();
    let refused = looking.append(&author(), vec![]).await.unwrap_err();
    assert!(matches!(refused, StoreError::OnlyToRead), "{refused}");
    drop((store, looking));

    run(
        &format!("sqlite://{}", path.display()),
        "UPDATE meta SET value = 99 WHERE name = 'form'".into(),
    )
    .await;
    let newer = Store::open(Place::File(&path), key(1)).await.unwrap_err();
    assert!(matches!(newer, StoreError::Newer { found: 99, .. }), "{newer}");

    let noise = folder.path().join("noise.sqlite");
    std::fs::write(&noise, [0x5a; 9000]).unwrap();
    let damaged = Store::open(Place::File(&noise), key(1)).await.unwrap_err();
    assert!(matches!(damaged, StoreError::NotARecord(_)), "{damaged}");
    assert!(
        Store::open_to_read(Place::File(&folder.path().join("nowhere.sqlite")))
            .await
            .is_err()
    );
}

fn any_marking() -> impl Strategy<Value = Marking> {
    proptest::sample::select(Marking::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// The query lets through just what the rule does.
    #[test]
    fn the_query_filters_as_the_rule_does(
        marks in proptest::collection::vec((any_marking(), any_marking(), 0u8..4), 1..12),
        clearance in any_marking(),
        channels in proptest::option::of(proptest::collection::btree_set(1u8..4, 0..3)),
    ) {
        let channels = channels.map_or(Channels::All, |set| Channels::Only(set.into_iter().filter_map(channel).collect()));
        let viewer = Viewer::new("somebody", Clearance { marking: clearance, channels });
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let store = Store::open(Place::File(&folder.path().join("record.sqlite")), key(1)).await.unwrap();
            let mut documents = Vec::new();
            let mut statements = Vec::new();
            for (n, (of_document, of_statement, on)) in marks.iter().enumerate() {
                let document = document(&format!("note {n}"), *of_document, *on);
                let statement = statement(&document, n as u32, *of_statement);
                store.append(&author(), took(&document, "words", vec![statement.clone()])).await.unwrap();
                documents.push(document);
                statements.push(statement);
            }
            let seen = store.documents(&viewer).await.unwrap();
            for d in &documents {
                let may = viewer.may_see(&d.handling, d.channel.as_ref());
                assert_eq!(seen.contains(d), may);
                assert_eq!(store.document_text(&viewer, &d.hash).await.unwrap().is_some(), may);
            }
            let seen = store.statements(&viewer, &Wanted::default()).await.unwrap();
            for s in &statements {
                assert_eq!(seen.contains(s), viewer.may_see(&s.handling, s.channel.as_ref()));
            }
        });
    }
}
