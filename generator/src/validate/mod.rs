//! Tells what is wrong with a document before anything is made of it.
//!
//! One walk over every object, by the tables of `grammar`, with a
//! closer look at those whose parts have to agree with each other.

mod extensions;
mod operations;
mod paths;
mod references;
mod schemas;
mod security;
mod shapes;
mod unused;
mod walk;

use crate::diagnostics::Sink;
use crate::load::Document;

/// Whose document it is, which decides how much is forgiven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Ours: what is wrong with it is an error, for we can mend it.
    Own,
    /// Somebody else's: what can be lived with is a warning.
    Foreign,
}

/// Pushes everything that is wrong with the document to the sink.
///
/// In a foreign document nothing is an error any more: what could be loaded is
/// gone on with, and lowering leaves out what can't be generated.
pub fn validate(doc: &Document, strictness: Strictness, sink: &mut Sink) {
    if strictness == Strictness::Foreign {
        sink.forgive();
    }
    let mut walk = walk::Walk::new(doc, strictness, sink);
    walk.everything();
    operations::check(&mut walk);
    paths::check(&mut walk);
    security::check(&mut walk);
    if strictness == Strictness::Own {
        unused::check(&mut walk);
    }
}

#[cfg(test)]
mod tests;
