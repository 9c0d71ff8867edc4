//! What a server does that its document doesn't say.

use http::Method;
use http::request::Parts;
use serde_json::Value;

use crate::api::Operation;
use crate::encoding::decoded;
use crate::ledger::Change;
use crate::schema::Problem;

/// The rules of one API, on top of what holds for every document.
///
/// All methods are called one at a time, and may change what the rules know.
pub trait Rules: Send + 'static {
    /// Whether a request is let in, apart from its credentials being there and
    /// of the right form. It has been routed, and not yet validated.
    ///
    /// # Errors
    ///
    /// The response, if it is not. It carries no figures of the rate limit.
    fn admit(&mut self, call: &Call<'_>) -> Result<(), MockResponse> {
        let _ = call;
        Ok(())
    }

    /// The response to a request that is valid by its schemas; `None` leaves it
    /// to what holds for every document.
    fn respond(&mut self, call: &mut Call<'_>) -> Option<MockResponse> {
        let _ = call;
        None
    }

    /// How the API says no; `None` leaves it to what its document says.
    fn refuse(&mut self, refusal: &Refusal, request_id: &str) -> Option<MockResponse> {
        let _ = (refusal, request_id);
        None
    }

    /// What the rules know, for the page.
    fn state(&self) -> Value {
        Value::Null
    }
}

/// No rules of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRules;

impl Rules for NoRules {}

/// A request that has been understood.
#[derive(Debug)]
pub struct Call<'a> {
    /// What it is for.
    pub operation: &'a Operation,
    /// Method, address and headers, as they came.
    pub head: &'a Parts,
    /// The body, if it is JSON or a form.
    pub body: Option<&'a Value>,
    /// The time, in seconds since 1970.
    pub now: u64,
    /// Which request this is, from 1.
    pub number: u64,
    /// The id of the request.
    pub request_id: &'a str,
    pub(crate) path: &'a [(String, String)],
    pub(crate) query: &'a [(String, String)],
    pub(crate) done: Vec<(Origin, Change, String, String)>,
}

/// Which request something is done for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub(crate) request: u64,
    pub(crate) request_id: String,
    pub(crate) marker: Option<String>,
    pub(crate) operation: String,
}

impl Call<'_> {
    /// The value of a variable of the path; empty if there is none.
    #[must_use]
    pub fn path(&self, name: &str) -> String {
        let found = self.path.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| decoded(value)).unwrap_or_default()
    }

    /// The first value of a parameter of the query.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A header, if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name)?.to_str().ok()
    }

    /// Says that something was done, for the ledger.
    pub fn commit(&mut self, change: Change, kind: impl Into<String>, id: impl Into<String>) {
        let origin = self.origin();
        self.commit_for(origin, change, kind, id);
    }

    /// Says that something was done that an earlier request had asked for.
    pub fn commit_for(
        &mut self,
        origin: Origin,
        change: Change,
        kind: impl Into<String>,
        id: impl Into<String>,
    ) {
        self.done.push((origin, change, kind.into(), id.into()));
    }

    /// This request, to be remembered for what is done later.
    #[must_use]
    pub fn origin(&self) -> Origin {
        Origin {
            request: self.number,
            request_id: self.request_id.to_owned(),
            marker: self.header("x-mock-marker").map(str::to_owned),
            operation: self.operation.id.clone(),
        }
    }
}

/// Why a request gets no response of success.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Refusal {
    /// There is no such path.
    NoPath,
    /// The path has other methods: these.
    NoMethod(Vec<Method>),
    /// Credentials are missing or malformed, as the sentence says.
    Unauthorized(String),
    /// Too many requests; the Unix second at which to go on.
    RateLimited(u64),
    /// The request doesn't fit its schemas.
    Invalid(Vec<Problem>),
    /// A body of this operation has one of these media types.
    MediaType(Vec<String>),
    /// A response of this operation has one of these media types.
    NotAcceptable(Vec<String>),
    /// There is nothing of this id.
    Unknown(String),
    /// `Prefer` asks for what the document doesn't have.
    NoSuchResponse(String),
    /// No more can be kept.
    Full,
}

impl Refusal {
    /// The status, where the document names none that fits better.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::NoPath | Self::Unknown(_) | Self::NoSuchResponse(_) => 404,
            Self::NoMethod(_) => 405,
            Self::Unauthorized(_) => 401,
            Self::RateLimited(_) => 429,
            Self::Invalid(_) => 400,
            Self::MediaType(_) => 415,
            Self::NotAcceptable(_) => 406,
            Self::Full => 507,
        }
    }

    /// What it is about, in a word or two.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::NoPath => "no such path",
            Self::NoMethod(_) => "no such method",
            Self::Unauthorized(_) => "not authorised",
            Self::RateLimited(_) => "too many requests",
            Self::Invalid(_) => "the request is not valid",
            Self::MediaType(_) => "no such media type",
            Self::NotAcceptable(_) => "not acceptable",
            Self::Unknown(_) => "not found",
            Self::NoSuchResponse(_) => "no such response",
            Self::Full => "no room for more",
        }
    }

    /// What exactly, in a sentence or several.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Self::NoPath => "the document has no such path".to_owned(),
            Self::NoMethod(methods) => {
                let names: Vec<&str> = methods.iter().map(Method::as_str).collect();
                format!("this path has {}", names.join(", "))
            }
            Self::Unauthorized(reason) | Self::NoSuchResponse(reason) => reason.clone(),
            Self::RateLimited(reset) => format!("go on at {reset}"),
            Self::Invalid(problems) => {
                let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
                problems.join("; ")
            }
            Self::MediaType(names) => format!("the body may be {}", names.join(", ")),
            Self::NotAcceptable(names) => format!("the response may be {}", names.join(", ")),
            Self::Unknown(id) => format!("there is no `{id}`"),
            Self::Full => "the mock keeps no more: delete something, or start it anew".to_owned(),
        }
    }
}

/// What a server responds.
#[derive(Clone, Debug, PartialEq)]
pub struct MockResponse {
    /// The status.
    pub status: u16,
    /// Headers besides those that every response has.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub content: Content,
}

/// The body of a response.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// There is none.
    None,
    /// JSON, of this media type.
    Json(String, Value),
    /// Anything else: a media type, and a text of it.
    Text(String, String),
}

impl Content {
    /// The value, if it is JSON.
    #[must_use]
    pub fn as_json(&self) -> Option<&Value> {
        match self {
            Self::Json(_, value) => Some(value),
            Self::None | Self::Text(..) => None,
        }
    }
}

impl MockResponse {
    /// A response of JSON.
    #[must_use]
    pub fn json(status: u16, value: Value) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content: Content::Json("application/json".to_owned(), value),
        }
    }

    /// A response without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content: Content::None,
        }
    }

    /// The same with another header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}
