//! Holds the reader to the labelled papers of `model/eval`. A floor is never more than two points under what was reached.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use eval::{Score, judge, papers};
use reader::{ReaderKind, reader};
use std::path::Path;

fn score(half: &str) -> Score {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../model/eval")
        .join(half);
    let reader = reader(ReaderKind::Quick).unwrap();
    let mut total = Score::default();
    for paper in papers(&folder).unwrap() {
        total += judge(&paper, &reader.read(&paper.text, &paper.lexicon)).0;
    }
    total
}

fn check(half: &str, [found, condition, polarity, speaker]: [f64; 4]) {
    let score = score(half);
    let figures = [
        ("statements found, F1", score.statements(), found),
        ("conditions, F1", score.condition(), condition),
        (
            "polarity of those found",
            score.of_found(score.polarity),
            polarity,
        ),
        ("speaker of those found", score.of_found(score.speaker), speaker),
    ];
    for (name, reached, floor) in figures {
        assert!(reached >= floor, "{half}: {name}: {reached:.3} is under {floor}");
    }
}

#[test]
fn papers_seen() {
    check("seen", [0.90, 0.95, 0.94, 0.91]);
}

#[test]
fn more_papers() {
    check("more", [0.81, 0.88, 0.89, 0.95]);
}

#[test]
fn further_papers() {
    check("further", [0.85, 0.88, 0.85, 0.92]);
}

#[test]
fn a_fourth_set() {
    check("fourth", [0.91, 0.94, 0.89, 0.97]);
}

#[test]
fn a_fifth_set() {
    check("fifth", [0.91, 0.98, 0.83, 0.90]);
}

#[test]
fn a_sixth_set() {
    check("sixth", [0.91, 0.97, 0.91, 0.92]);
}

#[test]
fn a_seventh_set() {
    check("seventh", [0.89, 0.95, 0.87, 0.94]);
}

#[test]
fn an_eighth_set() {
    check("eighth", [0.83, 0.93, 0.91, 0.92]);
}

#[test]
fn a_ninth_set() {
    check("ninth", [0.90, 0.93, 0.89, 0.92]);
}

#[test]
fn a_tenth_set() {
    check("tenth", [0.91, 0.93, 0.89, 0.95]);
}

#[test]
fn an_eleventh_set() {
    check("eleventh", [0.88, 0.95, 0.89, 0.95]);
}

#[test]
fn a_twelfth_set() {
    check("twelfth", [0.89, 0.86, 0.84, 0.89]);
}

#[test]
fn papers_held_back() {
    check("held", [0.88, 0.87, 0.85, 0.90]);
}
