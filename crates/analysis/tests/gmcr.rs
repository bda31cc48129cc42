//! `.gmcr` files: what is read, what is written, and what is said of files that are wrong.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use analysis::conflict::{
    Concept, Condition, ConflictOption, DecisionMaker, Direction, Model, Pattern, Preference, State,
    Weighing, solve,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Two who could each hold back.
fn dilemma() -> Value {
    json!({
        "options": [
            {"name": "hold back", "permittedDirection": "both"},
            {"name": "hold back", "permittedDirection": "both"},
        ],
        "decisionMakers": [
            {"name": "East", "options": [0], "preferences": [[[1, "Y"]], [[0, "N"]]]},
            {"name": "West", "options": [1], "preferences": [[[0, "Y"]], [[1, "N"]]]},
        ],
        "infeasibles": [],
        "useManualPreferenceRanking": false,
    })
}

fn said(file: &Value) -> String {
    Model::from_gmcr(&file.to_string()).unwrap_err().to_string()
}

fn with(change: impl FnOnce(&mut Value)) -> Value {
    let mut file = dilemma();
    change(&mut file);
    file
}

fn equilibria(model: &Model, concept: Concept) -> Vec<u32> {
    solve(model)
        .unwrap()
        .equilibria(concept)
        .iter()
        .map(|state| state.0)
        .collect()
}

#[test]
fn a_dilemma_is_read_and_weighed() {
    let model = Model::from_gmcr(&dilemma().to_string()).unwrap();
    assert_eq!(equilibria(&model, Concept::Nash), [0]);
    assert_eq!(equilibria(&model, Concept::Seq), [0, 3]);
}

#[test]
fn a_ranking_by_hand_counts_the_feasible_states_from_one_the_best_first() {
    let file = with(|file| {
        file["useManualPreferenceRanking"] = json!(true);
        file["infeasibles"] = json!([[[0, "Y"], [1, "N"]]]);
        file["decisionMakers"][0]["preferenceRanking"] = json!([3, [1, 2]]);
        file["decisionMakers"][1]["preferenceVector"] = json!([2, 1, 3]);
    });
    let model = Model::from_gmcr(&file.to_string()).unwrap();
    let groups = |i: usize| model.decision_makers[i].preference.clone();
    assert_eq!(
        groups(0),
        Preference::Ranked(vec![vec![State(3)], vec![State(0), State(2)]])
    );
    assert_eq!(
        groups(1),
        Preference::Ranked(vec![vec![State(2)], vec![State(0)], vec![State(3)]])
    );
    assert_eq!(model.decision_makers[0].statements.len(), 2);
    assert_eq!(Model::from_gmcr(&model.to_gmcr().unwrap()).unwrap(), model);
}

#[test]
fn one_member_of_a_compound_condition_has_to_hold() {
    let file = with(|file| {
        file["decisionMakers"][0]["preferences"] =
            json!([{"compound": true, "members": [[[0, "Y"], [1, "Y"]], [[0, "N"], [1, "N"]]]}]);
    });
    let model = Model::from_gmcr(&file.to_string()).unwrap();
    let same = Condition::option(0, true).iff(&Condition::option(1, true));
    assert_eq!(
        model.decision_makers[0].preference,
        Preference::Prioritised(vec![same])
    );
}

#[test]
fn options_can_be_irreversible() {
    let file = with(|file| {
        file["options"][0]["permittedDirection"] = json!("fwd");
        file["options"][1]["permittedDirection"] = json!("back");
    });
    let model = Model::from_gmcr(&file.to_string()).unwrap();
    let directions: Vec<Direction> = model.options.iter().map(|option| option.direction).collect();
    assert_eq!(directions, [Direction::Forward, Direction::Back]);
    // East can't take back what it took: from 1 and 3 it has no move.
    assert!(
        solve(&model)
            .unwrap()
            .stable(Concept::Nash, 0)
            .unwrap()
            .contains(3)
    );
}

#[test]
fn what_is_written_keeps_the_options_of_one_together() {
    let model = Model {
        options: [(1, "b"), (0, "a"), (1, "c")]
            .map(|(owner, name)| ConflictOption {
                name: name.to_owned(),
                owner,
                direction: Direction::Both,
            })
            .to_vec(),
        decision_makers: ["first", "second"]
            .map(|name| DecisionMaker {
                name: name.to_owned(),
                preference: Preference::Prioritised(vec![Condition::option(2, true)]),
                ..DecisionMaker::default()
            })
            .to_vec(),
        infeasible: vec![Pattern::new(0b011, 0b010).into()],
        status_quo: Some(State(0b101)),
        ..Model::default()
    };
    let written = Model::from_gmcr(&model.to_gmcr().unwrap()).unwrap();
    let names: Vec<&str> = written
        .options
        .iter()
        .map(|option| option.name.as_str())
        .collect();
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(written.infeasible, [Pattern::new(0b011, 0b001).into()]);
    assert_eq!(written.status_quo, Some(State(0b110)));
}

#[test]
fn what_is_wrong_is_said() {
    let options = |count: usize| json!(vec![json!({"name": "o", "permittedDirection": "both"}); count]);
    let maker = |file: &mut Value, key: &str, value: Value| file["decisionMakers"][0][key] = value;
    let files = [
        with(|file| file["options"] = options(64)),
        with(|file| maker(file, "options", json!([7]))),
        with(|file| maker(file, "options", json!([-1]))),
        with(|file| maker(file, "options", json!([0, 0]))),
        with(|file| maker(file, "options", json!([0, 1]))),
        with(|file| maker(file, "options", json!([]))),
        with(|file| maker(file, "preferences", json!([[[5, "Y"]]]))),
        with(|file| maker(file, "preferences", json!([[[0, "maybe"]]]))),
        with(|file| maker(file, "preferences", json!([[[0, "Y"], [0, "N"]]]))),
        with(|file| maker(file, "preferences", json!([[[1, "Y"]], [[0, "N"]], [[1, "N"]]]))),
        with(|file| maker(file, "preferences", json!(["accept"]))),
        with(|file| file["infeasibles"] = json!([[[0, "Y"]], [[0, "N"]]])),
        with(|file| file["infeasibles"] = json!([[]])),
        with(|file| file["options"][0]["permittedDirection"] = json!("sideways")),
        with(|file| file["options"] = json!([])),
        with(|file| file["decisionMakers"] = json!([])),
        with(|file| file["decisionMakers"] = json!({})),
        with(|file| file["useManualPreferenceRanking"] = json!(true)),
        with(|file| file["useManualPreferenceRanking"] = json!("yes")),
        with(|file| {
            file["infeasibles"] = json!([[[0, "Y"]]]);
            file["statusQuo"] = json!(1);
        }),
        with(|file| file["statusQuo"] = json!("now")),
        with(|file| file["coalitions"] = json!([[0, 1], [1, 0]])),
        with(|file| file["coalitions"] = json!([[0, 9]])),
        json!([]),
    ];
    let rankings = [
        json!([1, 2, 3]),
        json!([1, 2, 3, 4, 4]),
        json!([1, 2, [3, 9]]),
        json!([0, 1, 2, 3]),
    ];
    let ranked = rankings.map(|ranking| {
        with(|file| {
            file["useManualPreferenceRanking"] = json!(true);
            file["decisionMakers"][0]["preferenceRanking"] = ranking;
        })
    });
    let all: Vec<String> = files.iter().chain(&ranked).map(said).collect();
    insta::assert_snapshot!(all.join("\n"), @r#"
    options: 64 options make 2^64 states, more than can be weighed: keep the 24 that matter most
    decisionMakers[0] (East), options[0]: there is no option 7: name one of 0 to 1
    decisionMakers[0] (East), options[0]: there is no option -1: name one of 0 to 1
    decisionMakers[0] (East): option 0 is listed twice: list it once
    decisionMakers[1] (West): option 1 ("hold back") belongs to decisionMakers[0] already: leave it to one of them
    options[0] (hold back): nobody decides it: name it in a decision maker's options
    decisionMakers[0] (East), preferences[0]: there is no option 5: name one of 0 to 1
    decisionMakers[0] (East), preferences[0]: [0,"maybe"] is no option with Y or N: write [0, "Y"]
    decisionMakers[0] (East), preferences[0]: it contradicts itself: option 0 taken and not taken: keep the one that is meant
    the preferences of East: preferences[2] (not hold back) contradicts preferences[0]: keep the one that is meant
    decisionMakers[0] (East), preferences[0]: it is no condition: write a list, or a compound with members
    infeasibles: they leave no state: take out the one that goes too far
    infeasibles: they leave no state: take out the one that goes too far
    options[0]: it can't change in the direction "sideways": write both, fwd or back
    options: there is none: add at least one
    decisionMakers: there is none: add at least one
    the file: decisionMakers is no list: write it in brackets
    decisionMakers[0], preferenceRanking: preferenceRanking is missing: add it, as .gmcr files have it
    useManualPreferenceRanking: it is neither true nor false: write true or false
    the status quo: state 1 (YN) is infeasible: name a feasible state
    statusQuo: "now" is no state: write its decimal
    coalitions: decision maker 1 is in two: name each once
    coalitions: there is no decision maker 9: name one of 0 to 1
    the file: it is no object: write it in braces, as .gmcr files have it
    decisionMakers[0], preferenceRanking: state 4 is missing: rank each of the 4 feasible states
    decisionMakers[0], preferenceRanking: state 4 stands at two places, which contradict each other: leave it where it belongs
    decisionMakers[0], preferenceRanking: there is no state 9: name the feasible states by their place in order, 1 to 4
    decisionMakers[0], preferenceRanking: there is no state 0: name the feasible states by their place in order, 1 to 4
    "#);
}

#[test]
fn a_file_that_is_no_json_is_said_to_be_none() {
    let said = |words: &str| Model::from_gmcr(words).unwrap_err().to_string();
    let deep = "[".repeat(100_000);
    let all = [
        said(""),
        said("{\"options\": ["),
        said(&deep),
        said("options: none"),
    ];
    insta::assert_snapshot!(all.join("\n"), @"
    the file: it is not JSON (EOF while parsing a value at line 1 column 0): save it again from the program that made it
    the file: it is not JSON (EOF while parsing a list at line 1 column 13): save it again from the program that made it
    the file: it is not JSON (recursion limit exceeded at line 1 column 128): save it again from the program that made it
    the file: it is not JSON (expected value at line 1 column 1): save it again from the program that made it
    ");
}

#[test]
fn who_has_no_option_or_no_preference_is_named() {
    let file = json!({
        "options": [{"name": "o"}],
        "decisionMakers": [
            {"name": "A", "options": [0], "preferences": []},
            {"name": "B", "options": [], "preferences": [[[0, "Y"]]]},
        ],
        "infeasibles": [],
    });
    let model = Model::from_gmcr(&file.to_string()).unwrap();
    insta::assert_snapshot!(Weighing::of(&model, None).unwrap().notes().join("\n"), @"
    A has no preferences: all states are equal to them
    B has no option: every state is stable for them
    ");
}

#[test]
fn the_table_tells_what_holds_and_how_to_get_there() {
    let file = with(|file| file["statusQuo"] = json!(3));
    let model = Model::from_gmcr(&file.to_string()).unwrap();
    insta::assert_snapshot!(Weighing::of(&model, None).unwrap().table(100), @"
    4 of 4 states can be. Options in the order of the letters:

    East: 1 hold back
    West: 2 hold back

    state    Y or N  Nash  GMR   SMR   SEQ   SIM   SEQ+SIM
    ──────────────────────────────────────────────────────
    0        NN      ✓     ✓     ✓     ✓     ✓     ✓
    3        YY      ·     ✓     ✓     ✓     ✓     ✓

    Nobody can do better alone:
      0: Nobody does anything

    Whoever could do better alone would lose it again to an answer that serves the one who gives it:
      3: East: hold back; West: hold back

    From state 3 (East: hold back; West: hold back):
      to 0: West gives up hold back; then East gives up hold back (each gains by it)
      to 3: things stand there already
    ");
}

#[test]
fn programs_get_decimals_by_concept_and_decision_maker() {
    let model = Model::from_gmcr(&dilemma().to_string()).unwrap();
    let weighing = Weighing::of(&model, Some(State(0))).unwrap();
    insta::assert_snapshot!(serde_json::to_string(&weighing).unwrap(), @r#"{"decision_makers":["East","West"],"options":["hold back","hold back"],"states":[0,1,2,3],"equilibria":{"nash":[0],"gmr":[0,3],"smr":[0,3],"seq":[0,3],"sim":[0,3],"seq_sim":[0,3]},"stable":{"nash":{"East":[0,2],"West":[0,1]},"gmr":{"East":[0,2,3],"West":[0,1,3]},"smr":{"East":[0,2,3],"West":[0,1,3]},"seq":{"East":[0,2,3],"West":[0,1,3]},"sim":{"East":[0,2,3],"West":[0,1,3]},"seq_sim":{"East":[0,2,3],"West":[0,1,3]}},"from":0,"reached":{"0":[],"3":[{"who":"West","to":2},{"who":"East","to":3}]},"reached_by_gains":{"0":[]},"notes":[]}"#);
}

/// Any JSON, and any that looks like a model.
fn values() -> impl Strategy<Value = Value> {
    let key = prop_oneof![
        Just("options"),
        Just("decisionMakers"),
        Just("preferences"),
        Just("infeasibles"),
        Just("members"),
        Just("name"),
        Just("permittedDirection"),
        Just("preferenceRanking"),
        Just("coalitions"),
        Just("statusQuo"),
        Just("useManualPreferenceRanking"),
        Just("misperceptions"),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0..4_i64).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop_oneof![Just("Y"), Just("N"), Just("fwd"), Just("")].prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..6).prop_map(|pairs| pairs
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect()),
        ]
    })
}

/// A model with one of its parts replaced by something else.
fn spoilt() -> impl Strategy<Value = Value> {
    let paths = vec![
        "/options",
        "/options/0",
        "/options/1/permittedDirection",
        "/decisionMakers",
        "/decisionMakers/0",
        "/decisionMakers/0/options",
        "/decisionMakers/1/preferences",
        "/decisionMakers/1/preferences/0",
        "/decisionMakers/0/preferences/0/0",
        "/infeasibles",
        "/useManualPreferenceRanking",
    ];
    (prop::sample::select(paths), values())
        .prop_map(|(path, value)| with(|file| *file.pointer_mut(path).unwrap() = value))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn no_json_is_too_much(file in prop_oneof![values(), spoilt()]) {
        if let Ok(model) = Model::from_gmcr(&file.to_string()) {
            prop_assert!(solve(&model).is_ok());
            let again = Model::from_gmcr(&model.to_gmcr().unwrap()).unwrap();
            prop_assert_eq!(solve(&again).unwrap().states, solve(&model).unwrap().states);
        }
    }

    #[test]
    fn no_words_are_too_much(words in ".{0,80}") {
        let _ = Model::from_gmcr(&words);
    }
}
