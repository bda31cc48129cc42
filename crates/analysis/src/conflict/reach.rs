//! How to get from where things stand to where they could.

use super::spread::{NOWHERE, Side, at, spread};
use super::{ConflictError, Moves, Parties, Solution, State};

/// One change on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Who changes something: an index.
    pub who: usize,
    /// What it leads to.
    pub to: State,
}

/// Which moves count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// All that can be made.
    Moves,
    /// Those by which who makes them gains.
    Gains,
}

/// The shortest ways from one state to others.
#[derive(Debug)]
pub struct Reach {
    from: State,
    along: Along,
    sides: Vec<Side>,
    /// By decimal: how many steps away; [`NOWHERE`] where it can't be reached.
    steps: Vec<u32>,
}

impl Reach {
    /// Finds what can be reached from `from`, level by level.
    ///
    /// # Errors
    /// `from` is infeasible.
    pub fn of(
        parties: &Parties,
        solution: &Solution,
        from: State,
        along: Along,
    ) -> Result<Self, ConflictError> {
        parties.states.require(from, "the status quo")?;
        let sides = Side::all(parties, &solution.rankings);
        let mut steps = vec![NOWHERE; 1 << parties.states.options()];
        mark(&mut steps, from, 0);
        let mut reach = Self {
            from,
            along,
            sides,
            steps,
        };
        let mut level = 0;
        while reach.spread_from(level) {
            level += 1;
        }
        Ok(reach)
    }

    /// Marks what is one step from the states at `level`; whether there was any.
    fn spread_from(&mut self, level: u32) -> bool {
        let mut new = Vec::new();
        for side in &self.sides {
            let mut lowest: Vec<u32> = (0_u32..)
                .zip(&self.steps)
                .map(|(state, steps)| {
                    let starts = *steps == level && side.perceives(State(state));
                    if starts {
                        self.level_of(side, State(state))
                    } else {
                        NOWHERE
                    }
                })
                .collect();
            spread(&mut lowest, backwards(side.moves), u32::min);
            new.extend((0_u32..).map(State).zip(lowest).filter_map(|(state, lowest)| {
                let feasible = at(&side.ranks, state) != 0;
                let known = at(&self.steps, state) != NOWHERE;
                let more = match self.along {
                    Along::Moves => lowest != NOWHERE,
                    Along::Gains => lowest < at(&side.ranks, state),
                };
                (feasible && !known && more && side.perceives(state)).then_some(state)
            }));
        }
        for state in &new {
            mark(&mut self.steps, *state, level + 1);
        }
        !new.is_empty()
    }

    /// What a state that is left has to be improved on.
    fn level_of(&self, side: &Side, state: State) -> u32 {
        match self.along {
            Along::Moves => 0,
            Along::Gains => at(&side.ranks, state),
        }
    }

    /// How many steps it takes.
    pub fn distance(&self, to: State) -> Option<u32> {
        self.steps
            .get(to.0 as usize)
            .copied()
            .filter(|steps| *steps != NOWHERE)
    }

    /// A shortest way; nothing where there is none, no steps where things stand there already.
    pub fn way(&self, to: State) -> Option<Vec<Step>> {
        let mut level = self.distance(to)?;
        let mut way = Vec::new();
        let mut here = to;
        while level > 0 {
            level -= 1;
            let (who, before) = self.sides.iter().enumerate().find_map(|(who, side)| {
                let came = |before: &State| {
                    at(&self.steps, *before) == level
                        && side.perceives(*before)
                        && side.perceives(here)
                        && (self.along == Along::Moves || at(&side.ranks, *before) < at(&side.ranks, here))
                };
                Some((who, backwards(side.moves).anywhere(here).find(came)?))
            })?;
            way.push(Step { who, to: here });
            here = before;
        }
        way.reverse();
        Some(way)
    }

    /// Where it starts.
    pub fn from(&self) -> State {
        self.from
    }
}

fn mark(steps: &mut [u32], state: State, level: u32) {
    if let Some(slot) = steps.get_mut(state.0 as usize) {
        *slot = level;
    }
}

/// The moves that undo these.
fn backwards(moves: Moves) -> Moves {
    Moves {
        mask: moves.mask,
        forward: moves.back,
        back: moves.forward,
    }
}
