//! Headers of responses.

use super::{Docs, RustIdent, TypeRef, WireName};
use crate::tree::Place;

/// A header that some answer is described with. Answers that describe it alike
/// share it.
#[derive(Debug, Clone)]
pub struct AnswerHeader {
    /// The name of its constant.
    pub name: RustIdent,
    /// Its name on the wire.
    pub wire: WireName,
    /// The type of its value.
    pub ty: TypeRef,
    /// What the document says of it.
    pub docs: Docs,
    /// Where it stands first.
    pub place: Place,
}
