//! Operations: what the paths hold, grouped by tag.

use super::method_names::NameCandidates;
use super::operations::{OperationLowerer, RawOperation};
use super::pagination::Listing;
use super::parameter::Parameters;
use super::repeats::repeats;
use super::{request_body, success};
use crate::diagnostics::{Code, Diagnostic, Fidelity, Severity};
use crate::grammar::MAX_PATH;
use crate::model::{
    Alternative, Body, BodyKind, CursorPlace, Docs, Method, Operation, Pagination, Payload,
    Responses, RustIdent, Success, path_template,
};
use crate::names::{Scope, value_name};
use crate::tree::{Node, NodeMap, Place};
use serde_json::{Map, Value, json};

/// An operation with more bodies and responses to choose has no method for each pair.
const MOST_PAIRS: usize = 256;

impl<'a> OperationLowerer<'a> {
    /// Every operation, in document order.
    pub(super) fn find_operations(&mut self) -> Vec<RawOperation<'a>> {
        let paths = self.context.document.root_place().key("paths");
        let mut found = Vec::new();
        let Some(map) = self.context.node(&paths).and_then(Node::as_map) else {
            return found;
        };
        for key in map.keys().filter(|key| key.len() <= MAX_PATH) {
            let (Some(path), Some(item_place)) =
                (path_template(key), self.context.resolve(&paths.key(key)))
            else {
                continue;
            };
            let Some(item) = self.context.node(&item_place) else {
                continue;
            };
            for (place, method) in Method::operations(&item_place, item) {
                let Some(node) = self.context.node(&place) else {
                    continue;
                };
                self.report_ignored(&place);
                match operation_view(node) {
                    Some(view) => found.push(RawOperation {
                        method,
                        path: path.clone(),
                        place,
                        view,
                    }),
                    None => self.report_malformed(&place),
                }
            }
        }
        found
    }

    /// Says what of an operation becomes nothing.
    fn report_ignored(&mut self, place: &Place) {
        let at = place.key("callbacks");
        if self.context.node(&at).is_some() {
            let diagnostic = Diagnostic::note(Code::Unsupported, "callbacks are not generated")
                .at_key(&at, "left out")
                .help("their schemas are, where they are components; read bodies with `oas_runtime::codec::from_slice`")
                .makes(Fidelity::Other);
            self.names().report(diagnostic);
        }
    }

    /// Links to other operations are words for people: whoever follows one calls
    /// the other operation. One to the same operation leads to the next page.
    fn report_links(&mut self, responses: &Place, id: &str) {
        let keys = self.context.node(responses).and_then(Node::as_map);
        for key in keys.into_iter().flat_map(NodeMap::keys) {
            let Some(links) = self
                .context
                .resolve(&responses.key(key))
                .map(|at| at.key("links"))
            else {
                continue;
            };
            let names = self.context.node(&links).and_then(Node::as_map);
            for name in names.into_iter().flat_map(NodeMap::keys) {
                let target = self
                    .context
                    .resolve(&links.key(name))
                    .and_then(|at| self.context.node(&at));
                let own = target.and_then(|link| link.get("operationId")?.as_str()) == Some(id);
                if !own {
                    let diagnostic = Diagnostic::note(Code::Unsupported, "links are not generated")
                        .at_key(&links.key(name), "left out")
                        .help("call the operation that it names with what the response holds")
                        .makes(Fidelity::Other);
                    self.names().report(diagnostic);
                }
            }
        }
    }

    fn report_malformed(&mut self, place: &Place) {
        let diagnostic = Diagnostic::new(
            Severity::Error,
            Code::Unsupported,
            "this operation can't be read as OpenAPI describes one",
        )
        .at(place, "left out")
        .help(
            "an operation needs `responses`, and its `tags`, `parameters` and `security` are arrays",
        );
        self.names().report(diagnostic);
    }

    pub(super) fn operation(
        &mut self,
        found: &RawOperation<'a>,
        suggested: &NameCandidates,
        scope: &mut Scope<'_>,
    ) -> Operation {
        let RawOperation {
            method,
            path,
            place,
            view,
        } = found;
        let by_path = format!("{} {path}", method.as_str().to_lowercase());
        // Of paths that read the same, variables and then slashes tell.
        let by_variables = by_path.replace('{', "by ");
        let by_slashes = by_variables.replacen('/', "", 1).replace('/', " slash ");
        let id = view.operation_id.clone().unwrap_or_else(|| by_path.clone());
        let wanted = view.extensions.get("x-rust-name").and_then(Value::as_str);
        let renamed = self.names().renamed(&format!("op:{id}"), place);
        let given = renamed.as_deref().into_iter().chain(wanted);
        let stem = given
            .clone()
            .next()
            .is_none()
            .then(|| value_name(&suggested.stem));
        let candidates: Vec<&str> = given
            .chain(suggested.names.iter().map(String::as_str))
            .chain([id.as_str(), &by_path, &by_variables, &by_slashes])
            .collect();
        let claim = scope.claim(&candidates, "operation", place);
        let name = self.names().claimed(claim, "operation", &id, place);
        let stem = stem
            .flatten()
            .map_or_else(|| name.clone(), RustIdent::trusted);
        let module = self.names().claim_module(&stem, place);
        let (clean, fixed_query) = split_path(path);
        let Parameters {
            constants,
            required,
            optional,
        } = self.parameters(place, clean, &stem, &module);
        let bodies = self.bodies(&place.key("requestBody"), &stem, &module);
        let responses = self.responses(&place.key("responses"), method, &stem, &module);
        let results = Self::results(&responses);
        self.report_links(&place.key("responses"), &id);
        // There is always the plain one.
        let optional_fields = optional.iter().flat_map(|params| &params.fields);
        let listing = Listing {
            place,
            id: &id,
            path: clean,
            tags: &view.tags,
            parameters: required.iter().chain(optional_fields).collect(),
        };
        let mut methods = self.methods(&listing, &bodies, results, (&name, &stem));
        let Alternative {
            body,
            success,
            redirects,
            accept,
            pagination,
            ..
        } = methods.remove(0);
        Operation {
            id,
            former: None,
            stub: name.clone(),
            name,
            method: method.clone(),
            path: clean.to_owned(),
            fixed_query,
            constants,
            docs: Docs {
                title: view.summary.clone().filter(|text| !text.trim().is_empty()),
                description: view
                    .description
                    .clone()
                    .filter(|text| !text.trim().is_empty()),
                deprecated: view.deprecated,
            },
            required,
            optional,
            body,
            success,
            redirects,
            responses: Responses(
                responses
                    .into_iter()
                    .map(|offers| offers.documented)
                    .collect(),
            ),
            accept,
            alternatives: methods,
            pagination,
            polling: None,
            security: view.security.as_deref().map(requirements),
            server: self.names().own_server(place),
            repeats: repeats(view),
            place: place.clone(),
        }
    }

    /// A method for each body and each response that one may choose, the plain
    /// one first.
    fn methods(
        &mut self,
        listing: &Listing<'_>,
        bodies: &[request_body::Choice],
        results: Vec<success::MethodResult<'_>>,
        (name, stem): (&RustIdent, &RustIdent),
    ) -> Vec<Alternative> {
        let none = [None];
        let some: Vec<Option<&request_body::Choice>> = bodies.iter().map(Some).collect();
        let bodies = if some.is_empty() { &none[..] } else { &some };
        let mut methods = Vec::new();
        let has_all = results.len().saturating_mul(bodies.len()) <= MOST_PAIRS;
        if !has_all {
            self.report_pairs(listing.place, bodies.len(), results.len());
        }
        for result in results {
            let plain = methods.is_empty();
            let alone = result.without_redirects();
            let pagination = plain.then(|| self.pagination(listing, alone.and_then(Payload::json)));
            let pagination = pagination.flatten();
            // Pages and streams are of one type: beside them a redirect is an
            // error.
            let alone = alone.filter(|payload| pagination.is_some() || payload.is_stream());
            let success = match alone {
                Some(payload) => Success::Of(payload.clone()),
                None => self.success(&result, stem, listing.place),
            };
            let redirects = match (&success, alone) {
                (Success::ByStatus { .. }, _) | (_, Some(_)) => Vec::new(),
                (Success::Empty | Success::Of(_), None) => result.redirects(),
            };
            // Of so many, each body and each response has a method with the other's first.
            let count = if plain || has_all { bodies.len() } else { 1 };
            for choice in bodies.iter().take(count) {
                let suffixes = choice.and_then(|choice| choice.suffix.as_ref());
                let suffixes = suffixes.into_iter().chain(&result.suffix);
                let name = std::iter::once(name.plain())
                    .chain(suffixes.map(String::as_str))
                    .collect::<Vec<_>>()
                    .join("_");
                let body = choice.map(|choice| choice.body.clone());
                methods.push(Alternative {
                    name: RustIdent::trusted(name),
                    pagination: pagination
                        .clone()
                        .filter(|pages| fits(pages, body.as_ref())),
                    body,
                    success: success.clone(),
                    redirects: redirects.clone(),
                    accept: result.accept.clone(),
                });
            }
        }
        methods
    }
}

impl OperationLowerer<'_> {
    fn report_pairs(&mut self, operation: &Place, bodies: usize, responses: usize) {
        let message =
            format!("an operation has {bodies} bodies and {responses} responses to choose");
        let diagnostic = Diagnostic::warning(Code::Unsupported, message)
            .at_key(
                &operation.key("requestBody"),
                format!("with more than {MOST_PAIRS} pairs, not each has a method"),
            )
            .help("each body goes with the first response, and each response with the first body")
            .makes(Fidelity::Narrower);
        self.names().report(diagnostic);
    }
}

/// Whether the cursor can go where it should: into a body only of JSON.
fn fits(pagination: &Pagination, body: Option<&Body>) -> bool {
    let json = body.is_some_and(|body| body.kind == BodyKind::Json);
    json || !matches!(pagination.turn.place(), Some(CursorPlace::Body(_)))
}

/// A path as it is sent: what comes behind `?` is a query, and what comes
/// behind `#` only tells two operations apart in the document.
fn split_path(path: &str) -> (&str, Vec<(String, String)>) {
    let path = path.split('#').next().unwrap_or(path);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let pairs = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.contains('{'));
    let pairs = pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), value.to_owned())
    });
    (path, pairs.collect())
}

/// `security` as names of schemes.
pub(super) fn requirements(security: &[openapiv3::SecurityRequirement]) -> Vec<Vec<String>> {
    security
        .iter()
        .map(|all| all.keys().cloned().collect())
        .collect()
}

/// A typed view of one operation; what lies below is reached by place.
fn operation_view(node: &Node) -> Option<openapiv3::Operation> {
    let mut flat = Map::new();
    for (key, value) in node.as_map()? {
        let value = match key.as_str() {
            "parameters" | "callbacks" | "requestBody" | "servers" => continue,
            "responses" => json!({}),
            _ => value.to_json(),
        };
        flat.insert(key.clone(), value);
    }
    flat.entry("responses").or_insert_with(|| json!({}));
    serde_json::from_value(Value::Object(flat)).ok()
}
