//! A text in the making: blocks apart, white space folded, every piece with its origin.

use crate::origin::Origin;
use std::ops::Range;

/// What stands between the last words and the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    #[default]
    None,
    Line,
    Blank,
}

/// Collects words; gaps and marks are written only once words follow them.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    out: Vec<u8>,
    origin: Origin,
    gap: Gap,
    mark: String,
    space: Option<Range<usize>>,
    lines: u32,
}

/// Deeper lists are not set in any further.
const DEEPEST: usize = 8;

/// The lists that are open, each with the number of its next item where its items are numbered.
#[derive(Default)]
pub(crate) struct Lists(Vec<Option<u64>>);

impl Lists {
    /// Whether none is open.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The gap around a block, or before a list: within a list, a line.
    pub(crate) fn gap(&self) -> Gap {
        if self.is_empty() { Gap::Blank } else { Gap::Line }
    }

    /// Opens one, whose items are numbered from `first`.
    pub(crate) fn open(&mut self, first: Option<u64>) {
        self.0.push(first);
    }

    /// Closes the innermost.
    pub(crate) fn close(&mut self) {
        self.0.pop();
    }

    /// The mark of the next item, set in by its depth: "- ", "  2. ".
    pub(crate) fn mark(&mut self) -> String {
        let depth = self.0.len().clamp(1, DEEPEST) - 1;
        let mark = match self.0.last_mut() {
            Some(Some(number)) => {
                let mark = format!("{number}. ");
                *number = number.saturating_add(1);
                mark
            }
            _ => "- ".to_owned(),
        };
        "  ".repeat(depth) + &mark
    }
}

impl Draft {
    /// Asks for at least `gap` before the next words; not between a mark and its words.
    pub(crate) fn gap(&mut self, gap: Gap) {
        self.space = None;
        if self.mark.is_empty() && !self.out.is_empty() {
            self.gap = self.gap.max(gap);
        }
    }

    /// A line ends here; two in a row leave a blank line.
    pub(crate) fn line_break(&mut self) {
        let gap = if self.gap == Gap::None {
            Gap::Line
        } else {
            Gap::Blank
        };
        self.gap(gap);
    }

    /// Puts `mark` ("- ", "2. ") before the next words; a mark still waiting gives way to it.
    pub(crate) fn mark(&mut self, mark: impl Into<String>) {
        self.space = None;
        self.mark = mark.into();
    }

    /// Whether a mark waits for its words.
    pub(crate) fn is_marked(&self) -> bool {
        !self.mark.is_empty()
    }

    /// Sets a table's cell off from the one before it on its line.
    pub(crate) fn cell(&mut self) {
        self.space = None;
        if self.mark.ends_with("| ") {
            self.mark.push_str("| ");
        } else if self.mark.is_empty() {
            self.gap = Gap::None;
            self.mark.push_str(" | ");
        }
    }

    /// How many lines were ended so far.
    pub(crate) fn lines(&self) -> u32 {
        self.lines
    }

    /// How many lines will have been ended before the next words.
    pub(crate) fn lines_at_next(&self) -> u32 {
        self.lines + self.gap as u32
    }

    /// Takes back the wish for a blank line: the end of a line will do.
    pub(crate) fn narrow(&mut self) {
        self.gap = self.gap.min(Gap::Line);
    }

    /// How many bytes it holds.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    /// Words that are the file's bytes at `file`.
    pub(crate) fn exact(&mut self, words: &[u8], file: usize) {
        if !words.is_empty() {
            self.fold_space();
            self.open();
            self.origin.exact(self.out.len(), words.len(), file);
            self.write(words);
        }
    }

    /// Words that stand for the file's bytes `file`.
    pub(crate) fn unit(&mut self, words: &[u8], file: Range<usize>) {
        if !words.is_empty() {
            self.fold_space();
            self.open();
            self.origin.unit(self.out.len(), words.len(), file);
            self.write(words);
        }
    }

    /// Words that the file doesn't hold.
    pub(crate) fn own(&mut self, words: &str) {
        if !words.is_empty() {
            self.space = None;
            self.open();
            self.write(words.as_bytes());
        }
    }

    /// A text read elsewhere, from a part of the file that starts at byte `file`.
    pub(crate) fn piece(&mut self, words: &str, origin: &Origin, file: usize) {
        if !words.is_empty() {
            self.fold_space();
            self.open();
            self.origin.append(origin, self.out.len(), file);
            self.write(words.as_bytes());
        }
    }

    /// A text read elsewhere from this file, without what lies before its byte `from`.
    pub(crate) fn part(&mut self, words: &str, origin: &Origin, from: usize) {
        if words.len() > from {
            self.fold_space();
            self.open();
            self.origin.append_from(origin, self.out.len(), from, words.len());
            self.write(&words.as_bytes()[from..]);
        }
    }

    /// Words whose white space is folded to single spaces. They are the bytes of `file` where both are as
    /// long and `is_same`, else they stand for it as a whole.
    pub(crate) fn folded(&mut self, words: &[u8], file: &Range<usize>, is_same: bool) {
        let mut at = 0;
        while at < words.len() {
            let width = white(&words[at..]);
            let len = if width > 0 {
                width
            } else {
                let rest = &words[at..];
                (1..rest.len())
                    .find(|&i| white(&rest[i..]) > 0)
                    .unwrap_or(rest.len())
            };
            let place = if is_same {
                file.start + at..file.start + at + len
            } else {
                file.clone()
            };
            if width > 0 {
                self.space = Some(
                    self.space
                        .take()
                        .map_or(place.clone(), |space| space.start..place.end),
                );
            } else if is_same {
                self.exact(&words[at..at + len], place.start);
            } else {
                self.unit(&words[at..at + len], place);
            }
            at += len;
        }
    }

    fn fold_space(&mut self) {
        let Some(place) = self.space.take() else { return };
        let inside = self.gap == Gap::None && self.mark.is_empty();
        if inside
            && self
                .out
                .last()
                .is_some_and(|last| !matches!(last, b' ' | b'\n' | b'\t'))
        {
            self.unit(b" ", place);
        }
    }

    fn write(&mut self, words: &[u8]) {
        self.lines += words.iter().filter(|b| matches!(b, b'\n')).count() as u32;
        self.out.extend_from_slice(words);
    }

    fn open(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if gap != Gap::None {
            self.trim_end();
        }
        self.write(match gap {
            Gap::None => b"",
            Gap::Line => b"\n",
            Gap::Blank => b"\n\n",
        });
        let mark = std::mem::take(&mut self.mark);
        // A cell that opens a line needs no bar's space before it.
        let mark = if self.out.last().is_none_or(|&b| b == b'\n') {
            mark.trim_start_matches(" | ")
        } else {
            &mark
        };
        self.write(mark.as_bytes());
    }

    fn trim_end(&mut self) {
        let end = self.out.trim_ascii_end().len();
        self.out.truncate(end);
        self.origin.cut(end);
    }

    /// The text and where it came from.
    pub(crate) fn finish(mut self) -> (String, Origin) {
        self.trim_end();
        let text =
            String::from_utf8(self.out).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into());
        (text, self.origin)
    }
}

/// How many bytes of white space stand at the front; a no-break space looks like any other to a reader.
fn white(words: &[u8]) -> usize {
    match words {
        [b' ' | b'\t' | b'\n' | b'\r' | b'\x0c', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        _ => 0,
    }
}
