//! Damage to documents that follows from a seed, so that it can be repeated.
//!
//! The tests of the generator use it for a bounded run, `cargo xtask fuzz` for
//! a long one.

mod bytes;
mod random;
mod tree;
mod words;

pub use bytes::damage_bytes;
pub use random::Random;
pub use tree::damage_tree;
pub use words::{ESCAPED, HOSTILE};
