//! What a repeat of an operation does.

use http::Method;

/// What an operation changes on the server, and so what its repeat does.
///
/// It follows from the method unless the API's description says otherwise
/// (`x-idempotent`, `x-idempotency-key`) or the caller does
/// ([`Call::idempotency`](crate::Call::idempotency)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Idempotency {
    /// It changes nothing: `GET`, `HEAD`, `OPTIONS`, `TRACE`, `QUERY`.
    Safe,
    /// Done twice, it leaves what it left when it was done once: `PUT`,
    /// `DELETE`.
    Idempotent,
    /// Done twice, it may leave two of what should be one: `POST`, `PATCH`, and
    /// every method that isn't known.
    NonIdempotent,
}

impl Idempotency {
    /// What HTTP says of a method.
    #[must_use]
    pub fn of(method: &Method) -> Self {
        match *method {
            Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE => Self::Safe,
            Method::PUT | Method::DELETE => Self::Idempotent,
            _ if method.as_str() == "QUERY" => Self::Safe,
            _ => Self::NonIdempotent,
        }
    }

    /// Whether a repeat does no harm.
    #[must_use]
    pub const fn is_repeatable(self) -> bool {
        matches!(self, Self::Safe | Self::Idempotent)
    }
}
