//! A type that is sent and received, and whose members are not the same both ways,
//! becomes two; and every type loses the members that travel the other way alone.

use super::roots;
use crate::model::{
    Api, Direction, Field, RustIdent, TypeArena, TypeDef, TypeId, TypeKind, TypeRef, Usage,
};

pub(super) fn split(api: &mut Api) {
    let types = std::mem::take(&mut api.types);
    let (mut types, moved) = types.with_followers(request_form);
    let form = |id: TypeId, direction: Direction| {
        let (response, request) = moved.get(id.index()).copied().unwrap_or((id, None));
        match direction {
            Direction::Request => request.unwrap_or(response),
            Direction::Response => response,
        }
    };
    let refer = |ty: &mut TypeRef, direction: Direction| {
        if let TypeRef::Named(id) = ty.innermost_mut() {
            *id = form(*id, direction);
        }
    };
    for id in types.ids() {
        let direction = if types[id].usage.request {
            Direction::Request
        } else {
            Direction::Response
        };
        for ty in types[id].kind.held_mut() {
            refer(ty, direction);
        }
    }
    for (response, request) in &moved {
        if let Some(request) = request {
            types[*response].counterpart = Some(*request);
            types[*request].counterpart = Some(*response);
        }
    }
    omit(&mut types);
    api.types = types;
    roots::visit(api, &mut |root, ty| refer(ty, root.direction()));
}

/// What is sent in place of a type that is then only received.
fn request_form(def: &mut TypeDef) -> Option<TypeDef> {
    let forms = def.forms.take()?;
    if !(def.usage.request && def.usage.response) {
        return None;
    }
    let mut request = TypeDef {
        // They show what the schema is, and so are of the received form.
        examples: Vec::new(),
        former: None,
        ..def.clone()
    };
    request.usage.response = false;
    request.be_called(forms.request);
    def.usage.request = false;
    def.be_called(forms.response);
    Some(request)
}

/// Takes what travels the other way alone out of every type that travels one way.
fn omit(types: &mut TypeArena) {
    for id in types.ids() {
        let direction = match types[id].usage {
            Usage {
                request: true,
                response: false,
                ..
            } => Direction::Request,
            Usage {
                request: false,
                response: true,
                ..
            } => Direction::Response,
            _ => continue,
        };
        if let TypeKind::Struct(body) = &mut types[id].kind {
            let (kept, omitted): (Vec<Field>, Vec<Field>) = std::mem::take(&mut body.fields)
                .into_iter()
                .partition(|field| field.access.allows(direction));
            body.fields = kept;
            let is_kept = |name: &RustIdent| !omitted.iter().any(|field| field.name == *name);
            body.bare = body.bare.take().filter(is_kept);
            body.omitted = omitted.into_iter().map(|field| field.wire).collect();
            let demands = std::mem::take(&mut body.demands).into_iter();
            let demands = demands.filter_map(|demand| demand.without(&body.omitted));
            body.demands = demands.collect();
        }
    }
}
