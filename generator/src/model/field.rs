//! Properties: what they hold, and how they show in Rust.

use super::{Docs, Preset, RustIdent, SparseSpec, TypeRef, WireName};
use crate::tree::Place;

/// A property.
#[derive(Debug, Clone)]
pub struct Field {
    /// The field's name.
    pub name: RustIdent,
    /// For three-state fields: the method that sends null.
    pub clear_name: Option<RustIdent>,
    /// The property's name.
    pub wire: WireName,
    /// The type of a value that is there.
    pub ty: TypeRef,
    /// Whether the property may be missing or null.
    pub presence: Presence,
    /// Whether null is said by the word of another version (`nullable` in 3.1): responses
    /// may hold it, but a schema of the document's version forbids to send it.
    pub foreign_null: bool,
    /// Which way the property travels.
    pub access: Access,
    /// How presence shows in Rust; found by analysis.
    pub shape: FieldShape,
    /// How the value is written where that isn't its type's own way.
    pub codec: Option<Codec>,
    /// What the document says of it.
    pub docs: Docs,
    /// The one value that the schema allows, if there is just one.
    pub constant: Option<serde_json::Value>,
    /// Its default, example and bounds.
    pub value: SparseSpec,
    /// What a constructor sets it to by itself: the default of a required field
    /// of a request; found by analysis.
    pub preset: Option<Preset>,
    /// Where the property stands.
    pub place: Place,
}

impl Field {
    /// Whether a request has a setter of it, and doesn't take it at once.
    #[must_use]
    pub fn is_settable(&self) -> bool {
        self.shape != FieldShape::Plain || self.preset.is_some()
    }
}

/// Which way a property travels, by `readOnly` and `writeOnly`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// In requests and in responses.
    #[default]
    Both,
    /// In responses alone.
    ReadOnly,
    /// In requests alone.
    WriteOnly,
}

impl Access {
    /// Whether the property travels this way.
    #[must_use]
    pub fn allows(self, direction: Direction) -> bool {
        match direction {
            Direction::Request => self != Self::ReadOnly,
            Direction::Response => self != Self::WriteOnly,
        }
    }
}

/// From the client to the API or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the API.
    Request,
    /// From the API.
    Response,
}

/// Whether a property may be missing or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// There, and not null.
    Required,
    /// There or not, but not null.
    Optional,
    /// There, and perhaps null.
    Nullable,
    /// Anything.
    OptionalNullable,
}

impl Presence {
    /// From OpenAPI's two independent facts.
    #[must_use]
    pub fn of(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (false, false) => Self::Optional,
            (true, true) => Self::Nullable,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// Whether null fits the schema.
    #[must_use]
    pub fn allows_null(self) -> bool {
        matches!(self, Self::Nullable | Self::OptionalNullable)
    }

    /// Whether the schema lists the property under `required`.
    #[must_use]
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::Nullable)
    }
}

/// How a field's presence shows in Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldShape {
    /// `T`.
    #[default]
    Plain,
    /// `Option<T>`, left out when `None`.
    Option,
    /// `Option<T>`, written as null when `None`.
    Null,
    /// `Patch<T>`: leave, clear or set.
    Patch,
}

/// A way to read and write a value that is not its type's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// A string type that travels as a number.
    Number,
    /// A number type that travels as a string.
    Text,
    /// Read from more JSON types than declared.
    Lenient,
    /// Read and written by serde's own traits.
    Serde,
}
