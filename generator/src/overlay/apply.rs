//! Carries out one action after the other.

use std::cmp::Reverse;

use serde_json::Value;

use super::known_entries::KnownEntries;
use super::path::JsonQuery;
use super::provenance::{Gone, Provenance};
use super::read::{Modifier, OverlayAction};
use crate::diagnostics::{Code, Diagnostic};
use crate::tree::{HashSet, IndexMap, Moves, Node, Place, Pointer, index_of};

/// The document that actions change.
pub(super) struct Target {
    root: Node,
    /// The same as `root`, for paths are asked of JSON.
    json: Value,
    provenance: Provenance,
    lists: KnownEntries,
}

/// Two values that can't be merged.
struct Mismatch {
    at: Pointer,
    message: String,
}

impl Target {
    pub(super) fn new(root: Node) -> Target {
        Target {
            json: root.to_json(),
            root,
            provenance: Provenance::default(),
            lists: KnownEntries::default(),
        }
    }

    pub(super) fn finish(self) -> (Node, Moves) {
        (self.root, self.provenance.into_moves())
    }

    /// # Errors
    /// What keeps the action from having an effect.
    pub(super) fn apply(&mut self, action: &OverlayAction) -> Result<(), Diagnostic> {
        let targets = self.named(&action.target, &action.place.key("target"))?;
        let changed = match &action.modifier {
            Modifier::Remove => self.remove(&targets),
            Modifier::Update(update) => {
                let said_at = action.place.key("update");
                self.update(&targets, update, &said_at)
            }
            Modifier::Copy(from) => {
                let said_at = action.place.key("copy");
                let source = match self.named(from, &said_at)?.as_slice() {
                    [one] => self.root.at(one).cloned().unwrap_or(Node::Null),
                    several => {
                        let message = format!("`{}` names {} values", from.text(), several.len());
                        let finding = Diagnostic::error(Code::OverlayMismatch, message)
                            .at(&said_at, "one value is copied");
                        return Err(finding);
                    }
                };
                self.update(&targets, &source, &said_at)
            }
        };
        match changed {
            Ok(true) => Ok(()),
            Ok(false) => Err(Diagnostic::error(
                Code::OverlayEffect,
                "an action of an overlay changes nothing",
            )
            .at(
                &action.place.key("target"),
                "the document says all of this already",
            )
            .help("the document was corrected: remove the action")),
            Err(mismatch) => {
                let place = match &action.modifier {
                    Modifier::Update(_) => action.place.key("update"),
                    Modifier::Copy(_) => action.place.key("copy"),
                    Modifier::Remove => action.place.key("remove"),
                };
                let target = self.provenance.origin(&mismatch.at);
                Err(Diagnostic::error(Code::OverlayMismatch, mismatch.message)
                    .at_key(&place, "does not fit what is there")
                    .also(&target, "stands here"))
            }
        }
    }

    /// What a path names, which is something.
    fn named(&self, query: &JsonQuery, place: &Place) -> Result<Vec<Pointer>, Diagnostic> {
        let found = query.find(&self.json);
        if !found.is_empty() {
            return Ok(found);
        }
        let message = format!("`{}` names nothing in the document", query.text());
        let finding = Diagnostic::error(Code::OverlayEffect, message).at(place, "no such value");
        let help = query.trace(&self.json);
        Err(finding.help(
            help.unwrap_or_else(|| "if the document was corrected, remove the action".to_owned()),
        ))
    }

    fn update(
        &mut self,
        targets: &[Pointer],
        update: &Node,
        said_at: &Place,
    ) -> Result<bool, Mismatch> {
        let mut changed = false;
        for pointer in targets {
            let found = both_mut(&mut self.root, &mut self.json, pointer);
            let Some((node, json)) = found else {
                continue;
            };
            let mut merge = Merge {
                provenance: &mut self.provenance,
                lists: &mut self.lists,
                changed: false,
            };
            match (node, json, update) {
                (Node::List(list), Value::Array(json), entry)
                    if !matches!(entry, Node::List(_)) =>
                {
                    merge.append((list, json), entry, pointer, said_at.clone());
                }
                (node, json, update) => merge.merge((node, json), update, pointer, said_at)?,
            }
            changed |= merge.changed;
        }
        Ok(changed)
    }

    fn remove(&mut self, targets: &[Pointer]) -> Result<bool, Mismatch> {
        let mut parents: IndexMap<Pointer, Vec<&str>> = IndexMap::default();
        for pointer in targets {
            let (Some(parent), Some(token)) = (pointer.parent(), pointer.last()) else {
                return Err(Mismatch {
                    at: pointer.clone(),
                    message: "the whole document can't be removed".to_owned(),
                });
            };
            parents.entry(parent).or_default().push(token);
        }
        // What is inside goes before what is around, for that may give it another index.
        parents.sort_by_cached_key(|parent, _| Reverse(parent.tokens().count()));
        for (parent, tokens) in parents {
            match both_mut(&mut self.root, &mut self.json, &parent) {
                Some((Node::Map(map), Value::Object(json))) => {
                    let gone: HashSet<&str> = tokens.into_iter().collect();
                    map.retain(|key, _| !gone.contains(key.as_str()));
                    for token in gone {
                        json.remove(token);
                        self.provenance.remove_key(&parent, token);
                    }
                }
                Some((Node::List(list), Value::Array(json))) => {
                    let gone = Gone(tokens.into_iter().filter_map(index_of).collect());
                    self.provenance.remove_entries(&parent, &gone, list.len());
                    gone.remove_from(list);
                    gone.remove_from(json);
                }
                _ => {}
            }
        }
        self.lists.clear();
        Ok(!targets.is_empty())
    }
}

struct Merge<'a> {
    provenance: &'a mut Provenance,
    lists: &'a mut KnownEntries,
    changed: bool,
}

impl Merge<'_> {
    fn merge(
        &mut self,
        (node, json): (&mut Node, &mut Value),
        update: &Node,
        at: &Pointer,
        said_at: &Place,
    ) -> Result<(), Mismatch> {
        match (node, json, update) {
            (Node::Map(map), Value::Object(json), Node::Map(update)) => {
                for (key, value) in update {
                    let (at, said_at) = (at.key(key), said_at.key(key));
                    if let Some(known) = map.get_mut(key).zip(json.get_mut(key)) {
                        self.merge(known, value, &at, &said_at)?;
                    } else {
                        map.insert(key.clone(), value.clone());
                        json.insert(key.clone(), value.to_json());
                        self.lists.changed(&at);
                        self.wrote(&at, said_at);
                    }
                }
            }
            (Node::List(list), Value::Array(json), Node::List(update)) => {
                for (index, entry) in update.iter().enumerate() {
                    self.append((list, json), entry, at, said_at.index(index));
                }
            }
            (node, json, update) if is_primitive(node) && is_primitive(update) => {
                if node != update {
                    *node = update.clone();
                    *json = update.to_json();
                    self.lists.changed(at);
                    self.wrote(at, said_at.clone());
                }
            }
            (node, _, update) => {
                let (there, given) = (node.kind_name(), update.kind_name());
                return Err(Mismatch {
                    at: at.clone(),
                    message: format!("{given} can't be merged into {there}"),
                });
            }
        }
        Ok(())
    }

    /// Adds an entry that a list does not have: twice the same in a list is what is
    /// left of an overlay whose correction was adopted.
    fn append(
        &mut self,
        (list, json): (&mut Vec<Node>, &mut Vec<Value>),
        entry: &Node,
        at: &Pointer,
        said_at: Place,
    ) {
        if self.lists.add(at, list, entry) {
            self.lists.changed(at);
            self.wrote(&at.index(list.len()), said_at);
            list.push(entry.clone());
            json.push(entry.to_json());
        }
    }

    fn wrote(&mut self, at: &Pointer, said_at: Place) {
        self.changed = true;
        self.provenance.set(at, said_at);
    }
}

fn is_primitive(node: &Node) -> bool {
    !matches!(node, Node::Map(_) | Node::List(_))
}

/// What stands at a pointer, as a value of the document and as JSON.
fn both_mut<'a>(
    root: &'a mut Node,
    json: &'a mut Value,
    pointer: &Pointer,
) -> Option<(&'a mut Node, &'a mut Value)> {
    let mut tokens = pointer.tokens();
    tokens.try_fold((root, json), |(node, json), token| {
        let json = match json {
            Value::Object(map) => map.get_mut(token)?,
            Value::Array(list) => list.get_mut(index_of(token)?)?,
            _ => return None,
        };
        Some((node.child_mut(token)?, json))
    })
}
