//! Finds collections: by their paths, or as `x-store` tells.

use http::Method;
use serde_json::Value;

use super::{Store, StoreAction, StoreRole, Stores, shape};
use crate::api::Operation;
use crate::schema::Schemas;

/// `x-store` of an operation.
struct StoreExtension {
    does: Option<StoreAction>,
    collection: Option<String>,
    id: Option<String>,
    items: Option<String>,
}

impl Stores {
    pub(crate) fn detect(operations: &[Operation], responses: &Schemas) -> Self {
        let mut stores = Self::default();
        for (index, operation) in operations.iter().enumerate() {
            let told = told(operation);
            let is_read = match &told {
                Some(told) => told.does == Some(StoreAction::Read),
                None => operation.method == Method::GET,
            };
            let Some((own, variable)) = parent(&operation.path).filter(|_| is_read) else {
                continue;
            };
            let collection = told.as_ref().and_then(|told| told.collection.clone());
            let path = collection.unwrap_or(own);
            let told_id = told.as_ref().and_then(|told| told.id.clone());
            // Without an operation that fills it, a collection would know only
            // what nobody has asked for.
            if told.is_none() && !operations.iter().any(|other| creates(other, &path)) {
                continue;
            }
            let Some(shape) = shape::of_item(operation, responses, &variable, told_id.as_deref())
            else {
                continue;
            };
            stores.all.push(Store {
                path,
                read: index,
                variable,
                envelope: shape.envelope,
                id: shape.id,
                numeric: shape.numeric,
                items: None,
            });
        }
        stores.assign(operations, responses);
        stores
    }

    fn assign(&mut self, operations: &[Operation], responses: &Schemas) {
        for (index, operation) in operations.iter().enumerate() {
            let Some((does, path)) = part(operation) else {
                continue;
            };
            let Some(store) = self.all.iter().position(|store| store.path == path) else {
                continue;
            };
            if does == StoreAction::List {
                let told = told(operation).and_then(|told| told.items);
                let items = told.or_else(|| shape::items(operation, responses));
                match self.all.get_mut(store) {
                    Some(store) if items.is_some() => store.items = items,
                    // A response in which no list can be found is made up.
                    _ => continue,
                }
            }
            self.parts.insert(index, StoreRole { does, store });
        }
    }
}

/// What an operation does, and to which collection.
fn part(operation: &Operation) -> Option<(StoreAction, String)> {
    let own = parent(&operation.path).map(|(path, _)| path);
    if let Some(told) = told(operation) {
        let does = told.does?;
        let implied = match does {
            StoreAction::List | StoreAction::Create => Some(operation.path.clone()),
            _ => own,
        };
        return Some((does, told.collection.or(implied)?));
    }
    let on_item = match operation.method.as_str() {
        "GET" => Some(StoreAction::Read),
        "PUT" => Some(StoreAction::Replace),
        "PATCH" | "POST" => Some(StoreAction::Update),
        "DELETE" => Some(StoreAction::Delete),
        _ => None,
    };
    if let Some(path) = own {
        return Some((on_item?, path));
    }
    match operation.method.as_str() {
        "GET" => Some((StoreAction::List, operation.path.clone())),
        "POST" => Some((StoreAction::Create, operation.path.clone())),
        _ => None,
    }
}

fn creates(operation: &Operation, path: &str) -> bool {
    part(operation) == Some((StoreAction::Create, path.to_owned()))
}

/// The path without its last segment, if that is one variable: `/pets/{id}`.
fn parent(path: &str) -> Option<(String, String)> {
    let (path, last) = path.rsplit_once('/')?;
    let variable = last.strip_prefix('{')?.strip_suffix('}')?;
    let is_plain = !variable.contains(['{', '}']) && !path.is_empty();
    is_plain.then(|| (path.to_owned(), variable.to_owned()))
}

fn told(operation: &Operation) -> Option<StoreExtension> {
    let map = operation.store.as_ref()?;
    let text = |key: &str| map.get(key).and_then(Value::as_str).map(str::to_owned);
    let does = match map.get("does").and_then(Value::as_str) {
        Some("list") => Some(StoreAction::List),
        Some("create") => Some(StoreAction::Create),
        Some("read") => Some(StoreAction::Read),
        Some("replace") => Some(StoreAction::Replace),
        Some("update") => Some(StoreAction::Update),
        Some("delete") => Some(StoreAction::Delete),
        _ => None,
    };
    Some(StoreExtension {
        does,
        collection: text("collection"),
        id: text("id"),
        items: text("items"),
    })
}
