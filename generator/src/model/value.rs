//! What a schema says of one value besides its type.

use super::{Primitive, RustIdent, TypeId, TypeRef};
use crate::tree::Place;
use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

/// The default, example and bounds of a field, a parameter or a header.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ValueSpec {
    /// What the API takes where the value is missing.
    pub default: Option<serde_json::Value>,
    /// The same as Rust, of what callers give; found by analysis.
    pub known_default: Option<Preset>,
    /// The examples with their places.
    pub examples: Vec<(Place, serde_json::Value)>,
    /// What kind of text or number it is, as `date` or `uuid`.
    pub format: Option<String>,
    /// The least number that it may be.
    pub minimum: Option<Bound>,
    /// The greatest number that it may be.
    pub maximum: Option<Bound>,
    /// How many characters a text has at least.
    pub min_length: Option<usize>,
    /// How many characters a text has at most.
    pub max_length: Option<usize>,
    /// What a text matches.
    pub pattern: Option<String>,
    /// All of its bounds, for programs that check values.
    pub constraints: Vec<Constraint>,
    /// Bounds but `pattern` as sentences such as "At most 150.", in which no words are the
    /// document's.
    pub bounds: Vec<String>,
    /// The same of each item of a list, or value of a map.
    pub items: Option<Box<ValueSpec>>,
    /// What stands at each position of a list, where that is said. The last one is that of
    /// all further items, if there may be any.
    pub positions: Vec<ItemPosition>,
    /// What the name of each member of an object fits.
    pub name_pattern: Option<String>,
}

impl ValueSpec {
    /// One of the runtime's constraints that counts something, by its name.
    #[must_use]
    pub fn count(&self, wanted: &str) -> Option<u64> {
        let mut counts = self.constraints.iter();
        counts.find_map(|constraint| match constraint {
            Constraint::Count(name, limit) if *name == wanted => Some(*limit),
            _ => None,
        })
    }
}

/// A [`ValueSpec`] that takes no room where it says nothing, as that of most fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SparseSpec(Option<Box<ValueSpec>>);

impl From<ValueSpec> for SparseSpec {
    fn from(spec: ValueSpec) -> Self {
        Self((spec != ValueSpec::default()).then(|| Box::new(spec)))
    }
}

impl Deref for SparseSpec {
    type Target = ValueSpec;

    fn deref(&self) -> &ValueSpec {
        static NOTHING: LazyLock<ValueSpec> = LazyLock::new(ValueSpec::default);
        self.0.as_deref().unwrap_or_else(|| &NOTHING)
    }
}

impl DerefMut for SparseSpec {
    fn deref_mut(&mut self) -> &mut ValueSpec {
        self.0.get_or_insert_default()
    }
}

/// What stands at a position of a list whose items are a union.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemPosition {
    /// This alone.
    Value(serde_json::Value),
    /// The branch that is at this index among those that are more than one value.
    Branch(usize),
}

/// One bound of a value. Numbers are as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constraint {
    /// One of the runtime's constraints that counts something, by its name.
    Count(&'static str, u64),
    /// One that a number is compared with.
    Number(&'static str, String),
    /// What a text matches.
    Pattern(String),
    /// No item twice.
    UniqueItems,
}

/// A number on one side of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    /// The value may be this one.
    Inclusive(serde_json::Value),
    /// The value is beyond this one.
    Exclusive(serde_json::Value),
}

/// A default as the Rust that makes it.
#[derive(Debug, Clone, PartialEq)]
pub enum Preset {
    /// A literal of the field's own type.
    Literal(PresetLiteral),
    /// A literal that converts: a number of this primitive, a text, or a flag.
    Converted(Primitive, PresetLiteral),
    /// A variant of an enum.
    Variant(TypeId, RustIdent),
    /// A list of these.
    List(Vec<Preset>),
    /// A map of these, by their keys.
    Map(Vec<(String, Preset)>),
    /// Free-form JSON.
    Json(serde_json::Value),
    /// The type's own default: an empty list, map or object.
    Empty(TypeRef),
}

/// A value without parts.
#[derive(Debug, Clone, PartialEq)]
pub enum PresetLiteral {
    /// A string.
    Text(String),
    /// A boolean.
    Flag(bool),
    /// An integer that its type can hold.
    Integer(i64),
    /// Any other number.
    Float(f64),
}
