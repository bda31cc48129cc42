//! The query lets through just what the rule does.
#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

use domain::{
    Attribution, Author, Body, ChannelId, Channels, Clearance, Confidence, Document, DocumentHash,
    DocumentKind, Handling, Marking, Mode, Polarity, SigningKey, Statement, StatementId, Status, Viewer,
};
use proptest::prelude::*;
use store::{Place, Store, Wanted};

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
        speaker: None,
        addressee: None,
        condition: None,
        topics: vec![],
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

fn any_marking() -> impl Strategy<Value = Marking> {
    proptest::sample::select(Marking::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

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
            let store = Store::open(Place::File(&folder.path().join("record.sqlite")), SigningKey::from_bytes(&[1; 32])).await.unwrap();
            let mut documents = Vec::new();
            let mut statements = Vec::new();
            for (n, (of_document, of_statement, on)) in marks.iter().enumerate() {
                let document = document(&format!("note {n}"), *of_document, *on);
                let statement = statement(&document, n as u32, *of_statement);
                store.append(&Author("an officer".into()), took(&document, "words", vec![statement.clone()])).await.unwrap();
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
