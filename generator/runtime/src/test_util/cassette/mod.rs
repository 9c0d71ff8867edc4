//! Calls that were recorded once, and that tests replay.

mod recorded_body;
mod redact;
mod replay;

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::header::{
    ACCEPT_ENCODING, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, SET_COOKIE, TRANSFER_ENCODING,
};
use http::{HeaderMap, Request, Response, request};
use serde_json::{Map, Value, json};

use crate::boxed::BoxFuture;
use crate::middleware::{Attempt, Middleware, Next};
use crate::transport::{Body, Phase, TransportError, TransportErrorKind};

use recorded_body::content;
use redact::Redactor;

/// Requests and responses of a client, recorded against a server and replayed without
/// one.
///
/// It is a [`Middleware`]: add it as the last, so that it sees what goes out.
///
/// ```no_run
/// # use oas_runtime::ClientBuilder;
/// # use oas_runtime::test_util::{Cassette, TestTransport, TestResponse};
/// # fn record(builder: ClientBuilder) -> Result<(), Box<dyn std::error::Error>> {
/// let cassette = Cassette::recording().redact(["email", "name"]);
/// let client = builder.middleware(cassette.clone()).build()?;
/// // … calls, and then
/// cassette.save("tests/cassettes/triage.json")?;
/// # Ok(())
/// # }
/// # fn replay(builder: ClientBuilder) -> Result<(), Box<dyn std::error::Error>> {
/// let cassette = Cassette::load("tests/cassettes/triage.json")?;
/// let clock = TestTransport::sequence([]); // no wait before a repeat takes time
/// let client = builder.transport(clock).middleware(cassette.clone()).build()?;
/// // … the same calls, and then
/// cassette.check()?;
/// # Ok(())
/// # }
/// ```
///
/// # What is kept
///
/// A file of JSON that people can read: of each request its operation, method, path, query
/// and body; of each response its status, headers and body. Headers of requests are
/// not kept, nor are cookies.
///
/// Credentials that the client put into a request are taken out wherever they stand,
/// also where the server repeats them. So are members and parameters that the
/// API's description calls `x-sensitive` or a password, and those whose names are given to
/// [`redact`](Self::redact). A text becomes `[redacted]`, a number 0, and a boolean false,
/// so that the types still read it. What is another value each time, such as the present
/// time, is best left out too: a replay finds a request by what is kept of it.
///
/// # Replay
///
/// Each recorded response is given once, in the order of those whose method, path,
/// query and body are the request's. A request that isn't there fails, with a list of
/// what is. Bodies are read into the types of today: where these have changed,
/// [`Error::Decode`](crate::Error::Decode) has the path in the JSON.
#[derive(Clone)]
pub struct Cassette {
    tape: Arc<Mutex<Tape>>,
    mode: Mode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Record,
    Replay,
}

#[derive(Default)]
struct Tape {
    /// Names of members and parameters whose values are left out.
    redacted: Vec<String>,
    interactions: Vec<Interaction>,
}

/// A request as it is kept, and what came of it.
#[derive(Clone)]
struct Interaction {
    operation: String,
    method: String,
    target: String,
    body: Value,
    response: Value,
    replayed: bool,
}

impl Cassette {
    /// An empty one, which sends what it is given and keeps it.
    #[must_use]
    pub fn recording() -> Self {
        Self {
            tape: Arc::default(),
            mode: Mode::Record,
        }
    }

    /// Leaves out the values of members of JSON and of parameters with these names.
    #[must_use]
    pub fn redact(self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let names = names.into_iter().map(Into::into);
        self.tape().redacted.extend(names);
        self
    }

    /// Writes what was recorded.
    ///
    /// # Errors
    /// If the file can't be written.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        let path = path.as_ref();
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let tape = self.tape();
        let interactions: Vec<Value> = tape.interactions.iter().map(Interaction::to_json).collect();
        let file = json!({ "redacted": tape.redacted, "interactions": interactions });
        std::fs::write(path, format!("{file:#}\n"))
    }

    fn tape(&self) -> MutexGuard<'_, Tape> {
        self.tape.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends the request on, and keeps it with its response.
    async fn record(
        &self,
        mut request: Request<Body>,
        next: Next<'_>,
    ) -> Result<Response<Body>, TransportError> {
        let attempt = request.extensions().get::<Attempt>().cloned();
        // What is compressed can't be searched for secrets.
        request.headers_mut().remove(ACCEPT_ENCODING);
        let (head, body) = request.into_parts();
        let body = body.collect(usize::MAX).await?.bytes;
        let mut kept = self.interaction(attempt.as_ref(), &head, &body);
        let response = next.run(Request::from_parts(head, body.into())).await?;
        let (head, body) = response.into_parts();
        let body = body.collect(usize::MAX).await?.bytes;
        let names = self.tape().redacted.clone();
        let redactor = Redactor::new(attempt.as_ref(), names);
        kept.response = json!({
            "status": head.status.as_u16(),
            "headers": headers(&head.headers, &redactor),
            "body": content(&head.headers, &body, &redactor),
        });
        self.tape().interactions.push(kept);
        Ok(Response::from_parts(head, body.into()))
    }

    fn interaction(
        &self,
        attempt: Option<&Attempt>,
        head: &request::Parts,
        body: &[u8],
    ) -> Interaction {
        let names = self.tape().redacted.clone();
        let redactor = Redactor::new(attempt, names);
        let operation = attempt.map(Attempt::operation);
        Interaction {
            operation: operation.map(|it| it.id().to_owned()).unwrap_or_default(),
            method: head.method.to_string(),
            target: redactor.target(&head.uri, operation.map_or("", |it| it.path())),
            body: content(&head.headers, body, &redactor),
            response: Value::Null,
            replayed: false,
        }
    }
}

impl Interaction {
    fn to_json(&self) -> Value {
        json!({
            "operation": self.operation,
            "request": { "method": self.method, "target": self.target, "body": self.body },
            "response": self.response,
        })
    }
}

/// The headers of a response that say something of its content.
fn headers(headers: &HeaderMap, redactor: &Redactor) -> Value {
    let transport = [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING, SET_COOKIE];
    let kept = headers.iter().filter(|(name, value)| {
        !value.is_sensitive() && !transport.contains(name) && !redactor.names(name.as_str())
    });
    let kept = kept.filter_map(|(name, value)| {
        let text = redactor.text(value.to_str().ok()?);
        Some((name.as_str().to_owned(), text.into()))
    });
    Value::Object(kept.collect::<Map<String, Value>>())
}

/// The media type, without parameters.
fn media_type(headers: &HeaderMap) -> &str {
    let value = headers.get(CONTENT_TYPE);
    let text = value.and_then(|value| value.to_str().ok());
    text.and_then(|text| text.split(';').next())
        .map(str::trim)
        .unwrap_or_default()
}

impl Middleware for Cassette {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        match self.mode {
            Mode::Record => Box::pin(self.record(request, next)),
            Mode::Replay => Box::pin(self.replay(request)),
        }
    }
}

fn refused(message: String) -> TransportError {
    TransportError::new(Phase::NotSent, TransportErrorKind::Request, message)
}

impl fmt::Debug for Cassette {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cassette")
            .field("mode", &self.mode)
            .field("interactions", &self.tape().interactions.len())
            .finish_non_exhaustive()
    }
}
