//! How firmly an equilibrium stands: the least change of preferences by which it falls.
//!
//! A change is counted by the pairs of states that a decision maker comes to order otherwise: in a strict ranking
//! the swaps of neighbours (Kendall 1938), and a tie that is broken or made counts as one (Kemeny and Snell 1962).
//!
//! A state s falls for decision maker i when some move leads to a better state and no answer to it holds any more.
//! To hold a set of states to be better than s costs i at least every state between s and the lowest of them, s's
//! equals and the lowest one's equals among them, since each of those must change places with s or with the lowest;
//! and putting s below all of them costs no more. In the same way it costs an opponent every state from the one that
//! it improves on up to the best of its answers to give these answers up. So the least change is found by trying how
//! far s falls for i, and for SEQ and SIM what the opponents must give up then: it is exact.

use super::alone::{Alone, Sanction};
use super::{Concept, ConflictError, Model, State};

/// A state that changes its place in a ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whose ranking.
    pub decision_maker: usize,
    /// Which state.
    pub state: State,
    /// Whether it is held to be better than before, no worse than the last of those it passes; otherwise it falls
    /// below all of them.
    pub rises: bool,
    /// The states that it passes, the nearest first.
    pub past: Vec<State>,
}

/// The least change of preferences by which a state falls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Robustness {
    /// The state.
    pub state: State,
    /// The concept.
    pub concept: Concept,
    /// How many pairs change; 0 when it is no equilibrium now.
    pub swaps: usize,
    /// Who would leave it then.
    pub leaves: usize,
    /// And for where.
    pub to: State,
    /// What changes.
    pub changes: Vec<Change>,
}

/// The least change of preferences by which `state` is no equilibrium any more by `concept`; `None` when nobody can
/// leave it, whatever they prefer.
///
/// # Errors
/// What is wrong with the model; an infeasible state; SEQ+SIM, which would take two changes at once.
pub fn robustness(
    model: &Model,
    state: State,
    concept: Concept,
) -> Result<Option<Robustness>, ConflictError> {
    if concept == Concept::SeqSim {
        return Err(ConflictError::new(
            "the concept",
            "what it takes to leave SEQ and SIM at once is not computed",
            "ask for SEQ and for SIM",
        ));
    }
    let alone = Alone::of(model)?;
    alone.states.require(state, "the state")?;
    let each = (0..alone.makers()).flat_map(|maker| {
        let case = Case {
            alone: &alone,
            concept,
            maker,
            state,
        };
        alone
            .ends(maker, state)
            .filter_map(|to| case.least(to))
            .collect::<Vec<_>>()
    });
    Ok(each.min_by_key(|found| (found.swaps, found.leaves, found.to)))
}

/// One decision maker and the state that it might leave.
struct Case<'a> {
    alone: &'a Alone<'a>,
    concept: Concept,
    maker: usize,
    state: State,
}

impl Case<'_> {
    /// The least change by which going to `to` is better and unanswered.
    fn least(&self, to: State) -> Option<Robustness> {
        let sanctions: Vec<(Sanction, u32)> = self
            .alone
            .sanctions(self.concept, self.maker, self.state, to)
            .into_iter()
            .map(|sanction| (sanction, self.escape(sanction)))
            .collect();
        // The state must fall below the move's end at least, and at most below all that hurts.
        let now = self.alone.rank(self.maker, self.state);
        let enough = self.alone.rank(self.maker, to).min(now + 1);
        let mut levels: Vec<u32> = sanctions.iter().map(|(_, level)| *level).collect();
        levels.push(enough);
        levels.retain(|level| *level <= enough);
        levels.sort_unstable_by(|a, b| b.cmp(a));
        levels.dedup();
        let tried = levels.into_iter().filter_map(|level| {
            let own = self.change(self.maker, self.state, level..=now, false);
            let left = sanctions.iter().filter(|(_, escape)| *escape < level);
            let others = self.given_up(to, left.map(|(sanction, _)| *sanction))?;
            let changes: Vec<Change> = own.into_iter().chain(others).collect();
            let swaps = changes.iter().map(|change| change.past.len()).sum();
            Some(Robustness {
                state: self.state,
                concept: self.concept,
                swaps,
                leaves: self.maker,
                to,
                changes,
            })
        });
        tried.min_by_key(|found| found.swaps)
    }

    /// Down to which rank the state must fall for a sanction not to hurt: one of what hurts must be better.
    fn escape(&self, sanction: Sanction) -> u32 {
        let hurts = self
            .alone
            .hurts(self.concept, self.maker, self.state, sanction.end);
        let ranks = hurts.into_iter().map(|state| self.alone.rank(self.maker, state));
        ranks.max().unwrap_or_default()
    }

    /// What the others change to give up their answers; `None` where they answer by any move.
    fn given_up(&self, to: State, answers: impl Iterator<Item = Sanction>) -> Option<Vec<Change>> {
        let from = match self.concept {
            Concept::Sim => self.state,
            _ => to,
        };
        let mut best: Vec<u32> = vec![0; self.alone.makers()];
        for answer in answers {
            if !matches!(self.concept, Concept::Seq | Concept::Sim) {
                return None;
            }
            let rank = self.alone.rank(answer.by, answer.goes);
            if let Some(best) = best.get_mut(answer.by) {
                *best = rank.max(*best);
            }
        }
        let changes = best.into_iter().enumerate().filter(|(_, best)| *best > 0);
        let changes =
            changes.filter_map(|(by, best)| self.change(by, from, self.alone.rank(by, from)..=best, true));
        Some(changes.collect())
    }

    /// `state` passing all others of these ranks; `None` when it passes nothing.
    fn change(
        &self,
        maker: usize,
        state: State,
        ranks: std::ops::RangeInclusive<u32>,
        rises: bool,
    ) -> Option<Change> {
        let all = self.alone.states.all().iter().copied();
        let mut past: Vec<State> = all
            .filter(|other| *other != state && ranks.contains(&self.alone.rank(maker, *other)))
            .collect();
        let distance = |other: &State| {
            self.alone
                .rank(maker, *other)
                .abs_diff(self.alone.rank(maker, state))
        };
        past.sort_by_key(|other| (distance(other), *other));
        (!past.is_empty()).then_some(Change {
            decision_maker: maker,
            state,
            rises,
            past,
        })
    }
}
