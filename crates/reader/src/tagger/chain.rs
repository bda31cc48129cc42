//! The likeliest labels of a chain, and how likely each is: Viterbi's and the forward-backward algorithm over the
//! labels that may follow each other (Lafferty, McCallum and Pereira, ICML 2001).

use super::labels::{self, LABELS, Row};

/// Weights of a label after a label.
pub type Steps = [Row; LABELS];

/// A weight that no path outweighs.
const NEVER: f32 = -1e9;

/// `steps` with every pair that may not follow each other ruled out.
pub fn lawful(steps: &Steps) -> Steps {
    let mut lawful = *steps;
    for (label, row) in lawful.iter_mut().enumerate() {
        for (next, weight) in row.iter_mut().enumerate() {
            if !labels::may_follow(label as u8, next as u8) {
                *weight = NEVER;
            }
        }
    }
    lawful
}

fn edge(row: &Row, may: fn(u8) -> bool) -> Row {
    let mut row = *row;
    for (label, weight) in row.iter_mut().enumerate() {
        if !may(label as u8) {
            *weight = NEVER;
        }
    }
    row
}

/// The labels with the highest sum of weights; `steps` are lawful.
pub fn best(scores: &[Row], steps: &Steps) -> Vec<u8> {
    let Some(first) = scores.first() else {
        return Vec::new();
    };
    let mut columns = [[0.0; LABELS]; LABELS];
    for (label, row) in steps.iter().enumerate() {
        for (next, weight) in row.iter().enumerate() {
            columns[next][label] = *weight;
        }
    }
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    let mut now = edge(first, labels::may_start);
    for row in &scores[1..] {
        let mut next = [0.0; LABELS];
        let mut from = [0u8; LABELS];
        for label in 0..LABELS {
            let mut most = f32::MIN;
            for before in 0..LABELS {
                let sum = now[before] + columns[label][before];
                if sum > most {
                    most = sum;
                    from[label] = before as u8;
                }
            }
            next[label] = most + row[label];
        }
        back.push(from);
        now = next;
    }
    let last = edge(&now, labels::may_end);
    let mut label = (0..LABELS)
        .max_by(|&a, &b| last[a].total_cmp(&last[b]))
        .unwrap_or(0) as u8;
    let mut path = vec![label];
    for from in back.iter().rev() {
        label = from[usize::from(label)];
        path.push(label);
    }
    path.reverse();
    path
}

/// How likely each label is at each place, and how often each step is expected.
#[derive(Clone, Debug, Default)]
pub struct Shares {
    /// For each place, the share of each label.
    pub labels: Vec<Row>,
    /// For each label, how often each label is expected after it.
    pub steps: Steps,
}

/// The shares of all labels; `steps` are lawful.
pub fn shares(scores: &[Row], steps: &Steps, expect_steps: bool) -> Shares {
    let mut shares = Shares::default();
    let Some(last) = scores.len().checked_sub(1) else {
        return shares;
    };
    let mut move_to = *steps;
    for weight in move_to.iter_mut().flatten() {
        *weight = weight.exp();
    }
    let mut local: Vec<Row> = scores.to_vec();
    local[0] = edge(&local[0], labels::may_start);
    local[last] = edge(&local[last], labels::may_end);
    for row in &mut local {
        let most = row.iter().copied().fold(f32::MIN, f32::max);
        for weight in row.iter_mut() {
            *weight = (*weight - most).exp();
        }
    }
    let mut forward: Vec<Row> = Vec::with_capacity(local.len());
    let mut now = local[0];
    normalise(&mut now);
    forward.push(now);
    for row in &local[1..] {
        let mut next = [0.0; LABELS];
        for (before, weights) in now.iter().zip(&move_to) {
            for (sum, weight) in next.iter_mut().zip(weights) {
                *sum += before * weight;
            }
        }
        for (sum, weight) in next.iter_mut().zip(row) {
            *sum *= weight;
        }
        normalise(&mut next);
        forward.push(next);
        now = next;
    }
    shares.labels = vec![[0.0; LABELS]; local.len()];
    let mut behind: Row = [1.0; LABELS];
    for at in (0..local.len()).rev() {
        let mut share = forward[at];
        for (value, weight) in share.iter_mut().zip(&behind) {
            *value *= weight;
        }
        normalise(&mut share);
        shares.labels[at] = share;
        if at == 0 {
            break;
        }
        let mut ahead = local[at];
        for (value, weight) in ahead.iter_mut().zip(&behind) {
            *value *= weight;
        }
        let mut before = [0.0; LABELS];
        for (sum, weights) in before.iter_mut().zip(&move_to) {
            *sum = weights.iter().zip(&ahead).map(|(w, a)| w * a).sum();
        }
        if expect_steps {
            expect(&forward[at - 1], &move_to, &ahead, &before, &mut shares.steps);
        }
        normalise(&mut before);
        behind = before;
    }
    shares
}

fn expect(forward: &Row, move_to: &Steps, ahead: &Row, before: &Row, steps: &mut Steps) {
    let total: f32 = forward.iter().zip(before).map(|(f, b)| f * b).sum();
    if total <= 0.0 {
        return;
    }
    for ((row, weights), f) in steps.iter_mut().zip(move_to).zip(forward) {
        let scale = f / total;
        for ((sum, weight), a) in row.iter_mut().zip(weights).zip(ahead) {
            *sum += scale * weight * a;
        }
    }
}

fn normalise(row: &mut Row) {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 {
        for value in row.iter_mut() {
            *value /= sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chain() -> impl Strategy<Value = Vec<Row>> {
        prop::collection::vec(prop::array::uniform13(-9.0f32..9.0), 0..12)
    }

    proptest! {
        #[test]
        fn labels_follow_each_other_lawfully(scores in chain()) {
            let steps = lawful(&Steps::default());
            let path = best(&scores, &steps);
            prop_assert_eq!(path.len(), scores.len());
            prop_assert!(path.windows(2).all(|pair| labels::may_follow(pair[0], pair[1])));
            prop_assert!(path.first().is_none_or(|&label| labels::may_start(label)));
            prop_assert!(path.last().is_none_or(|&label| labels::may_end(label)));
        }

        #[test]
        fn shares_sum_to_one(scores in chain()) {
            let found = shares(&scores, &lawful(&Steps::default()), true);
            for row in &found.labels {
                prop_assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-3);
            }
            let steps: f32 = found.steps.iter().flatten().sum();
            prop_assert!((steps - scores.len().saturating_sub(1) as f32).abs() < 1e-2);
        }
    }
}
