//! Which states can be.

use super::{Condition, ConflictError, Model, State};

/// The feasible states, in the order of their decimals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct States {
    options: usize,
    feasible: Vec<State>,
}

impl States {
    /// The feasible states of a model.
    ///
    /// # Errors
    /// What [`Model::check`] finds; nothing is feasible; the status quo is infeasible.
    pub fn of(model: &Model) -> Result<Self, ConflictError> {
        model.check()?;
        let options = model.options.len();
        let fits = |state: State| !model.infeasible.iter().any(|one| one.fits(state));
        let feasible: Vec<State> = (0..1_u32 << options).map(State).filter(|s| fits(*s)).collect();
        let states = Self { options, feasible };
        if states.is_empty() {
            return Err(ConflictError::new(
                "infeasibles",
                "they leave no state",
                "take out the one that goes too far",
            ));
        }
        if let Some(state) = model.status_quo {
            states.require(state, "the status quo")?;
        }
        Ok(states)
    }

    /// How many options a state has.
    pub fn options(&self) -> usize {
        self.options
    }

    /// How many states there are.
    pub fn len(&self) -> usize {
        self.feasible.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.feasible.is_empty()
    }

    /// All, in the order of their decimals.
    pub fn all(&self) -> &[State] {
        &self.feasible
    }

    /// The state at an index.
    pub fn get(&self, index: usize) -> Option<State> {
        self.feasible.get(index).copied()
    }

    /// The index of a state, if it is feasible.
    pub fn index(&self, state: State) -> Option<usize> {
        if self.feasible.len() == 1 << self.options {
            return Some(state.0 as usize).filter(|index| *index < self.feasible.len());
        }
        self.feasible.binary_search(&state).ok()
    }

    /// The index of a state that has to be feasible; `place` says whose it is.
    ///
    /// # Errors
    /// It is infeasible.
    pub fn require(&self, state: State, place: &str) -> Result<usize, ConflictError> {
        self.index(state).ok_or_else(|| {
            let what = if state.0 < 1 << self.options {
                format!("state {state} ({}) is infeasible", state.letters(self.options))
            } else {
                format!("there is no state {state}")
            };
            ConflictError::new(place, what, "name a feasible state")
        })
    }

    /// The indexes of the states that fit a condition.
    pub fn fitting<'a>(&'a self, condition: &'a Condition) -> impl Iterator<Item = usize> + 'a {
        let all = self.feasible.iter().enumerate();
        all.filter(|(_, state)| condition.fits(**state))
            .map(|(index, _)| index)
    }
}
