//! What a schema says of one value besides its type.

/// The default, example and bounds of a field, a parameter or a header.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ValueSpec {
    /// What the API takes where the value is missing.
    pub default: Option<serde_json::Value>,
    /// The first example.
    pub example: Option<serde_json::Value>,
    /// Bounds as sentences such as "At most 150.", in the document's terms.
    pub bounds: Vec<String>,
}
