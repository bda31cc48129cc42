//! A linear layer with 8-bit weights: exact 8-bit products where the processor has them, 32-bit floats elsewhere.

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
    Whole {
        packed: PackedBMatrix<i8>,
        scales: Vec<f32>,
        /// Of each row of weights, to take off what the inputs' zeros add.
        sums: Vec<i32>,
    },
    /// Weights unpacked to floats.
    Float(PackedBMatrix<f32>),
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
        let outputs = scales.len();
        let weights = if kernels.whole.may_saturate() {
            let floats: Vec<f32> = rows
                .chunks_exact(inputs)
                .zip(scales)
                .flat_map(|(row, scale)| row.iter().map(move |&w| f32::from(w) * scale))
                .collect();
            let floats = NdTensor::from_data([outputs, inputs], floats);
            Weights::Float(kernels.float.prepack_b(floats.view().transposed()))
        } else {
            let view = NdTensorView::from_data([outputs, inputs], rows);
            Weights::Whole {
                packed: kernels.whole.prepack_b(view.transposed()),
                scales: scales.to_vec(),
                sums: rows
                    .chunks_exact(inputs)
                    .map(|row| row.iter().map(|&w| i32::from(w)).sum())
                    .collect(),
            }
        };
        Self {
            weights,
            bias: bias.to_vec(),
            inputs,
        }
    }

    /// How many numbers it takes and gives for each row.
    pub(crate) fn shape(&self) -> (usize, usize) {
        (self.inputs, self.bias.len())
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
            Weights::Whole {
                packed,
                scales,
                sums: weighed,
            } => {
                let Quantised { steps, zeros, values } = Quantised::of(x, self.inputs);
                let mut sums = vec![0i32; rows * width];
                // The library's own zero points went wrong from the ninth row of a tile on; see the test.
                let a = NdTensorView::from_data([rows, self.inputs], values.as_slice());
                let done = kernels.whole.gemm(
                    &mut sums,
                    GemmInputA::Unpacked(a),
                    GemmInputB::Packed(packed),
                    GemmOptions::default(),
                );
                debug_assert!(done.is_ok(), "shapes are checked where a model is loaded");
                let mut out = Vec::with_capacity(rows * width);
                for ((row, step), zero) in sums.chunks_exact(width).zip(steps).zip(zeros) {
                    out.extend(row.iter().zip(weighed).zip(scales).zip(&self.bias).map(
                        |(((&sum, all), scale), bias)| (sum - zero * all) as f32 * (step * scale) + bias,
                    ));
                }
                out
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
        let mut found = Self {
            steps: Vec::with_capacity(x.len() / width),
            zeros: Vec::with_capacity(x.len() / width),
            values: Vec::with_capacity(x.len()),
        };
        for row in x.chunks_exact(width) {
            let (low, high) = row
                .iter()
                .fold((0.0f32, 0.0f32), |(low, high), &v| (low.min(v), high.max(v)));
            let step = ((high - low) / 255.0).max(f32::MIN_POSITIVE);
            let zero = (-low / step).round();
            let per = 1.0 / step;
            // The cast saturates, so that rounding can't leave 0..=255.
            found
                .values
                .extend(row.iter().map(|&v| (v * per + zero + 0.5) as u8));
            found.steps.push(step);
            found.zeros.push(zero as i32);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_gives_nearly_what_floats_would() {
        let (inputs, outputs, rows) = (96, 40, 33);
        let weights: Vec<i8> = (0..inputs * outputs)
            .map(|i| (((i * 37 + 11) % 255) as u8).cast_signed())
            .collect();
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
