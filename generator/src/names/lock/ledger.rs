//! Which names are locked, and which have been given.

use super::identity::Identities;
use super::{LockedItem, LockedName, METHOD, NameLock, NameSource};
use crate::load::Document;
use crate::model::Method;
use crate::tree::{HashMap, HashSet};
use crate::tree::{Node, Place};
use std::cell::RefCell;
use std::sync::Arc;

/// The lock of a document's names, and what becomes of it while they are claimed.
#[derive(Debug)]
pub struct Ledger<'a> {
    locked: NameLock,
    identities: Identities<'a>,
    /// The `operationId`s of operations, by their pointers.
    ids: HashMap<String, String>,
    /// Where the lock knows an operation that has moved; nowhere, if another one
    /// stands where that was.
    moved: HashMap<String, Option<String>>,
    /// Items whose names the lock has, by kind and owner.
    namespaces: HashMap<(String, Arc<str>), Vec<LockedItem>>,
    claimed: RefCell<HashMap<LockedItem, LockedName>>,
    /// Items of the lock that were met again.
    met: RefCell<HashSet<LockedItem>>,
    /// Which item each type is.
    types: RefCell<HashMap<String, Arc<str>>>,
    /// Items that are to have another name than the lock's.
    given_up: RefCell<Vec<LockedItem>>,
}

impl<'a> Ledger<'a> {
    pub fn new(document: &'a Document, locked: NameLock) -> Self {
        let ids = operation_ids(document);
        let moved = moved(&locked, &ids);
        let mut namespaces: HashMap<_, Vec<LockedItem>> = HashMap::default();
        for (item, _) in locked.iter() {
            let kind = item.kind.split('-').next().unwrap_or_default().to_owned();
            let owner = if item.item.is_empty() {
                Arc::default()
            } else {
                Arc::clone(&item.owner)
            };
            namespaces
                .entry((kind, owner))
                .or_default()
                .push(item.clone());
        }
        Self {
            locked,
            identities: Identities::new(document),
            ids,
            moved,
            namespaces,
            claimed: RefCell::default(),
            met: RefCell::default(),
            types: RefCell::default(),
            given_up: RefCell::default(),
        }
    }

    /// How an item at this place is written.
    pub fn pointer(&self, place: &Place) -> String {
        self.identities.pointer(place)
    }

    /// What the type of this name is; the name itself, where it is no type's.
    pub fn owner(&self, type_name: &str) -> Arc<str> {
        let types = self.types.borrow();
        let known = types.get(type_name);
        known.cloned().unwrap_or_else(|| type_name.into())
    }

    /// The names that the lock has for a namespace, and for what.
    pub(in crate::names) fn reserved(
        &self,
        kind: &str,
        owner: &str,
    ) -> impl Iterator<Item = (&LockedItem, &str)> {
        let owner = self.locked_pointer(owner).unwrap_or_default();
        let items = self.namespaces.get(&(kind.to_owned(), owner.into()));
        items
            .into_iter()
            .flatten()
            .filter_map(|item| Some((item, self.locked.get(item)?.name.as_str())))
    }

    /// `item`, or if that has a name already, its next one.
    pub(in crate::names) fn distinct(&self, item: LockedItem) -> LockedItem {
        let claimed = self.claimed.borrow();
        let numbered = |count: u32| {
            let mut own = item.clone();
            match &*own.item {
                "" => own.owner = format!("{}#{count}", own.owner).into(),
                _ => own.item = format!("{}#{count}", own.item).into(),
            }
            own
        };
        if !claimed.contains_key(&item) {
            return item;
        }
        let mut others = (2..).map(numbered);
        others
            .find(|own| !claimed.contains_key(own))
            .unwrap_or(item)
    }

    /// The name that the lock has for an item.
    pub(in crate::names) fn kept(&self, item: &LockedItem) -> Option<String> {
        if self.locked.is_empty() {
            return None;
        }
        let item = LockedItem {
            owner: self.locked_pointer(&item.owner)?.into(),
            kind: item.kind.clone(),
            item: self.locked_pointer(&item.item)?.into(),
        };
        let name = self.locked.get(&item)?.name.clone();
        self.met.borrow_mut().insert(item);
        Some(name)
    }

    /// Notes the name of an item, and whether it is the lock's.
    pub(in crate::names) fn record(&self, item: LockedItem, name: &str, is_kept: bool) {
        if item.kind.starts_with("type") {
            let mut types = self.types.borrow_mut();
            types.insert(name.to_owned(), item.owner.clone());
        }
        let operation = self.ids.get(&*item.item).filter(|_| item.kind == METHOD);
        let name = LockedName {
            name: name.to_owned(),
            operation: operation.cloned(),
            source: if is_kept {
                NameSource::Lock
            } else {
                NameSource::Place
            },
        };
        self.claimed.borrow_mut().insert(item, name);
    }

    /// Notes where a name comes from that isn't the lock's.
    pub fn explain(&self, item: &LockedItem, source: NameSource) {
        if let Some(name) = self.claimed.borrow_mut().get_mut(item) {
            name.source = source;
        }
    }

    /// Notes that an item can't keep its name, or isn't to.
    pub fn give_up(&self, item: &LockedItem) {
        let owner = self.locked_pointer(&item.owner).unwrap_or_default();
        let inner = self.locked_pointer(&item.item).unwrap_or_default();
        self.given_up.borrow_mut().push(LockedItem {
            owner: owner.into(),
            kind: item.kind.clone(),
            item: inner.into(),
        });
    }

    /// The lock without what the document has no more and what was given up; nothing
    /// if that is all of it.
    pub fn without_stale(&self) -> Option<NameLock> {
        let met = self.met.borrow();
        let given_up = self.given_up.borrow();
        let is_stale = |item: &LockedItem| {
            let met = match item.as_current() {
                Some(now) => met.contains(&now),
                None => met.contains(item),
            };
            !met || given_up.contains(item)
        };
        let has_stale = self.locked.iter().any(|(item, _)| is_stale(item));
        let mut rest = self.locked.clone();
        rest.retain(|item| !is_stale(item));
        for item in given_up.iter() {
            let before = self.locked.get(item).cloned();
            if let Some((former, name)) = item.as_former().zip(before) {
                rest.insert(former, name);
            }
        }
        has_stale.then_some(rest)
    }

    /// The names that were given, and those that types and methods had before.
    pub fn into_names(self) -> NameLock {
        let claimed = self.claimed.into_inner();
        let mut names = NameLock(claimed.into_iter().collect());
        for (item, before) in self.locked.iter() {
            let now = item.as_current().and_then(|now| names.get(&now));
            if now.is_some_and(|now| now.name != before.name) {
                names.insert(item.clone(), before.clone());
            }
        }
        names
    }

    /// A pointer as the lock has it, which may know an operation by an older one.
    fn locked_pointer(&self, pointer: &str) -> Option<String> {
        let end = operation_end(pointer).filter(|_| !self.moved.is_empty());
        let Some((operation, rest)) = end.and_then(|end| pointer.split_at_checked(end)) else {
            return Some(pointer.to_owned());
        };
        match self.moved.get(operation) {
            None => Some(pointer.to_owned()),
            Some(None) => None,
            Some(Some(before)) => Some(format!("{before}{rest}")),
        }
    }
}

/// Where the pointer of an operation ends, in one of what lies in it.
fn operation_end(pointer: &str) -> Option<usize> {
    let front = "#/paths/".len();
    let path = pointer.strip_prefix("#/paths/")?;
    let method = path.find('/')?.saturating_add(1);
    let rest = path.get(method..)?;
    Some(front + method + rest.find('/').unwrap_or(rest.len()))
}

fn operation_ids(document: &Document) -> HashMap<String, String> {
    let paths = document.root_place().key("paths");
    let map = document.node(&paths).and_then(Node::as_map);
    let mut ids = HashMap::default();
    for (path, item) in map.into_iter().flatten() {
        for (place, _) in Method::operations(&paths.key(path), item) {
            let node = document.node(&place);
            let id = node.and_then(|node| node.get("operationId")?.as_str());
            // One without an id is known by its pointer alone.
            let id = id.unwrap_or_default();
            ids.insert(format!("#{}", place.pointer), id.to_owned());
        }
    }
    ids
}

/// Where operations stood, of those that stand elsewhere now.
fn moved(locked: &NameLock, ids: &HashMap<String, String>) -> HashMap<String, Option<String>> {
    let known = locked.iter().filter(|(item, _)| item.kind == METHOD);
    let before: HashMap<&str, &str> = known
        .filter_map(|(item, name)| Some((name.operation.as_deref()?, &*item.item)))
        .filter(|(id, _)| !id.is_empty())
        .collect();
    let mut moved = HashMap::default();
    for (pointer, id) in ids {
        let Some(&old) = before.get(id.as_str()) else {
            continue;
        };
        // Of an id that occurs twice the one that stayed is the one.
        if old == pointer || ids.get(old) == Some(id) {
            continue;
        }
        moved.insert(pointer.clone(), Some(old.to_owned()));
        if ids.contains_key(old) {
            moved.entry(old.to_owned()).or_insert(None);
        }
    }
    moved
}
