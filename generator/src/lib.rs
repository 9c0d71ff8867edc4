//! Generator.

pub mod config;
pub mod diagnostics;
pub mod load;
pub mod normalize;
pub mod validate;
