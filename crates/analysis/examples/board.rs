//! Draws the board of a small record made by hand, and prints everything else that the analysis says of it.
//!
//! `cargo run -p analysis --example board -- board.svg`
#![allow(clippy::print_stdout, clippy::expect_used, unreachable_pub)]

#[path = "../tests/common/mod.rs"]
mod common;

use analysis::{Board, brief, offers, shifts};
use jiff::civil::date;

fn main() {
    let dossier = common::dossier::dossier();
    let record = dossier.record();
    let today = date(2009, 12, 18);
    let board = Board::at(&record, today);
    if let Some(file) = std::env::args().nth(1) {
        let svg = board.svg(|p| Some(format!("/topics/{}#{}", p.topic, p.party)));
        std::fs::write(&file, svg).expect("the file can be written");
    }
    println!("{}", board.table(100));
    for shift in shifts(&record, today) {
        println!(
            "{:>3} {} on {}: {}",
            shift.weight, shift.party, shift.topic, shift.how
        );
    }
    println!();
    for offer in offers(&record, today) {
        println!(
            "{}: {} [{} {}]",
            offer.speaker, offer.action, offer.connective, offer.condition
        );
    }
    let meeting = dossier.meetings.last().expect("a meeting");
    let brief = brief(&record, meeting, today, &dossier.agenda, &dossier.guidance);
    println!(
        "\n{}\n=====\n{}",
        brief.to_markdown(),
        brief.first_screen(100, 30)
    );
}
