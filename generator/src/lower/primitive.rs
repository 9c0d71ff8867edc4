//! Primitives: `type` and `format`, our `x-newtype` and `x-lenient`.

use super::context::LoweringContext;
use super::lowered::Lowered;
use super::schema::SchemaLowerer;
use super::view::SchemaView;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::model::{Codec, Lenience, Newtype, Primitive, ScalarFormat, TypeKind, TypeRef};
use serde_json::Value;

impl SchemaLowerer<'_> {
    /// A schema with a primitive `type`, or none at all.
    pub(super) fn primitive(&mut self, view: &SchemaView) -> Lowered {
        if let Some(lowered) = self.borrowed_newtype(view) {
            return lowered;
        }
        if let Some(lowered) = self.chosen(view) {
            return lowered;
        }
        let constant = constant(view);
        let Some(primitive) = primitive_of(view, constant.as_ref()) else {
            return Lowered {
                constant,
                ..Lowered::plain(TypeRef::Any)
            };
        };
        // Whether a form holds it, and it really is a file, is found later.
        let binary = view.shape.format.as_deref() == Some("binary");
        let primitive = match primitive {
            Primitive::String if binary && constant.is_none() => Primitive::File,
            other => other,
        };
        let primitive = match self.context.scalar(view) {
            Some(scalar) if constant.is_none() => scalar,
            _ => primitive,
        };
        // Times are read from numbers and numeric strings as it is.
        let lenient = lenience(view) == Lenience::Lenient && primitive != Primitive::UnixTime;
        let codec = lenient.then_some(Codec::Lenient);
        Lowered {
            codec,
            constant,
            ..Lowered::plain(TypeRef::Primitive(primitive))
        }
    }

    /// What the configuration chooses for the schema's format.
    fn chosen(&mut self, view: &SchemaView) -> Option<Lowered> {
        let format = view.shape.format.as_deref()?;
        let underscored = format.replace('-', "_");
        let types = &self.context.config.types;
        let (key, chosen) = types
            .get_key_value(format)
            .or_else(|| types.get_key_value(&underscored))?;
        self.names.effects.note("types", key);
        Some(match TypeRef::builtin(chosen) {
            Some(ty) => Lowered::plain(ty),
            None => external(chosen),
        })
    }

    /// `x-newtype: admin_id`: the type of another component with this schema's
    /// wire type.
    fn borrowed_newtype(&mut self, view: &SchemaView) -> Option<Lowered> {
        let name = view.extension_text("x-newtype")?.to_owned();
        let root = self.context.document.root_place();
        let place = root.key("components").key("schemas").key(&name);
        let lowered = self.component_newtype(&place);
        let Some((lowered, inner)) = lowered else {
            let diagnostic = Diagnostic::error(
                Code::ExtensionValue,
                format!("`x-newtype` names `{name}`, which is no component with `x-newtype: true`"),
            )
            .at(&view.place.key("x-newtype"), "no such newtype")
            .help("name a component schema of primitive type that says `x-newtype: true`");
            self.names.report(diagnostic);
            return None;
        };
        let codec = match (inner, primitive_of(view, None)) {
            (Primitive::String, Some(wire)) if wire != Primitive::String => Some(Codec::Number),
            (inner, Some(Primitive::String)) if inner != Primitive::String => Some(Codec::Text),
            _ => None,
        };
        Some(Lowered { codec, ..lowered })
    }

    fn component_newtype(&mut self, place: &crate::tree::Place) -> Option<(Lowered, Primitive)> {
        let component = self.components.get(place)?.clone();
        let naming = super::naming::Naming {
            candidates: vec![component.name.plain().to_owned()],
            module: component.module,
        };
        let lowered = self.schema(place, &naming);
        let TypeRef::Named(id) = lowered.ty else {
            return None;
        };
        match self.types.kind(id)? {
            TypeKind::Newtype(newtype) => Some((lowered, newtype.inner)),
            _ => None,
        }
    }

    /// `x-newtype: true`.
    pub(super) fn newtype(&mut self, view: &SchemaView) -> TypeKind {
        let inner = primitive_of(view, None).unwrap_or_else(|| {
            let diagnostic = Diagnostic::new(
                Severity::Error,
                Code::ExtensionValue,
                "`x-newtype` stands on a schema that is not a primitive",
            )
            .at(
                &view.place.key("x-newtype"),
                "needs a `type` of string, integer, number or boolean",
            );
            self.names.report(diagnostic);
            Primitive::String
        });
        TypeKind::Newtype(Newtype {
            inner,
            lenience: lenience(view),
            value: Box::new(self.context.value_spec(&view.place)),
        })
    }
}

impl LoweringContext<'_> {
    /// The type that the configuration has for the format, unless the lengths that the
    /// schema allows are none of the format's: then it is any text that is as long.
    pub(super) fn scalar(self, view: &SchemaView) -> Option<Primitive> {
        let shape = &view.shape;
        let format = ScalarFormat::of(shape.typ.as_deref()?, shape.format.as_deref()?)?;
        if !format.has_length(shape.min_length, shape.max_length) {
            return None;
        }
        Some(Primitive::Scalar(self.config.scalars.type_of(format)?))
    }
}

/// A type of the user's own.
pub(super) fn external(path: &str) -> Lowered {
    Lowered {
        codec: Some(Codec::Serde),
        ..Lowered::plain(TypeRef::External(path.to_owned()))
    }
}

/// The type with types of the user's own in a wrapper, where no field can say how they
/// are read.
pub(super) fn without_external(ty: TypeRef) -> TypeRef {
    let inner = |inner: Box<TypeRef>| Box::new(without_external(*inner));
    match ty {
        TypeRef::External(path) => {
            TypeRef::External(format!("oas_runtime::codec::External<{path}>"))
        }
        TypeRef::List(item) => TypeRef::List(inner(item)),
        TypeRef::Map(value) => TypeRef::Map(inner(value)),
        TypeRef::Optional(value) => TypeRef::Optional(inner(value)),
        TypeRef::Boxed(value) => TypeRef::Boxed(inner(value)),
        other => other,
    }
}

/// Whether `x-lenient: true` stands on the schema.
pub(super) fn lenience(view: &SchemaView) -> Lenience {
    match view.extension("x-lenient") {
        Some(Value::Bool(true)) => Lenience::Lenient,
        _ => Lenience::Strict,
    }
}

/// The one value of an `enum` of one.
fn constant(view: &SchemaView) -> Option<Value> {
    match view.shape.enumeration.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// The primitive of a schema that says no more than that, and perhaps that it may be null.
pub(super) fn plain_or_null(view: &SchemaView) -> Option<Primitive> {
    let shape = &view.shape;
    let binary = shape.format.as_deref() == Some("binary");
    let extended = view
        .data
        .extensions
        .keys()
        .any(|key| key.starts_with("x-newtype"));
    let more = view.has_own_shape() || !shape.all_of.is_empty();
    primitive_of(view, None).filter(|_| !binary && !extended && !more)
}

/// The primitive that `type` and `format` mean; a constant can stand in for a
/// missing `type`.
fn primitive_of(view: &SchemaView, constant: Option<&Value>) -> Option<Primitive> {
    let format = view.shape.format.as_deref();
    let implied = match constant {
        Some(Value::String(_)) => Some("string"),
        Some(Value::Bool(_)) => Some("boolean"),
        Some(Value::Number(number)) if number.is_f64() => Some("number"),
        Some(Value::Number(_)) => Some("integer"),
        _ => None,
    };
    match view.shape.typ.as_deref().or(implied)? {
        "string" => Some(Primitive::String),
        "boolean" => Some(Primitive::Boolean),
        "integer" => {
            let sized = match format.map(plain_word).as_deref() {
                Some("int8") => Primitive::I8,
                Some("int16") => Primitive::I16,
                Some("int32") => Primitive::I32,
                Some("uint8") => Primitive::U8,
                Some("uint16") => Primitive::U16,
                Some("uint32") => Primitive::U32,
                Some("uint64" | "uint" | "ulong") => Primitive::U64,
                Some("unixtime" | "timestamp" | "datetime") => Primitive::UnixTime,
                Some("int64") => Primitive::I64,
                _ if constant.is_some_and(|it| it.is_u64() && !it.is_i64()) => Primitive::U64,
                _ => Primitive::I64,
            };
            Some(within(view, sized))
        }
        // Servers that say `float` send more digits than it holds, and a number has
        // to come back as it came.
        "number" => Some(Primitive::F64),
        _ => None,
    }
}

/// `u-int64` and `UInt64` as `uint64`.
fn plain_word(format: &str) -> String {
    let letters = format.chars().filter(|letter| letter.is_alphanumeric());
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// The size that a format gives, or a larger one where the bounds go beyond it.
fn within(view: &SchemaView, sized: Primitive) -> Primitive {
    let bounds = [view.shape.minimum, view.shape.maximum];
    let fits = |bound: f64| {
        let bound = format!("{bound:.0}").parse();
        let held = sized.integers();
        held.is_none_or(|held| bound.is_ok_and(|bound| held.contains(&bound)))
    };
    if bounds.into_iter().flatten().all(fits) {
        sized
    } else if is_unsigned(view) {
        Primitive::U64
    } else {
        Primitive::I64
    }
}

/// Whether the bounds ask for integers beyond those of 63 bits.
fn is_unsigned(view: &SchemaView) -> bool {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let shape = &view.shape;
    shape.maximum.is_some_and(|most| most > LIMIT) && shape.minimum.is_none_or(|least| least >= 0.0)
}
