//! What the record means: where each party stands, what moved, who offers what for what.
//!
//! Everything here is derived from statements by rules that are written down (see the crate's README),
//! stores nothing, and leads back to the [`domain::StatementId`]s that it rests on.

mod agenda;
mod ask;
mod board;
mod brief;
pub mod climate;
pub mod conflict;
mod contradictions;
mod dates;
mod difference;
mod front;
mod gather;
pub mod guidance;
mod html;
pub mod knots;
mod layout;
mod lean;
mod lexicon;
mod offers;
mod paper;
mod picture;
mod position;
mod present;
mod record;
mod sections;
mod shifts;
mod silence;
mod sources;
mod table;
mod words;

pub use board::Board;
pub use brief::{Brief, Item, Line, NOTHING, Part, Source, brief, brief_of};
pub use climate::{Climate, climate};
pub use contradictions::{Contradiction, ContradictionKind, Counterpart, contradictions};
pub use difference::{Change, Difference, How};
pub use domain::Stance;
pub use front::{Dissent, Front, Who};
pub use lean::lean;
pub use offers::{Offer, offers};
pub use position::{Movement, Position, Ruled};
pub use record::Record;
pub use shifts::{Shift, shifts};
