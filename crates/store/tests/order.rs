//! The union of journals gives the same record in whatever order their entries arrive.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that fails says so"
)]

mod support;

use domain::{Body, Correction, Document, Polarity, Statement, StatementId, Status};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;
use store::{Store, Wanted};
use support::{Office, document, guidance, handling, keeper, lines, officer, put, read, statement, taken};

const HANDLED: [&str; 3] = [
    "GREEN; on the record",
    "AMBER; off the record",
    "RED; off the record",
];

/// What an officer at a desk does, not knowing what others do.
#[derive(Clone, Debug)]
enum Deed {
    Take(usize),
    Read(usize, Vec<u32>),
    Decide(usize, u32, u8),
    Handle(usize, usize),
    Replace(usize, usize),
    Guide(usize),
    Rule(usize, Option<i8>),
}

fn deed() -> impl Strategy<Value = Deed> {
    let document = 0..3usize;
    prop_oneof![
        2 => document.clone().prop_map(Deed::Take),
        4 => (document.clone(), prop::collection::vec(0..5u32, 0..4)).prop_map(|(d, places)| Deed::Read(d, places)),
        5 => (document.clone(), 0..5u32, 0..3u8).prop_map(|(d, place, what)| Deed::Decide(d, place, what)),
        2 => (document.clone(), 0..3usize).prop_map(|(d, handled)| Deed::Handle(d, handled)),
        1 => (document.clone(), document.clone()).prop_map(|(d, by)| Deed::Replace(d, by)),
        1 => document.clone().prop_map(Deed::Guide),
        1 => (document, prop::option::of(-2..3i8)).prop_map(|(d, stance)| Deed::Rule(d, stance)),
    ]
}

fn paper(n: usize) -> Document {
    document(&format!("{n}.txt"), HANDLED[n % 2])
}

fn body(deed: &Deed) -> Body {
    match deed {
        Deed::Take(n) => taken(&paper(*n)),
        Deed::Read(n, places) => {
            let found: Vec<Statement> = places
                .iter()
                .map(|place| statement(&paper(*n), *place * 10))
                .collect();
            read(&paper(*n), found)
        }
        Deed::Decide(n, place, what) => {
            let found = statement(&paper(*n), place * 10);
            match what {
                0 => Body::StatementConfirmed { statement: found.id },
                1 => Body::StatementRejected {
                    statement: found.id,
                    reason: "none".to_owned(),
                },
                _ => {
                    let correction = Correction {
                        polarity: Polarity::Denies,
                        ..Correction::from(&found)
                    };
                    Body::StatementCorrected {
                        statement: found.id,
                        correction,
                    }
                }
            }
        }
        Deed::Handle(n, handled) => Body::DocumentHandled {
            document: paper(*n).hash,
            handling: handling(HANDLED[*handled]),
        },
        Deed::Replace(n, by) => Body::DocumentReplaced {
            document: paper(*n).hash,
            by: paper(*by).hash,
        },
        Deed::Guide(n) => {
            let lines = vec![guidance(&paper(*n), "nothing on prices")];
            Body::GuidanceGiven {
                document: paper(*n).hash,
                lines,
            }
        }
        Deed::Rule(n, stance) => ruled(*n, *stance),
    }
}

/// Overrules the position of a party on one of two days.
fn ruled(n: usize, stance: Option<i8>) -> Body {
    Body::PositionRuled {
        party: "dprk".parse().unwrap(),
        topic: "relations".parse().unwrap(),
        day: jiff::civil::date(2009, 11, 1 + n as i8 / 2),
        stance: stance.map(domain::Stance::new),
        reason: format!("we heard otherwise, {n}"),
        handling: handling(HANDLED[n % HANDLED.len()]),
    }
}

async fn decided(store: &Store) -> BTreeSet<StatementId> {
    let all = store.statements(&keeper(), &Wanted::default()).await.unwrap();
    all.into_iter()
        .filter(|s| s.status != Status::Proposed)
        .map(|s| s.id)
        .collect()
}

/// All that can be read of a record, as words.
async fn shown(store: &Store) -> String {
    let viewer = keeper();
    let statements = store.statements(&viewer, &Wanted::default()).await.unwrap();
    let mut histories = Vec::new();
    for statement in &statements {
        histories.push(store.statement_history(&viewer, statement.id).await.unwrap());
    }
    let documents = store.documents(&viewer).await.unwrap();
    let guidance = store.guidance(&viewer).await.unwrap();
    let rulings = store.rulings(&viewer).await.unwrap();
    format!("{statements:#?}\n{histories:#?}\n{documents:#?}\n{guidance:#?}\n{rulings:#?}")
}

async fn check(deeds: Vec<(u8, Deed)>, places: Vec<Index>) {
    let desks = [Office::here(), Office::here()];
    let stores = [desks[0].open(1).await.unwrap(), desks[1].open(2).await.unwrap()];
    // Both know the papers; then each goes its own way.
    for store in &stores {
        let bodies = (0..3).map(|n| taken(&paper(n))).collect();
        store.append(&officer(), bodies).await.unwrap();
    }
    for (desk, deed) in &deeds {
        stores[usize::from(*desk)]
            .append(&officer(), vec![body(deed)])
            .await
            .unwrap();
    }
    let mut all = lines(&desks[0]).await;
    all.extend(lines(&desks[1]).await);
    let mut other = Vec::new();
    for (at, line) in all.iter().enumerate() {
        let place = places[at % places.len()].index(other.len() + 1);
        other.insert(place, line.clone());
    }
    let mut seen = Vec::new();
    for lines in [&all, &other] {
        let office = Office::here();
        let store = office.open(3).await.unwrap();
        put(&office, lines).await;
        store.rebuild().await.unwrap();
        assert_eq!(store.verify().await.unwrap().desks, 2);
        seen.push(shown(&store).await);
        // What somebody decided at either desk is decided in the union.
        let union = decided(&store).await;
        for desk in &stores {
            assert!(decided(desk).await.is_subset(&union), "a decision is lost");
        }
    }
    assert_eq!(seen[0], seen[1]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_union_is_the_same_whatever_comes_first(
        deeds in prop::collection::vec((0..2u8, deed()), 0..24),
        places in prop::collection::vec(any::<Index>(), 30),
    ) {
        tokio::runtime::Runtime::new().unwrap().block_on(check(deeds, places));
    }
}
