//! Stubs: what a test says that operations respond with.

mod book;
mod request;
mod stub;

pub use book::{StubBook, StubError};
pub use request::StubRequest;
pub use stub::{Raw, Stub};
