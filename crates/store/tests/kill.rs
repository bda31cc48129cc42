//! Whatever dies when, what was acknowledged is there and the journal verifies.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that fails says so"
)]

mod support;

use domain::{Body, EntryId, SigningKey};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use store::{Place, Store};
use support::{Office, document, keeper, officer, read, statement, taken};

/// Names the record to the process that is going to be killed.
const RECORD: &str = "RAPPORT_TEST_APPEND_TO";
const KILLS: u32 = 20;

/// Not a test of its own: what `an_acknowledged_entry_outlives_its_process` starts and kills.
#[tokio::test]
#[ignore = "started by another test"]
async fn append_until_killed() {
    let Ok(record) = std::env::var(RECORD) else { return };
    let store = Store::open(Place::File(Path::new(&record)), SigningKey::from_bytes(&[1; 32]))
        .await
        .unwrap();
    let started = store
        .journal(&keeper(), 1)
        .await
        .unwrap()
        .first()
        .map(|line| line.id.to_string());
    let started = started.unwrap_or_default();
    for n in 0.. {
        let note = document(&format!("{started}/{n}.txt"), "AMBER; off the record");
        let found: Vec<_> = (0..2).map(|at| statement(&note, at * 10)).collect();
        let confirmed = Body::StatementConfirmed {
            statement: found[0].id,
        };
        let ids = store
            .append(&officer(), vec![taken(&note), read(&note, found), confirmed])
            .await
            .unwrap();
        let words = ids
            .iter()
            .fold(String::new(), |words, id| words + "id " + &id.to_string() + "\n");
        // In one write, past the test harness.
        std::io::Write::write_all(&mut std::io::stdout(), words.as_bytes()).unwrap();
        // Keeps the record short enough to be verified after each kill.
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn an_acknowledged_entry_outlives_its_process() {
    let office = Office::here();
    let mut acknowledged: BTreeSet<EntryId> = BTreeSet::new();
    for round in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["append_until_killed", "--exact", "--ignored", "--nocapture"])
            .env(RECORD, office.file())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut said = Vec::new();
        if round % 2 == 0 {
            // At any moment, also before the record is open.
            std::thread::sleep(Duration::from_millis(rand::random_range(0..100)));
        } else {
            // In the midst of writing, however slow the machine is.
            for _ in 0..rand::random_range(5..25) {
                assert!(
                    stdout.read_until(b'\n', &mut said).unwrap() > 0,
                    "it ended by itself"
                );
            }
            std::thread::sleep(Duration::from_micros(rand::random_range(0..4_000)));
        }
        child.kill().unwrap();
        stdout.read_to_end(&mut said).unwrap();
        child.wait().unwrap();
        let said = String::from_utf8(said).unwrap();
        // The last line may be half a line.
        let whole = said.rsplit_once('\n').map_or("", |(whole, _)| whole);
        acknowledged.extend(
            whole
                .lines()
                .filter_map(|line| line.rsplit_once("id ")?.1.parse::<EntryId>().ok()),
        );
        let store = office.open(1).await.unwrap();
        let verified = store.verify().await.unwrap();
        assert_eq!(
            verified.entries % 3,
            0,
            "half of an append is there after round {round}"
        );
        let held: BTreeSet<_> = store
            .journal(&keeper(), u32::MAX)
            .await
            .unwrap()
            .into_iter()
            .map(|line| line.id)
            .collect();
        assert!(
            acknowledged.is_subset(&held),
            "an acknowledged entry is gone after round {round}"
        );
        // At most the last append of each round was written and not acknowledged.
        assert!(held.len() <= acknowledged.len() + 3 * (round as usize + 1));
    }
    println!("{} entries acknowledged over {KILLS} kills", acknowledged.len());
    assert!(
        acknowledged.len() > 100,
        "the processes died before they wrote: {}",
        acknowledged.len()
    );
}
