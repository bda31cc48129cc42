//! Tables of small weights, and the file that holds them.

use std::collections::BTreeMap;

/// The widest row of labels.
pub(crate) const WIDEST: usize = 48;

/// Weights in whole steps by feature: for each feature a row with a weight for each label.
#[derive(Clone, Debug, Default)]
pub struct Table {
    width: usize,
    /// What one step is worth.
    step: f32,
    /// For each row its key in four bytes, then its weights; by key.
    rows: Vec<i8>,
}

/// Bytes of a key.
const KEY: usize = 4;

impl Table {
    /// The table of these rows, each `width` wide and quantised in steps of at least `least`, at most 127 of them.
    pub fn new(width: usize, rows: &BTreeMap<u32, Vec<f32>>, least: f32) -> Self {
        let most = rows.values().flatten().fold(0.0f32, |most, w| most.max(w.abs()));
        let step = (most / 127.0).max(least).max(1e-6);
        let mut flat = Vec::new();
        for (key, row) in rows {
            let whole = row.iter().map(|w| (w / step).round() as i8);
            if whole.clone().any(|w| w != 0) {
                flat.extend(key.to_le_bytes().map(u8::cast_signed));
                flat.extend(whole);
            }
        }
        Self {
            width,
            step,
            rows: flat,
        }
    }

    /// What one step is worth.
    pub(crate) fn step(&self) -> f32 {
        self.step
    }

    /// How many features it has.
    pub(crate) fn len(&self) -> usize {
        self.rows.len() / (KEY + self.width)
    }

    /// All features by key, with their weights in steps.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (u32, &[i8])> {
        let rows = self.rows.chunks_exact(KEY + self.width);
        rows.map(|row| (key_of(row), &row[KEY..]))
    }

    /// Appends the table to `bytes`: width, step, count; then for each key its distance from the one before and a
    /// mask of the labels that weigh; then all weights in half bytes.
    pub(crate) fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend((self.width as u32).to_le_bytes());
        bytes.extend(self.step.to_le_bytes());
        bytes.extend((self.len() as u32).to_le_bytes());
        let mut before = 0;
        let mut halves = Vec::new();
        for (key, weights) in self.rows() {
            let mut gap = key - before;
            before = key;
            while gap >= 128 {
                bytes.push((gap & 127) as u8 | 128);
                gap >>= 7;
            }
            bytes.push(gap as u8);
            for part in weights.chunks(8) {
                let mask = part
                    .iter()
                    .enumerate()
                    .fold(0u8, |mask, (i, &w)| mask | (u8::from(w != 0) << i));
                bytes.push(mask);
            }
            for &weight in weights.iter().filter(|&&w| w != 0) {
                push_halves(weight, &mut halves);
            }
        }
        bytes.extend((halves.len() as u32).to_le_bytes());
        let pairs = halves.chunks(2);
        bytes.extend(pairs.map(|pair| pair[0] | pair.get(1).unwrap_or(&0) << 4));
    }

    /// The table that [`Table::write`] wrote; nothing where the bytes end early.
    pub(crate) fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        let width = bytes.number()? as usize;
        let step = bytes.float()?;
        let count = bytes.number()? as usize;
        if width == 0 || width > WIDEST || count > bytes.left() {
            return None;
        }
        // The weights stand behind all keys and masks, so these are gone over twice.
        let mut heads = Bytes(bytes.0);
        for _ in 0..count {
            gap(bytes)?;
            bytes.take(width.div_ceil(8))?;
        }
        let packed = bytes.number()? as usize;
        let mut halves = Halves(bytes.take(packed.div_ceil(2))?, 0);
        let mut rows = vec![0i8; count * (KEY + width)];
        let mut key = 0u32;
        for row in rows.chunks_exact_mut(KEY + width) {
            key = key.wrapping_add(gap(&mut heads)?);
            let (own, weights) = row.split_at_mut(KEY);
            own.copy_from_slice(&key.to_le_bytes().map(u8::cast_signed));
            let masks = heads.take(width.div_ceil(8))?;
            for (weights, &mask) in weights.chunks_mut(8).zip(masks) {
                let mut left = mask;
                while left != 0 {
                    *weights.get_mut(left.trailing_zeros() as usize)? = halves.weight()?;
                    left &= left - 1;
                }
            }
        }
        Some(Self { width, step, rows })
    }
}

/// The key that a row begins with.
fn key_of(row: &[i8]) -> u32 {
    let key = row.first_chunk::<KEY>().copied().unwrap_or_default();
    u32::from_le_bytes(key.map(i8::cast_unsigned))
}

/// A weight of 1 to 7 steps, up or down, takes half a byte; a heavier one a mark and a whole byte.
fn push_halves(weight: i8, halves: &mut Vec<u8>) {
    let byte = weight.cast_unsigned();
    if (-7..=7).contains(&weight) {
        halves.push(byte & 15);
    } else {
        halves.extend([HEAVY, byte & 15, byte >> 4]);
    }
}

/// The half byte before a heavy weight.
const HEAVY: u8 = 8;

/// Half bytes, the low ones first, with the place of the next one.
struct Halves<'a>(&'a [u8], usize);

impl Halves<'_> {
    fn half(&mut self) -> Option<u8> {
        let byte = self.0.get(self.1 / 2)?;
        let half = byte >> (self.1 % 2 * 4) & 15;
        self.1 += 1;
        Some(half)
    }

    fn weight(&mut self) -> Option<i8> {
        match self.half()? {
            HEAVY => Some((self.half()? | self.half()? << 4).cast_signed()),
            light => Some((light << 4).cast_signed() >> 4),
        }
    }
}

/// A key's distance from the one before, seven bits a byte.
fn gap(bytes: &mut Bytes<'_>) -> Option<u32> {
    let (mut gap, mut shift) = (0u32, 0);
    loop {
        let byte = bytes.byte()?;
        gap = gap.wrapping_add(u32::from(byte & 127).checked_shl(shift)?);
        shift += 7;
        if byte < 128 {
            return Some(gap);
        }
    }
}

/// Bytes that are read from the front.
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl<'a> Bytes<'a> {
    fn left(&self) -> usize {
        self.0.len()
    }

    /// The next `count` bytes.
    pub(crate) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|b| b[0])
    }

    /// The next whole number.
    pub(crate) fn number(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// The next number with a fraction.
    pub(crate) fn float(&mut self) -> Option<f32> {
        self.take(4)?.try_into().ok().map(f32::from_le_bytes)
    }

    /// The next list of numbers with a fraction: its length, then its numbers.
    pub(crate) fn floats(&mut self) -> Option<Vec<f32>> {
        let count = self.number()? as usize;
        (count <= self.left() / 4).then(|| (0..count).map_while(|_| self.float()).collect())
    }
}

/// Appends a list for [`Bytes::floats`].
pub(crate) fn write_floats(floats: &[f32], bytes: &mut Vec<u8>) {
    bytes.extend((floats.len() as u32).to_le_bytes());
    bytes.extend(floats.iter().flat_map(|f| f.to_le_bytes()));
}
