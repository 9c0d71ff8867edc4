//! What a client knows about one operation before it is called.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use http::{Method, StatusCode};

use crate::api::{Idempotency, Security, status_rule};
#[cfg(feature = "checks")]
use crate::check::{Constraint, PartConstraints};

/// One operation of an API, as its description has it.
///
/// Emitted methods hold it as a `static`, so that building a call copies
/// nothing, and errors can name the operation without cost.
///
/// ```
/// # use oas_runtime::Operation;
/// static OPERATION: Operation = Operation::get("getTicket", "/tickets/{ticket_id}");
///
/// assert_eq!(OPERATION.id(), "getTicket");
/// assert_eq!(OPERATION.method(), "GET");
/// ```
#[derive(Clone, Debug)]
pub struct Operation {
    id: &'static str,
    method: Method,
    /// A method that HTTP's library has no constant for, and the same once it
    /// has been read.
    other: Option<(&'static str, OnceLock<Method>)>,
    path: Cow<'static, str>,
    security: Option<Security>,
    accept: &'static str,
    server: Option<&'static str>,
    idempotency: Option<Idempotency>,
    idempotency_key: Option<&'static str>,
    redirects: &'static [&'static str],
    #[cfg(feature = "checks")]
    checks: &'static [PartConstraints],
    responses: &'static [&'static str],
}

impl Operation {
    /// An operation with the method, identifier and path template given.
    ///
    /// Prefer the constructors named after methods. This one is for methods
    /// which have none.
    #[must_use]
    pub const fn new(method: Method, id: &'static str, path: &'static str) -> Self {
        Self::described(method, None, id, path)
    }

    const fn described(
        method: Method,
        other: Option<(&'static str, OnceLock<Method>)>,
        id: &'static str,
        path: &'static str,
    ) -> Self {
        Self {
            id,
            method,
            other,
            path: Cow::Borrowed(path),
            security: None,
            accept: "application/json",
            server: None,
            idempotency: None,
            idempotency_key: None,
            redirects: &[],
            #[cfg(feature = "checks")]
            checks: &[],
            responses: &["200", "204"],
        }
    }

    /// A `GET` operation.
    #[must_use]
    pub const fn get(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::GET, id, path)
    }

    /// A `POST` operation.
    #[must_use]
    pub const fn post(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::POST, id, path)
    }

    /// A `PUT` operation.
    #[must_use]
    pub const fn put(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::PUT, id, path)
    }

    /// A `PATCH` operation.
    #[must_use]
    pub const fn patch(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::PATCH, id, path)
    }

    /// A `DELETE` operation.
    #[must_use]
    pub const fn delete(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::DELETE, id, path)
    }

    /// A `HEAD` operation.
    #[must_use]
    pub const fn head(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::HEAD, id, path)
    }

    /// An `OPTIONS` operation.
    #[must_use]
    pub const fn options(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::OPTIONS, id, path)
    }

    /// A `TRACE` operation.
    #[must_use]
    pub const fn trace(id: &'static str, path: &'static str) -> Self {
        Self::new(Method::TRACE, id, path)
    }

    /// An operation of another method, such as `QUERY` or `COPY`. But for
    /// `QUERY`, which is safe, its repeat is taken to do harm.
    #[must_use]
    pub const fn other(method: &'static str, id: &'static str, path: &'static str) -> Self {
        Self::described(Method::POST, Some((method, OnceLock::new())), id, path)
    }

    /// Replaces the API's own security by this operation's.
    ///
    /// An empty list says that the operation needs no credentials and gets
    /// none.
    #[must_use]
    pub const fn security(mut self, security: Security) -> Self {
        self.security = Some(security);
        self
    }

    /// Sets the base URL of this operation, where it has another one than the
    /// API as a whole.
    ///
    /// A path alone is on the client's host, in place of the path that the API's
    /// server has.
    ///
    /// A whole URL counts for clients of the servers that the API's description lists.
    /// A client whose caller has given it a base URL of another server, such
    /// as a test's, calls that.
    #[must_use]
    pub const fn server(mut self, base_url: &'static str) -> Self {
        self.server = Some(base_url);
        self
    }

    /// Sets the media type asked for, `application/json` where none is set.
    #[must_use]
    pub const fn accept(mut self, media_type: &'static str) -> Self {
        self.accept = media_type;
        self
    }

    /// Names the statuses of 3xx that are responses like any success, and not
    /// errors: `"303"`, or `"3XX"` for all of them.
    #[must_use]
    pub const fn redirects(mut self, statuses: &'static [&'static str]) -> Self {
        self.redirects = statuses;
        self
    }

    /// Says what parameters and the body have to fit; calls that don't are refused.
    #[cfg(feature = "checks")]
    #[must_use]
    pub const fn checks(mut self, checks: &'static [PartConstraints]) -> Self {
        self.checks = checks;
        self
    }

    /// Names the successes that the description has, where they are others than 200
    /// and 204: `"201"`, `"2XX"`, or `"default"`.
    #[must_use]
    pub const fn responses(mut self, statuses: &'static [&'static str]) -> Self {
        self.responses = statuses;
        self
    }

    /// Says that the operation changes nothing, though its method lets one
    /// think so: a search by `POST`.
    #[must_use]
    pub const fn safe(mut self) -> Self {
        self.idempotency = Some(Idempotency::Safe);
        self
    }

    /// Says that the operation may be done twice without harm.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotency = Some(Idempotency::Idempotent);
        self
    }

    /// Says that the operation must not be done twice, whatever its method is.
    #[must_use]
    pub const fn not_idempotent(mut self) -> Self {
        self.idempotency = Some(Idempotency::NonIdempotent);
        self
    }

    /// Names the header by whose value the server tells a repeat from a new
    /// request. Every call gets a value of its own, and its repeats the same
    /// one, so that they do no harm.
    #[must_use]
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self
    }

    /// What a repeat does: what the description says, or else what the method
    /// does.
    #[must_use]
    pub fn idempotency(&self) -> Idempotency {
        match self
            .idempotency
            .unwrap_or_else(|| Idempotency::of(self.method()))
        {
            Idempotency::NonIdempotent if self.idempotency_key.is_some() => Idempotency::Idempotent,
            idempotency => idempotency,
        }
    }

    /// The `operationId`, empty for a call that no operation describes.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        match &self.other {
            Some((name, method)) => {
                method.get_or_init(|| name.parse().unwrap_or_else(|_| self.method.clone()))
            }
            None => &self.method,
        }
    }

    /// The path template, such as `/tickets/{ticket_id}`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    pub(crate) const fn own_security(&self) -> Option<Security> {
        self.security
    }

    pub(crate) const fn key_header(&self) -> Option<&'static str> {
        self.idempotency_key
    }

    pub(crate) const fn own_server(&self) -> Option<&'static str> {
        self.server
    }

    pub(crate) const fn expected_redirects(&self) -> &'static [&'static str] {
        self.redirects
    }

    /// What a part of a request has to fit.
    #[cfg(feature = "checks")]
    pub(crate) fn constraints(&self, part: &str, name: &str) -> Option<&'static [Constraint]> {
        let mut checks = self.checks.iter();
        let found = checks.find(|check| check.part == part && check.name == name)?;
        Some(found.constraints)
    }

    /// Whether a success of this status is described.
    pub(crate) fn describes(&self, status: StatusCode) -> bool {
        !status.is_success() || status_rule(self.responses, status).is_some()
    }

    pub(crate) const fn accepts(&self) -> &'static str {
        self.accept
    }
}

/// `GET /tickets/{ticket_id} (getTicket)`.
impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method(), self.path)?;
        if self.id.is_empty() {
            Ok(())
        } else {
            write!(f, " ({})", self.id)
        }
    }
}

/// An operation that is either emitted or made up for a raw call.
#[derive(Clone)]
pub(crate) enum OperationRef {
    Emitted(&'static Operation),
    Raw(Arc<Operation>),
}

impl OperationRef {
    /// The stand-in for a call that the description lacks.
    pub(crate) fn raw(method: Method, path: String) -> Self {
        Self::Raw(Arc::new(Operation {
            path: Cow::Owned(path),
            // Whoever writes the call knows what comes.
            responses: &["default"],
            ..Operation::new(method, "", "")
        }))
    }
}

impl std::ops::Deref for OperationRef {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        match self {
            Self::Emitted(operation) => operation,
            Self::Raw(operation) => operation,
        }
    }
}

impl fmt::Debug for OperationRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", **self)
    }
}
