//! Streams of events whose schema describes the event as a whole, its name and
//! its data, and not the data alone.

use super::context::LoweringContext;
use crate::tree::{Node, Place};

/// What a schema of an event says of events of one name.
struct EventBranch {
    /// The names; none says nothing of it.
    names: Vec<String>,
    is_text: bool,
}

impl LoweringContext<'_> {
    /// The names of the events whose data is text, if the schema describes events
    /// as a whole: as `itemSchema` does, or by constants for their names.
    pub(super) fn event_texts(&self, schema: &Place) -> Option<Vec<String>> {
        let is_item = schema.pointer.last() == Some("itemSchema");
        let branches = self.event_branches(schema)?;
        if !is_item && branches.iter().any(|branch| branch.names.is_empty()) {
            return None;
        }
        let texts = branches.into_iter().filter(|branch| branch.is_text);
        let names = texts.flat_map(|branch| match branch.names {
            none if none.is_empty() => vec![String::new()],
            names => names,
        });
        Some(names.collect())
    }

    fn event_branches(&self, schema: &Place) -> Option<Vec<EventBranch>> {
        let target = self.resolve(schema)?;
        let node = self.node(&target)?;
        for key in ["oneOf", "anyOf"] {
            let Some(list) = node.get(key).and_then(Node::as_list) else {
                continue;
            };
            let list_at = target.key(key);
            let places = (0..list.len()).map(|index| list_at.index(index));
            return places.map(|place| self.event_branch(&place)).collect();
        }
        Some(vec![self.event_branch(&target)?])
    }

    /// An object that has `data`, and perhaps `event`.
    fn event_branch(&self, place: &Place) -> Option<EventBranch> {
        let target = self.resolve(place)?;
        let properties = target.key("properties");
        let data = self.resolve(&properties.key("data"))?;
        let data = self.node(&data)?;
        let event = self.resolve(&properties.key("event"));
        let event = event.and_then(|place| self.node(&place));
        let constant = event.and_then(|event| event.get("const"));
        let values = event.and_then(|event| event.get("enum")?.as_list());
        let names = values.into_iter().flatten().chain(constant);
        let names: Vec<String> = names.filter_map(Node::as_str).map(str::to_owned).collect();
        // Nothing but the name tells an event from any other object with data.
        let is_event =
            event.is_some() || properties.pointer.tokens().any(|key| key == "itemSchema");
        let is_text = data.get("type").and_then(Node::as_str) == Some("string");
        is_event.then_some(EventBranch { names, is_text })
    }
}
