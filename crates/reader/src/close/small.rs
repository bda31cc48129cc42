//! Products of bytes and small weights on x86 processors with AVX2 and without 8-bit dot products.
//!
//! `vpmaddubsw` multiplies 32 bytes by 32 weights and adds them in pairs, in 16 bits. Weights are small, so that the sums of
//! several such products still fit, and only then are widened: a multiplication of 32 bits in nine goes into that, where
//! the library's own kernel for these processors needs one in two and turns the weights round for every two rows. How
//! many fit is counted when the weights are packed. Measured in `docs/performance.md`.

#![allow(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the processor's wide registers"
)]

use pulp::NullaryFnOnce;
use pulp::x86::V3;
use std::arch::x86_64::__m256i;

/// How many outputs a tile has: two vectors of eight sums.
const WIDE: usize = 16;

/// How many rows go through a tile at once.
const ROWS: usize = 2;

/// How many products are added in 16 bits: as many as fit of these.
const RUNS: [usize; 3] = [8, 4, 2];

/// The inputs of the longest run: four a product.
const DEEP: usize = 4 * RUNS[0];

/// Inputs whose weights for a tile fit into the first cache.
const BLOCK: usize = 1536;

/// Weights of eight outputs for four inputs.
type Vector = [u8; 32];

/// A matrix of small weights, packed for the kernel.
pub(super) struct Packed {
    simd: V3,
    tiles: Vec<Tile>,
    inputs: usize,
}

/// The weights of [`WIDE`] outputs.
struct Tile {
    /// For each four inputs, first those of eight outputs, then those of the other eight.
    weights: Vec<[Vector; 2]>,
    /// How many products can be added in 16 bits.
    run: usize,
}

impl Packed {
    /// From rows of `inputs` weights; nothing where the processor, the weights or the width don't suit the kernel.
    pub(super) fn new(rows: &[i8], inputs: usize) -> Option<Self> {
        let simd = V3::try_new()?;
        if inputs == 0 || !inputs.is_multiple_of(DEEP) {
            return None;
        }
        let tiles: Option<Vec<Tile>> = rows
            .chunks(WIDE * inputs)
            .map(|rows| Tile::new(rows, inputs))
            .collect();
        Some(Self {
            simd,
            tiles: tiles?,
            inputs,
        })
    }

    /// The sums of products for each row of `values`, handed to `take` tile by tile: the first output, and the sums of each
    /// row, of which those past the last output mean nothing.
    pub(super) fn multiply(&self, values: &[u8], mut take: impl FnMut(usize, &[[i32; WIDE]])) {
        let rows = values.len() / self.inputs;
        let mut sums = vec![[0i32; WIDE]; rows];
        for (number, tile) in self.tiles.iter().enumerate() {
            sums.fill([0; WIDE]);
            self.simd.vectorize(Job {
                simd: self.simd,
                tile,
                values,
                inputs: self.inputs,
                sums: &mut sums,
            });
            take(number * WIDE, &sums);
        }
    }
}

impl Tile {
    fn new(rows: &[i8], inputs: usize) -> Option<Self> {
        // Outputs past the last have no weights.
        let mut weights = vec![[[0; 32]; 2]; inputs / 4];
        for (output, row) in rows.chunks_exact(inputs).enumerate() {
            let (half, from) = (output * 4 / 32, output * 4 % 32);
            for (both, four) in weights.iter_mut().zip(row.as_chunks::<4>().0) {
                both[half][from..from + 4].copy_from_slice(&four.map(i8::cast_unsigned));
            }
        }
        let run = RUNS.into_iter().find(|&run| fits(&weights, run))?;
        Some(Self { weights, run })
    }
}

/// Whether the sums of so many products fit into 16 bits, whatever the bytes are. Of each four weights, two go into one sum.
fn fits(weights: &[[Vector; 2]], run: usize) -> bool {
    const MOST: u16 = i16::MAX as u16 / u8::MAX as u16;
    let fit = |sums: &Vector| {
        let pairs = sums.as_chunks::<2>().0;
        pairs.iter().all(|&[a, b]| u16::from(a) + u16::from(b) <= MOST)
    };
    weights.chunks(run).all(|weights| {
        let (mut ups, mut downs) = ([[0u8; 32]; 2], [[0u8; 32]; 2]);
        for both in weights {
            let sums = ups.as_flattened_mut().iter_mut().zip(downs.as_flattened_mut());
            for (&weight, (up, down)) in both.as_flattened().iter().zip(sums) {
                let weight = weight.cast_signed();
                *up = up.saturating_add(weight.max(0).unsigned_abs());
                *down = down.saturating_add(weight.min(0).unsigned_abs());
            }
        }
        ups.iter().chain(&downs).all(fit)
    })
}

struct Job<'a> {
    simd: V3,
    tile: &'a Tile,
    values: &'a [u8],
    inputs: usize,
    sums: &'a mut [[i32; WIDE]],
}

impl NullaryFnOnce for Job<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        match self.tile.run {
            8 => self.runs::<8>(),
            4 => self.runs::<4>(),
            _ => self.runs::<2>(),
        }
    }
}

impl Job<'_> {
    #[inline(always)]
    fn runs<const RUN: usize>(self) {
        for (block, weights) in self.tile.weights.chunks(BLOCK / 4).enumerate() {
            let part = |row: usize| {
                let from = row * self.inputs + block * BLOCK;
                &self.values[from..from + 4 * weights.len()]
            };
            let last = self.sums.len() - 1;
            for (number, sums) in self.sums.chunks_mut(ROWS).enumerate() {
                // Where fewer rows are left, the last is gone through again, for nobody.
                let inputs: [&[u8]; ROWS] = std::array::from_fn(|i| part((number * ROWS + i).min(last)));
                let mut all = [[0; WIDE]; ROWS];
                all[..sums.len()].copy_from_slice(sums);
                add::<RUN>(self.simd, weights, inputs, &mut all);
                sums.copy_from_slice(&all[..sums.len()]);
            }
        }
    }
}

/// Adds to the sums of some rows what these weights make of their inputs.
#[inline(always)]
fn add<const RUN: usize>(
    simd: V3,
    weights: &[[Vector; 2]],
    inputs: [&[u8]; ROWS],
    sums: &mut [[i32; WIDE]; ROWS],
) {
    let V3 { avx, avx2, .. } = simd;
    let ones = avx._mm256_set1_epi16(1);
    let mut all: [[__m256i; 2]; ROWS] = pulp::cast(*sums);
    let [mut one, mut two] = inputs.map(|row| row.as_chunks::<4>().0.chunks_exact(RUN));
    for weights in weights.chunks_exact(RUN) {
        let (Some(one), Some(two)) = (one.next(), two.next()) else {
            return;
        };
        let mut run = [[avx._mm256_setzero_si256(); 2]; ROWS];
        for at in 0..RUN {
            for (row, four) in [one[at], two[at]].into_iter().enumerate() {
                let four = avx._mm256_set1_epi32(i32::from_le_bytes(four));
                for half in 0..2 {
                    let products = avx2._mm256_maddubs_epi16(four, pulp::cast(weights[at][half]));
                    run[row][half] = avx2._mm256_add_epi16(run[row][half], products);
                }
            }
        }
        for (all, run) in all.as_flattened_mut().iter_mut().zip(run.as_flattened()) {
            *all = avx2._mm256_add_epi32(*all, avx2._mm256_madd_epi16(*run, ones));
        }
    }
    *sums = pulp::cast(all);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_for_the_largest_weights_and_bytes() {
        let weights: [&[i8]; 3] = [&[31, -31, 31, 7, -1], &[16, 16, -16], &[8, 8, 8, 8, -3]];
        for (inputs, outputs, rows) in [(32, 1, 1), (3104, 45, 5), (768, 64, 2)] {
            for (some, run) in weights.into_iter().zip([2, 4, 8]) {
                let weights: Vec<i8> = (0..inputs * outputs).map(|i| some[i / 9 % some.len()]).collect();
                let values: Vec<u8> = (0..inputs * rows)
                    .map(|i| [255, 255, 254, 3][i / 50 % 4])
                    .collect();
                let Some(packed) = Packed::new(&weights, inputs) else {
                    assert!(V3::try_new().is_none());
                    return;
                };
                assert!(packed.tiles.iter().all(|tile| tile.run >= run));
                packed.multiply(&values, |first, sums| {
                    for (row, sums) in values.chunks(inputs).zip(sums) {
                        for (sum, weights) in sums.iter().zip(weights.chunks(inputs).skip(first)) {
                            let products = row
                                .iter()
                                .zip(weights)
                                .map(|(&v, &w)| i32::from(v) * i32::from(w));
                            assert_eq!(*sum, products.sum::<i32>());
                        }
                    }
                });
            }
        }
    }

    #[test]
    fn what_would_not_fit_is_left_to_others() {
        assert!(fits(&[[[32; 32]; 2]; 4], 2) && !fits(&[[[33; 32]; 2]; 4], 2));
        assert!(!fits(&[[[(-33i8).cast_unsigned(); 32]; 2]; 4], 2));
        assert!(Packed::new(&[33; 32], 32).is_none());
        assert!(Packed::new(&[1; 12], 12).is_none());
    }
}
