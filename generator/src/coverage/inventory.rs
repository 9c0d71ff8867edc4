//! What a document holds, counted before anything is made of it.

use crate::load::Document;
use crate::model::Method;
use crate::tree::{Node, Place};

/// What a document holds.
pub(crate) struct Inventory {
    pub(super) operations: Vec<Written>,
    pub(super) schemas: Vec<(Place, SchemaKind)>,
    pub(super) parts: Vec<(PartKind, Part)>,
    pub(super) schemes: Vec<(String, Place)>,
}

/// Something of a document: where it is written, and where it stands.
pub(super) struct Written {
    pub(super) at: Place,
    pub(super) target: Place,
}

/// A part of an operation.
pub(super) struct Part {
    pub(super) written: Written,
    /// The operations that have it, by where they stand.
    pub(super) owners: Vec<Place>,
}

/// What parts of operations are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    Parameter,
    Response,
    MediaType,
    Header,
}

/// Whether something can be a schema at all.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SchemaKind {
    Schema,
    Nonsense,
}

impl Inventory {
    pub(crate) fn of(document: &Document) -> Inventory {
        let root = document.root_place();
        let paths = root.key("paths");
        let mut inventory = Inventory {
            operations: Vec::new(),
            schemas: schemas(document),
            parts: Vec::new(),
            schemes: Vec::new(),
        };
        for path in keys(document, &paths) {
            inventory.path(document, &paths.key(path));
        }
        let schemes = root.key("components").key("securitySchemes");
        let named = keys(document, &schemes).map(|name| (name.to_owned(), schemes.key(name)));
        inventory.schemes = named.collect();
        inventory
    }

    fn path(&mut self, document: &Document, written: &Place) {
        let Some((item, node)) = document.follow(written) else {
            return;
        };
        let mut owners = Vec::new();
        for (operation, _) in Method::operations(&item, node) {
            let at = operation.rebased(&item.pointer, written);
            let at = at.unwrap_or_else(|| operation.clone());
            let one = vec![operation.clone()];
            self.parameters(document, &operation, &one);
            self.content(document, &operation.key("requestBody"), &one);
            let responses = operation.key("responses");
            for status in keys(document, &responses) {
                let response = responses.key(status);
                self.part(PartKind::Response, response.clone(), response.clone(), &one);
                self.content(document, &response, &one);
                self.headers(document, &response, &one);
            }
            owners.push(operation.clone());
            self.operations.push(Written {
                at,
                target: operation,
            });
        }
        self.parameters(document, &item, &owners);
    }

    /// The parameters that the operation or the path at `place` lists.
    fn parameters(&mut self, document: &Document, place: &Place, owners: &[Place]) {
        let list = place.key("parameters");
        let count = document.node(&list).and_then(Node::as_list);
        for index in 0..count.map_or(0, <[Node]>::len) {
            let at = list.index(index);
            let target = document
                .follow(&at)
                .map_or(at.clone(), |(target, _)| target);
            self.part(PartKind::Parameter, at, target, owners);
        }
    }

    fn content(&mut self, document: &Document, holder: &Place, owners: &[Place]) {
        self.named(document, holder, "content", PartKind::MediaType, owners);
    }

    fn headers(&mut self, document: &Document, holder: &Place, owners: &[Place]) {
        self.named(document, holder, "headers", PartKind::Header, owners);
    }

    fn named(
        &mut self,
        document: &Document,
        holder: &Place,
        key: &str,
        kind: PartKind,
        owners: &[Place],
    ) {
        let Some((holder, _)) = document.follow(holder) else {
            return;
        };
        let map = holder.key(key);
        for name in keys(document, &map) {
            self.part(kind, map.key(name), map.key(name), owners);
        }
    }

    fn part(&mut self, kind: PartKind, at: Place, target: Place, owners: &[Place]) {
        let part = Part {
            written: Written { at, target },
            owners: owners.to_vec(),
        };
        self.parts.push((kind, part));
    }
}

fn schemas(document: &Document) -> Vec<(Place, SchemaKind)> {
    // A whole map may lie in another file, and its keys count.
    let written = document.root_place().key("components").key("schemas");
    let schemas = document.follow(&written).map(|(place, _)| place);
    let schemas = schemas.unwrap_or_else(|| written.clone());
    let named = keys(document, &schemas).map(|name| {
        let target = document.follow(&schemas.key(name));
        let form = match target {
            Some((_, Node::Map(_) | Node::Bool(_))) => SchemaKind::Schema,
            _ => SchemaKind::Nonsense,
        };
        (written.key(name), form)
    });
    named.collect()
}

/// The keys of a map, but for what others have added to it.
fn keys<'a>(document: &'a Document, place: &Place) -> impl Iterator<Item = &'a str> {
    let map = document.node(place).and_then(Node::as_map);
    map.into_iter()
        .flat_map(|map| map.keys().map(String::as_str))
        .filter(|key| !key.starts_with("x-"))
}
