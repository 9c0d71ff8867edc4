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
    replaced: usize,
    depth: usize,
    moves: Moves,
    findings: Vec<Diagnostic>,
}

/// A node on its way: where it will stand, where it stood, and which parts of
/// it stood elsewhere.
struct Way {
    now: Place,
    origin: Place,
    moves: Vec<(String, Place)>,
}

impl Rewrite {
    pub(super) fn new(
        schemas: HashSet<Place>,
        misplaced: HashMap<Place, (Place, Node)>,
    ) -> Rewrite {
        Rewrite {
            schemas,
            misplaced,
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
        let way = Way {
            now: root.clone(),
            origin: root.clone(),
            moves: Vec::new(),
        };
        self.node(way, node)
    }

    fn node(&mut self, way: Way, node: Node) -> Node {
        let is_schema = self.schemas.contains(&way.origin);
        match node {
            Node::Bool(truth) if is_schema => Node::Map(rules::boolean_schema(truth)),
            Node::Map(map) if is_schema => self.schema(way, map),
            Node::Map(map) if self.misplaced.contains_key(&way.origin) => self.replace(way, map),
            Node::Map(map) => self.members(&way, map),
            Node::List(list) => {
                let entries = list.into_iter().enumerate();
                let entries = entries.map(|(index, entry)| {
                    let below = way.below(&index.to_string());
                    self.node(below, entry)
                });
                Node::List(entries.collect())
            }
            other => other,
        }
    }

    fn schema(&mut self, way: Way, map: NodeMap) -> Node {
        let mut subject = Subject::new(map, way.origin.clone());
        for rule in rules::ALL {
            rule(&mut subject);
        }
        self.findings.append(&mut subject.findings);
        for one in &subject.moves {
            self.note(&way, one);
        }
        let way = way.after(&subject.moves);
        self.members(&way, subject.map)
    }

    /// Puts what a reference leads to in its place.
    fn replace(&mut self, way: Way, map: NodeMap) -> Node {
        let found = self.misplaced.get(&way.origin).cloned();
        let Some((origin, node)) =
            found.filter(|_| self.depth < DEEPEST && self.replaced < MOST_REPLACED)
        else {
            return self.members(&way, map);
        };
        self.replaced += 1;
        self.depth += 1;
        self.moves.insert_copy(way.now.clone(), origin.clone());
        let way = Way {
            now: way.now,
            origin,
            moves: Vec::new(),
        };
        let node = self.node(way, node);
        self.depth -= 1;
        node
    }

    fn members(&mut self, way: &Way, map: NodeMap) -> Node {
        let members = map.into_iter().map(|(key, value)| {
            let below = way.below(&key);
            let value = self.node(below, value);
            (key, value)
        });
        Node::Map(members.collect())
    }

    /// Enters one move into the table of the document.
    fn note(&mut self, way: &Way, one: &Move) {
        let now = way.now.pointer.join(&one.now);
        let now = Place {
            file: way.now.file,
            pointer: now,
        };
        let origin = way.origin_of(&one.was);
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

impl Way {
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

    /// The way with the moves of this schema's rules.
    fn after(self, moves: &[Move]) -> Way {
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
        Way { moves, ..self }
    }

    /// The way of a member or an entry.
    fn below(&self, key: &str) -> Way {
        let step = Pointer::default().key(key);
        let mut way = Way {
            now: self.now.key(key),
            origin: self.origin.key(key),
            moves: Vec::new(),
        };
        for (now, origin) in &self.moves {
            match below(now, step.as_str()) {
                Some("") => way.origin = origin.clone(),
                Some(rest) => way.moves.push((rest.to_owned(), origin.clone())),
                None => {}
            }
        }
        way
    }
}
