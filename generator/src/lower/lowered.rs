//! What a schema becomes where it is used.

use crate::model::{Codec, TypeRef};

/// A schema as seen from where it is used.
#[derive(Debug, Clone)]
pub(super) struct Lowered {
    pub ty: TypeRef,
    /// How the value is written, where that isn't the type's own way.
    pub codec: Option<Codec>,
    /// Whether null fits.
    pub nullable: bool,
    /// The one value that fits, if there is just one.
    pub constant: Option<serde_json::Value>,
}

impl Lowered {
    pub fn plain(ty: TypeRef) -> Self {
        Self {
            ty,
            codec: None,
            nullable: false,
            constant: None,
        }
    }
}

/// Null or a value.
pub(super) fn optional(ty: TypeRef, nullable: bool) -> TypeRef {
    match ty {
        TypeRef::Any | TypeRef::Optional(_) => ty,
        ty if nullable => TypeRef::Optional(Box::new(ty)),
        ty => ty,
    }
}
