//! The way from a text back to the bytes it was read from.

use std::ops::Range;

/// A stretch of text made of `count` equal units, each `text_unit` bytes of text from `file_unit` bytes of file:
/// (1, 1) for words taken as they are, (1, 2) for ASCII in UTF-16, (1, 5) for `&amp;`, (3, 4) for base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: u32,
    file: u32,
    text_unit: u32,
    file_unit: u32,
    count: u32,
}

impl Run {
    fn text_end(&self) -> u32 {
        self.text + self.text_unit * self.count
    }

    fn file_end(&self) -> u32 {
        self.file + self.file_unit * self.count
    }

    /// The file's bytes behind the part of `[from, to)` that lies in this run, in whole units.
    fn clip(&self, from: u32, to: u32) -> Range<usize> {
        let from = from.max(self.text) - self.text;
        let to = to.min(self.text_end()).max(self.text) - self.text;
        let first = from / self.text_unit;
        let last = to.div_ceil(self.text_unit).max(first);
        (self.file + first * self.file_unit) as usize..(self.file + last * self.file_unit) as usize
    }

    fn is_exact(&self) -> bool {
        self.text_unit == 1 && self.file_unit == 1
    }
}

/// Where each byte of a text came from; what no run covers was put in between (a list mark, a blank line).
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// In the text's order, not overlapping in the text.
    runs: Vec<Run>,
}

impl Origin {
    /// The origin of a text that is the file, or a part of it that starts at byte `file`.
    pub(crate) fn same(file: usize, len: usize) -> Self {
        let mut origin = Self::default();
        origin.exact(0, len, file);
        origin
    }

    /// Says that `len` bytes of text at `text` are the file's bytes at `file`, one for one.
    pub(crate) fn exact(&mut self, text: usize, len: usize, file: usize) {
        if len > 0 {
            self.push(Run {
                text: text as u32,
                file: file as u32,
                text_unit: 1,
                file_unit: 1,
                count: len as u32,
            });
        }
    }

    /// Says that `len` bytes of text at `text` stand for the file's bytes `file` as a whole.
    pub(crate) fn unit(&mut self, text: usize, len: usize, file: Range<usize>) {
        if len > 0 {
            let file_unit = file.len() as u32;
            self.push(Run {
                text: text as u32,
                file: file.start as u32,
                text_unit: len as u32,
                file_unit,
                count: 1,
            });
        }
    }

    fn push(&mut self, run: Run) {
        if let Some(last) = self.runs.last_mut()
            && last.text_end() == run.text
            && last.file_end() == run.file
            && (last.text_unit, last.file_unit) == (run.text_unit, run.file_unit)
        {
            last.count += run.count;
            return;
        }
        self.runs.push(run);
    }

    /// Forgets what lies beyond `text` bytes.
    pub(crate) fn cut(&mut self, text: usize) {
        let text = text as u32;
        while let Some(last) = self.runs.last_mut() {
            if last.text_end() <= text {
                break;
            }
            if last.text >= text {
                self.runs.pop();
                continue;
            }
            last.count = (text - last.text) / last.text_unit;
            if last.count == 0 {
                self.runs.pop();
            }
        }
    }

    /// Takes over the runs of a text that was put in at byte `text`, read from a part that starts at byte `file`.
    pub(crate) fn append(&mut self, other: &Origin, text: usize, file: usize) {
        for run in &other.runs {
            self.push(Run {
                text: run.text + text as u32,
                file: run.file + file as u32,
                ..*run
            });
        }
    }

    /// Takes over the bytes `[from, to)` of a text that is put in at byte `text`.
    pub(crate) fn append_from(&mut self, other: &Origin, text: usize, from: usize, to: usize) {
        let part = Run {
            text: text as u32,
            file: from as u32,
            text_unit: 1,
            file_unit: 1,
            count: (to - from) as u32,
        };
        other.copy_part(&part, self);
    }

    /// The file's bytes behind the text's bytes `text`; an empty range leads to an empty one.
    /// `None` where all of it was put in between.
    pub(crate) fn of(&self, text: Range<usize>) -> Option<Range<usize>> {
        let (from, to) = (text.start as u32, text.end as u32);
        if from >= to {
            let next = self.runs.partition_point(|run| run.text_end() <= from);
            let at = match self.runs.get(next) {
                Some(run) => run.clip(from.max(run.text), from.max(run.text)).start,
                None => self.runs.last()?.file_end() as usize,
            };
            return Some(at..at);
        }
        let first = self.runs.partition_point(|run| run.text_end() <= from);
        let beyond = self.runs.partition_point(|run| run.text < to);
        let within = self.runs.get(first..beyond)?;
        let (first, last) = (within.first()?.clip(from, to), within.last()?.clip(from, to));
        Some(first.start.min(last.start)..first.end.max(last.end))
    }

    /// The origin in the file, where this one leads to a middle text and `inner` from there to the file.
    pub(crate) fn through(&self, inner: &Origin) -> Origin {
        let mut whole = Origin::default();
        for run in &self.runs {
            if run.is_exact() {
                inner.copy_part(run, &mut whole);
                continue;
            }
            for i in 0..run.count {
                let middle = (run.file + i * run.file_unit) as usize;
                if let Some(file) = inner.of(middle..middle + run.file_unit as usize) {
                    whole.unit(
                        (run.text + i * run.text_unit) as usize,
                        run.text_unit as usize,
                        file,
                    );
                }
            }
        }
        whole
    }

    /// Adds to `whole` what lies behind `outer`, a run that takes this origin's text byte for byte.
    fn copy_part(&self, outer: &Run, whole: &mut Origin) {
        let (from, to) = (outer.file, outer.file_end());
        let first = self.runs.partition_point(|run| run.text_end() <= from);
        for run in self.runs[first..].iter().take_while(|run| run.text < to) {
            let start = run.text.max(from);
            let end = run.text_end().min(to);
            let text = outer.text + (start - from);
            let whole_units =
                (start - run.text) % run.text_unit == 0 && (end - run.text) % run.text_unit == 0;
            if whole_units {
                let file = run.clip(start, end).start as u32;
                whole.push(Run {
                    text,
                    file,
                    count: (end - start) / run.text_unit,
                    ..*run
                });
            } else {
                whole.unit(text as usize, (end - start) as usize, run.clip(start, end));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_back_through_two_steps() {
        // The file "aGVsbG8=" is base64 of "hello"; the text takes "ell" of it and puts "- " in front.
        let mut inner = Origin::default();
        inner.unit(0, 3, 0..4);
        inner.unit(3, 2, 4..8);
        let mut outer = Origin::default();
        outer.exact(2, 3, 1);
        let origin = outer.through(&inner);
        assert_eq!(origin.of(2..5), Some(0..8));
        assert_eq!(origin.of(2..3), Some(0..4));
        assert_eq!(origin.of(0..2), None);
        assert_eq!(origin.of(4..5), Some(4..8));
    }

    #[test]
    fn equal_units_are_one_run() {
        let mut origin = Origin::default();
        for i in 0..100 {
            origin.unit(i, 1, 2 + 2 * i..4 + 2 * i);
        }
        assert_eq!(origin.runs.len(), 1);
        assert_eq!(origin.of(10..12), Some(22..26));
        origin.cut(11);
        assert_eq!(origin.of(10..12), Some(22..24));
        assert_eq!(origin.of(50..50), Some(24..24));
    }
}
