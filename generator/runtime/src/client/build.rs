//! Makes a client of what its builder has collected.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::USER_AGENT;

use crate::api::{Operation, SchemeKind, SecurityScheme};
use crate::auth::{InHand, choose};
use crate::client::base_url::BaseUrl;
use crate::client::{Client, ClientBuilder, Inner};
use crate::fault::Fault;
use crate::random::SeededRng;
use crate::request::header_pair;
use crate::retry::RetryBudget;
use crate::secret::Secret;
use crate::transport::Transport;

impl ClientBuilder {
    pub(super) fn try_build(mut self) -> Result<Client, Fault> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let base = match (&self.base_url, self.profile.servers.first()) {
            (Some(url), _) => BaseUrl::parse(url)?.below(self.profile.base_path)?,
            (None, Some(server)) => BaseUrl::parse(server.url())?,
            (None, None) => return Err(no_server(self.profile.base_path)),
        };
        let exposed = base.is_exposed() && !self.plain_http;
        if exposed && self.credentials.any() {
            return Err(exposure());
        }
        self.check_credentials()?;
        let mut headers = self.all_headers()?;
        headers.remove(http::header::HOST);
        if !self.credentials.any() {
            // Whoever has some may mean to call only what asks for those.
            let any = Operation::get("", "/");
            let given = InHand {
                headers: &[&headers],
                query: "",
            };
            choose(self.profile, &self.credentials, &any, &given)?;
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&base, self.connect)?,
        };
        let inner = Inner {
            name: self.name,
            profile: self.profile,
            base,
            exposed,
            plain_http: self.plain_http,
            credentials: self.credentials,
            headers,
            timeout: self.timeout,
            idle: self.idle,
            max_response_bytes: self.max_response_bytes,
            retries: self.retries,
            budget: RetryBudget::new(self.repeats),
            random: self
                .random
                .unwrap_or_else(|| Arc::new(SeededRng::from_system())),
            rate_limiter: self.rate_limiter,
            middlewares: self.middlewares,
            observers: self.observers,
            unforeseen: self.unforeseen,
            transport,
        };
        Ok(Client {
            inner: Arc::new(inner),
        })
    }

    /// Credentials for which the API has no scheme would never be sent.
    fn check_credentials(&self) -> Result<(), Fault> {
        let has = |kind| {
            self.profile
                .schemes
                .iter()
                .any(|scheme| scheme.kind() == kind)
        };
        let missing = if self.credentials.bearer.is_some() && !has(SchemeKind::Bearer) {
            Some("bearer scheme")
        } else if self.credentials.basic.is_some() && !has(SchemeKind::Basic) {
            Some("basic scheme")
        } else {
            None
        };
        if let Some(missing) = missing {
            return Err(Fault::new(format!("the API's description has no {missing}"))
                .help("if the server takes these credentials all the same, set the header `Authorization`"));
        }
        self.check_empty()?;
        let unknown = |name: &str| {
            let kind = self.profile.scheme(name).map(SecurityScheme::kind);
            matches!(
                kind,
                None | Some(SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::External)
            )
        };
        match self.credentials.keys.iter().find(|(name, _)| unknown(name)) {
            Some((name, _)) => Err(
                Fault::new(format!("the API has no API-key scheme `{name}`"))
                    .help("the names are those under `securitySchemes` in the API's description"),
            ),
            None => Ok(()),
        }
    }

    /// An empty variable or file is a mistake to be told at once, and not by the
    /// first call.
    fn check_empty(&self) -> Result<(), Fault> {
        let is_empty = |secret: &Secret| secret.expose().trim().is_empty();
        let token = self.credentials.bearer.as_ref();
        let token = token.and_then(|provider| provider.cached());
        let key = self.credentials.keys.iter().find(|(_, key)| is_empty(key));
        let empty = if token.is_some_and(|token| is_empty(token.secret())) {
            "the bearer token is empty".to_owned()
        } else if let Some((name, _)) = key {
            format!("the API key `{name}` is empty")
        } else {
            return Ok(());
        };
        Err(Fault::new(empty).help("look whether the variable or file that it comes from is set"))
    }

    fn all_headers(&self) -> Result<HeaderMap, Fault> {
        let (name, version) = (self.profile.name(), self.profile.version());
        let agent = match &self.user_agent {
            Some(agent) => agent.clone(),
            None => format!("{name}/{version} oas-runtime/{}", env!("CARGO_PKG_VERSION")),
        };
        let own = self.profile.headers.iter().copied();
        let callers = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let mut headers = HeaderMap::new();
        for (name, value) in [(USER_AGENT.as_str(), agent.as_str())]
            .into_iter()
            .chain(own)
            .chain(callers)
        {
            let (name, value) = header_pair(name, value, self.profile)?;
            headers.insert(name, value);
        }
        Ok(headers)
    }
}

fn no_server(base_path: &str) -> Fault {
    if base_path.is_empty() {
        return Fault::new("the API's description names no server")
            .help("say where it is with `base_url`");
    }
    let message = format!("the API's description names a path, `{base_path}`, and no host");
    Fault::new(message).help("give the host with `base_url`; the path is appended to it")
}

/// The fault of sending credentials where others can read them.
pub(super) fn exposure() -> Fault {
    Fault::new("credentials would go over plain HTTP, where others can read them")
        .help("use `https://`, or say `allow_plain_http` if that is meant")
}

#[cfg(feature = "reqwest")]
fn default_transport(
    base: &BaseUrl,
    connect: Option<Duration>,
) -> Result<Arc<dyn Transport>, Fault> {
    use crate::transport::ReqwestTransport;

    #[cfg(not(feature = "__tls"))]
    if base.is_encrypted() {
        return Err(Fault::new("no HTTPS client can be made").help(crate::transport::NO_TLS));
    }
    let mut builder = ReqwestTransport::builder();
    if base.is_loopback() {
        // No proxy could reach it.
        builder = builder.no_proxy();
    }
    if !base.is_encrypted() {
        // Plain HTTP works where the system has no certificates, too.
        builder = builder.no_system_certificates();
    }
    if let Some(limit) = connect {
        builder = builder.connect_timeout(limit);
    }
    match builder.build() {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(Fault::new("no HTTPS client can be made")
            .source(error)
            .help("look whether the system has CA certificates, or name them in SSL_CERT_FILE")),
    }
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: &BaseUrl, _: Option<Duration>) -> Result<Arc<dyn Transport>, Fault> {
    Err(Fault::new("there is nothing to send with")
        .help("turn on the feature `reqwest`, or give a `transport`"))
}
