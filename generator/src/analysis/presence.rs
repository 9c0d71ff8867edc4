//! How does each field's presence show in Rust, and which fields are none?
//!
//! Three states are kept apart only where the difference does something: in
//! requests. In responses null and absent mean the same to whoever reads them. A
//! member with one possible value is no field of what is sent: it is always there.
//! A type that is also read keeps another value, so that it comes back as it came.

use crate::model::{Api, Constant, Field, FieldShape, Presence, StructDef, TypeKind, Usage};

pub(super) fn settle(api: &mut Api) {
    for id in api.types.ids() {
        let usage = api.types[id].usage;
        if let TypeKind::Struct(def) = &mut api.types[id].kind {
            if usage.request {
                take_constants(def, usage);
            }
            // What is always the same tells a reader least.
            def.fields.sort_by_key(|field| field.constant.is_some());
            for field in &mut def.fields {
                field.shape = shape(field, usage);
                if field.shape != FieldShape::Patch {
                    field.clear_name = None;
                }
            }
        }
    }
}

fn shape(field: &Field, usage: Usage) -> FieldShape {
    match field.presence {
        Presence::Required => FieldShape::Plain,
        // Nothing sends by itself what the schema forbids.
        Presence::Nullable if field.foreign_null && usage.request_only() => FieldShape::Plain,
        Presence::Nullable => FieldShape::Null,
        Presence::OptionalNullable if usage.request_only() => FieldShape::Patch,
        Presence::Optional | Presence::OptionalNullable => FieldShape::Option,
    }
}

fn take_constants(def: &mut StructDef, usage: Usage) {
    let fields = std::mem::take(&mut def.fields);
    for field in fields {
        // One that is meant where it is missing may as well be there.
        let is_default = field.constant.is_some() && field.constant == field.value.default;
        let is_null = field.constant == Some(serde_json::Value::Null);
        let is_sent = field.presence == Presence::Required
            || (is_null && field.presence.is_required())
            || def.tags.contains(&field.wire)
            || (is_default && field.presence == Presence::Optional);
        match &field.constant {
            Some(value) if is_sent => {
                def.constants.push(Constant {
                    value: value.clone(),
                    presence: field.presence,
                    kept: usage.response.then_some(field.name),
                    wire: field.wire,
                    place: field.place,
                });
            }
            _ => def.fields.push(field),
        }
    }
}
