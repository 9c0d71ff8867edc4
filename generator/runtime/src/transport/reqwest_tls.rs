//! Whom the transport on reqwest trusts, and as whom it shows itself.

use std::sync::Arc;

use rustls::client::WantsClientCert;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use rustls_platform_verifier::BuilderVerifierExt as _;

use crate::boxed::BoxError;

/// Settings of TLS, each part as PEM.
#[derive(Clone)]
pub(super) struct Tls {
    /// Whether those count whom the operating system trusts.
    pub(super) system: bool,
    pub(super) roots: Vec<Vec<u8>>,
    pub(super) identity: Option<Vec<u8>>,
}

impl Default for Tls {
    fn default() -> Self {
        Self {
            system: true,
            roots: Vec::new(),
            identity: None,
        }
    }
}

impl Tls {
    /// Reads all of it.
    pub(super) fn config(&self) -> Result<ClientConfig, BoxError> {
        let roots = self.roots()?;
        let builder = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()?;
        let builder = match (self.system, roots.is_empty()) {
            (false, _) => only(builder, roots)?,
            (true, true) => builder.with_platform_verifier()?,
            (true, false) => besides(builder, roots)?,
        };
        let Some(pem) = &self.identity else {
            return Ok(builder.with_no_client_auth());
        };
        let chain = certificates(pem, "the client's certificate")?;
        let key = PrivateKeyDer::from_pem_slice(pem)
            .map_err(|error| format!("the client's key can't be read: {error}"))?;
        Ok(builder.with_client_auth_cert(chain, key)?)
    }

    fn roots(&self) -> Result<Vec<CertificateDer<'static>>, BoxError> {
        let mut roots = Vec::new();
        for pem in &self.roots {
            roots.extend(certificates(pem, "a root certificate")?);
        }
        Ok(roots)
    }
}

/// All certificates of a PEM file; that there is none is a mistake.
fn certificates(pem: &[u8], what: &str) -> Result<Vec<CertificateDer<'static>>, BoxError> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let read = read.map_err(|error| format!("{what} can't be read: {error}"))?;
    if read.is_empty() {
        return Err(format!("{what} can't be read: there is none in the PEM").into());
    }
    Ok(read)
}

type Verified = ConfigBuilder<ClientConfig, WantsClientCert>;

fn only(
    builder: ConfigBuilder<ClientConfig, WantsVerifier>,
    roots: Vec<CertificateDer<'static>>,
) -> Result<Verified, BoxError> {
    let mut store = RootCertStore::empty();
    for root in roots {
        store.add(root)?;
    }
    Ok(builder.with_root_certificates(store))
}

#[cfg(not(target_os = "android"))]
fn besides(
    builder: ConfigBuilder<ClientConfig, WantsVerifier>,
    roots: Vec<CertificateDer<'static>>,
) -> Result<Verified, BoxError> {
    let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(roots, provider())?;
    Ok(builder
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier)))
}

/// Android's own verifier takes no further roots.
#[cfg(target_os = "android")]
fn besides(
    _: ConfigBuilder<ClientConfig, WantsVerifier>,
    _: Vec<CertificateDer<'static>>,
) -> Result<Verified, BoxError> {
    Err("on Android, root certificates can't be added to the system's: use them alone".into())
}

/// The provider of the cryptography: the one that the program has chosen for
/// itself, or else ring. It is handed over directly and not installed for the
/// process, since that choice is the program's.
fn provider() -> Arc<CryptoProvider> {
    CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()))
}
