//! States, and the patterns of options that pick them out.

use std::fmt;

/// The options of one outcome: bit i is set where option i is taken, so that a state's number is its decimal
/// (option i counts 2^i), as in the literature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State(pub u32);

impl State {
    /// Whether option `option` is taken.
    pub const fn takes(self, option: usize) -> bool {
        option < 32 && self.0 >> option & 1 == 1
    }

    /// The state as Y and N, the first option first.
    pub fn letters(self, options: usize) -> String {
        (0..options)
            .map(|i| if self.takes(i) { 'Y' } else { 'N' })
            .collect()
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Some options, each taken or not; the others don't matter. Without any, every state fits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern {
    mask: u32,
    value: u32,
}

impl Pattern {
    /// The options in `mask` as in `value`.
    pub const fn new(mask: u32, value: u32) -> Self {
        Self {
            mask,
            value: value & mask,
        }
    }

    /// One option (below 32), taken or not.
    pub const fn option(option: usize, taken: bool) -> Self {
        let bit = 1 << (option & 31);
        Self::new(bit, if taken { bit } else { 0 })
    }

    /// The options that matter, as bits.
    pub const fn mask(self) -> u32 {
        self.mask
    }

    /// Those of them that are taken, as bits.
    pub const fn value(self) -> u32 {
        self.value
    }

    /// Whether `state` fits.
    pub const fn fits(self, state: State) -> bool {
        state.0 & self.mask == self.value
    }

    /// Both at once; nothing where they contradict each other.
    pub const fn and(self, other: Self) -> Option<Self> {
        let common = self.mask & other.mask;
        if self.value & common == other.value & common {
            Some(Self::new(self.mask | other.mask, self.value | other.value))
        } else {
            None
        }
    }

    /// The options that matter, each with whether it is taken.
    pub fn options(self) -> impl Iterator<Item = (usize, bool)> {
        (0..32)
            .filter(move |i| self.mask >> i & 1 == 1)
            .map(move |i| (i, self.value >> i & 1 == 1))
    }
}

/// A condition on states: at least one of its patterns fits. Without any, no state does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The patterns.
    pub any_of: Vec<Pattern>,
}

impl From<Pattern> for Condition {
    fn from(pattern: Pattern) -> Self {
        Self {
            any_of: vec![pattern],
        }
    }
}

impl Condition {
    /// One option, taken or not.
    pub fn option(option: usize, taken: bool) -> Self {
        Pattern::option(option, taken).into()
    }

    /// Whether `state` fits.
    pub fn fits(&self, state: State) -> bool {
        self.any_of.iter().any(|pattern| pattern.fits(state))
    }

    /// This or `other`.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        self.any_of.iter().chain(&other.any_of).copied().collect()
    }

    /// This and `other`.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        self.any_of
            .iter()
            .flat_map(|a| other.any_of.iter().filter_map(|b| a.and(*b)))
            .collect()
    }

    /// Not this. It grows with the product of the patterns' lengths: meant for a handful of options.
    #[must_use]
    pub fn not(&self) -> Self {
        self.any_of
            .iter()
            .map(|pattern| {
                pattern
                    .options()
                    .map(|(i, taken)| Pattern::option(i, !taken))
                    .collect()
            })
            .fold(Pattern::default().into(), |all: Self, one: Self| all.and(&one))
    }

    /// This if `other`: where `other` does not hold, it is satisfied.
    #[must_use]
    pub fn if_only(&self, other: &Self) -> Self {
        self.or(&other.not())
    }

    /// This if and only if `other`.
    #[must_use]
    pub fn iff(&self, other: &Self) -> Self {
        self.and(other).or(&self.not().and(&other.not()))
    }
}

impl FromIterator<Pattern> for Condition {
    fn from_iter<I: IntoIterator<Item = Pattern>>(patterns: I) -> Self {
        let mut any_of: Vec<Pattern> = Vec::new();
        for pattern in patterns {
            if !any_of.contains(&pattern) {
                any_of.push(pattern);
            }
        }
        Self { any_of }
    }
}
