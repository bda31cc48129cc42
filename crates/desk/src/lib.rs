//! The desk: the pages of an office, made on the server.
//!
//! They need no script and nothing from elsewhere, work by keyboard, on a phone and on paper, and hold no rules:
//! what may be seen and told is decided by `domain`, what happens by `office`. The desk serves this machine alone:
//! it listens on the loopback, answers only to its own name, and takes forms only from its own pages.

mod desk;
mod error;
mod guard;
mod layout;
mod marks;
mod names;
mod pages;
mod server;
mod show;
mod style;

pub use desk::{Desk, router};
pub use error::DeskError;
pub use server::{USUAL_PORT, listen, serve};
