//! What came and what went: for the log, the page, and tests.

use std::collections::VecDeque;

use bytes::Bytes;

use crate::schema::Problem;

/// Whoever is told of every request.
pub(crate) type Observer = Box<dyn Fn(&Record) + Send + Sync>;

/// One request and its response.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Record {
    /// Which request this is, from 1.
    pub number: u64,
    /// When it came, in milliseconds since 1970.
    pub at: u64,
    /// The method.
    pub method: String,
    /// Path and query, as far as they are not very long.
    pub target: String,
    /// The operation, if there is one for it.
    pub operation: Option<String>,
    /// The status of the response; of a response that got lost, what it would have
    /// been.
    pub status: u16,
    /// The id that the response carries.
    pub request_id: String,
    /// What is wrong with the request.
    pub problems: Vec<Problem>,
    /// What is wrong with the response, by its own schema.
    pub response_problems: Vec<Problem>,
    /// The faults that struck.
    pub faults: Vec<String>,
    /// The beginning of the request's body.
    pub request_body: Bytes,
    /// The beginning of the response's body.
    pub response_body: Bytes,
    /// How long the server worked on it, in microseconds.
    pub micros: u64,
}

/// So many requests are remembered.
const MOST: usize = 200;

/// So many bytes of each body.
const LONGEST: usize = 4096;

/// The beginning of a body, in memory of its own: what it was read into may be
/// much larger.
pub(crate) fn beginning(body: &Bytes) -> Bytes {
    Bytes::copy_from_slice(body.get(..LONGEST).unwrap_or(body))
}

/// So many characters of a text are kept that somebody else has written.
const LONGEST_TEXT: usize = 1_000;

/// The beginning of a text.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The latest requests.
#[derive(Debug, Default)]
pub(crate) struct Records(VecDeque<Record>);

impl Records {
    pub(crate) fn push(&mut self, record: Record) {
        if self.0.len() == MOST {
            self.0.pop_front();
        }
        self.0.push_back(record);
    }

    pub(crate) fn all(&self) -> Vec<Record> {
        self.0.iter().cloned().collect()
    }
}
