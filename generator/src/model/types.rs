//! Types: what a schema becomes.

use super::{
    AddedAttributes, Codec, Demand, Derive, Field, FieldShape, Presence, Primitive, RustIdent,
    TypeId, UnionDef, ValueSpec, WireName,
};
use crate::tree::Place;

/// A named type.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Its name in Rust.
    pub name: RustIdent,
    /// The module (and so the file) that holds it: that of the component it
    /// belongs to.
    pub module: RustIdent,
    /// What it was called when that name was published, until the lock forgets it.
    pub former: Option<RustIdent>,
    /// What the component is called in the document, if it is one.
    pub component: Option<WireName>,
    /// Where its schema stands.
    pub place: Place,
    /// What the document says of it.
    pub docs: Docs,
    /// What it is.
    pub kind: TypeKind,
    /// Which way it travels; found by analysis.
    pub usage: Usage,
    /// It is merged into others by `allOf`. If nothing else refers to it, it
    /// is no type of its own.
    pub merged: bool,
    /// What it is called in requests and in responses, where these hold two forms
    /// of it.
    pub forms: Option<Forms>,
    /// The type that travels the other way in its place; found by analysis.
    pub counterpart: Option<TypeId>,
    /// Whether what is received has all that is sent in its place; found by analysis.
    pub converts: bool,
    /// What it derives beside `Debug`, `Clone` and `PartialEq`; found by analysis.
    pub derives: Vec<Derive>,
    /// Whether anything in it has a bound that requests are held against; found by
    /// analysis.
    pub checked: bool,
    /// The features of which any has its file built, where tags are features; none if it
    /// is always built.
    pub features: Vec<RustIdent>,
    /// What the configuration adds; found by analysis.
    pub added: AddedAttributes,
    /// Its schema, where the configuration asks for it.
    pub json_schema: Option<JsonSchema>,
    /// The schema's own examples.
    pub examples: Vec<(Place, serde_json::Value)>,
}

impl TypeDef {
    /// All names of types that are emitted for it.
    pub(crate) fn names(&self) -> impl Iterator<Item = &RustIdent> {
        let own = std::iter::once(&self.name);
        own.chain(&self.former).chain(self.required_name())
    }

    /// The name of the struct that its constructor takes, if there is one.
    #[must_use]
    pub fn required_name(&self) -> Option<&RustIdent> {
        match &self.kind {
            TypeKind::Struct(def) => def.required_name.as_ref(),
            _ => None,
        }
    }

    pub(crate) fn be_called(&mut self, names: FormNames) {
        self.name = names.name;
        if let TypeKind::Struct(def) = &mut self.kind {
            def.required_name = names.required_name;
        }
    }
}

/// The names of a type that is of one form in requests and of another in
/// responses. Lowering claims them wherever the two may differ, since usage is not
/// known yet.
#[derive(Debug, Clone)]
pub struct Forms {
    /// Of what is sent.
    pub request: FormNames,
    /// Of what is received.
    pub response: FormNames,
}

/// The names of one form.
#[derive(Debug, Clone)]
pub struct FormNames {
    /// The type's own.
    pub name: RustIdent,
    /// That of what its constructor takes.
    pub required_name: Option<RustIdent>,
}

/// What the document says of a thing, as Markdown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Docs {
    /// `title`, or an operation's `summary`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
}

/// The JSON Schema of a type, in which `$ref` names other types.
#[derive(Debug, Clone)]
pub struct JsonSchema {
    /// The schema.
    pub value: serde_json::Value,
    /// What is referred to.
    pub references: Vec<(String, TypeId)>,
}

/// Rust's forms of a schema.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// An object with declared properties.
    Struct(StructDef),
    /// An `enum` of strings or integers.
    Enum(EnumDef),
    /// A `oneOf` or `anyOf`.
    Union(UnionDef),
    /// A component that is only another name for a type.
    Alias(Alias),
    /// A primitive with a type of its own (`x-newtype`).
    Newtype(Newtype),
}

/// Another name for a type.
#[derive(Debug, Clone)]
pub struct Alias {
    /// The type it stands for.
    pub target: TypeRef,
    /// How it is read where that isn't the type's own way.
    pub codec: Option<Codec>,
}

/// A primitive with a type of its own.
#[derive(Debug, Clone)]
pub struct Newtype {
    /// What it wraps.
    pub inner: Primitive,
    /// Whether responses may hold it in another JSON type.
    pub lenience: Lenience,
    /// What its schema says besides the type.
    pub value: Box<ValueSpec>,
}

/// Whether a value may arrive in another JSON type than the declared one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lenience {
    /// Only as declared.
    #[default]
    Strict,
    /// A number for a string and the reverse.
    Lenient,
}

/// An object with declared properties.
#[derive(Debug, Clone, Default)]
pub struct StructDef {
    /// Its fields, in document order.
    pub fields: Vec<Field>,
    /// The struct that a constructor takes in place of more positional arguments
    /// than anybody can tell apart. Lowering claims its name wherever it may be
    /// needed, and analysis takes it away where it isn't.
    pub required_name: Option<RustIdent>,
    /// Members that are always the same and therefore not fields.
    pub constants: Vec<Constant>,
    /// The member by which a discriminator knows the object.
    pub tags: Vec<WireName>,
    /// Members that travel the other way alone, and so are not fields either.
    pub omitted: Vec<WireName>,
    /// Which members go together: the type can't say it.
    pub demands: Vec<Demand>,
    /// The field that a bare string stands for (`x-lenient: name`).
    pub bare: Option<RustIdent>,
    /// Where properties that are not declared go.
    pub rest: Option<Rest>,
}

/// How many arguments a constructor takes by their positions.
pub const MAX_ARGUMENTS: usize = 6;

impl StructDef {
    /// The fields that a constructor takes, in the order of the properties:
    /// the list in `required` has none, and nobody thinks of callers who moves a
    /// name in it.
    pub fn given(&self) -> impl Iterator<Item = &Field> + Clone {
        let fields = self.fields.iter();
        fields.filter(|field| field.shape == FieldShape::Plain && field.preset.is_none())
    }
}

/// The field that takes what is not declared.
#[derive(Debug, Clone)]
pub struct Rest {
    /// The field's name.
    pub name: RustIdent,
    /// The type of each value.
    pub value: TypeRef,
}

/// A member that is always sent with one value.
#[derive(Debug, Clone)]
pub struct Constant {
    /// The member's name.
    pub wire: WireName,
    /// Its value: a string, a boolean or a number.
    pub value: serde_json::Value,
    /// Whether the schema demands it.
    pub presence: Presence,
    /// Where it stands.
    pub place: Place,
    /// The private field that keeps another value, if the type is also read.
    pub kept: Option<RustIdent>,
}

/// A use of a type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TypeRef {
    /// A type that every program has.
    Primitive(Primitive),
    /// One of ours.
    Named(TypeId),
    /// A list.
    List(Box<TypeRef>),
    /// An object with free keys.
    Map(Box<TypeRef>),
    /// Inside a list, a map or a union: null or a value.
    Optional(Box<TypeRef>),
    /// On the heap, because the type would otherwise contain itself or be too large.
    Boxed(Box<TypeRef>),
    /// Any JSON.
    Any,
    /// A type of the user's own, by its path. Only fields hold one, for only
    /// they can say how it is read.
    External(String),
}

impl TypeRef {
    /// A type that the configuration may name without a path.
    #[must_use]
    pub fn builtin(name: &str) -> Option<Self> {
        Some(Self::Primitive(match name {
            "string" => Primitive::String,
            "boolean" => Primitive::Boolean,
            "i8" => Primitive::I8,
            "i16" => Primitive::I16,
            "u8" => Primitive::U8,
            "u16" => Primitive::U16,
            "i32" => Primitive::I32,
            "i64" => Primitive::I64,
            "u32" => Primitive::U32,
            "u64" => Primitive::U64,
            "f32" => Primitive::F32,
            "f64" => Primitive::F64,
            "unix-time" => Primitive::UnixTime,
            "json" => return Some(Self::Any),
            _ => return None,
        }))
    }

    /// The type inside lists, maps, boxes and options.
    #[must_use]
    pub fn innermost(&self) -> &TypeRef {
        let mut here = self;
        while let Self::List(inner)
        | Self::Map(inner)
        | Self::Optional(inner)
        | Self::Boxed(inner) = here
        {
            here = inner;
        }
        here
    }

    /// The same, to be changed.
    pub(crate) fn innermost_mut(&mut self) -> &mut TypeRef {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Optional(inner) | Self::Boxed(inner) => {
                inner.innermost_mut()
            }
            other => other,
        }
    }
}

/// An `enum` of a document.
#[derive(Debug, Clone)]
pub struct EnumDef {
    /// Its values, in document order.
    pub values: EnumValues,
    /// The variant that keeps what the document doesn't know; `None` for a
    /// closed enum.
    pub unknown: Option<RustIdent>,
    /// Whether the schema allows any other string as well.
    pub extensible: bool,
}

impl EnumDef {
    /// The value that is the only one, if the schema allows no other.
    #[must_use]
    pub fn only_value(&self) -> Option<serde_json::Value> {
        match &self.values {
            EnumValues::Strings(values) => match values.as_slice() {
                [only] if !self.extensible => Some(only.value.as_str().into()),
                _ => None,
            },
            EnumValues::Integers(values) => match values.as_slice() {
                [only] if !self.extensible => Some(only.value.into()),
                _ => None,
            },
        }
    }
}

/// The values of an enum, all of one JSON type.
#[derive(Debug, Clone)]
pub enum EnumValues {
    /// Strings.
    Strings(Vec<Variant<String>>),
    /// Integers.
    Integers(Vec<Variant<i64>>),
}

/// One value of an enum.
#[derive(Debug, Clone)]
pub struct Variant<T> {
    /// The variant's name.
    pub name: RustIdent,
    /// The value that travels.
    pub value: T,
    /// What the document says of it.
    pub description: Option<String>,
}

/// Which way a type travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Some request holds it.
    pub request: bool,
    /// Some response holds it.
    pub response: bool,
    /// It lives on in the types that it is merged into, and only there.
    pub nowhere: bool,
}

impl Usage {
    /// Sent, and never received.
    #[must_use]
    pub fn request_only(self) -> bool {
        self.request && !self.response
    }
}
