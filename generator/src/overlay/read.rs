//! The tree of an overlay to its actions.

use super::path::{JsonQuery, QueryError};
use crate::diagnostics::{Code, Diagnostic, On, Sink, suggest};
use crate::tree::{FileId, HashSet, Node, NodeMap, Place};

/// One action: what is changed, and how.
pub(super) struct OverlayAction {
    /// Where the overlay says it.
    pub(super) place: Place,
    pub(super) target: JsonQuery,
    pub(super) modifier: Modifier,
}

/// What is done with the values that a target names.
pub(super) enum Modifier {
    /// This is merged into them.
    Update(Node),
    /// What stands there is merged into them.
    Copy(JsonQuery),
    /// They are removed.
    Remove,
}

/// The versions of the specification that are known.
#[derive(Clone, Copy, PartialEq)]
enum OverlayVersion {
    V1_0,
    V1_1,
}

const ROOT_KEYS: [&str; 4] = ["overlay", "info", "extends", "actions"];
const INFO_KEYS: [&str; 3] = ["title", "version", "description"];
const ACTION_KEYS: [&str; 5] = ["target", "description", "update", "copy", "remove"];

/// The actions of an overlay, those that are malformed left out and told.
pub(super) fn actions(
    file: FileId,
    name: &str,
    root: Option<&Node>,
    sink: &mut Sink,
) -> Vec<OverlayAction> {
    let mut reader = OverlayReader { found: Vec::new() };
    let actions = reader.read(&Place::root(file), name, root);
    for finding in reader.found {
        sink.push(finding);
    }
    actions.unwrap_or_default()
}

struct OverlayReader {
    found: Vec<Diagnostic>,
}

impl OverlayReader {
    fn shape(&mut self, place: &Place, message: impl Into<String>, label: &str) {
        let finding = Diagnostic::error(Code::OverlayShape, message).at(place, label);
        self.found.push(finding);
    }

    fn read(
        &mut self,
        place: &Place,
        name: &str,
        root: Option<&Node>,
    ) -> Option<Vec<OverlayAction>> {
        // Why it can't be read has been told.
        let root = root?;
        let Some(map) = root.as_map() else {
            let message = format!("`{name}` is no overlay that can be applied");
            let finding = Diagnostic::error(Code::OverlayShape, message)
                .on(place, On::File, "")
                .help("an overlay is an object that starts with `overlay: 1.0.0`");
            self.found.push(finding);
            return None;
        };
        let version = self.version(place, map)?;
        self.keys(place, map, &ROOT_KEYS);
        match map.get("info").and_then(Node::as_map) {
            Some(info) => {
                let at = place.key("info");
                self.keys(&at, info, &INFO_KEYS);
                self.texts(&at, info, &["description"]);
                for key in ["title", "version"] {
                    if info.get(key).and_then(Node::as_str).is_none() {
                        self.shape(
                            &at,
                            format!("`info` of an overlay needs a `{key}`"),
                            "of type string",
                        );
                    }
                }
            }
            None => self.shape(
                place,
                "an overlay needs an `info`",
                "no object of this name",
            ),
        }
        self.texts(place, map, &["extends"]);
        let actions = map.get("actions").and_then(Node::as_list);
        let Some(actions) = actions.filter(|actions| !actions.is_empty()) else {
            let message = "an overlay needs `actions`, of which there is at least one";
            self.shape(place, message, "no list of this name");
            return None;
        };
        let at = place.key("actions");
        let each = actions.iter().enumerate();
        let mut before = HashSet::default();
        let read = each.filter_map(|(index, action)| {
            let place = at.index(index);
            if !before.insert(action.to_json().to_string()) {
                self.shape(&place, "an action is given twice", "the same as before");
                return None;
            }
            self.action(&place, action, version)
        });
        Some(read.collect())
    }

    fn version(&mut self, place: &Place, map: &NodeMap) -> Option<OverlayVersion> {
        let Some(value) = map.get("overlay") else {
            self.shape(
                place,
                "an overlay says by `overlay` which version it follows",
                "has no `overlay`",
            );
            return None;
        };
        let text = value.as_str().unwrap_or_default();
        let mut parts = text.splitn(3, '.');
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
        match (
            parts.next(),
            parts.next(),
            parts.next().filter(|it| is_number(it)),
        ) {
            (Some("1"), Some("0"), Some(_)) => Some(OverlayVersion::V1_0),
            (Some("1"), Some("1"), Some(_)) => Some(OverlayVersion::V1_1),
            _ => {
                self.shape(
                    &place.key("overlay"),
                    "the version of the Overlay Specification is not known",
                    "expected a string such as `1.0.0` or `1.1.0`",
                );
                None
            }
        }
    }

    fn action(
        &mut self,
        place: &Place,
        node: &Node,
        version: OverlayVersion,
    ) -> Option<OverlayAction> {
        let Some(map) = node.as_map() else {
            self.shape(place, "an action is an object", node.kind_name());
            return None;
        };
        let before = self.found.len();
        self.keys(place, map, &ACTION_KEYS);
        self.texts(place, map, &["description", "x-reason"]);
        let Some(target) = map.get("target").and_then(Node::as_str) else {
            self.shape(place, "an action needs a `target`", "a JSONPath");
            return None;
        };
        if self.found.len() > before {
            return None;
        }
        let target = self.query(&place.key("target"), target);
        let modifier = self.modifier(place, map, version);
        let says = |key| {
            let text = map.get(key).and_then(Node::as_str);
            text.is_some_and(|text| !text.trim().is_empty())
        };
        if !says("x-reason") && !says("description") {
            let finding = Diagnostic::error(
                Code::OverlayReason,
                "an action does not say why it is there",
            )
            .at(&place.key("target"), "no `x-reason` and no `description`")
            .help("say in `x-reason` what is wrong with the document, so that somebody can tell when it no longer is");
            self.found.push(finding);
        }
        let (target, modifier) = (target?, modifier?);
        (self.found.len() == before).then(|| OverlayAction {
            place: place.clone(),
            target,
            modifier,
        })
    }

    fn modifier(
        &mut self,
        place: &Place,
        map: &NodeMap,
        version: OverlayVersion,
    ) -> Option<Modifier> {
        let remove = match map.get("remove") {
            None => None,
            Some(Node::Bool(remove)) => Some(*remove),
            Some(other) => {
                let place = place.key("remove");
                self.shape(&place, "`remove` is `true` or `false`", other.kind_name());
                return None;
            }
        };
        if version == OverlayVersion::V1_0 {
            if map.contains_key("copy") {
                let finding = Diagnostic::error(Code::OverlayShape, "`copy` is of Overlay 1.1")
                    .at_key(&place.key("copy"), "not known in version 1.0")
                    .help("say `overlay: 1.1.0`");
                self.found.push(finding);
                return None;
            }
            // There `update` has no meaning beside it, and neither is needed.
            match (remove, map.get("update")) {
                (Some(true), _) => return Some(Modifier::Remove),
                (_, None) => return Some(Modifier::Update(Node::Map(NodeMap::default()))),
                _ => {}
            }
        }
        match (map.get("update"), map.get("copy"), remove) {
            (Some(update), None, None | Some(false)) => Some(Modifier::Update(update.clone())),
            (None, Some(Node::String(from)), None | Some(false)) => {
                let from = self.query(&place.key("copy"), from)?;
                Some(Modifier::Copy(from))
            }
            (None, None, Some(true)) => Some(Modifier::Remove),
            (None, Some(other), None | Some(false)) => {
                let place = place.key("copy");
                self.shape(&place, "`copy` is a JSONPath", other.kind_name());
                None
            }
            _ => {
                self.shape(
                    place,
                    "an action has one of `update`, `copy` and `remove: true`",
                    "has none or several",
                );
                None
            }
        }
    }

    fn query(&mut self, place: &Place, text: &str) -> Option<JsonQuery> {
        match JsonQuery::parse(text) {
            Ok(query) => Some(query),
            Err(error) => {
                let label = match error {
                    QueryError::Syntax(message) => message,
                    QueryError::TooLong => "too long, or nested too deeply".to_owned(),
                    QueryError::TooManyVisits => {
                        "searches the document too often: say more of the way".to_owned()
                    }
                };
                let message = format!("`{text}` is no JSONPath");
                let finding = Diagnostic::error(Code::OverlayTarget, message)
                    .at(place, label)
                    .help("paths follow RFC 9535: `$.paths['/pets'].get.parameters[?@.name == 'limit']`");
                self.found.push(finding);
                None
            }
        }
    }

    fn texts(&mut self, place: &Place, map: &NodeMap, keys: &[&str]) {
        for key in keys {
            match map.get(*key) {
                None | Some(Node::String(_)) => {}
                Some(other) => {
                    let place = place.key(key);
                    self.shape(&place, format!("`{key}` is a string"), other.kind_name());
                }
            }
        }
    }

    fn keys(&mut self, place: &Place, map: &NodeMap, known: &[&'static str]) {
        for key in map.keys() {
            if key.starts_with("x-") || known.contains(&key.as_str()) {
                continue;
            }
            let help = match suggest(key, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "what is not of the specification starts with `x-`".to_owned(),
            };
            let message = format!("an overlay has no key `{key}` here");
            let finding = Diagnostic::error(Code::OverlayShape, message)
                .at_key(&place.key(key), "not known")
                .help(help);
            self.found.push(finding);
        }
    }
}
