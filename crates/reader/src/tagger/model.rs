//! The weights file: a header with the body's hash, then tables.

use super::chain::{self, Steps};
use super::labels::LABELS;
use super::weights::{Bytes, Table, write_floats};
use crate::link;
use std::sync::LazyLock;

const MAGIC: &[u8; 4] = b"RQCK";
const VERSION: u32 = 2;
const FILE: &[u8] = include_bytes!("../../data/quick.bin");

static SHIPPED: LazyLock<Result<Model, ModelError>> = LazyLock::new(|| Model::read(FILE));

/// Why a weights file can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It isn't one, or one of another version.
    #[error("weights: the file is no model of this version: train it again")]
    Foreign,
    /// Its bytes aren't those that were written.
    #[error("weights: the file's hash doesn't match its bytes: fetch it again")]
    Damaged,
    /// It ends early or its tables don't fit.
    #[error("weights: the file's tables don't fit: train it again")]
    Malformed,
}

/// What the quick reader was trained to.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Parts of speech.
    pub pos: Table,
    /// Places in the sentence.
    pub roles: Table,
    /// The first chain's features.
    pub first: Table,
    /// The first chain's steps.
    pub first_steps: Steps,
    /// The second chain's features.
    pub second: Table,
    /// The second chain's steps.
    pub second_steps: Steps,
    /// How much is taken from "outside" in the second chain, to find as much as is lost.
    pub lean: f32,
    /// Weights by which contents find their cues.
    pub link_cue: Vec<f32>,
    /// Weights by which cues find their sources.
    pub link_source: Vec<f32>,
    /// The share of right statements for each twentieth of raw confidence.
    pub calibration: Vec<f32>,
}

impl Model {
    /// The model that ships with the reader.
    pub fn shipped() -> Result<&'static Self, ModelError> {
        SHIPPED.as_ref().map_err(Clone::clone)
    }

    /// Reads a weights file.
    ///
    /// # Errors
    /// Where the header, the hash or the tables don't hold.
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let mut bytes = Bytes(file);
        let head = bytes.take(4).zip(bytes.number());
        if head.is_none_or(|(magic, version)| magic != MAGIC || version != VERSION) {
            return Err(ModelError::Foreign);
        }
        let hash = bytes.take(32).ok_or(ModelError::Malformed)?;
        if blake3::hash(bytes.0).as_bytes() != hash {
            return Err(ModelError::Damaged);
        }
        Self::body(&mut bytes).ok_or(ModelError::Malformed)
    }

    fn body(bytes: &mut Bytes<'_>) -> Option<Self> {
        Some(Self {
            pos: Table::read(bytes)?,
            roles: Table::read(bytes)?,
            first: Table::read(bytes)?,
            first_steps: steps(&bytes.floats()?)?,
            second: Table::read(bytes)?,
            second_steps: steps(&bytes.floats()?)?,
            lean: bytes.float()?,
            link_cue: bytes.floats().filter(|w| w.len() == link::CUE_FEATURES)?,
            link_source: bytes.floats().filter(|w| w.len() == link::SOURCE_FEATURES)?,
            calibration: bytes.floats()?,
        })
    }

    /// The bytes of a weights file.
    pub fn write(&self) -> Vec<u8> {
        let mut body = Vec::new();
        self.pos.write(&mut body);
        self.roles.write(&mut body);
        self.first.write(&mut body);
        write_floats(self.first_steps.as_flattened(), &mut body);
        self.second.write(&mut body);
        write_floats(self.second_steps.as_flattened(), &mut body);
        body.extend(self.lean.to_le_bytes());
        write_floats(&self.link_cue, &mut body);
        write_floats(&self.link_source, &mut body);
        write_floats(&self.calibration, &mut body);
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend(blake3::hash(&body).as_bytes());
        file.extend(body);
        file
    }
}

fn steps(flat: &[f32]) -> Option<Steps> {
    let mut steps = Steps::default();
    if flat.len() != LABELS * LABELS {
        return None;
    }
    for (weight, value) in steps.as_flattened_mut().iter_mut().zip(flat) {
        *weight = *value;
    }
    Some(chain::lawful(&steps))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn the_shipped_weights_hold() {
        let model = Model::shipped().unwrap();
        assert_eq!(model.write(), FILE);
    }

    #[test]
    fn a_changed_byte_is_noticed() {
        let mut file = FILE.to_vec();
        let last = file.len() - 1;
        file[last] ^= 1;
        assert_eq!(Model::read(&file).err(), Some(ModelError::Damaged));
        assert_eq!(Model::read(&[]).err(), Some(ModelError::Foreign));
        assert_eq!(Model::read(&FILE[..8]).err(), Some(ModelError::Malformed));
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let rows: BTreeMap<u32, Vec<f32>> = (0..300u32)
            .map(|i| (i.wrapping_mul(0x9e37_79b1), vec![0.1, 0.0, -(i as f32)]))
            .collect();
        let table = Table::new(3, &rows, 0.0);
        let mut bytes = Vec::new();
        table.write(&mut bytes);
        let read = Table::read(&mut Bytes(&bytes)).unwrap();
        assert!(read.rows().eq(table.rows()));
        assert_eq!(
            Table::read(&mut Bytes(&bytes[..bytes.len() / 2])).map(|_| ()),
            None
        );
    }
}
