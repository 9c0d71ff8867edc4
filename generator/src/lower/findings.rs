//! What is told of schemas that can't be lowered as they are written.

use super::lowered::Lowered;
use super::schema::SchemaLowerer;
use super::view::SchemaView;
use crate::config::Strictness;
use crate::diagnostics::{Code, Diagnostic, Fidelity, Severity};
use crate::model::TypeRef;
use crate::tree::Place;

impl SchemaLowerer<'_> {
    /// Any JSON, in place of a schema that lies inside itself.
    pub(super) fn endless(&mut self, place: &Place) -> Lowered {
        let diagnostic = Diagnostic::new(
            Severity::Warning,
            Code::EndlessType,
            "this schema lies inside itself without a type that could hold it",
        )
        .at(place, "becomes free-form JSON where it repeats")
        .help("give one of the schemas on the way properties")
        .makes(Fidelity::Wider);
        self.names.report(diagnostic);
        Lowered::plain(TypeRef::Any)
    }

    pub(super) fn report_unreadable(&mut self, view: &SchemaView) {
        for key in &view.unreadable {
            let diagnostic = Diagnostic::new(
                self.context.severity(),
                Code::WrongType,
                format!("`{key}` of a schema has a value that it can't have"),
            )
            .at(&view.place.key(key), "left out");
            self.names.report(diagnostic);
        }
        if view.is_misplaced && self.context.strictness == Strictness::Lenient {
            let message = "`properties` say nothing of a value that is no object";
            let diagnostic = Diagnostic::note(Code::MisplacedKeyword, message)
                .at_key(&view.place.key("properties"), "left out: the `type` counts");
            self.names.report(diagnostic);
        }
    }
}
