//! What follows from the journal, on each database.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that fails says so"
)]

mod support;

use domain::{Body, Correction, Marking, Party, PartyId, Polarity, Status, Viewer};
use store::{Store, StoreError, Wanted};
use support::{document, guidance, handling, keeper, officer, on_both, read, statement, taken};

async fn append(store: &Store, bodies: Vec<Body>) {
    store.append(&officer(), bodies).await.unwrap();
}

/// Place and status of each statement, in order.
async fn standing(store: &Store, wanted: &Wanted) -> Vec<(u32, Status)> {
    let found = store.statements(&keeper(), wanted).await.unwrap();
    found.iter().map(|s| (s.content[0].start(), s.status)).collect()
}

async fn sound(store: &Store) {
    store.verify().await.unwrap();
    store.rebuild().await.unwrap();
    store.verify().await.unwrap();
}

#[test]
fn a_later_reading_replaces_what_nobody_touched() {
    on_both(|office| async move {
        let store = office.open(1).await.unwrap();
        let note = document("notes/a.txt", "AMBER; off the record");
        let all: Vec<_> = (0..4).map(|n| statement(&note, n * 10)).collect();
        append(&store, vec![taken(&note), read(&note, all.clone())]).await;
        let correction = Correction {
            polarity: Polarity::Denies,
            ..Correction::from(&all[1])
        };
        append(
            &store,
            vec![
                Body::StatementConfirmed { statement: all[0].id },
                Body::StatementCorrected {
                    statement: all[1].id,
                    correction,
                },
                Body::StatementRejected {
                    statement: all[2].id,
                    reason: "no statement".to_owned(),
                },
            ],
        )
        .await;
        let again = [&all[0], &all[1]]
            .map(Clone::clone)
            .into_iter()
            .chain([statement(&note, 50)])
            .collect();
        append(&store, vec![read(&note, again)]).await;
        let expected = vec![
            (0, Status::Confirmed),
            (10, Status::Confirmed),
            (20, Status::Rejected),
            (50, Status::Proposed),
        ];
        assert_eq!(standing(&store, &Wanted::default()).await, expected);
        let corrected = store.statement(&keeper(), all[1].id).await.unwrap().unwrap();
        assert_eq!(corrected.polarity, Polarity::Denies);
        assert_eq!(store.statement(&keeper(), all[3].id).await.unwrap(), None);
        let wanted = Wanted {
            without_rejected: true,
            status: Some(Status::Confirmed),
            ..Wanted::default()
        };
        assert_eq!(standing(&store, &wanted).await.len(), 2);
        let history = store.statement_history(&keeper(), all[1].id).await.unwrap();
        let kinds: Vec<_> = history.iter().map(|line| line.kind.as_str()).collect();
        assert_eq!(kinds, ["document-read", "statement-corrected", "document-read"]);
        assert!(
            store
                .statement_history(&Viewer::public(), all[1].id)
                .await
                .unwrap()
                .is_empty()
        );
        sound(&store).await;
    });
}

#[test]
fn a_confirmation_brings_back_a_proposal_that_a_later_reading_left_out() {
    on_both(|office| async move {
        let store = office.open(1).await.unwrap();
        let note = document("a.txt", "AMBER; off the record");
        let found = statement(&note, 7);
        let mut bold = statement(&note, 30);
        bold.status = Status::Confirmed;
        append(
            &store,
            vec![
                taken(&note),
                read(&note, vec![found.clone()]),
                read(&note, vec![bold]),
            ],
        )
        .await;
        assert_eq!(
            standing(&store, &Wanted::default()).await,
            [(30, Status::Proposed)]
        );
        append(&store, vec![Body::StatementConfirmed { statement: found.id }]).await;
        let expected = [(7, Status::Confirmed), (30, Status::Proposed)];
        assert_eq!(standing(&store, &Wanted::default()).await, expected);
        sound(&store).await;
    });
}

#[test]
fn handling_a_document_anew_reaches_what_was_handled_as_it_was() {
    on_both(|office| async move {
        let store = office.open(1).await.unwrap();
        let note = document("a.txt", "GREEN; on the record");
        let inherits = statement(&note, 0);
        let mut marked = statement(&note, 10);
        marked.handling = handling("CLEAR; on the record");
        let late = statement(&note, 20);
        let line = guidance(&note, "nothing on prices");
        let red = handling("RED; off the record");
        append(
            &store,
            vec![
                taken(&note),
                read(&note, vec![inherits.clone(), marked.clone()]),
                Body::GuidanceGiven {
                    document: note.hash,
                    lines: vec![line],
                },
                Body::DocumentHandled {
                    document: note.hash,
                    handling: red.clone(),
                },
                // By a desk that knows nothing of it.
                read(&note, vec![inherits.clone(), marked.clone(), late.clone()]),
                taken(&note),
            ],
        )
        .await;
        for (id, expected) in [
            (inherits.id, &red),
            (marked.id, &marked.handling),
            (late.id, &red),
        ] {
            assert_eq!(
                &store.statement(&keeper(), id).await.unwrap().unwrap().handling,
                expected
            );
        }
        assert_eq!(
            store
                .document(&keeper(), &note.hash)
                .await
                .unwrap()
                .unwrap()
                .handling,
            red
        );
        assert_eq!(store.guidance(&keeper()).await.unwrap()[0].handling, red);
        let anybody = Viewer::public();
        assert!(store.guidance(&anybody).await.unwrap().is_empty());
        assert_eq!(store.document_text(&anybody, &note.hash).await.unwrap(), None);
        let seen = store.statements(&anybody, &Wanted::default()).await.unwrap();
        assert_eq!(seen, [marked]);
        sound(&store).await;
    });
}

#[test]
fn a_replaced_document_keeps_its_words_and_what_was_decided() {
    on_both(|office| async move {
        let store = office.open(1).await.unwrap();
        let (old, new) = (document("a.txt", "AMBER; off the record"), {
            let mut new = document("a.txt, later", "AMBER; off the record");
            new.path = "a.txt".to_owned();
            new
        });
        let (kept, left) = (statement(&old, 0), statement(&old, 10));
        append(
            &store,
            vec![
                taken(&old),
                read(&old, vec![kept.clone(), left]),
                Body::StatementConfirmed { statement: kept.id },
                taken(&new),
                Body::DocumentReplaced {
                    document: old.hash,
                    by: new.hash,
                },
                read(&old, vec![statement(&old, 30)]),
            ],
        )
        .await;
        let paths: Vec<_> = store
            .documents(&keeper())
            .await
            .unwrap()
            .into_iter()
            .map(|document| document.hash)
            .collect();
        assert_eq!(paths, [new.hash]);
        assert!(!store.holds_document(&keeper(), &old.hash).await.unwrap());
        assert!(store.document_text(&keeper(), &old.hash).await.unwrap().is_some());
        assert_eq!(
            standing(&store, &Wanted::default()).await,
            [(0, Status::Confirmed)]
        );
        append(&store, vec![taken(&old), read(&old, vec![statement(&old, 10)])]).await;
        assert!(store.holds_document(&keeper(), &old.hash).await.unwrap());
        let expected = [(0, Status::Confirmed), (10, Status::Proposed)];
        assert_eq!(standing(&store, &Wanted::default()).await, expected);
        sound(&store).await;
    });
}

#[test]
fn statements_come_by_day_path_and_place_however_many() {
    on_both(|office| async move {
        let store = office.open(1).await.unwrap();
        let mut expected = Vec::new();
        let mut bodies = Vec::new();
        for (path, day) in [
            ("b/Zürich.txt", None),
            ("B.txt", Some("2009-11-03")),
            ("a.txt", Some("2009-11-03")),
            ("a.txt 2", Some("2009-12-01")),
        ] {
            let mut note = document(path, "GREEN; on the record");
            note.date = day.map(|day| day.parse().unwrap());
            let found: Vec<_> = (0..300).map(|n| statement(&note, n)).collect();
            expected.extend(found.clone());
            bodies.extend([taken(&note), read(&note, found.into_iter().rev().collect())]);
        }
        append(&store, bodies).await;
        let found = store.statements(&keeper(), &Wanted::default()).await.unwrap();
        assert!(found == expected, "out of order");
        let ids = expected.iter().rev().map(|s| s.id).collect();
        let wanted = Wanted {
            ids: Some(ids),
            ..Wanted::default()
        };
        assert!(
            store.statements(&keeper(), &wanted).await.unwrap() == expected,
            "out of order by id"
        );
        let until = Some("2009-11-30".parse().unwrap());
        let wanted = Wanted {
            until,
            ..Wanted::default()
        };
        assert_eq!(store.statements(&keeper(), &wanted).await.unwrap().len(), 900);
        let none = Wanted {
            ids: Some(Vec::new()),
            ..Wanted::default()
        };
        assert!(store.statements(&keeper(), &none).await.unwrap().is_empty());
    });
}

#[test]
fn what_is_named_again_is_as_named_last() {
    on_both(|office| async move {
        let store = office.open(1).await.unwrap();
        let mut party = Party {
            id: PartyId::new("north").unwrap(),
            name: "the North".to_owned(),
            kind: domain::PartyKind::Government,
            aliases: Vec::new(),
            demonyms: Vec::new(),
            capital: None,
            under: None,
        };
        append(
            &store,
            vec![Body::OfficeOpened {
                name: "An office".to_owned(),
            }],
        )
        .await;
        append(&store, vec![Body::PartyNamed(party.clone())]).await;
        party.aliases.push("DPRK".to_owned());
        append(&store, vec![Body::PartyNamed(party.clone())]).await;
        assert_eq!(store.parties(&Viewer::public()).await.unwrap(), [party]);
        let lines = store.journal(&keeper(), 2).await.unwrap();
        assert_eq!(
            lines.iter().map(|l| l.kind.as_str()).collect::<Vec<_>>(),
            ["party-named"; 2]
        );
        assert!(lines[0].at > lines[1].at);
        assert_eq!(lines[0].by, officer());
        let mut clearance = keeper().clearance().clone();
        clearance.marking = Marking::AmberStrict;
        assert!(
            store
                .journal(&Viewer::new("a guest", clearance), 9)
                .await
                .unwrap()
                .is_empty()
        );
        sound(&store).await;
    });
}

#[test]
fn a_record_opened_to_look_at_is_not_written() {
    on_both(|office| async move {
        assert!(office.open_to_read().await.is_err());
        let store = office.open(1).await.unwrap();
        let note = document("a.txt", "AMBER; off the record");
        append(&store, vec![taken(&note)]).await;
        let other = office.open_to_read().await.unwrap();
        assert_eq!(other.documents(&keeper()).await.unwrap().len(), 1);
        assert_eq!(other.verify().await.unwrap().entries, 1);
        let bodies = vec![taken(&note)];
        assert!(matches!(
            other.append(&officer(), bodies).await,
            Err(StoreError::OnlyToRead)
        ));
        assert!(matches!(other.rebuild().await, Err(StoreError::OnlyToRead)));
        // What is written meanwhile is seen.
        append(&store, vec![taken(&document("b.txt", "CLEAR; on the record"))]).await;
        assert_eq!(other.documents(&keeper()).await.unwrap().len(), 2);
        assert!(store.append(&officer(), Vec::new()).await.unwrap().is_empty());
    });
}

#[test]
fn many_may_append_at_once() {
    on_both(|office| async move {
        let store = office.open(1).await.unwrap();
        let tasks: Vec<_> = (0..40)
            .map(|n| {
                let store = store.clone();
                tokio::spawn(async move {
                    let note = document(&format!("{n}.txt"), "AMBER; off the record");
                    store
                        .append(
                            &officer(),
                            vec![taken(&note), read(&note, vec![statement(&note, n)])],
                        )
                        .await
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(store.verify().await.unwrap().entries, 80);
    });
}
