//! What a decision maker can change alone: bit operations, no matrix.

use super::{Direction, Model, State, States};

/// The moves of one decision maker (or of several that act as one): any change of their options at once that no
/// direction forbids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// The options that they decide.
    pub mask: u32,
    /// Those of them that can't be given up once taken.
    pub forward: u32,
    /// Those of them that can't be taken once given up.
    pub back: u32,
}

impl Moves {
    /// The moves of one decision maker.
    pub fn of(model: &Model, decision_maker: usize) -> Self {
        let mask = model.options_of(decision_maker);
        let with = |direction| {
            let all = model.options.iter().enumerate().take(32);
            all.fold(0, |bits, (i, option)| {
                bits | u32::from(option.direction == direction) << i
            }) & mask
        };
        Self {
            mask,
            forward: with(Direction::Forward),
            back: with(Direction::Back),
        }
    }

    /// The moves of all decision makers, in their order.
    pub fn all(model: &Model) -> Vec<Self> {
        (0..model.decision_makers.len())
            .map(|i| Self::of(model, i))
            .collect()
    }

    /// The moves of two that act together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self {
            mask: self.mask | other.mask,
            forward: self.forward | other.forward,
            back: self.back | other.back,
        }
    }

    /// The options that can change from `state`.
    pub const fn free(self, state: State) -> u32 {
        self.mask & !(self.forward & state.0) & !(self.back & !state.0)
    }

    /// Whether there is a move from one state to another.
    pub const fn leads(self, from: State, to: State) -> bool {
        let change = from.0 ^ to.0;
        change != 0 && change & !self.free(from) == 0
    }

    /// Where a move from `state` leads, feasible or not.
    pub fn anywhere(self, state: State) -> impl Iterator<Item = State> {
        let free = self.free(state);
        let mut change = free;
        std::iter::from_fn(move || {
            (change != 0).then(|| {
                let to = State(state.0 ^ change);
                change = (change - 1) & free;
                to
            })
        })
    }

    /// The feasible states that a move from `state` leads to: the unilateral moves.
    pub fn from(self, state: State, states: &States) -> impl Iterator<Item = State> {
        self.anywhere(state).filter(|to| states.index(*to).is_some())
    }
}
