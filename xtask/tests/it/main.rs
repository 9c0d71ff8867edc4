//! The commands, as programs of their own.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where something is not as it should be, its helpers too"
)]

mod commands;
mod editing;
mod findings;
mod freshness;
mod killed;
mod packages;
mod pipes;
mod terminal;
mod unchanged;
