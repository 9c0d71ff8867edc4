//! The caller's credentials, and how a request carries them.

mod apply;
mod provider;

pub(crate) use apply::{Applied, Credentials, InHand, apply, choose, provider};
pub use provider::{Token, TokenProvider};
