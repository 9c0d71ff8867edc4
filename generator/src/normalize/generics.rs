//! Schemas that leave a part open to those who refer to them: `$dynamicRef`.
//!
//! A schema that refers to such a template, and says by `$dynamicAnchor` what the
//! open part is, becomes a copy of the template with that part in it.

use crate::tree::{HashMap, HashSet};

use crate::load::Document;
use crate::tree::{Node, NodeMap, Place, Pointer};

/// References to templates, by the schemas that hold them.
#[derive(Default)]
pub(super) struct Generics {
    references: HashMap<Place, Template>,
}

/// What a reference leads to.
#[derive(Clone)]
pub(super) struct Template {
    pub(super) place: Place,
    pub(super) map: NodeMap,
    /// The anchors of its open parts.
    anchors: HashSet<String>,
}

impl Generics {
    pub(super) fn of(document: &Document, schemas: &HashSet<Place>) -> Generics {
        let has = |key: &str, place: &Place| {
            let node = document.node(place);
            node.is_some_and(|node| node.get(key).is_some())
        };
        if !schemas.iter().any(|place| has("$dynamicRef", place)) {
            return Generics::default();
        }
        let references = schemas.iter().filter(|place| has("$ref", place));
        let references = references.filter_map(|place| {
            let reference = document.node(place)?.get("$ref")?.as_str()?;
            let target = document.resolve(place, reference).ok()?;
            let map = document.node(&target)?.as_map()?.clone();
            let anchors = open_parts(document, schemas, &target);
            let template = Template {
                place: target,
                map,
                anchors,
            };
            (!template.anchors.is_empty()).then(|| (place.clone(), template))
        });
        Generics {
            references: references.collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.references.is_empty()
    }

    /// The template that a schema refers to, if it leaves one of the parts open.
    pub(super) fn template(
        &self,
        schema: &Place,
        parts: &HashMap<String, Place>,
    ) -> Option<&Template> {
        let template = self.references.get(schema)?;
        let mut anchors = template.anchors.iter();
        anchors
            .any(|name| parts.contains_key(name))
            .then_some(template)
    }
}

/// The anchors that a schema, or one that it leads to, refers to by `$dynamicRef`.
fn open_parts(document: &Document, schemas: &HashSet<Place>, schema: &Place) -> HashSet<String> {
    let mut anchors = HashSet::default();
    let mut seen = HashSet::from_iter([schema.clone()]);
    let mut open = vec![schema.clone()];
    while let Some(place) = open.pop() {
        let Some(node) = document.node(&place) else {
            continue;
        };
        let mut below = Vec::new();
        match node {
            Node::Map(map) => {
                let is_schema = schemas.contains(&place);
                let reference = |key: &str| map.get(key).filter(|_| is_schema)?.as_str();
                anchors.extend(reference("$dynamicRef").and_then(anchor).map(str::to_owned));
                let target = reference("$ref").map(|text| document.resolve(&place, text));
                below.extend(target.and_then(Result::ok));
                below.extend(map.keys().map(|key| place.key(key)));
            }
            Node::List(list) => below.extend((0..list.len()).map(|index| place.index(index))),
            _ => {}
        }
        open.extend(below.into_iter().filter(|place| seen.insert(place.clone())));
    }
    anchors
}

/// The anchor that a reference names.
pub(super) fn anchor(reference: &str) -> Option<&str> {
    let (_, fragment) = reference.split_once('#')?;
    (!fragment.is_empty() && !fragment.starts_with('/')).then_some(fragment)
}

/// The parts that a schema says: by its own anchor, and by those of its `$defs`.
pub(super) fn parts(place: &Place, map: &NodeMap) -> Vec<(String, Place)> {
    let named = |node: Option<&Node>| node.and_then(Node::as_str).map(str::to_owned);
    let own = named(map.get("$dynamicAnchor")).map(|name| (name, place.clone()));
    let defs = map.get("$defs").and_then(Node::as_map);
    let defs = defs.into_iter().flatten().filter_map(|(key, node)| {
        let name = named(node.get("$dynamicAnchor"))?;
        Some((name, place.key("$defs").key(key)))
    });
    own.into_iter().chain(defs).collect()
}

/// A place as a reference of the same file writes it.
pub(super) fn reference_to(place: &Place) -> Node {
    Node::String(format!(
        "#{}",
        place.pointer.to_string().replace('%', "%25")
    ))
}

/// The template with what the schema that refers to it says beside, and where
/// its parts come from: one schema if that is only words, and else the template
/// is the first of an `allOf`.
pub(super) fn merged(
    template: &Template,
    at: &Place,
    map: &NodeMap,
) -> (NodeMap, Vec<(Pointer, Place)>) {
    const WORDS: [&str; 14] = [
        "$ref",
        "$defs",
        "$id",
        "$anchor",
        "$dynamicAnchor",
        "$comment",
        "title",
        "description",
        "deprecated",
        "nullable",
        "readOnly",
        "writeOnly",
        "example",
        "examples",
    ];
    const NAMES: [&str; 4] = ["$defs", "$id", "$anchor", "$dynamicAnchor"];
    let mut copy = template.map.clone();
    copy.retain(|key, _| !NAMES.contains(&key.as_str()));
    let mut own = map.clone();
    own.shift_remove("$ref");
    if own.keys().all(|key| WORDS.contains(&key.as_str())) {
        let moves = copy
            .keys()
            .filter(|key| !own.contains_key(*key))
            .map(|key| (Pointer::default().key(key), template.place.key(key)));
        let moves = moves.collect();
        copy.extend(own);
        return (copy, moves);
    }
    let list = Pointer::default().key("allOf");
    let mut moves = vec![(list.index(0), template.place.clone())];
    let mut parts = vec![Node::Map(copy)];
    if let Some(Node::List(others)) = own.shift_remove("allOf") {
        for (index, other) in others.into_iter().enumerate() {
            let origin = at.key("allOf").index(index);
            moves.push((list.index(parts.len()), origin));
            parts.push(other);
        }
    }
    own.insert("allOf".to_owned(), Node::List(parts));
    (own, moves)
}
