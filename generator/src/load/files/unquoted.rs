//! Values of enums of strings that stand in the text without quotes: `1.10` is
//! meant as these four characters.

use crate::tree::{Node, NodeMap, Pointer, SourceFile};

/// A list of values that was read by its text.
pub(super) struct Unquoted {
    /// Where the list stands.
    pub(super) at: Pointer,
    /// What became of the values that are no text by themselves.
    pub(super) texts: Vec<String>,
}

/// Replaces such values by what stands in the text.
pub(super) fn restore(root: &mut Node, file: &SourceFile) -> Vec<Unquoted> {
    let mut lists = Vec::new();
    let mut open = vec![&*root];
    let mut is_there = false;
    while let Some(node) = open.pop() {
        match node {
            Node::Map(map) => {
                is_there |= is_unquoted(map);
                open.extend(map.values());
            }
            Node::List(list) => open.extend(list),
            _ => {}
        }
    }
    if !is_there {
        return lists;
    }
    let mut open = vec![(Pointer::default(), root)];
    while let Some((at, node)) = open.pop() {
        match node {
            Node::Map(map) => {
                if is_unquoted(map) {
                    lists.push(restore_one(map, &at, file));
                }
                let members = map.iter_mut();
                open.extend(members.map(|(key, value)| (at.key(key), value)));
            }
            Node::List(list) => {
                let entries = list.iter_mut().enumerate();
                open.extend(entries.map(|(index, value)| (at.index(index), value)));
            }
            _ => {}
        }
    }
    lists
}

/// Whether the map is a schema of strings whose `enum` has other scalars.
fn is_unquoted(map: &NodeMap) -> bool {
    let is_string = match map.get("type") {
        Some(Node::String(name)) => name == "string",
        Some(Node::List(names)) => {
            let mut names = names.iter().filter_map(Node::as_str);
            names.all(|name| matches!(name, "string" | "null"))
        }
        _ => false,
    };
    let values = map.get("enum").and_then(Node::as_list);
    is_string && values.is_some_and(|values| values.iter().any(is_scalar))
}

fn is_scalar(node: &Node) -> bool {
    matches!(
        node,
        Node::Bool(_) | Node::Integer(_) | Node::Float(_) | Node::Big(_)
    )
}

fn restore_one(map: &mut NodeMap, at: &Pointer, file: &SourceFile) -> Unquoted {
    let mut unquoted = Unquoted {
        at: at.key("enum"),
        texts: Vec::new(),
    };
    if let Some(Node::List(values)) = map.get_mut("enum") {
        for (index, value) in values.iter_mut().enumerate() {
            if is_scalar(value)
                && let Some(text) = file.written(&unquoted.at.index(index))
            {
                unquoted.texts.push(text.to_owned());
                *value = Node::String(text.to_owned());
            }
        }
    }
    if let Some(default) = map.get_mut("default").filter(|default| is_scalar(default))
        && let Some(text) = file.written(&at.key("default"))
    {
        *default = Node::String(text.to_owned());
    }
    unquoted
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::Sink;
    use crate::load::{Source, load};

    #[test]
    fn values_are_read_by_their_text() {
        let text = "openapi: 3.0.3\nx: {type: string, enum: [1.0, 1.10, yes, true, 0x1F, 'a'], default: 1.10}\ny: {type: integer, enum: [1]}\n";
        let mut sink = Sink::new();
        let doc = load(&Source::from_text("a.yaml", text), &mut sink).unwrap();
        let x = doc.root().get("x").unwrap().to_json();
        assert_eq!(
            x["enum"],
            serde_json::json!(["1.0", "1.10", "yes", "true", "0x1F", "a"])
        );
        assert_eq!(x["default"], "1.10");
        assert_eq!(sink.diagnostics().len(), 1);
        assert_eq!(doc.root().get("y").unwrap().to_json()["enum"][0], 1);
    }
}
