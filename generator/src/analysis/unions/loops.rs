//! Unions that are a branch of themselves, alone or by way of others: to read one, it
//! would have to be read already. Such a branch adds nothing, and goes.

use crate::diagnostics::{Code, Diagnostic, Sink};
use crate::model::{TypeArena, TypeId, TypeKind, TypeRef};
use crate::tree::HashMap;

/// So many aliases are followed.
const MOST_ALIASES: usize = 100;

pub(in crate::analysis) fn break_loops(types: &mut TypeArena, sink: &mut Sink) {
    let mut found = Vec::new();
    let mut seen = HashMap::default();
    let ids: Vec<TypeId> = types.ids().collect();
    for id in ids {
        search(types, id, &mut seen, &mut found);
    }
    // The last first, so that the others stay where they are.
    found.sort_by_key(|(id, at)| (id.index(), usize::MAX - at));
    for (id, at) in found {
        let def = &mut types[id];
        let diagnostic = Diagnostic::note(
            Code::EndlessType,
            format!("`{}` is a branch of itself", def.name),
        )
        .at(&def.place, "that branch is left out");
        sink.push(diagnostic);
        if let TypeKind::Union(body) = &mut def.kind
            && at < body.variants.len()
        {
            body.variants.remove(at);
        }
    }
}

/// Goes through the unions that a type leads to, and notes each branch that leads back
/// to one of those on the way, which `seen` has as `true`.
fn search(
    types: &TypeArena,
    start: TypeId,
    seen: &mut HashMap<TypeId, bool>,
    found: &mut Vec<(TypeId, usize)>,
) {
    let mut way: Vec<(TypeId, usize)> = Vec::new();
    if !seen.contains_key(&start) {
        seen.insert(start, true);
        way.push((start, 0));
    }
    while let Some((id, next)) = way.last_mut() {
        let (id, at) = (*id, *next);
        *next += 1;
        let variant = match &types[id].kind {
            TypeKind::Union(body) => body.variants.get(at),
            _ => None,
        };
        let Some(variant) = variant else {
            seen.insert(id, false);
            way.pop();
            continue;
        };
        let Some(inner) = union_of(types, &variant.ty) else {
            continue;
        };
        match seen.get(&inner) {
            Some(true) => found.push((id, at)),
            Some(false) => {}
            None => {
                seen.insert(inner, true);
                way.push((inner, 0));
            }
        }
    }
}

/// The union that a type is.
fn union_of(types: &TypeArena, ty: &TypeRef) -> Option<TypeId> {
    let mut ty = ty;
    for _ in 0..MOST_ALIASES {
        match ty {
            TypeRef::Boxed(inner) | TypeRef::Optional(inner) => ty = inner,
            TypeRef::Named(id) => match &types[*id].kind {
                TypeKind::Union(_) => return Some(*id),
                TypeKind::Alias(alias) => ty = &alias.target,
                _ => return None,
            },
            _ => return None,
        }
    }
    None
}
