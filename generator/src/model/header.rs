//! Headers of responses.

use super::{Docs, RustIdent, TypeRef, ValueSpec, WireName};
use crate::tree::Place;

/// A header that some response is described with. Responses that describe it alike
/// share it.
#[derive(Debug, Clone)]
pub struct ResponseHeader {
    /// The name of its constant.
    pub name: RustIdent,
    /// Its name on the wire.
    pub wire: WireName,
    /// Whether its value is JSON text.
    pub json: bool,
    /// Whether the members of an object are written `name=value`.
    pub explode: bool,
    /// The type of its value.
    pub ty: TypeRef,
    /// What the document says of it.
    pub docs: Docs,
    /// Its default, example and bounds.
    pub value: ValueSpec,
    /// Where it stands first.
    pub place: Place,
}
