//! Whom the transport on reqwest trusts, as whom it shows itself, and what
//! speaks TLS for it.

#[cfg(feature = "__tls")]
use rustls_pki_types::pem::PemObject as _;
#[cfg(feature = "__tls")]
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

use crate::boxed::BoxError;
#[cfg(feature = "native-tls")]
use crate::transport::reqwest_native_tls;
#[cfg(feature = "__rustls")]
use crate::transport::reqwest_rustls;

/// What speaks TLS. Each needs the feature of its name, which is on or off for
/// the whole program; of those that are on, the first is the default.
#[cfg(feature = "__tls")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum TlsBackend {
    /// The operating system's library, by native-tls: OpenSSL, `SChannel`
    /// (Windows), or Secure Transport (Apple).
    #[cfg(feature = "native-tls")]
    #[default]
    NativeTls,
    /// Rustls with the cryptography of AWS-LC.
    #[cfg(feature = "rustls-aws-lc-rs")]
    #[cfg_attr(not(feature = "native-tls"), default)]
    RustlsAwsLcRs,
    /// Rustls with the cryptography of ring.
    #[cfg(feature = "rustls-ring")]
    #[cfg_attr(
        not(any(feature = "native-tls", feature = "rustls-aws-lc-rs")),
        default
    )]
    RustlsRing,
}

/// The alerts of TLS by which a side says that it doesn't trust a certificate: all that name
/// certificates or their authority, and `access_denied`.
#[cfg(any(
    feature = "__rustls",
    all(feature = "native-tls", not(any(windows, target_vendor = "apple")))
))]
pub(super) const DISTRUST: [u8; 9] = [41, 42, 43, 44, 45, 46, 48, 49, 116];

/// Settings of TLS, each part as PEM.
#[derive(Clone)]
pub(super) struct Tls {
    /// Whether those count whom the operating system trusts.
    pub(super) system: bool,
    pub(super) roots: Vec<Vec<u8>>,
    pub(super) identity: Option<Vec<u8>>,
    #[cfg(feature = "__tls")]
    pub(super) backend: Option<TlsBackend>,
}

impl Default for Tls {
    fn default() -> Self {
        Self {
            system: true,
            roots: Vec::new(),
            identity: None,
            #[cfg(feature = "__tls")]
            backend: None,
        }
    }
}

/// The settings as a backend has read them.
#[derive(Clone)]
pub(super) enum TlsConfig {
    #[cfg(not(feature = "__tls"))]
    Absent,
    #[cfg(feature = "native-tls")]
    NativeTls(native_tls::TlsConnector),
    #[cfg(feature = "__rustls")]
    Rustls(Box<rustls::ClientConfig>),
}

impl TlsConfig {
    pub(super) fn apply(self, builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        match self {
            #[cfg(not(feature = "__tls"))]
            Self::Absent => builder,
            #[cfg(feature = "native-tls")]
            Self::NativeTls(connector) => builder.tls_backend_preconfigured(connector),
            #[cfg(feature = "__rustls")]
            Self::Rustls(config) => builder.tls_backend_preconfigured(*config),
        }
    }
}

#[cfg(not(feature = "__tls"))]
impl Tls {
    pub(super) fn config(&self) -> Result<TlsConfig, BoxError> {
        if self.roots.is_empty() && self.identity.is_none() {
            return Ok(TlsConfig::Absent);
        }
        Err(format!("certificates need TLS: {}", super::NO_TLS).into())
    }
}

#[cfg(feature = "__tls")]
impl Tls {
    /// Reads all of it.
    pub(super) fn config(&self) -> Result<TlsConfig, BoxError> {
        match self.backend.unwrap_or_default() {
            #[cfg(feature = "native-tls")]
            TlsBackend::NativeTls => reqwest_native_tls::config(self).map(TlsConfig::NativeTls),
            #[cfg(feature = "__rustls")]
            _ => reqwest_rustls::config(self)
                .map(Box::new)
                .map(TlsConfig::Rustls),
        }
    }

    pub(super) fn roots(&self) -> Result<Vec<CertificateDer<'static>>, BoxError> {
        let mut roots = Vec::new();
        for pem in &self.roots {
            roots.extend(certificates(pem, "a root certificate")?);
        }
        Ok(roots)
    }

    /// The certificate of the client with those that lead from it, and its key.
    pub(super) fn identity(&self) -> Result<Option<Identity>, BoxError> {
        let Some(pem) = &self.identity else {
            return Ok(None);
        };
        let chain = certificates(pem, "the client's certificate")?;
        let key = PrivateKeyDer::from_pem_slice(pem)
            .map_err(|error| format!("the client's key can't be read: {error}"))?;
        Ok(Some((chain, key)))
    }
}

#[cfg(feature = "__tls")]
type Identity = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

/// All certificates of a PEM file; that there is none is a mistake.
#[cfg(feature = "__tls")]
fn certificates(pem: &[u8], what: &str) -> Result<Vec<CertificateDer<'static>>, BoxError> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let read = read.map_err(|error| format!("{what} can't be read: {error}"))?;
    if read.is_empty() {
        return Err(format!("{what} can't be read: there is none in the PEM").into());
    }
    Ok(read)
}
