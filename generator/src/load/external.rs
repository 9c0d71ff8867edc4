//! Finds the references of a tree that lead to other files.

use super::resolve;
use crate::tree::{Node, NodeMap, Pointer};

/// A reference to another file: where it stands, and its file part.
pub(super) struct External<'a> {
    pub(super) at: Pointer,
    pub(super) file: &'a str,
}

/// What the keys of a map are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Words of `OpenAPI`.
    Words,
    /// Names that the author chose.
    Names,
}

/// Every `$ref` of the tree that names a file, and what discriminators map to
/// files. Examples and extensions are data: a `$ref` inside one is none.
pub(super) fn references(root: &Node) -> Vec<External<'_>> {
    let mut found = Vec::new();
    let mut open = vec![(Pointer::default(), root, Keys::Words)];
    while let Some((place, node, keys)) = open.pop() {
        match node {
            Node::Map(map) => {
                if let Some(reference) = map.get("$ref").and_then(Node::as_str) {
                    let (file, _) = resolve::split(reference);
                    if !file.is_empty() {
                        let at = place.key("$ref");
                        found.push(External { at, file });
                    }
                }
                if let Some(mapping) = map.get("mapping").and_then(Node::as_map)
                    && map.contains_key("propertyName")
                {
                    found.extend(mapped(&place.key("mapping"), mapping));
                }
                for (key, value) in map.iter().rev() {
                    if value.has_parts() && (keys == Keys::Names || !is_data(key)) {
                        open.push((place.key(key), value, keys_below(key, keys)));
                    }
                }
            }
            Node::List(list) => {
                for (index, value) in list.iter().enumerate().rev() {
                    if value.has_parts() {
                        open.push((place.index(index), value, Keys::Words));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// The files that a discriminator's mapping names; what has no such ending may
/// be a component.
fn mapped<'a>(place: &Pointer, mapping: &'a NodeMap) -> Vec<External<'a>> {
    let is_file = |file: &str| {
        [".yaml", ".yml", ".json"]
            .iter()
            .any(|end| file.ends_with(end))
    };
    let files = mapping.iter().filter_map(|(tag, target)| {
        let (file, _) = resolve::split(target.as_str()?);
        let at = place.key(tag);
        is_file(file).then_some(External { at, file })
    });
    files.collect()
}

/// Whether what such a word leads to is data, in which nothing is a word or a reference.
#[must_use]
pub fn is_data(key: &str) -> bool {
    matches!(key, "example" | "default" | "enum" | "const" | "value") || key.starts_with("x-")
}

/// What the keys are of the map that a key of a map leads to.
#[must_use]
pub fn keys_below(key: &str, keys: Keys) -> Keys {
    let names = matches!(
        key,
        "properties"
            | "patternProperties"
            | "dependentSchemas"
            | "$defs"
            | "definitions"
            | "schemas"
            | "responses"
            | "parameters"
            | "examples"
            | "requestBodies"
            | "headers"
            | "links"
            | "callbacks"
            | "content"
            | "paths"
    );
    if names && keys == Keys::Words {
        Keys::Names
    } else {
        Keys::Words
    }
}

#[cfg(test)]
mod tests {
    use crate::load::{Document, FileReader, Source, load};
    use crate::tree::HashMap;
    use std::io;

    struct Memory(HashMap<&'static str, &'static str>);

    impl FileReader for Memory {
        fn read(&self, path: &str) -> io::Result<Vec<u8>> {
            let text = self.0.get(path).ok_or(io::ErrorKind::NotFound)?;
            Ok(text.as_bytes().to_vec())
        }
    }

    fn document(files: &[(&'static str, &'static str)]) -> (Option<Document>, usize) {
        let (name, text) = files[0];
        let memory = Memory(files.iter().copied().collect());
        let source = Source::from_text(name, text).with_reader(Box::new(memory));
        let mut sink = crate::diagnostics::Sink::new();
        let doc = load(&source, &mut sink);
        (doc, sink.diagnostics().len())
    }

    #[test]
    fn files_that_refer_to_each_other_are_read_once() {
        let (doc, findings) = document(&[
            (
                "api/root.yaml",
                "openapi: 3.0.3\na: {$ref: 'b.yaml#/x'}\nc: {$ref: ../d.json}\n",
            ),
            ("api/b.yaml", "x: {$ref: 'root.yaml#/a'}\n"),
            ("d.json", "{\"y\": {\"$ref\": \"api/b.yaml\"}}"),
        ]);
        let doc = doc.unwrap();
        assert_eq!((doc.files().count(), findings), (3, 0));
        let from = doc.root_place().key("a");
        let target = doc.resolve(&from, "b.yaml#/x").unwrap();
        let back = doc.resolve(&target, "root.yaml#/a").unwrap();
        assert_eq!(back, from);
        assert!(doc.follow(&from).is_none());
    }

    #[test]
    fn data_is_not_followed() {
        let (_, findings) = document(&[(
            "root.yaml",
            "openapi: 3.0.3\nexample: {$ref: no.yaml}\nx-a: {$ref: no.yaml}\nproperties: {example: {$ref: no.yaml}}\n",
        )]);
        assert_eq!(findings, 1);
    }
}
