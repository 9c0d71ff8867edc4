//! What a type holds: its fields, branches and targets, whatever kind it is of.

use super::{TypeId, TypeKind, TypeRef};

impl TypeKind {
    /// Every type that a type holds, in whatever way.
    pub(crate) fn held(&self) -> Box<dyn Iterator<Item = &TypeRef> + '_> {
        match self {
            Self::Struct(def) => {
                let fields = def.fields.iter().map(|field| &field.ty);
                Box::new(fields.chain(def.rest.iter().map(|rest| &rest.value)))
            }
            Self::Union(def) => Box::new(def.variants.iter().map(|variant| &variant.ty)),
            Self::Alias(alias) => Box::new(std::iter::once(&alias.target)),
            Self::Enum(_) | Self::Newtype(_) => Box::new(std::iter::empty()),
        }
    }

    /// The same, to be changed.
    pub(crate) fn held_mut(&mut self) -> Box<dyn Iterator<Item = &mut TypeRef> + '_> {
        match self {
            Self::Struct(def) => {
                let fields = def.fields.iter_mut().map(|field| &mut field.ty);
                Box::new(fields.chain(def.rest.iter_mut().map(|rest| &mut rest.value)))
            }
            Self::Union(def) => Box::new(def.variants.iter_mut().map(|variant| &mut variant.ty)),
            Self::Alias(alias) => Box::new(std::iter::once(&mut alias.target)),
            Self::Enum(_) | Self::Newtype(_) => Box::new(std::iter::empty()),
        }
    }
}

impl TypeRef {
    /// The type of ours inside lists, maps, boxes and options.
    pub(crate) fn named(&self) -> Option<TypeId> {
        match self.innermost() {
            Self::Named(id) => Some(*id),
            _ => None,
        }
    }
}
