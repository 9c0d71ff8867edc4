//! Tells what is wrong with a document before anything is made of it.
//!
//! One walk over every object, by the tables of `grammar`, with a
//! closer look at those whose parts have to agree with each other.

mod discriminators;
mod expressions;
pub(crate) mod extensions;
mod fallen_out;
mod header_names;
mod inheritance;
mod keywords;
mod links;
pub(crate) mod near_misses;
mod operations;
mod paths;
mod pointers;
mod properties;
mod references;
mod schema;
mod schemas;
mod security;
mod servers;
pub(crate) mod shapes;
mod style;
mod swallowed;
mod unused;
mod validation;
mod values;
mod walk;
mod wanted;

pub use schema::document_schema;

use crate::config::Strictness;
use crate::diagnostics::Sink;
use crate::load::Document;

/// Pushes everything that is wrong with the document to the sink.
///
/// Leniently, nothing is an error any more: what could be loaded is gone on
/// with, and lowering leaves out what can't be generated.
pub fn validate(doc: &Document, strictness: Strictness, sink: &mut Sink) {
    if strictness == Strictness::Lenient {
        sink.downgrade_errors();
    }
    let mut validation = validation::Validation::new(doc, strictness, sink);
    walk::Walk::new(&mut validation).everything();
    operations::check(&mut validation);
    paths::check(&mut validation);
    security::check(&mut validation);
    header_names::check(&mut validation);
    if strictness == Strictness::Strict {
        properties::check(&mut validation);
        inheritance::check(&mut validation);
        discriminators::check(&mut validation);
        near_misses::check(&mut validation);
        header_names::of_requests(&mut validation);
        servers::check(&mut validation);
        values::check(&mut validation);
        links::check(&mut validation);
        pointers::check(&mut validation);
        unused::check(&mut validation);
        swallowed::check(&mut validation);
        references::note_spoilt(&mut validation);
    }
    style::check(&mut validation);
}

#[cfg(test)]
mod tests;
