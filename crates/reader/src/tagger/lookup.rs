//! Features' weights, laid out to be found quickly.
//!
//! Slots and rows lie all over the memory, and waiting for them is most of a tagger's time. So the slots of many
//! features are asked for one after the other, then their rows, and only then anything hangs on what they hold.

use super::weights::Table;
use std::iter::Peekable;

/// The most labels of one table, or of two together.
pub(super) const WIDE: usize = 28;

/// The weights of a feature.
type Weights = [i8; WIDE];

/// How many features are looked up at once.
const MANY: usize = 64;

/// The most features whose sums fit into 16 bits.
const FIT: usize = (i16::MAX / 128) as usize;

/// A feature with its weights: half a line of the cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Held {
    key: u32,
    weights: Weights,
}

/// Weights by feature.
#[derive(Debug)]
pub(super) struct Lookup {
    /// By key, open addressing: twelve bits of the key and twenty of the row's number; `EMPTY` marks no row. Small,
    /// since most lookups end here, at a feature that was not kept.
    slots: Vec<u32>,
    rows: Vec<Held>,
}

const EMPTY: u32 = u32::MAX;
/// The low bits of a slot: the row's number.
const ROW: u32 = (1 << 20) - 1;

impl Lookup {
    /// The weights of one table.
    pub(super) fn of(table: &Table) -> Self {
        let rows = table.rows().map(|(key, row)| Held {
            key,
            weights: padded(row, &[]),
        });
        Self::with(table.len(), rows)
    }

    /// The weights of two tables in one, so that a feature is looked up once for both: those of `one`, `width` of
    /// them, then those of `two`.
    pub(super) fn joint(one: &Table, two: &Table, width: usize) -> Self {
        let nothing = vec![0; width];
        let most = one.len() + two.len();
        let (mut one, mut two) = (one.rows().peekable(), two.rows().peekable());
        let rows = std::iter::from_fn(|| {
            let key = [head(&mut one), head(&mut two)].into_iter().flatten().min()?;
            let ones = one.next_if(|(k, _)| *k == key);
            let twos = two.next_if(|(k, _)| *k == key);
            let ones = ones.map_or(nothing.as_slice(), |(_, row)| row);
            let twos = twos.map_or(nothing.as_slice(), |(_, row)| row);
            Some(Held {
                key,
                weights: padded(ones, twos),
            })
        });
        Self::with(most, rows)
    }

    fn with(most: usize, all: impl Iterator<Item = Held>) -> Self {
        let mut rows = Vec::with_capacity(most);
        rows.extend(all.take(ROW as usize));
        let mut slots = vec![EMPTY; (rows.len() * 2).next_power_of_two().max(2)];
        let mask = slots.len() - 1;
        for (row, held) in (0..ROW).zip(&rows) {
            let mut place = held.key as usize & mask;
            while slots[place] != EMPTY {
                place = (place + 1) & mask;
            }
            slots[place] = (held.key & !ROW) | row;
        }
        Self { slots, rows }
    }

    /// The sums of the weights of these features, in steps.
    pub(super) fn sums(&self, keys: &[u32]) -> [i32; WIDE] {
        let mut sums = [0i32; WIDE];
        for keys in keys.chunks(FIT) {
            let mut some = [0i16; WIDE];
            for keys in keys.chunks(MANY) {
                self.add(keys, &mut some);
            }
            for (sum, some) in sums.iter_mut().zip(some) {
                *sum += i32::from(some);
            }
        }
        sums
    }

    /// Adds the weights of at most [`MANY`] features.
    fn add(&self, keys: &[u32], sums: &mut [i16; WIDE]) {
        let mask = self.slots.len() - 1;
        let mut slots = [EMPTY; MANY];
        for (slot, &key) in slots.iter_mut().zip(keys) {
            *slot = self.slots[key as usize & mask];
        }
        let mut likely = [(0, 0); MANY];
        let mut count = 0;
        for (&slot, &key) in slots.iter().zip(keys) {
            let row = self.likely(slot, key);
            likely[count % MANY] = (row.unwrap_or(0), key);
            count += usize::from(row.is_some());
        }
        let mut held = [0; MANY];
        for (held, &(row, _)) in held.iter_mut().zip(&likely[..count]) {
            *held = self.rows[row as usize].key;
        }
        for (&held, &(row, key)) in held.iter().zip(&likely[..count]) {
            let weights = if held == key {
                self.rows[row as usize].weights
            } else {
                self.exact(key)
            };
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i16::from(weight);
            }
        }
    }

    /// The number of the row that the key's slots name by twelve of its bits; `slot` is the first of them.
    #[inline]
    fn likely(&self, mut slot: u32, key: u32) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let mut place = key as usize;
        while slot != EMPTY {
            if (slot ^ key) & !ROW == 0 {
                return Some(slot & ROW);
            }
            place += 1;
            slot = self.slots[place & mask];
        }
        None
    }

    /// The weights of a key that shares those bits with another: seldom needed.
    #[cold]
    fn exact(&self, key: u32) -> Weights {
        let mask = self.slots.len() - 1;
        let mut place = key as usize;
        loop {
            let slot = self.slots[place & mask];
            if slot == EMPTY {
                return [0; WIDE];
            }
            let held = self.rows[(slot & ROW) as usize];
            if held.key == key {
                return held.weights;
            }
            place += 1;
        }
    }
}

fn head<'a>(rows: &mut Peekable<impl Iterator<Item = (u32, &'a [i8])>>) -> Option<u32> {
    rows.peek().map(|(key, _)| *key)
}

fn padded(one: &[i8], two: &[i8]) -> Weights {
    let mut weights = [0; WIDE];
    let (ones, rest) = weights.split_at_mut(one.len().min(WIDE));
    let twos = &mut rest[..two.len().min(WIDE - ones.len())];
    ones.copy_from_slice(&one[..ones.len()]);
    twos.copy_from_slice(&two[..twos.len()]);
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Rows of two weights, a step each, some of whose keys share a slot and twelve bits.
    fn table(keys: impl Iterator<Item = u32>) -> (Table, BTreeMap<u32, Vec<f32>>) {
        let rows: BTreeMap<u32, Vec<f32>> = keys.map(|key| (key, vec![(key % 100) as f32, -127.0])).collect();
        (Table::new(2, &rows, 1.0), rows)
    }

    #[test]
    fn sums_are_those_of_the_rows() {
        let (one, ones) = table((1..900).map(|i| i * 0x1001));
        let (two, twos) = table((1..900).map(|i| i * 0x2002));
        let lookup = Lookup::joint(&one, &two, 2);
        for count in [0, 1, 63, 64, 65, 400] {
            let keys: Vec<u32> = (0..count).map(|i| i * 0x1001 + i % 2).collect();
            let mut sums = [0i32; WIDE];
            for key in &keys {
                let found = [ones.get(key), twos.get(key)];
                for (at, row) in found.into_iter().enumerate() {
                    for (label, weight) in row.into_iter().flatten().enumerate() {
                        sums[at * 2 + label] += *weight as i32;
                    }
                }
            }
            assert_eq!(lookup.sums(&keys), sums, "{count}");
        }
    }

    #[test]
    fn an_empty_table_weighs_nothing() {
        assert_eq!(Lookup::of(&Table::default()).sums(&[1, 2, 3]), [0; WIDE]);
    }
}
