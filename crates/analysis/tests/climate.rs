//! Climate: how often events are coded as a person codes them, and what follows from them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use analysis::climate::{EventType, Range, Way, climate};
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

fn range(from: Option<jiff::civil::Date>) -> Range {
    Range {
        from,
        until: date(2010, 1, 1),
    }
}

fn between(
    dossier: &common::dossier::Dossier,
    a: &str,
    b: &str,
) -> Result<analysis::Climate, analysis::climate::ClimateError> {
    climate(
        &dossier.record(),
        &a.parse().unwrap(),
        &b.parse().unwrap(),
        range(None),
    )
}

#[test]
fn a_climate_leads_back_to_what_was_said_met_and_done() {
    let mut dossier = common::dossier::dossier();
    let found = between(&dossier, "upstream", "downstream").unwrap();
    insta::assert_snapshot!(found.table(100), @r"
    Upstream and Downstream
    On 1 January 2010: confidence 0, tension 8 of 100, after 3 events. In a year, confidence steady
    (from 0), tension steady (from 13).

      until        confidence                     tension                        events
      26 Oct 2008    0                              8 ▒▒                              1
      9 Nov 2008     0                             15 ▒▒▒▒                            1
      6 Dec 2009     0                              9 ▒▒                              1
      1 Jan 2010     0                              8 ▒▒                              0
      … and 59 more, quiet or earlier: --format csv

    Latest events
       3 Dec 2009  -5.0  Downstream to Upstream, REQUEST (demand)
                   the counsellor: “that the filling be stopped before anything else”
       5 Nov 2008  -5.0  Downstream to Upstream, REQUEST (demand)
                   the minister: “a halt to the filling of the reservoir”
      22 Oct 2008  -5.0  Upstream to Downstream, REJECT (meet)
                   the director: “to discuss relations with Downstream”
    ");
    insta::assert_snapshot!(found.to_csv().lines().take(4).collect::<Vec<_>>().join("
"), @r"
    day,events,confidence,tension,confidence_there,tension_there,confidence_back,tension_back
    2008-10-26,1,0,8,0,15.4,0,0
    2008-11-02,0,0,7.8,0,15,0,0
    2008-11-09,1,0,15.3,0,14.7,0,15.8
    ");
    for event in &found.events {
        if let analysis::climate::Origin::Statement(id) = &event.origin {
            assert!(dossier.statements.iter().any(|s| s.id == *id));
        }
    }
    // A measure that names nobody, settled on a day on which both met.
    let visit = dossier
        .meetings
        .iter()
        .find(|m| m.id.as_str() == "visit-2009")
        .unwrap()
        .from;
    dossier.measures[0].since = Some(visit);
    let met = between(&dossier, "mission", "upstream").unwrap();
    assert!(
        met.events
            .iter()
            .any(|e| e.event_type == EventType::Consult && e.way == Way::Both)
    );
    assert!(
        met.events
            .iter()
            .any(|e| matches!(e.origin, analysis::climate::Origin::Measure(_)))
    );
}

#[test]
fn both_ways_are_mirrored_and_sums_fade() {
    let dossier = common::dossier::dossier();
    let (there, back) = (
        between(&dossier, "upstream", "downstream").unwrap(),
        between(&dossier, "downstream", "upstream").unwrap(),
    );
    for (a, b) in there.series.iter().zip(&back.series) {
        assert_eq!((a.there, a.back, a.both), (b.back, b.there, b.both));
    }
    let quiet = there.series.windows(2).filter(|pair| pair[1].events == 0);
    for pair in quiet {
        assert!(pair[1].both.confidence <= pair[0].both.confidence);
        assert!(pair[1].both.tension <= pair[0].both.tension);
    }
}

#[test]
fn little_or_wrong_input_is_said_in_clear_words() {
    let mut dossier = common::dossier::dossier();
    insta::assert_snapshot!(between(&dossier, "upstream", "nobody").unwrap_err(), @r"the record names no party “nobody”: use one of mission, upstream, downstream, union, neighbours, silent");
    insta::assert_snapshot!(between(&dossier, "upstream", "upstream").unwrap_err(), @r"“upstream” was named twice: name two parties");
    let late = Range {
        from: Some(date(2011, 1, 1)),
        until: date(2010, 1, 1),
    };
    let (a, b) = ("upstream".parse().unwrap(), "downstream".parse().unwrap());
    insta::assert_snapshot!(climate(&dossier.record(), &a, &b, late).unwrap_err(), @r"2011-01-01 is after 2010-01-01: let the first day be the earlier one");
    dossier.statements.truncate(1);
    dossier.measures.clear();
    dossier.meetings.clear();
    insta::assert_snapshot!(between(&dossier, "upstream", "downstream").unwrap().summary(), @r"On 1 January 2010: confidence 0, tension 2 of 100, after a single event: no more than a hint. In a year, confidence steady (from 0), tension steady (from 6).");
    dossier.statements[0].day = None;
    insta::assert_snapshot!(between(&dossier, "upstream", "downstream").unwrap().summary(), @r"The record tells of nothing between Upstream and Downstream until 1 January 2010. One event has no day.");
    dossier.statements.clear();
    let none = between(&dossier, "upstream", "downstream").unwrap();
    insta::assert_snapshot!(none.table(80), @r"
    Upstream and Downstream
    The record tells of nothing between Upstream and Downstream until 1 January
    2010.
    ");
    for drawn in [
        none.svg(|_| None),
        between(&common::dossier::dossier(), "upstream", "downstream")
            .unwrap()
            .svg(|_| None),
    ] {
        let mut reader = quick_xml::Reader::from_str(&drawn);
        while reader.read_event().expect("well-formed") != quick_xml::events::Event::Eof {}
    }
}

proptest::proptest! {
    #[test]
    fn whatever_is_said_levels_stay_between_0_and_100(
        rows in proptest::collection::vec(
            ("(\\PC|[a-z]{1,9} |not |Downstream |attack |lift |embargo |talks |will |must ){0,12}", 0..4000i64, 0..11usize),
            0..30,
        ),
    ) {
        let mut dossier = common::dossier::dossier();
        let made = |((words, day, polarity), n): (&(String, i64, usize), u32)| {
            let mut made = statement(n, "relations", Polarity::ALL[*polarity], "said", words);
            made.speaker = dossier.statements[(n as usize) % 20].speaker.clone();
            made.day = (*day > 10).then(|| date(1999, 1, 1).saturating_add(jiff::Span::new().days(*day)));
            made
        };
        let statements: Vec<Statement> = rows.iter().zip(0..).map(made).collect();
        dossier.statements = statements;
        let found = between(&dossier, "upstream", "downstream").unwrap();
        for point in &found.series {
            for level in [point.both, point.there, point.back] {
                proptest::prop_assert!((0.0..=100.0).contains(&level.confidence) && (0.0..=100.0).contains(&level.tension));
            }
        }
        proptest::prop_assert_eq!(found.series.iter().map(|p| p.events).sum::<usize>(), found.events.len());
        for turn in &found.turning_points {
            proptest::prop_assert!(turn.events.iter().all(|&i| found.events[i].day >= Some(turn.day)));
        }
        let drawn = found.svg(|_| Some("/s?a=1&b=\"2\"".to_owned()));
        let mut reader = quick_xml::Reader::from_str(&drawn);
        while reader.read_event().expect("well-formed") != quick_xml::events::Event::Eof {}
        let _ = found.table(40);
    }
}
