//! What is stable for whom.

use super::{Ranking, State, States};
use fixedbitset::FixedBitSet;
use serde::Serialize;

/// Why somebody would stay at a state. Definitions and sources are in the crate's README.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Concept {
    /// Nothing better can be reached alone.
    Nash,
    /// General metarationality: whatever better is reached, some opponent can make it no better than before.
    Gmr,
    /// Symmetric metarationality: and there is no way out after that.
    Smr,
    /// Sequential stability: some opponent can, and gains by it.
    Seq,
    /// Simultaneous stability: some opponent who gains by moving at the same time spoils it.
    Sim,
    /// Sequential or simultaneous stability.
    SeqSim,
}

impl Concept {
    /// All six.
    pub const ALL: [Self; 6] = [
        Self::Nash,
        Self::Gmr,
        Self::Smr,
        Self::Seq,
        Self::Sim,
        Self::SeqSim,
    ];

    /// Its name for programs.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Nash => "nash",
            Self::Gmr => "gmr",
            Self::Smr => "smr",
            Self::Seq => "seq",
            Self::Sim => "sim",
            Self::SeqSim => "seq_sim",
        }
    }

    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nash => "Nash",
            Self::Gmr => "GMR",
            Self::Smr => "SMR",
            Self::Seq => "SEQ",
            Self::Sim => "SIM",
            Self::SeqSim => "SEQ+SIM",
        }
    }
}

/// What [`crate::conflict::solve`] finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// The feasible states.
    pub states: States,
    /// What each decision maker prefers.
    pub rankings: Vec<Ranking>,
    /// By concept (in the order of [`Concept::ALL`]), by decision maker: the indexes of stable states.
    pub(super) stable: Vec<Vec<FixedBitSet>>,
}

impl Solution {
    /// The indexes of the states that are stable for a decision maker.
    pub fn stable(&self, concept: Concept, decision_maker: usize) -> Option<&FixedBitSet> {
        self.stable.get(concept as usize)?.get(decision_maker)
    }

    /// The states that are stable for everybody.
    pub fn equilibria(&self, concept: Concept) -> Vec<State> {
        let mut common = FixedBitSet::with_capacity(self.states.len());
        common.insert_range(..);
        for stable in self.stable.get(concept as usize).into_iter().flatten() {
            common.intersect_with(stable);
        }
        common.ones().filter_map(|index| self.states.get(index)).collect()
    }

    /// The states that are stable for a decision maker.
    pub fn stable_states(&self, concept: Concept, decision_maker: usize) -> impl Iterator<Item = State> {
        let stable = self
            .stable(concept, decision_maker)
            .into_iter()
            .flat_map(FixedBitSet::ones);
        stable.filter_map(|index| self.states.get(index))
    }

    /// The concepts by which a state is an equilibrium.
    pub fn concepts(&self, state: State) -> Vec<Concept> {
        let Some(index) = self.states.index(state) else {
            return Vec::new();
        };
        let holds = |concept: &Concept| {
            let stable = self.stable.get(*concept as usize);
            stable.is_some_and(|stable| stable.iter().all(|one| one.contains(index)))
        };
        Concept::ALL.into_iter().filter(holds).collect()
    }
}
