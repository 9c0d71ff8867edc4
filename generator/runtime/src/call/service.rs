//! A client as a service of tower: feature `tower`.

use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use tower_service::Service;

use crate::boxed::BoxFuture;
use crate::client::Client;
use crate::error::Error;
use crate::transport::Body;

/// Sends any request below the client's base URL, as [`Client::request`] does: with the
/// client's credentials, repeats and rate limit, inside of whatever layers lie around it.
/// Of the request's URI, path and query count. An emitted client gives this one by
/// `runtime()`.
impl Service<Request<Body>> for Client {
    type Response = Response<Bytes>;
    type Error = Error;
    type Future = BoxFuture<'static, Result<Response<Bytes>, Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let (head, body) = request.into_parts();
        let target = head
            .uri
            .path_and_query()
            .map_or("/", |target| target.as_str());
        let mut call = self.request(head.method, target);
        let media_type = head.headers.get(http::header::CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        if !matches!(body, Body::Empty) {
            call = call.body(media_type.unwrap_or("application/octet-stream"), body);
        }
        call.request().headers.extend(head.headers);
        let call = call.bytes().response();
        Box::pin(async move {
            let received = call.await?;
            let mut response = Response::new(received.body().clone());
            *response.status_mut() = received.status();
            received.headers().clone_into(response.headers_mut());
            Ok(response)
        })
    }
}
