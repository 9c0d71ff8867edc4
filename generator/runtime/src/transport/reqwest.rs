//! Sending with reqwest.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use http::header::CONTENT_LENGTH;
use http::uri::Authority;
use http::{HeaderValue, Method, Uri};
use reqwest::Url;
use tokio::runtime::{Handle, RuntimeFlavor};

use crate::boxed::{BoxError, BoxFuture};
use crate::transport::reqwest_error::transport_error;
use crate::transport::{
    Body, Phase, ReqwestTransportBuilder, Transport, TransportError, TransportErrorKind,
};
use crate::transport::{reqwest_body, worker};

/// Sends with reqwest, and verifies certificates as the operating system does.
///
/// TLS is by rustls with ring, unless another feature than `rustls-ring` is on:
/// `rustls-aws-lc-rs` or `native-tls`. Several may be; then native-tls comes
/// before rustls, and with rustls the provider that the program has installed
/// for itself, AWS-LC and ring in this order, or what
/// [`tls_backend`](ReqwestTransportBuilder::tls_backend) says.
///
/// HTTP/1.1 with connections kept alive; proxies from `HTTPS_PROXY` and its kin,
/// but not to a server on this machine when a client makes the transport; no
/// redirects; no decompression, so that a limit on the size of a response means
/// what it says.
///
/// Awaiting needs a tokio runtime. Blocking needs none and also works inside
/// one: the future runs on a thread of this crate with a small tokio runtime,
/// started at the first blocking call and shared by all clients. Blocking calls
/// have connections of their own, so that they can't come to wait for a
/// connection that the very thread they block ought to drive.
///
/// Needs the feature `reqwest`.
#[derive(Clone)]
pub struct ReqwestTransport {
    awaited: reqwest::Client,
    blocking: Blocking,
    /// The server of the first request, and with a client's that of all.
    server: Arc<OnceLock<Url>>,
}

/// The client for calls on the worker thread.
#[derive(Clone)]
enum Blocking {
    /// The caller's client serves both. Set as soon as a call was awaited on
    /// a runtime of one thread, which then drives connections.
    Shared(Arc<AtomicBool>),
    /// Made at the first blocking call from the same settings.
    Own(Arc<OnceLock<reqwest::Client>>, Arc<Make>),
}

/// Makes a client, always with the same settings.
type Make = dyn Fn() -> Result<reqwest::Client, BoxError> + Send + Sync;

impl ReqwestTransport {
    /// A transport with the settings described above.
    ///
    /// # Errors
    ///
    /// The certificates of the operating system can't be used.
    pub fn new() -> Result<Self, BoxError> {
        Self::builder().build()
    }

    /// Starts to make a transport with settings of the caller's: proxies,
    /// certificates, name resolution, connections.
    pub fn builder() -> ReqwestTransportBuilder {
        ReqwestTransportBuilder::new()
    }

    pub(super) fn with(make: Arc<Make>) -> Result<Self, BoxError> {
        Ok(Self {
            awaited: make()?,
            blocking: Blocking::Own(Arc::default(), make),
            server: Arc::default(),
        })
    }

    /// A transport on a client of the caller's, for what
    /// [`builder`](Self::builder) has no method for:
    ///
    /// ```
    /// # use oas_runtime::BoxError;
    /// # use oas_runtime::transport::ReqwestTransport;
    /// # fn example() -> Result<(), BoxError> {
    /// let client = ReqwestTransport::builder()
    ///     .no_system_certificates()
    ///     .client_builder()?
    ///     .tcp_nodelay(false)
    ///     .build()?;
    /// let transport = ReqwestTransport::from_client(client);
    /// # Ok(())
    /// # }
    /// # example().unwrap();
    /// ```
    ///
    /// A client that is made otherwise needs a provider of cryptography, or
    /// reqwest panics: turn on reqwest's feature `rustls`, or install one for
    /// the process. It should follow no redirect
    /// ([`Policy::none`](reqwest::redirect::Policy::none)): the runtime can't
    /// see one that reqwest follows, and an API key may travel in a header that
    /// reqwest doesn't know to remove. It should repeat nothing either
    /// ([`retry::never`](reqwest::retry::never)): what may be repeated is the
    /// runtime's to judge.
    ///
    /// Blocking calls share its connections. On a runtime of a single thread
    /// that has awaited calls with it they would wait for ever, and give an
    /// error instead.
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self {
            awaited: client,
            blocking: Blocking::Shared(Arc::default()),
            server: Arc::default(),
        }
    }

    /// The URL as reqwest wants it. To read a host, with all that may be in a
    /// name, takes longer than the rest; so that is done once for a server.
    fn url(&self, uri: &Uri) -> Result<Url, TransportError> {
        #[cfg(not(feature = "__tls"))]
        if matches!(self.blocking, Blocking::Own(..)) && uri.scheme_str() == Some("https") {
            let kind = TransportErrorKind::Request;
            return Err(TransportError::new(Phase::NotSent, kind, super::NO_TLS));
        }
        let known = self.server.get().filter(|server| is_at(uri, server));
        let Some(server) = known else {
            let url = Url::parse(&uri.to_string()).map_err(|error| {
                TransportError::new(Phase::NotSent, TransportErrorKind::Request, error)
            })?;
            self.server.get_or_init(|| url.clone());
            return Ok(url);
        };
        let mut url = server.clone();
        url.set_path(uri.path());
        url.set_query(uri.query());
        Ok(url)
    }

    /// The client whose connections the current thread may use.
    fn client(&self) -> Result<reqwest::Client, BoxError> {
        match &self.blocking {
            Blocking::Own(slot, make) if worker::is_current() => {
                if let Some(client) = slot.get() {
                    return Ok(client.clone());
                }
                let client = make()?;
                Ok(slot.get_or_init(|| client).clone())
            }
            Blocking::Shared(driven) if has_one_thread() && !worker::is_current() => {
                driven.store(true, Ordering::Relaxed);
                Ok(self.awaited.clone())
            }
            _ => Ok(self.awaited.clone()),
        }
    }
}

/// Settings are left out: a proxy's may hold a password.
impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReqwestTransport")
    }
}

/// Whether a URL begins as another one does. One that reqwest spells in another
/// way is none: it is read anew.
fn is_at(uri: &Uri, server: &Url) -> bool {
    let authority = uri.authority().map(Authority::as_str);
    uri.scheme_str() == Some(server.scheme()) && authority == Some(server.authority())
}

/// Whether this is a runtime that has no thread but this one.
fn has_one_thread() -> bool {
    let flavor = Handle::try_current().map(|handle| handle.runtime_flavor());
    matches!(flavor, Ok(RuntimeFlavor::CurrentThread))
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            if Handle::try_current().is_err() {
                return Err(TransportError::new(
                    Phase::NotSent,
                    TransportErrorKind::Request,
                    "reqwest must be awaited inside a tokio runtime (or use `send_blocking`)",
                ));
            }
            let client = self.client().map_err(|error| {
                TransportError::new(Phase::NotSent, TransportErrorKind::Other, error)
            })?;
            let (head, body) = with_length(request).into_parts();
            let mut request = reqwest::Request::new(head.method, self.url(&head.uri)?);
            *request.version_mut() = head.version;
            *request.headers_mut() = head.headers;
            *request.body_mut() = reqwest_body::outgoing(body);
            let response = client.execute(request).await.map_err(transport_error)?;
            let (head, body) = http::Response::from(response).into_parts();
            let body = reqwest_body::incoming(body).await;
            Ok(http::Response::from_parts(head, body))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        // Outside of tokio there is no clock, and nothing is sent.
        let now = Handle::try_current().map(|_| tokio::time::Instant::now());
        let until = now.ok().and_then(|now| now.checked_add(duration));
        Box::pin(async move {
            match until {
                Some(until) => tokio::time::sleep_until(until).await,
                None => std::future::pending().await,
            }
        })
    }

    /// Tokio's clock where there is one, so that a test that pauses it pauses
    /// everything.
    fn now(&self) -> Instant {
        match Handle::try_current() {
            Ok(_) => tokio::time::Instant::now().into_std(),
            Err(_) => Instant::now(),
        }
    }

    fn may_block(&self) -> Result<(), BoxError> {
        if worker::is_current() {
            return Err("it runs all blocking calls, this one's too".into());
        }
        match &self.blocking {
            Blocking::Shared(driven) if driven.load(Ordering::Relaxed) && has_one_thread() => {
                Err("it drives the connections of the reqwest client that was given".into())
            }
            _ => Ok(()),
        }
    }

    fn block_on(&self, future: BoxFuture<'static, ()>) {
        worker::block_on(future);
    }
}

/// Says that there is no body, where the method lets a server expect one: some
/// respond 411 otherwise, and hyper says nothing by itself.
fn with_length(mut request: http::Request<Body>) -> http::Request<Body> {
    let expected = [Method::POST, Method::PUT, Method::PATCH].contains(request.method());
    if expected && matches!(request.body(), Body::Empty) {
        let none = HeaderValue::from_static("0");
        request.headers_mut().insert(CONTENT_LENGTH, none);
    }
    request
}
