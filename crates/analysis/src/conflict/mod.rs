//! Conflict models: the Graph Model for Conflict Resolution (Fang, Hipel and Kilgour 1993).
//!
//! A [`Model`] says who decides what, what can't be and who prefers what; [`solve`] says which states are stable
//! for whom, and which hold. The definitions, with their sources, are in the crate's README.

mod check;
mod error;
mod model;
mod moves;
mod pattern;
mod ranking;
mod solution;
mod solve;
mod spread;
mod states;

pub use error::ConflictError;
pub use model::{ConflictOption, DecisionMaker, Direction, MAX_OPTIONS, MAX_PATTERNS, Model, Preference};
pub use moves::Moves;
pub use pattern::{Condition, Pattern, State};
pub use ranking::Ranking;
pub use solution::{Concept, Solution};
pub use solve::{Parties, solve, solve_ranked};
pub use states::States;
