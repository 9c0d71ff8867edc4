//! What a type need not repeat of the field that holds it.
//!
//! An inline schema has one description, and both the field and its type show
//! it. Where it is longer than a line, the field has all of it.

use crate::model::{Api, TypeId, TypeKind, TypeRef};

pub(super) fn shorten(api: &mut Api) {
    let mut shorter: Vec<(TypeId, String)> = Vec::new();
    for (_, def) in api.types.iter() {
        let TypeKind::Struct(body) = &def.kind else {
            continue;
        };
        for field in &body.fields {
            let TypeRef::Named(id) = field.ty.innermost() else {
                continue;
            };
            let held = &api.types[*id];
            let Some(text) = held
                .docs
                .description
                .as_deref()
                .filter(|_| held.component.is_none())
            else {
                continue;
            };
            if let Some((first, _)) = text.trim().split_once('\n')
                && field.docs.description.as_deref() == Some(text)
            {
                shorter.push((*id, first.trim_end().to_owned()));
            }
        }
    }
    for (id, first) in shorter {
        api.types[id].docs.description = Some(first);
    }
}
