//! What an API's responses hold and its description doesn't foresee.
//!
//! A client reads over members that are not declared, keeps enum values, unions and
//! values of formats as they came, and goes on. With
//! [`on_unforeseen`](crate::ClientBuilder::on_unforeseen) it also tells of them, once
//! each: an [`Unforeseen`] has the operation, the place and what is unforeseen, and never
//! a value.
//!
//! ```
//! # fn example(builder: oas_runtime::ClientBuilder) {
//! let builder = builder.on_unforeseen(|found| eprintln!("{found}"));
//! # }
//! ```
//!
//! As it is displayed it is a line of JSON. A file of such lines is what
//! `cargo xtask observe` of the generator makes corrections of the description from.
//!
//! Responses are looked at as they are read: successes that are JSON. Bodies of errors,
//! items of streams, and members that a type keeps in a map of additional ones, are not.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use http::StatusCode;
use serde_json::Value;

use crate::api::Operation;
use crate::codec::unforeseen::{Note, UnforeseenStep};
pub use crate::codec::{JsonType, UnforeseenKind};

/// No more than these are told of by one client: what comes then is forgotten.
const MOST: usize = 10_000;

/// Something that the description doesn't foresee.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Unforeseen {
    /// The operation's `operationId`, or its method and path.
    pub operation: String,
    /// The status of the response.
    pub status: StatusCode,
    /// Where: `tags[].name`, where `[]` is any item of a list and `{}` any value of a map;
    /// empty for the response itself.
    pub path: String,
    /// What it is.
    pub kind: UnforeseenKind,
    /// Of which JSON type the value was; `None` if it can't be told.
    pub found: Option<JsonType>,
}

/// A line of JSON.
impl fmt::Display for Unforeseen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = serde_json::json!({
            "operation": self.operation,
            "status": self.status.as_u16(),
            "path": self.path,
            "kind": self.kind.name(),
            "found": self.found.map(JsonType::name),
        });
        write!(f, "{line}")
    }
}

/// Records it as an event, `response.unforeseen` at `WARN`:
/// `builder.on_unforeseen(oas_runtime::unforeseen::trace)`.
#[cfg(feature = "tracing")]
pub fn trace(found: &Unforeseen) {
    tracing::event!(
        name: "response.unforeseen",
        target: "oas_runtime",
        tracing::Level::WARN,
        operation.id = found.operation,
        http.response.status_code = found.status.as_u16(),
        json.path = found.path,
        kind = found.kind.name(),
        found = found.found.map(JsonType::name),
        "the response holds what the API's description doesn't foresee",
    );
}

type Callback = dyn Fn(&Unforeseen) + Send + Sync;

/// Who is told, and of what already.
pub(crate) struct UnforeseenReporter {
    callback: Box<Callback>,
    told: Mutex<HashSet<(String, u16, String, UnforeseenKind)>>,
}

impl UnforeseenReporter {
    pub(crate) fn new(callback: impl Fn(&Unforeseen) + Send + Sync + 'static) -> Self {
        Self {
            callback: Box::new(callback),
            told: Mutex::default(),
        }
    }

    /// Tells of what is new among the notes.
    pub(crate) fn tell(
        &self,
        operation: &Operation,
        status: StatusCode,
        notes: &[Note],
        body: &[u8],
    ) {
        let mut parsed: Option<Option<Value>> = None;
        for note in notes {
            let (name, path) = (name(operation), note.path());
            if !self.is_new((name.clone(), status.as_u16(), path.clone(), note.kind)) {
                continue;
            }
            let value = parsed.get_or_insert_with(|| serde_json::from_slice(body).ok());
            let found = value.as_ref().and_then(|value| find(value, note));
            (self.callback)(&Unforeseen {
                operation: name,
                status,
                path,
                kind: note.kind,
                found: found.map(JsonType::of),
            });
        }
    }

    fn is_new(&self, key: (String, u16, String, UnforeseenKind)) -> bool {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.len() < MOST && told.insert(key)
    }
}

impl fmt::Debug for UnforeseenReporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnforeseenReporter").finish_non_exhaustive()
    }
}

fn name(operation: &Operation) -> String {
    match operation.id() {
        "" => format!("{} {}", operation.method(), operation.path()),
        id => id.to_owned(),
    }
}

/// The first value at the place of a note.
fn find<'a>(value: &'a Value, note: &Note) -> Option<&'a Value> {
    let steps: Vec<&UnforeseenStep> = note.steps().collect();
    let mut open: Vec<(&Value, usize)> = vec![(value, 0)];
    while let Some((value, at)) = open.pop() {
        match steps.get(at) {
            None => return Some(value),
            Some(UnforeseenStep::Member(name)) => {
                open.extend(value.get(name).map(|value| (value, at + 1)));
            }
            Some(UnforeseenStep::Item) => {
                let items = value.as_array().into_iter().flatten();
                open.extend(items.rev().map(|item| (item, at + 1)));
            }
            Some(UnforeseenStep::Value) => {
                let members = value.as_object().into_iter().flat_map(|map| map.values());
                open.extend(members.map(|value| (value, at + 1)));
            }
        }
    }
    None
}
