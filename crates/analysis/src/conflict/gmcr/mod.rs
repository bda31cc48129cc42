//! `.gmcr` files: the JSON in which GMCR+ and gmcr-py keep a conflict.
//!
//! `options` (a name and a `permittedDirection`: `both`, `fwd` or `back`); `decisionMakers` (a name, the indexes
//! of their options, `preferences` as prioritised conditions, and, where `useManualPreferenceRanking` is true, a
//! `preferenceRanking`: the feasible states by their place in the order of decimals, 1 the first, the best first,
//! equal ones in a list); `infeasibles` as conditions; `coalitions`. A condition is a list of an option's index
//! and `Y` or `N`, or `{"compound": true, "members": […]}`, of which one has to hold. What else a file says is
//! left alone. Files from before 2014 say `preferenceVector` and `useManualPreferenceVectors`.
//!
//! One word is ours, and other programs pass it over: `statusQuo`, the decimal of where things stand.

mod read;
mod write;

pub use read::MAX_BYTES;
