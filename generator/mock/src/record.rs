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
    /// Path and query.
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

/// The beginning of a body, in memory of its own.
pub(crate) fn beginning(body: &Bytes) -> Bytes {
    if body.len() <= LONGEST {
        return body.clone();
    }
    Bytes::copy_from_slice(body.get(..LONGEST).unwrap_or_default())
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
