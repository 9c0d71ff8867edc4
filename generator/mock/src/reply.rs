//! What goes back, and how it gets there.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

/// A response with the way that it takes.
#[derive(Debug)]
pub struct Reply {
    /// The response. Of one that never arrives, what it would have been.
    pub response: Response<Bytes>,
    /// How long it waits before it sets out.
    pub delay: Duration,
    /// What happens to it on its way.
    pub delivery: Delivery,
}

/// What happens to a response on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// It arrives.
    #[default]
    Whole,
    /// There is no connection.
    Refused,
    /// The connection breaks before the response.
    Reset,
    /// It never comes, and the connection stays.
    Never,
    /// The connection breaks in the middle of the body.
    Half,
    /// The body comes in pieces of so many bytes, with pauses between.
    Drip(usize, Duration),
    /// The body comes, and goes on for ever.
    Endless,
}

/// What a body goes on with for ever, once in every pause.
pub(crate) const FILLER: &[u8] = &[b' '; 1024];

/// The pause between two pieces of a body without end.
pub(crate) const ENDLESS_PAUSE: Duration = Duration::from_millis(10);

impl Delivery {
    /// The bytes of the body that arrive, in pieces.
    pub(crate) fn pieces(self, body: &Bytes) -> Vec<Bytes> {
        match self {
            Self::Half => vec![body.slice(..body.len() / 2)],
            Self::Drip(size, _) => {
                let starts = (0..body.len()).step_by(size.max(1));
                let pieces = starts.map(|start| {
                    let end = start.saturating_add(size.max(1)).min(body.len());
                    body.slice(start..end)
                });
                pieces.collect()
            }
            _ => vec![body.clone()],
        }
    }

    /// The pause between two pieces.
    pub(crate) fn pause(self) -> Duration {
        match self {
            Self::Drip(_, pause) => pause,
            Self::Endless => ENDLESS_PAUSE,
            _ => Duration::ZERO,
        }
    }
}
