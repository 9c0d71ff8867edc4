//! What was sent, laid over what is there, as far as the schema allows.

use serde_json::{Map, Value};

use crate::schema::Judge;

/// Whether an item is allowed, put where responses have it.
pub(super) struct Fit<'a> {
    pub(super) validator: Option<&'a Judge>,
    pub(super) frame: &'a Value,
    pub(super) envelope: &'a str,
}

impl Fit<'_> {
    /// The response that holds the item.
    pub(super) fn wrap(&self, item: &Value) -> Value {
        if self.envelope.is_empty() {
            return item.clone();
        }
        let mut frame = self.frame.clone();
        if let Some(slot) = frame.pointer_mut(self.envelope) {
            *slot = item.clone();
        }
        frame
    }

    fn allows(&self, item: &Value) -> bool {
        self.validator
            .is_none_or(|validator| validator.is_valid(&self.wrap(item)))
    }

    /// Sets members; those that the schema doesn't allow are left as they were.
    /// A null that isn't allowed takes the member away.
    pub(super) fn set(&self, item: &mut Value, members: &Map<String, Value>) {
        let Value::Object(known) = &mut *item else {
            return;
        };
        let before = known.clone();
        known.extend(
            members
                .iter()
                .map(|(name, value)| (name.clone(), value.clone())),
        );
        if self.allows(item) {
            return;
        }
        *item = Value::Object(before);
        for (name, value) in members {
            let before = item.clone();
            if let Value::Object(known) = &mut *item {
                known.insert(name.clone(), value.clone());
            }
            if !self.allows(item) {
                *item = before;
                if value.is_null() {
                    self.take(item, name);
                }
            }
        }
    }

    /// Takes a member away, if it may be missing.
    pub(super) fn take(&self, item: &mut Value, name: &str) {
        let before = item.clone();
        if let Value::Object(known) = &mut *item {
            known.remove(name);
        }
        if !self.allows(item) {
            *item = before;
        }
    }
}
