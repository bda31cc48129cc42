//! The guidance check: how often it judges as a person does.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use analysis::guidance::{Planned, Verdict, check};
use domain::{DocumentHash, Guidance, GuidanceKind, Handling};
use jiff::civil::date;

const PAIRS: &str = include_str!("data/guidance.tsv");
const UNSEEN: &str = include_str!("data/guidance-unseen.tsv");
const FRESH: &str = include_str!("data/guidance-fresh.tsv");

fn line(words: &str) -> Guidance {
    Guidance {
        from: "the ministry".to_owned(),
        kind: GuidanceKind::Mind,
        words: words.to_owned(),
        since: Some(date(2009, 12, 2)),
        until: None,
        document: DocumentHash::of(b"guidance"),
        span: text::Span::over(0, 10),
        handling: Handling::UNSTATED,
        channel: None,
    }
}

fn planned(words: &str) -> Planned {
    Planned {
        place: "a draft, paragraph 1".to_owned(),
        words: words.to_owned(),
    }
}

fn is_held(words: &str) -> bool {
    let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 32) & 1 == 1
}

/// Pairs of a file, those judged rightly, and what was wrong; `held` is the half of it, or all.
fn judged(file: &str, held: Option<bool>) -> (usize, usize, Vec<String>) {
    let dossier = common::dossier::dossier();
    let us = "mission".parse().unwrap();
    let (mut all, mut right, mut wrong) = (0, 0, Vec::new());
    for row in file.lines().filter(|row| !row.starts_with('#')) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [label, asked, said] = fields[..] else {
            panic!("{row}")
        };
        if held.is_some_and(|held| is_held(&format!("{asked}{said}")) != held) {
            continue;
        }
        let found = check(
            &dossier.record(),
            &[line(asked)],
            &[planned(said)],
            Some(&us),
            date(2010, 1, 1),
        );
        all += 1;
        if found[0].verdict.as_str() == label {
            right += 1;
        } else {
            let f = &found[0];
            wrong.push(format!(
                "{} not {label} ({:?}: {}): {asked} | {said}",
                f.verdict.as_str(),
                f.ask.demand,
                f.why
            ));
        }
    }
    (all, right, wrong)
}

#[test]
fn pairs_it_was_tuned_on() {
    let (all, right, wrong) = judged(PAIRS, Some(false));
    println!("{right} of {all}\n{}", wrong.join("\n"));
    assert!(right * 100 >= all * 95, "{right} of {all}\n{}", wrong.join("\n"));
}

#[test]
fn pairs_that_were_held_back() {
    let (all, right, _) = judged(PAIRS, Some(true));
    println!("{right} of {all}");
    assert!(right * 100 >= all * 80, "{right} of {all}");
}

#[test]
fn pairs_in_other_words() {
    let (all, right, wrong) = judged(FRESH, None);
    assert!(right * 100 >= all * 95, "{right} of {all}\n{}", wrong.join("\n"));
    let (all, right, _) = judged(UNSEEN, None);
    println!("unseen: {right} of {all}");
    assert!(right * 100 >= all * 80, "{right} of {all}");
}

#[test]
fn nothing_planned_is_silent_where_something_was_asked() {
    let dossier = common::dossier::dossier();
    let lines = [line("Please raise the visas."), line("Do not mention the dam.")];
    let found = check(&dossier.record(), &lines, &[], None, date(2010, 1, 1));
    let verdicts: Vec<_> = found.iter().map(|f| f.verdict).collect();
    assert_eq!(verdicts, [Verdict::Silent, Verdict::Fine]);
    assert!(check(&dossier.record(), &lines, &[], None, date(2009, 1, 1)).is_empty());
}

#[test]
fn what_others_said_is_not_said_by_us() {
    let dossier = common::dossier::dossier();
    let lines = [line("Please say that the truce holds.")];
    for (words, verdict) in [
        ("The minister told us: “The truce holds.”", Verdict::Silent),
        ("The truce holds.", Verdict::Fine),
    ] {
        let found = check(
            &dossier.record(),
            &lines,
            &[planned(words)],
            None,
            date(2010, 1, 1),
        );
        assert_eq!(found[0].verdict, verdict, "{words}");
    }
}

#[test]
fn each_finding_holds_both_texts_and_why() {
    let dossier = common::dossier::dossier();
    let lines = [
        line("Do not mention the prisoners."),
        line("Bear in mind that it is cold."),
    ];
    let said = [
        planned("We ask for the prisoners."),
        planned("The prisoners are ill."),
    ];
    let found = check(&dossier.record(), &lines, &said, None, date(2010, 1, 1));
    let told: Vec<String> = found
        .iter()
        .map(|f| {
            let planned = f.planned.as_ref().map_or("nothing", |p| p.words.as_str());
            format!("{}: {} | {planned} | {}", f.verdict.as_str(), f.line.words, f.why)
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @"
    contradicts: Do not mention the prisoners. | We ask for the prisoners. | it speaks of what was asked to be left out
    contradicts: Do not mention the prisoners. | The prisoners are ill. | it speaks of what was asked to be left out
    fine: Bear in mind that it is cold. | nothing | it only informs
    ");
}

proptest::proptest! {
    #[test]
    fn whatever_is_asked_and_planned_has_one_clear_answer(
        asked in "([a-z]{1,9}[ ,;:]|not |never |only if |until 31 |before |1 May |say |Avoid |\\PC){0,14}",
        said in proptest::collection::vec("(\\PC|[a-z]{1,9} |not |prisoners |dam |“|”){0,12}", 0..4),
    ) {
        let dossier = common::dossier::dossier();
        let said: Vec<Planned> = said.iter().map(|words| planned(words)).collect();
        let found = check(&dossier.record(), &[line(&asked)], &said, None, date(2010, 1, 1));
        proptest::prop_assert!(!found.is_empty());
        let against = found.iter().filter(|f| f.verdict == Verdict::Contradicts).count();
        proptest::prop_assert!(found.len() == 1 || against == found.len());
        for f in &found {
            proptest::prop_assert!(!f.why.is_empty());
            proptest::prop_assert!(f.verdict != Verdict::Contradicts || f.planned.is_some());
        }
    }
}
