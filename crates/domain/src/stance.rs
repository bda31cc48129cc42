//! How far a statement leans to yes or to no.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Where somebody stands on a topic's question: −2 opposes, −1 leans to no, 0 both or neither, +1 leans to yes,
/// +2 supports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "i8", into = "i8")]
pub struct Stance(i8);

impl Stance {
    /// Opposes.
    pub const OPPOSES: Self = Self(-2);
    /// Leans to no.
    pub const LEANS_NO: Self = Self(-1);
    /// Says yes and no, or neither.
    pub const BETWEEN: Self = Self(0);
    /// Leans to yes.
    pub const LEANS_YES: Self = Self(1);
    /// Supports.
    pub const SUPPORTS: Self = Self(2);

    /// From −2 to +2; anything beyond is taken to the nearer end.
    pub fn new(value: i8) -> Self {
        Self(value.clamp(-2, 2))
    }

    /// From −2 to +2.
    pub fn value(self) -> i8 {
        self.0
    }

    /// The words for it: "opposes", "leans to no", "between", "leans to yes", "supports".
    pub fn words(self) -> &'static str {
        match self.0 {
            -2 => "opposes",
            -1 => "leans to no",
            0 => "between yes and no",
            1 => "leans to yes",
            _ => "supports",
        }
    }

    /// For terminals: `−−`, `−`, `0`, `+`, `++`.
    pub fn symbol(self) -> &'static str {
        match self.0 {
            -2 => "−−",
            -1 => "−",
            0 => "0",
            1 => "+",
            _ => "++",
        }
    }
}

/// A word that names no stance.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is no stance: give opposes, leans-no, between, leans-yes or supports, or a number from -2 to 2"
)]
pub struct UnknownStance(String);

impl FromStr for Stance {
    type Err = UnknownStance;

    /// The stance of a word ("opposes", "leans-no", "leans to no") or a number from −2 to 2.
    fn from_str(word: &str) -> Result<Self, UnknownStance> {
        let plain = word
            .trim()
            .to_lowercase()
            .replace(['-', '_'], " ")
            .replace(" to ", " ");
        let number = word.trim().replace('−', "-").parse::<i8>().ok();
        Ok(Self(match plain.as_str() {
            "opposes" | "oppose" | "no" => -2,
            "leans no" => -1,
            "between" | "between yes and no" => 0,
            "leans yes" => 1,
            "supports" | "support" | "yes" => 2,
            _ => number
                .filter(|n| (-2..=2).contains(n))
                .ok_or_else(|| UnknownStance(word.to_owned()))?,
        }))
    }
}

impl From<i8> for Stance {
    fn from(value: i8) -> Self {
        Self::new(value)
    }
}

impl From<Stance> for i8 {
    fn from(stance: Stance) -> Self {
        stance.0
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stance_is_read_from_its_words_and_from_its_number() {
        for value in -2..=2 {
            let stance = Stance::new(value);
            assert_eq!(stance.words().parse(), Ok(stance));
            assert_eq!(value.to_string().parse(), Ok(stance));
        }
        assert_eq!("leans-no".parse(), Ok(Stance::LEANS_NO));
        assert!("3".parse::<Stance>().is_err());
        assert!("perhaps".parse::<Stance>().is_err());
    }
}
