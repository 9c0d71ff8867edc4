//! Unions: `oneOf` and `anyOf`.

use super::{RustIdent, SparseSpec, TypeRef, Variant};

/// A type that is one of several.
#[derive(Debug, Clone)]
pub struct UnionDef {
    /// The branches, in document order.
    pub variants: Vec<UnionVariant>,
    /// Branches of one value, which is all that there is to say.
    pub values: Vec<Variant<serde_json::Value>>,
    /// The variant that keeps the raw JSON when no branch fits.
    pub unknown: Option<RustIdent>,
    /// The document's `discriminator.propertyName`.
    pub discriminator: Option<String>,
}

/// A branch of a union.
#[derive(Debug, Clone)]
pub struct UnionVariant {
    /// The variant's name.
    pub name: RustIdent,
    /// What it holds.
    pub ty: TypeRef,
    /// How it is told from the others; found by analysis.
    pub rule: Rule,
    /// The discriminator's values that stand for this branch.
    pub tags: Vec<String>,
    /// Whether it is meant where no value of the discriminator says otherwise.
    pub is_default: bool,
    /// A short constructor (`TicketContact::id("…")`); found by analysis.
    pub constructor: Option<RustIdent>,
    /// The methods that give what it holds: `as_x` and `into_x`; found by analysis.
    pub accessors: Option<(RustIdent, RustIdent)>,
    /// What its schema says besides the type.
    pub value: SparseSpec,
    /// What its schema asserts that another branch's contradicts.
    pub assertions: Vec<Assertion>,
    /// What the document says of the branch.
    pub description: Option<String>,
}

/// How a branch is recognised in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Rule {
    /// Nothing tells it: it is tried when its turn comes.
    #[default]
    Any,
    /// A member holds one of these strings.
    Tag(String, Vec<String>),
    /// A member, which may be missing, holds one of these strings.
    TagIfPresent(String, Vec<String>),
    /// A member further down, to which these lead, holds one of these strings.
    InnerTag(Vec<String>, Vec<String>),
    /// All these members are there.
    Keys(Vec<String>),
    /// The value is of one of these JSON types.
    Kinds(Vec<JsonKind>),
    /// The value is one of these strings.
    Values(Vec<String>),
    /// The value is of this JSON type, and rather of this branch if all this holds.
    Assertions(JsonKind, Vec<Assertion>),
}

/// What a schema asserts of a value, as JSON Schema's words do: of one of another JSON type
/// than it speaks of, nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Assertion {
    /// It is of one of these JSON types.
    Types(Vec<JsonKind>),
    /// It is one of these.
    Values(Vec<serde_json::Value>),
    /// How a number compares with one, by the runtime's name, and that one's digits.
    Bound(&'static str, String),
    /// So many characters, at least and at most.
    Length(u64, Option<u64>),
    /// A text has a part that this describes.
    Pattern(String),
    /// So many items, at least and at most.
    Items(u64, Option<u64>),
    /// So many members, at least and at most.
    Properties(u64, Option<u64>),
    /// The name of each member is one that is declared, the first of these, or fits one of
    /// the patterns.
    Names(Vec<String>, Vec<String>),
    /// What holds of the item at an index, if there is one.
    Item(usize, Vec<Assertion>),
    /// A member is there, and this holds of it.
    Member(String, Vec<Assertion>),
    /// This holds of a member, if it is there.
    Optional(String, Vec<Assertion>),
}

impl Rule {
    /// Whether a pattern tells the branch.
    #[must_use]
    pub fn has_pattern(&self) -> bool {
        matches!(self, Self::Assertions(_, all) if all.iter().any(Assertion::has_pattern))
    }
}

impl Assertion {
    fn has_pattern(&self) -> bool {
        match self {
            Self::Pattern(_) | Self::Names(..) => true,
            Self::Item(_, all) | Self::Member(_, all) | Self::Optional(_, all) => {
                all.iter().any(Self::has_pattern)
            }
            _ => false,
        }
    }
}

impl JsonKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Null,
        Self::Boolean,
        Self::Integer,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// The type of a value.
    #[must_use]
    pub fn of(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) if number.is_f64() => Self::Number,
            Value::Number(_) => Self::Integer,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }
}

/// JSON's types, with integers apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// A number.
    Number,
    /// A string.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}
