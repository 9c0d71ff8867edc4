//! Transports that respond as they are told and remember what was sent.

use oas_runtime::test_util::{SentRequest, TestResponse, TestTransport};

/// Responds with these statuses and bodies, and with 204 after them.
pub fn responding(responses: &[(u16, &'static str)]) -> TestTransport {
    let transport = TestTransport::new(|_| TestResponse::empty(204));
    for (status, body) in responses {
        transport.push(TestResponse::body(*status, *body));
    }
    transport
}

/// What a test asks about what was sent.
pub trait Last {
    /// The last that was sent.
    fn last(&self) -> SentRequest;
}

impl Last for TestTransport {
    fn last(&self) -> SentRequest {
        self.sent().pop().unwrap()
    }
}

/// The parts of a request that tests look at, as texts.
pub trait Texts {
    /// The method and the path with its query, as they stand in the first line.
    fn line(&self) -> String;
    fn host(&self) -> &str;
    fn text(&self) -> String;
}

impl Texts for SentRequest {
    fn line(&self) -> String {
        format!("{} {}", self.method, self.target())
    }

    fn host(&self) -> &str {
        self.uri.host().unwrap()
    }

    fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).unwrap()
    }
}

/// A client of a case that sends to a script.
macro_rules! client {
    ($case:ident, $script:expr) => {
        crate::$case::Client::builder()
            .base_url("https://api.roastery.example")
            .transport($script.clone())
            .allow_missing_credentials()
            .build()
            .unwrap()
    };
}
pub(crate) use client;
