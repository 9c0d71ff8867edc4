//! What a client knows about an API as a whole.

use crate::api::{Security, SecurityScheme};

/// What all operations of an API have in common.
///
/// The generator emits one as a `static`. Everything in it can be said in a
/// constant, so that a client starts without parsing anything.
#[derive(Clone, Copy, Debug)]
pub struct ApiMetadata {
    name: &'static str,
    version: &'static str,
    pub(crate) servers: &'static [Server],
    pub(crate) base_path: &'static str,
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) schemes: &'static [SecurityScheme],
    pub(crate) security: Option<Security>,
    pub(crate) error: ErrorEnvelope,
    pub(crate) rate_limit: Option<RateLimitHeaders>,
    pub(crate) request_id_header: Option<&'static str>,
    /// Read by what keeps requests for tests.
    pub(crate) sensitive: &'static [&'static str],
}

impl ApiMetadata {
    /// A profile with nothing but the name and version of the client crate,
    /// which go into the `User-Agent`.
    #[must_use]
    pub const fn new(name: &'static str, version: &'static str) -> Self {
        Self {
            name,
            version,
            servers: &[],
            base_path: "",
            headers: &[],
            schemes: &[],
            security: None,
            error: ErrorEnvelope::new(),
            rate_limit: None,
            request_id_header: None,
            sensitive: &[],
        }
    }

    /// Sets the hosts; the first is used where the caller chooses none.
    #[must_use]
    pub const fn servers(mut self, servers: &'static [Server]) -> Self {
        self.servers = servers;
        self
    }

    /// Sets the path at which the API begins, on a host that only the caller
    /// knows: it is appended to a base URL that doesn't end in it already.
    #[must_use]
    pub const fn base_path(mut self, path: &'static str) -> Self {
        self.base_path = path;
        self
    }

    /// Sets headers that go with every request, as name and value.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Declares the security schemes that [`security`](Self::security) names.
    #[must_use]
    pub const fn schemes(mut self, schemes: &'static [SecurityScheme]) -> Self {
        self.schemes = schemes;
        self
    }

    /// Sets the security of operations that have none of their own.
    ///
    /// If it is never set, a call carries the credentials of the first scheme
    /// for which the caller gave any, and goes without where there are none.
    #[must_use]
    pub const fn security(mut self, security: Security) -> Self {
        self.security = Some(security);
        self
    }

    /// Says where error responses keep their code and message.
    #[must_use]
    pub const fn error(mut self, shape: ErrorEnvelope) -> Self {
        self.error = shape;
        self
    }

    /// Names the headers that tell how many requests are left.
    #[must_use]
    pub const fn rate_limit(mut self, headers: RateLimitHeaders) -> Self {
        self.rate_limit = Some(headers);
        self
    }

    /// Names the header that identifies a request in the server's log.
    #[must_use]
    pub const fn request_id_header(mut self, name: &'static str) -> Self {
        self.request_id_header = Some(name);
        self
    }

    /// Names members of bodies and parameters whose values no recording keeps.
    #[must_use]
    pub const fn sensitive(mut self, names: &'static [&'static str]) -> Self {
        self.sensitive = names;
        self
    }

    /// The name of the client crate.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The version of the client crate.
    #[must_use]
    pub const fn version(&self) -> &'static str {
        self.version
    }

    pub(crate) fn scheme(&self, name: &str) -> Option<&'static SecurityScheme> {
        self.schemes.iter().find(|scheme| scheme.name() == name)
    }
}

/// A host that serves the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    name: &'static str,
    url: &'static str,
}

impl Server {
    /// A server with a name for people and its base URL.
    #[must_use]
    pub const fn new(name: &'static str, url: &'static str) -> Self {
        Self { name, url }
    }

    /// The name for people, such as `EU`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The base URL; paths of operations are appended to it.
    #[must_use]
    pub const fn url(&self) -> &'static str {
        self.url
    }
}

/// Where an API's error responses keep what a caller wants to know, as JSON
/// pointers into the body.
///
/// Strings, numbers and booleans found there are taken as text; anything else
/// counts as missing, as does a body that isn't JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ErrorEnvelope {
    pub(crate) code: Option<&'static str>,
    pub(crate) message: Option<&'static str>,
    pub(crate) field: Option<&'static str>,
    pub(crate) request_id: Option<&'static str>,
}

impl ErrorEnvelope {
    /// A shape of which nothing is known.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            code: None,
            message: None,
            field: None,
            request_id: None,
        }
    }

    /// Says where the code is that a program can match on.
    #[must_use]
    pub const fn code(mut self, pointer: &'static str) -> Self {
        self.code = Some(pointer);
        self
    }

    /// Says where the sentence for people is.
    #[must_use]
    pub const fn message(mut self, pointer: &'static str) -> Self {
        self.message = Some(pointer);
        self
    }

    /// Says where the name of the offending field is.
    #[must_use]
    pub const fn field(mut self, pointer: &'static str) -> Self {
        self.field = Some(pointer);
        self
    }

    /// Says where the request's identifier is.
    #[must_use]
    pub const fn request_id(mut self, pointer: &'static str) -> Self {
        self.request_id = Some(pointer);
        self
    }
}

/// The names of the headers that tell about the rate limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimitHeaders {
    pub(crate) limit: &'static str,
    pub(crate) remaining: &'static str,
    pub(crate) reset: &'static str,
}

impl RateLimitHeaders {
    /// The headers with the limit, with what remains of it, and with the time
    /// of its reset in Unix seconds.
    #[must_use]
    pub const fn new(limit: &'static str, remaining: &'static str, reset: &'static str) -> Self {
        Self {
            limit,
            remaining,
            reset,
        }
    }
}
