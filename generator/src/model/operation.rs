//! Operations: a method and a path, what goes in and what comes out.

use super::{
    Alternative, BodyKind, Derive, Docs, Method, Pagination, Payload, Polling, Repeats, RustIdent,
    TypeRef, ValueSpec, WireName,
};
use crate::tree::Place;

/// An operation of the API.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `operationId`, or what stands in for it.
    pub id: String,
    /// The method's name in Rust.
    pub name: RustIdent,
    /// What the method was called when that name was published, until the lock forgets it.
    pub former: Option<RustIdent>,
    /// What tests call its stub.
    pub stub: RustIdent,
    /// The HTTP method.
    pub method: Method,
    /// Its base URL, where that is another one than the API's.
    pub server: Option<String>,
    /// The path template, without query and fragment.
    pub path: String,
    /// What the document writes behind the `?` of a path: always sent.
    pub fixed_query: Vec<(String, String)>,
    /// Summary and description.
    pub docs: Docs,
    /// Parameters that have one value, which is always sent.
    pub constants: Vec<Parameter>,
    /// Parameters that must be given, in document order; path parameters
    /// first.
    pub required: Vec<Parameter>,
    /// Parameters that may be given, in a type of their own.
    pub optional: Option<ParamsType>,
    /// The request body.
    pub body: Option<Body>,
    /// What a success gives.
    pub success: Success,
    /// The redirects that are responses like any success, where the success is
    /// not told by status.
    pub redirects: Vec<Status>,
    /// Every documented response, errors included.
    pub responses: Responses,
    /// The media types that are asked for; `None` for plain JSON.
    pub accept: Option<String>,
    /// Its other methods, for bodies and responses of other kinds.
    pub alternatives: Vec<Alternative>,
    /// How to turn pages.
    pub pagination: Option<Pagination>,
    /// What it says of work in the background; found in the finished model.
    pub polling: Option<Box<Polling>>,
    /// The operation's own security, where it has one.
    pub security: Option<Vec<Vec<String>>>,
    /// What a repeat does, where the method doesn't say it.
    pub repeats: Repeats,
    /// Where it stands.
    pub place: Place,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name in Rust.
    pub name: RustIdent,
    /// Its name on the wire.
    pub wire: WireName,
    /// Where it travels.
    pub location: Location,
    /// Its type.
    pub ty: TypeRef,
    /// The one value that the schema allows, if there is just one.
    pub constant: Option<serde_json::Value>,
    /// How a list or an object is written.
    pub style: ParameterStyle,
    /// Whether no message may show its value.
    pub sensitive: bool,
    /// What the document says of it.
    pub docs: Docs,
    /// Its default, example and bounds.
    pub value: ValueSpec,
    /// Where it stands.
    pub place: Place,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// The query as a whole.
    QueryString,
}

impl Location {
    /// The location that a parameter's `in` names.
    #[must_use]
    pub fn read(word: &str) -> Option<Location> {
        Some(match word {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" => Location::Header,
            "cookie" => Location::Cookie,
            "querystring" => Location::QueryString,
            _ => return None,
        })
    }
}

/// OpenAPI's `style` and `explode`, where they differ from the location's
/// defaults.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParameterStyle {
    /// `style`: the runtime's variant name.
    pub style: Option<&'static str>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// The value is JSON text: the parameter has a `content`.
    pub json: bool,
}

impl ParameterStyle {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// The type that holds an operation's optional parameters.
#[derive(Debug, Clone)]
pub struct ParamsType {
    /// Its name.
    pub name: RustIdent,
    /// Its fields.
    pub fields: Vec<Parameter>,
    /// What it derives beside `Debug`, `Clone`, `PartialEq` and `Default`; found by
    /// analysis.
    pub derives: Vec<Derive>,
}

/// How a body is made to ask for a stream.
#[derive(Debug, Clone)]
pub enum Switch {
    /// By a setter.
    Setter(RustIdent),
    /// By a setter that takes nothing, since the member is always `true`.
    Constant(RustIdent),
    /// By a field, which every body has.
    Field(RustIdent),
}

impl Switch {
    /// What the setter or the field is called.
    #[must_use]
    pub fn name(&self) -> &RustIdent {
        match self {
            Self::Setter(name) | Self::Constant(name) | Self::Field(name) => name,
        }
    }
}

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// The argument's name.
    pub name: RustIdent,
    /// Its type; of no account where the caller gives text or bytes.
    pub ty: TypeRef,
    /// How it is written.
    pub kind: BodyKind,
    /// What it is sent as.
    pub media_type: String,
    /// Other media types in which the API takes the same.
    pub other_media_types: Vec<String>,
    /// Whether the document requires it.
    pub required: bool,
    /// Whether null is a body as well.
    pub nullable: bool,
    /// The member that asks for a stream, where that is what the method responds with.
    pub switch: Option<Switch>,
    /// What its schema says besides the type.
    pub value: ValueSpec,
    /// What the document says of it.
    pub description: Option<String>,
    /// The document's examples.
    pub examples: Vec<NamedExample>,
}

/// An example of a body or a response.
#[derive(Debug, Clone)]
pub struct NamedExample {
    /// Its key, or `example`.
    pub name: String,
    /// The JSON.
    pub value: serde_json::Value,
    /// Where it stands.
    pub place: Place,
}

/// What a successful call returns.
#[derive(Debug, Clone)]
pub enum Success {
    /// Nothing.
    Empty,
    /// The same for every status.
    Of(Payload),
    /// One type a status.
    ByStatus {
        /// The enum's name.
        name: RustIdent,
        /// Its variants.
        variants: Vec<StatusVariant>,
    },
}

/// A variant of a response that depends on the status.
#[derive(Debug, Clone)]
pub struct StatusVariant {
    /// The variant's name.
    pub name: RustIdent,
    /// The status.
    pub status: Status,
    /// What it holds; `None` for a response without a body.
    pub payload: Option<Payload>,
    /// What the document says of it.
    pub description: Option<String>,
}

/// The documented responses of an operation.
#[derive(Debug, Clone, Default)]
pub struct Responses(pub Vec<DocumentedResponse>);

/// One documented response.
#[derive(Debug, Clone)]
pub struct DocumentedResponse {
    /// Its status.
    pub status: Status,
    /// What it holds, if that is described.
    pub payload: Option<Payload>,
    /// What the document says of it.
    pub description: Option<String>,
    /// Its headers, by the names of their constants.
    pub headers: Vec<RustIdent>,
    /// The document's examples.
    pub examples: Vec<NamedExample>,
}

/// A key of `responses`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Code(u16),
    /// A hundred of them, such as `4XX`: its first digit.
    Range(u8),
    /// `default`.
    Default,
}

impl Status {
    /// Whether the status (or all of the range) is a success.
    #[must_use]
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }

    /// Whether it sends the client elsewhere, or to what it has (304).
    #[must_use]
    pub fn is_redirect(self) -> bool {
        matches!(self, Self::Code(300..=399) | Self::Range(3))
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}
