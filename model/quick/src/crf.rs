//! A linear-chain conditional random field, trained by stochastic gradient descent with AdaGrad's steps (Duchi, Hazan
//! and Singer, JMLR 2011).

use reader::training::{LABELS, Row, Steps, Table, best, lawful, shares};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// Keys are hashes already.
#[derive(Default)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0 << 8 | u64::from(byte);
        }
    }
    fn write_u32(&mut self, key: u32) {
        self.0 = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A map from keys.
pub(crate) type KeyMap<T> = HashMap<u32, T, BuildHasherDefault<AsIs>>;

/// A stretch to learn from.
#[derive(Clone, Default)]
pub(crate) struct Chain {
    /// Which document it stands in.
    pub(crate) document: usize,
    /// Keys, then (after [`index`]) numbers of features, of all tokens one after the other.
    pub(crate) keys: Vec<u32>,
    /// Where each token's keys end.
    pub(crate) ends: Vec<u32>,
    /// The right labels.
    pub(crate) gold: Vec<u8>,
}

impl Chain {
    /// The keys of a token.
    pub(crate) fn of(&self, at: usize) -> &[u32] {
        let from = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.keys[from..self.ends[at] as usize]
    }
}

/// The features that are seen at least `least` times in `chains`, numbered.
pub(crate) fn dictionary(chains: &[Chain], least: u8) -> KeyMap<u32> {
    const PLACES: usize = 1 << 27;
    let mut seen = vec![0u8; PLACES];
    for key in chains.iter().flat_map(|chain| &chain.keys) {
        let count = &mut seen[*key as usize & (PLACES - 1)];
        *count = count.saturating_add(1);
    }
    let mut numbers = KeyMap::default();
    for &key in chains.iter().flat_map(|chain| &chain.keys) {
        if seen[key as usize & (PLACES - 1)] >= least {
            let next = numbers.len() as u32;
            numbers.entry(key).or_insert(next);
        }
    }
    numbers
}

/// Replaces keys by their numbers; keys without one are left out.
pub(crate) fn index(chains: &mut [Chain], numbers: &KeyMap<u32>) {
    for chain in chains {
        let mut kept = Vec::with_capacity(chain.keys.len());
        let mut from = 0;
        for end in &mut chain.ends {
            let upto = *end as usize;
            kept.extend(
                chain.keys[from..upto]
                    .iter()
                    .filter_map(|key| numbers.get(key).copied()),
            );
            from = upto;
            *end = kept.len() as u32;
        }
        kept.shrink_to_fit();
        chain.keys = kept;
    }
}

const WIDE: usize = 16;

/// Weights while they are learned.
pub(crate) struct Crf {
    weights: Vec<[f32; WIDE]>,
    squares: Vec<[f32; WIDE]>,
    alive: Vec<bool>,
    steps: Steps,
    step_squares: Steps,
    rate: f32,
    decay: f32,
}

impl Crf {
    /// One for so many features.
    pub(crate) fn new(features: usize, rate: f32, decay: f32) -> Self {
        Self {
            weights: vec![[0.0; WIDE]; features],
            squares: vec![[1.0; WIDE]; features],
            alive: vec![true; features],
            steps: Steps::default(),
            step_squares: [[1.0; LABELS]; LABELS],
            rate,
            decay,
        }
    }

    fn scores(&self, chain: &Chain) -> Vec<Row> {
        (0..chain.ends.len())
            .map(|at| {
                let mut sums = [0.0f32; WIDE];
                for &feature in chain.of(at) {
                    for (sum, weight) in sums.iter_mut().zip(&self.weights[feature as usize]) {
                        *sum += weight;
                    }
                }
                std::array::from_fn(|label| sums[label])
            })
            .collect()
    }

    /// The likeliest labels and the shares of all.
    pub(crate) fn decode(&self, chain: &Chain, lean: f32) -> (Vec<u8>, Vec<Row>) {
        let steps = lawful(&self.steps);
        let mut scores = self.scores(chain);
        for row in &mut scores {
            row[0] -= lean;
        }
        (best(&scores, &steps), shares(&scores, &steps, false).labels)
    }

    /// One step on one chain.
    fn learn(&mut self, chain: &Chain) {
        let scores = self.scores(chain);
        let shares = shares(&scores, &lawful(&self.steps), true);
        for (at, (share, &gold)) in shares.labels.iter().zip(&chain.gold).enumerate() {
            let mut slope = [0.0f32; WIDE];
            slope[..LABELS].copy_from_slice(share);
            slope[usize::from(gold)] -= 1.0;
            if slope.iter().all(|s| s.abs() < 0.003) {
                continue;
            }
            for &feature in chain.of(at) {
                let feature = feature as usize;
                if !self.alive[feature] {
                    continue;
                }
                let weights = &mut self.weights[feature];
                let squares = &mut self.squares[feature];
                for i in 0..WIDE {
                    let slope = slope[i] + self.decay * weights[i];
                    squares[i] += slope * slope;
                    weights[i] -= self.rate * slope / squares[i].sqrt();
                }
            }
        }
        let mut expected = shares.steps;
        for pair in chain.gold.windows(2) {
            expected[usize::from(pair[0])][usize::from(pair[1])] -= 1.0;
        }
        let slopes = expected.as_flattened().iter();
        let squares = self.step_squares.as_flattened_mut().iter_mut();
        for ((slope, square), step) in slopes.zip(squares).zip(self.steps.as_flattened_mut()) {
            *square += slope * slope;
            *step -= self.rate * slope / square.sqrt();
        }
    }

    /// Goes over `chains` once, in an order that `round` gives.
    pub(crate) fn round(&mut self, chains: &[&Chain], round: u64) {
        let mut order: Vec<usize> = (0..chains.len()).collect();
        order.sort_by_key(|&i| {
            let mixed = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15 ^ (round << 32 | round));
            (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
        });
        for i in order {
            self.learn(chains[i]);
        }
    }

    /// Leaves the `most` heaviest features alive and forgets the others.
    pub(crate) fn prune(&mut self, most: usize) {
        let weight = |row: &[f32; WIDE]| row.iter().fold(0.0f32, |most, w| most.max(w.abs()));
        let mut heavy: Vec<f32> = self.weights.iter().map(weight).collect();
        if heavy.len() <= most {
            return;
        }
        heavy.sort_by(|a, b| b.total_cmp(a));
        let least = heavy[most];
        for (row, alive) in self.weights.iter_mut().zip(&mut self.alive) {
            if weight(row) <= least {
                *row = [0.0; WIDE];
                *alive = false;
            }
        }
    }

    /// The table of the weights and the steps.
    pub(crate) fn table(&self, numbers: &KeyMap<u32>, light: f32) -> (Table, Steps) {
        let rows: BTreeMap<u32, Vec<f32>> = numbers
            .iter()
            .filter(|(_, n)| self.alive[**n as usize])
            .map(|(&key, &n)| {
                // Nothing weighs more than a path needs: a few outliers would coarsen all steps.
                let row = self.weights[n as usize][..LABELS].iter();
                (
                    key,
                    row.map(|&w| if w.abs() < light { 0.0 } else { w.clamp(-3.0, 3.0) })
                        .collect(),
                )
            })
            .collect();
        (Table::new(LABELS, &rows, 0.025), lawful(&self.steps))
    }
}
