//! Rulings, dissent, and the difference between two boards.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use analysis::{Board, Front, How, Stance, Who};
use common::dossier::{Dossier, dossier, party};
use common::{by, statement};
use domain::{Author, EntryId, Handling, PartyKind, Polarity, Ruling, Speaker, Statement};
use jiff::civil::{Date, date};

const TODAY: Date = date(2010, 1, 15);

fn ruling(n: u8, day: Date, stance: Option<i8>) -> Ruling {
    Ruling {
        id: EntryId::new(1_263_000_000_000 + u64::from(n), [n; 10]),
        party: "us".parse().unwrap(),
        topic: "dam".parse().unwrap(),
        day,
        stance: stance.map(Stance::new),
        reason: format!("reason {n}"),
        handling: Handling::OPEN,
        by: Author("the officer".to_owned()),
        at: "2010-01-10T10:00:00Z".parse().unwrap(),
    }
}

fn said(n: u32, person: Option<&str>, day: Date, words: &str) -> Statement {
    let mut made = by(
        statement(n, "dam", Polarity::Asserts, "said", words),
        "us",
        "they",
        day,
    );
    made.speaker = Some(Speaker {
        party: "us".parse().ok(),
        person: person.and_then(|person| person.parse().ok()),
        name: person.unwrap_or("they").to_owned(),
    });
    made
}

/// A record of these statements and rulings on the dam, by one party and one under it.
fn with(statements: Vec<Statement>, rulings: Vec<Ruling>) -> Dossier {
    let mut sub = party("us-water", "Water board", PartyKind::Organisation);
    sub.under = "us".parse().ok();
    Dossier {
        parties: vec![party("us", "The town", PartyKind::Government), sub],
        statements,
        rulings,
        ..dossier()
    }
}

fn board(dossier: &Dossier, day: Date) -> Board {
    Board::at(&dossier.record(), day)
}

fn cell(board: &Board) -> Option<&analysis::Position> {
    board.cell(&"dam".parse().unwrap(), &"us".parse().unwrap())
}

#[test]
fn a_ruling_shows_beside_what_the_rule_says() {
    let statements = vec![
        said(1, None, date(2009, 6, 1), "that the filling will stop"),
        said(2, None, date(2010, 1, 12), "that the filling will stop soon"),
    ];
    let all = with(statements, vec![ruling(1, date(2010, 1, 5), Some(-1))]);
    let before = board(&all, date(2010, 1, 4));
    assert_eq!(cell(&before).unwrap().stance, Stance::SUPPORTS);
    assert_eq!(cell(&before).unwrap().ruled, None);
    let now = board(&all, TODAY);
    let held = cell(&now).unwrap();
    assert_eq!(held.stance, Stance::LEANS_NO);
    let ruled = held.ruled.as_ref().unwrap();
    assert_eq!(ruled.derived, Some(Stance::SUPPORTS));
    assert_eq!(
        (ruled.by.as_str(), ruled.reason.as_str()),
        ("the officer", "reason 1")
    );
    assert_eq!(ruled.newer, 1);
    assert!(now.table(100).contains("* overruled by a person"));
    assert!(
        now.svg(|_| None)
            .contains("Ruled by the officer from 5 January 2010: reason 1; the statements alone: supports.")
    );
}

#[test]
fn the_latest_ruling_counts_and_one_without_a_stance_takes_it_back() {
    let day = date(2010, 1, 5);
    let rulings = vec![
        ruling(3, date(2010, 1, 8), None),
        ruling(2, day, Some(2)),
        ruling(1, day, Some(-2)),
    ];
    let all = with(Vec::new(), rulings);
    let ruled = board(&all, day);
    let held = cell(&ruled).unwrap();
    assert_eq!((held.stance, held.statements.len()), (Stance::SUPPORTS, 0));
    assert_eq!(held.ruled.as_ref().unwrap().derived, None);
    let later = board(&all, date(2010, 1, 8));
    assert_eq!(cell(&later), None);
    let difference = Board::difference(&ruled, &later);
    assert_eq!(difference.changes.len(), 1);
    assert_eq!(difference.changes[0].how, How::Gone);
}

#[test]
fn who_leans_against_the_others_dissents() {
    let solid = with(
        vec![
            said(1, Some("mayor"), date(2010, 1, 2), "that the filling must stop"),
            said(
                2,
                Some("engineer"),
                date(2010, 1, 3),
                "that the filling must stop",
            ),
        ],
        Vec::new(),
    );
    assert_eq!(cell(&board(&solid, TODAY)).unwrap().front, Front::Solid);
    let mut statements = solid.statements.clone();
    statements.push(said(
        3,
        Some("deputy"),
        date(2010, 1, 4),
        "that the filling will continue",
    ));
    // Half a year is too long ago to be dissent.
    statements.push(said(
        4,
        Some("elder"),
        date(2009, 3, 4),
        "that the filling will continue",
    ));
    let divided = with(statements, Vec::new());
    let now = board(&divided, TODAY);
    let held = cell(&now).unwrap();
    assert_eq!(held.front, Front::Divided);
    let who: Vec<_> = held.dissent.iter().map(|d| (&d.who, d.stance)).collect();
    assert_eq!(who, [(&Who::Person("deputy".parse().unwrap()), Stance::OPPOSES)]);
    assert!(now.table(100).contains('≠'));
}

#[test]
fn a_party_under_it_can_dissent_and_one_voice_is_no_front() {
    let mut statements = vec![said(1, None, date(2010, 1, 2), "that the filling must stop")];
    let alone = with(statements.clone(), Vec::new());
    assert_eq!(cell(&board(&alone, TODAY)).unwrap().front, Front::OneVoice);
    let words = "that the filling will continue";
    let below = statement(2, "dam", Polarity::Asserts, "said", words);
    statements.push(by(below, "us-water", "the board", date(2010, 1, 3)));
    let divided = with(statements, Vec::new());
    let now = board(&divided, TODAY);
    let dissent = &cell(&now).unwrap().dissent;
    assert_eq!(dissent.len(), 1);
    assert_eq!(dissent[0].name, "Water board");
}

#[test]
fn what_changed_between_two_days() {
    let day = date(2009, 12, 31);
    let dossier = dossier();
    let (then, now) = (board(&dossier, date(2009, 3, 1)), board(&dossier, TODAY));
    let difference = Board::difference(&then, &now);
    insta::assert_snapshot!(difference.table(100), @r"
    What changed from 1 March 2009 to 15 January 2010

                                                                            The Union
                                     The River                              of River     The
                                     Mission      Upstream     Downstream   Towns        neighbours
    ──────────────────────────────────────────────────────────────────────────────────────────────────
    The ceasefire                    ·            ·→−?         ++→−?        ·            ·
    Prisoners                        ·            ·→+?         ·→0          ·            ·
    The dam upstream                 ·            −−→+?        (++)         ·            ·
    Visas for students               ·→++         −−→+         ·            ·            ·
    Relations between the two towns  ·→++         −−→+?        ·→+?         ·            ·→++
    Arms sales                       ·            − ▼          ·            ·→++         ·→++
    Sanctions on the upper river     ·            ·→+?         ·            −−→+         ·

    −→+ from leaning to no to leaning to yes   ·→+ not heard before   +→+? now on a condition
    (+) as before   ++ supports   −− opposes   0 between   * overruled by a person
    ≠ not all lean alike   ▲ firmer   ▼ less firm
    ");
    assert_eq!(Board::difference(&now, &now).moved(), 0);
    for change in &difference.changes {
        assert_eq!(change.after.as_ref(), now.cell(&change.topic, &change.party));
        assert_eq!(change.before.as_ref(), then.cell(&change.topic, &change.party));
    }
    let svg = difference.svg(|p| Some(format!("/p?party={}&x=<", p.party)));
    assert!(svg.contains("What changed from 1 March 2009 to 15 January 2010") && svg.contains("&amp;x=&lt;"));
    let json: serde_json::Value = serde_json::from_str(&difference.to_json()).unwrap();
    assert_eq!(json["from"], "2009-03-01");
    assert_eq!(
        json["changes"].as_array().unwrap().len(),
        difference.changes.len()
    );
    assert!(Board::difference(&then, &board(&dossier, day)).moved() > 0);
}
