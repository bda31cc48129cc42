//! From paragraphs to linked spans: the encoder sees windows of words, a CRF labels each word, links join spans.

use super::crf::{CONTENT, CUE, LABELS, Scores};
use super::encoder::Piece;
use super::join::{Linked, Pairs, Spot, join};
use super::links::{CueSide, OtherSide};
use super::model::Model;
use super::pieces::Word;
use super::windows::{Window, count, windows};
use rayon::prelude::*;
use std::collections::BTreeMap;
use text::{Span, Text};

/// Pieces that are held in memory at once, about; a section ends at a paragraph.
const SECTION: usize = 12_000;
/// A longer paragraph, in code points, is read in parts, so that memory stays bounded.
const LONGEST: u32 = 30_000;

impl Model {
    /// The statements of `paragraphs` (spans of `text`), as spans that belong together.
    pub(crate) fn read(&self, text: &Text, paragraphs: &[Span]) -> Vec<Linked> {
        let mut found = Vec::new();
        let mut section: Vec<Vec<Word>> = Vec::new();
        let mut size = 0;
        for paragraph in paragraphs.iter().flat_map(|&paragraph| parts(text, paragraph)) {
            let words = self.vocabulary.words(text.slice(paragraph), paragraph.start());
            size += count(&words);
            section.push(words);
            if size > SECTION {
                found.extend(self.section(&section));
                section.clear();
                size = 0;
            }
        }
        found.extend(self.section(&section));
        found
    }

    fn section(&self, paragraphs: &[Vec<Word>]) -> Vec<Linked> {
        let longest = self.encoder.longest();
        let seen: Vec<Seen> = windows(paragraphs, longest, 0)
            .into_par_iter()
            .map(|window| self.see(paragraphs, window))
            .collect();
        let mut scores: Vec<Vec<Scores>> = paragraphs.iter().map(|p| vec![[0.0; LABELS]; p.len()]).collect();
        for view in &seen {
            view.each(|paragraph, word, row| {
                let more = self.emissions(row);
                for (sum, more) in scores[paragraph][word].iter_mut().zip(more) {
                    *sum += more;
                }
            });
        }
        let mut spans = Vec::new();
        for (paragraph, rows) in scores.iter().enumerate() {
            for tagged in self.crf.tag(rows) {
                let words = &paragraphs[paragraph];
                let place = words[tagged.words.start]
                    .span
                    .join(words[tagged.words.end - 1].span);
                spans.push(Spot {
                    paragraph,
                    tagged,
                    place,
                });
            }
        }
        let links = self.links(&spans, &seen);
        join(&spans, &links)
    }

    /// Runs the encoder over one window and keeps the row of each word's first piece.
    fn see(&self, paragraphs: &[Vec<Word>], window: Window) -> Seen {
        let mark = |word| Piece {
            word,
            shape: 0,
            quote: 0,
        };
        let mut pieces = vec![mark(self.vocabulary.marks.begin)];
        let mut firsts = Vec::new();
        for part in &window {
            for word in &paragraphs[part.paragraph][part.words.clone()] {
                firsts.push(pieces.len());
                pieces.extend(word.all());
            }
            pieces.push(mark(self.vocabulary.marks.end));
        }
        let (rows, width) = (self.encoder.run(&pieces), self.encoder.width);
        let kept = firsts
            .iter()
            .flat_map(|&at| rows[at * width..(at + 1) * width].iter().copied())
            .collect();
        Seen {
            window,
            rows: kept,
            width,
        }
    }

    fn emissions(&self, row: &[f32]) -> Scores {
        let width = self.encoder.width;
        std::array::from_fn(|label| {
            let weights = &self.emit[label * width..][..width];
            self.emit_bias[label] + weights.iter().zip(row).map(|(w, x)| w * x).sum::<f32>()
        })
    }

    /// Scores of each cue with each other span, the mean over the windows that hold both.
    fn links(&self, spans: &[Spot], seen: &[Seen]) -> Pairs {
        let sums =
            seen.par_iter()
                .map(|view| self.links_in(spans, view))
                .reduce(BTreeMap::new, |mut all, more| {
                    for (pair, (score, count)) in more {
                        let sum = all.entry(pair).or_insert((0.0, 0.0));
                        *sum = (sum.0 + score, sum.1 + count);
                    }
                    all
                });
        sums.into_iter()
            .map(|(pair, (score, count))| (pair, score / count))
            .collect()
    }

    fn links_in(&self, spans: &[Spot], view: &Seen) -> BTreeMap<(usize, usize), (f32, f32)> {
        let mut cues: Vec<(usize, CueSide)> = Vec::new();
        let mut others: Vec<(usize, OtherSide)> = Vec::new();
        for (at, spot) in view.spots(spans) {
            let words = &spot.tagged.words;
            let (Some(first), Some(last)) = (
                view.row(spot.paragraph, words.start),
                view.row(spot.paragraph, words.end - 1),
            ) else {
                continue;
            };
            match spot.tagged.kind {
                CUE => cues.push((at, self.links.cue(first))),
                kind => others.push((at, self.links.other(usize::from(kind == CONTENT), first, last))),
            }
        }
        let mut found = BTreeMap::new();
        for (cue, side) in &cues {
            for (other, other_side) in &others {
                let far = f64::from(spans[*other].place.start()) - f64::from(spans[*cue].place.start());
                let score = self.links.score(side, other_side, far as f32);
                found.insert((*cue, *other), (score, 1.0));
            }
        }
        found
    }
}

/// A paragraph in parts of at most [`LONGEST`], each but the last up to a space where there is one.
fn parts(text: &Text, paragraph: Span) -> Vec<Span> {
    let (mut found, mut begin, mut space) = (Vec::new(), paragraph.start(), None);
    for (at, letter) in (begin..).zip(text.slice(paragraph).chars()) {
        if at - begin >= LONGEST {
            let end = space.take().unwrap_or(at);
            found.push(Span::over(begin, end));
            begin = end;
        }
        if letter.is_whitespace() && at > begin {
            space = Some(at);
        }
    }
    found.push(Span::over(begin, paragraph.end()));
    found
}

/// What the encoder made of a window: a row for each word.
struct Seen {
    window: Window,
    rows: Vec<f32>,
    width: usize,
}

impl Seen {
    fn each(&self, mut visit: impl FnMut(usize, usize, &[f32])) {
        let mut rows = self.rows.chunks_exact(self.width);
        for part in &self.window {
            for (word, row) in part.words.clone().zip(rows.by_ref()) {
                visit(part.paragraph, word, row);
            }
        }
    }

    fn row(&self, paragraph: usize, word: usize) -> Option<&[f32]> {
        let mut before = 0;
        for part in &self.window {
            if part.paragraph == paragraph && part.words.contains(&word) {
                let at = (before + word - part.words.start) * self.width;
                return self.rows.get(at..at + self.width);
            }
            before += part.words.len();
        }
        None
    }

    /// The spans of its paragraphs.
    fn spots<'a>(&self, spans: &'a [Spot]) -> impl Iterator<Item = (usize, &'a Spot)> + use<'a> {
        let first = self.window.first().map_or(0, |part| part.paragraph);
        let last = self.window.last().map_or(0, |part| part.paragraph);
        let from = spans.partition_point(|s| s.paragraph < first);
        let to = spans.partition_point(|s| s.paragraph <= last);
        (from..to).zip(&spans[from..to])
    }
}

#[cfg(test)]
mod tests {
    use super::parts;
    use text::{Span, Text};

    #[test]
    fn a_long_paragraph_is_read_in_parts() {
        let text = Text::new("fourteen more ".repeat(5000));
        let cut = parts(&text, text.span());
        assert_eq!(cut.len(), 3);
        assert!(cut.iter().all(|p| p.end() - p.start() <= super::LONGEST));
        assert!(cut[1..].iter().all(|p| text.slice(*p).starts_with(' ')));
        assert_eq!((cut[0].start(), cut[2].end()), (0, 70_000));
        assert!(cut.windows(2).all(|two| two[0].end() == two[1].start()));
        let word = Text::new("a".repeat(70_000));
        assert_eq!(parts(&word, word.span()).len(), 3);
    }

    #[test]
    fn a_plain_report_is_joined() {
        let model = super::super::model().unwrap();
        let text = Text::new("A spokesman said that the talks, “long overdue”, would resume in May.");
        let found = model.read(&text, &[text.span()]);
        let words = |spans: &[Span]| text.words_of(spans);
        assert_eq!(found.len(), 1);
        assert_eq!(words(&found[0].source), "A spokesman");
        assert_eq!(words(&found[0].cue), "said");
        assert!(words(&found[0].content).ends_with("would resume in May"));
        assert!(found[0].evidence.confidence(&model.confidence) > 0.5);
    }
}
