//! From a described request to what the transport sends.

use std::sync::Arc;

use http::header::HOST;
use http::{HeaderName, HeaderValue};

use crate::api::SecurityScheme;
use crate::auth::{Applied, InHand, Token, TokenProvider, apply, choose};
use crate::client::PendingRequest;
use crate::client::build::exposure;
use crate::fault::Fault;
use crate::middleware::Attempt;
use crate::transport::Body;

/// The credentials that a request asks for, of those that the client has.
pub(super) fn wanted(pending: &PendingRequest) -> Result<Vec<&'static SecurityScheme>, Fault> {
    let (request, inner) = (&pending.request, &pending.client.inner);
    let given = InHand {
        headers: &[&request.headers, &inner.headers],
        query: &request.query,
    };
    choose(
        inner.profile,
        &inner.credentials,
        &request.operation,
        &given,
    )
}

/// A token, and who is to be told if the server rejects it.
pub(super) type Provided = (Arc<dyn TokenProvider>, Token);

/// Makes what the transport sends: an absolute URL, all headers, credentials.
pub(super) fn prepare(
    pending: &PendingRequest,
    number: u32,
    key: Option<&str>,
    schemes: &[&'static SecurityScheme],
    token: Option<Provided>,
) -> Result<(http::Request<Body>, Applied), Fault> {
    let (request, inner) = (&pending.request, &pending.client.inner);
    let mut headers = inner.headers.clone();
    // The host is the base URL's. With another one in a header, a shared
    // front end would hand the credentials to somebody else.
    for (name, value) in request.headers.iter().filter(|(name, _)| *name != HOST) {
        headers.insert(name.clone(), value.clone());
    }
    #[cfg(feature = "gzip")]
    crate::transport::gzip::ask(&mut headers);
    if let (Some(name), Some(key)) = (request.operation.key_header(), key) {
        let pair = (HeaderName::try_from(name), HeaderValue::try_from(key));
        let (Ok(name), Ok(key)) = pair else {
            return Err(Fault::new(format!("`{name}` can't be a header's name")));
        };
        headers.insert(name, key);
    }
    let mut query = request.query.clone();
    let applied = apply(schemes, &inner.credentials, token, &mut query, &mut headers)?;
    // Headers that the caller sets can be credentials too.
    let own = inner.own_base(&request.operation)?;
    let exposed = match &own {
        Some(own) => own.is_exposed() && !inner.plain_http,
        None => inner.exposed,
    };
    if exposed && headers.values().any(HeaderValue::is_sensitive) {
        return Err(exposure());
    }
    let base = own.as_ref().unwrap_or(&inner.base);
    let uri = base.join(&request.path, &query)?;
    let mut outgoing = http::Request::new(match &request.body {
        Some(content) => content.take()?,
        None => Body::Empty,
    });
    *outgoing.method_mut() = request.operation.method().clone();
    *outgoing.uri_mut() = uri;
    *outgoing.headers_mut() = headers;
    // For those who look at it; a transport doesn't.
    let middlewares = [&inner.middlewares[..], pending.options.middlewares()];
    if middlewares
        .iter()
        .any(|middlewares| !middlewares.is_empty())
    {
        outgoing.extensions_mut().insert(Attempt {
            operation: request.operation.clone(),
            number,
            #[cfg(feature = "test-util")]
            profile: inner.profile,
            #[cfg(feature = "test-util")]
            secrets: applied.secrets.clone(),
        });
    }
    Ok((outgoing, applied))
}
