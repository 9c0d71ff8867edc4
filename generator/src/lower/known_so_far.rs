//! Schemas that are referred to from inside of themselves, before they are lowered.

use super::lowered::{Lowered, optional};
use super::schema::SchemaLowerer;
use super::structural::{MOST_NESTED, is_nullable, is_type};
use crate::model::TypeRef;
use crate::tree::Place;

impl SchemaLowerer<'_> {
    /// What is known already of a schema without a name: the list or the map of a type that
    /// has one, for that has it before its insides are looked at.
    pub(super) fn known_so_far(&self, place: &Place, depth: usize) -> Option<Lowered> {
        let target = self.context.resolve(place)?;
        if let Some(done) = self.done.get(&target) {
            return Some(done.clone());
        }
        let view = self.context.view(&target)?;
        if depth > MOST_NESTED {
            return None;
        }
        let inside = |place: &Place| self.known_so_far(place, depth + 1);
        let of = |key: &str, holder: fn(Box<TypeRef>) -> TypeRef| {
            let inner = inside(&target.key(key))?;
            let ty = holder(Box::new(optional(inner.ty, inner.nullable)));
            Some(Lowered {
                codec: inner.codec,
                ..Lowered::plain(ty)
            })
        };
        let shape = &view.shape;
        let known = if let Some(branch) = self.only_branch(&view) {
            inside(&branch)?
        } else if !shape.all_of.is_empty() {
            return None;
        } else if is_type(&view, "array", shape.items.is_some()) {
            of("items", TypeRef::List)?
        } else {
            of("additionalProperties", TypeRef::Map)?
        };
        let nullable = known.nullable || is_nullable(&view) || self.has_null_branch(&view);
        Some(Lowered { nullable, ..known })
    }
}
