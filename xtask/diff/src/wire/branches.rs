//! Branches of unions: which is which in both documents.

use std::collections::BTreeSet;

use oas_codegen::load::Document;
use oas_codegen::tree::{Node, Place};

use super::allowed::{identity, types};
use super::schema::Change;
use super::{Direction, Pair, Wire};

impl Wire<'_> {
    /// The branch that one is by its structure, if no name tells it: one that is no object
    /// is known by its type, and an object by its members, of which it shares most.
    fn alike(&self, pair: &Pair, index: usize, free: impl Iterator<Item = usize>) -> Option<usize> {
        let old = pair.old.index(index);
        let of_type = types(self.old, &old);
        let names = |document: &Document, place: &Place| -> BTreeSet<String> {
            let members = document.declared_properties(place).into_iter();
            members.map(|(name, _)| name).collect()
        };
        let members = names(self.old, &old);
        let shared = |other: &usize| {
            let new = pair.new.index(*other);
            if types(self.new, &new) != of_type {
                return 0;
            }
            let others = names(self.new, &new);
            let common = members.intersection(&others).count();
            match members.union(&others).count() {
                0 if of_type.is_empty() || of_type.contains("object") => 0,
                0 => 100,
                all if common * 2 >= all => common * 100 / all,
                _ => 0,
            }
        };
        let best = free
            .map(|other| (shared(&other), other))
            .filter(|(share, _)| *share > 0);
        best.max_by_key(|(share, other)| (*share, usize::MAX - other))
            .map(|(_, other)| other)
    }

    pub(super) fn branches(
        &mut self,
        pair: &Pair,
        (old, new): (&Node, &Node),
        key: &str,
        direction: Direction,
    ) {
        let list = |node: &Node| -> Vec<String> {
            let list = node.get(key).and_then(Node::as_list).unwrap_or_default();
            list.iter().map(identity).collect()
        };
        let (before, after) = (list(old), list(new));
        let pair = pair.key(key);
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for (index, name) in before.iter().enumerate() {
            let named = |other: &usize| !name.is_empty() && after.get(*other) == Some(name);
            // A branch without a name is the one in its place, and one that is no object
            // is known by its type.
            let in_place = || (name.is_empty() && index < after.len()).then_some(index);
            let found = (0..after.len()).find(named).or_else(in_place);
            let found = found.or_else(|| {
                let free = (0..after.len()).filter(|other| !taken.contains(other));
                self.alike(&pair, index, free)
            });
            match found {
                Some(other) => {
                    taken.insert(other);
                    let pair = Pair {
                        old: pair.old.index(index),
                        new: pair.new.index(other),
                    };
                    self.open.push((pair, direction));
                }
                None if key == "allOf" => {}
                None => {
                    let pair = Pair {
                        old: pair.old.index(index),
                        ..pair.clone()
                    };
                    let message = format!("{} is gone", branch(name, key));
                    self.schema_change(
                        "branch-removed",
                        Change::Narrower,
                        direction,
                        message,
                        &pair,
                    );
                }
            }
        }
        let added = after.iter().enumerate();
        for (index, name) in added.filter(|(index, _)| key != "allOf" && !taken.contains(index)) {
            let pair = Pair {
                new: pair.new.index(index),
                ..pair.clone()
            };
            let message = format!("{} is new", branch(name, key));
            self.schema_change("branch-added", Change::Wider, direction, message, &pair);
        }
    }
}

fn branch(name: &str, key: &str) -> String {
    match name.rsplit('/').next() {
        None | Some("") => format!("a branch of `{key}`"),
        Some(name) => format!("the branch `{name}` of `{key}`"),
    }
}
