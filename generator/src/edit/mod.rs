//! Edits of a document's text: what is not edited stays as a person wrote it, down to
//! comments and blank lines.
//!
//! Whatever is edited is read again, and has to say what it is meant to say.

mod fix;
mod order;

pub use fix::{FixedFile, fix};
pub use order::{CannotOrder, order};
