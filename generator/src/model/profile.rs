//! What is true of the API as a whole.

use super::{Parameter, RustIdent, WireName};

/// Servers, security, headers of its own and the shape of errors.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// The name of the enum of servers, such as `Region`.
    pub server_enum: Option<RustIdent>,
    /// The method of the builder that chooses one of them.
    pub server_method: Option<RustIdent>,
    /// The documented servers; the first is the default.
    pub servers: Vec<Server>,
    /// The path at which the API begins, where the document names no host.
    pub base_path: Option<String>,
    /// Headers that are sent by themselves: name and value.
    pub headers: Vec<(String, String)>,
    /// Header parameters that every operation takes, and that the client
    /// therefore has.
    pub common: Vec<Parameter>,
    /// The security schemes.
    pub schemes: Vec<Scheme>,
    /// The security of operations that don't say: any of these, each all of its
    /// schemes. Empty: none.
    pub security: Vec<Vec<String>>,
    /// Where the members of an error are.
    pub error: Option<ErrorEnvelope>,
    /// The headers that carry the rate limit.
    pub rate_limit: Option<RateLimit>,
    /// The header that carries the request id.
    pub request_id: Option<String>,
    /// Members and parameters whose values aren't meant for other eyes.
    pub sensitive: Vec<String>,
}

/// A server.
#[derive(Debug, Clone)]
pub struct Server {
    /// The variant's name.
    pub name: RustIdent,
    /// Its URL, without a trailing slash.
    pub url: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// What its URL is made of, if that has variables: `url` is the one that
    /// has them as they are by default.
    pub template: Option<ServerTemplate>,
}

/// A URL with variables.
#[derive(Debug, Clone)]
pub struct ServerTemplate {
    /// The name of the type that holds the variables.
    pub name: RustIdent,
    /// The URL, with variables in braces and without a trailing slash.
    pub text: String,
    /// Its variables, in document order.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a URL.
#[derive(Debug, Clone)]
pub struct ServerVariable {
    /// Its field.
    pub name: RustIdent,
    /// Its name in the URL.
    pub wire: WireName,
    /// Its value unless the caller sets one.
    pub default: String,
    /// The values that the document allows, if it lists any.
    pub values: Vec<String>,
    /// What the document says of it.
    pub description: Option<String>,
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Its key under `components.securitySchemes`.
    pub name: String,
    /// What it is.
    pub kind: SchemeKind,
    /// What the document says of it.
    pub description: Option<String>,
}

/// OpenAPI's kinds of security, by what is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …`: also `OAuth2` and `OpenID` Connect.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A key.
    ApiKey(KeyLocation, String),
    /// Something that is left to the transport or the caller, as the document
    /// calls it: `mutualTLS`, `digest`.
    External(String),
}

/// Where a key travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyLocation {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

/// JSON pointers into an error's body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorEnvelope {
    /// To the machine-readable code.
    pub code: Option<String>,
    /// To the message for people.
    pub message: Option<String>,
    /// To the name of the field that is at fault.
    pub field: Option<String>,
    /// To the request's id.
    pub request_id: Option<String>,
}

/// Names of the rate limit's headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateLimit {
    /// Requests in a window.
    pub limit: String,
    /// Requests left.
    pub remaining: String,
    /// When the window ends, in Unix seconds.
    pub reset: String,
}
