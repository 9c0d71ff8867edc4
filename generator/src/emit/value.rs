//! What is said of a value, be it a field's, a parameter's or a header's.

use super::docs;
pub(super) use super::docs::{plain_json, shown};
use crate::model::{Api, Docs, Field, Primitive, TypeRef, ValueSpec};
use serde_json::Value;

/// A field's own words, then its bounds and what it is by default.
pub(super) fn of_field(api: &Api, field: &Field) -> String {
    let silent = || match &field.constant {
        Some(Value::Null) => format!("The member {}.", docs::code(field.wire.as_str())),
        _ => silent(api, field.wire.as_str(), &field.ty),
    };
    let said = docs::of_or(&field.docs, silent);
    with_notes(said, &field.value, field.constant.as_ref())
}

/// The document's own words, then bounds and what the value is by default.
pub(super) fn documented(
    said: &Docs,
    fallback: &str,
    value: &ValueSpec,
    constant: Option<&Value>,
) -> String {
    with_notes(docs::of(said, fallback), value, constant)
}

/// `text` with the bounds, the constant and the default of a value.
pub(super) fn with_notes(text: String, value: &ValueSpec, constant: Option<&Value>) -> String {
    let mut notes = value.bounds.clone();
    let pattern = value.pattern.as_deref();
    notes.extend(pattern.map(|pattern| format!("Matches {}.", shown(pattern))));
    if let Some(constant) = constant {
        let constant = plain_json(constant);
        // Most descriptions say it already.
        if !text.contains(&constant) || text.starts_with('`') {
            notes.push(format!("Always {}.", shown(&constant)));
        }
    }
    if let Some(default) = value.default.as_ref().filter(|default| !default.is_null()) {
        notes.push(format!("Default: {}.", shown(&plain_json(default))));
    }
    if notes.is_empty() {
        return text;
    }
    let notes = notes.join(" ");
    // A paragraph of one line takes them in; a list or a table would not.
    if text.contains('\n') {
        format!("{text}\n\n{notes}")
    } else {
        format!("{} {notes}", docs::sentence(&text))
    }
}

/// What is said of a field or a parameter of which the document says nothing:
/// what it is called, and what it holds.
pub(super) fn silent(api: &Api, wire: &str, ty: &TypeRef) -> String {
    match (held(api, ty), docs::code(wire)) {
        (Some(held), name) if !name.trim().is_empty() => format!("{name}: {held}."),
        _ => super::enums::code_span(wire),
    }
}

/// What a type holds, in words; `None` where its name says it.
fn held(api: &Api, ty: &TypeRef) -> Option<String> {
    Some(match ty {
        TypeRef::Primitive(Primitive::String) => "a string".to_owned(),
        TypeRef::Primitive(Primitive::Boolean) => "true or false".to_owned(),
        TypeRef::Primitive(Primitive::UnixTime) => "a moment, in Unix seconds".to_owned(),
        TypeRef::Primitive(Primitive::Scalar(scalar)) => scalar.format.words().to_owned(),
        TypeRef::Primitive(Primitive::File) => "a file".to_owned(),
        TypeRef::Primitive(Primitive::F32 | Primitive::F64) => "a number".to_owned(),
        TypeRef::Primitive(_) => "an integer".to_owned(),
        TypeRef::Named(id) => match docs::summary(&docs::said(&api.types[*id])) {
            said if said.is_empty() => format!("the type is `{}`", api.types[*id].name),
            said => said.trim_end_matches('.').to_owned(),
        },
        TypeRef::List(item) => match item.innermost() {
            TypeRef::Named(id) => format!("a list of `{}`", api.types[*id].name),
            TypeRef::Primitive(Primitive::String) => "a list of strings".to_owned(),
            TypeRef::Primitive(Primitive::Scalar(scalar)) => {
                format!("a list, each {}", scalar.format.words())
            }
            _ => "a list".to_owned(),
        },
        TypeRef::Map(_) => "values by name".to_owned(),
        TypeRef::Any => "any JSON".to_owned(),
        TypeRef::Optional(inner) | TypeRef::Boxed(inner) => return held(api, inner),
        TypeRef::External(_) => return None,
    })
}
