//! What every kind of call can be told, and asked.

/// Gives a type the settings of the [`Call`](crate::Call) that it holds, and a
/// look at its request.
///
/// ```text
/// settings! {
///     PaginatedCall<P, I>, call;           // the type, and its field that is the call
///     /// Sets how long …          // a limit of time is another thing to each
///     timeout
///     /// Lets …
///     no_timeout
/// }
/// ```
macro_rules! settings {
    (
        $name:ident<$($var:ident),+> $(, $call:ident)?;
        $(#[$timeout:meta])+
        timeout
        $(#[$no_timeout:meta])+
        no_timeout
    ) => {
        /// Settings of this call, in place of the client's.
        impl<$($var),+> $name<$($var),+> {
            $(#[$timeout])+
            pub fn timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.$($call.)?request.timeout = $crate::request::Limit::After(limit);
                self
            }

            $(#[$no_timeout])+
            pub fn no_timeout(mut self) -> Self {
                self.$($call.)?request.timeout = $crate::request::Limit::Off;
                self
            }

            /// Sets how long the server may be silent, before the head of its
            /// answer and between any two pieces of its body, in place of the
            /// client's own limit. Silence is like a broken connection: what may
            /// be repeated is.
            ///
            /// Between the pieces of a response that is read as a stream, the
            /// client's limit doesn't count, and one that is set here does.
            pub fn idle_timeout(mut self, limit: ::std::time::Duration) -> Self {
                let idle = $crate::request::Limit::After(limit);
                self.$($call.)?request.options.set_idle(idle);
                self
            }

            /// Lets the server be silent for as long as the timeout allows.
            pub fn no_idle_timeout(mut self) -> Self {
                let idle = $crate::request::Limit::Off;
                self.$($call.)?request.options.set_idle(idle);
                self
            }

            /// Sets what is repeated, and how often, in place of what the client
            /// does. Of a response that is read as a stream, nothing is repeated
            /// once it has begun.
            pub fn retry_policy(mut self, retries: $crate::RetryPolicy) -> Self {
                self.$($call.)?request.options.set_retries(retries);
                self
            }

            /// Sends the request once and repeats nothing.
            pub fn no_retries(self) -> Self {
                self.retry_policy($crate::RetryPolicy::off())
            }

            /// Says what a repeat of this call does, for one who knows it better
            /// than the description.
            pub fn idempotency(mut self, effect: $crate::Idempotency) -> Self {
                self.$($call.)?request.options.effect = Some(effect);
                self
            }

            /// Sets how much of a hurry this call is in where calls wait for the
            /// rate limit.
            pub fn priority(mut self, priority: $crate::Priority) -> Self {
                self.$($call.)?request.options.priority = priority;
                self
            }

            /// Sends without waiting for the rate limit: before all calls that
            /// wait for their turn, and also while the server wants none. So it
            /// never ends in [`Error::RateLimited`](crate::Error::RateLimited), but
            /// the server may refuse it by 429; a repeat then waits for as long
            /// as the server says.
            ///
            /// The rate limiter counts it like any other and learns from its response,
            /// so that the others keep to what is left. It is for the few calls
            /// that can't wait.
            pub fn bypass_rate_limit(mut self) -> Self {
                self.$($call.)?request.options.unpaced = true;
                self
            }

            /// Adds code of yours around each sending of this call; see
            /// [`Middleware`](crate::Middleware).
            ///
            /// A call's own middlewares lie around the client's, the first that was
            /// added outermost. So the client's, such as one that signs or logs,
            /// see the request as these have made it.
            pub fn middleware(mut self, middleware: impl $crate::Middleware) -> Self {
                self.$($call.)?request.options.add_middleware(middleware);
                self
            }

            /// Sets how many bytes of a response are read, in place of the
            /// client's own limit. Of events and lines it bounds a single one.
            pub fn max_response_bytes(mut self, limit: usize) -> Self {
                self.$($call.)?request.options.set_max_response_bytes(limit);
                self
            }

            /// Sets a header, in place of one with the same name.
            ///
            /// An `Authorization` header, or one in which an API key goes,
            /// replaces the client's own credentials for this call.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.$($call.)?request.set_header(name, value);
                self
            }
        }

        /// What will be sent.
        impl<$($var),+> $name<$($var),+> {
            /// The operation that is called.
            #[must_use]
            pub fn operation(&self) -> &$crate::Operation {
                &self.$($call.)?request.operation
            }

            /// The HTTP method.
            #[must_use]
            pub fn method(&self) -> &$crate::http::Method {
                self.$($call.)?request.operation.method()
            }

            /// The path and query as they go out, escaped, behind the base URL.
            ///
            /// An API key that goes into the query isn't part of it.
            #[must_use]
            pub fn path(&self) -> &str {
                &self.$($call.)?target
            }

            /// The headers of this call, without credentials and without what
            /// the client adds to every request.
            #[must_use]
            pub fn request_headers(&self) -> &$crate::http::HeaderMap {
                &self.$($call.)?request.headers
            }

            /// The body, if there is one and it doesn't come piece by piece.
            #[must_use]
            pub fn body(&self) -> Option<&[u8]> {
                self.$($call.)?request.body_bytes()
            }
        }
    };
}

pub(crate) use settings;
