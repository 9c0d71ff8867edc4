//! For tests of code that uses a client: a transport without a network, on a
//! clock without waiting.
//!
//! ```
//! use std::time::Duration;
//!
//! # use oas_runtime::http::Method;
//! # use oas_runtime::test_util::{TestResponse, TestTransport};
//! # use oas_runtime::{Value, json};
//! # fn example(builder: oas_runtime::ClientBuilder) -> Result<(), oas_runtime::Error> {
//! let server = TestTransport::sequence([
//!     TestResponse::empty(503).header("Retry-After", "30"),
//!     TestResponse::json(200, &json!({"name": "Tom"})),
//! ]);
//! let client = builder.transport(server.clone()).build()?;
//!
//! let pet: Value = client.request(Method::GET, "/pets/7").decode().send_blocking()?;
//! assert_eq!(pet["name"], "Tom");
//! // It was sent twice, and the wait between the two took no time of ours.
//! assert_eq!(server.sent().len(), 2);
//! assert!(server.clock().elapsed() >= Duration::from_secs(30));
//! # Ok(())
//! # }
//! ```

mod cassette;
mod clock;
mod executor;
mod stubs;
mod transport;

pub use cassette::Cassette;
pub use clock::VirtualClock;
pub use stubs::{Raw, Stub, StubBook, StubError, StubRequest};
pub use transport::{SentRequest, TestResponse, TestTransport};
