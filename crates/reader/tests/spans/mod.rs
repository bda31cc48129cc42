//! Texts at the rules' edges, and what must hold of the statements of any text.

use proptest::prelude::*;
use reader::{Lexicon, Proposal, Reader};
use std::sync::LazyLock;
use text::{Span, Text};

pub(crate) static NAMES: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::builder()
        .we(None, "the Council", ["our delegation"])
        .topic("talks", "Talks", ["dialogue"])
        .build()
});

fn fit(text: &Text, spans: &[Span]) -> bool {
    let fits = |s: &Span| text.holds(*s) && !s.is_empty() && text.trim(*s) == *s;
    spans.iter().all(fits) && spans.windows(2).all(|pair| pair[0].end() <= pair[1].start())
}

/// Reads `words`, whose statements must fit them, and hands both back.
pub(crate) fn hold(reader: &dyn Reader, words: &str) -> (Text, Vec<Proposal>) {
    let text = Text::new(words);
    let proposals = reader.read(&text, &NAMES);
    for p in &proposals {
        for spans in [&p.source, &p.cue, &p.content] {
            assert!(fit(&text, spans), "{}: {p:?} of {words:?}", reader.name());
        }
        assert!(!p.content.is_empty() && (0.0..=1.0).contains(&p.confidence), "{p:?}");
        if let Some(condition) = &p.condition {
            assert!(fit(&text, &[condition.span]), "{}: {p:?} of {words:?}", reader.name());
            assert_eq!(text.slice(condition.span), condition.text);
        }
    }
    (text, proposals)
}

/// Words and marks that meet the rules' edges, in any order.
pub(crate) fn salad() -> impl Strategy<Value = String> {
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
