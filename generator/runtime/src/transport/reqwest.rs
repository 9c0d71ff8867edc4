//! Sending with reqwest.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use http::header::CONTENT_LENGTH;
use http::uri::Authority;
use http::{HeaderValue, Method, Uri};
use reqwest::Url;
use reqwest::redirect::Policy;
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::runtime::{Handle, RuntimeFlavor};

use crate::boxed::{BoxError, BoxFuture};
use crate::transport::{Body, Phase, Transport, TransportError, TransportErrorKind};
use crate::transport::{reqwest_body, worker};

/// How long a connection may take to come about, so that an unreachable host
/// is reported as such, with the knowledge that nothing was sent, before the
/// call's own timeout strikes.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Sends with reqwest over rustls, and verifies certificates as the operating
/// system does.
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
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    awaited: reqwest::Client,
    blocking: Blocking,
    /// The server of the first request, and with a client's that of all.
    server: Arc<OnceLock<Url>>,
}

/// The client for calls on the worker thread.
#[derive(Clone, Debug)]
enum Blocking {
    /// The caller's client serves both. Set as soon as a call was awaited on
    /// a runtime of one thread, which then drives connections.
    Shared(Arc<AtomicBool>),
    /// Made at the first blocking call from the same settings.
    Own(Arc<OnceLock<reqwest::Client>>, Box<Settings>),
}

/// What a client is made with.
#[derive(Clone, Debug)]
struct Settings {
    tls: rustls::ClientConfig,
    /// Whether proxies are passed by.
    direct: bool,
    /// How long a connection may take to come about.
    connect: Duration,
}

impl ReqwestTransport {
    /// A transport with the settings described above.
    ///
    /// # Errors
    ///
    /// The certificates of the operating system can't be used.
    pub fn new() -> Result<Self, BoxError> {
        Self::system(false, None)
    }

    /// The same, and around proxies if the server is on this machine, which no
    /// proxy could reach.
    pub(crate) fn system(direct: bool, connect: Option<Duration>) -> Result<Self, BoxError> {
        let tls = rustls::ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()?
            .with_platform_verifier()?
            .with_no_client_auth();
        Self::with(Settings::new(tls, direct, connect))
    }

    /// A transport for plain HTTP, as a server on this machine speaks it. It
    /// works where the operating system has no certificates, trusts nobody, and
    /// is made without reading any.
    pub(crate) fn plain_http(direct: bool, connect: Option<Duration>) -> Result<Self, BoxError> {
        let tls = rustls::ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()?
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
        Self::with(Settings::new(tls, direct, connect))
    }

    fn with(settings: Settings) -> Result<Self, BoxError> {
        Ok(Self {
            awaited: settings.client()?,
            blocking: Blocking::Own(Arc::default(), Box::new(settings)),
            server: Arc::default(),
        })
    }

    /// A transport on a client with settings of the caller's.
    ///
    /// Let the client follow no redirect
    /// ([`Policy::none`](reqwest::redirect::Policy::none)): the runtime can't
    /// see one that reqwest follows, and an API key may travel in a header that
    /// reqwest doesn't know to remove. Let it repeat nothing either
    /// ([`retry::never`](reqwest::retry::never)): what may be repeated is the
    /// runtime's to judge. Proxies, certificates and limits of time are as the
    /// client has them:
    ///
    /// ```no_run
    /// use oas_runtime::transport::ReqwestTransport;
    /// use oas_runtime::BoxError;
    ///
    /// # fn example(ca: &[u8], identity: &[u8]) -> Result<(), BoxError> {
    /// let client = reqwest::Client::builder()
    ///     .redirect(reqwest::redirect::Policy::none())
    ///     .retry(reqwest::retry::never())
    ///     .proxy(reqwest::Proxy::https("http://proxy.example:3128")?)
    ///     .tls_certs_merge([reqwest::Certificate::from_pem(ca)?])
    ///     .identity(reqwest::Identity::from_pem(identity)?)
    ///     .build()?;
    /// let transport = ReqwestTransport::from_client(client);
    /// # Ok(())
    /// # }
    /// ```
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
            Blocking::Own(made, settings) if worker::is_current() => {
                if let Some(client) = made.get() {
                    return Ok(client.clone());
                }
                let client = settings.client()?;
                Ok(made.get_or_init(|| client).clone())
            }
            Blocking::Shared(driven) if has_one_thread() && !worker::is_current() => {
                driven.store(true, Ordering::Relaxed);
                Ok(self.awaited.clone())
            }
            _ => Ok(self.awaited.clone()),
        }
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

/// The provider of the cryptography: the one that the program has chosen for
/// itself, or else ring. It is handed over directly and not installed for the
/// process, since that choice is the program's.
fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    rustls::crypto::CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()))
}

impl Settings {
    fn new(tls: rustls::ClientConfig, direct: bool, connect: Option<Duration>) -> Self {
        Self {
            tls,
            direct,
            connect: connect.unwrap_or(CONNECT_TIMEOUT),
        }
    }

    fn client(&self) -> Result<reqwest::Client, BoxError> {
        let mut builder = reqwest::Client::builder()
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(self.connect)
            .tls_backend_preconfigured(self.tls.clone());
        if self.direct {
            builder = builder.no_proxy();
        }
        Ok(builder.build()?)
    }
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

/// Translates an error, and takes the URL out of it: its query may hold a key.
pub(super) fn transport_error(error: reqwest::Error) -> TransportError {
    let (phase, kind) = if error.is_builder() {
        (Phase::NotSent, TransportErrorKind::Request)
    } else if error.is_connect() {
        (Phase::NotSent, TransportErrorKind::Connect)
    } else if error.is_timeout() {
        (Phase::Unknown, TransportErrorKind::Timeout)
    } else if error.is_body() || error.is_decode() {
        (Phase::Sent, TransportErrorKind::Body)
    } else {
        (Phase::Unknown, TransportErrorKind::Other)
    };
    TransportError::new(phase, kind, error.without_url())
}
