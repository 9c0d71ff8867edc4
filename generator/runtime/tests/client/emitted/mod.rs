//! What the generator emits for a small API, written by hand: the runtime's
//! side of that agreement must compile, and be clean under every lint.

pub mod client;
pub mod tickets;
pub mod types;
