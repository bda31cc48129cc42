//! A model laid out as a graph: each state with where everybody can go from it. For analyses that look at every pair
//! of states; the six concepts of [`super::solve`] need none of it.

use super::{ConflictError, Model, Moves, Ranking, State, States};
use fixedbitset::FixedBitSet;

/// The analyses that compare every pair of states take at most this many.
pub const MAX_GRAPH_STATES: usize = 2_048;

/// States by index, what can be reached from each, and who prefers what.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    pub(super) states: States,
    pub(super) rankings: Vec<Ranking>,
    /// By decision maker, by state: where it can go alone.
    moves: Vec<Vec<FixedBitSet>>,
}

impl Graph {
    /// Lays out a model.
    ///
    /// # Errors
    /// What is wrong with the model; more than [`MAX_GRAPH_STATES`] feasible states.
    pub(super) fn of(model: &Model) -> Result<Self, ConflictError> {
        let states = States::of(model)?;
        let count = states.len();
        if count > MAX_GRAPH_STATES {
            return Err(ConflictError::new(
                "states",
                format!("{count} feasible states are more than this analysis compares pair by pair"),
                format!("leave out options, or rule states out, until {MAX_GRAPH_STATES} are left"),
            ));
        }
        let rankings = Ranking::all(model, &states)?;
        let moves = (0..model.decision_makers.len())
            .map(|maker| rows(model, maker, &states))
            .collect();
        Ok(Self {
            states,
            rankings,
            moves,
        })
    }

    pub(super) fn makers(&self) -> usize {
        self.moves.len()
    }

    pub(super) fn len(&self) -> usize {
        self.states.len()
    }

    pub(super) fn nowhere(&self) -> FixedBitSet {
        FixedBitSet::with_capacity(self.len())
    }

    /// Where `maker` can go alone, by state.
    pub(super) fn rows(&self, maker: usize) -> &[FixedBitSet] {
        self.moves.get(maker).map_or(&[], Vec::as_slice)
    }

    /// Where `maker` can go alone from a state.
    pub(super) fn from(&self, maker: usize, state: usize) -> impl Iterator<Item = usize> + '_ {
        self.rows(maker)
            .get(state)
            .into_iter()
            .flat_map(FixedBitSet::ones)
    }

    /// How `maker` ranks a state: higher is better.
    pub(super) fn rank(&self, maker: usize, state: usize) -> u32 {
        let ranks = self.rankings.get(maker).map_or(&[][..], Ranking::ranks);
        ranks.get(state).copied().unwrap_or_default()
    }

    /// The states that `maker` does not prefer to `state`, which is one of them.
    pub(super) fn no_better(&self, maker: usize, state: usize) -> FixedBitSet {
        let limit = self.rank(maker, state);
        let mut found = self.nowhere();
        found.extend((0..self.len()).filter(|other| self.rank(maker, *other) <= limit));
        found
    }

    pub(super) fn named(&self, indexes: impl IntoIterator<Item = usize>) -> Vec<State> {
        indexes
            .into_iter()
            .filter_map(|index| self.states.get(index))
            .collect()
    }
}

fn rows(model: &Model, maker: usize, states: &States) -> Vec<FixedBitSet> {
    let moves = Moves::of(model, maker);
    let unseen = model
        .decision_makers
        .get(maker)
        .map_or(&[][..], |maker| maker.misperceived.as_slice());
    let seen = |state: State| !unseen.iter().any(|condition| condition.fits(state));
    let row = |from: &State| {
        let mut row = FixedBitSet::with_capacity(states.len());
        if seen(*from) {
            let ends = moves.from(*from, states).filter(|to| seen(*to));
            row.extend(ends.filter_map(|to| states.index(to)));
        }
        row
    };
    states.all().iter().map(row).collect()
}

/// From each state, all that a walk of at least one step along `rows` reaches.
pub(super) fn walks(rows: &[FixedBitSet]) -> Vec<FixedBitSet> {
    let mut done: Vec<FixedBitSet> = Vec::with_capacity(rows.len());
    for row in rows {
        let mut reached = row.clone();
        let mut open: Vec<usize> = row.ones().collect();
        while let Some(at) = open.pop() {
            // What was walked before needs no second walk.
            if let Some(known) = done.get(at) {
                reached.union_with(known);
                continue;
            }
            for next in rows[at].ones() {
                if !reached.put(next) {
                    open.push(next);
                }
            }
        }
        done.push(reached);
    }
    done
}
