//! What a lowering reads: the document and the settings.

use super::{MAX_DEPTH, docs_of};
use crate::config::{Config, Strictness};
use crate::diagnostics::Severity;
use crate::load::Document;
use crate::model::Docs;
use crate::names::Ledger;
use crate::tree::{Node, Place};

/// The document and the settings, which no lowering changes.
///
/// Other files of this folder add what they ask of the document.
#[derive(Clone, Copy)]
pub(super) struct LoweringContext<'a> {
    pub document: &'a Document,
    pub config: &'a Config,
    pub strictness: Strictness,
    pub ledger: &'a Ledger<'a>,
}

impl<'a> LoweringContext<'a> {
    pub fn node(&self, place: &Place) -> Option<&'a Node> {
        self.document.node(place)
    }

    /// Follows `$ref`s from `place` to what they mean in the end. Reports
    /// nothing: validation has. `None` for a dangling or endless reference.
    pub fn resolve(&self, place: &Place) -> Option<Place> {
        let mut here = place.clone();
        for _ in 0..MAX_DEPTH {
            let node = self.node(&here)?;
            match node.get("$ref").and_then(Node::as_str) {
                None => return Some(here),
                Some(reference) => here = self.document.resolve(&here, reference).ok()?,
            }
        }
        None
    }

    /// How bad it is what a maintainer can mend and a user of somebody else's
    /// document can't.
    pub fn severity(&self) -> Severity {
        match self.strictness {
            Strictness::Strict => Severity::Error,
            Strictness::Lenient => Severity::Warning,
        }
    }

    /// Docs of a property or branch: its own words, or else those of the
    /// schema that it refers to.
    pub fn docs_at(&self, place: &Place) -> Docs {
        let own = self
            .node(place)
            .map(|node| docs_of(node, "title"))
            .unwrap_or_default();
        if own.description.is_some() || own.title.is_some() {
            return own;
        }
        let target = self.resolve(place).and_then(|target| self.node(&target));
        let theirs = target
            .map(|node| docs_of(node, "title"))
            .unwrap_or_default();
        Docs {
            deprecated: own.deprecated || theirs.deprecated,
            ..theirs
        }
    }
}
