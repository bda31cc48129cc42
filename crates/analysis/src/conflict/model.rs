//! A conflict as people write it down.

use super::{Condition, ConflictError, Pattern, State};

/// A model has at most this many options: 2^24 states are what a machine of today weighs in minutes.
pub const MAX_OPTIONS: usize = 24;

/// More patterns than this, in one list of preferences or of infeasible states, are refused.
pub const MAX_PATTERNS: usize = 4_096;

/// In which direction an option may change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// It can be taken and given up again.
    #[default]
    Both,
    /// It can be taken, and not given up again.
    Forward,
    /// It can be given up, and not taken again.
    Back,
}

/// Something that one decision maker can do or leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictOption {
    /// What it is called.
    pub name: String,
    /// Who decides it: an index into the model's decision makers.
    pub owner: usize,
    /// How it may change.
    pub direction: Direction,
}

/// How a decision maker orders the states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preference {
    /// Statements, the weightiest first: a state that fits an earlier one goes before all that don't
    /// (Hipel, Kilgour, Fang and Peng 1997).
    Prioritised(Vec<Condition>),
    /// Every feasible state, the best first; those in one group are equal.
    Ranked(Vec<Vec<State>>),
    /// Statements with a weight each: the sum of what a state fits orders it.
    Weighted(Vec<(Condition, i64)>),
}

impl Default for Preference {
    fn default() -> Self {
        Self::Prioritised(Vec::new())
    }
}

/// Who decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionMaker {
    /// Their name.
    pub name: String,
    /// What they prefer.
    pub preference: Preference,
    /// The prioritised statements that a file keeps beside a ranking that was made by hand. They order nothing.
    pub statements: Vec<Condition>,
    /// States that they don't perceive: they neither move to them nor from them.
    pub misperceived: Vec<Condition>,
}

/// A conflict: who decides what, what can't be, and who prefers what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The options; bit i of a [`State`] is option i.
    pub options: Vec<ConflictOption>,
    /// The decision makers.
    pub decision_makers: Vec<DecisionMaker>,
    /// What can't be: a state that fits one of these is left out.
    pub infeasible: Vec<Condition>,
    /// Where things stand, where it is known.
    pub status_quo: Option<State>,
    /// Who acts together, by index; decision makers that are not named act alone.
    pub coalitions: Vec<Vec<usize>>,
}

impl Model {
    /// The bits of the options of a decision maker.
    pub fn options_of(&self, decision_maker: usize) -> u32 {
        let owned = self.options.iter().enumerate().take(32);
        owned.fold(0, |mask, (i, option)| {
            mask | u32::from(option.owner == decision_maker) << i
        })
    }

    /// A pattern as people read it: "accept and not delay".
    pub fn words(&self, pattern: Pattern) -> String {
        let words: Vec<String> = pattern
            .options()
            .map(|(i, taken)| {
                let name = self.options.get(i).map_or("?", |option| &option.name);
                format!("{}{name}", if taken { "" } else { "not " })
            })
            .collect();
        words.join(" and ")
    }

    /// Checks what does not depend on the feasible states.
    ///
    /// # Errors
    /// More options than [`MAX_OPTIONS`], none, an option of nobody, a condition on an option that is not there,
    /// preferences that contradict each other.
    pub fn check(&self) -> Result<(), ConflictError> {
        super::check::check(self)
    }
}
