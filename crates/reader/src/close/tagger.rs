//! From paragraphs to linked spans: the encoder sees every word in two windows, a CRF labels it, links join spans.

use super::crf::{CONTENT, CUE, LABELS, SOURCE, Scores, Tagged};
use super::encoder::Piece;
use super::links::{CueSide, OtherSide};
use super::model::Model;
use super::pieces::Word;
use super::windows::{Window, count, windows};
use rayon::prelude::*;
use std::collections::BTreeMap;
use text::{Span, Text};

/// Pieces that are held in memory at once, about; a section ends at a paragraph.
const SECTION: usize = 12_000;
/// From which score (before the logistic function) a source or a content belongs to a cue.
const LINKED: f32 = 0.0;

/// Spans that belong together, in code points, sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Linked {
    pub(crate) source: Vec<Span>,
    pub(crate) cue: Vec<Span>,
    pub(crate) content: Vec<Span>,
    /// How sure the model is of the cue, the content, the source and their links, each from 0 to 1.
    pub(crate) shares: Shares,
}

/// What the confidence of a statement is made from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Shares {
    pub(crate) cue: f32,
    pub(crate) content: f32,
    pub(crate) source: f32,
    pub(crate) link: f32,
}

impl Linked {
    /// How likely a person would confirm it: calibrated on annotated news, see the model's card.
    pub(crate) fn confidence(&self) -> f32 {
        let Shares {
            cue,
            content,
            source,
            link,
        } = self.shares;
        cue * content * source.max(0.5) * link
    }
}

impl Model {
    /// The statements of `paragraphs` (spans of `text`), as spans that belong together.
    pub(crate) fn read(&self, text: &Text, paragraphs: &[Span]) -> Vec<Linked> {
        let mut found = Vec::new();
        let mut section: Vec<Vec<Word>> = Vec::new();
        let mut size = 0;
        for &paragraph in paragraphs {
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

type Pairs = BTreeMap<(usize, usize), f32>;

/// A tagged span and where it stands.
struct Spot {
    paragraph: usize,
    tagged: Tagged,
    place: Span,
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

/// Each cue with its sources and contents; a content that no cue claims goes to the cue that comes nearest to it.
fn join(spans: &[Spot], pairs: &Pairs) -> Vec<Linked> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut best_cue: BTreeMap<usize, (usize, f32)> = BTreeMap::new();
    let mut best_content: BTreeMap<usize, (usize, f32)> = BTreeMap::new();
    for (&(cue, other), &score) in pairs {
        let kind = spans[other].tagged.kind;
        if kind == CONTENT {
            better(&mut best_cue, other, cue, score);
            better(&mut best_content, cue, other, score);
        }
        if kind == CONTENT && score > LINKED {
            members.entry(cue).or_default().push(other);
        }
    }
    for (&content, &(cue, score)) in &best_cue {
        let mine = members.entry(cue).or_default();
        if score <= LINKED {
            mine.push(content);
        }
    }
    for (&cue, &(content, _)) in &best_content {
        let mine = members.entry(cue).or_default();
        if mine.is_empty() {
            mine.push(content);
        }
    }
    let mut found = Vec::new();
    for (cue, mut contents) in members {
        contents.sort_unstable();
        let sources = best_source(spans, pairs, cue);
        found.push(linked(spans, pairs, cue, &sources, &contents));
    }
    // Contents in windows without any cue stand alone.
    for (at, spot) in spans.iter().enumerate() {
        if spot.tagged.kind == CONTENT && !best_cue.contains_key(&at) {
            found.push(Linked {
                content: vec![spot.place],
                shares: Shares {
                    content: spot.tagged.share,
                    ..Shares::default()
                },
                ..Linked::default()
            });
        }
    }
    found.sort_by_key(|l| l.cue.iter().chain(&l.content).map(|s| s.start()).min());
    found
}

fn better(best: &mut BTreeMap<usize, (usize, f32)>, key: usize, other: usize, score: f32) {
    let now = best.entry(key).or_insert((other, score));
    if score > now.1 {
        *now = (other, score);
    }
}

/// The likeliest source of a cue, where one is likely at all.
fn best_source(spans: &[Spot], pairs: &Pairs, cue: usize) -> Vec<usize> {
    pairs
        .range((cue, 0)..(cue + 1, 0))
        .filter(|((_, other), score)| spans[*other].tagged.kind == SOURCE && **score > LINKED)
        .max_by(|a, b| a.1.total_cmp(b.1))
        .map(|((_, other), _)| vec![*other])
        .unwrap_or_default()
}

fn linked(spans: &[Spot], pairs: &Pairs, cue: usize, sources: &[usize], contents: &[usize]) -> Linked {
    let places = |of: &[usize]| of.iter().map(|&at| spans[at].place).collect::<Vec<_>>();
    let least = |of: &[usize]| of.iter().map(|&at| spans[at].tagged.share).fold(1.0, f32::min);
    let sure = |other: &usize| logistic(pairs.get(&(cue, *other)).copied().unwrap_or(-4.0));
    Linked {
        source: places(sources),
        cue: vec![spans[cue].place],
        content: places(contents),
        shares: Shares {
            cue: spans[cue].tagged.share,
            content: least(contents),
            source: if sources.is_empty() { 0.0 } else { least(sources) },
            link: sources.iter().chain(contents).map(sure).fold(1.0, f32::min),
        },
    }
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use text::{Span, Text};

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
        assert!(found[0].confidence() > 0.5);
    }
}
