//! `rapport climate` and `rapport check`, as a user meets them.
#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

mod support;

use support::Dossier;

const GUIDANCE: &str = "Title: Points
Date: 2026-03-10
Kind: guidance
Marking: TLP:AMBER
From: the ministry

- Please keep the border road out of the talks.
- Please: say that the fishing treaty is in force.
";

#[test]
fn the_climate_between_two_parties_is_told_drawn_and_counted() {
    let dossier = Dossier::new();
    dossier.run("open DOSSIER --no-serve").well();
    let table = dossier.run("climate DOSSIER north south").well();
    assert!(table.starts_with("Northland and Southland\n"), "{table}");
    let json: serde_json::Value =
        serde_json::from_str(&dossier.run("climate DOSSIER north south --format json").well()).unwrap();
    assert!(!json["events"].as_array().unwrap().is_empty(), "{json}");
    assert!(
        dossier
            .run("climate DOSSIER north south --format svg")
            .well()
            .starts_with("<svg")
    );
    assert!(
        dossier
            .run("climate DOSSIER north south --format csv")
            .well()
            .starts_with("day,events,")
    );
    assert!(dossier.run("climate --codes").well().contains("AGREE\tmeet"));
    dossier
        .run("climate DOSSIER north nowhere")
        .says("names no party “nowhere”: use one of");
    dossier.run("climate DOSSIER north north").says("was named twice");
}

#[test]
fn what_we_plan_to_say_is_held_against_guidance() {
    let dossier = Dossier::new();
    dossier.write("memos/guidance.md", GUIDANCE.as_bytes());
    dossier.write(
        "plans/bad.txt",
        b"We shall begin with the border road. The fishing treaty is in force.",
    );
    dossier.write(
        "plans/good.txt",
        b"The fishing treaty is in force. We thank our hosts.",
    );
    dossier.run("open DOSSIER --no-serve").well();
    let good = dossier.run("check DOSSIER DOSSIER/plans/good.txt").well();
    assert!(
        !good.contains("contradicts") && !good.contains("silent"),
        "{good}"
    );
    let bad = dossier.run("check DOSSIER DOSSIER/plans/bad.txt");
    assert!(bad.out.contains("contradicts"), "{}", bad.out);
    bad.says("1 planned text against guidance");
    dossier
        .run("check DOSSIER --meeting nowhere")
        .says("holds no such meeting");
}
