//! Labels of a row of words: a linear-chain CRF (Lafferty, McCallum and Pereira 2001) over BIO labels.

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

/// A span of words of one kind, with how likely all of it is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tagged {
    pub(crate) kind: usize,
    /// First word and the one after the last.
    pub(crate) words: std::ops::Range<usize>,
    /// The mean over its words, and the word after it, of how likely their labels are.
    pub(crate) share: f32,
}

impl Crf {
    /// The spans of the best labels, in order.
    pub(crate) fn tag(&self, rows: &[Scores]) -> Vec<Tagged> {
        let labels = self.best(rows);
        let shares = self.shares(rows);
        let mut found: Vec<Tagged> = Vec::new();
        let mut at = 0;
        while at < labels.len() {
            let label = labels[at];
            let mut end = at + 1;
            if label % 2 == 1 {
                while labels.get(end) == Some(&(label + 1)) {
                    end += 1;
                }
                let edge = (at..(end + 1).min(labels.len())).map(|i| shares[i][labels[i]]);
                let count = ((end + 1).min(labels.len()) - at) as f32;
                found.push(Tagged {
                    kind: (label - 1) / 2,
                    words: at..end,
                    share: edge.sum::<f32>() / count,
                });
            }
            at = end;
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

    /// How likely each label is at each word, whatever the others are (forward and backward sums).
    fn shares(&self, rows: &[Scores]) -> Vec<Scores> {
        let Some(first) = rows.first() else {
            return Vec::new();
        };
        let mut forward = vec![plus(&self.begin, first)];
        for row in &rows[1..] {
            let before = forward[forward.len() - 1];
            let next = std::array::from_fn(|b| {
                log_sum(&std::array::from_fn(|a| before[a] + self.steps[a][b])) + row[b]
            });
            forward.push(next);
        }
        let mut after = [0.0; LABELS];
        for at in (0..rows.len()).rev() {
            let here = plus(&forward[at], &after);
            let whole = log_sum(&here);
            forward[at] = here.map(|score| (score - whole).exp());
            after = std::array::from_fn(|a| {
                log_sum(&std::array::from_fn(|b| {
                    self.steps[a][b] + rows[at][b] + after[b]
                }))
            });
        }
        forward
    }
}

fn plus(a: &Scores, b: &Scores) -> Scores {
    std::array::from_fn(|i| a[i] + b[i])
}

fn log_sum(scores: &Scores) -> f32 {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    most + scores.iter().map(|s| (s - most).exp()).sum::<f32>().ln()
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
        assert!(tagged.iter().all(|t| t.share > 0.1 && t.share <= 1.0));
    }

    #[test]
    fn shares_of_a_word_sum_to_one() {
        let rows = vec![[0.3, 1.0, -2.0, 0.0, 0.5, 0.2, 3.0]; 5];
        for row in free().shares(&rows) {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        }
    }
}
