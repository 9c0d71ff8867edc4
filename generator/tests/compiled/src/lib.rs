//! Every case, compiled as a module of its own.
//!
//! The tests see of it what a crate's users see, and lie in a program of their own,
//! so that the cases are compiled once.

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
