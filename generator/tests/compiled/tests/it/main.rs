//! The tests that are emitted for the examples of the cases, and others that are
//! written by hand, about values that no example can show.

#[allow(
    clippy::wildcard_imports,
    reason = "what is emitted names the modules of the cases as if they were of this crate"
)]
use oas_codegen_cases::*;

mod tests;

include!(concat!(env!("OUT_DIR"), "/contracts.rs"));
