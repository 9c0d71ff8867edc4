//! What reqwest's errors mean for a request.

use std::error::Error as StdError;
use std::io::{self, ErrorKind};

#[cfg(feature = "native-tls")]
use crate::transport::reqwest_native_tls;
#[cfg(feature = "__rustls")]
use crate::transport::reqwest_rustls;
use crate::transport::{Phase, TransportError, TransportErrorKind};

/// Translates an error, and takes the URL out of it: its query may hold a key.
pub(super) fn transport_error(error: reqwest::Error) -> TransportError {
    let (phase, kind) = if error.is_builder() {
        (Phase::NotSent, TransportErrorKind::Request)
    } else if error.is_connect() {
        if has(&error, is_distrust) {
            (Phase::NotSent, TransportErrorKind::Certificate)
        } else {
            (Phase::NotSent, TransportErrorKind::Connect)
        }
    } else if error.is_timeout() {
        (Phase::Unknown, TransportErrorKind::Timeout)
    } else if error.is_body() || error.is_decode() {
        (Phase::Sent, TransportErrorKind::Body)
    } else if has(&error, is_distrust) {
        // Of TLS 1.3, a server refuses a client's certificate when the client
        // has begun to send; it then looks at nothing of that.
        (Phase::NotSent, TransportErrorKind::Certificate)
    } else if has(&error, is_reset) {
        (Phase::Unknown, TransportErrorKind::Reset)
    } else {
        (Phase::Unknown, TransportErrorKind::Other)
    };
    TransportError::new(phase, kind, error.without_url())
}

/// Whether it holds of the error or of one of those below it. An `io::Error`
/// doesn't give what it wraps as its source, but that one's.
fn has(error: &reqwest::Error, is: fn(&(dyn StdError + 'static)) -> bool) -> bool {
    let mut next: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(error) = next {
        let wrapped = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        if is(error) || wrapped.is_some_and(|wrapped| is(wrapped)) {
            return true;
        }
        next = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    false
}

/// Whether one side doesn't trust the other's certificate.
#[cfg_attr(
    not(feature = "__tls"),
    allow(unused_variables, reason = "without TLS there are no certificates")
)]
fn is_distrust(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "native-tls")]
    if reqwest_native_tls::is_distrust(error) {
        return true;
    }
    #[cfg(feature = "__rustls")]
    if reqwest_rustls::is_distrust(error) {
        return true;
    }
    false
}

/// Whether the connection was closed before the response.
fn is_reset(error: &(dyn StdError + 'static)) -> bool {
    let closed = error.downcast_ref::<io::Error>().is_some_and(|error| {
        matches!(
            error.kind(),
            ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::BrokenPipe
                | ErrorKind::NotConnected
                | ErrorKind::UnexpectedEof
        )
    });
    closed
        || error
            .downcast_ref::<hyper::Error>()
            .is_some_and(|error| error.is_incomplete_message() || error.is_closed())
}
