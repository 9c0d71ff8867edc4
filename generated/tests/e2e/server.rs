//! A server of the client, which responds in the order that a test wants.

use intercom_tickets::codec::from_slice;
use intercom_tickets::{Client, Value};
pub use oas_test_server::{Reaction, Request};

use crate::TOKEN;

/// A server that serves as long as the test runs.
pub struct Server(oas_test_server::Server);

impl Server {
    /// Starts a server that gives these responses in their order, and no other.
    pub fn start(responses: impl IntoIterator<Item = Reaction>) -> Self {
        Self(oas_test_server::Server::sequence(responses).unwrap())
    }

    /// Adds responses.
    pub fn then(&self, responses: impl IntoIterator<Item = Reaction>) {
        self.0.then(responses);
    }

    pub fn url(&self) -> &str {
        self.0.url()
    }

    /// A client of this server, which sends each request once.
    pub fn client(&self) -> Client {
        let builder = Client::builder().base_url(self.url()).token(TOKEN);
        builder.no_retries().build().unwrap()
    }

    /// Takes what has come in since the last time.
    pub fn requests(&self) -> Vec<Request> {
        self.0.take_requests()
    }

    /// Takes the one request that has come in.
    pub fn request(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests.remove(0)
    }
}

/// The body of a request.
pub fn body_of(request: &Request) -> Value {
    from_slice(&request.body).unwrap()
}
