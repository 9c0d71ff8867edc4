//! What is wrong with an example.

use crate::tree::Place;

/// Where an example goes wrong, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleMismatch {
    /// The tokens of the JSON path.
    pub path: Vec<String>,
    /// What was expected and what was found.
    pub reason: String,
    /// It is only that a member is not declared.
    pub undeclared: bool,
    /// And that another is which is spelt much like it.
    pub is_near: bool,
    /// A list or an object stands where the schema has something else, or a union of
    /// which no branch fits.
    pub has_parts: bool,
    /// The schemas that say so: the innermost with a type of its own, and then the unions
    /// above it with their branches, of which any may be the one that is wrong.
    pub schemas: Vec<Place>,
    /// The property of that schema whose own words say so.
    pub property: Option<Place>,
    /// The keyword that says so, where one does.
    pub keyword: Option<&'static str>,
}

impl ExampleMismatch {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self {
            path: Vec::new(),
            reason: reason.into(),
            undeclared: false,
            is_near: false,
            has_parts: false,
            schemas: Vec::new(),
            property: None,
            keyword: None,
        }
    }

    /// A value that is not listed.
    pub(super) fn unlisted(reason: impl Into<String>) -> Self {
        Self {
            keyword: Some("enum"),
            ..Self::new(reason)
        }
    }

    pub(super) fn below(mut self, token: impl Into<String>) -> Self {
        self.path.insert(0, token.into());
        self
    }

    /// The path as people write it: `tickets[3].id`.
    #[must_use]
    pub fn json_path(&self) -> String {
        let mut out = String::new();
        for token in &self.path {
            if token.parse::<usize>().is_ok() {
                out.push_str(&format!("[{token}]"));
            } else {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(token);
            }
        }
        out
    }
}
