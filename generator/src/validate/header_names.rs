//! Names of headers are such as HTTP allows: with another, no request could
//! be sent.

use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic};
use crate::grammar::Kind;
use crate::model::is_http_token;
use crate::tree::{Node, NodeMap, Place};

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
    let api = doc.root_place().key("x-api");
    let map = |place: &Place| doc.node(place).and_then(Node::as_map);
    let sent = map(&api.key("headers")).into_iter().flat_map(NodeMap::keys);
    names.extend(sent.map(|name| (api.key("headers").key(name), name.as_str())));
    let limits = map(&api.key("rate-limit"))
        .into_iter()
        .flat_map(NodeMap::keys);
    let places = limits.map(|key| api.key("rate-limit").key(key));
    for place in places.chain([api.key("request-id")]) {
        let name = doc.node(&place).and_then(Node::as_str);
        names.extend(name.map(|name| (place, name)));
    }
    for (place, name) in names.iter().filter(|(_, name)| !is_http_token(name)) {
        let message = format!("`{}` can't be the name of a header", name.escape_debug());
        let diagnostic = Diagnostic::error(Code::UnusableName, message)
            .at(place, "no message can have it")
            .help("a name has letters, digits and `-`");
        validation.report(diagnostic);
    }
}
