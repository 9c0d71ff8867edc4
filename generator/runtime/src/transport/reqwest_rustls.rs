//! TLS by rustls.

use std::error::Error as StdError;
use std::sync::Arc;

use rustls::client::WantsClientCert;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use rustls_platform_verifier::BuilderVerifierExt as _;

use crate::boxed::BoxError;
use crate::transport::TlsBackend;
use crate::transport::reqwest_tls::{DISTRUST, Tls};

/// Reads the settings.
pub(super) fn config(tls: &Tls) -> Result<ClientConfig, BoxError> {
    let roots = tls.roots()?;
    let provider = provider(tls.backend);
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()?;
    let builder = match (tls.system, roots.is_empty()) {
        (false, _) => only(builder, roots)?,
        (true, true) => builder.with_platform_verifier()?,
        (true, false) => besides(builder, roots, provider)?,
    };
    match tls.identity()? {
        Some((chain, key)) => Ok(builder.with_client_auth_cert(chain, key)?),
        None => Ok(builder.with_no_client_auth()),
    }
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
    provider: Arc<CryptoProvider>,
) -> Result<Verified, BoxError> {
    let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(roots, provider)?;
    Ok(builder
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier)))
}

/// Android's own verifier takes no further roots.
#[cfg(target_os = "android")]
fn besides(
    _: ConfigBuilder<ClientConfig, WantsVerifier>,
    _: Vec<CertificateDer<'static>>,
    _: Arc<CryptoProvider>,
) -> Result<Verified, BoxError> {
    Err("on Android, root certificates can't be added to the system's: use them alone".into())
}

/// The provider of the cryptography: the one that is asked for, or the one that
/// the program has chosen for itself, or else our own. It is handed over directly
/// and not installed for the process, since that choice is the program's.
fn provider(asked: Option<TlsBackend>) -> Arc<CryptoProvider> {
    let installed = match asked {
        Some(_) => None,
        None => CryptoProvider::get_default().cloned(),
    };
    installed.unwrap_or_else(|| Arc::new(own_provider(asked.unwrap_or_default())))
}

fn own_provider(backend: TlsBackend) -> CryptoProvider {
    match backend {
        #[cfg(all(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
        TlsBackend::RustlsRing => rustls::crypto::ring::default_provider(),
        #[cfg(feature = "rustls-aws-lc-rs")]
        _ => rustls::crypto::aws_lc_rs::default_provider(),
        #[cfg(not(feature = "rustls-aws-lc-rs"))]
        _ => rustls::crypto::ring::default_provider(),
    }
}

/// Whether one side doesn't trust the other's certificate.
pub(super) fn is_distrust(error: &(dyn StdError + 'static)) -> bool {
    match error.downcast_ref::<rustls::Error>() {
        Some(rustls::Error::InvalidCertificate(_)) => true,
        Some(rustls::Error::AlertReceived(alert)) => DISTRUST.contains(&u8::from(*alert)),
        _ => false,
    }
}
