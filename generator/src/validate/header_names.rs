//! Names of headers are such as HTTP allows: with another, no request could
//! be sent.

use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic};
use crate::grammar::Kind;
use crate::model::is_http_token;
use crate::tree::Place;

pub(super) fn check(validation: &mut Validation<'_>) {
    let doc = validation.doc;
    let mut names: Vec<(Place, &str)> = Vec::new();
    let kinds = [Kind::Parameter, Kind::SecurityScheme];
    for place in kinds.iter().flat_map(|kind| validation.places(*kind)) {
        let text = |key: &str| doc.node(&place).and_then(|node| node.get(key)?.as_str());
        if text("in") == Some("header") {
            names.extend(text("name").map(|name| (place.key("name"), name)));
        }
    }
    for (place, name) in names.iter().filter(|(_, name)| !is_http_token(name)) {
        let message = format!("`{}` can't be the name of a header", name.escape_debug());
        let diagnostic = Diagnostic::error(Code::UnusableName, message)
            .at(place, "no message can have it")
            .help("a name has letters, digits and `-`");
        validation.report(diagnostic);
    }
}
