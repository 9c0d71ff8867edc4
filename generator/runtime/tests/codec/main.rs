//! Reading and writing JSON by the tables that emitted types have.

#![allow(clippy::unwrap_used, reason = "a test that can't go on may panic")]

mod alike;
mod choices;
mod derived;
mod fields;
mod numbers;
pub mod obstacles;
mod records;
