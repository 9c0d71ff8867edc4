//! The soak, small enough for every day.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where something is not as it should be, its helpers too"
)]

mod audit;
mod bounded;
mod tcp;
