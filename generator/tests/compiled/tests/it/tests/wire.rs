//! A server on this machine that keeps requests as they come over the wire.

use oas_test_server::{Reaction, Request, Server};

/// A server that has nothing to say to any request.
pub struct Wire(Server);

impl Wire {
    pub fn start() -> Wire {
        let server = Server::start(|_| Reaction::raw("HTTP/1.1 204 No Content\r\n\r\n"));
        Wire(server.unwrap())
    }

    pub fn url(&self) -> &str {
        self.0.url()
    }

    /// How many requests came.
    pub fn count(&self) -> usize {
        self.0.requests().len()
    }

    /// The last request that came.
    pub fn last(&self) -> Request {
        self.0.requests().pop().unwrap()
    }
}

/// A client of a case that sends to such a server, by the default transport.
macro_rules! wired {
    ($case:ident, $wire:expr) => {
        crate::$case::Client::builder()
            .base_url($wire.url())
            .build()
            .unwrap()
    };
}
pub(crate) use wired;
