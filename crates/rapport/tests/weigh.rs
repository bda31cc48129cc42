//! `rapport weigh`, as people and programs see it.
#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

mod support;

use serde_json::json;
use support::Dossier;

/// Two who could each open the road on their side; nobody wants to be alone in it.
const ROAD: &str = r#"{
    "options": [{"name": "open north", "permittedDirection": "both"}, {"name": "open south", "permittedDirection": "both"}],
    "decisionMakers": [
        {"name": "Northland", "options": [0], "preferences": [[[1, "Y"]], [[0, "N"]]]},
        {"name": "Southland", "options": [1], "preferences": [[[0, "Y"]], [[1, "N"]]]}
    ],
    "infeasibles": [],
    "useManualPreferenceRanking": false
}"#;

fn with(name: &str, words: &str) -> Dossier {
    let dossier = Dossier::new();
    dossier.write(name, words.as_bytes());
    dossier
}

#[test]
fn programs_get_what_holds() {
    let out = with("road.gmcr", ROAD)
        .run("weigh DOSSIER/road.gmcr --format json")
        .well();
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(found["decision_makers"], json!(["Northland", "Southland"]));
    assert_eq!(found["options"], json!(["open north", "open south"]));
    assert_eq!(found["states"], json!([0, 1, 2, 3]));
    let only = json!([0]);
    let both = json!([0, 3]);
    assert_eq!(
        found["equilibria"],
        json!({"nash": only, "gmr": both, "smr": both, "seq": both, "sim": both, "seq_sim": both})
    );
    assert_eq!(
        found["stable"]["nash"],
        json!({"Northland": [0, 2], "Southland": [0, 1]})
    );
}

#[test]
fn people_see_what_holds_and_the_way_there() {
    let dossier = with("road.gmcr", ROAD);
    let out = dossier.run("weigh DOSSIER/road.gmcr --from YY").well();
    assert!(out.contains("3        YY      ·     ✓"), "{out}");
    assert!(out.contains("things stand there already"), "{out}");
    assert_eq!(out, dossier.run("weigh DOSSIER/road.gmcr --from 3").well());
}

#[test]
fn what_is_wrong_is_said() {
    let dossier = with("road.gmcr", ROAD);
    dossier.write("picture.gmcr", b"\xff\xd8\xff\xe0");
    dossier.write("wrong.gmcr", ROAD.replace("[0],", "[4],").as_bytes());
    dossier
        .run("weigh DOSSIER/nothing.gmcr")
        .says("nothing.gmcr: is not there");
    dossier.run("weigh DOSSIER/picture.gmcr").says("it is no text");
    dossier
        .run("weigh DOSSIER/wrong.gmcr")
        .says("decisionMakers[0] (Northland), options[0]: there is no option 4");
    dossier
        .run("weigh DOSSIER/road.gmcr --from 9")
        .says("there is no state 9");
    dossier
        .run("weigh DOSSIER/road.gmcr --from maybe")
        .says("--from: \"maybe\" is no state");
}

#[test]
fn more_can_be_asked() {
    let dossier = with("road.gmcr", ROAD);
    let asked = "weigh DOSSIER/road.gmcr --coalitions --limited 2 --inverse YY --robustness";
    let found: serde_json::Value =
        serde_json::from_str(&dossier.run(&format!("{asked} --format json")).well()).unwrap();
    assert_eq!(found["coalitions"]["equilibria"]["nash"], json!([]));
    assert_eq!(
        found["coalitions"]["leave"],
        json!([{"state": 0, "who": ["Northland", "Southland"], "to": 3}])
    );
    assert_eq!(found["limited"], json!({"horizon": 2, "equilibria": [0, 3]}));
    assert_eq!(found["inverse"][0]["any_of"], json!([[{"to": 2, "ways": [[2]]}]]));
    assert_eq!(found["robustness"][0]["swaps"], json!(1));
    assert_eq!(found["states"], json!([0, 1, 2, 3]));
    let told = dossier.run(asked).well();
    assert!(
        told.contains("Northland and Southland gain by going to 3 together"),
        "{told}"
    );
    let plain: serde_json::Value =
        serde_json::from_str(&dossier.run("weigh DOSSIER/road.gmcr --format json").well()).unwrap();
    assert!(plain.get("coalitions").is_none());
    dossier
        .run("weigh DOSSIER/road.gmcr --limited 0")
        .says("the horizon: 0 moves ahead cannot be weighed: name 1 to 64");
}
