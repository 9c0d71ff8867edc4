//! Servers: URLs that lead somewhere, each once, with the variables that they
//! name.

use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, On, suggest};
use crate::grammar::Kind;
use crate::tree::{HashMap, IndexSet, Node, NodeMap, Place};

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
        found.extend(scheme(&at, url).or_else(|| malformed(&at, url)));
        let named = named(url);
        let undeclared = undeclared(validation, &at, &named, node);
        let unused = undeclared.is_empty();
        found.extend(undeclared);
        found.extend(variables(&place, &named, node, unused));
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
    let Some((scheme, _)) = url.split_once("://") else {
        // `https//` and `https:/` are no paths.
        let (scheme, rest) = url.split_once(':').or_else(|| url.split_once("//"))?;
        if !SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) {
            return None;
        }
        let meant = format!("{scheme}://{}", rest.trim_start_matches('/'));
        let diagnostic = Diagnostic::error(
            Code::ServerUrl,
            format!("the server `{url}` can't be sent to"),
        );
        return Some(
            diagnostic
                .at(at, "two slashes stand before a host")
                .did_you_mean(&meant),
        );
    };
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

/// A URL to which no path can be added, or that has lost its start.
fn malformed(at: &Place, url: &str) -> Option<Diagnostic> {
    let host = url.split('/').next().unwrap_or_default();
    let has_scheme = url.contains("://");
    let (label, help) = if url.contains(char::is_whitespace) {
        ("has white space in it", "remove it".to_owned())
    } else if url.contains(['?', '#']) {
        let help = "what each request has in its query is a parameter, or an `apiKey`";
        ("paths are added behind it", help.to_owned())
    } else if !is_balanced(url) {
        (
            "has a brace without its other one",
            "a variable stands in both: `{name}`".to_owned(),
        )
    } else if !has_scheme && host.contains('.') && !host.starts_with(['.', '{']) {
        let help = format!("did you mean `https://{url}`?");
        ("starts like a host: without a scheme it is a path", help)
    } else {
        return None;
    };
    let message = format!("the server `{url}` can't be sent to");
    Some(
        Diagnostic::error(Code::ServerUrl, message)
            .at(at, label)
            .help(help),
    )
}

/// Whether each brace has its other one.
fn is_balanced(url: &str) -> bool {
    let mut is_open = false;
    let mut braces = url.chars().filter(|sign| matches!(sign, '{' | '}'));
    let fits = braces.all(|brace| std::mem::replace(&mut is_open, brace == '{') != (brace == '{'));
    fits && !is_open
}

/// Variables that the URL doesn't name, and defaults that aren't among their values.
/// Where the URL has another name for one of them, it is not said again.
fn variables(place: &Place, named: &IndexSet<&str>, node: &Node, unused: bool) -> Vec<Diagnostic> {
    let place = place.key("variables");
    let mut found = Vec::new();
    let declared = node.get("variables").and_then(Node::as_map);
    for (name, variable) in declared.into_iter().flatten() {
        let at = place.key(name);
        if unused && !named.contains(name.as_str()) {
            let message = format!("the server's URL has no `{{{name}}}`");
            let diagnostic = Diagnostic::error(Code::ServerUrl, message)
                .at_key(&at, "has no effect")
                .help("write it into the `url`, or remove the variable");
            found.push(diagnostic);
        }
        let Some(values) = variable.get("enum").and_then(Node::as_list) else {
            continue;
        };
        if values.is_empty() {
            let message = "an enum needs at least one value";
            let diagnostic = Diagnostic::error(Code::EmptyEnum, message)
                .at_key(&at.key("enum"), "no value can match")
                .help("list the values, or leave `enum` out");
            found.push(diagnostic);
        } else if let Some(default) = variable.get("default").filter(|it| !values.contains(it))
            && let Some(text) = default.as_str()
        {
            let known = values.iter().filter_map(Node::as_str);
            let diagnostic = Diagnostic::error(
                Code::DefaultNotInEnum,
                format!("the default `{text}` is not in the enum"),
            )
            .at(&at.key("default"), "none of the values")
            .on(&at.key("enum"), On::Key, "the values");
            found.push(match suggest(text, known) {
                Some(meant) => diagnostic.did_you_mean(meant),
                None => diagnostic.help("add it to `enum`, or take one of those"),
            });
        }
    }
    found
}

/// The variables that a URL names.
fn named(url: &str) -> IndexSet<&str> {
    let parts = url.split('{').skip(1);
    let named = parts.filter_map(|part| part.split_once('}'));
    named.map(|(name, _)| name).collect()
}

/// A variable that the URL names and the server does not declare.
fn undeclared(
    validation: &Validation<'_>,
    at: &Place,
    named: &IndexSet<&str>,
    node: &Node,
) -> Vec<Diagnostic> {
    let declared = node.get("variables").and_then(Node::as_map);
    let missing = named
        .iter()
        .filter(|name| !declared.is_some_and(|map| map.contains_key(**name)));
    let told = missing.map(|name| {
        let message = format!("the server's variable `{name}` is not declared");
        let known = declared.into_iter().flat_map(NodeMap::keys);
        let known = known.map(String::as_str);
        let meant = validation.suggestions.suggest(Code::ServerUrl, name, known);
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("add `variables: {{{name}: {{default: …}}}}`"),
        };
        Diagnostic::error(Code::ServerUrl, message)
            .at(at, "the server can't be reached without its value")
            .help(help)
    });
    told.collect()
}
