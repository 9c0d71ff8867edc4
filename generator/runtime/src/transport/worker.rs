//! The thread on which blocking calls run.

use std::cell::Cell;
use std::sync::{OnceLock, mpsc};
use std::thread;

use tokio::runtime::{Builder, Handle};

use crate::boxed::BoxFuture;

thread_local! {
    static IS_WORKER: Cell<bool> = const { Cell::new(false) };
}

/// Whether this code runs on the worker thread.
pub(super) fn is_current() -> bool {
    IS_WORKER.get()
}

/// Runs the future on the worker and waits for its end, however it comes.
///
/// On the worker itself nobody may wait for it: it would wait for ever. There
/// the future is dropped.
pub(super) fn block_on(future: BoxFuture<'static, ()>) {
    if is_current() {
        return;
    }
    let Some(handle) = handle() else { return };
    let (done, waiting) = mpsc::sync_channel::<()>(1);
    handle.spawn(async move {
        future.await;
        drop(done);
    });
    // Nothing is ever sent: the channel closes when the future has ended, or
    // was dropped because it panicked.
    let _ = waiting.recv();
}

/// The worker, started at the first call. There is none if the system refuses
/// a thread, and then the next call tries again.
fn handle() -> Option<Handle> {
    static WORKER: OnceLock<Handle> = OnceLock::new();
    if let Some(handle) = WORKER.get() {
        return Some(handle.clone());
    }
    let handle = start()?;
    Some(WORKER.get_or_init(|| handle).clone())
}

fn start() -> Option<Handle> {
    // Between any two steps of a task, timers are looked at: a server that never lets go of
    // the thread would otherwise keep every call from timing out.
    let runtime = Builder::new_current_thread()
        .event_interval(1)
        .enable_all()
        .build()
        .ok()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("oas-runtime".to_owned())
        .spawn(move || {
            IS_WORKER.set(true);
            runtime.block_on(std::future::pending::<()>());
        })
        .ok()?;
    Some(handle)
}
