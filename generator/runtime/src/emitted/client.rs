//! `client!`: what an emitted client forwards to the runtime's.

/// Gives an emitted client and its builder the methods that every client has.
///
/// The emitted crate declares both structs, with docs of its own, around the
/// runtime's [`Client`](crate::Client) and [`ClientBuilder`](crate::ClientBuilder)
/// in a field `inner`, and adds what only it has: a method for each tag, and
/// the choice of a server. In the brackets are the ways to authenticate that
/// the API has, of `bearer`, `basic` and `api_key`.
///
/// ```
/// # #![allow(missing_docs)]
/// mod pets {
///     use oas_runtime::api::{ApiMetadata, SecurityScheme, Server};
///     use oas_runtime::client;
///
///     static API: ApiMetadata = ApiMetadata::new("pets", "1.0.0")
///         .servers(&[Server::new("Production", "https://pets.example")])
///         .schemes(&[SecurityScheme::bearer("bearerAuth")]);
///
///     /// A client for the pets API.
///     #[derive(Clone, Debug)]
///     pub struct Client {
///         inner: oas_runtime::Client,
///     }
///
///     /// Builds a [`Client`].
///     #[derive(Debug)]
///     #[must_use = "a builder does nothing until `build` is called"]
///     pub struct ClientBuilder {
///         inner: oas_runtime::ClientBuilder,
///     }
///
///     client! { Client, ClientBuilder, API, [bearer] }
/// }
///
/// # #[cfg(feature = "reqwest")]
/// # fn main() -> Result<(), oas_runtime::Error> {
/// let client = pets::Client::builder().token("dG9rOjE2").build()?;
/// assert_eq!(client.runtime().base_url(), "https://pets.example");
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "reqwest"))]
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! client {
    ($client:ident, $builder:ident, $api:expr, [ $( $auth:ident ),* $(,)? ] $(,)?) => {
        impl $client {
            /// Starts to build a client.
            pub fn builder() -> $builder {
                $builder {
                    inner: $crate::Client::builder(&$api),
                }
            }

            /// Describes a request that has no method here, with the same
            /// credentials, errors and limits as any other.
            ///
            /// The path starts with `/` and may have a query; it is appended to
            /// the base URL: `client.request(Method::GET, "/me").decode::<Value>()`.
            pub fn request(
                &self,
                method: $crate::http::Method,
                path: &str,
            ) -> $crate::CallBuilder {
                self.inner.request(method, path)
            }

            /// The client of the runtime that this one is made of.
            #[must_use]
            pub fn runtime(&self) -> &$crate::Client {
                &self.inner
            }
        }

        impl ::core::convert::From<$builder> for $crate::ClientBuilder {
            fn from(builder: $builder) -> Self {
                builder.inner
            }
        }

        $( $crate::__client_auth! { $builder $auth } )*

        impl $builder {
            /// Sets the URL that paths are appended to, such as a proxy's or a
            /// test server's. A path in it is kept.
            pub fn base_url(
                self,
                url: impl ::core::convert::Into<$crate::__std::String>,
            ) -> Self {
                Self { inner: self.inner.base_url(url) }
            }

            /// Sets how long a call may take, from its sending to the last byte
            /// of the response, with all attempts and the waits between them; 60
            /// seconds unless set.
            pub fn timeout(self, limit: ::core::time::Duration) -> Self {
                Self { inner: self.inner.timeout(limit) }
            }

            /// Lets calls take as long as they take.
            pub fn no_timeout(self) -> Self {
                Self { inner: self.inner.no_timeout() }
            }

            /// Sets how long the server may be silent, before and within an
            /// response; 30 seconds unless set.
            pub fn idle_timeout(self, limit: ::core::time::Duration) -> Self {
                Self { inner: self.inner.idle_timeout(limit) }
            }

            /// Lets the server be silent for as long as a call may take.
            pub fn no_idle_timeout(self) -> Self {
                Self { inner: self.inner.no_idle_timeout() }
            }

            /// Sets how long a connection may take to come about, for the
            /// transport that the client makes itself; 10 seconds unless set.
            pub fn connect_timeout(self, limit: ::core::time::Duration) -> Self {
                Self { inner: self.inner.connect_timeout(limit) }
            }

            /// Sets what is sent again after a failure, and how often.
            pub fn retry_policy(self, retries: $crate::RetryPolicy) -> Self {
                Self { inner: self.inner.retry_policy(retries) }
            }

            /// Sends every request once and repeats nothing.
            pub fn no_retries(self) -> Self {
                Self { inner: self.inner.no_retries() }
            }

            /// Sets how many repeats all calls together have to their credit;
            /// 50 unless set.
            pub fn retry_budget(self, repeats: u32) -> Self {
                Self { inner: self.inner.retry_budget(repeats) }
            }

            /// Sets where random numbers come from.
            pub fn rng(self, random: impl $crate::random::Rng) -> Self {
                Self { inner: self.inner.rng(random) }
            }

            /// Sets what paces the calls: a rate limiter that is shared with other
            /// clients of the same token, or that knows a limit beforehand.
            pub fn rate_limiter(self, rate_limiter: $crate::rate_limiter::RateLimiter) -> Self {
                Self { inner: self.inner.rate_limiter(rate_limiter) }
            }

            /// Sends without regard to the server's rate limit.
            pub fn bypass_rate_limit(self) -> Self {
                Self { inner: self.inner.bypass_rate_limit() }
            }

            /// Adds code of yours around each sending.
            pub fn middleware(self, middleware: impl $crate::middleware::Middleware) -> Self {
                Self { inner: self.inner.middleware(middleware) }
            }

            /// Adds code of yours that is told what happens to calls.
            pub fn observer(self, observer: impl $crate::observer::Observer) -> Self {
                Self { inner: self.inner.observer(observer) }
            }

            /// Sets code of yours that is told, once each, what responses hold
            /// that the API's description doesn't foresee.
            pub fn on_unforeseen(
                self,
                tell: impl Fn(&$crate::unforeseen::Unforeseen) + Send + Sync + 'static,
            ) -> Self {
                Self { inner: self.inner.on_unforeseen(tell) }
            }

            /// Names the client, so that logs, metrics and spans of several can
            /// be told apart.
            pub fn name(self, name: impl ::core::convert::Into<$crate::__std::String>) -> Self {
                Self { inner: self.inner.name(name) }
            }

            /// Adds a header to every request.
            pub fn header(
                self,
                name: impl ::core::convert::Into<$crate::__std::String>,
                value: impl ::core::convert::Into<$crate::__std::String>,
            ) -> Self {
                Self { inner: self.inner.header(name, value) }
            }

            /// Sets the `User-Agent`, which names this crate unless set.
            pub fn user_agent(
                self,
                text: impl ::core::convert::Into<$crate::__std::String>,
            ) -> Self {
                Self { inner: self.inner.user_agent(text) }
            }

            /// Sets how many bytes of a response are read; 64 MiB unless set.
            pub fn max_response_bytes(self, limit: usize) -> Self {
                Self { inner: self.inner.max_response_bytes(limit) }
            }

            /// Lets credentials travel over plain `http://` to hosts other than
            /// this machine. Whoever is on the way can read them.
            pub fn allow_plain_http(self) -> Self {
                Self { inner: self.inner.allow_plain_http() }
            }

            /// Lets calls go out without the credentials that they need,
            /// because a proxy adds them, or a test needs none.
            pub fn allow_missing_credentials(self) -> Self {
                Self { inner: self.inner.allow_missing_credentials() }
            }

            /// Sets what sends the requests: an HTTP library of your choice, or
            /// a script in a test.
            pub fn transport(self, transport: impl $crate::transport::Transport) -> Self {
                Self { inner: self.inner.transport(transport) }
            }

            /// Makes the client.
            ///
            /// # Errors
            ///
            /// `Error::Config`, with a suggested fix, if the base URL or a header
            /// can't be used, if the credentials that the API asks for are
            /// missing, empty or would go over plain HTTP, or if there is no
            /// transport.
            pub fn build(self) -> ::core::result::Result<$client, $crate::Error> {
                ::core::result::Result::Ok($client { inner: self.inner.build()? })
            }
        }
    };
}

/// The ways to authenticate, of [`client!`](crate::client).
#[doc(hidden)]
#[macro_export]
macro_rules! __client_auth {
    ($builder:ident bearer) => {
        impl $builder {
            /// Sets the bearer token. It is sent to this client's host and to no
            /// other, and no log or error shows it.
            pub fn token(self, token: impl ::core::convert::Into<$crate::Secret>) -> Self {
                Self {
                    inner: self.inner.token(token),
                }
            }

            /// Sets where bearer tokens come from, for those that change.
            pub fn token_provider(self, provider: impl $crate::auth::TokenProvider) -> Self {
                Self {
                    inner: self.inner.token_provider(provider),
                }
            }
        }
    };
    ($builder:ident basic) => {
        impl $builder {
            /// Sets the name and password.
            pub fn basic(
                self,
                user: impl ::core::convert::Into<$crate::__std::String>,
                password: impl ::core::convert::Into<$crate::Secret>,
            ) -> Self {
                Self {
                    inner: self.inner.basic(user, password),
                }
            }
        }
    };
    ($builder:ident api_key) => {
        impl $builder {
            /// Sets the key for the security scheme of that name.
            pub fn api_key(
                self,
                scheme: impl ::core::convert::Into<$crate::__std::String>,
                key: impl ::core::convert::Into<$crate::Secret>,
            ) -> Self {
                Self {
                    inner: self.inner.api_key(scheme, key),
                }
            }
        }
    };
}
