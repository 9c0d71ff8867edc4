//! Finds the schemas of a document.

use std::collections::HashSet;

use super::{Kind, Shape};
use crate::load::{Document, Node, Place};

/// Nodes are not nested deeper than this, but the bound is not ours to trust.
const DEEPEST: usize = 256;

/// The places of all schemas: those that the root file holds where the tables
/// say so, and those that references lead to from there.
pub(crate) fn schemas(doc: &Document) -> HashSet<Place> {
    let mut find = Find {
        doc,
        schemas: HashSet::new(),
        seen: HashSet::new(),
        open: vec![(Kind::OpenApi, doc.root_place())],
    };
    while let Some((kind, place)) = find.open.pop() {
        if let Some(node) = doc.node(&place) {
            find.object(kind, &place, node, 0);
        }
    }
    find.schemas
}

struct Find<'a> {
    doc: &'a Document,
    schemas: HashSet<Place>,
    /// Objects of other kinds that have been visited.
    seen: HashSet<Place>,
    open: Vec<(Kind, Place)>,
}

impl Find<'_> {
    fn object(&mut self, kind: Kind, place: &Place, node: &Node, depth: usize) {
        let visited = if kind == Kind::Schema {
            &mut self.schemas
        } else {
            &mut self.seen
        };
        if depth > DEEPEST || !visited.insert(place.clone()) {
            return;
        }
        let Some(map) = node.as_map() else {
            return;
        };
        if let Some(reference) = map.get("$ref").and_then(Node::as_str)
            && kind.may_be_reference()
            && let Ok(target) = self.doc.resolve(place, reference)
        {
            self.open.push((kind, target));
        }
        for (key, value) in map {
            if let Some(shape) = kind.shape_of(key) {
                self.shape(shape, &place.key(key), value, depth);
            }
        }
    }

    fn shape(&mut self, shape: Shape, place: &Place, node: &Node, depth: usize) {
        match (shape, node) {
            (Shape::Object(kind), _) => self.object(kind, place, node, depth + 1),
            // `additionalProperties: true` is understood as it is.
            (Shape::SchemaOrBool, Node::Bool(_))
                if place.pointer.last().as_deref() == Some("additionalProperties") => {}
            (Shape::SchemaOrBool, Node::List(list)) => {
                for (index, node) in list.iter().enumerate() {
                    self.object(Kind::Schema, &place.index(index), node, depth + 1);
                }
            }
            (Shape::SchemaOrBool, _) => self.object(Kind::Schema, place, node, depth + 1),
            (Shape::List(entry), Node::List(list)) => {
                for (index, node) in list.iter().enumerate() {
                    self.shape(*entry, &place.index(index), node, depth + 1);
                }
            }
            (Shape::Map(member), Node::Map(map)) => {
                for (key, node) in map {
                    self.shape(*member, &place.key(key), node, depth + 1);
                }
            }
            _ => {}
        }
    }
}
