//! Bodies of requests and responses, as much of them as there is room for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http_body::Body as _;
use hyper::body::Incoming;

/// More than this is no request.
const LARGEST: usize = 64 << 20;

/// A response that is no longer needs no room: there is one for each connection.
const SMALL: usize = 16 << 10;

/// What the bodies of all connections may hold together.
const MOST: usize = 128 << 20;

/// Room for the bodies of all connections.
#[derive(Clone, Debug, Default)]
pub(super) struct Room(Arc<AtomicUsize>);

/// A body, which takes its room until it is dropped.
#[derive(Debug)]
pub(super) struct Taken {
    room: Room,
    bytes: usize,
}

impl Taken {
    /// Takes more room, if there is any.
    fn grow(&mut self, more: usize) -> bool {
        let grown = |used: usize| used.checked_add(more).filter(|used| *used <= MOST);
        let used = &self.room.0;
        let took = used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, grown);
        if took.is_ok() {
            self.bytes = self.bytes.saturating_add(more);
        }
        took.is_ok()
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.room.0.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// Why there is no body.
#[derive(Clone, Copy, Debug)]
pub(super) enum NoBody {
    /// The connection broke.
    Broken,
    TooLarge,
    TooSlow,
    NoRoom,
}

impl NoBody {
    /// The response; none to a connection that is gone.
    pub(super) fn response(self) -> Option<(StatusCode, &'static str)> {
        match self {
            Self::Broken => None,
            Self::TooLarge => Some((
                StatusCode::PAYLOAD_TOO_LARGE,
                "the body is longer than 64 MB",
            )),
            Self::TooSlow => Some((
                StatusCode::REQUEST_TIMEOUT,
                "the body took too long to arrive",
            )),
            Self::NoRoom => Some((
                StatusCode::SERVICE_UNAVAILABLE,
                "other bodies take all the room there is: try again",
            )),
        }
    }
}

impl Room {
    /// The room for a response.
    pub(super) fn take(&self, bytes: usize) -> Result<Taken, NoBody> {
        let mut taken = Taken {
            room: self.clone(),
            bytes: 0,
        };
        if bytes <= SMALL || taken.grow(bytes) {
            Ok(taken)
        } else {
            Err(NoBody::NoRoom)
        }
    }

    /// The whole body, and the room that it takes.
    pub(super) async fn collect(
        &self,
        body: Incoming,
        longest: Duration,
    ) -> Result<(Bytes, Taken), NoBody> {
        let taken = Taken {
            room: self.clone(),
            bytes: 0,
        };
        let collected = tokio::time::timeout(longest, collect(body, taken));
        collected.await.unwrap_or(Err(NoBody::TooSlow))
    }
}

async fn collect(mut body: Incoming, mut taken: Taken) -> Result<(Bytes, Taken), NoBody> {
    let mut whole = BytesMut::new();
    loop {
        let frame =
            std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_frame(context));
        let Some(frame) = frame.await else {
            break;
        };
        let Ok(piece) = frame.map_err(|_| NoBody::Broken)?.into_data() else {
            continue;
        };
        if piece.len() > LARGEST.saturating_sub(whole.len()) {
            return Err(NoBody::TooLarge);
        }
        if !taken.grow(piece.len()) {
            return Err(NoBody::NoRoom);
        }
        whole.extend_from_slice(&piece);
    }
    Ok((whole.freeze(), taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn responses_share_the_room_with_requests() {
        let room = Room::default();
        let first = room.take(MOST - SMALL);
        assert!(first.is_ok());
        assert!(room.take(2 * SMALL).is_err());
        // Whoever asks for little is not held up.
        assert!(room.take(SMALL).is_ok());
        drop(first);
        assert!(room.take(2 * SMALL).is_ok());
    }
}
