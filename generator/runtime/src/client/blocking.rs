//! Sending from code that isn't async.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::api::OperationRef;
use crate::boxed::BoxError;
use crate::client::{PendingRequest, Received, send as send_async};
use crate::error::{ConnectionError, Error, InvalidRequestError};
use crate::fault::Fault;
use crate::secret::Secrets;
use crate::transport::{Phase, Transport, TransportError, TransportErrorKind};

/// Sends a request by way of its transport's `block_on`.
pub(crate) fn send(pending: Box<PendingRequest>) -> Result<Received, Error> {
    let transport = Arc::clone(pending.transport());
    let operation = pending.request.operation.clone();
    if let Err(error) = transport.may_block() {
        return Err(deadlock(operation, error));
    }
    match run(&transport, send_async(pending)) {
        Ok(received) => received,
        Err(started) => Err(given_up(operation, started)),
    }
}

/// Runs a future to its end while this thread blocks. A transport that can't
/// run one drops it; then the error says whether it had begun.
pub(crate) fn run<T: Send + 'static>(
    transport: &Arc<dyn Transport>,
    future: impl Future<Output = T> + Send + 'static,
) -> Result<T, bool> {
    let outcome = Arc::new(Mutex::new(None));
    let slot = Arc::clone(&outcome);
    let begun = Arc::new(AtomicBool::new(false));
    let started = Arc::clone(&begun);
    transport.block_on(Box::pin(async move {
        started.store(true, Ordering::Relaxed);
        let value = future.await;
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
    }));
    let value = outcome
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    value.ok_or_else(|| begun.load(Ordering::Relaxed))
}

/// The error of a call that would block its thread for ever.
pub(crate) fn deadlock(operation: OperationRef, error: BoxError) -> Error {
    let fault = Fault::new("blocking this thread would never end")
        .source(error)
        .help("await the call, or block on another thread (`spawn_blocking` in tokio)");
    Error::InvalidRequest(Box::new(InvalidRequestError::new(operation, fault)))
}

/// The error of a future that its transport has dropped.
pub(crate) fn given_up(operation: OperationRef, started: bool) -> Error {
    let phase = if started {
        Phase::Unknown
    } else {
        Phase::NotSent
    };
    let error = TransportError::new(
        phase,
        TransportErrorKind::Interrupted,
        "the transport gave up a blocking call before it was done",
    );
    Error::Connection(Box::new(ConnectionError::new(
        operation,
        error,
        &Secrets::default(),
    )))
}
