//! What samples are made for: every type of the emitted crate, and every body
//! that has none of its own.

use std::collections::HashSet;
use std::sync::Arc;

use oas_codegen::diagnostics::Sink;
use oas_codegen::model::{
    Api, Codec, Demand, DocumentedResponse, Operation, Payload, Primitive, Status, StructDef,
    TypeDef, TypeId, TypeKind, TypeRef,
};
use oas_codegen::tree::{FileId, Place};
use serde_json::Value;

use super::compare::Leave;
use super::direction::Direction;

/// A type, and the schema that it was made of.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The type in Rust.
    pub rust: String,
    /// Its schema, as a JSON pointer into the document as it was written.
    pub pointer: String,
    pub directions: Vec<Direction>,
    /// The variants, if it is a union: a name and, where the branch is a type of
    /// ours, the pointer of its schema.
    pub variants: Vec<(String, Option<String>)>,
    pub constructor: Option<Constructor>,
    /// What may come back otherwise in it, or in what it holds.
    pub leave: Arc<Leave>,
    /// Whether it is read as calls read what may be text for a number.
    pub lenient: bool,
}

/// `new` of a type that requests hold.
#[derive(Clone, Debug)]
pub struct Constructor {
    /// The struct that it takes, if it takes one.
    pub required: Option<String>,
    /// The arguments: the identifier, the member's name, the type, and the function by
    /// which the samples' program reads it.
    pub arguments: Vec<(String, String, String, &'static str)>,
    /// What is to be set besides, as the documentation of `new` says.
    pub demands: Vec<Demand>,
}

/// All subjects of an API; the document is as it was written.
pub fn subjects(document: &Value, api: &Api, sink: &Sink) -> Vec<Subject> {
    let find = Find {
        document,
        api,
        sink,
        leave: Arc::new(leave(api)),
    };
    let types = api.types.iter();
    let types = types.filter(|(_, def)| !def.usage.nowhere);
    let mut all: Vec<Subject> = types
        .filter_map(|(id, def)| find.of_type(id, def))
        .collect();
    for operation in api.operations() {
        all.extend(find.of_operation(operation));
    }
    let mut seen = HashSet::new();
    all.retain(|subject| seen.insert((subject.rust.clone(), subject.pointer.clone())));
    all
}

/// What may come back otherwise: what the types of an API do on purpose.
fn leave(api: &Api) -> Leave {
    let mut leave = Leave::default();
    for (_, def) in api.types.iter() {
        let TypeKind::Struct(body) = &def.kind else {
            continue;
        };
        let lenient = body.fields.iter();
        let lenient = lenient.filter(|field| field.codec == Some(Codec::Lenient));
        let lenient = lenient.map(|field| field.wire.as_str().to_owned());
        leave.numbers.extend(lenient);
        let constants = body.constants.iter();
        let constants = constants.map(|constant| constant.wire.as_str().to_owned());
        leave.constants.extend(constants);
    }
    leave
}

struct Find<'a> {
    leave: Arc<Leave>,
    document: &'a Value,
    api: &'a Api,
    sink: &'a Sink,
}

impl Find<'_> {
    fn of_type(&self, id: TypeId, def: &TypeDef) -> Option<Subject> {
        if self.is_part(def) {
            return None;
        }
        let rust = self.rust(&TypeRef::Named(id), 0)?;
        let mut directions = Vec::new();
        if def.usage.request {
            directions.push(Direction::Request);
        }
        if def.usage.response || !def.usage.request {
            directions.push(Direction::Response);
        }
        let variants = match &def.kind {
            TypeKind::Union(union) => union
                .variants
                .iter()
                .map(|variant| (variant.name.plain().to_owned(), self.place_of(&variant.ty)))
                .collect(),
            _ => Vec::new(),
        };
        let pointer = self.origin(&def.place)?;
        // What normalisation made of several schemas is judged with its parent.
        self.document.pointer(&pointer)?;
        Some(Subject {
            rust,
            pointer,
            directions,
            variants,
            constructor: self.constructor(def),
            leave: Arc::clone(&self.leave),
            lenient: matches!(&def.kind, TypeKind::Alias(alias) if is_lenient(alias.codec)),
        })
    }

    /// Whether the type holds what its schema says and more, such as a branch of
    /// a union with the members that stand beside it.
    fn is_part(&self, def: &TypeDef) -> bool {
        let Some(place) = self.origin(&def.place) else {
            return true;
        };
        let mut tokens = place.rsplit('/').skip(1);
        if matches!(tokens.next(), Some("oneOf" | "anyOf")) {
            return self.reaches_out(def, &place) || self.has_siblings(&place);
        }
        let is_component =
            place.starts_with("/components/schemas/") && place.split('/').count() == 4;
        is_component && def.component.is_none()
    }

    /// Whether a branch that takes in nothing has members that it doesn't declare.
    fn reaches_out(&self, def: &TypeDef, place: &str) -> bool {
        let schema = self.document.pointer(place);
        let takes_in = |word: &str| schema.is_some_and(|schema| schema.get(word).is_some());
        let TypeKind::Struct(body) = &def.kind else {
            return false;
        };
        let mut fields = body.fields.iter();
        !["$ref", "allOf", "oneOf", "anyOf"]
            .into_iter()
            .any(takes_in)
            && fields.any(|field| {
                let origin = self.origin(&field.place);
                origin.is_none_or(|origin| !origin.starts_with(place))
            })
    }

    fn has_siblings(&self, branch: &str) -> bool {
        let union = branch.rsplitn(3, '/').nth(2);
        let union = union.and_then(|union| self.document.pointer(union));
        let words = ["properties", "allOf", "required", "additionalProperties"];
        words
            .iter()
            .any(|word| union.is_some_and(|union| union.get(word).is_some()))
    }

    fn constructor(&self, def: &TypeDef) -> Option<Constructor> {
        let TypeKind::Struct(body) = &def.kind else {
            return None;
        };
        if !def.usage.request || is_written_otherwise(body) {
            return None;
        }
        let arguments = body.given().map(|field| {
            let ty = match &field.ty {
                // Such an argument is boxed by the constructor.
                TypeRef::Boxed(inner) if matches!(**inner, TypeRef::Named(_) | TypeRef::Any) => {
                    inner
                }
                ty => ty,
            };
            // A struct has boxes where a constructor makes them.
            let ty = if body.required_name.is_some() {
                &field.ty
            } else {
                ty
            };
            let rust = self.rust(ty, 0)?;
            Some((
                field.name.as_str().to_owned(),
                field.wire.as_str().to_owned(),
                rust,
                if is_lenient(field.codec) {
                    "lenient_argument"
                } else {
                    "argument"
                },
            ))
        });
        let name = body.required_name.as_ref();
        Some(Constructor {
            required: name.map(|name| format!("types::{}", name.as_str())),
            arguments: arguments.collect::<Option<_>>()?,
            demands: body.demands.clone(),
        })
    }

    /// Bodies and responses whose type has no name.
    fn of_operation(&self, operation: &Operation) -> Vec<Subject> {
        let mut all = Vec::new();
        if let Some(body) = &operation.body
            && matches!(body.kind, oas_codegen::model::BodyKind::Json)
        {
            let content = operation.place.key("requestBody").key("content");
            let place = content.key(&body.media_type).key("schema");
            all.extend(self.unnamed((&body.ty, None), &place, Direction::Request));
        }
        for response in &operation.responses.0 {
            all.extend(self.of_response(operation, response));
        }
        all
    }

    fn of_response(&self, operation: &Operation, response: &DocumentedResponse) -> Option<Subject> {
        let Some(Payload::Json(ty, codec)) = &response.payload else {
            return None;
        };
        let key = match response.status {
            Status::Range(digit) => format!("{digit}XX"),
            other => other.to_string(),
        };
        let content = operation.place.key("responses").key(&key).key("content");
        let place = content.key("application/json").key("schema");
        self.unnamed((ty, *codec), &place, Direction::Response)
    }

    fn unnamed(
        &self,
        (ty, codec): (&TypeRef, Option<Codec>),
        place: &Place,
        direction: Direction,
    ) -> Option<Subject> {
        if matches!(ty, TypeRef::Named(_) | TypeRef::Any) {
            return None;
        }
        Some(Subject {
            rust: self.rust(ty, 0)?,
            pointer: self.origin(place)?,
            directions: vec![direction],
            variants: Vec::new(),
            constructor: None,
            leave: Arc::clone(&self.leave),
            lenient: is_lenient(codec),
        })
    }

    fn place_of(&self, ty: &TypeRef) -> Option<String> {
        match ty {
            TypeRef::Named(id) => self.origin(&self.api.types[*id].place),
            TypeRef::Boxed(inner) => self.place_of(inner),
            _ => None,
        }
    }

    /// Where a schema stood before it was normalised, if in the root file.
    fn origin(&self, place: &Place) -> Option<String> {
        let place = self.sink.sources().origin(place);
        (place.file == FileId::ROOT).then(|| place.pointer.to_string())
    }

    /// The type as a program outside the crate writes it; `None` for what JSON
    /// can't hold.
    fn rust(&self, ty: &TypeRef, depth: usize) -> Option<String> {
        if depth > 64 {
            return None;
        }
        let inner = |inner: &TypeRef| self.rust(inner, depth + 1);
        Some(match ty {
            TypeRef::Primitive(primitive) => primitive_name(*primitive)?,
            TypeRef::Named(id) => {
                let def = &self.api.types[*id];
                if holds_files(def) {
                    return None;
                }
                format!("types::{}", def.name.as_str())
            }
            TypeRef::List(item) => format!("Vec<{}>", inner(item)?),
            TypeRef::Map(value) => {
                format!("std::collections::BTreeMap<String, {}>", inner(value)?)
            }
            TypeRef::Optional(value) => format!("Option<{}>", inner(value)?),
            TypeRef::Boxed(value) => format!("Box<{}>", inner(value)?),
            TypeRef::Any => "Value".to_owned(),
            TypeRef::External(_) => return None,
        })
    }
}

fn is_lenient(codec: Option<Codec>) -> bool {
    codec == Some(Codec::Lenient)
}

fn primitive_name(primitive: Primitive) -> Option<String> {
    match primitive {
        Primitive::UnixTime => Some("oas_runtime::UnixTime".to_owned()),
        Primitive::File => None,
        Primitive::Scalar(scalar) => Some(scalar.path()),
        _ => Some(primitive.rust_name().to_owned()),
    }
}

fn holds_files(def: &TypeDef) -> bool {
    let is_file = |ty: &TypeRef| *ty.innermost() == TypeRef::Primitive(Primitive::File);
    match &def.kind {
        TypeKind::Struct(body) => body.fields.iter().any(|field| is_file(&field.ty)),
        TypeKind::Alias(alias) => is_file(&alias.target),
        _ => false,
    }
}

/// Whether an argument of the constructor has another form than its member.
fn is_written_otherwise(body: &StructDef) -> bool {
    body.given().any(|field| {
        let other = [Codec::Number, Codec::Text, Codec::Serde];
        field.codec.is_some_and(|codec| other.contains(&codec))
    })
}
