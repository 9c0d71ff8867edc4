//! Every example that the client's documentation shows, in a crate that depends
//! on the client as anybody's would.
//!
//! Many pages of the documentation come from the runtime, whose name a reader's
//! crate doesn't know. So the build script takes the examples of both, with their
//! hidden lines, and puts the client's name where the runtime's was. What a reader
//! sees of them must name no crate of ours but the client.

#![allow(
    clippy::all,
    clippy::pedantic,
    clippy::restriction,
    dead_code,
    missing_docs,
    unused,
    reason = "examples are written to be read"
)]

include!(concat!(env!("OUT_DIR"), "/examples.rs"));
