//! Whatever the text, for both readers: no panic, spans that fit, nothing lost in order, linear time.
#![allow(clippy::unwrap_used, reason = "a test that fails says so")]

mod spans;

use proptest::prelude::*;
use reader::{Close, Lexicon, Quick, Reader};
use spans::hold;
use std::time::Instant;

fn both() -> [Box<dyn Reader>; 2] {
    [Box::new(Quick), Box::new(Close::new().unwrap())]
}

/// Words and marks that meet the rules' edges, in any order.
fn salad() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "said",
        "told",
        "that",
        "if",
        "unless",
        "after which",
        "should",
        "Should",
        "in the absence of",
        "w/o",
        "the",
        "response was",
        "We",
        "our hosts",
        "they",
        "according to",
        "According to",
        "is seen as",
        "North Korea",
        "Pyongyang",
        "'s",
        "“",
        "”",
        "\"",
        "''",
        "‘",
        "’",
        "«",
        "»",
        ",",
        ".",
        ";",
        ":",
        "—",
        "-",
        "(",
        ")",
        "[",
        "]",
        "\n",
        "\n\n",
        "VFM:",
        "Q:",
        "Title: x\n",
        "10:30",
        "- ",
        "# ",
        "no",
        "not",
        "would",
        "Wd",
        "must",
        "?",
        "!",
        "to",
        "and",
        "but",
        "…",
        "él",
        "中文。",
        "שלום",
        "👩‍👩‍👧",
        "e\u{301}",
        "\u{0}",
        "co-\noperation",
        "İ",
        "ß",
        "before",
        "once",
        "provided",
        "in exchange",
        "denied",
        "U.S.",
        "Mr.",
        "CHAIR:",
        "option",
        "is",
        "for",
        "who",
    ]);
    prop::collection::vec((pieces, prop::bool::weighted(0.85)), 0..60).prop_map(|list| {
        list.into_iter()
            .map(|(p, space)| if space { format!("{p} ") } else { p.to_owned() })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_salad_of_rules_fits(words in salad()) {
        hold(&Quick, &words);
    }

    #[test]
    fn any_text_fits(words in "\\PC{0,120}") {
        hold(&Quick, &words);
    }
}

// The same for the reader that takes longer.
proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_salad_of_rules_fits_close(words in salad()) {
        hold(&Close::new().unwrap(), &words);
    }

    #[test]
    fn any_text_fits_close(words in "\\PC{0,120}") {
        hold(&Close::new().unwrap(), &words);
    }
}

#[test]
fn hostile_texts_fit() {
    let long = "he said that they would stop if ".repeat(4000);
    let texts = [
        "",
        " ",
        "\n\n",
        ":",
        "“",
        "said",
        "“““said””",
        "A:",
        "- : ",
        "[",
        "[GREEN] ",
        "Title:",
        "'s",
        "Q: A: Q: A:",
        "WE WERE TOLD THAT NORTH KOREA WILL NOT TALK UNLESS SANCTIONS ARE LIFTED.",
        "他说：“我们不会。”",
    ];
    for reader in both() {
        for words in texts {
            hold(reader.as_ref(), words);
        }
    }
    hold(&Quick, &long);
    hold(&Quick, &long.replace(' ', ""));
    hold(&Quick, &"“nested ‘and \"open".repeat(2000));
}

/// Ten times the text takes about ten times the time: generous, but a square shows.
#[test]
fn time_is_linear() {
    let piece = "they, he said, told us if “no”) said: the response was that and Korea ";
    for (reader, count) in both().iter().zip([150, 40]) {
        let time = |count: usize| {
            let words = piece.repeat(count);
            let began = Instant::now();
            hold(reader.as_ref(), &words);
            began.elapsed().as_secs_f64()
        };
        time(20);
        let (small, large) = (time(count), time(10 * count));
        assert!(
            large < 60.0 * small.max(0.002),
            "{}: {small} s for one part, {large} s for ten",
            reader.name()
        );
    }
}

#[test]
fn all_states_are_ready_in_a_moment() {
    let began = Instant::now();
    let lexicon = Lexicon::default_states();
    assert!(began.elapsed().as_millis() < 500);
    assert_eq!(lexicon.party_name("north-korea"), Some("North Korea"));
}
