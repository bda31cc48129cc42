//! `rapport rule`, `board --since` and `contradictions`, as a user meets them.
#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

mod support;

use serde_json::Value;
use support::Dossier;

fn json(words: &str) -> Value {
    serde_json::from_str(words).unwrap()
}

#[test]
fn a_position_is_overruled_with_a_reason_and_given_back() {
    let dossier = Dossier::new();
    dossier.run("open DOSSIER --no-serve").well();
    let before = json(&dossier.run("board DOSSIER --format json").well());
    let derived = before["positions"][0]["stance"].clone();
    let told = dossier
        .run("rule DOSSIER north border -2 --because patrols-are-back --from 2026-03-05 --marking GREEN")
        .well();
    assert_eq!(told, "ruled from 2026-03-05 on: north on border: opposes\n");
    let now = json(
        &dossier
            .run("board DOSSIER --as-of 2026-03-10 --format json")
            .well(),
    );
    let held = &now["positions"][0];
    assert_eq!(
        (&held["stance"], &held["ruled"]["derived"]),
        (&Value::from(-2), &derived)
    );
    assert_eq!(held["ruled"]["reason"], "patrols-are-back");
    let earlier = json(
        &dossier
            .run("board DOSSIER --as-of 2026-03-04 --format json")
            .well(),
    );
    assert!(
        earlier["positions"]
            .as_array()
            .unwrap()
            .iter()
            .all(|p| p["ruled"].is_null())
    );
    let unseen = dossier
        .run("board DOSSIER --as-of 2026-03-10 --clearance CLEAR --format json")
        .well();
    assert!(!unseen.contains("patrols-are-back"), "{unseen}");
    assert!(
        dossier
            .run("board DOSSIER --as-of 2026-03-10")
            .well()
            .contains("−−*")
    );
    dossier
        .run("rule DOSSIER north border derived --because they-left --from 2026-03-08")
        .well();
    let after = dossier.run("board DOSSIER --as-of 2026-03-10").well();
    assert!(!after.contains('*'), "{after}");
    dossier.run("doctor DOSSIER --verify").well();
}

#[test]
fn a_ruling_that_can_not_be_is_one_clear_line() {
    let dossier = Dossier::new();
    dossier.run("open DOSSIER --no-serve").well();
    dossier
        .run("rule DOSSIER nowhere border supports --because x")
        .says("holds no party “nowhere”: use one of: lake, north, south");
    dossier
        .run("rule DOSSIER north nothing supports --because x")
        .says("holds no topic “nothing”: use one of: border");
    dossier
        .run("rule DOSSIER north border supports --because=")
        .says("the ruling: has no reason: say why");
    dossier
        .run("rule DOSSIER north border supports --because x --from 9000-01-01")
        .says("which is still to come");
}

#[test]
fn what_changed_and_what_does_not_go_together_is_shown() {
    let dossier = Dossier::new();
    dossier.write(
        "letters/second.txt",
        b"Title: A second letter\nDate: 2026-03-12\nKind: letter\nMarking: TLP:CLEAR\nAttribution: on the record\n\n\
          Northland acknowledged that the border road was mined last autumn.\n",
    );
    dossier.run("open DOSSIER --no-serve").well();
    let table = dossier
        .run("board DOSSIER --as-of 2026-03-20 --since 2026-03-01")
        .well();
    assert!(
        table.starts_with("What changed from 1 March 2026 to 20 March 2026\n"),
        "{table}"
    );
    let found = json(
        &dossier
            .run("board DOSSIER --as-of 2026-03-20 --since 2026-03-01 --format json")
            .well(),
    );
    assert_eq!(found["changes"][0]["how"], "heard");
    let svg = dossier
        .run("board DOSSIER --since 2026-03-01 --format svg")
        .well();
    assert!(svg.starts_with("<svg") && svg.contains("What changed"));
    let clashes = json(
        &dossier
            .run("contradictions DOSSIER --as-of 2026-03-20 --format json")
            .well(),
    );
    assert_eq!(clashes[0]["kind"], "contradicts", "{clashes}");
    let words = dossier.run("contradictions DOSSIER --as-of 2026-03-20").well();
    assert!(
        words.contains("Northland on The border road: contradicts itself"),
        "{words}"
    );
    let moved = dossier.run("moved DOSSIER --as-of 2026-03-20").well();
    assert!(moved.contains("What does not go together"), "{moved}");
}
