//! What must hold of the statements of any text.

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
        assert!(
            !p.content.is_empty() && (0.0..=1.0).contains(&p.confidence),
            "{p:?}"
        );
        if let Some(condition) = &p.condition {
            assert!(
                fit(&text, &[condition.span]),
                "{}: {p:?} of {words:?}",
                reader.name()
            );
            assert_eq!(text.slice(condition.span), condition.text);
        }
    }
    (text, proposals)
}
