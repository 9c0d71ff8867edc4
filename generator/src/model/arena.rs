//! Arenas: ids of types, and the types that they mean.

use super::{AddedAttributes, Alias, Docs, RustIdent, TypeDef, TypeKind, TypeRef, Usage, WireName};
use crate::tree::Place;
use std::ops::{Index, IndexMut};

/// Which type of an arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(u32);

impl TypeId {
    /// The position in the arena.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// All types of an API; a [`TypeId`] is only ever made for the arena it indexes.
#[derive(Debug, Clone, Default)]
pub struct TypeArena(Vec<TypeDef>);

impl TypeArena {
    /// Every type, in the order of addition.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        (0..).map(TypeId).zip(&self.0)
    }

    /// Every id, in the order of addition.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..u32::try_from(self.0.len()).unwrap_or(u32::MAX)).map(TypeId)
    }

    /// How many types there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// What an alias, or an alias of aliases, names; a type that is none is itself.
    pub(crate) fn original(&self, id: TypeId) -> TypeId {
        let mut here = id;
        // An alias of an alias is no deeper than there are types.
        for _ in 0..self.len() {
            let TypeKind::Alias(alias) = &self[here].kind else {
                break;
            };
            let TypeRef::Named(next) = alias.target else {
                break;
            };
            here = next;
        }
        here
    }

    /// The arena with other types behind some of its own: which follow a type is
    /// asked of `follow`. Says what each id has become, and the id of what
    /// follows it.
    pub(crate) fn with_followers(
        self,
        follow: impl Fn(&mut TypeDef) -> Option<TypeDef>,
    ) -> (Self, Vec<(TypeId, Option<TypeId>)>) {
        let mut types = Vec::with_capacity(self.0.len());
        let mut moved = Vec::with_capacity(self.0.len());
        let next = |types: &Vec<TypeDef>| TypeId(u32::try_from(types.len()).unwrap_or(u32::MAX));
        for mut def in self.0 {
            let id = next(&types);
            let follower = follow(&mut def);
            types.push(def);
            let follower = follower.map(|def| {
                let id = next(&types);
                types.push(def);
                id
            });
            moved.push((id, follower));
        }
        (Self(types), moved)
    }

    /// Whether there is no type at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[allow(
    clippy::indexing_slicing,
    reason = "an id is only made for the arena that it indexes"
)]
impl Index<TypeId> for TypeArena {
    type Output = TypeDef;

    fn index(&self, id: TypeId) -> &TypeDef {
        &self.0[id.index()]
    }
}

#[allow(
    clippy::indexing_slicing,
    reason = "an id is only made for the arena that it indexes"
)]
impl IndexMut<TypeId> for TypeArena {
    fn index_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self.0[id.index()]
    }
}

/// What is known of a type before its insides are.
#[derive(Debug)]
pub(crate) struct TypeHead {
    pub name: RustIdent,
    pub module: RustIdent,
    pub component: Option<WireName>,
    pub place: Place,
    pub docs: Docs,
    pub examples: Vec<(Place, serde_json::Value)>,
}

/// An arena that is being filled: a type has an id before it has insides, so that
/// it can refer to itself.
#[derive(Debug, Default)]
pub(crate) struct ReservedTypes(Vec<(TypeHead, Option<TypeKind>)>);

impl ReservedTypes {
    /// An id for a type whose insides are to come.
    pub fn reserve(&mut self, head: TypeHead) -> TypeId {
        let id = TypeId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push((head, None));
        id
    }

    /// Gives a type its insides.
    pub fn fill(&mut self, id: TypeId, kind: TypeKind) {
        if let Some((_, slot)) = self.0.get_mut(id.index()) {
            *slot = Some(kind);
        }
    }

    /// The name of a type.
    pub fn name(&self, id: TypeId) -> Option<&RustIdent> {
        self.0.get(id.index()).map(|(head, _)| &head.name)
    }

    /// What a type is; `None` as long as it has no insides.
    pub fn kind(&self, id: TypeId) -> Option<&TypeKind> {
        self.0.get(id.index())?.1.as_ref()
    }

    /// The arena, and the types that never got insides: any JSON fits them.
    pub fn finish(self) -> (TypeArena, Vec<TypeId>) {
        let mut holes = Vec::new();
        let types = (0..).map(TypeId).zip(self.0);
        let types = types.map(|(id, (head, kind))| TypeDef {
            name: head.name,
            module: head.module,
            former: None,
            component: head.component,
            place: head.place,
            docs: head.docs,
            kind: kind.unwrap_or_else(|| {
                holes.push(id);
                TypeKind::Alias(Alias {
                    target: TypeRef::Any,
                    codec: None,
                })
            }),
            usage: Usage::default(),
            merged: false,
            forms: None,
            counterpart: None,
            converts: false,
            derives: Vec::new(),
            checked: false,
            features: Vec::new(),
            added: AddedAttributes::default(),
            json_schema: None,
            examples: head.examples,
        });
        let arena = TypeArena(types.collect());
        (arena, holes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(name: &str) -> TypeHead {
        TypeHead {
            name: RustIdent::trusted(name.to_owned()),
            module: RustIdent::trusted("module".to_owned()),
            component: None,
            place: Place::default(),
            docs: Docs::default(),
            examples: Vec::new(),
        }
    }

    #[test]
    fn a_type_without_insides_is_any_json_and_is_told() {
        let mut types = ReservedTypes::default();
        let array = types.reserve(head("List"));
        let lost = types.reserve(head("Lost"));
        assert!(types.kind(array).is_none());
        let target = TypeRef::List(Box::new(TypeRef::Named(lost)));
        types.fill(
            array,
            TypeKind::Alias(Alias {
                target,
                codec: None,
            }),
        );
        assert!(types.kind(array).is_some());
        let (arena, holes) = types.finish();
        assert_eq!(holes, [lost]);
        assert!(matches!(
            &arena[lost].kind,
            TypeKind::Alias(Alias {
                target: TypeRef::Any,
                codec: None
            })
        ));
    }
}
