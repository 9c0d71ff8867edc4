//! The client and what it is built from.

use oas_runtime::api::{ApiMetadata, ErrorEnvelope, RateLimitHeaders, SecurityScheme, Server};
use oas_runtime::client;

use super::tickets::Tickets;

/// What the runtime knows about this API.
pub static API: ApiMetadata = ApiMetadata::new("tickets", "1.2.3")
    .servers(&[
        Server::new("US", Region::Us.url()),
        Server::new("EU", Region::Eu.url()),
    ])
    .headers(&[("Tickets-Version", "2.16")])
    .schemes(&[SecurityScheme::bearer("bearerAuth")])
    .security(&[&["bearerAuth"]])
    .error(
        ErrorEnvelope::new()
            .code("/errors/0/code")
            .message("/errors/0/message")
            .field("/errors/0/field")
            .request_id("/request_id"),
    )
    .rate_limit(RateLimitHeaders::new(
        "X-RateLimit-Limit",
        "X-RateLimit-Remaining",
        "X-RateLimit-Reset",
    ))
    .request_id_header("X-Request-Id");

/// A client for the tickets API.
///
/// Cloning is cheap, and clones share connections.
#[derive(Clone, Debug)]
pub struct Client {
    inner: oas_runtime::Client,
}

/// Builds a [`Client`].
#[derive(Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    inner: oas_runtime::ClientBuilder,
}

client! { Client, ClientBuilder, API, [bearer] }

impl Client {
    /// Tickets: made, read, found.
    #[must_use]
    pub fn tickets(&self) -> Tickets {
        Tickets::new(&self.inner)
    }
}

impl ClientBuilder {
    /// Chooses the server.
    pub fn region(self, region: Region) -> Self {
        self.base_url(region.url())
    }
}

/// The servers of this API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Region {
    /// US: `https://api.example.com`.
    #[default]
    Us,

    /// EU: `https://api.eu.example.com`.
    Eu,
}

impl Region {
    /// The base URL of the server.
    #[must_use]
    pub const fn url(self) -> &'static str {
        match self {
            Self::Us => "https://api.example.com",
            Self::Eu => "https://api.eu.example.com",
        }
    }
}
