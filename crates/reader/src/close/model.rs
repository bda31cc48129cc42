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

/// No vocabulary of ours has more bytes, so that a damaged file can't ask for all memory.
const LONGEST_VOCABULARY: usize = 1 << 20;

impl Model {
    /// From the file's bytes, whose BLAKE3 hash in hexadecimal must be `hash`.
    ///
    /// # Errors
    /// [`ModelError`]
    pub(crate) fn load(bytes: &[u8], hash: &str) -> Result<Self, ModelError> {
        let (same, model) = rayon::join(
            || blake3::hash(bytes).to_hex().as_str() == hash.trim(),
            || Self::unpack(bytes),
        );
        if same { model } else { Err(ModelError::Damaged) }
    }

    /// What the bytes hold, the large parts beside each other.
    fn unpack(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = SafeTensors::deserialize(bytes).map_err(|e| ModelError::Unfit(e.to_string()))?;
        let file = File(file);
        let config: Config = serde_json::from_slice(file.bytes("config", Dtype::U8)?)
            .map_err(|e| ModelError::Unfit(format!("config: {e}")))?;
        let width = file.floats("norm.weight")?.len();
        if width == 0 || config.heads == 0 || !width.is_multiple_of(config.heads) {
            return Err(ModelError::Unfit("heads".to_owned()));
        }
        let (words, (layers, vocabulary)) = rayon::join(
            || file.table("word", width),
            || rayon::join(|| file.layers(config.layers, width), || file.vocabulary(&config)),
        );
        let table = |name: &str| file.shaped(name, width);
        let relative = file.floats("relative")?;
        if !relative.len().is_multiple_of(2 * config.heads) {
            return Err(ModelError::Unfit("relative".to_owned()));
        }
        let steps = file.sized("follow", LABELS * LABELS)?;
        let begin = file.sized("begin", LABELS)?;
        let encoder = Encoder {
            width,
            heads: config.heads,
            words: words?,
            distances: Distances::new(&relative, config.heads, table("position")?.len() / width),
            places: table("position")?,
            shapes: table("shape")?,
            quotes: table("quote")?,
            norm: file.norm("norm", width)?,
            epsilon: config.epsilon,
            layers: layers?,
        };
        Ok(Self {
            vocabulary: vocabulary?,
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

    /// The bytes of a zstd frame, `most` at most.
    fn pressed(&self, name: &str, most: usize) -> Result<Vec<u8>, ModelError> {
        zstd::bulk::decompress(self.bytes(name, Dtype::U8)?, most)
            .map_err(|e| ModelError::Unfit(format!("{name}: {e}")))
    }

    /// A matrix in whole steps with the scale of each row, of which there is one at least.
    fn table(&self, name: &str, width: usize) -> Result<Table, ModelError> {
        let scales = self.floats(&format!("{name}.scale"))?;
        let bytes = self.pressed(&format!("{name}.steps"), scales.len() * width)?;
        if bytes.is_empty() || bytes.len() != scales.len() * width {
            return Err(ModelError::Unfit(format!("{name}: rows and scales differ")));
        }
        let rows = bytes.into_iter().map(u8::cast_signed).collect();
        Ok(Table { rows, scales })
    }

    fn vocabulary(&self, config: &Config) -> Result<Vocabulary, ModelError> {
        let lines = String::from_utf8(self.pressed("vocabulary", LONGEST_VOCABULARY)?)
            .map_err(|e| ModelError::Unfit(format!("vocabulary: {e}")))?;
        let marks = Marks {
            unknown: config.unknown,
            begin: config.begin,
            end: config.end,
        };
        Ok(Vocabulary::new(&lines, marks))
    }

    fn layers(&self, count: usize, width: usize) -> Result<Vec<Layer>, ModelError> {
        (0..count)
            .into_par_iter()
            .map(|at| self.layer(at, width))
            .collect()
    }

    fn layer(&self, at: usize, width: usize) -> Result<Layer, ModelError> {
        let kernels = Kernels::new();
        let linear = |name: &str, inputs| self.linear(&kernels, &format!("layer.{at}.{name}"), inputs);
        let norm = |name: &str| self.norm(&format!("layer.{at}.{name}"), width);
        let up = linear("up", width)?;
        let layer = Layer {
            qkv: linear("qkv", width)?,
            out: linear("out", width)?,
            norm1: norm("norm1")?,
            down: linear("down", up.outputs())?,
            up,
            norm2: norm("norm2")?,
        };
        if layer.qkv.outputs() == 3 * width && layer.out.outputs() == width && layer.down.outputs() == width {
            Ok(layer)
        } else {
            Err(ModelError::Unfit(format!("the shapes of layer {at}")))
        }
    }

    fn linear(&self, kernels: &Kernels, name: &str, inputs: usize) -> Result<Linear, ModelError> {
        let Table { rows, scales } = self.table(name, inputs)?;
        let bias = self.sized(&format!("{name}.bias"), scales.len())?;
        Ok(Linear::new(kernels, &rows, &scales, &bias, inputs))
    }
}
