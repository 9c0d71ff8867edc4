//! Sending from code that isn't async.

use std::sync::Arc;
use std::sync::{Mutex, PoisonError};

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
    transport.block_on(Box::pin(async move {
        let received = send_async(request).await;
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(received);
    }));
    let received = outcome
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    // The transport may have dropped the future, as its contract allows.
    received.unwrap_or_else(|| {
        let error = TransportError::new(
            Phase::Unknown,
            TransportErrorKind::Interrupted,
            "the transport gave up a blocking call before it was done",
        );
        Err(Error::Transport(Box::new(DeliveryError::new(
            operation, error,
        ))))
    })
}
