//! What a server does about a request.

use std::fmt::Display;

/// What is done about a request: by default a well-formed response is sent, and
/// the connection is kept.
#[derive(Clone, Debug)]
pub struct Reaction {
    head: String,
    body: Vec<u8>,
    is_raw: bool,
    pub(crate) then: Then,
}

/// What becomes of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    Keep,
    Close,
    /// Nothing comes any more until the client hangs up.
    Hang,
}

impl Reaction {
    /// A response without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self {
            head: format!("HTTP/1.1 {status} Scripted\r\n"),
            body: Vec::new(),
            is_raw: false,
            then: Then::Keep,
        }
    }

    /// A response of any text.
    #[must_use]
    pub fn text(status: u16, media_type: &str, body: &str) -> Self {
        let mut reaction = Self::empty(status).header("content-type", media_type);
        reaction.body = body.as_bytes().to_vec();
        reaction
    }

    /// A response of JSON.
    #[must_use]
    pub fn json(status: u16, body: &impl Display) -> Self {
        Self::text(status, "application/json; charset=utf-8", &body.to_string())
    }

    /// These bytes as they are, whether they are HTTP or not.
    #[must_use]
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            body: bytes.into(),
            is_raw: true,
            ..Self::empty(200)
        }
    }

    /// Nothing: the connection stays open and still.
    #[must_use]
    pub fn hang() -> Self {
        Self {
            then: Then::Hang,
            ..Self::raw("")
        }
    }

    /// The same with a header more.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    /// The same, after which the connection is closed.
    #[must_use]
    pub fn and_close(self) -> Self {
        Self {
            then: Then::Close,
            ..self
        }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        if self.is_raw {
            return self.body.clone();
        }
        let length = format!("content-length: {}\r\n\r\n", self.body.len());
        [self.head.as_bytes(), length.as_bytes(), &self.body].concat()
    }
}
