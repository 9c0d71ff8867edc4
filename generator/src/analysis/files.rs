//! Which binary strings are files?
//!
//! Those that a form with files holds. Anywhere else a binary string is a text
//! like any other, for JSON has nothing else.

use super::roots::{self, Root};
use crate::model::{Api, Primitive, TypeId, TypeRef};
use crate::tree::HashSet;

pub(super) fn settle(api: &mut Api) {
    let mut forms = Vec::new();
    roots::visit(api, &mut |root, ty| match root {
        Root::Form => forms.extend(ty.named()),
        _ => be_text(ty),
    });
    let sent = inside(api, forms);
    for id in api.types.ids() {
        if !sent.contains(&id) {
            api.types[id].kind.held_mut().for_each(be_text);
        }
    }
}

/// The types that forms with files hold, at any depth.
fn inside(api: &Api, mut waiting: Vec<TypeId>) -> HashSet<TypeId> {
    let mut seen = HashSet::default();
    while let Some(id) = waiting.pop() {
        if seen.insert(id) {
            waiting.extend(api.types[id].kind.held().filter_map(TypeRef::named));
        }
    }
    seen
}

fn be_text(ty: &mut TypeRef) {
    let inner = ty.innermost_mut();
    if *inner == TypeRef::Primitive(Primitive::File) {
        *inner = TypeRef::Primitive(Primitive::String);
    }
}
