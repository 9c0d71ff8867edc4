//! How an API wants to be told who calls.

/// Alternatives of security requirements: one of the outer list is enough, and
/// of that one every scheme named is needed.
///
/// `&[&["bearerAuth"], &["key", "secret"]]` reads "the bearer token, or else
/// both keys". An empty inner list means that no credentials are fine too.
pub type Security = &'static [&'static [&'static str]];

/// One way of authenticating, as the API's description declares it.
///
/// OAuth 2 and `OpenID` Connect come down to a bearer token at the time of
/// sending, so they are declared with [`bearer`](Self::bearer).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    name: &'static str,
    kind: SchemeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SchemeKind {
    Bearer,
    Basic,
    KeyInHeader(&'static str),
    KeyInQuery(&'static str),
    KeyInCookie(&'static str),
    External,
}

impl SecurityScheme {
    /// A token in `Authorization: Bearer …`.
    #[must_use]
    pub const fn bearer(name: &'static str) -> Self {
        Self::of(name, SchemeKind::Bearer)
    }

    /// A user's name and password in `Authorization: Basic …`.
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        Self::of(name, SchemeKind::Basic)
    }

    /// A key in the header named.
    #[must_use]
    pub const fn api_key_header(name: &'static str, header: &'static str) -> Self {
        Self::of(name, SchemeKind::KeyInHeader(header))
    }

    /// A key in the query parameter named.
    #[must_use]
    pub const fn api_key_query(name: &'static str, parameter: &'static str) -> Self {
        Self::of(name, SchemeKind::KeyInQuery(parameter))
    }

    /// A key in the cookie named.
    #[must_use]
    pub const fn api_key_cookie(name: &'static str, cookie: &'static str) -> Self {
        Self::of(name, SchemeKind::KeyInCookie(cookie))
    }

    /// Something that the client doesn't do by itself: a certificate, which the
    /// transport shows, or a header that the caller sets.
    #[must_use]
    pub const fn external(name: &'static str) -> Self {
        Self::of(name, SchemeKind::External)
    }

    const fn of(name: &'static str, kind: SchemeKind) -> Self {
        Self { name, kind }
    }

    /// The name by which security requirements refer to the scheme.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) const fn kind(&self) -> SchemeKind {
        self.kind
    }
}
