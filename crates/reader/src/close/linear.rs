//! A linear layer with 8-bit weights: exact 8-bit products where the processor has them, by our own kernel where it has
//! AVX2 and the weights are small, in 32-bit floats elsewhere.

#![allow(
    clippy::inline_always,
    reason = "only what is inlined is compiled for the processor's wide registers"
)]

#[cfg(target_arch = "x86_64")]
use super::small;
use pulp::{Arch, Simd, WithSimd};
use rten_gemm::{BiasVector, GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::prelude::AsView;
use rten_tensor::{NdTensor, NdTensorView};

/// `x · wᵀ + b`.
pub(crate) struct Linear {
    weights: Weights,
    bias: Vec<f32>,
    inputs: usize,
}

enum Weights {
    /// Weights and inputs in 8 bits, sums in 32: needs dot products that don't saturate.
    Whole(PackedBMatrix<i8>, Rows),
    /// The same for small weights.
    #[cfg(target_arch = "x86_64")]
    Small(small::Packed, Rows),
    /// Weights unpacked to floats.
    Float(PackedBMatrix<f32>),
}

/// What rows of steps are worth.
struct Rows {
    scales: Vec<f32>,
    /// Of each row of weights, to take off what the inputs' zeros add.
    sums: Vec<i32>,
}

/// The kernels that this processor has; made anew by each thread.
pub(crate) struct Kernels {
    whole: GemmExecutor<u8, i8, i32>,
    float: GemmExecutor<f32>,
}

impl Kernels {
    /// The best of this processor.
    pub(crate) fn new() -> Self {
        Self {
            whole: GemmExecutor::new(),
            float: GemmExecutor::new(),
        }
    }

    /// `a · b`, both in floats, `a` of `rows` rows.
    pub(crate) fn product(
        &self,
        a: NdTensorView<'_, f32, 2>,
        b: NdTensorView<'_, f32, 2>,
        alpha: f32,
        out: &mut [f32],
    ) {
        let options = GemmOptions {
            alpha,
            ..GemmOptions::default()
        };
        let done = self
            .float
            .gemm(out, GemmInputA::Unpacked(a), GemmInputB::Unpacked(b), options);
        debug_assert!(done.is_ok(), "shapes are checked where a model is loaded");
    }
}

impl Linear {
    /// From weights of `scales.len()` rows of `inputs`, each row in steps of its scale.
    ///
    /// The lengths must agree; [`super::model`] has checked them.
    pub(crate) fn new(kernels: &Kernels, rows: &[i8], scales: &[f32], bias: &[f32], inputs: usize) -> Self {
        Self {
            weights: Self::packed(kernels, rows, scales, inputs),
            bias: bias.to_vec(),
            inputs,
        }
    }

    fn packed(kernels: &Kernels, rows: &[i8], scales: &[f32], inputs: usize) -> Weights {
        let outputs = scales.len();
        let of_rows = || Rows {
            scales: scales.to_vec(),
            sums: rows
                .chunks_exact(inputs)
                .map(|row| row.chunks(SHORT).map(sum).sum())
                .collect(),
        };
        if !kernels.whole.may_saturate() {
            let view = NdTensorView::from_data([outputs, inputs], rows);
            return Weights::Whole(kernels.whole.prepack_b(view.transposed()), of_rows());
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(packed) = small::Packed::new(rows, inputs) {
            return Weights::Small(packed, of_rows());
        }
        let floats: Vec<f32> = rows
            .chunks_exact(inputs)
            .zip(scales)
            .flat_map(|(row, scale)| row.iter().map(move |&w| f32::from(w) * scale))
            .collect();
        let floats = NdTensor::from_data([outputs, inputs], floats);
        Weights::Float(kernels.float.prepack_b(floats.view().transposed()))
    }

    /// How many numbers it gives for each row.
    pub(crate) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// The rows of `x` (each of `inputs` numbers) through the layer.
    pub(crate) fn apply(&self, kernels: &Kernels, x: &[f32]) -> Vec<f32> {
        let (rows, width) = (x.len() / self.inputs, self.bias.len());
        match &self.weights {
            Weights::Float(packed) => {
                let mut out = vec![0.0; rows * width];
                let options = GemmOptions {
                    bias: Some(BiasVector::Row(&self.bias)),
                    ..GemmOptions::default()
                };
                let a = NdTensorView::from_data([rows, self.inputs], x);
                let done = kernels.float.gemm(
                    &mut out,
                    GemmInputA::Unpacked(a),
                    GemmInputB::Packed(packed),
                    options,
                );
                debug_assert!(done.is_ok(), "shapes are checked where a model is loaded");
                out
            }
            Weights::Whole(packed, weighed) => {
                let quantised = Quantised::of(x, self.inputs);
                let mut sums = vec![0i32; rows * width];
                // The library's own zero points went wrong from the ninth row of a tile on; see the test.
                let a = NdTensorView::from_data([rows, self.inputs], quantised.values.as_slice());
                let done = kernels.whole.gemm(
                    &mut sums,
                    GemmInputA::Unpacked(a),
                    GemmInputB::Packed(packed),
                    GemmOptions::default(),
                );
                debug_assert!(done.is_ok(), "shapes are checked where a model is loaded");
                let mut out = vec![0.0; rows * width];
                Arch::new().dispatch(Weigh {
                    rows: weighed,
                    bias: &self.bias,
                    x: &quantised,
                    first: 0,
                    sums: &sums,
                    size: rows,
                    out: &mut out,
                });
                out
            }
            #[cfg(target_arch = "x86_64")]
            Weights::Small(packed, weighed) => {
                let quantised = Quantised::of(x, self.inputs);
                let mut out = vec![0.0; rows * width];
                packed.multiply(&quantised.values, |first, sums| {
                    Arch::new().dispatch(Weigh {
                        rows: weighed,
                        bias: &self.bias,
                        x: &quantised,
                        first,
                        sums: sums.as_flattened(),
                        size: sums.len(),
                        out: &mut out,
                    });
                });
                out
            }
        }
    }
}

/// How many weights surely add up in 16 bits, which goes quicker.
const SHORT: usize = 128;

fn sum(some: &[i8]) -> i32 {
    some.iter().map(|&w| i16::from(w)).sum::<i16>().into()
}

/// Gives sums of steps what they are worth.
struct Weigh<'a> {
    rows: &'a Rows,
    bias: &'a [f32],
    x: &'a Quantised,
    /// The output to which the first sum of a row belongs; sums past the last output are left out.
    first: usize,
    sums: &'a [i32],
    /// How many rows there are.
    size: usize,
    out: &'a mut [f32],
}

impl WithSimd for Weigh<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let width = self.bias.len();
        let wide = self.sums.len() / self.size.max(1);
        let (bias, scales) = (&self.bias[self.first..], &self.rows.scales[self.first..]);
        let weighed = &self.rows.sums[self.first..];
        for (row, sums) in self.sums.chunks_exact(wide.max(1)).enumerate() {
            let (step, zero) = (self.x.steps[row], self.x.zeros[row]);
            let out = &mut self.out[row * width + self.first..(row + 1) * width];
            let of_outputs = weighed.iter().zip(scales).zip(bias);
            for ((out, sum), ((all, scale), bias)) in out.iter_mut().zip(sums).zip(of_outputs) {
                *out = (sum - zero * all) as f32 * (step * scale) + bias;
            }
        }
    }
}

/// Rows of numbers in 8 bits, each row with its own step and zero.
struct Quantised {
    steps: Vec<f32>,
    zeros: Vec<i32>,
    values: Vec<u8>,
}

impl Quantised {
    fn of(x: &[f32], width: usize) -> Self {
        Arch::new().dispatch(Quantise { x, width })
    }
}

/// Added to a small number it leaves the nearest whole one in the last bits, which is quicker than a checked cast.
const WHOLE: f32 = 12_582_912.0;

struct Quantise<'a> {
    x: &'a [f32],
    width: usize,
}

impl WithSimd for Quantise<'_> {
    type Output = Quantised;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Quantised {
        let Self { x, width } = self;
        let mut found = Quantised {
            steps: Vec::with_capacity(x.len() / width),
            zeros: Vec::with_capacity(x.len() / width),
            values: vec![0; x.len()],
        };
        for (row, values) in x.chunks_exact(width).zip(found.values.chunks_exact_mut(width)) {
            let (low, high) = ends(row);
            let step = ((high - low) / 255.0).max(f32::MIN_POSITIVE);
            let zero = (-low / step).round();
            let per = 1.0 / step;
            for (value, &v) in values.iter_mut().zip(row) {
                let steps = (v * per + zero).clamp(0.0, 255.0);
                *value = (steps + WHOLE).to_bits() as u8;
            }
            found.steps.push(step);
            found.zeros.push(zero as i32);
        }
        found
    }
}

/// The least and the greatest of a row and nought.
#[inline(always)]
fn ends(row: &[f32]) -> (f32, f32) {
    let mut ends = [(0.0f32, 0.0f32); 16];
    let (chunks, rest) = row.as_chunks::<16>();
    for chunk in chunks {
        for ((low, high), &v) in ends.iter_mut().zip(chunk) {
            *low = if v < *low { v } else { *low };
            *high = if v > *high { v } else { *high };
        }
    }
    let all = rest.iter().map(|&v| (v, v)).chain(ends);
    all.fold((0.0, 0.0), |(low, high), (a, b)| (a.min(low), b.max(high)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_gives_nearly_what_floats_would() {
        gives_nearly_what_floats_would(|i| (((i * 37 + 11) % 255) as u8).cast_signed());
    }

    #[test]
    fn small_weights_have_their_own_kernel() {
        let small = 31;
        gives_nearly_what_floats_would(|i| if i % 7 == 0 { -small } else { small });
        gives_nearly_what_floats_would(|i| if i / 96 % 2 == 0 { -small } else { small });
    }

    fn gives_nearly_what_floats_would(weight: impl Fn(usize) -> i8) {
        let (inputs, outputs, rows) = (96, 40, 33);
        let weights: Vec<i8> = (0..inputs * outputs).map(weight).collect();
        let scales: Vec<f32> = (0..outputs).map(|i| 0.001 + i as f32 * 1e-4).collect();
        let bias: Vec<f32> = (0..outputs).map(|i| i as f32 * 0.1 - 2.0).collect();
        let x: Vec<f32> = (0..inputs * rows)
            .map(|i| ((i * 29 % 101) as f32 - 40.0) / 25.0)
            .collect();
        let kernels = Kernels::new();
        let out = Linear::new(&kernels, &weights, &scales, &bias, inputs).apply(&kernels, &x);
        for (row, out) in x.chunks(inputs).zip(out.chunks(outputs)) {
            for (at, found) in out.iter().enumerate() {
                let products = weights[at * inputs..].iter().zip(row);
                let exact = bias[at] + scales[at] * products.map(|(&w, x)| f32::from(w) * x).sum::<f32>();
                assert!(
                    (found - exact).abs() < 0.02 * exact.abs().max(5.0),
                    "{at}: {found} for {exact}"
                );
            }
        }
    }
}
