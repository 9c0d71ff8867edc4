//! Where in a document the schema of a value stands.

use oas_codegen::load::Document;
use oas_codegen::tree::{Node, NodeMap, Place};

use super::path::Step;

/// So deep, schemas are made of others.
const DEEPEST: usize = 16;

/// The schema of an operation's response of a status, if it is JSON.
pub fn of(document: &Document, operation: &str, status: u64) -> Option<Place> {
    let paths = document.root_place().key("paths");
    let map = document.node(&paths)?.as_map()?;
    for path in map.keys() {
        let Some((item, node)) = document.follow(&paths.key(path)) else {
            continue;
        };
        for (method, node) in node.as_map().into_iter().flatten() {
            let id = node.get("operationId").and_then(Node::as_str);
            let name = format!("{} {path}", method.to_uppercase());
            if id == Some(operation) || name == operation {
                return response(document, &item.key(method), status);
            }
        }
    }
    None
}

fn response(document: &Document, operation: &Place, status: u64) -> Option<Place> {
    let responses = operation.key("responses");
    let map = document.node(&responses)?.as_map()?;
    let class = format!("{}xx", status / 100);
    let exact = map.keys().find(|key| **key == status.to_string());
    let of_class = || map.keys().find(|key| key.to_lowercase() == class);
    let key = exact
        .or_else(of_class)
        .or_else(|| map.keys().find(|key| *key == "default"))?;
    let (response, node) = document.follow(&responses.key(key))?;
    let content = node.get("content")?.as_map()?;
    let media = content.keys().find(|media| media.contains("json"))?;
    Some(response.key("content").key(media).key("schema"))
}

/// The schema of a value inside of one.
pub fn inside(document: &Document, place: Place, steps: &[Step]) -> Option<Place> {
    let found = steps
        .iter()
        .try_fold(place, |place, step| enter(document, &place, step, 0))?;
    document.follow(&found).map(|(place, _)| place)
}

/// One step, into the schema itself or one of those that it is made of.
fn enter(document: &Document, place: &Place, step: &Step, depth: usize) -> Option<Place> {
    let (place, node) = document.follow(place)?;
    let map = node.as_map().filter(|_| depth < DEEPEST)?;
    let schema = |key: &str| matches!(map.get(key), Some(Node::Map(_))).then(|| place.key(key));
    let own = match step {
        Step::Item => schema("items"),
        Step::Value => schema("additionalProperties"),
        Step::Member(name) => {
            let properties = map.get("properties").and_then(Node::as_map);
            let declared = properties.is_some_and(|map| map.contains_key(name));
            declared.then(|| place.key("properties").key(name))
        }
    };
    own.or_else(|| in_branches(document, &place, map, step, depth))
}

fn in_branches(
    document: &Document,
    place: &Place,
    map: &NodeMap,
    step: &Step,
    depth: usize,
) -> Option<Place> {
    ["allOf", "oneOf", "anyOf"].iter().find_map(|key| {
        let list = map.get(*key).and_then(Node::as_list)?;
        let branches = (0..list.len()).map(|at| place.key(key).index(at));
        let mut found = branches.filter_map(|branch| enter(document, &branch, step, depth + 1));
        found.next()
    })
}
