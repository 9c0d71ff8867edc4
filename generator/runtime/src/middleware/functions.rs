//! Middlewares that are no more than a function.

use std::fmt;

use http::{Request, Response, request, response};

use crate::boxed::{BoxError, BoxFuture};
use crate::middleware::{Middleware, Next};
use crate::transport::{Body, Phase, TransportError, TransportErrorKind};

/// A middleware that looks at each request before it goes out, and may change its
/// head or keep it from going.
///
/// ```
/// # use oas_runtime::http::HeaderValue;
/// # use oas_runtime::middleware::on_request;
/// let middleware = on_request(|head| {
///     head.headers.insert("x-tenant", HeaderValue::from_static("roastery"));
///     Ok(())
/// });
/// ```
pub fn on_request<F>(function: F) -> OnRequest<F>
where
    F: Fn(&mut request::Parts) -> Result<(), BoxError> + Send + Sync + 'static,
{
    OnRequest { function }
}

/// A middleware that looks at the head of each response.
///
/// ```
/// # use oas_runtime::middleware::on_response;
/// let middleware = on_response(|head| println!("status {}", head.status));
/// ```
pub fn on_response<F>(function: F) -> OnResponse<F>
where
    F: Fn(&mut response::Parts) + Send + Sync + 'static,
{
    OnResponse { function }
}

/// See [`on_request`].
pub struct OnRequest<F> {
    function: F,
}

/// See [`on_response`].
pub struct OnResponse<F> {
    function: F,
}

impl<F> Middleware for OnRequest<F>
where
    F: Fn(&mut request::Parts) -> Result<(), BoxError> + Send + Sync + 'static,
{
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        let (mut head, body) = request.into_parts();
        match (self.function)(&mut head) {
            Ok(()) => next.run(Request::from_parts(head, body)),
            Err(error) => Box::pin(std::future::ready(Err(TransportError::new(
                Phase::NotSent,
                TransportErrorKind::Request,
                error,
            )))),
        }
    }
}

impl<F> Middleware for OnResponse<F>
where
    F: Fn(&mut response::Parts) + Send + Sync + 'static,
{
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (mut head, body) = next.run(request).await?.into_parts();
            (self.function)(&mut head);
            Ok(Response::from_parts(head, body))
        })
    }
}

impl<F> fmt::Debug for OnRequest<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnRequest")
    }
}

impl<F> fmt::Debug for OnResponse<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnResponse")
    }
}
