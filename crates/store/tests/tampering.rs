//! Whoever tampers is found; what a newer version wrote is kept; desks do not get in each other's way.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that fails says so"
)]

mod support;

use domain::{Author, Body, Chain, Draft, Entry, EntryId, Hash, Salt, SigningKey, Tampering};
use ed25519_dalek::Signer;
use store::{StoreError, Wanted};
use support::{Office, document, keeper, officer, on_both, read, statement, taken};

async fn filled(office: &Office) {
    let store = office.open(1).await.unwrap();
    let note = document("a.txt", "AMBER; off the record");
    let found: Vec<_> = (0..3).map(|n| statement(&note, n * 10)).collect();
    let first = found[0].id;
    store
        .append(&officer(), vec![taken(&note), read(&note, found)])
        .await
        .unwrap();
    store
        .append(&officer(), vec![Body::StatementConfirmed { statement: first }])
        .await
        .unwrap();
}

/// Changes the database behind the store's back; gives what `verify` says of it.
fn tampered(sql: &'static str, expected: impl Fn(&StoreError) -> bool) {
    on_both(|office| {
        let expected = &expected;
        async move {
            filled(&office).await;
            office.run(sql).await;
            let error = office.open_to_read().await.unwrap().verify().await.unwrap_err();
            assert!(expected(&error), "{sql}: {error:?}");
            let message = error.to_string();
            assert_eq!(message.matches(": ").count(), 1, "{message}");
        }
    });
}

fn found(tampering: impl Fn(&Tampering) -> bool) -> impl Fn(&StoreError) -> bool {
    move |error| matches!(error, StoreError::Tampered(found) if tampering(found))
}

#[test]
fn changed_words_are_found() {
    let sql = "UPDATE journal SET body = REPLACE(body, 'words at 10', 'words at 11') WHERE number = 1";
    tampered(sql, found(|t| matches!(t, Tampering::Body(_))));
}

#[test]
fn another_author_is_found() {
    let sql = "UPDATE journal SET author = 'somebody else' WHERE number = 2";
    tampered(sql, found(|t| matches!(t, Tampering::Hash(_))));
}

#[test]
fn another_signature_is_found() {
    let sql =
        "UPDATE journal SET signature = (SELECT signature FROM journal WHERE number = 0) WHERE number = 1";
    tampered(sql, found(|t| matches!(t, Tampering::Signature(_))));
}

#[test]
fn a_missing_entry_is_found() {
    tampered(
        "DELETE FROM journal WHERE number = 1",
        found(|t| matches!(t, Tampering::Order(_))),
    );
}

#[test]
fn another_kind_is_found() {
    let sql = "UPDATE journal SET kind = 'statement-rejected' WHERE number = 2";
    tampered(sql, found(|t| matches!(t, Tampering::Body(_))));
}

#[test]
fn another_place_in_time_is_found() {
    tampered(
        "UPDATE journal SET nanos = 5 WHERE number = 2",
        found(|t| matches!(t, Tampering::Order(_))),
    );
}

#[test]
fn another_status_is_found() {
    let sql = "UPDATE statement SET status = 'rejected' WHERE status = 'confirmed'";
    tampered(sql, |error| matches!(error, StoreError::Projection("statement")));
}

#[test]
fn a_lower_marking_is_found() {
    let sql = "UPDATE document SET marking = 0";
    tampered(sql, |error| matches!(error, StoreError::Projection("document")));
}

#[test]
fn a_cell_that_is_no_id_is_an_error() {
    tampered("UPDATE journal SET hash = 'é' WHERE number = 1", |error| {
        matches!(error, StoreError::Line(_))
    });
}

#[test]
fn a_rebuild_mends_tables() {
    on_both(|office| async move {
        filled(&office).await;
        office.run("DELETE FROM statement").await;
        office.run("UPDATE document SET marking = 0").await;
        let store = office.open(1).await.unwrap();
        assert_eq!(store.rebuild().await.unwrap(), 3);
        assert_eq!(store.verify().await.unwrap().entries, 3);
        assert_eq!(
            store
                .statements(&keeper(), &Wanted::default())
                .await
                .unwrap()
                .len(),
            3
        );
    });
}

#[test]
fn a_newer_form_is_left_alone() {
    on_both(|office| async move {
        filled(&office).await;
        office.run("UPDATE meta SET value = 7 WHERE name = 'form'").await;
        for opened in [office.open(1).await, office.open_to_read().await] {
            assert!(
                matches!(opened, Err(StoreError::Newer { found: 7, known: 2 })),
                "{opened:?}"
            );
        }
    });
}

#[test]
fn another_programs_tables_are_left_alone() {
    on_both(|office| async move {
        filled(&office).await;
        office.run("DROP TABLE journal").await;
        for opened in [office.open(1).await, office.open_to_read().await] {
            assert!(matches!(opened, Err(StoreError::NotARecord(_))), "{opened:?}");
        }
    });
}

/// An entry of a kind that this version doesn't know, signed as a newer one would: by the form that
/// `Entry::sign` has.
fn from_the_future(key: &SigningKey) -> Entry {
    let body = r#"{"kind":"treaty-signed","what":"a treaty"}"#.to_owned();
    let at = "2009-11-03T10:00:00Z".parse().unwrap();
    let salt = Salt::from([7; 32]);
    let draft = Draft {
        id: EntryId::new(1, [9; 10]),
        at,
        by: Author("a desk".to_owned()),
        salt,
        body: Body::OfficeOpened { name: String::new() },
    };
    let mut entry = Entry::sign(draft, None, key).unwrap();
    entry.commitment = Hash::from(*blake3::keyed_hash(salt.as_bytes(), body.as_bytes()).as_bytes());
    entry.body = Some(body);
    let mut hasher = blake3::Hasher::new_derive_key("Rapport 2026 journal entry v1");
    for part in [
        entry.id.to_string().as_bytes(),
        &entry.number.to_le_bytes(),
        entry.at.to_string().as_bytes(),
        entry.by.0.as_bytes(),
        entry.desk.as_bytes(),
        entry.commitment.as_bytes(),
        entry.previous.as_ref().map_or(&[][..], |hash| hash.as_bytes()),
    ] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    entry.hash = Hash::from(*hasher.finalize().as_bytes());
    entry.signature = key.sign(entry.hash.as_bytes()).to_bytes();
    Chain::default().follow(&entry).unwrap();
    entry
}

async fn insert(office: &Office, entry: &Entry) {
    let halves = entry.signature.as_chunks::<32>().0;
    let signature = halves
        .iter()
        .map(|half| Hash::from(*half).to_string())
        .collect::<String>();
    sqlx::query(
        "INSERT INTO journal (id, desk, number, at, nanos, author, kind, body, salt, commitment, previous, hash, signature) \
         VALUES ($1, $2, $3, $4, $5, $6, 'treaty-signed', $7, $8, $9, $10, $11, $12)",
    )
    .bind(entry.id.to_string())
    .bind(entry.desk.to_string())
    .bind(i64::try_from(entry.number).unwrap())
    .bind(entry.at.to_string())
    .bind(i64::try_from(entry.at.as_nanosecond()).unwrap())
    .bind(entry.by.0.clone())
    .bind(entry.body.clone())
    .bind(entry.salt.map(|salt| salt.to_string()))
    .bind(entry.commitment.to_string())
    .bind(entry.previous.map(|hash| hash.to_string()))
    .bind(entry.hash.to_string())
    .bind(signature)
    .execute(&office.tables().await)
    .await
    .unwrap();
}

#[test]
fn an_entry_of_an_unknown_kind_is_kept_and_verified() {
    on_both(|office| async move {
        filled(&office).await;
        let entry = from_the_future(&SigningKey::from_bytes(&[2; 32]));
        insert(&office, &entry).await;
        let store = office.open(1).await.unwrap();
        assert_eq!(store.rebuild().await.unwrap(), 4);
        let verified = store.verify().await.unwrap();
        assert_eq!((verified.entries, verified.unknown, verified.desks), (4, 1, 2));
        let kinds: Vec<_> = store
            .journal(&keeper(), 9)
            .await
            .unwrap()
            .into_iter()
            .map(|l| l.kind)
            .collect();
        assert!(kinds.contains(&"treaty-signed".to_owned()), "{kinds:?}");
        // And the next entry of its desk follows it.
        drop(store);
        let store = office.open(2).await.unwrap();
        store
            .append(
                &officer(),
                vec![taken(&document("b.txt", "CLEAR; on the record"))],
            )
            .await
            .unwrap();
        assert_eq!(
            store
                .verify()
                .await
                .unwrap()
                .heads
                .iter()
                .map(|(_, n, _)| n)
                .sum::<u64>(),
            2 + 1
        );
        office
            .run("UPDATE journal SET body = '{\"kind\":\"treaty-signed\"}' WHERE kind = 'treaty-signed'")
            .await;
        assert!(matches!(
            store.verify().await,
            Err(StoreError::Tampered(Tampering::Body(_)))
        ));
    });
}

#[test]
fn a_clock_that_was_ahead_does_not_turn_the_order_round() {
    on_both(|office| async move {
        filled(&office).await;
        let mut entry = from_the_future(&SigningKey::from_bytes(&[2; 32]));
        let draft = Draft {
            id: entry.id,
            at: "2150-01-01T00:00:00Z".parse().unwrap(),
            by: officer(),
            salt: Salt::from([3; 32]),
            body: Body::OfficeOpened {
                name: "An office".to_owned(),
            },
        };
        entry = Entry::sign(draft, None, &SigningKey::from_bytes(&[2; 32])).unwrap();
        insert(&office, &entry).await;
        office
            .run("UPDATE journal SET kind = 'office-opened' WHERE kind = 'treaty-signed'")
            .await;
        // Desks sort otherwise than they write, and each undoes what the one before it decided.
        for desk in [1, 3, 4, 5, 6, 7, 8] {
            let store = office.open(desk).await.unwrap();
            let statement = statement(&document("a.txt", "AMBER; off the record"), 0).id;
            let decision = if desk % 2 == 0 {
                Body::StatementConfirmed { statement }
            } else {
                Body::StatementRejected {
                    statement,
                    reason: "none".to_owned(),
                }
            };
            store.append(&officer(), vec![decision]).await.unwrap();
            store.verify().await.unwrap();
        }
    });
}

#[test]
fn desks_on_one_server_append_at_once() {
    on_both(|office| async move {
        let stores = if office.is_server() {
            vec![
                office.open(1).await.unwrap(),
                office.open(2).await.unwrap(),
                office.open(1).await.unwrap(),
            ]
        } else {
            vec![office.open(1).await.unwrap()]
        };
        let writers: Vec<_> = stores
            .iter()
            .cloned()
            .enumerate()
            .map(|(desk, store)| {
                tokio::spawn(async move {
                    for n in 0..15 {
                        let note = document(&format!("{desk}/{n}.txt"), "AMBER; off the record");
                        let bodies = vec![taken(&note), read(&note, vec![statement(&note, n)])];
                        store.append(&officer(), bodies).await.unwrap();
                        if n % 5 == 0 {
                            store.verify().await.unwrap();
                        }
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        assert_eq!(
            stores[0].verify().await.unwrap().entries,
            30 * stores.len() as u64
        );
    });
}
