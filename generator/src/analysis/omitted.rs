//! What of an example travels the way of its type.

use super::examples::fits;
use crate::model::{TypeArena, TypeKind, TypeRef};
use serde_json::Value;

/// How deep examples are looked into.
const MAX_DEPTH: usize = 100;

/// Takes the members that travel the other way alone out of an example, which may
/// show what a schema has both ways, and adds the constants that are sent by themselves.
pub(super) fn leave_out(types: &TypeArena, ty: &TypeRef, value: &mut Value, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    match (ty, value) {
        (TypeRef::Optional(inner) | TypeRef::Boxed(inner), value) => {
            leave_out(types, inner, value, depth + 1);
        }
        (TypeRef::List(item), Value::Array(items)) => {
            for value in items {
                leave_out(types, item, value, depth + 1);
            }
        }
        (TypeRef::Map(inner), Value::Object(members)) => {
            for value in members.values_mut() {
                leave_out(types, inner, value, depth + 1);
            }
        }
        (TypeRef::Named(id), value) => match &types[*id].kind {
            TypeKind::Alias(alias) => leave_out(types, &alias.target, value, depth + 1),
            TypeKind::Union(def) => {
                let mut variants = def.variants.iter();
                if let Some(variant) =
                    variants.find(|variant| fits(types, &variant.ty, value).is_ok())
                {
                    leave_out(types, &variant.ty, value, depth + 1);
                }
            }
            TypeKind::Struct(def) => {
                let Some(members) = value.as_object_mut() else {
                    return;
                };
                members.retain(|key, _| def.omitted.iter().all(|wire| wire.as_str() != key));
                for constant in &def.constants {
                    let wire = constant.wire.as_str().to_owned();
                    let member = members.entry(wire);
                    member.or_insert_with(|| constant.value.clone());
                }
                for field in &def.fields {
                    if let Some(value) = members.get_mut(field.wire.as_str()) {
                        leave_out(types, &field.ty, value, depth + 1);
                    }
                }
            }
            TypeKind::Enum(_) | TypeKind::Newtype(_) => {}
        },
        _ => {}
    }
}
