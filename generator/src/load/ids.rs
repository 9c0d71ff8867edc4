//! `$id`, `$anchor` and `$dynamicAnchor`: names of schemas beside their places.

use crate::tree::HashMap;

use super::external::{Keys, is_data, keys_below};
use super::resolve::split;
use crate::tree::{FileId, Node, Place, Pointer};

/// What schemas are called.
#[derive(Clone, Debug, Default)]
pub(super) struct SchemaIds {
    /// The schemas with an `$id`, by it.
    resources: HashMap<String, Place>,
    /// The same the other way round.
    bases: HashMap<Place, String>,
    /// Where each anchor stands, and the schema with an `$id`, or the file, that it
    /// belongs to.
    anchors: HashMap<String, Vec<(Place, Place)>>,
}

impl SchemaIds {
    pub(super) fn of(roots: &[Option<Node>]) -> SchemaIds {
        let mut ids = SchemaIds::default();
        for (file, root) in (0..).map(FileId).zip(roots) {
            if let Some(root) = root {
                ids.add(file, root);
            }
        }
        ids
    }

    pub(super) fn is_empty(&self) -> bool {
        self.resources.is_empty() && self.anchors.is_empty()
    }

    /// Takes in the names of a file. Most have none, and need no second look.
    pub(super) fn add(&mut self, file: FileId, root: &Node) {
        if !mentions_names(root) {
            return;
        }
        let place = Place::root(file);
        let mut open = vec![(place.clone(), root, Keys::Words, place)];
        while let Some((place, node, keys, mut resource)) = open.pop() {
            match node {
                Node::Map(map) => {
                    let text = |key: &str| {
                        let value = map.get(key).filter(|_| keys == Keys::Words);
                        value.and_then(Node::as_str)
                    };
                    if let Some(id) = text("$id") {
                        let base = self.bases.get(&resource).map_or("", String::as_str);
                        let uri = join(base, split(id).0);
                        resource = place.clone();
                        self.resources
                            .entry(uri.clone())
                            .or_insert_with(|| place.clone());
                        self.bases.insert(place.clone(), uri);
                    }
                    for name in ["$anchor", "$dynamicAnchor"].into_iter().filter_map(text) {
                        let places = self.anchors.entry(name.to_owned()).or_default();
                        places.push((place.clone(), resource.clone()));
                    }
                    for (key, value) in map.iter().rev() {
                        if value.has_parts() && (keys == Keys::Names || !is_data(key)) {
                            let below = keys_below(key, keys);
                            open.push((place.key(key), value, below, resource.clone()));
                        }
                    }
                }
                Node::List(list) => {
                    for (index, value) in list.iter().enumerate().rev() {
                        open.push((place.index(index), value, Keys::Words, resource.clone()));
                    }
                }
                _ => {}
            }
        }
    }

    /// The schema that a reference means by one of its names. A pointer without a
    /// name before it is none.
    pub(super) fn find(&self, from: &Place, reference: &str) -> Option<Place> {
        if self.is_empty() {
            return None;
        }
        let (file, fragment) = split(reference);
        let around = self.around(from);
        let resource = if file.is_empty() {
            around.clone()
        } else {
            let base = self.bases.get(&around).map_or("", String::as_str);
            self.resources.get(&join(base, file))?.clone()
        };
        if fragment.starts_with('/') {
            let rest: Pointer = fragment.parse().ok()?;
            return (!file.is_empty()).then(|| Place {
                file: resource.file,
                pointer: rest.below(0, &resource.pointer),
            });
        }
        if fragment.is_empty() {
            return (!file.is_empty()).then_some(resource);
        }
        self.anchor(fragment, from, &resource)
    }

    /// The place of a pointer that speaks of the schema with an `$id` around it.
    pub(super) fn within(&self, from: &Place, pointer: &Pointer) -> Option<Place> {
        if self.is_empty() {
            return None;
        }
        let around = self.around(from);
        Some(Place {
            file: around.file,
            pointer: pointer.below(0, &around.pointer),
        })
    }

    /// The place of an anchor: of the same schema with an `$id` if there is one,
    /// and of several that which stands nearest.
    fn anchor(&self, name: &str, from: &Place, resource: &Place) -> Option<Place> {
        let all = self.anchors.get(name)?;
        let nearness = |place: &Place| {
            let pairs = place.pointer.tokens().zip(from.pointer.tokens());
            pairs.take_while(|(one, other)| one == other).count()
        };
        let best = all.iter().rev().max_by_key(|(place, belongs_to)| {
            let is_same_file = place.file == from.file;
            (belongs_to == resource, is_same_file, nearness(place))
        });
        best.map(|(place, _)| place.clone())
    }

    /// The innermost schema with an `$id` that holds a place, or the file.
    fn around(&self, place: &Place) -> Place {
        let mut here = Some(place.clone());
        while let Some(place) = here {
            if self.bases.contains_key(&place) {
                return place;
            }
            here = place.parent();
        }
        Place::root(place.file)
    }
}

/// Whether a tree may have such a name.
fn mentions_names(root: &Node) -> bool {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match node {
            Node::Map(map) => {
                for (key, value) in map {
                    if matches!(key.as_str(), "$id" | "$anchor" | "$dynamicAnchor") {
                        return true;
                    }
                    open.extend(value.has_parts().then_some(value));
                }
            }
            Node::List(list) => open.extend(list.iter().filter(|entry| entry.has_parts())),
            _ => {}
        }
    }
    false
}

/// A URI reference, resolved against a base that may have no scheme itself.
fn join(base: &str, reference: &str) -> String {
    let has_scheme = |text: &str| {
        let end = text.find([':', '/', '?']);
        end.is_some_and(|end| text.get(end..).is_some_and(|rest| rest.starts_with(':')))
    };
    if reference.is_empty() {
        return base.to_owned();
    }
    if has_scheme(reference) {
        return reference.to_owned();
    }
    let scheme = base.split_once("//").map_or("", |(scheme, _)| scheme);
    if reference.starts_with("//") {
        return format!("{scheme}{reference}");
    }
    let authority = base.split_once("//").map_or(0, |(scheme, rest)| {
        scheme.len() + 2 + rest.find('/').unwrap_or(rest.len())
    });
    let (origin, path) = base.split_at_checked(authority).unwrap_or(("", base));
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        format!("{folder}/{reference}")
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    format!("{origin}/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Sink;
    use crate::load::{Source, load};

    #[test]
    fn references_are_joined_as_uris_are() {
        for (base, reference, expected) in [
            ("", "a.json", "/a.json"),
            ("", "/x/a.json", "/x/a.json"),
            (
                "https://a.example/x/y.json",
                "z.json",
                "https://a.example/x/z.json",
            ),
            (
                "https://a.example/x/y.json",
                "../z.json",
                "https://a.example/z.json",
            ),
            ("https://a.example", "/z", "https://a.example/z"),
            (
                "https://a.example/x",
                "//b.example/z",
                "https://b.example/z",
            ),
            ("https://a.example/x", "urn:z", "urn:z"),
            ("https://a.example/x", "", "https://a.example/x"),
        ] {
            assert_eq!(join(base, reference), expected, "{base} {reference}");
        }
    }

    #[test]
    fn schemas_are_found_by_their_names() {
        let text = "
openapi: 3.1.0
components:
  schemas:
    A: {$anchor: a, $defs: {near: {$dynamicAnchor: near}}, properties: {$id: {type: string}}}
    B: {$id: 'https://x.example/b.json', $defs: {near: {$dynamicAnchor: near}, in: {$id: in.json}}}
    C: {$defs: {near: {$dynamicAnchor: near}}}
";
        let mut sink = Sink::new();
        let document = load(&Source::from_text("a.yaml", text), &mut sink).unwrap();
        let schemas = document.root_place().key("components").key("schemas");
        let found = |from: &str, reference: &str| {
            let from = schemas.key(from).key("properties");
            let place = document.resolve(&from, reference).ok()?;
            let below = place
                .pointer
                .rebased(&schemas.pointer, &Pointer::default())?;
            Some(below.to_string())
        };
        let is = |from: &str, reference: &str, expected: &str| {
            assert_eq!(found(from, reference).as_deref(), Some(expected));
        };
        is("C", "#a", "/A");
        is("A", "#near", "/A/$defs/near");
        is("C", "#near", "/C/$defs/near");
        is("B", "#near", "/B/$defs/near");
        is("A", "https://x.example/b.json", "/B");
        is("A", "https://x.example/in.json", "/B/$defs/in");
        is("B", "in.json", "/B/$defs/in");
        is("B", "b.json#/$defs/near", "/B/$defs/near");
        is("B", "#/components/schemas/A", "/A");
        is("B", "#/$defs/in", "/B/$defs/in");
        assert_eq!(found("A", "#nowhere"), None);
        assert_eq!(found("A", "https://x.example/other.json"), None);
    }
}
