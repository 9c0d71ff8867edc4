//! Walks the trees and applies the rules to every schema, the outer ones first.

use std::collections::{HashMap, HashSet};

use super::rules;
use super::subject::{Move, Subject, below};
use crate::diagnostics::Diagnostic;
use crate::tree::{Moves, Node, NodeMap, Place, Pointer};

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
    moves: Vec<(String, Place)>,
}

impl Rewrite {
    pub(super) fn new(
        schemas: HashSet<Place>,
        misplaced: HashMap<Place, (Place, Node)>,
        event_data: HashSet<Place>,
    ) -> Rewrite {
        Rewrite {
            schemas,
            misplaced,
            event_data,
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
            moves: Vec::new(),
        };
        self.node(route, node)
    }

    fn node(&mut self, route: Route, node: Node) -> Node {
        let is_schema = self.schemas.contains(&route.origin);
        match node {
            Node::Bool(truth) if is_schema => Node::Map(rules::boolean_schema(truth)),
            Node::Map(map) if is_schema => self.schema(route, map),
            Node::Map(map) if self.misplaced.contains_key(&route.origin) => {
                self.replace(route, map)
            }
            Node::Map(map) => self.members(&route, map),
            Node::List(list) => {
                let entries = list.into_iter().enumerate();
                let entries = entries.map(|(index, entry)| {
                    let below = route.below(&index.to_string());
                    self.node(below, entry)
                });
                Node::List(entries.collect())
            }
            other => other,
        }
    }

    fn schema(&mut self, route: Route, map: NodeMap) -> Node {
        let mut subject = Subject::new(map, route.origin.clone());
        if self.event_data.contains(&route.origin) {
            rules::content_of_data(&mut subject);
        }
        for rule in rules::ALL {
            rule(&mut subject);
        }
        self.findings.append(&mut subject.findings);
        for one in &subject.moves {
            self.note(&route, one);
        }
        let route = route.after(&subject.moves);
        self.members(&route, subject.map)
    }

    /// Puts what a reference leads to in its place.
    fn replace(&mut self, route: Route, map: NodeMap) -> Node {
        let found = self.misplaced.get(&route.origin).cloned();
        let Some((origin, node)) =
            found.filter(|_| self.depth < DEEPEST && self.replaced < MOST_REPLACED)
        else {
            return self.members(&route, map);
        };
        self.replaced += 1;
        self.depth += 1;
        self.moves.insert_copy(route.now.clone(), origin.clone());
        let route = Route {
            now: route.now,
            origin,
            moves: Vec::new(),
        };
        let node = self.node(route, node);
        self.depth -= 1;
        node
    }

    fn members(&mut self, route: &Route, map: NodeMap) -> Node {
        let members = map.into_iter().map(|(key, value)| {
            let below = route.below(&key);
            let value = self.node(below, value);
            (key, value)
        });
        Node::Map(members.collect())
    }

    /// Enters one move into the table of the document.
    fn note(&mut self, route: &Route, one: &Move) {
        let now = route.now.pointer.join(&one.now);
        let now = Place {
            file: route.now.file,
            pointer: now,
        };
        let origin = route.origin_of(&one.was);
        if now == origin {
            return;
        }
        // A schema that has been wrapped still is where it was.
        if below(&one.now, &one.was).is_some() {
            self.moves.insert_copy(now, origin);
        } else {
            self.moves.insert(now, origin);
        }
    }
}

impl Route {
    /// Where a part stood in the document as it was written.
    fn origin_of(&self, path: &str) -> Place {
        let around = self
            .moves
            .iter()
            .filter_map(|(now, origin)| Some((now.len(), origin, below(path, now)?)))
            .max_by_key(|(length, ..)| *length);
        let (origin, rest) = match around {
            Some((_, origin, rest)) => (origin, rest),
            None => (&self.origin, path),
        };
        Place {
            file: origin.file,
            pointer: origin.pointer.join(rest),
        }
    }

    /// The route with the moves of this schema's rules.
    fn after(self, moves: &[Move]) -> Route {
        if moves.is_empty() {
            return self;
        }
        let fresh = moves
            .iter()
            .map(|one| (one.now.clone(), self.origin_of(&one.was)));
        let kept = self.moves.iter().filter(|(now, _)| {
            let is_replaced = moves.iter().any(|one| below(now, &one.now).is_some());
            !is_replaced
        });
        let moves = fresh.chain(kept.cloned()).collect();
        Route { moves, ..self }
    }

    /// The route of a member or an entry.
    fn below(&self, key: &str) -> Route {
        let step = Pointer::default().key(key);
        let mut route = Route {
            now: self.now.key(key),
            origin: self.origin.key(key),
            moves: Vec::new(),
        };
        for (now, origin) in &self.moves {
            match below(now, step.as_str()) {
                Some("") => route.origin = origin.clone(),
                Some(rest) => route.moves.push((rest.to_owned(), origin.clone())),
                None => {}
            }
        }
        route
    }
}
