//! Walks the trees and applies the rules to every schema, the outer ones first.

use crate::tree::{HashMap, HashSet};

use super::generics::{self, Generics, Template};
use super::rules;
use super::subject::Subject;
use super::texts;
use crate::diagnostics::Diagnostic;
use crate::tree::{Moves, Node, NodeMap, Place, Pointer, PointerTree};

/// What is put in place of references may hold such references itself.
const DEEPEST: usize = 8;
/// As many as the largest document of the field has operations, ten times over.
const MOST_REPLACED: usize = 20_000;

pub(super) struct Rewrite {
    /// The places of all schemas in the document as it was written.
    schemas: HashSet<Place>,
    /// References where none may stand: what they lead to, and where that is.
    misplaced: HashMap<Place, (Place, Node)>,
    /// The schemas of the data of events.
    event_data: HashSet<Place>,
    /// Texts that are cut.
    long_texts: HashSet<Place>,
    /// References to schemas that leave parts open.
    generics: Generics,
    /// Whether null is a type, so that `nullable` is no word of the document's version.
    null_is_a_type: bool,
    /// The parts that are known here, by their anchors.
    parts: HashMap<String, Place>,
    /// The templates that are being copied, and where to.
    copies: Vec<(Place, Place)>,
    replaced: usize,
    depth: usize,
    moves: Moves,
    findings: Vec<Diagnostic>,
}

/// A node on its route: where it will stand, where it stood, and which parts of
/// it stood elsewhere.
struct Route {
    now: Place,
    origin: Place,
    moves: PointerTree<Place>,
}

impl Rewrite {
    pub(super) fn new(
        schemas: HashSet<Place>,
        misplaced: HashMap<Place, (Place, Node)>,
        event_data: HashSet<Place>,
        long_texts: HashSet<Place>,
        generics: Generics,
        null_is_a_type: bool,
    ) -> Rewrite {
        Rewrite {
            schemas,
            misplaced,
            event_data,
            long_texts,
            generics,
            null_is_a_type,
            parts: HashMap::default(),
            copies: Vec::new(),
            replaced: 0,
            depth: 0,
            moves: Moves::default(),
            findings: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> (Moves, Vec<Diagnostic>) {
        (self.moves, self.findings)
    }

    pub(super) fn file(&mut self, root: &Place, node: Node) -> Node {
        let route = Route {
            now: root.clone(),
            origin: root.clone(),
            moves: PointerTree::default(),
        };
        self.node(route, node)
    }

    fn node(&mut self, mut route: Route, node: Node) -> Node {
        let is_schema = self.schemas.contains(&route.origin);
        match node {
            Node::Bool(truth) if is_schema => Node::Map(rules::boolean_schema(truth)),
            Node::Map(map) if is_schema => self.schema(route, map),
            Node::Map(map) if self.misplaced.contains_key(&route.origin) => {
                self.replace(route, map)
            }
            Node::Map(map) => self.members(route, map),
            Node::List(mut list) => {
                for (index, entry) in list.iter_mut().enumerate() {
                    // What has no parts is no schema, and stays.
                    if matches!(entry, Node::Map(_) | Node::List(_) | Node::Bool(_)) {
                        let written = std::mem::replace(entry, Node::Null);
                        *entry = self.node(route.below(&index.to_string()), written);
                    }
                }
                Node::List(list)
            }
            other => other,
        }
    }

    fn schema(&mut self, route: Route, mut map: NodeMap) -> Node {
        if !self.generics.is_empty()
            && let Some(template) = self.fill(&route, &mut map)
        {
            return self.instance(route, &map, &template);
        }
        self.plain_schema(route, map)
    }

    /// Puts what is known here in an open part of a template. Gives the template
    /// that the schema has to be made a copy of, if it refers to one.
    fn fill(&self, route: &Route, map: &mut NodeMap) -> Option<Template> {
        let open_part = map.get("$dynamicRef").and_then(Node::as_str);
        let known = open_part.and_then(generics::anchor);
        if let Some(place) = known.and_then(|name| self.parts.get(name)) {
            map.shift_remove("$dynamicRef");
            map.insert("$ref".to_owned(), generics::reference_to(place));
            return None;
        }
        let mut parts = self.parts.clone();
        parts.extend(self.own_parts(route, map));
        let template = self.generics.template(&route.origin, &parts)?;
        // A copy within a copy of the same is the one around it.
        let mut copies = self.copies.iter();
        if let Some((_, copy)) = copies.find(|(place, _)| *place == template.place) {
            map.insert("$ref".to_owned(), generics::reference_to(copy));
            return None;
        }
        let is_bounded = self.depth < DEEPEST && self.replaced < MOST_REPLACED;
        is_bounded.then(|| template.clone())
    }

    /// The parts that a schema says and nobody around it has said.
    fn own_parts(&self, route: &Route, map: &NodeMap) -> Vec<(String, Place)> {
        let mut parts = generics::parts(&route.now, map);
        parts.retain(|(name, _)| !self.parts.contains_key(name));
        parts
    }

    /// A copy of a template in place of the schema that refers to it.
    fn instance(&mut self, route: Route, map: &NodeMap, template: &Template) -> Node {
        let parts = self.own_parts(&route, map);
        let before = self.parts.clone();
        self.parts.extend(parts);
        self.copies
            .push((template.place.clone(), route.now.clone()));
        self.replaced += 1;
        self.depth += 1;
        let (merged, moves) = generics::merged(template, &route.origin, map);
        let mut parts = PointerTree::default();
        for (now, origin) in moves {
            self.moves.insert_copy(route.place(&now), origin.clone());
            parts.slot(&now).value = Some(origin);
        }
        let node = self.plain_schema(
            Route {
                moves: parts,
                ..route
            },
            merged,
        );
        self.depth -= 1;
        self.copies.pop();
        self.parts = before;
        node
    }

    fn plain_schema(&mut self, route: Route, map: NodeMap) -> Node {
        let mut subject = Subject::new(map, route.origin.clone());
        if self.event_data.contains(&route.origin) {
            rules::content_of_data(&mut subject);
        }
        if self.null_is_a_type && subject.map.get("nullable") == Some(&Node::Bool(true)) {
            subject.mark_null_as_foreign();
        }
        for rule in rules::ALL {
            rule(&mut subject);
        }
        self.findings.append(&mut subject.findings);
        let moves = subject.moves.into_entries();
        let origins = moves.iter().map(|(_, was)| route.origin_of(was));
        let origins: Vec<Place> = origins.collect();
        let mut route = route;
        for ((now, was), origin) in moves.iter().zip(origins) {
            self.note(&route.place(now), &origin, now.starts_with(was));
            route.moves.take(now);
            route.moves.slot(now).value = Some(origin);
        }
        self.members(route, subject.map)
    }

    /// Puts what a reference leads to in its place.
    fn replace(&mut self, route: Route, map: NodeMap) -> Node {
        let found = self.misplaced.get(&route.origin).cloned();
        let Some((origin, node)) =
            found.filter(|_| self.depth < DEEPEST && self.replaced < MOST_REPLACED)
        else {
            return self.members(route, map);
        };
        self.replaced += 1;
        self.depth += 1;
        self.moves.insert_copy(route.now.clone(), origin.clone());
        let route = Route {
            now: route.now,
            origin,
            moves: PointerTree::default(),
        };
        let node = self.node(route, node);
        self.depth -= 1;
        node
    }

    fn members(&mut self, mut route: Route, mut map: NodeMap) -> Node {
        for (key, value) in &mut map {
            match value {
                Node::Map(_) | Node::List(_) | Node::Bool(_) => {
                    let written = std::mem::replace(value, Node::Null);
                    *value = self.node(route.below(key), written);
                }
                Node::String(text) if self.is_long(&route, key) => {
                    *text = texts::beginning(std::mem::take(text));
                }
                // What has no parts is no schema, and stays.
                _ => {}
            }
        }
        Node::Map(map)
    }

    fn is_long(&self, route: &Route, key: &str) -> bool {
        let member = || route.origin_of(&Pointer::default().key(key));
        !self.long_texts.is_empty() && self.long_texts.contains(&member())
    }

    /// Enters a move into the table of the document. A schema that has been wrapped or
    /// copied still is where it was.
    fn note(&mut self, now: &Place, origin: &Place, is_wrapped: bool) {
        if now == origin {
            return;
        }
        if self.depth > 0 || is_wrapped {
            self.moves.insert_copy(now.clone(), origin.clone());
        } else {
            self.moves.insert(now.clone(), origin.clone());
        }
    }
}

impl Route {
    /// Where a part will stand.
    fn place(&self, part: &Pointer) -> Place {
        Place {
            file: self.now.file,
            pointer: part.below(0, &self.now.pointer),
        }
    }

    /// Where a part stood in the document as it was written.
    fn origin_of(&self, part: &Pointer) -> Place {
        let (origin, depth) = self.moves.nearest(part).unwrap_or((&self.origin, 0));
        Place {
            file: origin.file,
            pointer: part.below(depth, &origin.pointer),
        }
    }

    /// The route of a member or an entry, which takes along what is known of its parts.
    fn below(&mut self, key: &str) -> Route {
        let mut moves = self.moves.take_child(key);
        let now = self.now.key(key);
        let origin = moves.value.take();
        let origin = origin.unwrap_or_else(|| {
            if self.origin == self.now {
                now.clone()
            } else {
                self.origin.key(key)
            }
        });
        Route { now, origin, moves }
    }
}
