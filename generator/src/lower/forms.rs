//! Names of types that are of one form in requests and of another in responses.
//!
//! They are claimed last, so that no other name depends on them.

use super::naming::Names;
use crate::model::{
    Access, FormNames, Forms, Presence, TypeArena, TypeDef, TypeId, TypeKind, TypeRef,
};
use crate::tree::HashSet;

/// Gives every type that may differ by direction a name for each.
pub(super) fn claim(types: &mut TypeArena, names: &mut Names<'_>) {
    let different = different(types);
    for id in types.ids().filter(|id| different.contains(id)) {
        let def = &mut types[id];
        let own = FormNames {
            name: def.name.clone(),
            required_name: def.required_name().cloned(),
        };
        let plain = def.name.plain();
        let forms = if let Some(stem) = plain.strip_suffix("Request") {
            Forms {
                response: other(names, def, &format!("{stem}Response")),
                request: own,
            }
        } else {
            let stem = plain.strip_suffix("Response").unwrap_or(plain);
            Forms {
                request: other(names, def, &format!("{stem}Request")),
                response: own,
            }
        };
        def.forms = Some(forms);
    }
}

/// Names that the document doesn't give.
fn other(names: &mut Names<'_>, def: &TypeDef, wanted: &str) -> FormNames {
    let owner = names.context.ledger.owner(def.name.plain());
    let mut claim = |candidates: &[&str], fallback: &str| {
        let types = &mut names.types;
        types
            .claim_as(&owner, candidates, fallback, &def.place)
            .name
    };
    let name = claim(&[wanted, &format!("{wanted}Model")], "form");
    let required_name = def.required_name().map(|_| {
        let plain = name.plain();
        let longer = format!("{plain}RequiredFields");
        claim(&[&format!("{plain}Required"), &longer], "form_required")
    });
    FormNames {
        name,
        required_name,
    }
}

/// The types that differ by direction, and all that hold one.
fn different(types: &TypeArena) -> HashSet<TypeId> {
    let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); types.len()];
    let mut open = Vec::new();
    for (id, def) in types.iter() {
        if differs(def) {
            open.push(id);
        }
        for held in def.kind.held().filter_map(TypeRef::named) {
            if let Some(holders) = holders.get_mut(held.index()) {
                holders.push(id);
            }
        }
    }
    let mut seen = HashSet::default();
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            open.extend(holders.get(id.index()).into_iter().flatten());
        }
    }
    seen
}

/// Whether a type differs by itself: it has a member that travels one way alone, or
/// one of which a request says something by null and something else by leaving it
/// out, or that only responses may have as null.
fn differs(def: &TypeDef) -> bool {
    let TypeKind::Struct(def) = &def.kind else {
        return false;
    };
    let mut fields = def.fields.iter();
    fields.any(|field| {
        let says_by_null = field.presence == Presence::OptionalNullable
            || (field.foreign_null && field.presence == Presence::Nullable);
        field.access != Access::Both || says_by_null
    })
}
