//! Describes a request, piece by piece.

use std::fmt;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderValue};
use serde::{Serialize, de::DeserializeOwned};

use crate::api::OperationRef;
use crate::call::Call;
use crate::client::{Client, Options, PendingRequest};
use crate::codec::{Decode, FieldCodec, Lenient};
use crate::escape;
use crate::fault::Fault;
use crate::param::{Encoded, Param, Place, Tree, encode, to_tree};
use crate::request::Request;
use crate::response::{FromResponse, Reader};

/// Describes a request: parameters and body first, and at last what its response
/// is, which makes it a [`Call`].
///
/// Emitted methods are made of it. By hand it is for calls that the API's
/// description lacks ([`Client::request`]).
///
/// Nothing here fails. The first thing that is wrong is kept and becomes
/// [`Error::InvalidRequest`](crate::Error::InvalidRequest) when the call is sent.
#[must_use = "nothing is sent before the kind of response is chosen and the call is awaited or sent"]
pub struct CallBuilder {
    /// In a box, as it is handed on from method to method.
    pending: Box<PendingRequest>,
    path_values: Vec<(&'static str, String)>,
    /// Names of path parameters whose values no message may show.
    hidden: Vec<&'static str>,
    cookies: Vec<String>,
    /// Whether a parameter says of what media type the body is.
    pub(super) typed: bool,
}

impl CallBuilder {
    pub(crate) fn new(client: Client, operation: OperationRef, query: String) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(operation.accepts()));
        Self {
            pending: Box::new(PendingRequest {
                request: Request {
                    profile: client.metadata(),
                    operation,
                    path: String::new(),
                    shown_path: None,
                    query,
                    headers,
                    body: None,
                    fault: None,
                    expects: |status| status.is_success(),
                },
                client,
                options: Options::default(),
            }),
            path_values: Vec::new(),
            hidden: Vec::new(),
            cookies: Vec::new(),
            typed: false,
        }
    }

    /// Goes on with a request whose path is filled.
    pub(super) fn resumed(pending: Box<PendingRequest>) -> Self {
        let cookies = pending.request.headers.get(COOKIE);
        let cookies = cookies.and_then(|cookies| cookies.to_str().ok());
        Self {
            cookies: cookies.map(str::to_owned).into_iter().collect(),
            pending,
            path_values: Vec::new(),
            hidden: Vec::new(),
            typed: false,
        }
    }

    /// What [`resumed`](Self::resumed) began.
    pub(super) fn resume(mut self) -> Box<PendingRequest> {
        self.join_cookies();
        self.pending
    }

    fn join_cookies(&mut self) {
        if !self.cookies.is_empty() {
            let cookies = self.cookies.join("; ");
            self.pending.request.set_header(COOKIE.as_str(), &cookies);
        }
    }

    pub(super) fn request(&mut self) -> &mut Request {
        &mut self.pending.request
    }

    pub(crate) fn fail(&mut self, fault: Fault) {
        self.request().fail(fault);
    }

    /// Sets a path parameter by the name it has in the template.
    ///
    /// All but unreserved characters are escaped, so that a value can't become
    /// part of another path. An empty value, `.` and `..` are refused, as no
    /// server would get the path that was meant.
    pub fn path<T: Serialize>(self, name: &'static str, value: T) -> Self {
        self.path_styled(&Param::new(name), value)
    }

    /// Sets a path parameter of a style other than `simple`.
    pub fn path_styled<T: Serialize>(self, param: &Param, value: T) -> Self {
        self.set_path(param, to_tree(&value))
    }

    /// Adds a query parameter; `None` and an empty list add none.
    pub fn query<T: Serialize>(self, param: &Param, value: T) -> Self {
        self.add_query(param, to_tree(&value))
    }

    /// Adds what is a query by itself: the members of an object as a form has
    /// them, or JSON text.
    pub fn query_string<T: Serialize>(self, param: &Param, value: T) -> Self {
        self.add_query_string(param, to_tree(&value))
    }

    /// Sets a header parameter; `None` sets none.
    pub fn header<T: Serialize>(self, param: &Param, value: T) -> Self {
        self.set_header(param, to_tree(&value))
    }

    /// Adds a cookie; `None` adds none.
    pub fn cookie<T: Serialize>(self, param: &Param, value: T) -> Self {
        self.add_cookie(param, to_tree(&value))
    }

    /// The response is JSON of a `T`, which is any type that serde can read. An
    /// empty body counts as `null`.
    ///
    /// ```
    /// # use oas_runtime::{Call, Client, http::Method};
    /// #[derive(serde::Deserialize)]
    /// struct Me {
    ///     email: String,
    /// }
    ///
    /// # fn example(client: Client) -> Call<Me> {
    /// client.request(Method::GET, "/me").decode::<Me>()
    /// # }
    /// ```
    pub fn decode<T: DeserializeOwned>(self) -> Call<T> {
        Call::new(self.finish(), Reader::any_json())
    }

    /// The response is JSON of an emitted type. [`decode`](Self::decode) reads it
    /// as well, by a reader that the user's compiler builds for it besides.
    pub fn typed<T: Decode>(self) -> Call<T> {
        Call::new(self.finish(), Reader::json())
    }

    /// The response is JSON in which numbers may be texts, and the reverse: what
    /// [`Lenient`] reads.
    pub fn typed_leniently<T>(self) -> Call<T>
    where
        Lenient: FieldCodec<T>,
    {
        Call::new(self.finish(), Reader::lenient_json())
    }

    /// The response's body says nothing, and is ignored.
    pub fn empty(self) -> Call<()> {
        Call::new(self.finish(), Reader::empty())
    }

    /// The response is text in UTF-8.
    pub fn text(self) -> Call<String> {
        Call::new(self.finish(), Reader::text())
    }

    /// The response is taken as it is.
    pub fn bytes(self) -> Call<Bytes> {
        Call::new(self.finish(), Reader::bytes())
    }

    /// The response differs by status.
    pub fn decode_by_status<T: FromResponse>(self) -> Call<T> {
        Call::new(self.finish(), Reader::by_status())
    }
}

/// Values are left out: they are not yet marked as sensitive or not.
impl fmt::Debug for CallBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallBuilder")
            .field("operation", &self.pending.request.operation)
            .finish_non_exhaustive()
    }
}

/// What a parameter's or body's value comes down to before its encoding.
pub(super) type Made = Result<(Tree, String), String>;

/// The parts that know no types. The methods above hand over at once, so that
/// an operation with ten parameters is ten calls to the user's compiler.
impl CallBuilder {
    /// Asks for events, where nothing else but JSON is asked for.
    pub(crate) fn accept_events(mut self) -> Self {
        let usual = HeaderValue::from_static("application/json");
        let headers = &mut self.pending.request.headers;
        if headers.get(ACCEPT) == Some(&usual) {
            headers.insert(ACCEPT, HeaderValue::from_static("text/event-stream"));
        }
        self
    }

    fn set_path(mut self, param: &Param, value: Made) -> Self {
        match self.encoded(Place::Path, param, value) {
            Some(Encoded::Text(text)) if !text.is_empty() => {
                self.path_values.push((param.name(), text));
                if param.is_sensitive() {
                    self.hidden.push(param.name());
                }
            }
            _ => self.fail(
                Fault::new(format!("the path parameter `{}` is empty", param.name())).help(
                    "with it left out, the path would be that of another operation; check the id",
                ),
            ),
        }
        self
    }

    fn add_query(mut self, param: &Param, value: Made) -> Self {
        if let Some(Encoded::Pairs(pairs)) = self.encoded(Place::Query, param, value) {
            for (name, value) in pairs {
                push_pair(&mut self.request().query, &name, &value);
            }
        }
        self
    }

    fn add_query_string(mut self, param: &Param, value: Made) -> Self {
        match self.encoded(Place::QueryString, param, value) {
            Some(Encoded::Pairs(pairs)) => {
                for (name, value) in pairs {
                    push_pair(&mut self.request().query, &name, &value);
                }
            }
            Some(Encoded::Text(text)) => push_part(&mut self.request().query, &text),
            None => {}
        }
        self
    }

    fn set_header(mut self, param: &Param, value: Made) -> Self {
        if let Some(Encoded::Text(text)) = self.encoded(Place::Header, param, value) {
            self.typed |= param.name().eq_ignore_ascii_case(CONTENT_TYPE.as_str());
            self.pending.request.set_header(param.name(), &text);
            if param.is_sensitive()
                && let Some(value) = self.pending.request.headers.get_mut(param.name())
            {
                value.set_sensitive(true);
            }
        }
        self
    }

    fn add_cookie(mut self, param: &Param, value: Made) -> Self {
        if let Some(Encoded::Pairs(pairs)) = self.encoded(Place::Cookie, param, value) {
            self.cookies
                .extend(pairs.iter().map(|(name, value)| format!("{name}={value}")));
        }
        self
    }

    /// Encodes a value, or keeps why that can't be done.
    fn encoded(&mut self, place: Place, param: &Param, value: Made) -> Option<Encoded> {
        match value {
            Ok((tree, json)) => {
                self.check(place.name(), param.name(), json.as_bytes());
                encode(place, param, &tree, &json)
            }
            Err(error) => {
                self.fail(Fault::new(format!(
                    "the parameter `{}` can't be written: {error}",
                    param.name()
                )));
                None
            }
        }
    }

    /// Fills the path's template, and looks at what came out.
    pub(crate) fn finish(mut self) -> Box<PendingRequest> {
        if !self.hidden.is_empty() {
            let shown = self.path_values.iter().map(|(name, value)| {
                let hidden = self.hidden.contains(name).then(|| format!("{{{name}}}"));
                (*name, hidden.unwrap_or_else(|| value.clone()))
            });
            let shown: Vec<_> = shown.collect();
            let operation = &self.pending.request.operation;
            self.pending.request.shown_path = fill(operation.path(), &shown).ok();
        }
        match fill(self.pending.request.operation.path(), &self.path_values) {
            Ok(path) if path.contains(['.', '%']) && path.split('/').any(escape::is_dots) => {
                self.fail(
                    Fault::new(format!("the path `{path}` has a segment `.` or `..`")).help(
                        "such a segment is folded away on the way to the server, and the call \
                         would go to another path",
                    ),
                );
                self.pending.request.path = path;
            }
            // Some parsers of URLs take it for a slash.
            Ok(path) if path.contains('\\') => {
                self.fail(Fault::new("the path holds a backslash").help("escape it as `%5C`"));
                self.pending.request.path = path;
            }
            Ok(path) => self.pending.request.path = path,
            Err(fault) => self.fail(fault),
        }
        self.join_cookies();
        self.pending
    }
}

pub(super) fn push_pair(query: &mut String, name: &str, value: &str) {
    push_part(query, name);
    query.push('=');
    query.push_str(value);
}

fn push_part(query: &mut String, part: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(part);
}

/// Puts values into a template such as `/tickets/{ticket_id}`.
fn fill(template: &str, values: &[(&'static str, String)]) -> Result<String, Fault> {
    let mut path = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((name, after)) = behind.split_once('}') else {
            break;
        };
        path.push_str(before);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => path.push_str(value),
            None => {
                return Err(Fault::new(format!("the path parameter `{name}` isn't set")));
            }
        }
        rest = after;
    }
    path.push_str(rest);
    Ok(path)
}
