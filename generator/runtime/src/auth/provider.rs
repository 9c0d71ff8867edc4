//! Bearer tokens that change while a client lives.

use std::fmt;
use std::sync::{Arc, OnceLock};

use http::HeaderValue;

use crate::boxed::{BoxError, BoxFuture};
use crate::secret::Secret;

/// A bearer token, as handed out by a [`TokenProvider`].
#[derive(Clone)]
pub struct Token {
    secret: Secret,
    /// The header that it goes into, made at its first use.
    header: Arc<OnceLock<HeaderValue>>,
}

impl Token {
    /// A token with the text that goes behind `Bearer`.
    pub fn new(text: impl Into<Secret>) -> Self {
        Self {
            secret: text.into(),
            header: Arc::default(),
        }
    }

    /// The text of the token.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// The value of `Authorization`; none if no header may hold the token.
    pub(crate) fn header(&self) -> Option<HeaderValue> {
        if let Some(made) = self.header.get() {
            return Some(made.clone());
        }
        let text = format!("Bearer {}", self.secret.expose());
        let mut value = HeaderValue::try_from(text).ok()?;
        value.set_sensitive(true);
        Some(self.header.get_or_init(|| value).clone())
    }
}

impl PartialEq for Token {
    fn eq(&self, other: &Self) -> bool {
        self.secret == other.secret
    }
}

impl Eq for Token {}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("secret", &self.secret)
            .finish_non_exhaustive()
    }
}

/// Where a client gets its bearer token from.
///
/// A `String`, a `&'static str` and a [`Secret`] are providers of a token that
/// never changes. Implement it for tokens that expire.
///
/// ```
/// # use oas_runtime::auth::{Token, TokenProvider};
/// # use oas_runtime::{BoxError, BoxFuture};
/// struct FromEnvironment;
///
/// impl TokenProvider for FromEnvironment {
///     fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
///         Box::pin(async { Ok(Token::new(std::env::var("PETS_TOKEN")?)) })
///     }
/// }
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// The token for the request that is about to be sent.
    ///
    /// It is asked for at each sending, and the time it takes counts against
    /// the call's timeout, so an implementation that fetches tokens caches
    /// them.
    ///
    /// # Errors
    ///
    /// Whatever kept it from having a token. Nothing has been sent then, and
    /// the call fails with [`Error::InvalidRequest`](crate::Error::InvalidRequest).
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>>;

    /// The token, where it is at hand: then [`token`](Self::token) isn't asked,
    /// and nobody waits. As it stands, none is.
    ///
    /// One that has its token in a cache may give it here, and must give none
    /// when a new one has to be fetched.
    fn cached(&self) -> Option<Token> {
        None
    }

    /// Tells that the server responded 401 to this token, so that a cached one
    /// can be dropped. The call itself isn't repeated for it.
    fn invalidate(&self, token: &Token) {
        let _ = token;
    }
}

impl TokenProvider for Token {
    fn cached(&self) -> Option<Token> {
        Some(self.clone())
    }

    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        let token = self.clone();
        Box::pin(std::future::ready(Ok(token)))
    }
}

impl TokenProvider for Secret {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        let token = Token::new(self.clone());
        Box::pin(std::future::ready(Ok(token)))
    }
}

impl TokenProvider for String {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        let token = Token::new(self);
        Box::pin(std::future::ready(Ok(token)))
    }
}

impl TokenProvider for &'static str {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        let token = Token::new(*self);
        Box::pin(std::future::ready(Ok(token)))
    }
}
