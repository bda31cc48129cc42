//! Holds a reader to labelled papers: how many statements it finds, and how many conditions, polarities and speakers
//! are right. The papers and the rules by which they were labelled are in `model/eval/README.md`.

mod paper;
mod score;

pub use paper::{Label, Paper, PaperError, papers};
pub use score::{Faults, Score, judge};
