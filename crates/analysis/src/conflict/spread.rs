//! Passes over the whole cube of states that carry values along moves.
//!
//! A value for each of the 2^n states, feasible or not, and one pass for each option of a decision maker: after
//! them every state holds the best of all that their moves reach from it. This is the zeta transform of subset
//! lattices (Yates 1937), and costs n passes where a matrix of moves would cost 4^n.

use super::{Moves, Parties, Ranking, State, States};

/// Of an infeasible state where lower is worse for us and we look for the worst.
pub(super) const NOWHERE: u32 = u32::MAX;

/// The first of an orbit, or of those that are ranked equal in it, in [`Side::order`].
const NEW_ORBIT: u32 = 1 << 31;
const NEW_RANK: u32 = 1 << 30;
const BITS: u32 = NEW_RANK - 1;

/// One who moves, and what they prefer.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) moves: Moves,
    /// By decimal; 0 where the state is infeasible.
    pub(super) ranks: Vec<u32>,
    /// States that they neither move to nor from.
    blind: Vec<State>,
    /// The states among which they can move, orbit by orbit, the best first.
    order: Vec<u32>,
}

impl Side {
    pub(super) fn all(parties: &Parties, rankings: &[Ranking]) -> Vec<Self> {
        (parties.moves.iter().zip(rankings).zip(&parties.blind))
            .map(|((moves, ranking), blind)| Self::new(*moves, ranking, blind, &parties.states))
            .collect()
    }

    fn new(moves: Moves, ranking: &Ranking, blind: &[State], states: &States) -> Self {
        let mut ranks = vec![0; 1 << states.options()];
        for (state, rank) in states.all().iter().zip(ranking.ranks()) {
            set(&mut ranks, *state, *rank);
        }
        let mut seen = states.all().to_vec();
        seen.retain(|state| blind.binary_search(state).is_err());
        let key = |state: &State| (state.0 & !moves.mask, u32::MAX - at(&ranks, *state));
        seen.sort_unstable_by_key(key);
        let mut before = None;
        let order = seen.iter().map(|state| {
            let (orbit, rank) = key(state);
            let flags = match before.replace((orbit, rank)) {
                Some((same, equal)) if same == orbit => u32::from(equal != rank) * NEW_RANK,
                _ => NEW_ORBIT | NEW_RANK,
            };
            state.0 | flags
        });
        let order = order.collect();
        Self {
            moves,
            ranks,
            blind: blind.to_vec(),
            order,
        }
    }

    /// Whether they perceive a state.
    pub(super) fn perceives(&self, state: State) -> bool {
        self.blind.binary_search(&state).is_err()
    }

    /// Gives each state the highest value of those that they can move to from it, and of its own.
    pub(super) fn highest(&self, values: &mut [u32]) {
        self.spread(values, 0, u32::max);
    }

    /// Gives each state the lowest value of those that they can move to from it, and of its own.
    pub(super) fn lowest(&self, values: &mut [u32]) {
        self.spread(values, NOWHERE, u32::min);
    }

    fn spread(&self, values: &mut [u32], nothing: u32, better: impl Fn(u32, u32) -> u32 + Copy) {
        let own: Vec<u32> = self.blind.iter().map(|state| at(values, *state)).collect();
        for state in &self.blind {
            set(values, *state, nothing);
        }
        spread(values, self.moves, better);
        for (state, value) in self.blind.iter().zip(own) {
            set(values, *state, value);
        }
    }

    /// Lowers each state's value in `into` to the lowest in `values` of those that they gain by moving to.
    ///
    /// An orbit (the states that differ in their options only) is gone through from the best to the worst, so
    /// that what was seen before is better. Where options can't be given up or taken again, the lowest is kept
    /// for every combination of these, and what is found counts for all from which it can be reached.
    pub(super) fn gains(&self, values: &[u32], into: &mut [u32]) {
        let fixed = self.moves.forward | self.moves.back;
        if fixed == 0 {
            return self.gains_freely(values, into);
        }
        let place = |state: u32| compress((state & self.moves.forward) | (!state & self.moves.back), fixed);
        let mut lowest = vec![NOWHERE; 1 << fixed.count_ones()];
        let mut rest = self.order.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let equal = after.iter().take_while(|next| *next & NEW_RANK == 0).count();
            let (group, others) = rest.split_at(equal + 1);
            rest = others;
            if first & NEW_ORBIT != 0 {
                lowest.fill(NOWHERE);
            }
            for state in group {
                let known = lowest.get(place(state & BITS)).copied().unwrap_or(NOWHERE);
                lower(into, state & BITS, known);
            }
            for state in group {
                let value = at(values, State(state & BITS));
                let whole = place(state & BITS);
                let mut part = whole;
                loop {
                    if let Some(known) = lowest.get_mut(part) {
                        *known = value.min(*known);
                    }
                    if part == 0 {
                        break;
                    }
                    part = (part - 1) & whole;
                }
            }
        }
    }

    fn gains_freely(&self, values: &[u32], into: &mut [u32]) {
        let (mut better, mut seen) = (NOWHERE, NOWHERE);
        for entry in &self.order {
            if entry & NEW_ORBIT != 0 {
                (better, seen) = (NOWHERE, NOWHERE);
            } else if entry & NEW_RANK != 0 {
                better = seen;
            }
            lower(into, entry & BITS, better);
            seen = seen.min(at(values, State(entry & BITS)));
        }
    }
}

/// The value of a state.
pub(super) fn at(values: &[u32], state: State) -> u32 {
    values.get(state.0 as usize).copied().unwrap_or_default()
}

fn set(values: &mut [u32], state: State, value: u32) {
    if let Some(slot) = values.get_mut(state.0 as usize) {
        *slot = value;
    }
}

fn lower(values: &mut [u32], state: u32, value: u32) {
    if let Some(slot) = values.get_mut(state as usize) {
        *slot = value.min(*slot);
    }
}

/// The bits of `value` at `mask`, moved together.
fn compress(value: u32, mut mask: u32) -> usize {
    let (mut out, mut to) = (0, 0);
    while mask != 0 {
        out |= ((value >> mask.trailing_zeros() & 1) as usize) << to;
        to += 1;
        mask &= mask - 1;
    }
    out
}

/// Gives each state the better of its own value and of all that `moves` reach from it.
pub(super) fn spread(values: &mut [u32], moves: Moves, better: impl Fn(u32, u32) -> u32 + Copy) {
    let mut rest = moves.mask;
    while rest != 0 {
        let bit = rest & rest.wrapping_neg();
        rest &= rest - 1;
        for pair in values.chunks_exact_mut(2 * bit as usize) {
            let (without, with) = pair.split_at_mut(bit as usize);
            let both = without.iter_mut().zip(with);
            if moves.forward & bit != 0 {
                both.for_each(|(without, with)| *without = better(*without, *with));
            } else if moves.back & bit != 0 {
                both.for_each(|(without, with)| *with = better(*without, *with));
            } else {
                both.for_each(|(without, with)| {
                    let best = better(*without, *with);
                    (*without, *with) = (best, best);
                });
            }
        }
    }
}
