//! `x-error`: where the members of an error are.

use super::schema::SchemaLowerer;
use super::view::SchemaView;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::ErrorEnvelope;

impl SchemaLowerer<'_> {
    /// Takes `x-error` from a schema. The first one stands for the API.
    pub(super) fn error_extension(&mut self, view: &SchemaView) {
        let Some(members) = view
            .extension("x-error")
            .and_then(serde_json::Value::as_object)
        else {
            return;
        };
        let mut shape = ErrorEnvelope::default();
        for (key, value) in members {
            let pointer = value.as_str().unwrap_or_default().to_owned();
            if !self.context.schema_has(&view.place, &pointer) {
                let diagnostic = Diagnostic::error(
                    Code::ErrorPointer,
                    format!("`x-error.{key}` does not fit the schema"),
                )
                .at(
                    &view.place.key("x-error").key(key),
                    "leads to nothing that the schema declares",
                )
                .help("write a JSON pointer into the error's body, such as `/errors/0/code`");
                self.names.report(diagnostic);
                continue;
            }
            match key.as_str() {
                "code" => shape.code = Some(pointer),
                "message" => shape.message = Some(pointer),
                "field" => shape.field = Some(pointer),
                "request_id" => shape.request_id = Some(pointer),
                _ => {}
            }
        }
        self.error.get_or_insert(shape);
    }
}
