//! What `OpenAPI` documents consist of, as tables.
//!
//! Validation and normalisation both walk a document by what its objects are,
//! not by what their keys happen to be called: a property may be named `items`,
//! and an example may hold a `$ref`.

pub mod discriminators;
mod find;
mod objects;
mod pagination;
mod pattern;
mod schema;
mod types;
mod webhooks;

use crate::load::Version;
use crate::tree::Node;

pub(crate) use find::{find, reference, visit};
pub use pagination::{Carrier, PagingRule, TurnRule};
pub(crate) use pagination::{FORMS, form};
pub(crate) use pattern::pattern_syntax;
pub(crate) use types::{NUMERIC_FORMATS, is_of, required_alone, types_of};
pub(crate) use webhooks::{STANDARD_WEBHOOKS, webhook_signature};

/// A kind of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
}

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// Anything; it is data.
    Any,
    Text,
    Bool,
    /// A whole number that is not negative.
    Count,
    Number,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A boolean in 3.0, a number in 3.1.
    Exclusive,
    /// The name of a type, or in 3.1 a list of them.
    TypeName,
    /// An object, or a reference to one if `$ref` is allowed there.
    Object(Kind),
    /// A schema or a truth value.
    SchemaOrBool,
    List(&'static Shape),
    Map(&'static Shape),
}

impl Shape {
    /// Whether objects lie in such a value that may be references.
    pub(crate) fn holds_objects(self) -> bool {
        match self {
            Shape::Object(_) | Shape::SchemaOrBool => true,
            Shape::List(inside) | Shape::Map(inside) => inside.holds_objects(),
            _ => false,
        }
    }

    /// Whether a value has no parts to look into and is, at first sight, as it should
    /// be in every version.
    pub(crate) fn fits(self, node: &Node) -> bool {
        match (self, node) {
            (Shape::Any, _)
            | (Shape::Bool, Node::Bool(_))
            | (Shape::Number, Node::Integer(_) | Node::Float(_) | Node::Big(_)) => true,
            (Shape::Text, Node::String(text)) => text.len() <= MAX_TEXT,
            (Shape::Count, Node::Integer(count)) => *count >= 0,
            (Shape::Word(words), Node::String(word)) => words.contains(&word.as_str()),
            (Shape::TypeName, Node::String(name)) => matches!(
                name.as_str(),
                "string" | "number" | "integer" | "boolean" | "array" | "object"
            ),
            _ => false,
        }
    }
}

/// Whether a key may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Required,
    /// Required by 3.0 only.
    RequiredBy30,
    /// Required by 3.0 and 3.1.
    RequiredBy31,
    Optional,
}

/// Which versions know a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Since {
    /// All of them.
    V3_0,
    /// 3.1 and 3.2.
    V3_1,
    /// Only 3.2.
    V3_2,
}

/// One key of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownField {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) need: Need,
    pub(crate) since: Since,
}

impl KnownField {
    pub(crate) fn is_required(&self, version: Version) -> bool {
        match self.need {
            Need::Required => true,
            Need::RequiredBy30 => version == Version::V3_0,
            Need::RequiredBy31 => version <= Version::V3_1,
            Need::Optional => false,
        }
    }

    pub(crate) fn is_known_to(&self, version: Version) -> bool {
        match self.since {
            Since::V3_0 => true,
            Since::V3_1 => version >= Version::V3_1,
            Since::V3_2 => version >= Version::V3_2,
        }
    }
}

const fn required(name: &'static str, shape: Shape) -> KnownField {
    KnownField {
        name,
        shape,
        need: Need::Required,
        since: Since::V3_0,
    }
}

const fn optional(name: &'static str, shape: Shape) -> KnownField {
    KnownField {
        name,
        shape,
        need: Need::Optional,
        since: Since::V3_0,
    }
}

const fn newer(name: &'static str, shape: Shape) -> KnownField {
    KnownField {
        name,
        shape,
        need: Need::Optional,
        since: Since::V3_1,
    }
}

const fn newest(name: &'static str, shape: Shape) -> KnownField {
    KnownField {
        name,
        shape,
        need: Need::Optional,
        since: Since::V3_2,
    }
}

impl Kind {
    /// The keys of an object of this kind. `Paths`, `Responses` and `Callback`
    /// have others besides, see [`Kind::other`].
    pub(crate) fn fields(self) -> &'static [KnownField] {
        match self {
            Kind::Schema => schema::FIELDS,
            Kind::Paths | Kind::Callback => &[],
            Kind::Responses => objects::RESPONSES,
            other => objects::fields(other),
        }
    }

    /// The key of this name.
    pub(crate) fn field(self, name: &str) -> Option<&'static KnownField> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// What a key that is not in the table holds, for objects whose keys are
    /// data.
    pub(crate) fn other(self) -> Option<Shape> {
        match self {
            Kind::Paths | Kind::Callback => Some(Shape::Object(Kind::PathItem)),
            Kind::Responses => Some(Shape::Object(Kind::Response)),
            _ => None,
        }
    }

    /// What the member of this name holds.
    pub(crate) fn shape_of(self, key: &str) -> Option<Shape> {
        let field = self.field(key).map(|field| field.shape);
        if key.starts_with("x-") {
            return field;
        }
        field.or_else(|| self.other())
    }

    /// Whether `$ref` may stand in place of an object of this kind.
    pub(crate) fn may_be_reference(self) -> bool {
        matches!(
            self,
            Kind::PathItem
                | Kind::Parameter
                | Kind::RequestBody
                | Kind::Response
                | Kind::Callback
                | Kind::Example
                | Kind::Link
                | Kind::Header
                | Kind::Schema
                | Kind::SecurityScheme
        )
    }

    /// How a message calls an object of this kind.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::OpenApi => "a document",
            Kind::Info => "`info`",
            Kind::Contact => "`contact`",
            Kind::License => "`license`",
            Kind::Server => "a server",
            Kind::ServerVariable => "a server variable",
            Kind::Components => "`components`",
            Kind::Paths => "`paths`",
            Kind::PathItem => "a path item",
            Kind::Operation => "an operation",
            Kind::ExternalDocs => "`externalDocs`",
            Kind::Parameter => "a parameter",
            Kind::RequestBody => "a request body",
            Kind::MediaType => "a media type",
            Kind::Encoding => "an encoding",
            Kind::Responses => "`responses`",
            Kind::Response => "a response",
            Kind::Callback => "a callback",
            Kind::Example => "an example",
            Kind::Link => "a link",
            Kind::Header => "a header",
            Kind::Tag => "a tag",
            Kind::Schema => "a schema",
            Kind::Discriminator => "a discriminator",
            Kind::Xml => "`xml`",
            Kind::SecurityScheme => "a security scheme",
            Kind::OAuthFlows => "`flows`",
            Kind::OAuthFlow => "an OAuth flow",
        }
    }
}

/// Marks a schema whose `nullable` is a word of another version than its document's.
pub(crate) const FOREIGN_NULL: &str = "x-foreign-null";

/// Says of a list whose items are branches which of them stands at which position: its
/// index, or -1 for null. The last one is that of all further items, where there may be any.
pub(crate) const POSITIONS: &str = "x-positions";

/// Says of an object which patterns the names of its members fit, each one of them at least,
/// and which names are those of members that need not.
pub(crate) const NAMES: &str = "x-names";

/// Says of an object which members are required where another one has a value.
pub(crate) const REQUIRED_WHERE: &str = "x-required-where";

/// Some clients and proxies take no longer URL, and no API comes near it. A longer path
/// would be as much work for each of its parameters as it is long.
pub(crate) const MAX_PATH: usize = 2_000;

/// No description of the field has a tenth of this.
pub(crate) const MAX_TEXT: usize = 256_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_listed_twice() {
        for kind in [
            Kind::OpenApi,
            Kind::Operation,
            Kind::Parameter,
            Kind::Schema,
        ] {
            let mut names: Vec<_> = kind.fields().iter().map(|field| field.name).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{kind:?}");
        }
    }

    #[test]
    fn a_property_may_have_any_name() {
        assert!(matches!(
            Kind::Responses.shape_of("200"),
            Some(Shape::Object(Kind::Response))
        ));
        assert!(Kind::Paths.shape_of("x-internal").is_none());
        assert!(Kind::Info.shape_of("nothing").is_none());
    }
}
