//! Conflict models: the Graph Model for Conflict Resolution (Fang, Hipel and Kilgour 1993).
//!
//! A [`Model`] says who decides what, what can't be and who prefers what; [`solve`] says which states are stable
//! for whom, and which hold. The definitions, with their sources, are in the crate's README.

mod alone;
mod check;
mod coalitions;
mod draft;
mod error;
mod further;
mod gmcr;
mod graph;
mod inverse;
mod limited;
mod model;
mod moves;
mod pattern;
mod ranking;
mod reach;
mod report;
mod robustness;
mod solution;
mod solve;
mod spread;
mod states;
mod told;

pub use coalitions::{Coalitions, Deviation, MAX_COALITION_MAKERS};
pub use draft::{Draft, MAX_DRAFTED, Reason};
pub use error::ConflictError;
pub use further::{Answers, Questions};
pub use gmcr::MAX_BYTES;
pub use graph::MAX_GRAPH_STATES;
pub use inverse::{Demand, Inverse, MAX_COUNTED, inverse, inverse_all};
pub use limited::{Limited, MAX_HORIZON};
pub use model::{ConflictOption, DecisionMaker, Direction, MAX_OPTIONS, MAX_PATTERNS, Model, Preference};
pub use moves::Moves;
pub use pattern::{Condition, Pattern, State};
pub use ranking::Ranking;
pub use reach::{Along, Reach, Step};
pub use report::Weighing;
pub use robustness::{Change, Robustness, robustness};
pub use solution::{Concept, Solution};
pub use solve::{Parties, solve, solve_ranked};
pub use states::States;
