//! Which way does each type travel: in requests, in responses, or both?

use crate::config::Selection;
use crate::model::{
    Api, Payload, RustIdent, Success, TypeArena, TypeDef, TypeId, TypeKind, TypeRef, Usage,
};
use std::collections::HashSet;

/// Marks every type that an operation reaches. A type that none reaches is
/// taken for a response, the more forgiving of the two, unless it only exists
/// to be merged into others, or only some operations are wanted at all.
pub(super) fn mark(api: &mut Api, selection: &Selection) {
    let mut requests = Vec::new();
    let mut responses = Vec::new();
    let common = api.profile.common.iter();
    requests.extend(common.map(|parameter| parameter.ty.clone()));
    for operation in api.operations() {
        let parameters = operation.required.iter();
        let optional = operation.optional.iter().flat_map(|params| &params.fields);
        requests.extend(
            parameters
                .chain(optional)
                .map(|parameter| parameter.ty.clone()),
        );
        requests.extend(operation.bodies().map(|body| body.ty.clone()));
        let documented = operation.responses.0.iter();
        let payloads = documented.filter_map(|response| response.payload.as_ref());
        responses.extend(payloads.filter_map(Payload::ty).cloned());
        responses.extend(operation.results().flat_map(Success::types).cloned());
    }
    // Those of operations that are not wanted are nobody's.
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let documented = operations.flat_map(|operation| &operation.responses.0);
    let named: HashSet<&RustIdent> = documented.flat_map(|response| &response.headers).collect();
    api.headers.retain(|header| named.contains(&header.name));
    responses.extend(api.headers.iter().map(|header| header.ty.clone()));
    let messages = api.webhooks.iter().flat_map(|webhooks| &webhooks.messages);
    responses.extend(messages.filter_map(|message| message.ty.clone()));
    spread(&mut api.types, &requests, |usage| &mut usage.request);
    spread(&mut api.types, &responses, |usage| &mut usage.response);
    let unreached = |def: &TypeDef| def.usage == Usage::default();
    let types = api.types.iter();
    let rest: Vec<TypeRef> = types
        .filter(|(_, def)| selection.is_all() && unreached(def) && !def.merged)
        .map(|(id, _)| TypeRef::Named(id))
        .collect();
    spread(&mut api.types, &rest, |usage| &mut usage.response);
    for id in api.types.ids() {
        let def = &mut api.types[id];
        def.usage.nowhere = unreached(def);
    }
}

fn spread(types: &mut TypeArena, roots: &[TypeRef], mark: impl Fn(&mut Usage) -> &mut bool) {
    let mut waiting: Vec<TypeId> = roots.iter().filter_map(named).collect();
    while let Some(id) = waiting.pop() {
        let seen = mark(&mut types[id].usage);
        if !std::mem::replace(seen, true) {
            waiting.extend(held(&types[id].kind).filter_map(named));
        }
    }
}

fn named(ty: &TypeRef) -> Option<TypeId> {
    match ty.innermost() {
        TypeRef::Named(id) => Some(*id),
        _ => None,
    }
}

/// Every type that a type holds, in whatever way.
pub(super) fn held(kind: &TypeKind) -> Box<dyn Iterator<Item = &TypeRef> + '_> {
    match kind {
        TypeKind::Struct(def) => Box::new(
            def.fields
                .iter()
                .map(|field| &field.ty)
                .chain(def.rest.iter().map(|rest| &rest.value)),
        ),
        TypeKind::Union(def) => Box::new(def.variants.iter().map(|variant| &variant.ty)),
        TypeKind::Alias(alias) => Box::new(std::iter::once(&alias.target)),
        TypeKind::Enum(_) | TypeKind::Newtype(_) => Box::new(std::iter::empty()),
    }
}
