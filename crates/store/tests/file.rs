//! A record in a file: who has it open, and what else may lie in its place.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that fails says so"
)]

mod support;

use domain::SigningKey;
use std::fs;
use store::{Place, Store, StoreError};
use support::{Office, document, keeper, officer, taken};

fn key() -> SigningKey {
    SigningKey::from_bytes(&[1; 32])
}

#[tokio::test]
async fn one_process_at_a_time_writes() {
    let office = Office::here();
    let store = office.open(1).await.unwrap();
    let clone = store.clone();
    drop(store);
    let refused = office.open(1).await.unwrap_err();
    assert!(matches!(&refused, StoreError::Locked(by) if by.contains(&std::process::id().to_string())));
    assert!(
        refused.to_string().starts_with("another Rapport (process "),
        "{refused}"
    );
    assert!(office.open_to_read().await.is_ok());
    drop(clone);
    office.open(1).await.unwrap();
}

#[tokio::test]
async fn what_lies_in_its_place_is_left_as_it_is() {
    let office = Office::here();
    let noise: Vec<u8> = (0..50_000u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    for bytes in [
        &noise[..],
        b"SQLite format 3\0 and then no more",
        b"x",
        &[0; 4096],
    ] {
        fs::write(office.file(), bytes).unwrap();
        for opened in [office.open(1).await, office.open_to_read().await] {
            assert!(
                matches!(opened, Err(StoreError::NotARecord(_))),
                "{:?}",
                opened.map(|_| ())
            );
        }
        assert!(fs::read(office.file()).unwrap() == bytes, "the file was changed");
    }
    fs::remove_file(office.file()).unwrap();
    let opened = office.open_to_read().await.unwrap_err();
    assert!(opened.to_string().contains("is not there"), "{opened}");
    assert!(!office.file().exists());
    fs::create_dir(office.file()).unwrap();
    for opened in [office.open(1).await, office.open_to_read().await] {
        assert!(opened.is_err());
    }
}

#[tokio::test]
async fn a_file_cut_short_or_written_over_is_an_error() {
    let office = Office::here();
    let store = office.open(1).await.unwrap();
    for n in 0..40 {
        let note = document(&format!("{n}.txt"), "AMBER; off the record");
        store.append(&officer(), vec![taken(&note)]).await.unwrap();
    }
    drop(store);
    // Folds the log into the file.
    office.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
    let whole = fs::read(office.file()).unwrap();
    let mut written_over = whole.clone();
    written_over[4096..20_000].fill(0x5a);
    for bytes in [&whole[..whole.len() / 2], &written_over] {
        fs::write(office.file(), bytes).unwrap();
        let _ = fs::remove_file(office.file().with_extension("sqlite-wal"));
        let _ = fs::remove_file(office.file().with_extension("sqlite-shm"));
        let outcome = match office.open_to_read().await {
            Ok(store) => store.verify().await.map(drop),
            Err(error) => Err(error),
        };
        assert!(matches!(outcome, Err(StoreError::NotARecord(_))), "{outcome:?}");
    }
}

#[tokio::test]
async fn any_name_and_any_depth_will_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a b?c=d&e#f%20é/ü:*/record 1.sqlite");
    let store = Store::open(Place::File(&path), key()).await.unwrap();
    store
        .append(
            &officer(),
            vec![taken(&document("a.txt", "AMBER; off the record"))],
        )
        .await
        .unwrap();
    drop(store);
    let store = Store::open_to_read(Place::File(&path)).await.unwrap();
    assert_eq!(store.documents(&keeper()).await.unwrap().len(), 1);
    assert!(path.exists());
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_on_the_machine_reads_it() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::here();
    let store = office.open(1).await.unwrap();
    store
        .append(
            &officer(),
            vec![taken(&document("a.txt", "AMBER; off the record"))],
        )
        .await
        .unwrap();
    for entry in fs::read_dir(office.file().parent().unwrap()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", entry.path().display());
    }
}
