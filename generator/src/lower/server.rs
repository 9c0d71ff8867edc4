//! Servers: their URLs, and what they are called.

use super::naming::Names;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::model::{Server, ServerTemplate, ServerVariable, WireName};
use crate::names::{Convention, Scope, common_words, reserved, strip_words};
use crate::tree::{Node, Place};

impl Names<'_> {
    pub(super) fn servers(&mut self) -> Vec<Server> {
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
        let mut scope = Scope::new(Convention::Variant, &[]);
        places
            .iter()
            .filter_map(|place| self.server(place, common, &mut scope))
            .collect()
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
        scope: &mut Scope,
    ) -> Option<Server> {
        let node = self.context.node(place)?;
        let text = |key: &str| node.get(key).and_then(Node::as_str);
        let (written, description) = (text("url")?, text("description"));
        let (url, variables) = self.whole_url(place, written)?;
        let short = self.short(place);
        let stripped = short.as_ref().map(|short| strip_words(short, common));
        let host = url
            .split("://")
            .nth(1)
            .and_then(|rest| rest.split('/').next());
        let candidates: Vec<&str> = text("x-rust-name")
            .into_iter()
            .chain(stripped.as_deref())
            .chain(short.as_deref())
            .chain(host)
            .collect();
        let name = scope.claim(&candidates, "server", place).name;
        let template = (!variables.is_empty()).then(|| {
            let wanted = format!("{}_url", name.plain());
            let claim = self.types.claim(&[&wanted], "server_url", place);
            ServerTemplate {
                name: claim.name,
                text: written.trim_end_matches('/').to_owned(),
                variables,
            }
        });
        Some(Server {
            name,
            url,
            description: description.map(str::to_owned),
            template,
        })
    }

    /// A URL with its variables as they are by default, if that makes it whole.
    fn whole_url(&mut self, place: &Place, written: &str) -> Option<(String, Vec<ServerVariable>)> {
        let variables = self.server_variables(place, written);
        let filled = variables.iter().fold(written.to_owned(), |url, variable| {
            let name = variable.wire.as_str();
            url.replace(&format!("{{{name}}}"), &variable.default)
        });
        let url = filled.trim_end_matches('/');
        if url.contains('{') || !url.contains("://") {
            let diagnostic = Diagnostic::new(
                Severity::Note,
                Code::Unsupported,
                format!("the server `{written}` is not a whole URL"),
            )
            .at(&place.key("url"), "left out: the caller sets the base URL");
            self.report(diagnostic);
            return None;
        }
        Some((url.to_owned(), variables))
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
        let (url, _) = self.whole_url(&place, written)?;
        let of_api = self.context.document.root_place().key("servers");
        let listed = self
            .context
            .node(&of_api)
            .and_then(Node::as_list)
            .unwrap_or_default();
        let mut listed = listed
            .iter()
            .filter_map(|server| server.get("url")?.as_str());
        let is_known = listed.any(|known| known.trim_end_matches('/') == url);
        (!is_known).then_some(url)
    }

    /// The variables of a URL that the document gives a value.
    fn server_variables(&self, place: &Place, url: &str) -> Vec<ServerVariable> {
        let place = place.key("variables");
        let mut scope = Scope::new(Convention::Value, reserved::SERVER_URL);
        let mut variables = Vec::new();
        for wire in super::parameter::variables(url) {
            let at = place.key(wire);
            let is_known = |known: &ServerVariable| known.wire.as_str() == wire;
            let Some(node) = self
                .context
                .node(&at)
                .filter(|_| !variables.iter().any(is_known))
            else {
                continue;
            };
            let Some(default) = node.get("default").and_then(plain_text) else {
                continue;
            };
            let values = node.get("enum").and_then(Node::as_list).unwrap_or_default();
            variables.push(ServerVariable {
                name: scope.claim(&[wire], "variable", &at).name,
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

/// A value of a variable, which is text however it is written.
fn plain_text(node: &Node) -> Option<String> {
    match node {
        Node::String(text) => Some(text.clone()),
        Node::Integer(_) | Node::Float(_) | Node::Bool(_) => Some(node.to_json().to_string()),
        _ => None,
    }
}
