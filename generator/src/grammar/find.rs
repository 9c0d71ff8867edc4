//! Finds the schemas of a document, and references that OpenAPI does not
//! foresee.

use crate::tree::{HashMap, HashSet};

use super::{Kind, Shape};
use crate::load::Document;
use crate::tree::{Node, Place};

/// Nodes are not nested deeper than this, but the bound is not ours to trust.
const DEEPEST: usize = 256;

/// What was found in a document.
#[derive(Default)]
pub(crate) struct SchemaPlaces {
    /// The places of all schemas: those that the root file holds where the
    /// tables say so, and those that references lead to from there.
    pub(crate) schemas: HashSet<Place>,
    /// Objects that say `$ref` where none may stand, and where it leads.
    pub(crate) misplaced: HashMap<Place, Place>,
}

/// What a walk tells of each value but the scalars that are as they should be: the
/// shape that its key must have, where it stands, and what it is.
pub(crate) type Visitor<'v> = dyn FnMut(Shape, &Place, &Node) + 'v;

/// Looks through the whole document.
pub(crate) fn find(doc: &Document) -> SchemaPlaces {
    visit(doc, &mut |_, _, _| {})
}

/// Looks through the whole document and tells of each value, of what is referred
/// to from several places perhaps several times.
pub(crate) fn visit(doc: &Document, visitor: &mut Visitor<'_>) -> SchemaPlaces {
    let mut find = Find {
        doc,
        visitor,
        found: SchemaPlaces::default(),
        seen: HashSet::default(),
        open: vec![(Shape::Object(Kind::OpenApi), doc.root_place())],
    };
    while let Some((shape, place)) = find.open.pop() {
        if let Some(node) = doc.node(&place) {
            find.shape(shape, &place, node, 0);
        }
    }
    find.found
}

/// The text of a `$ref` that stands in place of what has a shape: the only
/// member of a map of named objects, or any `$ref` of an object.
pub(crate) fn reference(shape: Shape, node: &Node) -> Option<&str> {
    let map = node.as_map()?;
    match shape {
        Shape::Object(_) => map.get("$ref")?.as_str(),
        Shape::Map(Shape::Object(_)) if map.len() == 1 => map.get("$ref")?.as_str(),
        _ => None,
    }
}

struct Find<'a, 'v> {
    doc: &'a Document,
    visitor: &'a mut Visitor<'v>,
    found: SchemaPlaces,
    /// Objects of other kinds that have been visited.
    seen: HashSet<Place>,
    open: Vec<(Shape, Place)>,
}

impl Find<'_, '_> {
    fn object(&mut self, kind: Kind, place: &Place, node: &Node, depth: usize) {
        let visited = if kind == Kind::Schema {
            &mut self.found.schemas
        } else {
            &mut self.seen
        };
        if depth > DEEPEST || !visited.insert(place.clone()) {
            return;
        }
        let Some(map) = node.as_map() else {
            return;
        };
        for (key, value) in map {
            if let Some(shape) = kind.shape_of(key).filter(|shape| !shape.fits(value)) {
                self.shape(shape, &place.key(key), value, depth);
            }
        }
    }

    /// Follows a reference later on.
    fn reference(&mut self, shape: Shape, place: &Place, node: &Node) {
        let Some(text) = reference(shape, node) else {
            return;
        };
        let Ok(target) = self.doc.resolve(place, text) else {
            return;
        };
        let may_be_reference = matches!(shape, Shape::Object(kind) if kind.may_be_reference());
        if !may_be_reference
            && self
                .found
                .misplaced
                .insert(place.clone(), target.clone())
                .is_some()
        {
            return;
        }
        self.open.push((shape, target));
    }

    fn shape(&mut self, shape: Shape, place: &Place, node: &Node, depth: usize) {
        let is_new = !self.seen.contains(place) && !self.found.schemas.contains(place);
        if is_new {
            self.reference(shape, place, node);
        }
        (self.visitor)(shape, place, node);
        match (shape, node) {
            (Shape::Object(kind), _) => self.object(kind, place, node, depth + 1),
            // `additionalProperties: true` is understood as it is.
            (Shape::SchemaOrBool, Node::Bool(_))
                if place.pointer.last() == Some("additionalProperties") => {}
            (Shape::SchemaOrBool, Node::List(list)) => {
                for (index, node) in list.iter().enumerate() {
                    self.shape(
                        Shape::Object(Kind::Schema),
                        &place.index(index),
                        node,
                        depth + 1,
                    );
                }
            }
            (Shape::SchemaOrBool, _) => {
                self.shape(Shape::Object(Kind::Schema), place, node, depth + 1);
            }
            (Shape::List(entry), Node::List(list)) => {
                for (index, node) in list.iter().enumerate() {
                    if !entry.fits(node) {
                        self.shape(*entry, &place.index(index), node, depth + 1);
                    }
                }
            }
            (Shape::Map(member), Node::Map(map)) => {
                for (key, node) in map {
                    if !member.fits(node) {
                        self.shape(*member, &place.key(key), node, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }
}
