//! What Swagger 2.0 wrote in other places than OpenAPI 3.

use super::objects::{set, string};
use super::{Mend, Repair, said};
use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::load::Document;
use crate::tree::{Node, NodeMap, Place};

/// The keys that Swagger 2.0 has at a parameter, and OpenAPI 3 in its schema.
const OF_THE_SCHEMA: [&str; 15] = [
    "type",
    "format",
    "items",
    "default",
    "enum",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
];

/// A parameter as Swagger 2.0 has it: its type stands in itself.
pub(super) fn parameter(place: &Place, map: &NodeMap, repairs: &mut Vec<(Place, Repair)>) {
    let has = |key: &str| map.contains_key(key);
    if has("schema") || has("content") || has("$ref") || !has("type") {
        return;
    }
    let keys = OF_THE_SCHEMA.iter().filter(|key| has(key));
    let schema: NodeMap = keys
        .clone()
        .filter_map(|key| Some(((*key).to_owned(), map.get(*key)?.clone())))
        .collect();
    let message = "the type of a parameter stands beside its name, as in Swagger 2.0";
    let at = place.key("type");
    let finding = Diagnostic::warning(Code::ParameterShape, message)
        .at_key(&at, "")
        .help("write it into `schema`");
    let schema_at = place.key("schema");
    let how = "read as its `schema`";
    repairs.push((schema_at, set(Node::Map(schema), finding.clone(), how)));
    for key in keys {
        let repair = Repair {
            mend: Mend::Remove,
            finding: said(finding.clone(), how).makes(Fidelity::Other),
        };
        repairs.push((place.key(key), repair));
    }
    if let Some(format) = map.get("collectionFormat").and_then(Node::as_str) {
        let at = place.key("collectionFormat");
        let repair = Repair {
            mend: Mend::Remove,
            finding: said(finding.clone(), how).makes(Fidelity::Other),
        };
        repairs.push((at, repair));
        let style = set(string(format), finding, how);
        repairs.push((place.key("style"), style));
    }
}

/// A parameter that is the body, or a member of a form.
struct BodyPart<'d> {
    place: Place,
    map: &'d NodeMap,
    is_form: bool,
}

/// Parameters `in: body` and `in: formData` of an operation without `requestBody`.
pub(super) fn body(
    document: &Document,
    place: &Place,
    map: &NodeMap,
    repairs: &mut Vec<(Place, Repair)>,
) {
    if map.contains_key("requestBody") {
        return;
    }
    let at = place.key("parameters");
    let listed = map.get("parameters").and_then(Node::as_list);
    let listed = listed.unwrap_or_default().iter().enumerate();
    let parts = listed.filter_map(|(index, _)| BodyPart::at(document, at.index(index)));
    let parts: Vec<BodyPart<'_>> = parts.collect();
    let is_form = parts.first().is_some_and(|part| part.is_form);
    if parts.is_empty() || parts.iter().any(|part| part.is_form != is_form) {
        return;
    }
    let body = if is_form {
        let files = parts.iter().any(|part| part.word("type") == Some("file"));
        let usual = if files {
            "multipart/form-data"
        } else {
            "application/x-www-form-urlencoded"
        };
        let consumed = listed_media(document, map, "consumes");
        let form = consumed.filter(|media| media.contains("form"));
        form_of(&parts, &form.unwrap_or_else(|| usual.to_owned()))
    } else {
        let Some(part) = parts.first() else { return };
        let media = listed_media(document, map, "consumes");
        part.body(&media.unwrap_or_else(|| "application/json".to_owned()))
    };
    let finding = Diagnostic::warning(
        Code::ParameterShape,
        "the body of an operation is among its parameters, as in Swagger 2.0",
    )
    .at_key(&at, "")
    .help("write it as `requestBody`");
    let how = "read as `requestBody`";
    repairs.push((place.key("requestBody"), set(Node::Map(body), finding, how)));
    for part in parts {
        let message = format!("`in` can't be `{}`", part.word("in").unwrap_or_default());
        let finding = Diagnostic::warning(Code::WrongValue, message).at(&part.place, "");
        let repair = Repair {
            mend: Mend::Remove,
            finding: said(finding, "read as a part of `requestBody`").makes(Fidelity::Other),
        };
        repairs.push((part.place, repair));
    }
}

/// A response that holds its schema itself.
pub(super) fn response(
    document: &Document,
    place: &Place,
    map: &NodeMap,
    repairs: &mut Vec<(Place, Repair)>,
) {
    let Some(schema) = map.get("schema").filter(|_| !map.contains_key("content")) else {
        return;
    };
    // The operation lies around the response, unless that is a component.
    let operation = place.parent().and_then(|responses| responses.parent());
    let operation = operation.and_then(|place| document.node(&place));
    let empty = NodeMap::default();
    let operation = operation.and_then(Node::as_map).unwrap_or(&empty);
    let media = listed_media(document, operation, "produces");
    let media = media.unwrap_or_else(|| "application/json".to_owned());
    let content = object([(&*media, Node::Map(object([("schema", schema.clone())])))]);
    let at = place.key("schema");
    let finding = Diagnostic::warning(
        Code::ParameterShape,
        "a response holds its schema itself, as in Swagger 2.0",
    )
    .at_key(&at, "")
    .help("write it into `content`, below a media type");
    let how = "read as its `content`";
    let read = set(Node::Map(content), finding.clone(), how);
    repairs.push((place.key("content"), read));
    let repair = Repair {
        mend: Mend::Remove,
        finding: said(finding, how).makes(Fidelity::Other),
    };
    repairs.push((at, repair));
}

impl<'d> BodyPart<'d> {
    fn at(document: &'d Document, place: Place) -> Option<Self> {
        let (target, node) = document.follow(&place)?;
        // References in another file mean something else here.
        let map = node.as_map().filter(|_| target.file == place.file)?;
        let is_form = match map.get("in").and_then(Node::as_str)? {
            "body" => false,
            "formData" => true,
            _ => return None,
        };
        Some(Self {
            place,
            map,
            is_form,
        })
    }

    fn word(&self, key: &str) -> Option<&'d str> {
        self.map.get(key).and_then(Node::as_str)
    }

    /// A body of its schema.
    fn body(&self, media: &str) -> NodeMap {
        let schema = self.map.get("schema").cloned();
        let media_type = object(schema.map(|schema| ("schema", schema)));
        let content = object([(media, Node::Map(media_type))]);
        let mut body = object([("content", Node::Map(content))]);
        for key in ["description", "required"] {
            if let Some(node) = self.map.get(key) {
                body.insert(key.to_owned(), node.clone());
            }
        }
        body
    }

    /// The schema of a member of a form.
    fn member(&self) -> Node {
        if let Some(schema) = self.map.get("schema") {
            return schema.clone();
        }
        let keys = OF_THE_SCHEMA.iter().chain(&["description"]);
        let keys = keys.filter_map(|key| Some((*key, self.map.get(*key)?.clone())));
        let mut schema = object(keys);
        if self.word("type") == Some("file") {
            schema.insert("type".to_owned(), string("string"));
            schema.insert("format".to_owned(), string("binary"));
        }
        Node::Map(schema)
    }
}

/// A form of the parts, by the name of each.
fn form_of(parts: &[BodyPart<'_>], media: &str) -> NodeMap {
    let named = || {
        parts
            .iter()
            .filter_map(|part| Some((part.word("name")?, part)))
    };
    let properties = object(named().map(|(name, part)| (name, part.member())));
    let demanded = named().filter(|(_, part)| part.map.get("required") == Some(&Node::Bool(true)));
    let demanded: Vec<Node> = demanded.map(|(name, _)| string(name)).collect();
    let joined = named().filter(|(_, part)| part.word("collectionFormat") == Some("csv"));
    let joined = joined.map(|(name, _)| {
        let encoding = [("style", string("form")), ("explode", Node::Bool(false))];
        (name, Node::Map(object(encoding)))
    });
    let mut media_type = NodeMap::default();
    let schema = [
        ("type", string("object")),
        ("required", Node::List(demanded.clone())),
        ("properties", Node::Map(properties)),
    ];
    let schema = schema
        .into_iter()
        .filter(|(key, _)| *key != "required" || !demanded.is_empty());
    media_type.insert("schema".to_owned(), Node::Map(object(schema)));
    let joined = object(joined);
    if !joined.is_empty() {
        media_type.insert("encoding".to_owned(), Node::Map(joined));
    }
    let content = object([(media, Node::Map(media_type))]);
    let required = Node::Bool(!demanded.is_empty());
    object([("required", required), ("content", Node::Map(content))])
}

fn object<'k>(members: impl IntoIterator<Item = (&'k str, Node)>) -> NodeMap {
    let members = members.into_iter();
    members.map(|(key, node)| (key.to_owned(), node)).collect()
}

/// The first media type that an operation, or the document, lists under a key of
/// Swagger 2.0.
fn listed_media(document: &Document, operation: &NodeMap, key: &str) -> Option<String> {
    let listed = operation.get(key).or_else(|| document.root().get(key))?;
    let first = listed.as_list()?.first()?.as_str()?;
    Some(first.to_owned())
}
