//! Adds to the document what the configuration says because the document
//! doesn't: `[api]`, `[error]`, `[security]` and `[idempotency]`.
//!
//! Everything after this reads it as if the document had said it, and findings
//! about it point at the configuration.

use crate::config::{Candidate, Config, Selector, Selectors};
use crate::diagnostics::{Code, Diagnostic, Sink, suggest};
use crate::load::Document;
use crate::model::Method;
use crate::tree::{HashSet, Moves, Node, NodeMap, Place, SourceFile, map_at};
use crate::validate::extensions;

/// The document with what the configuration adds to it.
pub(crate) fn supplement(document: Document, config: &Config, sink: &mut Sink) -> Document {
    let said = &config.supplement;
    if said.text.is_empty() {
        return document;
    }
    let mut stage = Stage {
        document: &document,
        here: document.configuration(),
        added: Vec::new(),
        found: Vec::new(),
    };
    if let Some(node) = &said.api {
        stage.api(node);
    }
    if let Some(node) = &said.error {
        stage.error(node);
    }
    if let Some(node) = &said.security {
        stage.security(node);
    }
    if let Some(node) = &said.webhooks {
        stage.webhooks(node);
    }
    stage.idempotency(&said.idempotency);
    let Stage { added, found, .. } = stage;
    let file = SourceFile::new(said.name.clone(), String::new(), said.text.clone());
    let mut moves = Moves::default();
    let (mut roots, sources, version) = document.into_roots();
    for one in added {
        let root = roots.get_mut(one.at.file.slot()).and_then(Option::as_mut);
        if root.is_some_and(|root| put(root, &one.at, one.node)) {
            moves.insert_copy(one.at, one.said_at);
        }
    }
    let sources = sources.with_supplement(file, moves);
    sink.attach(&sources);
    for finding in found {
        sink.push(finding);
    }
    Document::with_roots(roots, sources, version)
}

/// A value that the document is to hold.
struct Added {
    at: Place,
    node: Node,
    said_at: Place,
}

struct Stage<'a> {
    document: &'a Document,
    /// The root of the configuration.
    here: Place,
    added: Vec<Added>,
    found: Vec<Diagnostic>,
}

impl Stage<'_> {
    fn add(&mut self, at: Place, node: Node, said_at: Place) {
        self.added.push(Added { at, node, said_at });
    }

    fn wrong(&mut self, place: &Place, message: impl Into<String>, label: &str, help: &str) {
        let finding = Diagnostic::error(Code::ConfigValue, message)
            .at_key(place, label)
            .help(help);
        self.found.push(finding);
    }

    fn api(&mut self, node: &Node) {
        let place = self.here.key("api");
        if let Some(finding) = extensions::check_api(&place, node) {
            self.found.push(as_configuration(finding));
            return;
        }
        let at = self.document.root_place().key("x-api");
        for (key, value) in node.as_map().into_iter().flatten() {
            self.add(at.key(key), value.clone(), place.key(key));
        }
    }

    fn error(&mut self, node: &Node) {
        let place = self.here.key("error");
        let mut members = node.as_map().cloned().unwrap_or_default();
        let schema = members.shift_remove("schema");
        let Some(name) = schema.as_ref().and_then(Node::as_str) else {
            let help = "`schema` is the name of the component that describes errors";
            return self.wrong(&place, "`[error]` has no `schema`", "required here", help);
        };
        let schemas = self.document.root_place().key("components").key("schemas");
        let known = self.document.node(&schemas).and_then(Node::as_map);
        let Some((at, _)) = self.document.follow(&schemas.key(name)) else {
            let names = known.into_iter().flat_map(NodeMap::keys);
            let help = match suggest(name, names.map(String::as_str)) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "name a schema of `components`".to_owned(),
            };
            let message = format!("there is no schema `{name}`");
            return self.wrong(&place.key("schema"), message, "not declared", &help);
        };
        let members = Node::Map(members);
        match extensions::check_error(&place, &members) {
            Some(finding) => self.found.push(as_configuration(finding)),
            None => self.add(at.key("x-error"), members, place),
        }
    }

    fn webhooks(&mut self, node: &Node) {
        let place = self.here.key("webhooks");
        let root = self.document.root_place();
        let known = ["signature", "envelope"];
        for (key, value) in node.as_map().into_iter().flatten() {
            if !known.contains(&key.as_str()) {
                let help = "its keys are `signature` and `envelope`";
                let message = format!("`[webhooks]` has no key `{key}`");
                self.wrong(&place.key(key), message, "not known here", help);
                continue;
            }
            let said_at = place.key(key);
            self.add(
                root.key(&format!("x-webhook-{key}")),
                value.clone(),
                said_at,
            );
        }
        let has_any = ["webhooks", "x-webhooks"].map(|key| self.document.root().get(key));
        if has_any.iter().all(Option::is_none) {
            let help = "the document has no `webhooks`";
            self.wrong(
                &place,
                "`[webhooks]` has no effect",
                "says something of nothing",
                help,
            );
        }
    }

    fn security(&mut self, node: &Node) {
        let root = self.document.root_place();
        let place = self.here.key("security");
        let asked = required_schemes(self.document);
        let has_own = self.document.node(&root.key("security")).is_some();
        let mut required = Vec::new();
        for (name, scheme) in node.as_map().into_iter().flatten() {
            let said_at = place.key(name);
            if !is_scheme(scheme) {
                let help = "write `{ type = \"http\", scheme = \"bearer\" }`, with `\"basic\"` in its place, or \
                            `{ type = \"apiKey\", in = \"header\", name = \"X-Key\" }`";
                self.wrong(
                    &said_at,
                    format!("`{name}` is no security scheme"),
                    "not one that is known",
                    help,
                );
                continue;
            }
            if has_own && !asked.contains(&name.as_str()) {
                let help = "the document says which schemes it requires, and this is none of them";
                self.wrong(
                    &said_at,
                    format!("nothing requires `{name}`"),
                    "has no effect",
                    help,
                );
                continue;
            }
            let at = root.key("components").key("securitySchemes").key(name);
            self.add(at, scheme.clone(), said_at);
            let one = (name.clone(), Node::List(Vec::new()));
            required.push(Node::Map(NodeMap::from_iter([one])));
        }
        if !has_own && !required.is_empty() {
            self.add(root.key("security"), Node::List(required), place);
        }
    }

    fn idempotency(&mut self, rules: &[(Selector, Node)]) {
        let operations = operations(self.document);
        let selectors: Selectors<'_> = rules.iter().map(|(selector, _)| selector).collect();
        let mut effects = HashSet::default();
        for (place, path) in &operations {
            let tags = self
                .document
                .node(&place.key("tags"))
                .and_then(Node::as_list);
            let tags: Vec<&str> = tags
                .into_iter()
                .flatten()
                .filter_map(Node::as_str)
                .collect();
            let id = self.document.node(&place.key("operationId"));
            let id = id.and_then(Node::as_str).unwrap_or_default();
            let candidate = Candidate {
                tags: &tags,
                path,
                id,
            };
            let first = selectors.naming(&candidate).first().copied();
            let Some((selector, node)) = first.and_then(|first| rules.get(first)) else {
                continue;
            };
            effects.extend(first);
            let said_at = self.here.key("idempotency").key(&selector.to_string());
            match node.get("key") {
                Some(key) => self.add(
                    place.key("x-idempotency-key"),
                    key.clone(),
                    said_at.key("key"),
                ),
                None => self.add(place.key("x-idempotent"), node.clone(), said_at),
            }
        }
        for (position, (selector, _)) in rules.iter().enumerate() {
            if !effects.contains(&position) {
                let place = self.here.key("idempotency").key(&selector.to_string());
                let help = "it names no operation, or only some that a narrower selector names too";
                self.wrong(
                    &place,
                    format!("`{selector}` has no effect"),
                    "decides about no operation",
                    help,
                );
            }
        }
    }
}

/// The names of the schemes that anything in the document requires.
fn required_schemes(document: &Document) -> Vec<&str> {
    let operations = operations(document).into_iter().map(|(place, _)| place);
    let places = operations.chain([document.root_place()]);
    let lists = places.map(|place| place.key("security"));
    lists
        .filter_map(|list| document.node(&list).and_then(Node::as_list))
        .flatten()
        .filter_map(Node::as_map)
        .flat_map(|map| map.keys().map(String::as_str))
        .collect()
}

/// Every operation, with its path.
fn operations(document: &Document) -> Vec<(Place, &str)> {
    let paths = document.root_place().key("paths");
    let map = document.node(&paths).and_then(Node::as_map);
    let mut found = Vec::new();
    for path in map.into_iter().flat_map(NodeMap::keys) {
        let Some((item, node)) = document.follow(&paths.key(path)) else {
            continue;
        };
        let operations = Method::operations(&item, node).into_iter();
        let operations = operations.map(|(place, _)| place);
        let objects =
            operations.filter(|place| document.node(place).and_then(Node::as_map).is_some());
        found.extend(objects.map(|place| (place, path.as_str())));
    }
    found
}

/// A scheme of a kind that clients can send, and nothing besides.
fn is_scheme(node: &Node) -> bool {
    let text = |key| node.get(key).and_then(Node::as_str);
    let allowed: &[&str] = match (text("type"), text("scheme"), text("in")) {
        (Some("http"), Some("bearer" | "basic"), None) => &["type", "scheme", "description"],
        (Some("apiKey"), None, Some("header" | "query" | "cookie")) if text("name").is_some() => {
            &["type", "in", "name", "description"]
        }
        _ => return false,
    };
    let keys = node.as_map().into_iter().flat_map(NodeMap::keys);
    keys.into_iter().all(|key| allowed.contains(&key.as_str()))
}

/// What is wrong with an extension, where the configuration says it.
fn as_configuration(mut finding: Diagnostic) -> Diagnostic {
    finding.code = Code::ConfigValue;
    finding
}

/// Puts a value at its place, with the maps that lead there. Where something
/// else than a map is in the way, nothing happens.
fn put(root: &mut Node, at: &Place, value: Node) -> bool {
    let mut tokens: Vec<String> = at.pointer.tokens().map(str::to_owned).collect();
    let Some(last) = tokens.pop() else {
        return false;
    };
    let Node::Map(root) = root else {
        return false;
    };
    let holder = tokens
        .iter()
        .try_fold(root, |map, token| map_at(map, token));
    holder.is_some_and(|map| {
        map.insert(last, value);
        true
    })
}
