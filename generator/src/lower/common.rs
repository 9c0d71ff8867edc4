//! Header parameters that every operation takes.
//!
//! Such a header (the version of an API, a tenant) is about the client and not
//! about a call, so the client's builder has it, once.

use super::context::LoweringContext;
use super::operations::OperationLowerer;
use super::parameter::is_ignored;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{Method, Parameter, RustIdent, path_template};
use crate::names::{Convention, Scope, reserved};
use crate::tree::{IndexMap, Node, NodeMap, Place};

/// In fewer operations than this, what all have in common may be chance.
const FEW: usize = 3;

/// Words of headers that differ from call to call.
const OF_A_CALL: &[&str] = &[
    "idempot",
    "request-id",
    "requestid",
    "correlation",
    "trace",
    "if-",
    "etag",
    "range",
    "prefer",
    "nonce",
    "signature",
    "digest",
    "timestamp",
    "content-",
    "accept",
];

/// What the builder has for this API.
pub(super) struct BuilderMethods {
    pub server: Option<RustIdent>,
    pub headers: Vec<Parameter>,
}

impl LoweringContext<'_> {
    /// The header parameters that every operation has, word for word the same,
    /// and leaves to the caller: by their names in lower case, each with the
    /// place of the first.
    pub(super) fn find_common_headers(&self) -> IndexMap<String, Place> {
        let operations = self.all_operations();
        let mut found: IndexMap<String, (Place, usize)> = IndexMap::default();
        for operation in &operations {
            let shared = operation.parent().map(|item| item.key("parameters"));
            // An operation's own override those of its path.
            let mut of_this: IndexMap<String, Place> = IndexMap::default();
            for list in shared.into_iter().chain([operation.key("parameters")]) {
                let count = self
                    .node(&list)
                    .and_then(Node::as_list)
                    .map_or(0, <[Node]>::len);
                let places = (0..count).filter_map(|index| self.resolve(&list.index(index)));
                of_this.extend(places.filter_map(|place| Some((self.header_name(&place)?, place))));
            }
            for (name, place) in of_this {
                match found.get_mut(&name) {
                    Some((first, count)) if self.node(first) == self.node(&place) => *count += 1,
                    Some(_) => {}
                    None => {
                        found.insert(name, (place, 1));
                    }
                }
            }
        }
        found
            .into_iter()
            .filter(|(_, (_, count))| *count == operations.len() && *count >= FEW)
            .map(|(name, (place, _))| (name, place))
            .collect()
    }

    fn all_operations(&self) -> Vec<Place> {
        let paths = self.document.root_place().key("paths");
        let keys = self.node(&paths).and_then(Node::as_map);
        let keys = keys.into_iter().flat_map(NodeMap::keys);
        let items = keys
            .filter(|key| path_template(key).is_some())
            .filter_map(|path| self.resolve(&paths.key(path)));
        items
            .filter_map(|item| Some(Method::operations(&item, self.node(&item)?)))
            .flatten()
            .map(|(place, _)| place)
            .collect()
    }

    /// The name of an optional header parameter that is about the client.
    fn header_name(&self, place: &Place) -> Option<String> {
        let node = self.node(place)?;
        let name = node
            .get("name")
            .and_then(Node::as_str)?
            .to_ascii_lowercase();
        let is_one = node.get("in").and_then(Node::as_str) == Some("header")
            && node.get("required").and_then(Node::as_bool) != Some(true)
            && !is_ignored(&name)
            && !OF_A_CALL.iter().any(|word| name.contains(word));
        is_one.then_some(name)
    }
}

impl OperationLowerer<'_> {
    /// The methods that the builder has for this API: one that chooses a server,
    /// called like the enum, and one for each common header, in document order.
    pub(super) fn builder_methods(&mut self, server: Option<&RustIdent>) -> BuilderMethods {
        let context = self.context;
        let mut scope = context.scope(Convention::Value, reserved::BUILDER, "builder", "#/servers");
        let server = server.map(|server| self.server_method(server, &mut scope));
        let places: Vec<Place> = self.common.values().cloned().collect();
        let headers = places.first().map(|first| {
            let holder = RustIdent::trusted("Client".to_owned());
            let module = RustIdent::trusted("headers".to_owned());
            let module = self.names().claim_module(&module, first);
            let context = self.context;
            let found = places
                .iter()
                .filter_map(|place| context.find_parameter(place));
            found
                .map(|found| self.parameter(&found, &mut scope, &holder, &module))
                .collect()
        });
        BuilderMethods {
            server,
            headers: headers.unwrap_or_default(),
        }
    }

    fn server_method(&mut self, server: &RustIdent, scope: &mut Scope<'_>) -> RustIdent {
        let wanted = server.plain();
        let place = self.context.document.root_place().key("servers");
        let longer = format!("{wanted}_server");
        let claim = scope.claim(&[wanted, &longer], "server", &place);
        if claim.collision.is_some() {
            let message = format!(
                "the builder's method for `{wanted}` is called `{}`",
                claim.name
            );
            let diagnostic = Diagnostic::note(Code::NameSettled, message)
                .at(&place, "every builder has a method of the shorter name");
            self.names().report(diagnostic);
        }
        claim.name
    }
}
