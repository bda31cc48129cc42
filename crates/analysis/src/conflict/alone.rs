//! One decision maker's moves and what the others can answer, one state at a time: no list of all pairs, so that the
//! largest models can be asked.

use super::{Concept, ConflictError, Model, Moves, Ranking, State, States};

/// A model made ready to be asked about single states.
pub(super) struct Alone<'a> {
    pub(super) model: &'a Model,
    pub(super) states: States,
    pub(super) rankings: Vec<Ranking>,
    moves: Vec<Moves>,
}

/// An answer to a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sanction {
    /// Who gives it.
    pub(super) by: usize,
    /// Where they go: from the improvement, or (SIM) from the state itself.
    pub(super) goes: State,
    /// Where it ends.
    pub(super) end: State,
}

impl<'a> Alone<'a> {
    pub(super) fn of(model: &'a Model) -> Result<Self, ConflictError> {
        let states = States::of(model)?;
        let rankings = Ranking::all(model, &states)?;
        Ok(Self {
            model,
            states,
            rankings,
            moves: Moves::all(model),
        })
    }

    pub(super) fn makers(&self) -> usize {
        self.moves.len()
    }

    pub(super) fn name(&self, maker: usize) -> &str {
        self.model
            .decision_makers
            .get(maker)
            .map_or("", |maker| maker.name.as_str())
    }

    /// That there is such a decision maker.
    pub(super) fn require(&self, maker: usize) -> Result<usize, ConflictError> {
        if maker < self.makers() {
            return Ok(maker);
        }
        Err(ConflictError::new(
            "the decision maker",
            format!("there is no number {maker}"),
            format!("name one of 0 to {}", self.makers().saturating_sub(1)),
        ))
    }

    fn perceives(&self, maker: usize, state: State) -> bool {
        let maker = self.model.decision_makers.get(maker);
        !maker.is_some_and(|maker| maker.misperceived.iter().any(|condition| condition.fits(state)))
    }

    /// Where a decision maker can go from a state.
    pub(super) fn ends(&self, maker: usize, from: State) -> impl Iterator<Item = State> + '_ {
        let moves = self.moves.get(maker).copied().unwrap_or_default();
        let at_all = self.perceives(maker, from);
        moves
            .from(from, &self.states)
            .filter(move |to| at_all && self.perceives(maker, *to))
    }

    /// Where a decision maker would go from a state.
    pub(super) fn improvements(&self, maker: usize, from: State) -> impl Iterator<Item = State> + '_ {
        let limit = self.rank(maker, from);
        self.ends(maker, from)
            .filter(move |to| self.rank(maker, *to) > limit)
    }

    /// How a decision maker ranks a state: higher is better.
    pub(super) fn rank(&self, maker: usize, state: State) -> u32 {
        let ranks = self.rankings.get(maker).map_or(&[][..], Ranking::ranks);
        let rank = self.states.index(state).and_then(|index| ranks.get(index));
        rank.copied().unwrap_or_default()
    }

    /// The answers of the others, each alone, to `maker` going from `state` to `to`. Whether they hurt is not
    /// looked at. SEQ+SIM has two kinds of answers; ask for either.
    pub(super) fn sanctions(&self, concept: Concept, maker: usize, state: State, to: State) -> Vec<Sanction> {
        let others = (0..self.makers()).filter(|other| *other != maker);
        let answers = |by: usize| -> Vec<Sanction> {
            let ends: Vec<State> = match concept {
                Concept::Nash | Concept::SeqSim => Vec::new(),
                Concept::Gmr | Concept::Smr => self.ends(by, to).collect(),
                Concept::Seq => self.improvements(by, to).collect(),
                Concept::Sim => self.improvements(by, state).collect(),
            };
            let sanction = |goes: State| {
                // Both change only what is theirs, so that both changes together are the sum.
                let end = match concept {
                    Concept::Sim => State(to.0 ^ state.0 ^ goes.0),
                    _ => goes,
                };
                self.states.index(end).map(|_| Sanction { by, goes, end })
            };
            ends.into_iter().filter_map(sanction).collect()
        };
        others.flat_map(answers).collect()
    }

    /// The states that must all be no better than the one asked about for a sanction to hold.
    pub(super) fn hurts(&self, concept: Concept, maker: usize, state: State, end: State) -> Vec<State> {
        let mut all = vec![end];
        if concept == Concept::Smr {
            all.extend(self.ends(maker, end).filter(|way_out| *way_out != state));
        }
        all
    }
}
