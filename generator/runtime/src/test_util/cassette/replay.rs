//! Reading a cassette, and responding from it.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use serde_json::Value;

use super::recorded_body::bytes;
use super::{Cassette, Interaction, Mode, Tape, refused};
use crate::middleware::Attempt;
use crate::test_util::StubError;
use crate::transport::{Body, TransportError};

/// How many recorded requests an error lists.
const LISTED: usize = 10;

impl Cassette {
    /// Reads a cassette, to replay it.
    ///
    /// # Errors
    /// If the file can't be read, or isn't one that [`save`](Self::save) has written.
    pub fn load(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read(path)?;
        let broken = |message: String| {
            let message = format!("{}: {message}", path.display());
            io::Error::new(io::ErrorKind::InvalidData, message)
        };
        let file: Value =
            serde_json::from_slice(&text).map_err(|error| broken(error.to_string()))?;
        let names = file.get("redacted").and_then(Value::as_array);
        let names = names.into_iter().flatten().filter_map(Value::as_str);
        let list = file.get("interactions").and_then(Value::as_array);
        let list = list.ok_or_else(|| broken("there is no list of interactions".to_owned()))?;
        let interactions = list.iter().enumerate().map(|(index, entry)| {
            interaction(entry).ok_or_else(|| broken(format!("interaction {index} is incomplete")))
        });
        let tape = Tape {
            redacted: names.map(str::to_owned).collect(),
            interactions: interactions.collect::<Result<_, _>>()?,
        };
        Ok(Self {
            tape: Arc::new(Mutex::new(tape)),
            mode: Mode::Replay,
        })
    }

    /// Whether all that was recorded was asked for.
    ///
    /// # Errors
    /// Lists what wasn't.
    pub fn check(&self) -> Result<(), StubError> {
        let tape = self.tape();
        let left = tape.interactions.iter().filter(|entry| !entry.replayed);
        let left: Vec<String> = left.map(Interaction::shown).collect();
        if left.is_empty() || self.mode == Mode::Record {
            return Ok(());
        }
        Err(StubError::new(format!(
            "recorded and not asked for:{}",
            left.concat()
        )))
    }

    pub(super) async fn replay(
        &self,
        request: Request<Body>,
    ) -> Result<Response<Body>, TransportError> {
        let (head, body) = request.into_parts();
        let attempt = head.extensions.get::<Attempt>();
        let body = body.collect(usize::MAX).await?.bytes;
        let wanted = self.interaction(attempt, &head, &body);
        let mut tape = self.tape();
        let recorded = tape.interactions.iter_mut();
        let mut recorded = recorded.filter(|entry| !entry.replayed && entry.is_like(&wanted));
        let Some(entry) = recorded.next() else {
            return Err(refused(missing(&wanted, &tape.interactions)));
        };
        entry.replayed = true;
        response(&entry.response).map_err(refused)
    }
}

impl Interaction {
    fn is_like(&self, other: &Self) -> bool {
        self.method == other.method && self.target == other.target && self.body == other.body
    }

    fn shown(&self) -> String {
        let body = match &self.body {
            Value::Null => String::new(),
            body => format!(" with {body}"),
        };
        format!("\n- {} {}{body}", self.method, self.target)
    }
}

/// What to say of a request that wasn't recorded.
fn missing(wanted: &Interaction, recorded: &[Interaction]) -> String {
    let mut message = format!("this request isn't on the cassette:{}", wanted.shown());
    let times = recorded.iter().filter(|entry| entry.is_like(wanted));
    match times.count() {
        0 => {}
        times => message.push_str(&format!(
            "\nit was recorded {times} times, and asked for once more"
        )),
    }
    // Those of the same operation are most alike.
    let mut left: Vec<&Interaction> = recorded.iter().filter(|it| !it.replayed).collect();
    left.sort_by_key(|entry| entry.operation != wanted.operation);
    if left.is_empty() {
        message.push_str("\nnothing is left on it");
        return message;
    }
    message.push_str("\nwhat is left on it:");
    message.extend(left.iter().take(LISTED).map(|entry| entry.shown()));
    if left.len() > LISTED {
        message.push_str(&format!("\n- and {} more", left.len() - LISTED));
    }
    message
}

fn interaction(entry: &Value) -> Option<Interaction> {
    let request = entry.get("request")?;
    let text = |value: &Value, key: &str| value.get(key)?.as_str().map(str::to_owned);
    Some(Interaction {
        operation: text(entry, "operation")?,
        method: text(request, "method")?,
        target: text(request, "target")?,
        body: request.get("body")?.clone(),
        response: entry.get("response")?.clone(),
        replayed: false,
    })
}

fn response(recorded: &Value) -> Result<Response<Body>, String> {
    let status = recorded.get("status").and_then(Value::as_u64);
    let status = status.and_then(|status| u16::try_from(status).ok());
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    let body = bytes(recorded.get("body").unwrap_or(&Value::Null))?;
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status.ok_or("a recorded response has no status")?;
    let headers = recorded.get("headers").and_then(Value::as_object);
    for (name, value) in headers.into_iter().flatten() {
        let name = HeaderName::try_from(name);
        let value = HeaderValue::try_from(value.as_str().unwrap_or_default());
        if let (Ok(name), Ok(value)) = (name, value) {
            response.headers_mut().append(name, value);
        }
    }
    Ok(response)
}
