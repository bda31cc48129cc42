//! Climate: how often events are coded as a person codes them, and what follows from them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use analysis::climate::{EventType, Range, climate};
use common::dossier::party;
use common::statement;
use domain::{Bond, Condition, PartyKind, Polarity, Speaker, Statement, Status};
use jiff::civil::date;

/// A sentence with its code; `None` is no event.
struct Coded {
    label: Option<EventType>,
    statement: Statement,
}

fn coded() -> Vec<Coded> {
    let file = include_str!("data/climate.tsv");
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines
        .zip(0..)
        .map(|(line, n)| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [label, polarity, said, tie, words] = fields[..] else {
                panic!("{line}")
            };
            let mut made = statement(
                n,
                "relations",
                Polarity::from_word(polarity).expect(line),
                said,
                words,
            );
            made.topics.clear();
            made.day = Some(date(2009, 5, 1));
            made.status = Status::Confirmed;
            made.speaker = Some(Speaker {
                party: Some("upstream".parse().unwrap()),
                person: None,
                name: "the minister".to_owned(),
            });
            made.condition = (!tie.is_empty()).then(|| Condition {
                connective: tie.split(' ').next().unwrap_or_default().to_owned(),
                text: tie.to_owned(),
                span: text::Span::over(0, 1),
                bond: Bond::Condition,
            });
            Coded {
                label: EventType::from_word(label),
                statement: made,
            }
        })
        .collect()
}

/// FNV-1a over the words: which half a sentence is in depends on nothing else.
fn is_held(words: &str) -> bool {
    let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 32) & 1 == 1
}

/// Sentences, those with the right class, those with the right type, and what was wrong.
fn judged(held: bool) -> (usize, usize, usize, Vec<String>) {
    let parties = [
        party("upstream", "Upstream", PartyKind::Government),
        party("downstream", "Downstream", PartyKind::Government),
    ];
    let (mut all, mut class, mut kind, mut wrong) = (0, 0, 0, Vec::new());
    for Coded { label, statement } in coded()
        .into_iter()
        .filter(|c| is_held(&c.statement.words) == held)
    {
        let statements = [statement];
        let record = analysis::Record {
            parties: &parties,
            statements: &statements,
            ..analysis::Record::default()
        };
        let range = Range {
            from: None,
            until: date(2010, 1, 1),
        };
        let found = climate(&record, &parties[0].id, &parties[1].id, range).unwrap();
        let found = found.events.first().map(|event| event.event_type);
        all += 1;
        class += usize::from(found.map(EventType::quad) == label.map(EventType::quad));
        kind += usize::from(found == label);
        if found != label {
            let name = |t: Option<EventType>| t.map_or("NONE", EventType::as_str);
            wrong.push(format!(
                "{} not {}: {} | {}",
                name(found),
                name(label),
                statements[0].said,
                statements[0].words
            ));
        }
    }
    (all, class, kind, wrong)
}

#[test]
fn sentences_it_was_tuned_on() {
    let (all, class, kind, wrong) = judged(false);
    println!(
        "class {class} of {all}, type {kind} of {all}\n{}",
        wrong.join("\n")
    );
    assert!(
        class * 100 >= all * 95 && kind * 100 >= all * 90,
        "{class} {kind} of {all}\n{}",
        wrong.join("\n")
    );
}

#[test]
fn sentences_that_were_held_back() {
    let (all, class, kind, _) = judged(true);
    println!("class {class} of {all}, type {kind} of {all}");
    assert!(
        class * 100 >= all * 80 && kind * 100 >= all * 70,
        "{class} {kind} of {all}"
    );
}
