//! Headers of responses: a constant for each, with its type.

use super::context::LoweringContext;
use super::docs_of;
use super::media_name::is_json;
use super::naming::Naming;
use super::operations::OperationLowerer;
use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::model::{
    Primitive, ResponseHeader, RustIdent, TypeRef, ValueSpec, WireName, is_http_token,
};
use crate::names::{Convention, Scope};
use crate::tree::{HashMap, Node, NodeMap, Place};

/// What has been lowered of headers so far.
pub(super) struct Headers<'a> {
    pub found: Vec<ResponseHeader>,
    /// The nodes of those found with their constants, by their names in lower case.
    known: HashMap<String, Vec<(&'a Node, RustIdent)>>,
    names: Scope<'a>,
    /// The module of types that lie in headers.
    module: Option<RustIdent>,
}

impl<'a> Headers<'a> {
    pub fn new(context: LoweringContext<'a>) -> Self {
        Self {
            found: Vec::new(),
            known: HashMap::default(),
            names: context.scope(Convention::Constant, &[], "header", ""),
            module: None,
        }
    }
}

impl OperationLowerer<'_> {
    /// The headers of the response at `place`, by the names of their constants.
    pub(super) fn response_headers(
        &mut self,
        place: &Place,
        operation: &RustIdent,
    ) -> Vec<RustIdent> {
        let headers = place.key("headers");
        let Some(map) = self.context.node(&headers).and_then(Node::as_map) else {
            return Vec::new();
        };
        let mut names = Vec::new();
        for wire in map.keys() {
            let at = headers.key(wire);
            if !is_http_token(wire) {
                self.report_header_name(wire, &at);
                continue;
            }
            self.names().cover(&at);
            // OpenAPI leaves this one to `content`.
            if wire.eq_ignore_ascii_case("content-type") {
                continue;
            }
            if let Some(target) = self.context.resolve(&headers.key(wire)) {
                names.extend(self.response_header(wire, &target, operation));
            }
        }
        names
    }

    /// Where the schema of a header stands, and whether the header is JSON text.
    /// Of other media types it is a text.
    fn header_schema(&self, place: &Place) -> (Place, bool) {
        let content = place.key("content");
        let types = self.context.node(&content).and_then(Node::as_map);
        let mut types = types.into_iter().flat_map(NodeMap::keys);
        match types.find(|media| is_json(media)) {
            Some(media) => (content.key(media).key("schema"), true),
            None => (place.key("schema"), false),
        }
    }

    fn report_header_name(&mut self, wire: &str, place: &Place) {
        let message = format!("`{}` can't be the name of a header", wire.escape_debug());
        let diagnostic = Diagnostic::new(self.context.severity(), Code::UnusableName, message)
            .at_key(place, "left out: no response can have it")
            .makes(Fidelity::Other);
        self.names().report(diagnostic);
    }

    fn response_header(
        &mut self,
        wire: &str,
        place: &Place,
        operation: &RustIdent,
    ) -> Option<RustIdent> {
        let node = self.context.node(place)?;
        let lower = wire.to_ascii_lowercase();
        let known = self.headers.known.get(&lower);
        let mut known = known.into_iter().flatten();
        if let Some((_, name)) = known.find(|(one, _)| *one == node) {
            return Some(name.clone());
        }
        let (schema, json) = self.header_schema(place);
        let module = match self.headers.module.clone() {
            Some(module) => module,
            None => {
                let wanted = RustIdent::trusted("headers".to_owned());
                self.names().claim_module(&wanted, place)
            }
        };
        self.headers.module = Some(module.clone());
        let naming = Naming {
            candidates: vec![
                format!("{wire}_header"),
                format!("{}_{wire}_header", operation.plain()),
            ],
            module,
        };
        let ty = match self.context.node(&schema) {
            // Whatever is said of one cookie, there may be several.
            _ if lower == "set-cookie" => {
                TypeRef::List(Box::new(TypeRef::Primitive(Primitive::String)))
            }
            Some(_) => super::primitive::without_external(self.schemas.schema(&schema, &naming).ty),
            None => TypeRef::Primitive(Primitive::String),
        };
        let value = self.context.value_spec(&schema);
        let value = ValueSpec {
            examples: [self.context.parameter_examples(place), value.examples].concat(),
            ..value
        };
        let longer = format!("{}_{wire}", operation.plain());
        let claim = self.headers.names.claim(&[wire, &longer], "header", place);
        let alike = self.headers.known.entry(lower).or_default();
        alike.push((node, claim.name.clone()));
        self.headers.found.push(ResponseHeader {
            name: claim.name.clone(),
            wire: WireName::new(wire.to_owned()),
            json,
            explode: node.get("explode").and_then(Node::as_bool) == Some(true) && !json,
            ty,
            docs: docs_of(node, "x-no-title"),
            value,
            place: place.clone(),
        });
        Some(claim.name)
    }
}
