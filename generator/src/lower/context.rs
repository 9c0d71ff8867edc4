//! What a lowering reads: the document and the settings.

use super::docs_of;
use super::view::SchemaView;
use crate::config::{Config, Strictness};
use crate::diagnostics::Severity;
use crate::load::{Document, MOST_STEPS};
use crate::model::{Docs, TypeRef};
use crate::names::Ledger;
use crate::tree::{HashMap, Node, Place};
use std::cell::RefCell;
use std::rc::Rc;

/// So many views are kept. A schema is asked about again soon or not at all, and a view
/// takes more than the schema.
const MOST_VIEWS: usize = 512;

/// The document and the settings, which no lowering changes.
///
/// Other files of this folder add what they ask of the document.
#[derive(Clone, Copy)]
pub(super) struct LoweringContext<'a> {
    pub document: &'a Document,
    pub config: &'a Config,
    pub strictness: Strictness,
    pub ledger: &'a Ledger<'a>,
    pub look_ups: &'a LookUps<'a>,
}

/// What has been looked up: each schema is asked for many times, and its place is a
/// long way through the document.
#[derive(Default)]
pub(super) struct LookUps<'a> {
    nodes: RefCell<HashMap<Place, Option<&'a Node>>>,
    targets: RefCell<HashMap<Place, Option<Place>>>,
    views: RefCell<HashMap<Place, Rc<SchemaView>>>,
}

impl<'a> LoweringContext<'a> {
    pub fn node(&self, place: &Place) -> Option<&'a Node> {
        let known = self.look_ups.nodes.borrow().get(place).copied();
        known.unwrap_or_else(|| {
            let node = self.document.node(place);
            let mut nodes = self.look_ups.nodes.borrow_mut();
            nodes.insert(place.clone(), node);
            node
        })
    }

    /// Follows `$ref`s from `place` to what they mean in the end. Reports
    /// nothing: validation has. `None` for a dangling or endless reference.
    pub fn resolve(&self, place: &Place) -> Option<Place> {
        if let Some(known) = self.look_ups.targets.borrow().get(place) {
            return known.clone();
        }
        let target = self.follow(place);
        let mut targets = self.look_ups.targets.borrow_mut();
        targets.insert(place.clone(), target.clone());
        target
    }

    /// What stands at `place`, or what the reference there means in the end.
    pub fn target(&self, place: &Place) -> Option<&'a Node> {
        self.node(&self.resolve(place)?)
    }

    /// The view of the schema that stands at `place`.
    pub fn view(&self, place: &Place) -> Option<Rc<SchemaView>> {
        if let Some(known) = self.look_ups.views.borrow().get(place) {
            return Some(known.clone());
        }
        let view = Rc::new(SchemaView::new(self.node(place)?, place));
        let mut views = self.look_ups.views.borrow_mut();
        if views.len() >= MOST_VIEWS {
            views.clear();
        }
        views.insert(place.clone(), view.clone());
        Some(view)
    }

    /// The view of the schema at `place`, or of the one that the reference there means in
    /// the end.
    pub fn target_view(&self, place: &Place) -> Option<Rc<SchemaView>> {
        self.view(&self.resolve(place)?)
    }

    fn follow(&self, place: &Place) -> Option<Place> {
        let mut here = place.clone();
        for _ in 0..MOST_STEPS {
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
        let theirs = self
            .target(place)
            .map(|node| docs_of(node, "title"))
            .unwrap_or_default();
        Docs {
            deprecated: own.deprecated || theirs.deprecated,
            ..theirs
        }
    }

    /// What the branches of a union say of themselves that is one primitive: no type of
    /// theirs could say it.
    pub fn said_by_branches(&self, place: &Place, ty: &TypeRef) -> Option<String> {
        let node = self.node(&self.resolve(place)?)?;
        let is_primitive = matches!(ty, TypeRef::Primitive(_));
        let branches = ["oneOf", "anyOf"].into_iter();
        let branches = branches
            .filter_map(|key| node.get(key)?.as_list())
            .flatten();
        let said = branches.filter_map(|branch| {
            let docs = docs_of(branch, "title");
            let first = docs
                .description
                .as_deref()
                .and_then(|text| text.lines().next());
            let words: Vec<&str> = docs.title.as_deref().into_iter().chain(first).collect();
            (!words.is_empty()).then(|| format!("- {}", words.join(": ")))
        });
        let said: Vec<String> = said.collect();
        (is_primitive && said.len() > 1).then(|| format!("One of:\n\n{}", said.join("\n")))
    }
}
