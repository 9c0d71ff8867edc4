//! The model as short text: what a snapshot shows and a reviewer reads.

use super::{
    Access, Api, BodyKind, EnumValues, Field, Operation, Parameter, Payload, Primitive, Rule,
    RustIdent, Success, TypeArena, TypeDef, TypeKind, TypeRef, UnionDef,
};
use std::fmt::Write;

/// One line a type, field, variant, operation and parameter.
#[must_use]
pub fn outline(api: &Api) -> String {
    let mut out = String::new();
    for (_, def) in api.types.iter() {
        type_lines(&mut out, &api.types, def);
    }
    for parameter in &api.profile.common {
        parameter_line(&mut out, &api.types, parameter, "of the client");
    }
    for header in &api.headers {
        let ty = type_text(&api.types, &header.ty);
        let _ = writeln!(out, "header {} = {}: {ty}", header.name, header.wire);
    }
    for group in &api.groups {
        let tag = group.tag.as_deref().unwrap_or("-");
        let _ = writeln!(out, "group {} ({tag})", group.type_name);
        for operation in &group.operations {
            operation_lines(&mut out, &api.types, operation);
        }
    }
    out
}

fn type_lines(out: &mut String, types: &TypeArena, def: &TypeDef) {
    let usage = match (def.usage.request, def.usage.response) {
        (true, true) => "request and response",
        (true, false) => "request",
        (false, true) => "response",
        (false, false) => "merged into others",
    };
    let _ = match &def.kind {
        TypeKind::Struct(_) => writeln!(out, "struct {} [{usage}]", def.name),
        TypeKind::Enum(_) => writeln!(out, "enum {} [{usage}]", def.name),
        TypeKind::Union(_) => writeln!(out, "union {} [{usage}]", def.name),
        TypeKind::Alias(alias) => {
            writeln!(
                out,
                "alias {} = {}",
                def.name,
                type_text(types, &alias.target)
            )
        }
        TypeKind::Newtype(newtype) => writeln!(
            out,
            "newtype {} = {}, {:?} [{usage}]",
            def.name,
            newtype.inner.rust_name(),
            newtype.lenience
        ),
    };
    match &def.kind {
        TypeKind::Struct(def) => {
            for field in &def.fields {
                field_line(out, types, field);
            }
            for constant in &def.constants {
                let _ = writeln!(out, "  constant {} = {}", constant.wire, constant.value);
            }
            for omitted in &def.omitted {
                let _ = writeln!(out, "  without {omitted}");
            }
            if let Some(name) = &def.required_name {
                let _ = writeln!(out, "  new({name})");
            }
            if let Some(bare) = &def.bare {
                let _ = writeln!(out, "  bare {bare}");
            }
            if let Some(rest) = &def.rest {
                let _ = writeln!(
                    out,
                    "  rest {}: {}",
                    rest.name,
                    type_text(types, &rest.value)
                );
            }
        }
        TypeKind::Enum(def) => {
            match &def.values {
                EnumValues::Strings(values) => {
                    for variant in values {
                        let _ = writeln!(out, "  {} = {:?}", variant.name, variant.value);
                    }
                }
                EnumValues::Integers(values) => {
                    for variant in values {
                        let _ = writeln!(out, "  {} = {}", variant.name, variant.value);
                    }
                }
            }
            if let Some(unknown) = &def.unknown {
                let _ = writeln!(out, "  {unknown} = ..");
            }
        }
        TypeKind::Union(def) => union_lines(out, types, def),
        TypeKind::Alias(_) | TypeKind::Newtype(_) => {}
    }
    if !def.features.is_empty() {
        let features: Vec<&str> = def.features.iter().map(RustIdent::plain).collect();
        let _ = writeln!(out, "  with {}", features.join(" or "));
    }
}

fn union_lines(out: &mut String, types: &TypeArena, def: &UnionDef) {
    for variant in &def.variants {
        let rule = match &variant.rule {
            Rule::Any => "tried".to_owned(),
            Rule::Tag(key, values) => format!("{key} = {}", values.join(" | ")),
            Rule::TagIfPresent(key, values) => format!("{key}? = {}", values.join(" | ")),
            Rule::InnerTag(path, values) => {
                format!("{} = {}", path.join("."), values.join(" | "))
            }
            Rule::Keys(keys) => format!("has {}", keys.join(", ")),
            Rule::Kinds(kinds) => format!("{kinds:?}"),
            Rule::Values(values) => format!("is {}", values.join(" | ")),
            Rule::Assertions(kind, all) => format!("{kind:?} {all:?}"),
        };
        let _ = writeln!(
            out,
            "  {}({}) if {rule}",
            variant.name,
            type_text(types, &variant.ty)
        );
    }
    for value in &def.values {
        let _ = writeln!(out, "  {} = {}", value.name, value.value);
    }
    if let Some(unknown) = &def.unknown {
        let _ = writeln!(out, "  {unknown}(json)");
    }
}

fn field_line(out: &mut String, types: &TypeArena, field: &Field) {
    let _ = write!(out, "  {}: {}", field.name, type_text(types, &field.ty));
    let _ = write!(out, ", {:?} -> {:?}", field.presence, field.shape);
    if field.name.plain() != field.wire.as_str() {
        let _ = write!(out, ", as {:?}", field.wire.as_str());
    }
    if let Some(codec) = field.codec {
        let _ = write!(out, ", {codec:?}");
    }
    if field.access != Access::Both {
        let _ = write!(out, ", {:?}", field.access);
    }
    if let Some(constant) = &field.constant {
        let _ = write!(out, ", always {constant}");
    }
    if let Some(default) = &field.value.default {
        let _ = write!(out, ", default {default}");
    }
    if field.docs.deprecated {
        let _ = write!(out, ", deprecated");
    }
    out.push('\n');
}

fn operation_lines(out: &mut String, types: &TypeArena, operation: &Operation) {
    let method = operation.method.as_str();
    let _ = writeln!(out, "  {} = {method} {}", operation.name, operation.path);
    if let Some(server) = &operation.server {
        let _ = writeln!(out, "    at {server}");
    }
    for parameter in &operation.constants {
        parameter_line(out, types, parameter, "constant");
    }
    for parameter in &operation.required {
        parameter_line(out, types, parameter, "required");
    }
    for parameter in operation.optional.iter().flat_map(|params| &params.fields) {
        parameter_line(out, types, parameter, "optional");
    }
    content_lines(out, types, operation);
    operation.for_others(|other| {
        let _ = writeln!(out, "    or {}", other.name);
        content_lines(out, types, other);
    });
    if let Some(effect) = operation.repeats.effect {
        let _ = writeln!(out, "    repeats: {effect:?}");
    }
    if let Some(key) = &operation.repeats.key {
        let _ = writeln!(out, "    repeats are told by the header {key:?}");
    }
    if let Some(pagination) = &operation.pagination {
        let items: Vec<&str> = pagination
            .items
            .iter()
            .map(|step| step.name.as_str())
            .collect();
        let item = type_text(types, &pagination.item);
        let more = match &pagination.more {
            Some(pointer) => format!(", more {pointer}"),
            None => String::new(),
        };
        let _ = writeln!(
            out,
            "    pages of {item}: {}, {:?}{more}",
            items.join("."),
            pagination.turn,
        );
    }
}

/// What goes in as a body, and what comes out.
fn content_lines(out: &mut String, types: &TypeArena, operation: &Operation) {
    if let Some(body) = &operation.body {
        let presence = match (body.required, body.nullable) {
            (true, false) => "required",
            (true, true) => "required, perhaps null",
            (false, _) => "optional",
        };
        let what = match &body.kind {
            BodyKind::Json => type_text(types, &body.ty),
            BodyKind::Form(_) | BodyKind::Multipart(_) => {
                format!("{} as {}", type_text(types, &body.ty), body.media_type)
            }
            BodyKind::Text => format!("text as {}", body.media_type),
            BodyKind::Bytes => format!("bytes as {}", body.media_type),
        };
        let _ = writeln!(out, "    body: {what}, {presence}");
    }
    let asked = operation.accept.as_ref();
    let asked = asked.map_or_else(String::new, |accept| format!(", asked for as {accept}"));
    let _ = match &operation.success {
        Success::Empty => writeln!(out, "    -> nothing"),
        Success::Of(payload) => {
            writeln!(out, "    -> {}{asked}", payload_text(types, payload))
        }
        Success::ByStatus { name, variants } => {
            let variants: Vec<String> = variants
                .iter()
                .map(|variant| match &variant.payload {
                    Some(payload) => format!(
                        "{} {}({})",
                        variant.status,
                        variant.name,
                        payload_text(types, payload)
                    ),
                    None => format!("{} {}", variant.status, variant.name),
                })
                .collect();
            writeln!(out, "    -> {name}: {}{asked}", variants.join(" | "))
        }
    };
}

fn payload_text(types: &TypeArena, payload: &Payload) -> String {
    match payload {
        Payload::Json(ty, _) => type_text(types, ty),
        Payload::Text => "text".to_owned(),
        Payload::Bytes => "bytes".to_owned(),
        Payload::Events(None) => "events of text".to_owned(),
        Payload::EventObjects(ty, texts) if texts.is_empty() => {
            format!("event objects of {}", type_text(types, ty))
        }
        Payload::EventObjects(ty, texts) => {
            let ty = type_text(types, ty);
            format!("event objects of {ty}, text in {texts:?}")
        }
        Payload::Events(Some(ty)) => format!("events of {}", type_text(types, ty)),
        Payload::Lines(ty) => format!("lines of {}", type_text(types, ty)),
    }
}

fn parameter_line(out: &mut String, types: &TypeArena, parameter: &Parameter, presence: &str) {
    let ty = type_text(types, &parameter.ty);
    let _ = write!(
        out,
        "    {} {} ({:?} {:?}): {ty}",
        presence,
        parameter.name,
        parameter.location,
        parameter.wire.as_str()
    );
    if let Some(constant) = &parameter.constant {
        let _ = write!(out, ", always {constant}");
    }
    out.push('\n');
}

/// A use of a type, as Rust would have it.
pub(crate) fn type_text(types: &TypeArena, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Primitive(Primitive::Scalar(scalar)) => scalar.text(),
        TypeRef::Primitive(kind) => kind.rust_name().to_owned(),
        TypeRef::Named(id) => types[*id].name.to_string(),
        TypeRef::List(inner) => format!("Vec<{}>", type_text(types, inner)),
        TypeRef::Map(inner) => format!("BTreeMap<String, {}>", type_text(types, inner)),
        TypeRef::Optional(inner) => format!("Option<{}>", type_text(types, inner)),
        TypeRef::Boxed(inner) => format!("Box<{}>", type_text(types, inner)),
        TypeRef::Any => "Value".to_owned(),
        TypeRef::External(path) => path.clone(),
    }
}
