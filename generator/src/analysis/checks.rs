//! Which types have anything in them that requests are held against?

use super::derives;
use crate::model::{Api, Demand, TypeArena, TypeId, TypeKind, ValueSpec};

pub(super) fn find(api: &mut Api) {
    let types = &api.types;
    let own = types.iter().filter(|(_, def)| has_own(&def.kind));
    let own: Vec<TypeId> = own.map(|(id, _)| id).collect();
    let checked = derives::spread(&derives::holders(types), own);
    let ids: Vec<TypeId> = types.ids().collect();
    for (id, checked) in ids.into_iter().zip(checked) {
        set(&mut api.types, id, checked);
    }
}

fn set(types: &mut TypeArena, id: TypeId, checked: bool) {
    let def = &mut types[id];
    def.checked = checked && def.usage.request;
}

fn has_own(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Struct(def) => {
            let mut demands = def.demands.iter();
            def.fields.iter().any(|field| has_any(&field.value)) || demands.any(Demand::can_be_held)
        }
        TypeKind::Union(def) => def.variants.iter().any(|variant| has_any(&variant.value)),
        TypeKind::Newtype(def) => has_any(&def.value),
        TypeKind::Enum(_) | TypeKind::Alias(_) => false,
    }
}

fn has_any(value: &ValueSpec) -> bool {
    !value.constraints.is_empty() || value.items.as_deref().is_some_and(has_any)
}
