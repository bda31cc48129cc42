//! Sets of small numbers.

/// A set of numbers below a size that is fixed when it is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// The empty set of numbers below `size`.
    pub(super) fn none(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    /// All numbers below `size`.
    pub(super) fn all(size: usize) -> Self {
        let mut all = Self::none(size);
        (0..size).for_each(|n| all.add(n));
        all
    }

    /// These numbers, as far as they are below `size`.
    pub(super) fn of(size: usize, numbers: impl IntoIterator<Item = usize>) -> Self {
        let mut set = Self::none(size);
        numbers.into_iter().for_each(|n| set.add(n));
        set
    }

    pub(super) fn has(&self, n: usize) -> bool {
        self.0.get(n / 64).is_some_and(|word| word >> (n % 64) & 1 == 1)
    }

    pub(super) fn add(&mut self, n: usize) {
        if let Some(word) = self.0.get_mut(n / 64) {
            *word |= 1 << (n % 64);
        }
    }

    pub(super) fn drop(&mut self, n: usize) {
        if let Some(word) = self.0.get_mut(n / 64) {
            *word &= !(1 << (n % 64));
        }
    }

    /// With one more.
    pub(super) fn with(&self, n: usize) -> Self {
        let mut set = self.clone();
        set.add(n);
        set
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }

    pub(super) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a &= b);
    }

    pub(super) fn take(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a &= !b);
    }

    /// Both together.
    pub(super) fn or(&self, other: &Self) -> Self {
        let mut set = self.clone();
        set.join(other);
        set
    }

    /// What both hold.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut set = self.clone();
        set.keep(other);
        set
    }

    /// What this holds and the other doesn't.
    pub(super) fn without(&self, other: &Self) -> Self {
        let mut set = self.clone();
        set.take(other);
        set
    }

    pub(super) fn within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & !b == 0)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Its numbers, the smallest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                (left != 0).then(|| {
                    left &= left - 1;
                    at * 64 + bit
                })
            })
        })
    }
}
