//! The encoder: BERT's layers (Devlin et al. 2019) with MPNet's relative places, how words are written added to what they
//! are.

use super::distances::Distances;
use super::linear::{Kernels, Linear};
use rten_simd::SimdOp;
use rten_simd::SimdUnaryOp;
use rten_tensor::NdTensorView;
use rten_vecmath::{Gelu, Normalize, NormalizeOptions, Softmax, Sum, SumSquareSub};

/// How many pieces go through a layer's second half at once, so that all of it stays in the second cache.
const SOME: usize = 48;

/// A table of rows in 8 bits, each with its scale.
pub(crate) struct Table {
    pub(crate) rows: Vec<i8>,
    pub(crate) scales: Vec<f32>,
}

/// Weights of a layer's normalisation.
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

/// One layer.
pub(crate) struct Layer {
    pub(crate) qkv: Linear,
    pub(crate) out: Linear,
    pub(crate) norm1: Norm,
    pub(crate) up: Linear,
    pub(crate) down: Linear,
    pub(crate) norm2: Norm,
}

/// The whole of it.
pub(crate) struct Encoder {
    pub(crate) width: usize,
    pub(crate) heads: usize,
    pub(crate) words: Table,
    /// Rows of `width`, one a place in the window.
    pub(crate) places: Vec<f32>,
    pub(crate) distances: Distances,
    pub(crate) shapes: Vec<f32>,
    pub(crate) quotes: Vec<f32>,
    pub(crate) norm: Norm,
    /// Added to variances.
    pub(crate) epsilon: f32,
    pub(crate) layers: Vec<Layer>,
}

/// What the encoder is told of one piece: rows of its tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) word: u32,
    pub(crate) shape: u8,
    pub(crate) quote: u8,
}

impl Norm {
    fn apply(&self, rows: &mut [f32], epsilon: f32) {
        for row in rows.chunks_exact_mut(self.weight.len()) {
            let count = row.len() as f32;
            let mean = Sum::new(row).dispatch() / count;
            let variance = SumSquareSub::new(row, mean).dispatch() / count;
            let options = NormalizeOptions {
                pre_scale_bias: mean,
                scale: 1.0 / (variance + epsilon).sqrt(),
                element_scale: Some(&self.weight),
                element_bias: Some(&self.bias),
                ..NormalizeOptions::default()
            };
            Normalize::new_mut(row, options).dispatch();
        }
    }
}

impl Encoder {
    /// How many pieces fit a window.
    pub(crate) fn longest(&self) -> usize {
        self.places.len() / self.width
    }

    /// What each piece means where it stands: rows of `width`. No more pieces than [`Self::longest`].
    pub(crate) fn run(&self, pieces: &[Piece]) -> Vec<f32> {
        let kernels = &Kernels::new();
        let mut x = self.embed(pieces);
        self.norm.apply(&mut x, self.epsilon);
        for layer in &self.layers {
            let heard = self.attend(kernels, layer, &x);
            let size = SOME * self.width;
            for (x, heard) in x.chunks_mut(size).zip(heard.chunks(size)) {
                add(x, &layer.out.apply(kernels, heard));
                layer.norm1.apply(x, self.epsilon);
                let mut inner = layer.up.apply(kernels, x);
                Gelu {}.map_mut(&mut inner);
                add(x, &layer.down.apply(kernels, &inner));
                layer.norm2.apply(x, self.epsilon);
            }
        }
        x
    }

    /// The row of a piece in the table of words, and its scale.
    pub(crate) fn word(&self, word: u32) -> (&[i8], f32) {
        let word = (word as usize).min(self.words.scales.len() - 1);
        let values = &self.words.rows[word * self.width..][..self.width];
        (values, self.words.scales[word])
    }

    fn embed(&self, pieces: &[Piece]) -> Vec<f32> {
        let mut x = Vec::with_capacity(pieces.len() * self.width);
        let row = |table: &'_ [f32], at: usize| -> std::ops::Range<usize> {
            let last = table.len() / self.width - 1;
            let at = at.min(last) * self.width;
            at..at + self.width
        };
        for (at, piece) in pieces.iter().enumerate() {
            let (values, scale) = self.word(piece.word);
            let place = &self.places[row(&self.places, at)];
            let shape = &self.shapes[row(&self.shapes, piece.shape.into())];
            let quote = &self.quotes[row(&self.quotes, piece.quote.into())];
            x.extend(
                values
                    .iter()
                    .zip(place)
                    .zip(shape)
                    .zip(quote)
                    .map(|(((&w, p), s), q)| f32::from(w) * scale + p + s + q),
            );
        }
        x
    }

    fn attend(&self, kernels: &Kernels, layer: &Layer, x: &[f32]) -> Vec<f32> {
        let (count, width) = (x.len() / self.width, self.width);
        let size = width / self.heads;
        let qkv = layer.qkv.apply(kernels, x);
        let qkv = NdTensorView::from_data([count, 3 * width], qkv.as_slice());
        let mut mixed = vec![0.0; count * width];
        let mut scores = vec![0.0; count * count];
        let mut heard = vec![0.0; count * size];
        let alpha = 1.0 / (size as f32).sqrt();
        for head in 0..self.heads {
            let part = |which: usize| {
                let from = which * width + head * size;
                qkv.slice((.., from..from + size))
            };
            kernels.product(part(0), part(1).transposed(), alpha, &mut scores);
            for (place, row) in scores.chunks_exact_mut(count).enumerate() {
                add(row, self.distances.row(head, place, count));
                Softmax::new_mut(row).dispatch();
            }
            let weights = NdTensorView::from_data([count, count], scores.as_slice());
            kernels.product(weights, part(2), 1.0, &mut heard);
            for (row, heard) in mixed.chunks_exact_mut(width).zip(heard.chunks_exact(size)) {
                row[head * size..(head + 1) * size].copy_from_slice(heard);
            }
        }
        mixed
    }
}

fn add(x: &mut [f32], more: &[f32]) {
    for (x, more) in x.iter_mut().zip(more) {
        *x += more;
    }
}
