//! Which types that are received can be sent again, in the form of requests?
//!
//! Those that have every member that is sent, as it is sent.

use crate::model::{Field, FieldShape, StructDef, TypeArena, TypeId, TypeKind, TypeRef};
use crate::tree::HashSet;

pub(super) fn find(types: &mut TypeArena) {
    let requests = types.iter().filter(|(_, def)| def.usage.request_only());
    let mut found: HashSet<TypeId> = requests
        .filter(|(_, def)| def.counterpart.is_some())
        .map(|(id, _)| id)
        .collect();
    // What one holds may turn out not to convert, and then it doesn't either.
    loop {
        let fits = |id: &TypeId| converts(types, &found, *id);
        let kept: HashSet<TypeId> = found.iter().copied().filter(fits).collect();
        if kept.len() == found.len() {
            break;
        }
        found = kept;
    }
    for id in found {
        types[id].converts = true;
    }
}

fn converts(types: &TypeArena, found: &HashSet<TypeId>, request: TypeId) -> bool {
    let Some(response) = types[request].counterpart else {
        return false;
    };
    let (TypeKind::Struct(request), TypeKind::Struct(response)) =
        (&types[request].kind, &types[response].kind)
    else {
        return false;
    };
    let same_rest = match (&request.rest, &response.rest) {
        (None, _) => true,
        (Some(request), Some(response)) => request.value == response.value,
        (Some(_), None) => false,
    };
    let mut fields = request.fields.iter();
    same_rest
        && !request.fields.is_empty()
        && fields.all(|field| {
            let came = counterpart(response, field);
            came.is_some_and(|came| {
                let shapes = (field.shape, came.shape);
                let shape =
                    shapes.0 == shapes.1 || shapes == (FieldShape::Patch, FieldShape::Option);
                shape && becomes(types, found, &came.ty, &field.ty)
            })
        })
}

fn counterpart<'a>(response: &'a StructDef, field: &Field) -> Option<&'a Field> {
    response.fields.iter().find(|came| came.wire == field.wire)
}

/// Whether a value that came is one to send, or becomes one.
fn becomes(types: &TypeArena, found: &HashSet<TypeId>, came: &TypeRef, sent: &TypeRef) -> bool {
    match (came, sent) {
        (came, sent) if came == sent => true,
        (TypeRef::List(came), TypeRef::List(sent))
        | (TypeRef::Map(came), TypeRef::Map(sent))
        | (TypeRef::Optional(came), TypeRef::Optional(sent))
        | (TypeRef::Boxed(came), TypeRef::Boxed(sent)) => becomes(types, found, came, sent),
        (TypeRef::Named(came), TypeRef::Named(sent)) => {
            found.contains(sent) && types[*sent].counterpart == Some(*came)
        }
        _ => false,
    }
}
