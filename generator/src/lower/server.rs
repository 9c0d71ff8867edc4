//! Servers: their URLs, and what they are called.

use super::naming::Names;
use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::model::{Server, ServerTemplate, ServerVariable, WireName};
use crate::names::{Convention, Scope, common_words, reserved, strip_words};
use crate::tree::{HashMap, IndexSet, Node, Place};

/// What a server turns out to be.
enum ServerChoice {
    Whole(Server),
    /// A path on a host that the caller gives.
    Path(String),
}

impl Names<'_> {
    /// The servers, or else the path that all of them share on a host which the
    /// document doesn't name.
    pub(super) fn servers(&mut self) -> (Vec<Server>, Option<String>) {
        let place = self.context.document.root_place().key("servers");
        let count = self
            .context
            .node(&place)
            .and_then(Node::as_list)
            .map_or(0, <[Node]>::len);
        let places: Vec<Place> = (0..count).map(|index| place.index(index)).collect();
        // «The production API server» and «The European API server» differ in
        // one word.
        let short: Vec<String> = places
            .iter()
            .filter_map(|place| self.short(place))
            .collect();
        let common = match short.first() {
            Some(first) if short.len() == count => common_words(&short, first),
            _ => (0, 0),
        };
        let context = self.context;
        let mut scope = context.scope(Convention::Variant, &[], "variant", "#/servers");
        let mut servers = Vec::new();
        let mut base_path: Option<(String, &Place)> = None;
        for place in &places {
            match self.server(place, common, &mut scope) {
                Some(ServerChoice::Whole(server)) => servers.push(server),
                Some(ServerChoice::Path(path)) if base_path.is_none() => {
                    base_path = Some((path, place));
                }
                Some(ServerChoice::Path(path)) => self.report_path(place, &path),
                None => {}
            }
        }
        if let Some((path, place)) = base_path.take_if(|_| !servers.is_empty()) {
            self.report_path(place, &path);
        }
        let base_path = base_path.map(|(path, _)| path);
        (servers, base_path.filter(|path| !path.is_empty()))
    }

    fn report_path(&mut self, place: &Place, path: &str) {
        let message = format!("the server `{path}` names no host and is not the first");
        let diagnostic = Diagnostic::note(Code::Unsupported, message)
            .at(&place.key("url"), "left out: the caller sets the base URL")
            .makes(Fidelity::Other);
        self.report(diagnostic);
    }

    /// What a server's description says first.
    fn short(&self, place: &Place) -> Option<String> {
        let text = self
            .context
            .node(place)?
            .get("description")
            .and_then(Node::as_str)?;
        let short = text.split(['.', ',', ':', '(', '\n']).next()?.trim();
        (!short.is_empty()).then(|| short.to_owned())
    }

    fn server(
        &mut self,
        place: &Place,
        common: (usize, usize),
        scope: &mut Scope<'_>,
    ) -> Option<ServerChoice> {
        let node = self.context.node(place)?;
        let text = |key: &str| node.get(key).and_then(Node::as_str);
        let (written, description) = (text("url").unwrap_or("/"), text("description"));
        let (url, variables) = self.filled_url(place, written)?;
        if url.is_empty() || url.starts_with('/') {
            return Some(ServerChoice::Path(url));
        }
        let short = self.short(place);
        let stripped = short.as_ref().map(|short| strip_words(short, common));
        let host = url
            .split("://")
            .nth(1)
            .and_then(|rest| rest.split('/').next());
        let candidates: Vec<&str> = text("x-rust-name")
            .into_iter()
            .chain(text("name"))
            .chain(stripped.as_deref())
            .chain(short.as_deref())
            .chain(host)
            .collect();
        let claim = scope.claim(&candidates, "server", place);
        let name = match text("x-rust-name") {
            // That a person chose it is worth a word where another has it.
            Some(chosen) => self.claimed(claim, "server", chosen, place),
            None => claim.name,
        };
        let template = (!variables.is_empty()).then(|| {
            let wanted = format!("{}_url", name.plain());
            let claim = self.types.claim(&[&wanted], "server_url", place);
            ServerTemplate {
                name: claim.name,
                text: written.trim_end_matches('/').to_owned(),
                variables,
            }
        });
        Some(ServerChoice::Whole(Server {
            name,
            url,
            description: description.map(str::to_owned),
            template,
        }))
    }

    /// A URL with its variables as they are by default: a whole one, or a path on
    /// a host that the caller gives.
    fn filled_url(
        &mut self,
        place: &Place,
        written: &str,
    ) -> Option<(String, Vec<ServerVariable>)> {
        let variables = self.server_variables(place, written);
        let filled = filled(written, &variables);
        if filled.contains('{') {
            let message = format!("the server `{written}` has variables without a default");
            let diagnostic = Diagnostic::note(Code::Unsupported, message)
                .at(&place.key("url"), "left out: the caller sets the base URL")
                .makes(Fidelity::Other);
            self.report(diagnostic);
            return None;
        }
        let url = located(filled.trim());
        if !filled.contains("://") {
            let what = match url.as_str() {
                "" => "the root of the host that the caller gives".to_owned(),
                path if path.starts_with('/') => {
                    format!("`{path}` on the host that the caller gives")
                }
                whole => format!("`{whole}`"),
            };
            let message = format!("the server `{written}` is not a whole URL");
            let diagnostic = Diagnostic::note(Code::Unsupported, message)
                .at(&place.key("url"), format!("read as {what}"));
            self.report(diagnostic);
        }
        Some((url, variables))
    }

    /// The first server of an operation, or else of its path, if that is none
    /// of the API's.
    pub(super) fn own_server(&mut self, operation: &Place) -> Option<String> {
        let shared = operation.parent().map(|item| item.key("servers"));
        let mut lists = [Some(operation.key("servers")), shared]
            .into_iter()
            .flatten();
        let list = lists.find(|list| self.context.node(list).is_some())?;
        let place = list.index(0);
        let written = self
            .context
            .node(&place)?
            .get("url")
            .and_then(Node::as_str)?;
        let (url, _) = self.filled_url(&place, written)?;
        // The root of a host is nothing that could be put in place of a path.
        let url = if url.is_empty() { "/".to_owned() } else { url };
        let of_api = self.context.document.root_place().key("servers");
        let listed = self
            .context
            .node(&of_api)
            .and_then(Node::as_list)
            .unwrap_or_default();
        let mut listed = listed
            .iter()
            .filter_map(|server| server.get("url")?.as_str());
        let is_known = listed.any(|known| located(known) == url.trim_end_matches('/'));
        (!is_known).then_some(url)
    }

    /// The variables of a URL that the document gives a value.
    fn server_variables(&self, place: &Place, url: &str) -> Vec<ServerVariable> {
        let place = place.key("variables");
        let context = self.context;
        let owner = context.ledger.pointer(&place);
        let mut scope = context.scope(Convention::Value, reserved::SERVER_URL, "field", &owner);
        let mut variables = Vec::new();
        let named: IndexSet<&str> = super::parameter::variables(url).into_iter().collect();
        for wire in named {
            let at = place.key(wire);
            let Some(node) = self.context.node(&at) else {
                continue;
            };
            let values = node.get("enum").and_then(Node::as_list).unwrap_or_default();
            let default = node.get("default").or_else(|| values.first());
            let Some(default) = default.and_then(plain_text) else {
                continue;
            };
            variables.push(ServerVariable {
                name: scope.claim_as(wire, &[wire], "variable", &at).name,
                wire: WireName::new(wire.to_owned()),
                default,
                values: values.iter().filter_map(plain_text).collect(),
                description: node
                    .get("description")
                    .and_then(Node::as_str)
                    .map(str::to_owned),
            });
        }
        variables
    }
}

/// A URL with the defaults of its variables, as far as they have one.
fn filled(url: &str, variables: &[ServerVariable]) -> String {
    let known = variables.iter();
    let known: HashMap<&str, &str> = known
        .map(|variable| (variable.wire.as_str(), variable.default.as_str()))
        .collect();
    let mut parts = url.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let default = part.split_once('}');
        let default = default.and_then(|(name, rest)| Some((known.get(name)?, rest)));
        filled += &match default {
            Some((default, rest)) => format!("{default}{rest}"),
            None => format!("{{{part}"),
        };
    }
    filled
}

/// A whole URL, or else a path that starts with a slash, or nothing for the root;
/// without a slash at its end.
fn located(url: &str) -> String {
    let url = url.trim_end_matches('/');
    if url.contains("://") {
        return url.to_owned();
    }
    if let Some(host) = url.strip_prefix("//") {
        return format!("https://{host}");
    }
    let first = url.split('/').next().unwrap_or_default();
    let name = first.split(':').next().unwrap_or_default();
    let is_host = name.contains('.') && name.chars().any(char::is_alphanumeric);
    if name == "localhost" {
        return format!("http://{url}");
    }
    if is_host {
        return format!("https://{url}");
    }
    let segments = url
        .split('/')
        .filter(|part| !matches!(*part, "" | "." | ".."));
    segments.map(|segment| format!("/{segment}")).collect()
}

/// A value of a variable, which is text however it is written.
fn plain_text(node: &Node) -> Option<String> {
    match node {
        Node::String(text) => Some(text.clone()),
        Node::Integer(_) | Node::Float(_) | Node::Bool(_) => Some(node.to_json().to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::located;

    #[test]
    fn a_server_is_a_url_or_a_path() {
        for (written, read) in [
            ("https://a.example/v1/", "https://a.example/v1"),
            ("/api/v1", "/api/v1"),
            ("v2/", "/v2"),
            ("./v2", "/v2"),
            ("../", ""),
            ("/", ""),
            ("//a.example/v1", "https://a.example/v1"),
            ("a.example:8080/v1", "https://a.example:8080/v1"),
            ("localhost:3000", "http://localhost:3000"),
        ] {
            assert_eq!(located(written), read, "{written}");
        }
    }
}
