//! Futures and errors behind a pointer, for traits that are used as objects.

use std::pin::Pin;

/// A future on the heap that may move between threads.
///
/// Object-safe traits such as [`Transport`](crate::transport::Transport) return it;
/// `Box::pin(async { … })` makes one.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Any error, of any cause. `?` and `.into()` make one from any error type, and
/// from a text.
pub type BoxError = Box<dyn std::error::Error + Send + Sync + 'static>;
