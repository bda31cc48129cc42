use serde::{Deserialize, Serialize};

/// A stretch of a text: `[start, end)` in code points. Written as a list of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32,
}

/// A span whose end comes before its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a span can't end at {end} before it starts at {start}")]
pub struct SpanError {
    start: u32,
    end: u32,
}

impl Span {
    /// The span `[start, end)`.
    ///
    /// # Errors
    /// When `end` comes before `start`.
    pub fn new(start: u32, end: u32) -> Result<Self, SpanError> {
        if start <= end {
            Ok(Self { start, end })
        } else {
            Err(SpanError { start, end })
        }
    }

    /// The span between two points, whichever comes first.
    pub fn over(a: u32, b: u32) -> Self {
        Self {
            start: a.min(b),
            end: a.max(b),
        }
    }

    /// Where it starts.
    pub fn start(self) -> u32 {
        self.start
    }

    /// Where it ends, exclusive.
    pub fn end(self) -> u32 {
        self.end
    }

    /// How many code points it holds.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within it.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a code point.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// What the two share, if anything.
    pub fn meet(self, other: Span) -> Option<Span> {
        self.overlaps(other).then(|| Self {
            start: self.start.max(other.start),
            end: self.end.min(other.end),
        })
    }
}

impl TryFrom<(u32, u32)> for Span {
    type Error = SpanError;

    fn try_from((start, end): (u32, u32)) -> Result<Self, SpanError> {
        Self::new(start, end)
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}–{}", self.start, self.end)
    }
}
