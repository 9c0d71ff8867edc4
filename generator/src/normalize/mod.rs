//! Brings what versions and habits write differently into one form.
//!
//! Lowering reads `OpenAPI` 3.0 as it is meant: `type` is one word or absent,
//! null is said by `nullable`, nothing stands beside `$ref`, and so on. Each
//! rule that leads there has a file and a name. They are applied to every
//! schema, whatever the version: documents use forms of either in both.
//!
//! One rule is about the document as a whole: where OpenAPI allows no `$ref` and
//! there is one all the same, as in place of an operation, what it leads to is
//! put in its place.
//!
//! Another is about schemas with open parts (`$dynamicRef`): each schema that refers
//! to one and says what the parts are becomes a copy of it.
//!
//! A third is about texts that are too long for documentation: they are cut.
//!
//! A value that a rule moves can still be found: the document keeps a table of
//! where things come from.

mod events;
mod generics;
mod rewrite;
mod rules;
mod subject;
mod texts;

use crate::diagnostics::Sink;
use crate::grammar::{self, Kind, Shape};
use crate::load::{Document, Version};
use crate::tree::{FileId, HashSet, Node, Place};

/// The document in the one form that lowering reads.
#[must_use]
pub fn normalize(doc: Document, sink: &mut Sink) -> Document {
    let mut event_data = HashSet::default();
    let mut long_texts = HashSet::default();
    let mut findings = Vec::new();
    let found = grammar::visit(&doc, &mut |shape, place, node| match shape {
        Shape::Object(Kind::MediaType) => events::find(&doc, place, &mut event_data),
        Shape::Text => {
            if let Some(finding) = texts::cut(place, node)
                && long_texts.insert(place.clone())
            {
                findings.push(finding);
            }
        }
        _ => {}
    });
    let misplaced = found.misplaced.into_iter();
    let misplaced = misplaced.filter_map(|(place, target)| {
        let (target, node) = doc.follow(&target)?;
        Some((place, (target, node.clone())))
    });
    let misplaced = misplaced.collect();
    let generics = generics::Generics::of(&doc, &found.schemas);
    let (roots, sources, version) = doc.into_roots();
    let mut rewrite = rewrite::Rewrite::new(
        found.schemas,
        misplaced,
        event_data,
        long_texts,
        generics,
        version > Version::V3_0,
    );
    let roots: Vec<Option<Node>> = (0..)
        .zip(roots)
        .map(|(file, root)| Some(rewrite.file(&Place::root(FileId(file)), root?)))
        .collect();
    let (moves, found) = rewrite.finish();
    let sources = sources.with_moves(moves);
    sink.attach_moved(&sources);
    for finding in findings.into_iter().chain(found) {
        sink.push(finding);
    }
    Document::with_roots(roots, sources, version)
}

#[cfg(test)]
mod tests;
