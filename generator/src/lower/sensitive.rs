//! What the document says isn't meant for other eyes: names of members and parameters.

use super::context::LoweringContext;
use crate::tree::{HashSet, Node};
use std::collections::BTreeSet;

impl LoweringContext<'_> {
    /// The names of all members and parameters that are `x-sensitive`, or passwords,
    /// wherever they stand. A name counts for every member of it: rather too much is
    /// left out of a recording than too little.
    pub(super) fn sensitive_names(&self) -> Vec<String> {
        let components = self.document.root().get("components");
        let schemas = components.and_then(|it| it.get("schemas")?.as_map());
        let none = HashSet::default();
        let marked = schemas.into_iter().flatten();
        let marked = marked.filter(|(_, schema)| is_marked(schema, &none));
        let marked: HashSet<String> = marked
            .map(|(name, _)| format!("#/components/schemas/{name}"))
            .collect();
        let mut names = BTreeSet::new();
        let files = self.document.files();
        let files = files.filter_map(|file| self.document.file(file));
        let mut pending: Vec<&Node> = files.collect();
        while let Some(node) = pending.pop() {
            if let Some(list) = node.as_list() {
                pending.extend(list);
            }
            let Some(map) = node.as_map() else {
                continue;
            };
            if let (Some(name), true) = (node.get("name"), map.contains_key("in"))
                && let Some(name) = name.as_str()
                && [Some(node), node.get("schema")]
                    .into_iter()
                    .flatten()
                    .any(|node| is_marked(node, &marked))
            {
                names.insert(name.to_owned());
            }
            let members = map.get("properties").and_then(Node::as_map);
            let members = members.into_iter().flatten();
            let members = members.filter(|(_, schema)| is_marked(schema, &marked));
            names.extend(members.map(|(name, _)| name.clone()));
            pending.extend(map.values());
        }
        names.into_iter().collect()
    }
}

/// Whether a schema or parameter says so itself, or refers to a schema that does.
fn is_marked(node: &Node, components: &HashSet<String>) -> bool {
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    node.get("x-sensitive") == Some(&Node::Bool(true))
        || text("format") == Some("password")
        || text("$ref").is_some_and(|target| components.contains(target))
}
