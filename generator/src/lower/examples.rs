//! Examples of media types and parameters.

use super::context::LoweringContext;
use crate::model::NamedExample;
use crate::tree::{Node, NodeMap, Place};

impl LoweringContext<'_> {
    /// The examples of a media type or a parameter.
    pub(super) fn examples(&self, place: &Place) -> Vec<NamedExample> {
        let mut found = Vec::new();
        let Some(node) = self.node(place) else {
            return found;
        };
        if let Some(value) = node.get("example") {
            let (name, place) = ("example".to_owned(), place.key("example"));
            found.push(NamedExample {
                name,
                value: value.to_json(),
                place,
            });
        }
        let examples = place.key("examples");
        for name in node
            .get("examples")
            .and_then(Node::as_map)
            .into_iter()
            .flat_map(NodeMap::keys)
        {
            let Some(target) = self.resolve(&examples.key(name)) else {
                continue;
            };
            let place = target.key("value");
            let Some(value) = self.node(&place) else {
                continue;
            };
            found.push(NamedExample {
                name: name.clone(),
                value: value.to_json(),
                place,
            });
        }
        found
    }
}

/// The example of a schema. Null is left to whoever holds the schema: a type
/// does not know whether it may be missing.
pub(super) fn of_schema(node: &Node, place: &Place) -> Vec<(Place, serde_json::Value)> {
    let nullable = node.get("nullable").and_then(Node::as_bool) == Some(true);
    let one = node
        .get("example")
        .filter(|example| !nullable || **example != Node::Null)
        .map(|example| (place.key("example"), example.to_json()));
    one.into_iter().collect()
}
