//! What the transport on reqwest can be made with.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Proxy;
use reqwest::dns::Resolve;
use reqwest::redirect::Policy;

use crate::boxed::BoxError;
use crate::transport::ReqwestTransport;
#[cfg(feature = "__tls")]
use crate::transport::TlsBackend;
use crate::transport::reqwest_tls::{Tls, TlsConfig};

/// How long a connection may take to come about, so that an unreachable host
/// is reported as such, with the knowledge that nothing was sent, before the
/// call's own timeout strikes.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Collects what a [`ReqwestTransport`] is made with: proxies, certificates,
/// name resolution, connections.
///
/// ```no_run
/// # use oas_runtime::BoxError;
/// # use oas_runtime::reqwest::Proxy;
/// # use oas_runtime::transport::ReqwestTransport;
/// # fn example() -> Result<(), BoxError> {
/// let transport = ReqwestTransport::builder()
///     .proxy(Proxy::all("http://proxy.example:3128")?)
///     .root_certificates(&std::fs::read("company-ca.pem")?)
///     .identity(&std::fs::read("client-certificate-and-key.pem")?)
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ReqwestTransportBuilder {
    tls: Tls,
    proxies: Vec<Proxy>,
    direct: bool,
    connect: Duration,
    user_agent: Option<String>,
    hosts: Vec<(String, Vec<SocketAddr>)>,
    resolver: Option<Arc<dyn Resolve>>,
    pool_max_idle: Option<usize>,
    pool_idle_timeout: Option<Duration>,
}

impl ReqwestTransportBuilder {
    pub(super) fn new() -> Self {
        Self {
            tls: Tls::default(),
            proxies: Vec::new(),
            direct: false,
            connect: CONNECT_TIMEOUT,
            user_agent: None,
            hosts: Vec::new(),
            resolver: None,
            pool_max_idle: None,
            pool_idle_timeout: None,
        }
    }

    /// Adds a proxy. With one, those that the environment names don't count.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxies.push(proxy);
        self
    }

    /// Goes through no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.direct = true;
        self
    }

    /// Trusts the authorities of these certificates (PEM, one or more) besides
    /// those that the operating system trusts.
    pub fn root_certificates(mut self, pem: &[u8]) -> Self {
        self.tls.roots.push(pem.to_vec());
        self
    }

    /// Trusts none of the authorities that the operating system trusts, but
    /// only those of [`root_certificates`](Self::root_certificates).
    pub fn no_system_certificates(mut self) -> Self {
        self.tls.system = false;
        self
    }

    /// Shows this certificate to servers that ask for one: PEM of the
    /// certificate, of what leads from it to its authority, and of its key. For
    /// native-tls the key is one of PKCS #8 (`BEGIN PRIVATE KEY`).
    pub fn identity(mut self, pem: &[u8]) -> Self {
        self.tls.identity = Some(pem.to_vec());
        self
    }

    /// Sets what speaks TLS, where several are built.
    #[cfg(feature = "__tls")]
    pub fn tls_backend(mut self, backend: TlsBackend) -> Self {
        self.tls.backend = Some(backend);
        self
    }

    /// Connects to these addresses for a host, and resolves no name.
    pub fn resolve(
        mut self,
        host: impl Into<String>,
        addresses: impl IntoIterator<Item = SocketAddr>,
    ) -> Self {
        self.hosts
            .push((host.into(), addresses.into_iter().collect()));
        self
    }

    /// Sets what resolves the names of hosts.
    pub fn resolver(mut self, resolver: impl Resolve + 'static) -> Self {
        self.resolver = Some(Arc::new(resolver));
        self
    }

    /// Sets how many idle connections to a host are kept; 0 keeps none.
    pub fn pool_max_idle_per_host(mut self, most: usize) -> Self {
        self.pool_max_idle = Some(most);
        self
    }

    /// Sets how long an idle connection is kept; 90 seconds unless set.
    pub fn pool_idle_timeout(mut self, limit: Duration) -> Self {
        self.pool_idle_timeout = Some(limit);
        self
    }

    /// Sets how long a connection may take to come about; 10 seconds unless
    /// set.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect = limit;
        self
    }

    /// Sets how it calls itself to a proxy. To the server, requests say what
    /// their [client](crate::ClientBuilder::user_agent) calls itself.
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.user_agent = Some(text.into());
        self
    }

    /// Reqwest's own builder with all of this set, for what has no method
    /// here; hand its client to [`ReqwestTransport::from_client`]. The settings
    /// of TLS are complete, so that those of reqwest have no effect.
    ///
    /// # Errors
    ///
    /// Those of [`build`](Self::build).
    pub fn client_builder(&self) -> Result<reqwest::ClientBuilder, BoxError> {
        self.client_builder_over(self.tls.config()?)
    }

    fn client_builder_over(&self, tls: TlsConfig) -> Result<reqwest::ClientBuilder, BoxError> {
        let builder = reqwest::Client::builder()
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(self.connect);
        let mut builder = tls.apply(builder);
        if self.direct {
            builder = builder.no_proxy();
        }
        for proxy in &self.proxies {
            builder = builder.proxy(proxy.clone());
        }
        if let Some(text) = &self.user_agent {
            let text = http::HeaderValue::try_from(text.as_str())?;
            builder = builder.user_agent(text);
        }
        for (host, addresses) in &self.hosts {
            builder = builder.resolve_to_addrs(host, addresses);
        }
        if let Some(resolver) = &self.resolver {
            builder = builder.dns_resolver(Arc::clone(resolver));
        }
        if let Some(most) = self.pool_max_idle {
            builder = builder.pool_max_idle_per_host(most);
        }
        if let Some(limit) = self.pool_idle_timeout {
            builder = builder.pool_idle_timeout(limit);
        }
        Ok(builder)
    }

    /// Makes the transport.
    ///
    /// # Errors
    ///
    /// A certificate or a key can't be read or is given where no TLS is built, or
    /// the operating system has no certificates.
    pub fn build(self) -> Result<ReqwestTransport, BoxError> {
        // Read once: the client of blocking calls is made later, from the same.
        let tls = self.tls.config()?;
        let make = move || Ok(self.client_builder_over(tls.clone())?.build()?);
        ReqwestTransport::with(Arc::new(make))
    }
}

/// Proxies and keys are left out.
impl fmt::Debug for ReqwestTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransportBuilder")
            .field("connect_timeout", &self.connect)
            .finish_non_exhaustive()
    }
}
