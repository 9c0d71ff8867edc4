//! Puts credentials into a request, as late as can be.

use std::fmt::Write as _;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::api::ApiMetadata;
use crate::api::Operation;
use crate::api::{SchemeKind, SecurityScheme};
use crate::auth::{Token, TokenProvider};
use crate::base64;
use crate::escape;
use crate::fault::Fault;
use crate::secret::{Secret, Secrets};

/// The credentials that a client was given.
#[derive(Clone, Default)]
pub(crate) struct Credentials {
    pub(crate) bearer: Option<Arc<dyn TokenProvider>>,
    pub(crate) basic: Option<(String, Secret)>,
    pub(crate) keys: Vec<(String, Secret)>,
    /// Whether a call goes out even if its operation wants credentials which
    /// the client hasn't got.
    pub(crate) anonymous: bool,
}

impl Credentials {
    /// Whether there are any, so that plain HTTP would give them away.
    pub(crate) fn any(&self) -> bool {
        self.bearer.is_some() || self.basic.is_some() || !self.keys.is_empty()
    }

    fn has(&self, scheme: &SecurityScheme) -> bool {
        match scheme.kind() {
            SchemeKind::Bearer => self.bearer.is_some(),
            SchemeKind::Basic => self.basic.is_some(),
            SchemeKind::KeyInHeader(_) | SchemeKind::KeyInQuery(_) | SchemeKind::KeyInCookie(_) => {
                self.key(scheme).is_some()
            }
            SchemeKind::External => false,
        }
    }

    fn key(&self, scheme: &SecurityScheme) -> Option<&Secret> {
        let (_, key) = self.keys.iter().find(|(name, _)| name == scheme.name())?;
        Some(key)
    }
}

/// What was put into a request: needed to tell a provider of a rejection, and
/// to keep the texts out of messages, should the server repeat them.
#[derive(Default)]
pub(crate) struct Applied {
    pub(crate) token: Option<(Arc<dyn TokenProvider>, Token)>,
    pub(crate) secrets: Secrets,
}

/// Whose token the schemes ask for, if they ask for one.
pub(crate) fn provider<'a>(
    schemes: &[&'static SecurityScheme],
    credentials: &'a Credentials,
) -> Option<&'a Arc<dyn TokenProvider>> {
    let is_bearer = |scheme: &&SecurityScheme| matches!(scheme.kind(), SchemeKind::Bearer);
    let provider = credentials.bearer.as_ref();
    provider.filter(|_| schemes.iter().any(is_bearer))
}

/// Puts what the schemes ask for into the query and headers.
pub(crate) fn apply(
    schemes: &[&'static SecurityScheme],
    credentials: &Credentials,
    token: Option<(Arc<dyn TokenProvider>, Token)>,
    query: &mut String,
    headers: &mut HeaderMap,
) -> Result<Applied, Fault> {
    let mut applied = Applied {
        token,
        secrets: Secrets::default(),
    };
    for scheme in schemes {
        match scheme.kind() {
            SchemeKind::Bearer => bearer(headers, &mut applied)?,
            SchemeKind::Basic => basic(credentials, headers, &mut applied)?,
            SchemeKind::KeyInHeader(name) => {
                if let Some(key) = credentials.key(scheme) {
                    let name = HeaderName::try_from(name)
                        .map_err(|_| Fault::new(format!("`{name}` can't be a header's name")))?;
                    headers.insert(name, sensitive(key.expose(), scheme.name())?);
                    applied.secrets.add(key.expose());
                }
            }
            SchemeKind::KeyInQuery(name) => {
                if let Some(key) = credentials.key(scheme) {
                    let separator = if query.is_empty() { "" } else { "&" };
                    let (name, value) = (escape::component(name), escape::component(key.expose()));
                    // Writing to a string can't fail.
                    let _ = write!(query, "{separator}{name}={value}");
                    applied.secrets.add(key.expose());
                }
            }
            SchemeKind::KeyInCookie(name) => {
                if let Some(key) = credentials.key(scheme) {
                    cookie(headers, name, key)?;
                    applied.secrets.add(key.expose());
                }
            }
            SchemeKind::External => {}
        }
    }
    // Headers that the caller sets can be credentials too, and what a cookie
    // or key looks like on its way is what a server would repeat.
    let is_done = applied.token.is_some();
    let others = headers.iter().filter(|(name, value)| {
        value.is_sensitive() && !(is_done && *name == header::AUTHORIZATION)
    });
    for (name, value) in others {
        applied.secrets.add_header(name, value);
    }
    Ok(applied)
}

/// What is in a request without the client's credentials.
pub(crate) struct InHand<'a> {
    pub(crate) headers: &'a [&'a HeaderMap],
    pub(crate) query: &'a str,
}

impl InHand<'_> {
    /// Whether it holds what a scheme of this kind would put there. Documents list keys
    /// as parameters too.
    fn holds(&self, kind: SchemeKind) -> bool {
        let has = |name: &HeaderName| self.headers.iter().any(|all| all.contains_key(name));
        match kind {
            SchemeKind::Bearer | SchemeKind::Basic => has(&header::AUTHORIZATION),
            SchemeKind::KeyInHeader(name) => {
                HeaderName::from_bytes(name.as_bytes()).is_ok_and(|name| has(&name))
            }
            SchemeKind::KeyInQuery(name) => names(self.query, '&', name),
            SchemeKind::KeyInCookie(name) => {
                let all = self
                    .headers
                    .iter()
                    .flat_map(|all| all.get_all(header::COOKIE));
                let mut all = all.filter_map(|value| value.to_str().ok());
                all.any(|pairs| names(pairs, ';', name))
            }
            SchemeKind::External => false,
        }
    }
}

/// Whether one of the pairs has the name.
fn names(pairs: &str, separator: char, name: &str) -> bool {
    let mut names = pairs
        .split(separator)
        .filter_map(|pair| pair.split('=').next());
    names.any(|known| escape::plain(known.trim()) == name)
}

/// The schemes to apply, of the first alternative for which the client has all
/// credentials.
pub(crate) fn choose(
    profile: &'static ApiMetadata,
    credentials: &Credentials,
    operation: &Operation,
    given: &InHand<'_>,
) -> Result<Vec<&'static SecurityScheme>, Fault> {
    // What the caller set for this call alone goes before anything that the client has.
    let by_hand = |scheme: &SecurityScheme| given.holds(scheme.kind());
    // What the client can't do is the transport's, and no reason to fail. Nor is
    // what the description names and doesn't declare.
    let is_external = |name: &str| match profile.scheme(name) {
        Some(scheme) => scheme.kind() == SchemeKind::External,
        None => true,
    };
    let Some(alternatives) = operation.own_security().or(profile.security) else {
        let first = profile
            .schemes
            .iter()
            .find(|scheme| credentials.has(scheme));
        return Ok(first
            .filter(|scheme| !by_hand(scheme))
            .into_iter()
            .collect());
    };
    // That nothing is asked for, or nothing of the client, goes last, wherever
    // the description says it: who has credentials means to be known.
    let is_free = |all: &&&[&str]| all.iter().all(|name| is_external(name));
    let asking = alternatives.iter().filter(|all| !is_free(all));
    let free = alternatives.iter().filter(is_free);
    for alternative in asking.chain(free) {
        let mut schemes = Vec::new();
        let met = alternative.iter().all(|name| match profile.scheme(name) {
            _ if is_external(name) => true,
            Some(scheme) if by_hand(scheme) => true,
            Some(scheme) if credentials.has(scheme) => {
                schemes.push(scheme);
                true
            }
            _ => false,
        });
        if met {
            return Ok(schemes);
        }
    }
    if alternatives.is_empty() || credentials.anonymous {
        return Ok(Vec::new());
    }
    let wanted: Vec<String> = alternatives.iter().map(|all| all.join(" and ")).collect();
    Err(
        Fault::new(format!("no credentials for {}", wanted.join(" or "))).help(
            "give them to the client's builder, or let it send without (`allow_missing_credentials`) if a \
         proxy adds them",
        ),
    )
}

fn bearer(headers: &mut HeaderMap, applied: &mut Applied) -> Result<(), Fault> {
    let Some((_, token)) = &applied.token else {
        return Ok(());
    };
    if token.secret().expose().is_empty() {
        return Err(Fault::new("the bearer token is empty")
            .help("look whether the variable or file that it comes from is set"));
    }
    let value = token.header().ok_or_else(|| unfit("the bearer token"))?;
    headers.insert(header::AUTHORIZATION, value);
    applied.secrets.add_secret(token.secret());
    Ok(())
}

fn basic(
    credentials: &Credentials,
    headers: &mut HeaderMap,
    applied: &mut Applied,
) -> Result<(), Fault> {
    let Some((user, password)) = &credentials.basic else {
        return Ok(());
    };
    let encoded = base64::encode(format!("{user}:{}", password.expose()).as_bytes());
    headers.insert(
        header::AUTHORIZATION,
        sensitive(&format!("Basic {encoded}"), "the password")?,
    );
    applied.secrets.add(&encoded);
    applied.secrets.add(password.expose());
    Ok(())
}

fn cookie(headers: &mut HeaderMap, name: &str, key: &Secret) -> Result<(), Fault> {
    let pair = format!(
        "{}={}",
        escape::component(name),
        escape::component(key.expose())
    );
    let joined = match headers.get(header::COOKIE).map(HeaderValue::to_str) {
        Some(Ok(others)) => format!("{others}; {pair}"),
        _ => pair,
    };
    headers.insert(header::COOKIE, sensitive(&joined, name)?);
    Ok(())
}

/// A header value that no log shows. An error names it and doesn't show it.
fn sensitive(text: &str, what: &str) -> Result<HeaderValue, Fault> {
    let mut value = HeaderValue::from_str(text).map_err(|_| unfit(what))?;
    value.set_sensitive(true);
    Ok(value)
}

#[cold]
fn unfit(what: &str) -> Fault {
    Fault::new(format!("{what} holds a character that no header may hold"))
        .help("look for a line break at its end, as files have it")
}
