//! What must hold whatever the text is.

use reader::{Lexicon, Reader};
use std::sync::LazyLock;
use text::{Span, Text};

static NAMES: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::builder()
        .with_states(true)
        .we(None, "the Council", ["our delegation"])
        .topic("talks", "Talks", ["dialogue"])
        .build()
});

/// Reads the bytes as a text: no panic, and every span fits.
pub fn fits(reader: &dyn Reader, bytes: &[u8]) {
    let text = Text::new(String::from_utf8_lossy(bytes).into_owned());
    for p in reader.read(&text, &NAMES) {
        for spans in [&p.source, &p.cue, &p.content] {
            assert!(fit(&text, spans), "{p:?}");
        }
        assert!(!p.content.is_empty() && (0.0..=1.0).contains(&p.confidence), "{p:?}");
        if let Some(condition) = &p.condition {
            assert!(fit(&text, &[condition.span]), "{p:?}");
            assert_eq!(text.slice(condition.span), condition.text);
        }
    }
}

fn fit(text: &Text, spans: &[Span]) -> bool {
    let whole = |s: &Span| text.holds(*s) && !s.is_empty() && text.trim(*s) == *s;
    spans.iter().all(whole) && spans.windows(2).all(|pair| pair[0].end() <= pair[1].start())
}
