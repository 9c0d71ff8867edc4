//! Every case, compiled as a module of its own.
//!
//! The tests that are emitted for the examples of the cases run with the tests
//! of this crate; the others are written by hand, about values that no example
//! can show.

include!(concat!(env!("OUT_DIR"), "/cases.rs"));

#[cfg(test)]
mod tests;
