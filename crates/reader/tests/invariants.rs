//! Whatever the text: no panic, spans that fit, nothing lost in order.

use proptest::prelude::*;
use reader::{Lexicon, Proposal, Quick, Reader};
use std::sync::LazyLock;
use text::{Span, Text};

static STATES: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::builder()
        .we(None, "the Council", ["our delegation"])
        .topic("talks", "Talks", ["dialogue"])
        .build()
});

fn read(words: &str) -> (Text, Vec<Proposal>) {
    let text = Text::new(words);
    let proposals = Quick.read(&text, &STATES);
    (text, proposals)
}

fn fits(text: &Text, spans: &[Span]) -> bool {
    spans
        .iter()
        .all(|s| text.holds(*s) && !s.is_empty() && text.trim(*s) == *s)
        && spans.windows(2).all(|pair| pair[0].end() <= pair[1].start())
}

fn hold(words: &str) {
    let (text, proposals) = read(words);
    for p in &proposals {
        assert!(
            fits(&text, &p.source) && fits(&text, &p.cue) && fits(&text, &p.content),
            "{words:?}: {p:?}"
        );
        assert!(
            !p.content.is_empty() && (0.0..=1.0).contains(&p.confidence),
            "{p:?}"
        );
        if let Some(condition) = &p.condition {
            assert!(text.holds(condition.span) && !condition.span.is_empty(), "{p:?}");
            assert_eq!(text.slice(condition.span), condition.text);
        }
    }
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
        hold(&words);
    }

    #[test]
    fn any_text_fits(words in "\\PC{0,120}") {
        hold(&words);
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
    for words in texts {
        hold(words);
    }
    hold(&long);
    hold(&long.replace(' ', ""));
    hold(&"“nested ‘and \"open".repeat(2000));
}

/// Ten times the text takes about ten times the time: generous, but a square shows.
#[test]
fn time_is_linear() {
    let piece = "they, he said, told us if “no”) said: the response was that and Korea ";
    let time = |count: usize| {
        let words = piece.repeat(count);
        let began = std::time::Instant::now();
        hold(&words);
        began.elapsed().as_secs_f64()
    };
    time(20);
    let (small, large) = (time(150), time(1500));
    assert!(
        large < 60.0 * small.max(0.002),
        "{small} s for one part, {large} s for ten"
    );
}

#[test]
fn all_states_are_ready_in_a_moment() {
    let began = std::time::Instant::now();
    let lexicon = Lexicon::default_states();
    assert!(began.elapsed().as_millis() < 500);
    assert_eq!(lexicon.party_name("north-korea"), Some("North Korea"));
}
