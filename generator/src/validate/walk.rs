//! Visits every object of a document, knowing what kind it is.

use crate::tree::HashSet;
use std::collections::VecDeque;

use super::fallen_out::{self, FallenOut};
use super::validation::{Reference, Validation};
use super::{extensions, references, schemas, shapes};
use crate::config::Strictness::Strict;
use crate::diagnostics::{Code, Diagnostic, suggest};
use crate::grammar::{self, Kind, KnownField, Shape};
use crate::load::Version;
use crate::tree::{Node, NodeMap, Place};

/// Nodes are not nested deeper than this, but the bound is not ours to trust.
const DEEPEST: usize = 256;

/// One walk over a document.
pub(super) struct Walk<'v, 'a> {
    validation: &'v mut Validation<'a>,
    /// What references led to and no walk has reached.
    open: VecDeque<(Shape, Place)>,
    /// References that may not stand where they do.
    misplaced: HashSet<Place>,
}

impl<'v, 'a> Walk<'v, 'a> {
    pub(super) fn new(validation: &'v mut Validation<'a>) -> Self {
        Walk {
            validation,
            open: VecDeque::new(),
            misplaced: HashSet::default(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.validation.report(diagnostic);
    }

    fn version(&self) -> Version {
        self.validation.version()
    }

    /// Visits the whole document and whatever it refers to.
    pub(super) fn everything(&mut self) {
        let mut checked = 0;
        let root = Shape::Object(Kind::OpenApi);
        self.open
            .push_back((root, self.validation.doc.root_place()));
        loop {
            while let Some((shape, place)) = self.open.pop_front() {
                if let Some(node) = self.validation.doc.node(&place) {
                    self.shape(shape, &place, node, 0);
                }
            }
            // All that the document itself holds is known by now, so that a
            // target of another kind is recognised as one.
            while let Some(reference) = self.validation.references.get(checked) {
                checked += 1;
                let (kind, target) = (reference.kind, self.validation.target(reference));
                match target {
                    Ok(target)
                        if !self.validation.kinds.contains_key(&target)
                            && !self.validation.is_section(&target) =>
                    {
                        self.open.push_back((Shape::Object(kind), target));
                    }
                    _ => {}
                }
            }
            if self.open.is_empty() {
                break;
            }
        }
        references::check(self.validation);
    }

    fn object(&mut self, kind: Kind, place: &Place, node: &Node, depth: usize) {
        if depth > DEEPEST || self.validation.kinds.contains_key(place) {
            return;
        }
        if kind == Kind::Schema && matches!(node, Node::Bool(_)) && self.version() >= Version::V3_1
        {
            return;
        }
        let Some(map) = node.as_map() else {
            self.report(shapes::no_object(kind, place, node));
            return;
        };
        self.validation.kinds.insert(place.clone(), kind);
        if self.reference(kind, place, map) && !matches!(kind, Kind::Schema | Kind::PathItem) {
            let beside = beside_reference(place, map);
            if let Some(finding) = beside.filter(|_| self.validation.strictness == Strict) {
                self.report(finding);
            }
            return;
        }
        if kind == Kind::Example && !map.is_empty() && !map.keys().any(|key| is_of_example(key)) {
            self.report(bare_example(place));
            return;
        }
        let fallen = match kind {
            Kind::Schema => fallen_out::among_schemas(self.validation, place, map),
            Kind::MediaType => fallen_out::among_media_types(place),
            _ => None,
        };
        if let Some(finding) = fallen {
            self.report(finding);
            return;
        }
        let fallen = FallenOut::of(kind, place, map);
        for (key, value) in map {
            let is_fallen = |fallen: &FallenOut<'_>| fallen.keys.contains(key.as_str());
            if !fallen.as_ref().is_some_and(is_fallen) {
                self.member(kind, place, key, value, depth);
            }
        }
        if let Some(fallen) = fallen {
            self.report(fallen.finding);
        }
        self.required(kind, place, map);
        if kind == Kind::Schema {
            schemas::check(self.validation, place, map);
        }
    }

    /// Notes a reference; says whether there is one.
    fn reference(&mut self, kind: Kind, place: &Place, map: &NodeMap) -> bool {
        let dynamic = map.get("$dynamicRef").filter(|_| kind == Kind::Schema);
        let Some(Node::String(text)) = map.get("$ref").or(dynamic) else {
            return false;
        };
        if !kind.may_be_reference() {
            return false;
        }
        self.validation.references.push(Reference {
            at: place.clone(),
            kind,
            text: text.clone(),
        });
        true
    }

    fn member(&mut self, kind: Kind, holder: &Place, key: &str, value: &Node, depth: usize) {
        let field = kind.field(key);
        let shape = kind.shape_of(key);
        let is_known = field.is_none_or(|field| field.is_known_to(self.version()));
        let is_ours = key.starts_with("x-") && field.is_none();
        if is_known && !is_ours && shape.is_some_and(|shape| shape.fits(value)) {
            return;
        }
        let place = &holder.key(key);
        if is_ours {
            extensions::check(self.validation, kind, place, key, value);
            return;
        }
        let Some(shape) = shape else {
            self.report(unknown_key(kind, place, key));
            return;
        };
        if !is_known {
            self.report(newer_key(kind, place, key));
        }
        self.shape(shape, place, value, depth);
    }

    /// Compares a value with what it may be, and visits the objects in it.
    fn shape(&mut self, shape: Shape, place: &Place, node: &Node, depth: usize) {
        if self.misplaced_reference(shape, place, node) {
            return;
        }
        match shape {
            Shape::Object(kind) => self.object(kind, place, node, depth + 1),
            Shape::SchemaOrBool if matches!(node, Node::Bool(_)) => {}
            Shape::SchemaOrBool => self.object(Kind::Schema, place, node, depth + 1),
            Shape::List(entry) => match node {
                Node::List(list) => {
                    for (index, node) in list.iter().enumerate() {
                        if !entry.fits(node) {
                            self.shape(*entry, &place.index(index), node, depth + 1);
                        }
                    }
                }
                _ => self.report(shapes::wrong_type(place, node, "an array")),
            },
            Shape::Map(member) => match node {
                Node::Map(map)
                    if matches!(member, Shape::Object(Kind::Example))
                        && fallen_out::is_one_example(map) =>
                {
                    let message = "`examples` holds a value, and no examples with names";
                    let finding = Diagnostic::error(Code::WrongType, message)
                        .at_key(place, "each example has a name, and the value below it");
                    self.report(finding.did_you_mean("example"));
                }
                Node::Map(map)
                    if matches!(member, Shape::Object(Kind::MediaType))
                        && fallen_out::is_one_media_type(map) =>
                {
                    let name = place.pointer.last().unwrap_or_default();
                    let message = format!("`{name}` holds the parts of a media type, and none");
                    let finding = Diagnostic::error(Code::WrongType, message)
                        .at_key(place, "a media type stands here, and its parts below it")
                        .help("write `application/json:` before them, and indent them");
                    self.report(finding);
                }
                Node::Map(map) => {
                    for (key, node) in map {
                        if !member.fits(node) {
                            self.shape(*member, &place.key(key), node, depth + 1);
                        }
                    }
                }
                _ => self.report(shapes::wrong_type(place, node, "an object")),
            },
            _ => {
                if let Some(diagnostic) = shapes::scalar(shape, self.version(), place, node) {
                    self.report(diagnostic);
                }
            }
        }
    }

    /// Reports a reference that stands where none may, and follows it; says
    /// whether there is one.
    fn misplaced_reference(&mut self, shape: Shape, place: &Place, node: &Node) -> bool {
        let what = match shape {
            Shape::Object(kind) if kind.may_be_reference() => return false,
            Shape::Object(kind) => kind.name(),
            _ => "an object of named entries",
        };
        let Some(text) = grammar::reference(shape, node) else {
            return false;
        };
        if !self.misplaced.insert(place.clone()) {
            return true;
        }
        let at = place.key("$ref");
        // OpenAPI 3.2 has media types among its components.
        let is_allowed =
            matches!(shape, Shape::Object(Kind::MediaType)) && self.version() >= Version::V3_2;
        if !is_allowed {
            let message = format!("a reference can't stand in place of {what}");
            let diagnostic = Diagnostic::error(Code::UnknownKey, message)
                .at_key(&at, "OpenAPI allows none here")
                .help("write out what it leads to");
            self.report(diagnostic);
        }
        match self.validation.doc.resolve(place, text) {
            Ok(target) => self.open.push_back((shape, target)),
            Err(error) => {
                let (diagnostic, why) = references::unresolved(text, &error);
                self.report(diagnostic.at(&at, why));
            }
        }
        true
    }

    fn required(&mut self, kind: Kind, place: &Place, map: &NodeMap) {
        let version = self.version();
        for field in kind.fields() {
            if field.is_required(version) && !map.contains_key(field.name) {
                let name = field.name;
                let message = format!("{} has no `{name}`", kind.name());
                let diagnostic = Diagnostic::error(Code::MissingKey, message)
                    .at_key(place, format!("`{name}` is required here"));
                self.report(diagnostic);
            }
        }
    }
}

fn is_of_example(key: &str) -> bool {
    key.starts_with("x-") || Kind::Example.field(key).is_some()
}

/// Says that a value stands where an example of several should, which has it as a member.
fn bare_example(place: &Place) -> Diagnostic {
    Diagnostic::error(Code::MissingKey, "an example has no `value`")
        .at_key(place, "the value itself stands here")
        .help("write `value:` before it, and indent it")
}

/// What stands beside a `$ref` as if it were not there, as an entry does whose `-` is
/// missing.
fn beside_reference(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    let counts = |key: &str| matches!(key, "$ref" | "summary" | "description");
    let mut keys = map.keys();
    let key = keys.find(|key| !counts(key) && !key.starts_with("x-"))?;
    let message = format!("`{key}` stands beside a `$ref`");
    let finding = Diagnostic::error(Code::UnknownKey, message)
        .at_key(
            &place.key(key),
            "has no effect: what is referred to counts alone",
        )
        .help("remove it, or the `$ref`; of a list, each entry begins with `-`");
    Some(finding)
}

fn unknown_key(kind: Kind, place: &Place, key: &str) -> Diagnostic {
    let message = format!("{} has no key `{key}`", kind.name());
    let diagnostic = Diagnostic::error(Code::UnknownKey, message).at_key(place, "not known here");
    let swagger = match (kind, key) {
        (Kind::Response, "schema") => {
            "OpenAPI 3 has it under `content`, in a media type: `content: {application/json: {schema: …}}`"
        }
        (Kind::Parameter | Kind::Header, "type" | "format" | "items" | "enum" | "default") => {
            "OpenAPI 3 has it under `schema`"
        }
        (Kind::Operation, "consumes") => "OpenAPI 3 has media types in `requestBody.content`",
        (Kind::Operation, "produces") => {
            "OpenAPI 3 has media types in the `content` of each response"
        }
        _ => "",
    };
    if !swagger.is_empty() {
        return diagnostic.help(swagger);
    }
    let names = kind.fields().iter().map(|field: &KnownField| field.name);
    let is_extension = key
        .get(..2)
        .is_some_and(|start| start.eq_ignore_ascii_case("x-"));
    let names = names.chain(extensions::names().filter(|_| is_extension));
    match suggest(key, names) {
        Some(meant) => diagnostic.did_you_mean(meant),
        None if kind == Kind::Components => diagnostic.help(
            "indent it, if it is one of the section above it; else remove it, or write it as an extension: `x-…`",
        ),
        None => diagnostic.help("remove it, or write it as an extension: `x-…`"),
    }
}

fn newer_key(kind: Kind, place: &Place, key: &str) -> Diagnostic {
    let message = format!(
        "{} has no key `{key}` in this version of OpenAPI",
        kind.name()
    );
    Diagnostic::warning(Code::UnknownKey, message)
        .at_key(place, "known to a later version")
        .help("it is read nevertheless; to have it for certain, raise `openapi`")
}
