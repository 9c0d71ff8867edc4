//! Which member of a body asks for a stream?
//!
//! APIs that respond either way are told by a boolean `stream`, which the method
//! that gives the stream therefore sets.

use crate::model::{
    Api, Body, BodyKind, Field, Payload, Primitive, Success, Switch, TypeArena, TypeKind, TypeRef,
};

/// Finds that member for every method that gives a stream.
pub(super) fn find_switches(api: &mut Api) {
    let types = &api.types;
    let operations = api
        .groups
        .iter_mut()
        .flat_map(|group| &mut group.operations);
    for operation in operations {
        set(types, &operation.success, operation.body.as_mut());
        for alternative in &mut operation.alternatives {
            set(types, &alternative.success, alternative.body.as_mut());
        }
    }
}

fn set(types: &TypeArena, success: &Success, body: Option<&mut Body>) {
    let is_stream = matches!(success, Success::Of(payload) if Payload::is_stream(payload));
    if let Some(body) = body.filter(|body| is_stream && body.kind == BodyKind::Json) {
        body.switch = switch(types, &body.ty);
    }
}

fn switch(types: &TypeArena, ty: &TypeRef) -> Option<Switch> {
    let TypeRef::Named(id) = ty else {
        return None;
    };
    let TypeKind::Struct(def) = &types[types.original(*id)].kind else {
        return None;
    };
    let boolean = TypeRef::Primitive(Primitive::Boolean);
    let is_switch = |field: &&Field| field.wire.as_str() == "stream" && field.ty == boolean;
    let field = def.fields.iter().find(is_switch)?;
    let name = field.name.clone();
    Some(match (field.is_settable(), field.constant.is_some()) {
        (true, true) => Switch::Constant(name),
        (true, false) => Switch::Setter(name),
        (false, _) => Switch::Field(name),
    })
}
