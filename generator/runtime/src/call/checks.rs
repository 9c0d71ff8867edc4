//! Parts of a request, held against their description before anything is sent.

use super::builder::CallBuilder;

impl CallBuilder {
    /// Holds a part, as JSON text, against what the operation says of it. The first
    /// part that doesn't fit is what the call fails with.
    #[cfg(feature = "checks")]
    pub(super) fn check(&mut self, part: &str, name: &str, json: &[u8]) {
        use crate::fault::Fault;

        let operation = self.request().operation.clone();
        let Some(constraints) = operation.constraints(part, name) else {
            return;
        };
        let Ok(value) = serde_json::from_slice(json) else {
            return;
        };
        if let Err(error) = crate::check::check(name, &value, constraints) {
            let what = match part {
                "body" => "the body doesn't fit its description",
                _ => "a parameter doesn't fit its description",
            };
            self.fail(Fault::new(what).source(Box::new(error)));
        }
    }

    /// Without the feature, nothing is looked at.
    #[cfg(not(feature = "checks"))]
    #[allow(clippy::unused_self, reason = "the other has a use for it")]
    pub(super) fn check(&mut self, _part: &str, _name: &str, _json: &[u8]) {}
}
