//! What decision makers can do together: coalitional stability (Kilgour, Hipel, Fang and Peng 2001; Inohara and
//! Hipel 2008).
//!
//! A coalition H reaches a state by any sequence of moves of its members through feasible states. It *improves* on s
//! by a state that it reaches and that every member prefers to s. A state is, for H,
//!
//! - **coalition Nash** stable when H cannot improve on it;
//! - **coalition GMR** stable when after each improvement the others together can reach a state that some member of
//!   H does not prefer to s;
//! - **coalition SMR** stable when they can so that, wherever H goes from there, some member does not prefer it to s;
//! - **coalition SEQ** stable when they can by improvements of theirs, one after the other, each by a coalition among
//!   them all of whose members it improves on.
//!
//! An equilibrium is stable for every coalition, those of one included. For two decision makers a coalition of one
//! is stable as [`super::solve`] says; with more of them the opponents sanction together here, where there each
//! sanctions alone.

use super::graph::{Graph, walks};
use super::{Concept, ConflictError, Model, State, States};
use fixedbitset::FixedBitSet;

/// With more decision makers there would be too many coalitions.
pub const MAX_COALITION_MAKERS: usize = 6;

/// Together, somebody can improve on a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The decision makers who do, by index.
    pub members: Vec<usize>,
    /// Where they go.
    pub to: State,
}

/// What is stable for which coalition.
#[derive(Clone, Debug)]
pub struct Coalitions {
    graph: Graph,
    /// By coalition (a bit for each member), by state: what it reaches.
    reach: Vec<Vec<FixedBitSet>>,
    /// By coalition, by state: what sequences of improvements by coalitions within it reach.
    answers: Vec<Vec<FixedBitSet>>,
    /// By concept of [`Coalitions::CONCEPTS`], by coalition: the stable states.
    stable: Vec<Vec<FixedBitSet>>,
}

impl Coalitions {
    /// The concepts that are defined for coalitions.
    pub const CONCEPTS: [Concept; 4] = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq];

    /// Finds out what is stable for every coalition.
    ///
    /// # Errors
    /// What is wrong with the model; more than [`MAX_COALITION_MAKERS`] decision makers; more than
    /// [`super::MAX_GRAPH_STATES`] states.
    pub fn of(model: &Model) -> Result<Self, ConflictError> {
        let makers = model.decision_makers.len();
        if makers > MAX_COALITION_MAKERS {
            return Err(ConflictError::new(
                "decisionMakers",
                format!("{makers} of them make 2^{makers} coalitions, more than are weighed"),
                format!("keep {MAX_COALITION_MAKERS}, or join those who act as one"),
            ));
        }
        let graph = Graph::of(model)?;
        let reach: Vec<_> = (0..1_usize << makers).map(|who| reach(&graph, who)).collect();
        let answers = (0..1_usize << makers)
            .map(|who| answers(&graph, &reach, who))
            .collect();
        let mut found = Self {
            graph,
            reach,
            answers,
            stable: Vec::new(),
        };
        found.stable = found.all_stable();
        Ok(found)
    }

    /// The feasible states.
    pub fn states(&self) -> &States {
        &self.graph.states
    }

    /// The coalitions, each by the indexes of its members: those of one first.
    pub fn all(&self) -> Vec<Vec<usize>> {
        let mut all: Vec<usize> = (1..self.reach.len()).collect();
        all.sort_by_key(|who| (who.count_ones(), *who));
        all.into_iter().map(|who| members(who).collect()).collect()
    }

    /// The indexes of the states that are stable for a coalition, named by its members; `None` for a concept or a
    /// coalition that is not weighed.
    pub fn stable(&self, concept: Concept, coalition: &[usize]) -> Option<&FixedBitSet> {
        let who = coalition
            .iter()
            .fold(0_usize, |who, member| who | 1 << (member & 31));
        let by_coalition = self.stable.get(place(concept)?)?;
        by_coalition.get(who).filter(|_| who != 0)
    }

    /// The states that are stable for every coalition.
    pub fn equilibria(&self, concept: Concept) -> Vec<State> {
        let by_coalition = place(concept).and_then(|at| self.stable.get(at));
        let Some(by_coalition) = by_coalition else {
            return Vec::new();
        };
        let holds = |state: &usize| by_coalition.iter().skip(1).all(|one| one.contains(*state));
        self.graph.named((0..self.graph.len()).filter(holds))
    }

    /// Who can together improve on a state, and by the concept is not kept from it.
    ///
    /// # Errors
    /// The state is infeasible.
    pub fn deviations(&self, concept: Concept, state: State) -> Result<Vec<Deviation>, ConflictError> {
        let from = self.graph.states.require(state, "the state")?;
        let mut found = Vec::new();
        for members in self.all() {
            let who = members.iter().fold(0_usize, |who, member| who | 1 << member);
            let worse = worse_for_some(&self.graph, who, from);
            let free = self.improvements(who, from, &worse);
            let free = free.filter(|to| !self.sanctioned(concept, who, *to, &worse));
            found.extend(self.graph.named(free).into_iter().map(|to| Deviation {
                members: members.clone(),
                to,
            }));
        }
        Ok(found)
    }

    fn all_stable(&self) -> Vec<Vec<FixedBitSet>> {
        let nobody = vec![self.graph.nowhere(); self.reach.len()];
        let mut stable = vec![nobody; Self::CONCEPTS.len()];
        for who in 1..self.reach.len() {
            for state in 0..self.graph.len() {
                let worse = worse_for_some(&self.graph, who, state);
                for (by_coalition, concept) in stable.iter_mut().zip(Self::CONCEPTS) {
                    let holds = self
                        .improvements(who, state, &worse)
                        .all(|to| self.sanctioned(concept, who, to, &worse));
                    by_coalition[who].set(state, holds);
                }
            }
        }
        stable
    }

    /// What a coalition reaches that all of it prefer: what is not `worse` for any.
    fn improvements<'a>(
        &'a self,
        who: usize,
        from: usize,
        worse: &'a FixedBitSet,
    ) -> impl Iterator<Item = usize> + 'a {
        self.reach[who][from].difference(worse)
    }

    /// Whether the others can spoil the improvement `to`.
    fn sanctioned(&self, concept: Concept, who: usize, to: usize, worse: &FixedBitSet) -> bool {
        let others = self.reach.len() - 1 - who;
        match concept {
            Concept::Gmr => !self.reach[others][to].is_disjoint(worse),
            Concept::Smr => self.reach[others][to]
                .intersection(worse)
                .any(|there| self.reach[who][there].is_subset(worse)),
            Concept::Seq => !self.answers[others][to].is_disjoint(worse),
            Concept::Nash | Concept::Sim | Concept::SeqSim => false,
        }
    }
}

fn place(concept: Concept) -> Option<usize> {
    Coalitions::CONCEPTS.iter().position(|one| *one == concept)
}

fn members(who: usize) -> impl Iterator<Item = usize> {
    (0..MAX_COALITION_MAKERS).filter(move |member| who >> member & 1 == 1)
}

/// The states that at least one member does not prefer to `state`.
fn worse_for_some(graph: &Graph, who: usize, state: usize) -> FixedBitSet {
    let mut worse = graph.nowhere();
    for member in members(who) {
        worse.union_with(&graph.no_better(member, state));
    }
    worse
}

fn joined<'a>(graph: &Graph, all: impl Iterator<Item = &'a [FixedBitSet]>) -> Vec<FixedBitSet> {
    let mut joined = vec![graph.nowhere(); graph.len()];
    for rows in all {
        for (row, more) in joined.iter_mut().zip(rows) {
            row.union_with(more);
        }
    }
    joined
}

fn reach(graph: &Graph, who: usize) -> Vec<FixedBitSet> {
    walks(&joined(graph, members(who).map(|member| graph.rows(member))))
}

fn answers(graph: &Graph, reach: &[Vec<FixedBitSet>], who: usize) -> Vec<FixedBitSet> {
    let within = (1..reach.len()).filter(|part| part & !who == 0);
    let steps: Vec<Vec<FixedBitSet>> = within
        .map(|part| {
            let better = |(state, reached): (usize, &FixedBitSet)| {
                let mut better = reached.clone();
                better.difference_with(&worse_for_some(graph, part, state));
                better
            };
            reach[part].iter().enumerate().map(better).collect()
        })
        .collect();
    walks(&joined(graph, steps.iter().map(Vec::as_slice)))
}
