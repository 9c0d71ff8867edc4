//! A client for Intercom's tickets.

#[rustfmt::skip]
pub mod api;
#[rustfmt::skip]
mod client;
#[cfg(test)]
#[rustfmt::skip]
mod contract;
#[rustfmt::skip]
pub mod types;

pub use client::{Client, ClientBuilder, Region};
pub use oas_runtime::{Error, Value, UnixTime, Patch};
