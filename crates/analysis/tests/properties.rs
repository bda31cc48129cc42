//! What holds of every record.

#![allow(clippy::expect_used)]

mod common;

use analysis::{Board, Record, brief, contradictions, offers, shifts};
use common::dossier::{Dossier, dossier, party};
use domain::{PartyKind, Polarity, Statement, StatementId, Status};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeSet;

const TODAY: Date = date(2010, 1, 1);

/// Anything that a reader could hand over, sound or not.
fn statements() -> impl Strategy<Value = Vec<Statement>> {
    let topic = prop::sample::select(vec!["relations", "dam", "arms", "visas", "nowhere"]);
    let who = prop::sample::select(vec!["upstream", "downstream", "union", "nobody"]);
    let words = prop_oneof![
        "\\PC{0,40}",
        prop::sample::select(vec![
            "would upgrade relations if the filling stops",
            "never pause the filling",
            "that it does not oppose an upgrade",
            "the sales are commercial and no reason to stop",
            "welcome students",
        ])
        .prop_map(str::to_owned),
    ];
    let one = (
        (topic, who, words, prop::sample::select(Polarity::ALL.to_vec())),
        (prop::option::of(0..900i32), prop::bool::ANY, 0..3u8, "\\PC{0,12}"),
    );
    prop::collection::vec(one, 0..24).prop_map(|rows| {
        rows.into_iter()
            .zip(1000..)
            .map(
                |(((topic, who, words, polarity), (day, tied, status, said)), n)| {
                    let mut made = common::statement(n, topic, polarity, &said, &words);
                    made = common::by(made, who, "a speaker", TODAY);
                    made.day = day.map(|d| date(2008, 1, 1).saturating_add(jiff::Span::new().days(d)));
                    made.status =
                        [Status::Proposed, Status::Confirmed, Status::Rejected][usize::from(status)];
                    made.condition = tied
                        .then(|| common::condition(domain::Bond::Condition, "if", "if the filling stops"));
                    made
                },
            )
            .collect()
    })
}

fn with(statements: Vec<Statement>) -> Dossier {
    Dossier {
        statements,
        ..dossier()
    }
}

fn everything(record: &Record<'_>) -> String {
    let board = Board::at(record, TODAY);
    let meeting = record.meetings.last().expect("a meeting");
    let brief = brief(record, meeting, TODAY, &["The dam".to_owned()], &[]);
    format!(
        "{}{}{:?}{:?}{:?}{}",
        board.to_json(),
        board.table(100),
        shifts(record, TODAY),
        contradictions(record, TODAY),
        offers(record, TODAY),
        brief.to_markdown()
    )
}

fn parses(svg: &str) -> bool {
    let mut reader = quick_xml::Reader::from_str(svg);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_the_picture_is_sound(made in statements(), name in "\\PC{0,60}|[\\x00-\\x1f<&\"'>]{0,9}",
                                               width in 0usize..300, lines in 0usize..60) {
        let mut dossier = with(made);
        dossier.parties[1].name.clone_from(&name);
        dossier.topics[4].name.clone_from(&name);
        let record = dossier.record();
        let board = Board::at(&record, TODAY);
        let svg = board.svg(|_| Some(format!("/p?a=1&b={name}")));
        prop_assert!(parses(&svg), "{svg}");
        prop_assert!(svg.chars().all(|c| !c.is_control() || c.is_whitespace()));
        let difference = Board::difference(&Board::at(&record, date(2009, 3, 1)), &board);
        let address = Some(format!("/p?a=1&b={name}"));
        let drawn = difference.svg(|_| address.clone());
        prop_assert!(parses(&drawn), "{drawn}");
        let widest = difference.table(width).lines().map(|l| l.chars().count()).max().unwrap_or(0);
        prop_assert!(widest <= width.clamp(40, 400), "{widest} > {width}");
        let widest = board.table(width).lines().map(|l| l.chars().count()).max().unwrap_or(0);
        prop_assert!(widest <= width.clamp(40, 400), "{widest} > {width}");
        let agenda = [name.clone(), "dam".to_owned()];
        let brief = brief(&record, record.meetings.last().expect("one"), TODAY, &agenda, &dossier.guidance);
        prop_assert!(brief.first_screen(width, lines).lines().count() <= lines.max(1));
        prop_assert!(brief.to_markdown().split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count() <= 1500);
    }

    #[test]
    fn order_and_rejected_statements_do_not_count(made in statements()) {
        let mut kept = made.clone();
        kept.retain(|s| s.status != Status::Rejected);
        kept.reverse();
        let (all, kept) = (with(made), with(kept));
        prop_assert_eq!(everything(&all.record()), everything(&kept.record()));
    }

    #[test]
    fn another_party_changes_nothing_for_this_one(made in statements(), more in statements()) {
        let before = with(made.clone());
        let mut all = made;
        all.extend(more.into_iter().zip(5000..).map(|(mut s, n)| {
            s.id = common::statement(n, "dam", Polarity::Asserts, "", "").id;
            common::by(s, "newcomer", "somebody new", date(2009, 6, 1))
        }));
        let mut after = with(all);
        after.parties.push(party("newcomer", "Newcomer", PartyKind::Government));
        let (one, other) = (Board::at(&before.record(), TODAY), Board::at(&after.record(), TODAY));
        for position in one.positions() {
            prop_assert_eq!(Some(position), other.cell(&position.topic, &position.party));
        }
    }

    #[test]
    fn what_is_said_later_is_not_on_the_board(made in statements(), at in 0..900i32) {
        let day = date(2008, 1, 1).saturating_add(jiff::Span::new().days(at));
        let mut early = made.clone();
        early.retain(|s| s.day.is_none_or(|said| said <= day));
        let (all, early) = (with(made), with(early));
        prop_assert_eq!(Board::at(&all.record(), day), Board::at(&early.record(), day));
        prop_assert_eq!(shifts(&all.record(), day), shifts(&early.record(), day));
        prop_assert_eq!(offers(&all.record(), day), offers(&early.record(), day));
    }

    #[test]
    fn everything_cites_statements_that_stand(made in statements()) {
        let dossier = with(made);
        let record = dossier.record();
        let standing: BTreeSet<StatementId> =
            dossier.statements.iter().filter(|s| s.status != Status::Rejected).map(|s| s.id).collect();
        let board = Board::at(&record, TODAY);
        prop_assert!(board.positions().iter().all(|p| !p.statements.is_empty()));
        let mut cited: Vec<StatementId> = board.positions().iter().flat_map(|p| p.statements.clone()).collect();
        cited.extend(contradictions(&record, TODAY).iter().map(|c| c.one));
        cited.extend(shifts(&record, TODAY).iter().flat_map(|s| [s.from, s.to]));
        cited.extend(offers(&record, TODAY).iter().flat_map(|o| [vec![o.statement], o.also.clone()].concat()));
        let brief = brief(&record, record.meetings.last().expect("one"), TODAY, &dossier.agenda, &dossier.guidance);
        cited.extend(brief.sources.iter().filter_map(|s| s.statement));
        prop_assert!(cited.iter().all(|id| standing.contains(id)));
        let lines = brief.items.iter().flat_map(|i| &i.lines).chain(&brief.offers);
        for line in lines {
            prop_assert!(!line.sources.is_empty(), "{}", line.text);
            prop_assert!(line.sources.iter().all(|n| (1..=brief.sources.len()).contains(n)));
        }
    }
}
