//! What the API sends by itself: webhooks, and the callbacks of operations.

use oas_codegen::load::Document;
use oas_codegen::model::Method;
use oas_codegen::tree::{Node, NodeMap, Place};

use super::{Direction, Located, Pair, Wire, operations};

impl Wire<'_> {
    pub(super) fn messages(&mut self) {
        self.side_by_side(
            (messages(self.old), messages(self.new)),
            [
                (
                    "webhook-removed",
                    "the message is gone",
                    "whoever waits for it does without it",
                ),
                (
                    "webhook-added",
                    "the message is new",
                    "receivers may handle it",
                ),
            ],
            Self::message,
        );
    }

    /// The body, which is read as a response is.
    fn message(&mut self, before: &Located, after: &Located) {
        let pair = Pair {
            old: before.place.clone(),
            new: after.place.clone(),
        };
        self.seen.clear();
        let body = pair.key("requestBody");
        let followed = |document: &Document, place: Place| match document.follow(&place) {
            Some((target, _)) => target,
            None => place,
        };
        let body = Pair {
            old: followed(self.old, body.old),
            new: followed(self.new, body.new),
        };
        self.content(&body.key("content"), Direction::Response);
        self.schemas();
    }
}

/// Each webhook, then each callback of an operation.
fn messages(document: &Document) -> Vec<Located> {
    let root = document.root_place();
    let mut found = Vec::new();
    for map in ["webhooks", "x-webhooks"].map(|key| root.key(key)) {
        for name in keys(document, &map) {
            let title = format!("webhook {name}");
            found.extend(located(document, &map.key(&name), &title, &title));
        }
    }
    for operation in operations(document) {
        let callbacks = operation.place.key("callbacks");
        for name in keys(document, &callbacks) {
            let Some((callback, _)) = document.follow(&callbacks.key(&name)) else {
                continue;
            };
            let title = format!("callback {name} of {}", operation.name);
            let key = format!("callback {name} of {}", operation.key);
            for expression in keys(document, &callback) {
                found.extend(located(document, &callback.key(&expression), &title, &key));
            }
        }
    }
    found
}

fn keys(document: &Document, place: &Place) -> Vec<String> {
    let map = document.node(place).and_then(Node::as_map);
    map.into_iter().flat_map(NodeMap::keys).cloned().collect()
}

/// A message for each method of a path item.
fn located(document: &Document, place: &Place, title: &str, key: &str) -> Vec<Located> {
    let Some((item, node)) = document.follow(place) else {
        return Vec::new();
    };
    let operations = Method::operations(&item, node).into_iter();
    let located = operations.map(|(place, method)| Located {
        name: title.to_owned(),
        path: String::new(),
        key: format!("{} {key}", method.as_str()),
        item: item.clone(),
        place,
    });
    located.collect()
}
