//! Servers: URLs that lead somewhere, each once, with the variables that they
//! name.

use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, suggest};
use crate::grammar::Kind;
use crate::tree::HashMap;
use crate::tree::{Node, Place};

const SCHEMES: &[&str] = &["https", "http", "wss", "ws"];

pub(super) fn check(validation: &mut Validation<'_>) {
    let doc = validation.doc;
    let mut found = Vec::new();
    let mut first: HashMap<(Option<Place>, &str), Place> = HashMap::default();
    for place in validation.places(Kind::Server) {
        let Some(node) = doc.node(&place) else {
            continue;
        };
        let Some(url) = node.get("url").and_then(Node::as_str) else {
            continue;
        };
        let at = place.key("url");
        found.extend(scheme(&at, url));
        found.extend(undeclared(&at, url, node));
        let list = place.parent();
        if let Some(other) = first.get(&(list.clone(), url)) {
            let diagnostic = Diagnostic::error(
                Code::ServerUrl,
                format!("the server `{url}` is listed twice"),
            )
            .at(&at, "listed again")
            .also(other, "first listed here")
            .help("remove one of them, or correct its URL");
            found.push(diagnostic);
        } else {
            first.insert((list, url), at);
        }
    }
    for diagnostic in found {
        validation.report(diagnostic);
    }
}

fn scheme(at: &Place, url: &str) -> Option<Diagnostic> {
    let (scheme, _) = url.split_once("://")?;
    if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) || scheme.contains(['{', '/']) {
        return None;
    }
    let message = format!("a client can't send to `{scheme}://`");
    let help = match suggest(scheme, SCHEMES.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "a server's URL starts with `https://` or `http://`".to_owned(),
    };
    let diagnostic = Diagnostic::error(Code::ServerUrl, message)
        .at(at, "the scheme is not known")
        .help(help);
    Some(diagnostic)
}

/// A variable that the URL names and the server does not declare.
fn undeclared(at: &Place, url: &str, node: &Node) -> Vec<Diagnostic> {
    let declared = node.get("variables").and_then(Node::as_map);
    let parts = url
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'));
    let names = parts.map(|(name, _)| name);
    let missing = names.filter(|name| !declared.is_some_and(|map| map.contains_key(*name)));
    let told = missing.map(|name| {
        let message = format!("the server's variable `{name}` is not declared");
        let known = declared.into_iter().flat_map(|map| map.keys());
        let help = match suggest(name, known.map(String::as_str)) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("add `variables: {{{name}: {{default: …}}}}`"),
        };
        Diagnostic::error(Code::ServerUrl, message)
            .at(at, "the server can't be reached without its value")
            .help(help)
    });
    told.collect()
}
