//! Parameters: how a value becomes part of a path, query, header or cookie.

mod encode;
mod form;
mod tree;

pub(crate) use encode::{Encoded, Place, encode};
pub use form::Encoding;
pub(crate) use form::{Pair, pairs};
#[cfg(feature = "cli")]
pub(crate) use tree::OrderedMembers;
pub(crate) use tree::{Tree, to_tree};

/// How a value that isn't a plain text is written, in OpenAPI's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `blue,black,brown`, in paths and headers.
    Simple,
    /// `.blue,black,brown`, in paths.
    Label,
    /// `;color=blue,black,brown`, in paths.
    Matrix,
    /// `color=blue&color=black&color=brown`, in queries and cookies.
    Form,
    /// `color=blue%20black%20brown`, in queries.
    SpaceDelimited,
    /// `color=blue%7Cblack%7Cbrown`, in queries.
    PipeDelimited,
    /// `color%5BR%5D=100&color%5BG%5D=200`, in queries.
    DeepObject,
    /// `color=blue; color=black`, in cookies: nothing is escaped.
    Cookie,
}

/// A parameter's wire name and the way in which it is written.
///
/// What isn't set follows OpenAPI's defaults for the place: `simple` in paths
/// and headers, `form` in queries and cookies; exploded where the style is
/// `form`.
///
/// ```
/// # use oas_runtime::Param;
/// const FIELDS: Param = Param::new("fields").explode(false);
///
/// assert_eq!(FIELDS.name(), "fields");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    name: &'static str,
    style: Option<Style>,
    explode: Option<bool>,
    reserved: bool,
    json: bool,
    sensitive: bool,
}

impl Param {
    /// A parameter with its wire name and the default style of its place.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            style: None,
            explode: None,
            reserved: false,
            json: false,
            sensitive: false,
        }
    }

    /// Sets the style.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }

    /// Sets whether each item of a list, or member of an object, stands for
    /// itself.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = Some(explode);
        self
    }

    /// Leaves reserved characters such as `/`, `:` and `,` as they are in a
    /// query or a path, of which the value may then be several segments.
    ///
    /// Those that would end the value, the query (`#`, `&`, `+`) or the path
    /// (`#`, `?`), and brackets are escaped all the same.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.reserved = true;
        self
    }

    /// Writes the value as JSON text, for parameters that are described by
    /// `content: application/json`.
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.json = true;
        self
    }

    /// Keeps the value out of messages: of errors, which tell the path that was
    /// called, and of headers out of `Debug`. Queries are in no message.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    pub(crate) const fn is_sensitive(&self) -> bool {
        self.sensitive
    }

    /// The wire name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}
