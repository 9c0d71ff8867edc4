//! Clients that send through a transport of a test.

use intercom_tickets::{Client, Value};
use oas_runtime::test_util::{TestResponse, TestTransport};

use crate::TOKEN;

/// A transport that gives one response of JSON.
pub fn responding(body: &Value) -> TestTransport {
    TestTransport::sequence([TestResponse::json(200, body)])
}

/// A transport that gives no response, unless one is pushed.
pub fn silent() -> TestTransport {
    TestTransport::sequence([])
}

/// A client that sends through a transport.
pub trait WithClient {
    /// Each request is sent once.
    fn client(&self) -> Client;
}

impl WithClient for TestTransport {
    fn client(&self) -> Client {
        let builder = Client::builder().token(TOKEN).transport(self.clone());
        builder.no_retries().build().unwrap()
    }
}
