//! Operations: what the paths hold, grouped by tag.

use super::pagination::Listing;
use super::repeats::repeats;
use super::{Lowerer, docs_of, request_body, success};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::model::{
    Alternative, Body, BodyKind, CursorPlace, Docs, Group, Method, Operation, Pagination,
    Responses, RustIdent,
};
use crate::names::{Convention, Scope, reserved};
use crate::tree::{Node, Place};
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

/// How many operations without a tag make one group. More of them are grouped
/// by what their paths begin with, or they would fill a file that nobody reads.
const MANY_UNTAGGED: usize = 100;

/// What a path is about: its first part that is neither a variable nor a
/// version.
fn topic(path: &str) -> Option<String> {
    let is_version = |part: &str| {
        let digits = part.strip_prefix('v').unwrap_or(part);
        digits.starts_with(|c: char| c.is_ascii_digit())
    };
    path.split(['/', '?', '#'])
        .find(|part| !part.is_empty() && !part.contains('{') && !is_version(part) && *part != "api")
        .map(str::to_owned)
}

/// An operation as the document has it.
struct RawOperation<'a> {
    method: Method,
    path: &'a str,
    place: Place,
    view: openapiv3::Operation,
}

impl<'a> Lowerer<'a> {
    /// Every operation, by its first tag. Tags come in the order in which the
    /// document declares them, then in that of their first use.
    pub(super) fn groups(&mut self) -> Vec<Group> {
        let mut by_tag: IndexMap<Option<String>, Vec<RawOperation<'a>>> = IndexMap::new();
        for (tag, _, _) in self.declared_tags() {
            by_tag.insert(Some(tag), Vec::new());
        }
        let found = self.find_operations();
        let untagged = found
            .iter()
            .filter(|found| found.view.tags.is_empty())
            .count();
        for found in found {
            let tag = found.view.tags.first().cloned();
            let tag = tag.or_else(|| (untagged > MANY_UNTAGGED).then(|| topic(found.path))?);
            by_tag.entry(tag).or_default().push(found);
        }
        let mut methods = Scope::new(Convention::Value, reserved::CLIENT);
        let mut modules = Scope::new(Convention::Module, &[]);
        let mut features = Scope::new(Convention::Module, reserved::FEATURES);
        by_tag
            .into_iter()
            .filter(|(_, found)| !found.is_empty())
            .map(|(tag, found)| self.group(tag, found, &mut methods, &mut modules, &mut features))
            .collect()
    }

    fn declared_tags(&self) -> Vec<(String, Docs, Place)> {
        let place = self.document.root_place().key("tags");
        let tags = self
            .node(&place)
            .and_then(Node::as_list)
            .into_iter()
            .flatten();
        tags.enumerate()
            .filter_map(|(index, tag)| {
                let name = tag.get("name")?.as_str()?.to_owned();
                Some((name, docs_of(tag, "x-no-title"), place.index(index)))
            })
            .collect()
    }

    fn find_operations(&mut self) -> Vec<RawOperation<'a>> {
        let paths = self.document.root_place().key("paths");
        let mut found = Vec::new();
        let Some(map) = self.node(&paths).and_then(Node::as_map) else {
            return found;
        };
        for path in map.keys().filter(|path| path.starts_with('/')) {
            let Some(item_place) = self.resolve(&paths.key(path)) else {
                continue;
            };
            self.report_ignored(&item_place);
            for (key, method) in Method::ALL {
                let place = item_place.key(key);
                let Some(node) = self.node(&place) else {
                    continue;
                };
                self.report_ignored(&place);
                match operation_view(node) {
                    Some(view) => found.push(RawOperation {
                        method,
                        path,
                        place,
                        view,
                    }),
                    None => self.report_malformed(&place),
                }
            }
        }
        found
    }

    /// Says what of a path or an operation becomes nothing.
    fn report_ignored(&mut self, place: &Place) {
        const IGNORED: [(&str, &str, &str); 3] = [
            (
                "callbacks",
                "callbacks are not generated",
                "their schemas are, where they are components; read bodies with `oas_runtime::codec::from_slice`",
            ),
            (
                "query",
                "operations of the method QUERY, of OpenAPI 3.2, are not generated",
                "`client.request` sends any method",
            ),
            (
                "additionalOperations",
                "operations of other methods, of OpenAPI 3.2, are not generated",
                "`client.request` sends any method",
            ),
        ];
        for (key, message, help) in IGNORED {
            let at = place.key(key);
            if self.node(&at).is_some() {
                let diagnostic = Diagnostic::note(Code::Unsupported, message)
                    .at_key(&at, "left out")
                    .help(help);
                self.report(diagnostic);
            }
        }
    }

    /// Links to other operations are words for people: whoever follows one calls
    /// the other operation. One to the same operation leads to the next page.
    fn report_links(&mut self, responses: &Place, id: &str) {
        let keys = self.node(responses).and_then(Node::as_map);
        for key in keys.into_iter().flat_map(|map| map.keys()) {
            let Some(links) = self.resolve(&responses.key(key)).map(|at| at.key("links")) else {
                continue;
            };
            let names = self.node(&links).and_then(Node::as_map);
            for name in names.into_iter().flat_map(|map| map.keys()) {
                let target = self.resolve(&links.key(name)).and_then(|at| self.node(&at));
                let own = target.and_then(|link| link.get("operationId")?.as_str()) == Some(id);
                if !own {
                    let diagnostic = Diagnostic::note(Code::Unsupported, "links are not generated")
                        .at_key(&links.key(name), "left out")
                        .help("call the operation that it names with what the response holds");
                    self.report(diagnostic);
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
        self.report(diagnostic);
    }

    fn group(
        &mut self,
        tag: Option<String>,
        found: Vec<RawOperation<'a>>,
        methods: &mut Scope,
        modules: &mut Scope,
        features: &mut Scope,
    ) -> Group {
        let declared = self
            .declared_tags()
            .into_iter()
            .find(|(name, _, _)| Some(name) == tag.as_ref());
        let first = found
            .first()
            .map(|found| found.place.clone())
            .unwrap_or_default();
        // Without a declaration the place is the first operation's, whose
        // `x-rust-name` is its own.
        let wanted = declared
            .as_ref()
            .and_then(|(_, _, place)| self.node(place)?.get("x-rust-name")?.as_str());
        let (docs, place) =
            declared.map_or((Docs::default(), first), |(_, docs, place)| (docs, place));
        let key = format!("tag:{}", tag.as_deref().unwrap_or_default());
        let renamed = self.renamed(&key, &Place::default());
        let wanted = renamed.as_deref().or(wanted);
        let text = wanted.or(tag.as_deref()).unwrap_or("default");
        let qualified = format!("{text}_api");
        let claim = self
            .type_names
            .claim(&[text, &qualified], "default_api", &place);
        let type_name = claim.name;
        let claim = methods.claim(&[text, &qualified], "default_api", &place);
        let method_name = self.claimed(claim, "tag", text, &place);
        let path = found.first().map(|found| found.path).unwrap_or_default();
        let segment = path
            .split('/')
            .find(|part| !part.is_empty() && !part.contains('{'));
        let candidates = [method_name.plain(), segment.unwrap_or_default()];
        let module = modules.claim(&candidates, "operations", &place).name;
        let longer = format!("{}_tag", module.plain());
        let feature = features.claim(&[module.plain(), &longer], "tag", &place);
        let mut scope = Scope::new(Convention::Value, reserved::OPERATIONS);
        let mut operations: Vec<Operation> = found
            .into_iter()
            .map(|found| self.operation(&found, &mut scope))
            .collect();
        // What the document names goes before what we name after it.
        for operation in &mut operations {
            for alternative in &mut operation.alternatives {
                let wanted = alternative.name.plain().to_owned();
                let plain = operation.name.plain();
                let suffix = wanted.strip_prefix(plain).unwrap_or(&wanted);
                let longer = format!("{plain}_as{suffix}");
                let claim = scope.claim(&[&wanted, &longer], "operation", &operation.place);
                alternative.name = claim.name;
            }
        }
        Group {
            type_name,
            method_name,
            module,
            feature: feature.name,
            tag,
            docs,
            place,
            operations,
        }
    }

    fn operation(&mut self, found: &RawOperation<'a>, scope: &mut Scope) -> Operation {
        let RawOperation {
            method,
            path,
            place,
            view,
        } = found;
        let by_path = format!("{} {path}", method.as_str().to_lowercase());
        let id = view.operation_id.clone().unwrap_or_else(|| by_path.clone());
        let wanted = view.extensions.get("x-rust-name").and_then(Value::as_str);
        let renamed = self.renamed(&format!("op:{id}"), place);
        let renamed = renamed.as_deref().into_iter();
        let candidates: Vec<&str> = renamed
            .chain(wanted)
            .chain([id.as_str(), &by_path])
            .collect();
        let claim = scope.claim(&candidates, "operation", place);
        let name = self.claimed(claim, "operation", &id, place);
        let module = self.claim_module(&name, place);
        let (clean, fixed_query) = split_path(path);
        let (required, optional) = self.parameters(place, clean, &name, &module);
        let bodies = self.bodies(&place.key("requestBody"), &name, &module);
        let responses = self.responses(&place.key("responses"), &name, &module);
        let results = self.results(&responses, &name, place);
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
        let mut methods = self.methods(&listing, &bodies, results, &name);
        let Alternative {
            body,
            success,
            accept,
            pagination,
            ..
        } = methods.remove(0);
        Operation {
            id,
            name,
            method: *method,
            path: clean.to_owned(),
            fixed_query,
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
            responses: Responses(
                responses
                    .into_iter()
                    .map(|offers| offers.documented)
                    .collect(),
            ),
            accept,
            alternatives: methods,
            pagination,
            security: view.security.as_deref().map(requirements),
            server: self.own_server(place),
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
        results: Vec<success::MethodResult>,
        name: &RustIdent,
    ) -> Vec<Alternative> {
        let none = [None];
        let some: Vec<Option<&request_body::Choice>> = bodies.iter().map(Some).collect();
        let bodies = if some.is_empty() { &none[..] } else { &some };
        let mut methods = Vec::new();
        for result in results {
            let plain = methods.is_empty();
            let pagination = plain.then(|| self.pagination(listing, &result.success));
            let pagination = pagination.flatten();
            for choice in bodies {
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
                    success: result.success.clone(),
                    accept: result.accept.clone(),
                });
            }
        }
        methods
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
