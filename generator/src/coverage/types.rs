//! Where the emitted types say something else than the schemas.

use crate::diagnostics::{Code, Fidelity, Sink};
use crate::load::Document;
use crate::model::{Api, Primitive, TypeKind, TypeRef};
use crate::tree::HashSet;
use crate::tree::{Node, Place};

/// How many values have a type, and where that type isn't what the schema says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeCoverage {
    /// Members, parameters, headers, and types that are another name for one.
    pub values: usize,
    /// Where the emitted type is not the schema in Rust's words.
    pub approximations: Vec<Approximation>,
}

/// A place where the emitted type is not the schema in Rust's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approximation {
    /// A JSON pointer, behind the name of the file where it isn't the root's.
    pub pointer: String,
    /// The kind of finding.
    pub code: Code,
    /// How the type compares with the schema.
    pub fidelity: Fidelity,
    /// What was done, and why.
    pub reason: String,
}

impl TypeCoverage {
    /// How many places compare in one way.
    #[must_use]
    pub fn count(&self, fidelity: Fidelity) -> usize {
        let alike = self.approximations.iter();
        alike.filter(|one| one.fidelity == fidelity).count()
    }
}

pub(super) fn cover(document: &Document, api: &Api, sink: &Sink) -> TypeCoverage {
    let mut coverage = TypeCoverage::default();
    let mut seen = HashSet::default();
    for finding in sink.told() {
        let (Some(fidelity), Some(label)) = (finding.fidelity, finding.labels.first()) else {
            continue;
        };
        seen.insert(document.sources().origin(&label.place));
        coverage.approximations.push(Approximation {
            pointer: pointer(document, &label.place),
            code: finding.code,
            fidelity,
            reason: if label.text.is_empty() {
                finding.message.clone()
            } else {
                format!("{}: {}", finding.message, label.text)
            },
        });
    }
    for (place, ty) in values(api) {
        coverage.values += 1;
        if *ty.innermost() == TypeRef::Primitive(Primitive::U64) && has_no_least(document, place) {
            coverage.approximations.push(Approximation {
                pointer: pointer(document, place),
                code: Code::Unsupported,
                fidelity: Fidelity::Narrower,
                reason: "`u64`, for `maximum` is beyond `i64`: no negative number".to_owned(),
            });
        }
        let is_any = matches!(ty.innermost(), TypeRef::Any);
        if !is_any || !seen.insert(document.sources().origin(place)) {
            continue;
        }
        let (fidelity, reason) = if says_nothing(document, place, 0) {
            (Fidelity::Faithful, "any value: the schema allows all")
        } else {
            (
                Fidelity::Wider,
                "any value: no type holds what the schema allows",
            )
        };
        coverage.approximations.push(Approximation {
            pointer: pointer(document, place),
            code: Code::Unsupported,
            fidelity,
            reason: reason.to_owned(),
        });
    }
    for (_, def) in api.types.iter().filter(|(_, def)| !def.usage.nowhere) {
        if matches!(def.kind, TypeKind::Struct(_)) && is_untyped(document, &def.place) {
            coverage.approximations.push(Approximation {
                pointer: pointer(document, &def.place),
                code: Code::Unsupported,
                fidelity: Fidelity::Narrower,
                reason: "an object: the schema says no `type`, and so allows all else too"
                    .to_owned(),
            });
        }
    }
    coverage
}

/// Whether a schema says by neither `minimum` nor `format` that no number is below zero.
fn has_no_least(document: &Document, place: &Place) -> bool {
    document.follow(place).is_some_and(|(_, node)| {
        let says = |key: &str| node.get(key).is_some();
        says("maximum")
            && !["minimum", "exclusiveMinimum", "format"]
                .into_iter()
                .any(says)
    })
}

/// Whether a schema has properties, and says nowhere that its value is an object.
fn is_untyped(document: &Document, place: &Place) -> bool {
    let says = |node: &Node, keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
    document.node(place).is_some_and(|node| {
        says(node, &["properties"])
            && !says(
                node,
                &["type", "$ref", "allOf", "oneOf", "anyOf", "x-lenient"],
            )
    })
}

/// Every value that has a type: where its schema stands, and the type.
fn values(api: &Api) -> Vec<(&Place, &TypeRef)> {
    let mut values = Vec::new();
    for (_, def) in api.types.iter().filter(|(_, def)| !def.usage.nowhere) {
        match &def.kind {
            TypeKind::Struct(def) => {
                values.extend(def.fields.iter().map(|field| (&field.place, &field.ty)));
            }
            TypeKind::Alias(alias) => values.push((&def.place, &alias.target)),
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => {}
        }
    }
    for operation in api.operations() {
        let optional = operation.optional.iter().flat_map(|params| &params.fields);
        let given = operation.constants.iter().chain(&operation.required);
        let parameters = given.chain(optional);
        values.extend(parameters.map(|one| (&one.place, &one.ty)));
    }
    values.extend(api.headers.iter().map(|header| (&header.place, &header.ty)));
    values
}

/// Schemas lie in lists and maps no deeper than this.
const DEEPEST: usize = 8;

/// Whether a schema leaves its value, or the items or entries of it, open.
fn says_nothing(document: &Document, place: &Place, depth: usize) -> bool {
    const SILENT: [&str; 12] = [
        "title",
        "description",
        "type",
        "nullable",
        "example",
        "examples",
        "default",
        "deprecated",
        "readOnly",
        "writeOnly",
        "externalDocs",
        "additionalProperties",
    ];
    let Some((place, node)) = document.follow(place) else {
        return false;
    };
    // A parameter or a header holds its schema, in a media type or by itself.
    let content = node.get("content").and_then(Node::as_map);
    let media = content.and_then(|content| content.keys().next());
    let holder = media.map_or_else(|| place.clone(), |media| place.key("content").key(media));
    let schema = holder.key("schema");
    let is_schema = document
        .node(&schema)
        .is_some_and(|node| node.as_map().is_some());
    if depth == 0 && is_schema {
        return says_nothing(document, &schema, depth + 1);
    }
    let Some(map) = node.as_map().filter(|_| depth < DEEPEST) else {
        return false;
    };
    let object = map.get("type").and_then(Node::as_str);
    let open = |key: &str| {
        map.get(key).is_some_and(|node| node.as_map().is_some())
            && says_nothing(document, &place.key(key), depth + 1)
    };
    match object {
        Some("array") if map.contains_key("items") => open("items"),
        Some("array") => true,
        None | Some("object") => match map.get("additionalProperties") {
            Some(Node::Map(_)) => open("additionalProperties"),
            _ => map
                .keys()
                .all(|key| key.starts_with("x-") || SILENT.contains(&key.as_str())),
        },
        Some(_) => false,
    }
}

fn pointer(document: &Document, place: &Place) -> String {
    let origin = document.sources().origin(place);
    match document.sources().name(origin.file) {
        Some(name) if origin.file != crate::tree::FileId::ROOT => {
            format!("{name}#{}", origin.pointer)
        }
        _ => origin.pointer.to_string(),
    }
}
