//! The weights: one safetensors file that is part of the program, checked by its hash where it is loaded.

use super::crf::{Crf, LABELS};
use super::distances::Distances;
use super::encoder::{Encoder, Layer, Norm, Table};
use super::join::EVIDENCE;
use super::linear::{Kernels, Linear};
use super::links::Links;
use super::meaning::Meaning;
use super::pieces::{Marks, Vocabulary};
use rayon::prelude::*;
use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;

/// What the reader was trained to.
pub(crate) struct Model {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) encoder: Encoder,
    /// From what a word means to scores of its labels: rows of the encoder's width, then one bias each.
    pub(crate) emit: Vec<f32>,
    pub(crate) emit_bias: Vec<f32>,
    pub(crate) crf: Crf,
    pub(crate) links: Links,
    pub(crate) meaning: Meaning,
    /// Weights of the evidence for a statement, and one more.
    pub(crate) confidence: Vec<f32>,
}

/// Why the weights can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The bytes aren't those that were shipped.
    #[error("the weights of the close reader are damaged: get the program anew, or use --reader quick")]
    Damaged,
    /// The file is not what this program reads.
    #[error("the weights of the close reader don't fit this program ({0}): get both from one version")]
    Unfit(String),
}

/// What the file says of its encoder.
#[derive(Deserialize)]
struct Config {
    layers: usize,
    heads: usize,
    /// Added to variances.
    epsilon: f32,
    /// Pieces that stand for an unknown word, before a window, after a paragraph.
    unknown: u32,
    begin: u32,
    end: u32,
}

/// No matrix of ours has more weights, so that a damaged file can't ask for all memory.
const MOST_WEIGHTS: usize = 1 << 25;

impl Model {
    /// From the file's bytes, whose BLAKE3 hash in hexadecimal must be `hash`.
    ///
    /// # Errors
    /// [`ModelError`]
    pub(crate) fn load(bytes: &[u8], hash: &str) -> Result<Self, ModelError> {
        if blake3::hash(bytes).to_hex().as_str() != hash.trim() {
            return Err(ModelError::Damaged);
        }
        let file = SafeTensors::deserialize(bytes).map_err(|e| ModelError::Unfit(e.to_string()))?;
        let file = File(file);
        let config: Config = serde_json::from_slice(file.bytes("config", Dtype::U8)?)
            .map_err(|e| ModelError::Unfit(format!("config: {e}")))?;
        let words = Table {
            rows: file.steps("word")?,
            scales: file.floats("word.scale")?,
        };
        if words.scales.is_empty() || !words.rows.len().is_multiple_of(words.scales.len()) {
            return Err(ModelError::Unfit("word: rows and scales differ".to_owned()));
        }
        let width = words.rows.len() / words.scales.len();
        if config.heads == 0 || !width.is_multiple_of(config.heads) {
            return Err(ModelError::Unfit("heads".to_owned()));
        }
        let table = |name: &str| file.shaped(name, width);
        let layers = (0..config.layers)
            .into_par_iter()
            .map(|i| file.layer(i, width))
            .collect::<Result<Vec<_>, ModelError>>()?;
        let relative = file.floats("relative")?;
        if !relative.len().is_multiple_of(2 * config.heads) {
            return Err(ModelError::Unfit("relative".to_owned()));
        }
        let vocabulary = String::from_utf8(file.pressed("vocabulary")?)
            .map_err(|e| ModelError::Unfit(format!("vocabulary: {e}")))?;
        let marks = Marks {
            unknown: config.unknown,
            begin: config.begin,
            end: config.end,
        };
        let steps = file.sized("follow", LABELS * LABELS)?;
        let begin = file.sized("begin", LABELS)?;
        let encoder = Encoder {
            width,
            heads: config.heads,
            words,
            distances: Distances::new(&relative, config.heads, table("position")?.len() / width),
            places: table("position")?,
            shapes: table("shape")?,
            quotes: table("quote")?,
            norm: file.norm("norm", width)?,
            epsilon: config.epsilon,
            layers,
        };
        Ok(Self {
            vocabulary: Vocabulary::new(&vocabulary, marks),
            emit: file.sized("emit.weight", LABELS * width)?,
            emit_bias: file.sized("emit.bias", LABELS)?,
            crf: Crf {
                steps: std::array::from_fn(|a| std::array::from_fn(|b| steps[a * LABELS + b])),
                begin: std::array::from_fn(|b| begin[b]),
            },
            links: Links::new(
                width,
                file.floats("cue.weight")?,
                file.floats("cue.bias")?,
                [file.floats("other.0.weight")?, file.floats("other.1.weight")?],
                [file.floats("other.0.bias")?, file.floats("other.1.bias")?],
                file.floats("far")?,
            )
            .ok_or_else(|| ModelError::Unfit("the shapes of the links".to_owned()))?,
            meaning: Meaning::new(
                width,
                file.floats("meaning.weight")?,
                file.floats("meaning.bias")?,
            )
            .ok_or_else(|| ModelError::Unfit("the shape of meaning".to_owned()))?,
            encoder,
            confidence: file.sized("confidence", EVIDENCE + 1)?,
        })
    }
}

/// The file, with names in its errors.
struct File<'b>(SafeTensors<'b>);

impl<'b> File<'b> {
    fn bytes(&self, name: &str, kind: Dtype) -> Result<&'b [u8], ModelError> {
        let tensor = self
            .0
            .tensor(name)
            .map_err(|e| ModelError::Unfit(format!("{name}: {e}")))?;
        if tensor.dtype() == kind {
            Ok(tensor.data())
        } else {
            Err(ModelError::Unfit(format!("{name}: another kind of number")))
        }
    }

    fn floats(&self, name: &str) -> Result<Vec<f32>, ModelError> {
        let bytes = self.bytes(name, Dtype::F32)?;
        Ok(bytes
            .as_chunks()
            .0
            .iter()
            .map(|&four| f32::from_le_bytes(four))
            .collect())
    }

    fn sized(&self, name: &str, count: usize) -> Result<Vec<f32>, ModelError> {
        let found = self.floats(name)?;
        if found.len() == count {
            Ok(found)
        } else {
            Err(ModelError::Unfit(format!(
                "{name}: {} numbers for {count}",
                found.len()
            )))
        }
    }

    /// Rows of `width`, one at least.
    fn shaped(&self, name: &str, width: usize) -> Result<Vec<f32>, ModelError> {
        let found = self.floats(name)?;
        if found.len() >= width && found.len().is_multiple_of(width) {
            Ok(found)
        } else {
            Err(ModelError::Unfit(format!("{name}: not rows of {width}")))
        }
    }

    fn norm(&self, name: &str, width: usize) -> Result<Norm, ModelError> {
        Ok(Norm {
            weight: self.sized(&format!("{name}.weight"), width)?,
            bias: self.sized(&format!("{name}.bias"), width)?,
        })
    }

    /// The bytes of a zstd frame.
    fn pressed(&self, name: &str) -> Result<Vec<u8>, ModelError> {
        zstd::bulk::decompress(self.bytes(name, Dtype::U8)?, MOST_WEIGHTS)
            .map_err(|e| ModelError::Unfit(format!("{name}: {e}")))
    }

    /// Weights in whole steps.
    fn steps(&self, name: &str) -> Result<Vec<i8>, ModelError> {
        let bytes = self.pressed(&format!("{name}.steps"))?;
        Ok(bytes.into_iter().map(u8::cast_signed).collect())
    }

    fn layer(&self, at: usize, width: usize) -> Result<Layer, ModelError> {
        let kernels = Kernels::new();
        let linear = |name: &str| self.linear(&kernels, &format!("layer.{at}.{name}"));
        let norm = |name: &str| self.norm(&format!("layer.{at}.{name}"), width);
        let layer = Layer {
            qkv: linear("qkv")?,
            out: linear("out")?,
            norm1: norm("norm1")?,
            up: linear("up")?,
            down: linear("down")?,
            norm2: norm("norm2")?,
        };
        let fit = layer.qkv.shape() == (width, 3 * width)
            && layer.out.shape() == (width, width)
            && layer.up.shape().0 == width
            && layer.down.shape() == (layer.up.shape().1, width);
        if fit {
            Ok(layer)
        } else {
            Err(ModelError::Unfit(format!("the shapes of layer {at}")))
        }
    }

    fn linear(&self, kernels: &Kernels, name: &str) -> Result<Linear, ModelError> {
        let rows = self.steps(name)?;
        let scales = self.floats(&format!("{name}.scale"))?;
        let bias = self.sized(&format!("{name}.bias"), scales.len())?;
        if scales.is_empty() || rows.is_empty() || !rows.len().is_multiple_of(scales.len()) {
            return Err(ModelError::Unfit(format!("{name}: rows and scales differ")));
        }
        let inputs = rows.len() / scales.len();
        Ok(Linear::new(kernels, &rows, &scales, &bias, inputs))
    }
}
