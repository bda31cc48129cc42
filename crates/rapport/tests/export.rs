//! What officers decided, as training data.
#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

mod support;

use serde_json::Value;
use support::Dossier;

fn rows(dossier: &Dossier, name: &str) -> Vec<Value> {
    let words = std::fs::read_to_string(dossier.file(name)).unwrap();
    words
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn part(text: &str, span: &Value) -> String {
    let at = |n: usize| usize::try_from(span[n].as_u64().unwrap()).unwrap();
    text.chars().skip(at(0)).take(at(1) - at(0)).collect()
}

/// The ids of the statements whose words hold `words`.
fn ids(dossier: &Dossier, words: &str) -> Vec<String> {
    let all: Value = serde_json::from_str(&dossier.run("statements DOSSIER --format json").well()).unwrap();
    let holds = |s: &&Value| s["words"].as_str().unwrap().contains(words);
    let found = all.as_array().unwrap().iter().filter(holds);
    found.map(|s| s["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn decided_paragraphs_are_given_with_labels_and_spans() {
    let dossier = Dossier::new();
    dossier.run("open DOSSIER --no-serve --offline").well();
    let out = dossier
        .run("export corrections DOSSIER --out DOSSIER/.given")
        .well();
    assert!(
        out.contains("0 confirmed and 0 rejected"),
        "nothing is decided: {out}"
    );
    assert!(rows(&dossier, ".given/train.jsonl").is_empty());

    for words in ["mined", "reopen the road"] {
        for id in ids(&dossier, words) {
            dossier.run(&format!("confirm DOSSIER {id}")).well();
        }
    }
    let out = dossier
        .run("export corrections DOSSIER --out DOSSIER/.given")
        .well();
    assert!(
        out.contains("1 paragraph left out"),
        "one statement is open: {out}"
    );
    for id in ids(&dossier, "matter of trust") {
        dossier.run(&format!("reject DOSSIER {id}")).well();
    }
    for id in ids(&dossier, "live with a road") {
        dossier.run(&format!("confirm DOSSIER {id}")).well();
    }
    dossier
        .run("export corrections DOSSIER --out DOSSIER/.given --clearance CLEAR")
        .well();
    let documents = rows(&dossier, ".given/documents.train.jsonl");
    assert_eq!(documents.len(), 1, "the note is TLP:AMBER");
    let text = documents[0]["text"].as_str().unwrap();
    assert!(
        !text.contains("Marking:"),
        "no header line is learnt from: {text}"
    );
    let statements = documents[0]["statements"].as_array().unwrap();
    let offer = statements
        .iter()
        .find(|s| part(text, &s["content"][0]).contains("reopen the road"))
        .unwrap();
    assert_eq!(offer["decided"], "confirmed");
    assert_eq!(part(text, &offer["cue"][0]), "said");
    let condition = part(text, &offer["condition"]["span"]);
    assert_eq!(condition, "provided that Southland withdraws its patrols");
    assert_eq!(documents[0]["rejected"].as_array().unwrap().len(), 1);

    let paragraphs = rows(&dossier, ".given/train.jsonl");
    for row in &paragraphs {
        let (start, words) = (row["start"].as_u64().unwrap(), row["text"].as_str().unwrap());
        let there = serde_json::json!([start, start + words.chars().count() as u64]);
        assert_eq!(part(text, &there), words, "it stands where it says");
        let labels = row["labels"].as_array().unwrap();
        for (token, label) in row["tokens"].as_array().unwrap().iter().zip(labels) {
            match part(words, token).as_str() {
                "denied" | "said" => assert_eq!(label, "B-cue"),
                "They" => assert_eq!(label, "B-source"),
                "insisted" | "trust" => assert_eq!(label, "O", "what was rejected is no statement"),
                _ => {}
            }
        }
    }
    dossier
        .run("export corrections DOSSIER --out DOSSIER/.given")
        .well();
    assert_eq!(rows(&dossier, ".given/documents.train.jsonl").len(), 2);
}
