//! What a server takes of whoever connects.

use std::time::Duration;

/// How long a body may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(30);

/// Whom a server listens to, and how patiently.
///
/// ```
/// use oas_mock::ServerOptions;
/// use std::time::Duration;
///
/// let options = ServerOptions::default()
///     .host("mock.test")
///     .body_time(Duration::from_secs(5));
/// # let _ = options;
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ServerOptions {
    pub(super) hosts: Vec<String>,
    pub(super) body_time: Duration,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            hosts: Vec::new(),
            body_time: BODY_TIME,
        }
    }
}

impl ServerOptions {
    /// Takes requests to this name too, whatever the port. Without, it takes
    /// those to `localhost`, to the loopback addresses and to the address that
    /// it listens on: a page of a stranger that lets its own name point to this
    /// machine learns nothing.
    pub fn host(mut self, name: impl Into<String>) -> Self {
        self.hosts.push(name.into());
        self
    }

    /// Gives up a request whose body takes longer, and a response that nobody reads on
    /// for so long; 30 seconds by default.
    pub fn body_time(mut self, longest: Duration) -> Self {
        self.body_time = longest;
        self
    }
}
