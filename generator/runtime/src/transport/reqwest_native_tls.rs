//! TLS by the operating system's library.

use std::error::Error as StdError;

use native_tls::{Certificate, Identity, Protocol, TlsConnector};
use rustls_pki_types::PrivateKeyDer;

use crate::base64;
use crate::boxed::BoxError;
#[cfg(not(any(windows, target_vendor = "apple")))]
use crate::transport::reqwest_tls::DISTRUST;
use crate::transport::reqwest_tls::Tls;

/// Reads the settings.
pub(super) fn config(tls: &Tls) -> Result<TlsConnector, BoxError> {
    let mut builder = TlsConnector::builder();
    builder
        .min_protocol_version(Some(Protocol::Tlsv12))
        .disable_built_in_roots(!tls.system);
    for root in tls.roots()? {
        builder.add_root_certificate(Certificate::from_der(&root)?);
    }
    if let Some((chain, key)) = tls.identity()? {
        let PrivateKeyDer::Pkcs8(key) = key else {
            return Err("the client's key can't be read: native-tls takes PKCS #8 alone".into());
        };
        let chain: String = chain.iter().map(|one| pem("CERTIFICATE", one)).collect();
        let key = pem("PRIVATE KEY", key.secret_pkcs8_der());
        builder.identity(Identity::from_pkcs8(chain.as_bytes(), key.as_bytes())?);
    }
    Ok(builder.build()?)
}

/// Each part as the library wants it: alone, and in lines.
fn pem(label: &str, der: &[u8]) -> String {
    let lines: Vec<String> = der.chunks(48).map(base64::encode).collect();
    let lines = lines.join("\n");
    format!("-----BEGIN {label}-----\n{lines}\n-----END {label}-----\n")
}

/// Whether one side doesn't trust the other's certificate.
#[cfg(not(any(windows, target_vendor = "apple")))]
pub(super) fn is_distrust(error: &(dyn StdError + 'static)) -> bool {
    // `SSL_R_CERTIFICATE_VERIFY_FAILED`, our own verdict; the reason of an alert of the
    // server's is its number and 1,000 more (`SSL_AD_REASON_OFFSET`).
    const VERIFY_FAILED: i32 = 134;
    let is_distrust = |reason: i32| {
        let alert = u8::try_from(reason.saturating_sub(1_000));
        reason == VERIFY_FAILED || alert.is_ok_and(|alert| DISTRUST.contains(&alert))
    };
    let stack = error.downcast_ref::<openssl::error::ErrorStack>();
    stack.is_some_and(|stack| {
        let mut reasons = stack
            .errors()
            .iter()
            .map(openssl::error::Error::reason_code);
        reasons.any(is_distrust)
    })
}

/// The libraries of Windows and Apple tell only in words.
#[cfg(any(windows, target_vendor = "apple"))]
pub(super) fn is_distrust(error: &(dyn StdError + 'static)) -> bool {
    error.is::<native_tls::Error>() && error.to_string().contains("certificate")
}
