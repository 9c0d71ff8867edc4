//! Macros of whole clients, which emitted crates expand.

mod client;
#[cfg(feature = "test-util")]
mod mock;
mod server_enum;
mod server_url;

pub use server_url::server_url;
