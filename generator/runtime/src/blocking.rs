//! Sending from code that isn't async.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::call::Received;
use crate::client::send as send_async;
use crate::error::{DeliveryError, Error};
use crate::request::Request;
use crate::transport::{Phase, TransportError, TransportErrorKind};

/// Sends a request by way of its transport's `block_on`.
pub(crate) fn send(request: Request) -> Result<Received, Error> {
    let transport = Arc::clone(request.client.transport());
    let operation = request.operation.clone();
    let outcome = Arc::new(Mutex::new(None));
    let slot = Arc::clone(&outcome);
    let begun = Arc::new(AtomicBool::new(false));
    let started = Arc::clone(&begun);
    transport.block_on(Box::pin(async move {
        started.store(true, Ordering::Relaxed);
        let received = send_async(request).await;
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(received);
    }));
    let received = outcome
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    // A transport that can't run a future drops it.
    received.unwrap_or_else(|| {
        let phase = if begun.load(Ordering::Relaxed) {
            Phase::Unknown
        } else {
            Phase::NotSent
        };
        let error = TransportError::new(
            phase,
            TransportErrorKind::Interrupted,
            "the transport gave up a blocking call before it was done",
        );
        Err(Error::Transport(Box::new(DeliveryError::new(
            operation,
            error,
            &[],
        ))))
    })
}
