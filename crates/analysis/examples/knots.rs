//! Times the knots of records of many offers: `cargo run --release -p analysis --example knots`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example prints, and may fail loudly"
)]

use domain::{
    Bond, Condition, Confidence, DocumentHash, Handling, Mode, Party, PartyKind, Polarity, Speaker,
    Statement, StatementId, Status,
};
use jiff::civil::date;
use std::time::Instant;

const NAMES: [&str; 4] = ["Upland", "Lowland", "Delta", "Island"];

/// Each of the four would do something, if the next does another thing; every `ring` of them wait in a circle.
fn offer(n: usize, next: usize) -> Statement {
    let (who, whom) = (NAMES[n % 4], NAMES[next % 4]);
    let clause = format!("if {whom} sends thing{next}a thing{next}b");
    let document = DocumentHash::of(b"made up");
    let span = text::Span::over(n as u32 * 2, n as u32 * 2 + 1);
    Statement {
        id: StatementId::of(
            &document,
            &[&[span], &[text::Span::over(next as u32, next as u32 + 1)]],
        ),
        document,
        source: Vec::new(),
        cue: Vec::new(),
        content: Vec::new(),
        words: format!("{who} would send thing{n}a thing{n}b {clause}"),
        said: "said".to_owned(),
        mode: Mode::Indirect,
        polarity: Polarity::Offers,
        speaker: Some(Speaker {
            party: who.to_lowercase().parse().ok(),
            person: None,
            name: who.to_owned(),
        }),
        addressee: None,
        condition: Some(Condition {
            connective: "if".to_owned(),
            text: clause,
            span,
            bond: Bond::Condition,
        }),
        topics: Vec::new(),
        day: Some(date(2020, 5, 1)),
        meeting: None,
        channel: None,
        handling: Handling::OPEN,
        confidence: Confidence::from(0.9),
        reader: "made up".to_owned(),
        status: Status::Proposed,
    }
}

fn main() {
    let parties: Vec<Party> = NAMES
        .iter()
        .map(|name| Party {
            id: name.to_lowercase().parse().unwrap(),
            name: (*name).to_owned(),
            kind: PartyKind::Government,
            aliases: Vec::new(),
            demonyms: Vec::new(),
            capital: None,
            under: None,
        })
        .collect();
    for (actions, ring, across) in [
        (30, 5, 0),
        (30, 30, 7),
        (200, 5, 0),
        (200, 200, 0),
        (200, 200, 7),
        (200, 40, 3),
    ] {
        let mut statements = Vec::new();
        for n in 0..actions {
            let start = n / ring * ring;
            statements.push(offer(n, start + (n + 1 - start) % ring));
            if across > 0 && n % 3 == 0 {
                statements.push(offer(n, (n + across) % actions));
            }
        }
        let record = analysis::Record {
            parties: &parties,
            statements: &statements,
            ..analysis::Record::default()
        };
        let began = Instant::now();
        let found = analysis::knots::knots(&record, date(2020, 6, 1));
        let took = began.elapsed();
        let first = found.knots.first();
        println!(
            "{} actions, {} knots, the first: {} actions, {:?} first moves, gap {:?}, ways exact {:?}/{:?}: {} ms",
            found.actions.len(),
            found.knots.len(),
            first.map_or(0, |knot| knot.actions.len()),
            first.and_then(|knot| knot.first_moves.smallest()),
            first.map(|knot| knot.first_moves.gap()),
            first
                .and_then(|knot| knot.way.shortest.as_ref())
                .map(|path| path.exact),
            first
                .and_then(|knot| knot.way.balanced.as_ref())
                .map(|path| path.exact),
            took.as_millis()
        );
    }
}
