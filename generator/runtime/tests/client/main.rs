//! The client from its emitted surface to a scripted transport.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod calls;
mod emitted;
mod script;

use crate::emitted::client::{Client, Region};
use crate::script::Script;

/// A client for the emitted API that plays a script.
fn client(script: &Script) -> Client {
    Client::builder()
        .region(Region::Eu)
        .token("secret-token")
        .transport(script.clone())
        .build()
        .unwrap()
}
