//! A quotation that finds its place again when the text around it has changed.

use crate::{Span, Text};
use serde::{Deserialize, Serialize};

/// How many code points of context are kept on each side.
const CONTEXT: u32 = 32;

/// Words with their place and what stands around them: the W3C Web Annotation model's
/// `TextPositionSelector` and `TextQuoteSelector` in one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// Where the words stood, in code points.
    pub span: Span,
    /// The words.
    pub exact: String,
    /// Up to 32 code points before them.
    pub prefix: String,
    /// Up to 32 code points after them.
    pub suffix: String,
}

impl Quote {
    /// The quotation of `span` in `text`; what lies beyond its end is left out.
    pub fn of(text: &Text, span: Span) -> Self {
        let end = span.end().min(text.len());
        let span = Span::over(span.start().min(end), end);
        Self {
            span,
            exact: text.slice(span).to_owned(),
            prefix: text
                .slice(Span::over(span.start().saturating_sub(CONTEXT), span.start()))
                .to_owned(),
            suffix: text
                .slice(Span::over(end, end.saturating_add(CONTEXT)))
                .to_owned(),
        }
    }

    /// Where the words stand in `text` now: at their old place if they are still there, else where they
    /// stand with the most of their context, the nearest of equals; `None` when they are gone.
    pub fn find(&self, text: &Text) -> Option<Span> {
        if text.holds(self.span) && text.slice(self.span) == self.exact {
            return Some(self.span);
        }
        if self.exact.is_empty() {
            return None;
        }
        let string = text.as_str();
        string
            .match_indices(&self.exact)
            .map(|(at, words)| {
                let span = text.span_of(at..at + words.len());
                let context = shared_end(&string[..at], &self.prefix)
                    + shared_start(&string[at + words.len()..], &self.suffix);
                (span, context)
            })
            .max_by_key(|(span, context)| {
                (
                    *context,
                    std::cmp::Reverse(span.start().abs_diff(self.span.start())),
                )
            })
            .map(|(span, _)| span)
    }
}

fn shared_start(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

fn shared_end(a: &str, b: &str) -> usize {
    a.chars()
        .rev()
        .zip(b.chars().rev())
        .take_while(|(a, b)| a == b)
        .count()
}
