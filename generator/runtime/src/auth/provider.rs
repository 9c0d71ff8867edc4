//! Bearer tokens that change while a client lives.

use crate::auth::Secret;
use crate::{BoxError, BoxFuture};

/// A bearer token, as handed out by a [`TokenProvider`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    secret: Secret,
}

impl Token {
    /// A token with the text that goes behind `Bearer`.
    pub fn new(text: impl Into<Secret>) -> Self {
        Self {
            secret: text.into(),
        }
    }

    /// The text of the token.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.secret
    }
}

/// Where a client gets its bearer token from.
///
/// A `String`, a `&'static str` and a [`Secret`] are providers of a token that
/// never changes. Implement it for tokens that expire.
///
/// ```
/// use oas_runtime::{BoxError, BoxFuture, Token, TokenProvider};
///
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
    /// the call fails with [`Error::Request`](crate::Error::Request).
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>>;

    /// Tells that the server answered 401 to this token, so that a cached one
    /// can be dropped. The call itself isn't repeated for it.
    fn rejected(&self, token: &Token) {
        let _ = token;
    }
}

impl TokenProvider for Token {
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
