//! Values with parts in tables.

use serde::ser::{Serialize, Serializer};
use serde_json::Value;

/// An object or a list that a description knows as one value, as the text of its JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonText(pub &'static str);

impl JsonText {
    fn value(self) -> Value {
        serde_json::from_str(self.0).unwrap_or_default()
    }
}

impl PartialEq<JsonText> for Value {
    fn eq(&self, text: &JsonText) -> bool {
        *self == text.value()
    }
}

impl Serialize for JsonText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}
