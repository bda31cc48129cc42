//! How often the rule for leaning is right, on statements labelled by hand.

#![allow(clippy::expect_used)]

mod common;

use analysis::lean;
use common::{Case, cases, topics};

fn judged(file: &str) -> (usize, usize, Vec<String>) {
    let topics = topics();
    let all = cases(file);
    let (mut right, mut wrong) = (0, Vec::new());
    for Case {
        label,
        topic,
        statement,
    } in &all
    {
        let topic = topics
            .iter()
            .find(|t| t.id == *topic)
            .expect("a topic of the tests");
        let found = lean(statement, topic).map(analysis::Stance::value);
        if found == *label {
            right += 1;
        } else {
            wrong.push(format!(
                "{} {label:?} got {found:?}: {}",
                topic.id, statement.words
            ));
        }
    }
    (right, all.len(), wrong)
}

#[test]
fn the_statements_that_the_rule_was_tuned_on() {
    let (right, all, wrong) = judged(include_str!("data/lean-tuned.tsv"));
    assert_eq!(right, all, "{wrong:#?}");
}

/// Written before the rule was, and not looked at while it was tuned.
#[test]
fn the_statements_held_out() {
    let (right, all, wrong) = judged(include_str!("data/lean-held.tsv"));
    println!("held out: {right} of {all}");
    assert!(right * 10 >= all * 8, "{right} of {all}: {wrong:#?}");
}
