//! Which binary strings are files?
//!
//! Those that a form with files holds. Anywhere else a binary string is a text
//! like any other, for JSON has nothing else.

use super::usage::held;
use crate::model::{Api, BodyKind, Primitive, TypeArena, TypeId, TypeKind, TypeRef};
use std::collections::HashSet;

pub(super) fn settle(api: &mut Api) {
    let sent = in_forms(api);
    for id in api.types.ids() {
        if !sent.contains(&id) {
            for ty in slots(&mut api.types[id].kind) {
                be_text(ty);
            }
        }
    }
    for parameter in &mut api.profile.common {
        be_text(&mut parameter.ty);
    }
    for header in &mut api.headers {
        be_text(&mut header.ty);
    }
    for operation in api
        .groups
        .iter_mut()
        .flat_map(|group| &mut group.operations)
    {
        let optional = operation.optional.iter_mut();
        let optional = optional.flat_map(|params| &mut params.fields);
        for parameter in operation.required.iter_mut().chain(optional) {
            be_text(&mut parameter.ty);
        }
        for body in operation.bodies_mut() {
            if !matches!(body.kind, BodyKind::Multipart(_)) {
                be_text(&mut body.ty);
            }
        }
        for response in operation.results_mut() {
            response.types_mut().into_iter().for_each(be_text);
        }
        let documented = operation.responses.0.iter_mut();
        let payloads = documented.filter_map(|response| response.payload.as_mut());
        payloads
            .filter_map(|payload| payload.ty_mut())
            .for_each(be_text);
        if let Some(pagination) = &mut operation.pagination {
            be_text(&mut pagination.item);
        }
    }
}

/// The types that forms with files hold, at any depth.
fn in_forms(api: &Api) -> HashSet<TypeId> {
    let bodies = api.operations().flat_map(crate::model::Operation::bodies);
    let forms = bodies.filter(|body| matches!(body.kind, BodyKind::Multipart(_)));
    let mut waiting: Vec<TypeId> = forms.filter_map(|body| named(&body.ty)).collect();
    let mut seen = HashSet::new();
    while let Some(id) = waiting.pop() {
        if seen.insert(id) {
            waiting.extend(inside(&api.types, id));
        }
    }
    seen
}

fn inside(types: &TypeArena, id: TypeId) -> impl Iterator<Item = TypeId> + '_ {
    held(&types[id].kind).filter_map(named)
}

fn named(ty: &TypeRef) -> Option<TypeId> {
    match ty.innermost() {
        TypeRef::Named(id) => Some(*id),
        _ => None,
    }
}

fn slots(kind: &mut TypeKind) -> Vec<&mut TypeRef> {
    match kind {
        TypeKind::Struct(def) => {
            let fields = def.fields.iter_mut().map(|field| &mut field.ty);
            let rest = def.rest.iter_mut().map(|rest| &mut rest.value);
            fields.chain(rest).collect()
        }
        TypeKind::Union(def) => def
            .variants
            .iter_mut()
            .map(|variant| &mut variant.ty)
            .collect(),
        TypeKind::Alias(alias) => vec![&mut alias.target],
        TypeKind::Enum(_) | TypeKind::Newtype(_) => Vec::new(),
    }
}

fn be_text(ty: &mut TypeRef) {
    let inner = ty.innermost_mut();
    if *inner == TypeRef::Primitive(Primitive::File) {
        *inner = TypeRef::Primitive(Primitive::String);
    }
}
