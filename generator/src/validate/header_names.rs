//! Names of headers are such as HTTP allows: with another, no request could
//! be sent.

use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic};
use crate::grammar::Kind;
use crate::model::is_http_token;
use crate::tree::{Node, NodeMap, Place};

/// Headers by which a client says something, which makes no sense the other way.
const OF_REQUESTS: &[&str] = &[
    "accept",
    "accept-charset",
    "authorization",
    "cookie",
    "host",
    "if-match",
    "if-none-match",
    "referer",
    "user-agent",
];

/// In a document of one's own, headers of responses that only requests have.
pub(super) fn of_requests(validation: &mut Validation<'_>) {
    let doc = validation.doc;
    let mut found = Vec::new();
    for place in validation.places(Kind::Response) {
        let headers = place.key("headers");
        let names = doc.node(&headers).and_then(Node::as_map);
        let is_of_request = |name: &&String| {
            let mut known = OF_REQUESTS.iter();
            known.any(|known| known.eq_ignore_ascii_case(name))
        };
        for name in names
            .into_iter()
            .flat_map(NodeMap::keys)
            .filter(is_of_request)
        {
            let message = format!("`{name}` is a header of requests");
            let diagnostic = Diagnostic::warning(Code::WrongValue, message)
                .at_key(&headers.key(name), "no response has it")
                .help("make it a parameter or a security scheme, or correct its name");
            found.push(diagnostic);
        }
    }
    for diagnostic in found {
        validation.report(diagnostic);
    }
}

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
