//! From words to knots.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use analysis::Record;
use analysis::knots::{Knots, State, knots, knots_towards, picture, table};
use common::{by, condition, dossier, statement};
use domain::{Bond, Party, PartyKind, Polarity, Statement};
use jiff::civil::date;

fn towns() -> Vec<Party> {
    let names = [
        ("upstream", "Upstream"),
        ("downstream", "Downstream"),
        ("union", "The Union"),
    ];
    names
        .map(|(id, name)| dossier::party(id, name, PartyKind::Government))
        .to_vec()
}

/// Party, words, and the clause that stands in them.
fn said(rows: &[(&str, &str, Bond, &str, &str)]) -> Vec<Statement> {
    let made = rows
        .iter()
        .zip(0_u32..)
        .map(|((party, words, bond, connective, clause), n)| {
            let mut made = statement(n, "relations", Polarity::Asserts, "said", words);
            made.condition = Some(condition(*bond, connective, clause));
            by(made, party, party, date(2009, 11, 1))
        });
    made.collect()
}

fn found(rows: &[(&str, &str, Bond, &str, &str)]) -> Knots {
    let (parties, statements, topics) = (towns(), said(rows), common::topics());
    let record = Record {
        parties: &parties,
        topics: &topics,
        statements: &statements,
        ..Record::default()
    };
    knots(&record, date(2009, 12, 1))
}

const IF: Bond = Bond::Condition;

#[test]
fn the_passive_of_one_meets_the_act_of_the_other() {
    let knots = found(&[
        (
            "upstream",
            "it could curb the sales only once relations are upgraded",
            IF,
            "only once",
            "only once relations are upgraded",
        ),
        (
            "downstream",
            "Downstream would consider upgrading relations only after the sales stop",
            IF,
            "only after",
            "only after the sales stop",
        ),
    ]);
    let [knot] = knots.knots.as_slice() else {
        panic!("one knot: {knots:?}")
    };
    assert_eq!(knot.first_moves.sets, [[0], [1]]);
    assert!(knot.first_moves.complete && knot.first_moves.gap() == 0);
    assert_eq!(knot.way.shortest.as_ref().map(|path| path.steps.len()), Some(2));
    assert!(knots.notices.is_empty(), "{:?}", knots.notices);
    let every = knots.actions.iter().all(|action| !action.statements.is_empty());
    assert!(every, "every line leads back to words");
}

#[test]
fn a_double_negation_waits() {
    let knots = found(&[(
        "upstream",
        "there is little interest to give up the sales in the absence of diplomatic relations with Downstream",
        IF,
        "in the absence of",
        "in the absence of diplomatic relations with Downstream",
    )]);
    let wait = knots.waits.first().expect("a wait");
    assert_eq!(knots.actions[wait.action].what, "give up the sales");
    assert_eq!(knots.actions[wait.needs[0]].who, "Downstream");
}

#[test]
fn a_condition_of_two_halves_needs_both() {
    let knots = found(&[(
        "union",
        "The Union will not ease the sanctions unless Upstream returns to the talks and takes a first step",
        IF,
        "unless",
        "unless Upstream returns to the talks and takes a first step",
    )]);
    let wait = knots.waits.first().expect("a wait");
    assert_eq!(wait.needs.len(), 2);
    assert!(
        wait.needs
            .iter()
            .all(|need| knots.actions[*need].who == "Upstream")
    );
    assert!(
        wait.needs
            .iter()
            .all(|need| knots.actions[*need].state == State::Asked)
    );
}

#[test]
fn what_would_end_it_is_a_limit_and_no_way() {
    let knots = found(&[
        (
            "upstream",
            "contacts may be continued unless they become known",
            IF,
            "unless",
            "unless they become known",
        ),
        (
            "upstream",
            "it would freeze deliveries, but not at the risk of old friendships",
            Bond::Limit,
            "not at the risk of",
            "not at the risk of old friendships",
        ),
    ]);
    assert_eq!(knots.limits.len(), 2);
    assert!(knots.knots.is_empty());
    assert_eq!(knots.alone.len(), 2, "held out, and limited");
}

#[test]
fn what_cannot_be_used_is_told() {
    let knots = found(&[
        (
            "downstream",
            "Upstream would stop the sales if it earned as much by something else",
            IF,
            "if",
            "if it earned as much by something else",
        ),
        (
            "downstream",
            "it would support it if the weather held",
            IF,
            "if",
            "if the weather held",
        ),
        (
            "upstream",
            "Upstream would open the gate if Upstream opens the gate",
            IF,
            "if",
            "if Upstream opens the gate",
        ),
    ]);
    let told: String = knots.notices.iter().map(|notice| notice.words.as_str()).collect();
    assert!(told.contains("what somebody else would do"), "{told}");
    assert!(told.contains("not what it would do"), "{told}");
    assert!(told.contains("waits for what it would do itself"), "{told}");
    assert!(knots.knots.is_empty());
}

#[test]
fn a_goal_that_is_none_is_told() {
    let told = knots_towards(&Record::default(), date(2009, 12, 1), "peace on earth");
    assert!(told.way.is_none());
    assert!(
        told.notices[0]
            .words
            .contains("No action is called “peace on earth”")
    );
    assert!(table(&told, 80).contains("No knot"));
}

#[test]
fn the_picture_is_well_formed() {
    let made = dossier::dossier();
    let svg = picture(&knots(&made.record(), date(2009, 12, 18)));
    let mut reader = quick_xml::Reader::from_str(&svg);
    while !matches!(
        reader.read_event().expect("well formed"),
        quick_xml::events::Event::Eof
    ) {}
    assert!(svg.contains("<title") && svg.contains("<desc") && svg.contains("Knot 1"));
}
