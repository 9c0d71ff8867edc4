//! Which way does each type travel: in requests, in responses, or both?

use super::roots;
use crate::config::Selection;
use crate::model::{
    Api, Direction, RustIdent, TypeArena, TypeDef, TypeId, TypeKind, TypeRef, Usage,
};
use crate::tree::HashSet;

/// Marks every type that an operation reaches. A type that none reaches is
/// taken for a response, the more forgiving of the two, unless it only exists
/// to be merged into others, or only some operations are wanted at all.
pub(super) fn mark(api: &mut Api, selection: &Selection) {
    // Headers of operations that are not wanted are nobody's.
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let documented = operations.flat_map(|operation| &operation.responses.0);
    let named: HashSet<&RustIdent> = documented.flat_map(|response| &response.headers).collect();
    api.headers.retain(|header| named.contains(&header.name));
    let (mut requests, mut responses) = (Vec::new(), Vec::new());
    roots::visit(api, &mut |root, ty| match root.direction() {
        Direction::Request => requests.extend(ty.named()),
        Direction::Response => responses.extend(ty.named()),
    });
    spread(&mut api.types, requests, Direction::Request);
    spread(&mut api.types, responses, Direction::Response);
    let unreached = |def: &TypeDef| def.usage == Usage::default();
    let types = api.types.iter();
    let rest: Vec<TypeId> = types
        .filter(|(_, def)| selection.is_all() && unreached(def) && !def.merged)
        .map(|(id, _)| id)
        .collect();
    // What operations reach is what they need it to be, whoever else holds it.
    let rest = inside(&api.types, rest, |def| unreached(def), Direction::Response);
    for id in rest {
        api.types[id].usage.response = true;
    }
    for id in api.types.ids() {
        let def = &mut api.types[id];
        def.usage.nowhere = unreached(def);
    }
}

/// Marks what travels one way.
fn spread(types: &mut TypeArena, roots: Vec<TypeId>, direction: Direction) {
    for id in inside(types, roots, |_| true, direction) {
        let usage = &mut types[id].usage;
        match direction {
            Direction::Request => usage.request = true,
            Direction::Response => usage.response = true,
        }
    }
}

/// The wanted types that are or lie in `roots`, through what travels this way.
fn inside(
    types: &TypeArena,
    roots: Vec<TypeId>,
    wanted: impl Fn(&TypeDef) -> bool,
    direction: Direction,
) -> HashSet<TypeId> {
    let mut waiting = roots;
    let mut seen = HashSet::default();
    while let Some(id) = waiting.pop() {
        let def = &types[id];
        if !wanted(def) || !seen.insert(id) {
            continue;
        }
        match &def.kind {
            TypeKind::Struct(body) => {
                let fields = body.fields.iter();
                let fields = fields.filter(|field| field.access.allows(direction));
                waiting.extend(fields.filter_map(|field| field.ty.named()));
                waiting.extend(body.rest.iter().filter_map(|rest| rest.value.named()));
            }
            kind => waiting.extend(kind.held().filter_map(TypeRef::named)),
        }
    }
    seen
}
