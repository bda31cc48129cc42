//! A text, its spans in code points, its sentences and tokens, and quotations that find their place again.
//!
//! Every offset that Rapport stores or prints counts **Unicode code points** from the start of a text,
//! as Python and the W3C Web Annotation model do. Rust slices by bytes; [`Text`] keeps an index that
//! leads from one to the other in constant time.

mod cut;
mod quote;
mod span;
pub mod speech;

pub use cut::{Token, TokenKind};
pub use quote::Quote;
pub use span::{Span, SpanError};

use std::ops::Range;
use std::sync::Arc;

/// How many code points lie between two marks of the index.
const STRIDE: usize = 64;

/// The longest text, in code points: offsets are `u32`.
pub const LONGEST: usize = u32::MAX as usize;

/// An immutable text with an index from code points to bytes. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Text {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    string: String,
    /// Byte offset of every `STRIDE`-th code point; empty when the text is ASCII.
    marks: Vec<u32>,
    chars: u32,
}

impl Text {
    /// Takes a string as it is: nothing is normalised, trimmed or replaced.
    ///
    /// A string over [`LONGEST`] bytes is cut there, at a character's boundary.
    pub fn new(string: impl Into<String>) -> Self {
        let mut string = string.into();
        if string.len() > LONGEST {
            let end = (0..=LONGEST)
                .rev()
                .find(|&i| string.is_char_boundary(i))
                .unwrap_or(0);
            string.truncate(end);
        }
        let (marks, chars) = if string.is_ascii() {
            (Vec::new(), string.len())
        } else {
            let mut marks = Vec::with_capacity(string.len() / STRIDE + 1);
            let mut chars = 0;
            for (byte, _) in string.char_indices() {
                if chars % STRIDE == 0 {
                    marks.push(byte as u32);
                }
                chars += 1;
            }
            (marks, chars)
        };
        Self {
            inner: Arc::new(Inner {
                string,
                marks,
                chars: chars as u32,
            }),
        }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.inner.string
    }

    /// Its length in code points.
    pub fn len(&self) -> u32 {
        self.inner.chars
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.inner.chars == 0
    }

    /// The span of the whole text.
    pub fn span(&self) -> Span {
        Span::over(0, self.len())
    }

    /// The byte offset of code point `at`, or of the end when `at` lies beyond it.
    pub fn byte_at(&self, at: u32) -> usize {
        let string = &self.inner.string;
        if at >= self.inner.chars {
            return string.len();
        }
        let at = at as usize;
        let Some(&mark) = self.inner.marks.get(at / STRIDE) else {
            return at;
        };
        let rest = &string[mark as usize..];
        mark as usize
            + rest
                .char_indices()
                .nth(at % STRIDE)
                .map_or(rest.len(), |(byte, _)| byte)
    }

    /// The code point at byte offset `byte`; one inside a character counts as that character's.
    pub fn char_at(&self, byte: usize) -> u32 {
        let string = &self.inner.string;
        if byte >= string.len() {
            return self.inner.chars;
        }
        if self.inner.marks.is_empty() {
            return byte as u32;
        }
        let mark = self.inner.marks.partition_point(|&m| m as usize <= byte) - 1;
        let from = self.inner.marks[mark] as usize;
        let inside = string[from..]
            .char_indices()
            .take_while(|&(at, _)| from + at <= byte)
            .count();
        (mark * STRIDE + inside) as u32 - 1
    }

    /// The bytes of `span`; what lies beyond the end is left out.
    pub fn bytes_of(&self, span: Span) -> Range<usize> {
        self.byte_at(span.start())..self.byte_at(span.end())
    }

    /// The span of a range of bytes.
    pub fn span_of(&self, bytes: Range<usize>) -> Span {
        let start = self.char_at(bytes.start);
        Span::over(start, self.char_at(bytes.end).max(start))
    }

    /// The words of `span`; what lies beyond the end is left out.
    pub fn slice(&self, span: Span) -> &str {
        &self.inner.string[self.bytes_of(span)]
    }

    /// The words of spans on one line, white space folded, joined by " … ".
    pub fn words_of(&self, spans: &[Span]) -> String {
        spans
            .iter()
            .map(|span| one_line(self.slice(*span)))
            .collect::<Vec<_>>()
            .join(" … ")
    }

    /// Whether `span` lies within this text.
    pub fn holds(&self, span: Span) -> bool {
        span.end() <= self.len()
    }

    /// `span` without the white space at its ends.
    pub fn trim(&self, span: Span) -> Span {
        let words = self.slice(span);
        let lead = words.chars().take_while(|c| c.is_whitespace()).count() as u32;
        let tail = words.chars().rev().take_while(|c| c.is_whitespace()).count() as u32;
        let end = span.end().min(self.len());
        let start = (span.start() + lead).min(end);
        Span::over(start, end.saturating_sub(tail).max(start))
    }

    /// The line (from 1) on which code point `at` stands.
    pub fn line_of(&self, at: u32) -> usize {
        1 + self.inner.string[..self.byte_at(at)].matches('\n').count()
    }
}

/// Words on one line: white space folded to single spaces, none at the ends.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl From<&str> for Text {
    fn from(string: &str) -> Self {
        Self::new(string)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.inner.string == other.inner.string
    }
}

impl Eq for Text {}
