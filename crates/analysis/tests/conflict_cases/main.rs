//! Conflict models against the published cases and against the definitions.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

mod against_naive;
mod drafted;
mod naive;
mod published;
mod random;
