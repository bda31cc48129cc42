//! Limited-move stability (Kilgour 1985; Fang, Hipel and Kilgour 1993, chapter 3): somebody looks a number of moves
//! ahead and counts on everybody to do what is best for them within that horizon, by backward induction.
//!
//! With horizon h, decision maker i at s stays if h = 0. Otherwise each move to t is judged by where it will end: at
//! t if none of the others would move on from there with horizon h − 1, otherwise where the one who does will end;
//! where several would, or several ends are equally good for the one who moves, i counts on the worst for itself.
//! i moves to where the end is best, if it prefers that to s. A state is stable for i with horizon h (L_h) when i
//! stays. L_1 is Nash stability, and what is L_2 stable is SEQ stable.
//!
//! For two decision makers without ties this is the definition of the book. With more, and with ties, the literature
//! differs; the reading here is the cautious one.

use super::graph::Graph;
use super::{ConflictError, Model, State, States};
use fixedbitset::FixedBitSet;

/// Nobody looks further ahead than this many moves.
pub const MAX_HORIZON: usize = 64;

/// What is stable for whom when they look so far ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limited {
    /// How many moves ahead.
    pub horizon: usize,
    /// The feasible states.
    pub states: States,
    /// By decision maker: the indexes of the states it stays at.
    pub stable: Vec<FixedBitSet>,
}

impl Limited {
    /// Looks `horizon` moves ahead.
    ///
    /// # Errors
    /// What is wrong with the model; a horizon of none or more than [`MAX_HORIZON`]; more than
    /// [`super::MAX_GRAPH_STATES`] states.
    pub fn of(model: &Model, horizon: usize) -> Result<Self, ConflictError> {
        if !(1..=MAX_HORIZON).contains(&horizon) {
            return Err(ConflictError::new(
                "the horizon",
                format!("{horizon} moves ahead cannot be weighed"),
                format!("name 1 to {MAX_HORIZON}"),
            ));
        }
        let graph = Graph::of(model)?;
        let rest = (0..graph.len()).map(|state| {
            let mut here = graph.nowhere();
            here.insert(state);
            here
        });
        let mut ends: Ends = vec![rest.collect(); graph.makers()];
        for _ in 0..horizon {
            ends = one_further(&graph, &ends);
        }
        let stays = |by_state: &Vec<FixedBitSet>| {
            let stays = by_state.iter().enumerate();
            let mut found = graph.nowhere();
            found.extend(
                stays
                    .filter(|(state, ends)| ends.contains(*state))
                    .map(|(state, _)| state),
            );
            found
        };
        Ok(Self {
            horizon,
            stable: ends.iter().map(stays).collect(),
            states: graph.states,
        })
    }

    /// The states at which everybody stays.
    pub fn equilibria(&self) -> Vec<State> {
        let all = self.states.all().iter().enumerate();
        all.filter(|(index, _)| self.stable.iter().all(|one| one.contains(*index)))
            .map(|(_, state)| *state)
            .collect()
    }
}

/// By who is to move, by state: where it may end. A state is among its own ends only where the mover stays.
type Ends = Vec<Vec<FixedBitSet>>;

fn one_further(graph: &Graph, ends: &Ends) -> Ends {
    (0..graph.makers())
        .map(|maker| {
            let after: Vec<FixedBitSet> = (0..graph.len())
                .map(|state| after(graph, ends, maker, state))
                .collect();
            let worst: Vec<u32> = after
                .iter()
                .map(|ends| ends.ones().map(|end| graph.rank(maker, end)).min().unwrap_or(0))
                .collect();
            (0..graph.len())
                .map(|state| best_ends(graph, &after, &worst, maker, state))
                .collect()
        })
        .collect()
}

/// Where it may end once `maker` has moved to `state` and it is for the others to go on.
fn after(graph: &Graph, ends: &Ends, maker: usize, state: usize) -> FixedBitSet {
    let mut found = graph.nowhere();
    let others = ends.iter().enumerate().filter(|(other, _)| *other != maker);
    for ends in others.filter_map(|(_, by_state)| by_state.get(state)) {
        if !ends.contains(state) {
            found.union_with(ends);
        }
    }
    if found.is_clear() {
        found.insert(state);
    }
    found
}

fn best_ends(graph: &Graph, after: &[FixedBitSet], worst: &[u32], maker: usize, state: usize) -> FixedBitSet {
    let mut found = graph.nowhere();
    let best = graph.from(maker, state).map(|to| worst[to]).max();
    match best.filter(|best| *best > graph.rank(maker, state)) {
        Some(best) => {
            for to in graph.from(maker, state).filter(|to| worst[*to] == best) {
                found.union_with(&after[to]);
            }
        }
        None => found.insert(state),
    }
    found
}
