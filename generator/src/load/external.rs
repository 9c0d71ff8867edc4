//! Finds the references of a tree that lead to other files.

use super::Node;
use super::Pointer;
use super::resolve;

/// A reference to another file: where it stands, and its file part.
pub(super) struct External<'a> {
    pub(super) at: Pointer,
    pub(super) file: &'a str,
}

/// Every `$ref` of the tree that names a file. Examples are data: a `$ref`
/// inside one is none.
pub(super) fn references(root: &Node) -> Vec<External<'_>> {
    let mut found = Vec::new();
    let mut open = vec![(Pointer::default(), root)];
    while let Some((place, node)) = open.pop() {
        match node {
            Node::Map(map) => {
                if let Some(reference) = map.get("$ref").and_then(Node::as_str) {
                    let (file, _) = resolve::split(reference);
                    if !file.is_empty() {
                        found.push(External {
                            at: place.key("$ref"),
                            file,
                        });
                    }
                }
                for (key, value) in map.iter().rev() {
                    if !matches!(key.as_str(), "example" | "default" | "enum" | "value")
                        || has_reference(value)
                    {
                        open.push((place.key(key), value));
                    }
                }
            }
            Node::List(list) => {
                for (index, value) in list.iter().enumerate().rev() {
                    open.push((place.index(index), value));
                }
            }
            _ => {}
        }
    }
    found
}

/// A property may be called `default` or `value`: then it is a schema.
fn has_reference(value: &Node) -> bool {
    value.get("$ref").is_some()
}
