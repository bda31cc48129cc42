//! How long the analysis takes on 100,000 statements, 20 topics and 12 parties.
//!
//! `cargo run --release -p analysis --example measure`
#![allow(clippy::print_stdout, clippy::expect_used, unreachable_pub)]

#[path = "../tests/common/mod.rs"]
mod common;

use analysis::{Board, brief, contradictions, offers, shifts};
use jiff::ToSpan as _;
use jiff::civil::date;
use std::time::Instant;

fn main() {
    let small = common::dossier::dossier();
    for count in [25_000u32, 50_000, 100_000] {
        let mut dossier = common::dossier::dossier();
        dossier.statements = (0..count)
            .map(|n| {
                let mut made = small.statements[n as usize % small.statements.len()].clone();
                made.id = common::statement(n, "dam", made.polarity, "", "").id;
                made.day = Some(date(1990, 1, 1).saturating_add(i64::from(n % 7000).days()));
                made.meeting = None;
                made.words += &format!(" (item {n} of the list, on the bridge and the river)");
                made
            })
            .collect();
        let record = dossier.record();
        let today = date(2010, 1, 1);
        let begun = Instant::now();
        let board = Board::at(&record, today);
        let boarded = begun.elapsed();
        let moved = shifts(&record, today);
        let shifted = begun.elapsed();
        let offered = offers(&record, today);
        let all = begun.elapsed();
        let paper = brief(
            &record,
            dossier.meetings.last().expect("one"),
            today,
            &dossier.agenda,
            &dossier.guidance,
        );
        let briefed = begun.elapsed();
        let clashes = contradictions(&record, today).len();
        println!(
            "{count}: contradictions {:?} ({clashes})",
            begun.elapsed().saturating_sub(briefed)
        );
        let briefed = begun.elapsed();
        let (a, b) = (&dossier.parties[1].id, &dossier.parties[2].id);
        let range = analysis::climate::Range {
            from: None,
            until: today,
        };
        let climate = analysis::climate(&record, a, b, range).expect("two parties");
        println!(
            "{count}: climate {:?} ({} events, {} turning points)",
            begun.elapsed().saturating_sub(briefed),
            climate.events.len(),
            climate.turning_points.len()
        );
        println!(
            "{count}: board {boarded:?} ({} positions), shifts {:?} ({}), offers {:?} ({}), brief {:?} ({} sources)",
            board.positions().len(),
            shifted.saturating_sub(boarded),
            moved.len(),
            all.saturating_sub(shifted),
            offered.len(),
            briefed.saturating_sub(all),
            paper.sources.len()
        );
    }
}
