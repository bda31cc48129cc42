//! Labels of a row of words: a linear-chain CRF (Lafferty, McCallum and Pereira 2001) over BIO labels.

use std::ops::Range;

/// How many labels there are: outside, and a first and a further one of each kind.
pub(crate) const LABELS: usize = 7;
/// Kinds of spans in the order of their labels.
pub(crate) const SOURCE: usize = 0;
pub(crate) const CUE: usize = 1;
pub(crate) const CONTENT: usize = 2;

/// Scores of each label for one word.
pub(crate) type Scores = [f32; LABELS];

/// What follows what.
pub(crate) struct Crf {
    /// `steps[a][b]`: label `b` after label `a`; very low where that can't be.
    pub(crate) steps: [Scores; LABELS],
    /// Each label on the first word.
    pub(crate) begin: Scores,
}

/// A span of words of one kind, with how likely it is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tagged {
    pub(crate) kind: usize,
    /// First word and the one after the last.
    pub(crate) words: Range<usize>,
    /// How likely this very span is.
    pub(crate) exact: f32,
    /// The mean over its words of how likely each belongs to a span of this kind.
    pub(crate) share: f32,
}

/// Places at which a span may begin or end that are tried beside Viterbi's.
const TRIED: usize = 6;
/// How far from Viterbi's span they may lie, in words.
const REACH: usize = 40;

impl Crf {
    /// The spans in order: those on the best way through all labels, but of each content the likeliest form among those
    /// that share a word with it and touch no other span. (For sources and cues that gains nothing.)
    pub(crate) fn tag(&self, rows: &[Scores]) -> Vec<Tagged> {
        let labels = self.best(rows);
        let ways = Ways::new(self, rows);
        let spans = spans(&labels);
        let mut found: Vec<Tagged> = Vec::new();
        for (at, (kind, words)) in spans.iter().enumerate() {
            let from = found.last().map_or(0, |t| t.words.end);
            let to = spans.get(at + 1).map_or(rows.len(), |(_, next)| next.start);
            let room = if *kind == CONTENT { from..to } else { words.clone() };
            let (words, exact) = ways.likeliest(*kind, words, room);
            let share = words
                .clone()
                .map(|i| ways.share(i, 2 * kind + 1) + ways.share(i, 2 * kind + 2));
            found.push(Tagged {
                kind: *kind,
                exact,
                share: share.sum::<f32>() / words.len() as f32,
                words,
            });
        }
        found
    }

    /// Viterbi's best labels.
    fn best(&self, rows: &[Scores]) -> Vec<usize> {
        let Some(first) = rows.first() else {
            return Vec::new();
        };
        let mut now = plus(&self.begin, first);
        let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(rows.len());
        for row in &rows[1..] {
            let (mut next, mut from) = ([f32::NEG_INFINITY; LABELS], [0u8; LABELS]);
            for (a, (before, steps)) in now.iter().zip(&self.steps).enumerate() {
                for (b, step) in steps.iter().enumerate() {
                    if before + step > next[b] {
                        next[b] = before + step;
                        from[b] = a as u8;
                    }
                }
            }
            now = plus(&next, row);
            back.push(from);
        }
        let mut at = (0..LABELS).fold(0, |best, i| if now[i] > now[best] { i } else { best });
        let mut labels = vec![at; rows.len()];
        for (place, from) in back.iter().enumerate().rev() {
            at = from[at].into();
            labels[place] = at;
        }
        labels
    }
}

/// Runs of labels of one kind, each from a first one on.
fn spans(labels: &[usize]) -> Vec<(usize, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < labels.len() {
        let label = labels[at];
        let mut end = at + 1;
        if label % 2 == 1 {
            while labels.get(end) == Some(&(label + 1)) {
                end += 1;
            }
            found.push(((label - 1) / 2, at..end));
        }
        at = end;
    }
    found
}

/// Sums over all ways through the labels, as logarithms: up to each word, from it on, and along the insides of spans.
struct Ways<'a> {
    crf: &'a Crf,
    rows: &'a [Scores],
    forward: Vec<[f64; LABELS]>,
    backward: Vec<[f64; LABELS]>,
    /// Of each kind, sums of the scores of further words before each word.
    inside: [Vec<f64>; 3],
    whole: f64,
}

impl<'a> Ways<'a> {
    fn new(crf: &'a Crf, rows: &'a [Scores]) -> Self {
        let mut forward: Vec<[f64; LABELS]> = Vec::with_capacity(rows.len());
        for row in rows {
            let sums = match forward.last() {
                None => crf.begin.map(f64::from),
                Some(before) => std::array::from_fn(|b| {
                    log_sum(&std::array::from_fn(|a| before[a] + f64::from(crf.steps[a][b])))
                }),
            };
            forward.push(std::array::from_fn(|b| sums[b] + f64::from(row[b])));
        }
        let mut backward = vec![[0.0; LABELS]; rows.len()];
        for at in (1..rows.len()).rev() {
            backward[at - 1] = std::array::from_fn(|a| {
                log_sum(&std::array::from_fn(|b| crf.onward(rows, &backward, a, b, at)))
            });
        }
        let inside = std::array::from_fn(|kind| {
            let label = 2 * kind + 2;
            let mut sum = 0.0;
            let more = rows.iter().map(|row| {
                sum += f64::from(row[label]) + f64::from(crf.steps[label][label]);
                sum
            });
            std::iter::once(0.0).chain(more).collect()
        });
        let whole = forward.last().map_or(0.0, log_sum);
        Self {
            crf,
            rows,
            forward,
            backward,
            inside,
            whole,
        }
    }

    /// How likely a word has a label, whatever the others have.
    fn share(&self, word: usize, label: usize) -> f32 {
        (self.forward[word][label] + self.backward[word][label] - self.whole).exp() as f32
    }

    /// The sum over what may come after a span of `kind` whose last word, `last`, has `label`.
    fn after(&self, kind: usize, last: usize, label: usize) -> f64 {
        if last + 1 == self.rows.len() {
            return 0.0;
        }
        log_sum(&std::array::from_fn(|b| {
            if b == 2 * kind + 2 {
                f64::NEG_INFINITY
            } else {
                self.crf.onward(self.rows, &self.backward, label, b, last + 1)
            }
        }))
    }

    /// How likely it is that a span of `kind` has just these words.
    fn exactly(&self, kind: usize, words: &Range<usize>) -> f64 {
        let (first, further) = (2 * kind + 1, 2 * kind + 2);
        let begun = self.forward[words.start][first];
        let last = words.end - 1;
        let sum = if words.len() == 1 {
            begun + self.after(kind, last, first)
        } else {
            let run = self.inside[kind][words.end] - self.inside[kind][words.start + 1];
            let turn =
                f64::from(self.crf.steps[first][further]) - f64::from(self.crf.steps[further][further]);
            begun + run + turn + self.after(kind, last, further)
        };
        (sum - self.whole).exp()
    }

    /// The likeliest span of `kind` that shares a word with `words` and stays in `room`.
    fn likeliest(&self, kind: usize, words: &Range<usize>, room: Range<usize>) -> (Range<usize>, f32) {
        let (first, further) = (2 * kind + 1, 2 * kind + 2);
        let from = room.start.max(words.start.saturating_sub(REACH));
        let to = room.end.min(words.end + REACH);
        let starts = most(from..words.end, |at| self.share(at, first));
        let ends = most(words.start + 1..to + 1, |end| {
            let stays = |label| self.forward[end - 1][label] + self.after(kind, end - 1, label) - self.whole;
            (stays(first).exp() + stays(further).exp()) as f32
        });
        let mut best = (words.clone(), self.exactly(kind, words));
        for &start in &starts {
            for &end in ends.iter().filter(|&&end| end > start) {
                let likely = self.exactly(kind, &(start..end));
                if likely > best.1 {
                    best = (start..end, likely);
                }
            }
        }
        (best.0, best.1.min(1.0) as f32)
    }
}

impl Crf {
    /// From label `a` on to `b` at word `at` and all that may follow.
    fn onward(&self, rows: &[Scores], backward: &[[f64; LABELS]], a: usize, b: usize, at: usize) -> f64 {
        f64::from(self.steps[a][b]) + f64::from(rows[at][b]) + backward[at][b]
    }
}

/// The few places with the highest shares.
fn most(places: Range<usize>, share: impl Fn(usize) -> f32) -> Vec<usize> {
    let mut found: Vec<(f32, usize)> = places
        .map(|at| (share(at), at))
        .filter(|(s, _)| *s > 0.01)
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.truncate(TRIED);
    found.into_iter().map(|(_, at)| at).collect()
}

fn plus(a: &Scores, b: &Scores) -> Scores {
    std::array::from_fn(|i| a[i] + b[i])
}

fn log_sum(scores: &[f64; LABELS]) -> f64 {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + scores.iter().map(|s| (s - most).exp()).sum::<f64>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free() -> Crf {
        let mut crf = Crf {
            steps: [[0.0; LABELS]; LABELS],
            begin: [0.0; LABELS],
        };
        for inside in [2, 4, 6] {
            crf.begin[inside] = -1e4;
            for (before, row) in crf.steps.iter_mut().enumerate() {
                if before != inside && before != inside - 1 {
                    row[inside] = -1e4;
                }
            }
        }
        crf
    }

    #[test]
    fn a_span_never_begins_inside() {
        let mut rows = vec![[0.0; LABELS]; 4];
        rows[0][2] = 5.0;
        rows[1][2] = 5.0;
        rows[3][5] = 1.0;
        let tagged = free().tag(&rows);
        assert_eq!(tagged.len(), 2);
        assert_eq!((tagged[0].kind, tagged[0].words.clone()), (SOURCE, 0..2));
        assert_eq!((tagged[1].kind, tagged[1].words.clone()), (CONTENT, 3..4));
        assert!(
            tagged
                .iter()
                .all(|t| t.share > 0.1 && t.share <= 1.0 && t.exact > 0.0)
        );
    }

    #[test]
    fn shares_of_a_word_and_of_all_spans_sum_to_one() {
        let (crf, rows) = (free(), vec![[0.3, 1.0, -2.0, 0.0, 0.5, 0.2, 3.0]; 5]);
        let ways = Ways::new(&crf, &rows);
        for word in 0..5 {
            let sum: f32 = (0..LABELS).map(|label| ways.share(word, label)).sum();
            assert!((sum - 1.0).abs() < 1e-4);
        }
        for kind in 0..3 {
            // Word 2 is outside of the kind's spans, or in just one of them.
            let within = ways.share(2, 2 * kind + 1) + ways.share(2, 2 * kind + 2);
            let spans = (0..3).flat_map(|a| (3..6).map(move |b| a..b));
            let sum: f64 = spans.map(|words| ways.exactly(kind, &words)).sum();
            assert!((sum - f64::from(within)).abs() < 1e-4, "{kind}: {sum} {within}");
        }
    }

    #[test]
    fn a_span_takes_its_likeliest_form() {
        let mut rows = vec![[0.0; LABELS]; 6];
        rows[1][5] = 6.0;
        rows[2][6] = 3.0;
        rows[3][6] = 0.4;
        rows[4][6] = -0.5;
        let tagged = free().tag(&rows);
        assert_eq!(tagged.len(), 1);
        assert_eq!(tagged[0].words.start, 1);
        let (crf, words) = (free(), tagged[0].words.clone());
        let ways = Ways::new(&crf, &rows);
        for end in 2..6 {
            assert!(ways.exactly(CONTENT, &(1..end)) <= ways.exactly(CONTENT, &words) + 1e-9);
        }
    }
}
