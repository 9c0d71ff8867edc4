//! Repairs that need an object as a whole.

use super::scalar::{number, text, truth, wrong_value};
use super::{Mend, Repair, said, swagger, words};
use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::grammar::Kind;
use crate::load::Document;
use crate::tree::{Node, NodeMap, Place, add_member};
use crate::validate::shapes;

/// The repairs of an object's members that depend on each other.
pub(super) fn repairs(
    document: &Document,
    kind: Kind,
    place: &Place,
    map: &NodeMap,
) -> Vec<(Place, Repair)> {
    let mut repairs = Vec::new();
    match kind {
        Kind::Schema => {
            dependencies(place, map, &mut repairs);
            types(place, map, &mut repairs);
            values(document, place, map, &mut repairs);
        }
        Kind::Parameter | Kind::Header => {
            style(kind, place, map, &mut repairs);
            swagger::parameter(place, map, &mut repairs);
        }
        Kind::Operation => swagger::body(document, place, map, &mut repairs),
        Kind::Response => swagger::response(document, place, map, &mut repairs),
        Kind::SecurityScheme => scheme(place, map, &mut repairs),
        _ => {}
    }
    repairs
}

pub(super) fn set(node: Node, finding: Diagnostic, how: &str) -> Repair {
    Repair {
        mend: Mend::Set(node),
        finding: said(finding, how).makes(Fidelity::Other),
    }
}

pub(super) fn string(text: &str) -> Node {
    Node::String(text.to_owned())
}

/// The word of old drafts for what `dependentRequired` and `dependentSchemas` say.
fn dependencies(place: &Place, map: &NodeMap, repairs: &mut Vec<(Place, Repair)>) {
    const WORDS: [&str; 2] = ["dependentRequired", "dependentSchemas"];
    let Some(Node::Map(all)) = map.get("dependencies") else {
        return;
    };
    let at = place.key("dependencies");
    let message = "there is no keyword `dependencies`".to_owned();
    let finding = wrong_value(&at, message, "of an old draft");
    let mut by_word = WORDS.map(|word| map.get(word).and_then(Node::as_map).cloned());
    for (name, demand) in all {
        let [required, schemas] = &mut by_word;
        let demands = if demand.as_list().is_some() {
            required
        } else {
            schemas
        };
        let demands = demands.get_or_insert_default();
        _ = add_member(demands, name.clone(), demand.clone());
    }
    let how = format!("read as `{}` and `{}`", WORDS[0], WORDS[1]);
    for (word, demands) in WORDS.into_iter().zip(by_word) {
        if let Some(demands) = demands {
            let repair = set(Node::Map(demands), finding.clone(), &how);
            repairs.push((place.key(word), repair));
        }
    }
    let mend = Mend::Remove;
    let finding = said(finding, &how).makes(Fidelity::Other);
    repairs.push((at, Repair { mend, finding }));
}

/// Words for types that OpenAPI doesn't know.
fn types(place: &Place, map: &NodeMap, repairs: &mut Vec<(Place, Repair)>) {
    let at = place.key("type");
    match map.get("type") {
        Some(Node::String(word)) => one_type(&at, word, map, repairs),
        Some(Node::List(entries)) => {
            for (index, entry) in entries.iter().enumerate() {
                let at = at.index(index);
                match entry {
                    Node::String(word) => match words::meaning(word) {
                        Some(meaning) if meaning.name == word => {}
                        Some(meaning) => {
                            let how = format!("read as `{}`", meaning.name);
                            let repair = set(string(meaning.name), unknown(&at, word), &how);
                            repairs.push((at, repair));
                        }
                        None => {
                            repairs.push((at.clone(), Repair::left_out(unknown(&at, word))));
                        }
                    },
                    Node::Null => {
                        let finding = shapes::wrong_type(&at, entry, "the name of a type");
                        repairs.push((at, Repair::read(string("null"), finding)));
                    }
                    _ => {
                        let finding = shapes::wrong_type(&at, entry, "the name of a type");
                        repairs.push((at, Repair::left_out(finding)));
                    }
                }
            }
        }
        Some(Node::Null) => {
            let finding = shapes::wrong_type(&at, &Node::Null, "the name of a type");
            repairs.push((at, Repair::read(string("null"), finding)));
        }
        Some(other) => {
            let finding = shapes::wrong_type(&at, other, "the name of a type");
            repairs.push((at, Repair::left_out(finding)));
        }
        None => {}
    }
}

fn one_type(at: &Place, word: &str, map: &NodeMap, repairs: &mut Vec<(Place, Repair)>) {
    let Some(meaning) = words::meaning(word) else {
        let how = "read as a schema that names no type";
        let mut repair = Repair::left_out(unknown(at, word));
        repair.finding = said(unknown(at, word), how).makes(Fidelity::Other);
        repairs.push((at.clone(), repair));
        return;
    };
    if meaning.name == word {
        return;
    }
    let format = meaning.format.filter(|_| !map.contains_key("format"));
    let how = match format {
        Some(format) => format!("read as `type: {}` with `format: {format}`", meaning.name),
        None => format!("read as `type: {}`", meaning.name),
    };
    let finding = unknown(at, word);
    repairs.push((at.clone(), set(string(meaning.name), finding.clone(), &how)));
    if let (Some(format), Some(schema)) = (format, at.parent()) {
        repairs.push((schema.key("format"), set(string(format), finding, &how)));
    }
}

fn unknown(at: &Place, word: &str) -> Diagnostic {
    wrong_value(at, format!("there is no type `{word}`"), "not known")
}

/// `default: 12` of a string is the text `12`, and `default: '12'` of a number the
/// number 12; so is each value of its enum.
fn values(document: &Document, place: &Place, map: &NodeMap, repairs: &mut Vec<(Place, Repair)>) {
    let Some(name) = map.get("type").and_then(Node::as_str) else {
        return;
    };
    let alone = ["default", "const"].iter().filter_map(|key| {
        let node = map.get(*key)?;
        Some((place.key(key), node))
    });
    let list = place.key("enum");
    let listed = map.get("enum").and_then(Node::as_list).unwrap_or_default();
    let listed = listed.iter().enumerate();
    let listed = listed.map(|(index, node)| (list.index(index), node));
    for (at, node) in alone.chain(listed) {
        let Some(read) = typed(document, name, &at, node) else {
            continue;
        };
        let message = format!("the value {} is not of type `{name}`", super::shown(node));
        let label = format!("found {}", node.kind_name());
        let help = match node {
            Node::String(_) => "remove the quotes",
            _ => "put it in quotes",
        };
        let finding = Diagnostic::warning(Code::WrongType, message).at(&at, label);
        repairs.push((at, Repair::read(read, finding.help(help))));
    }
}

/// A value as one of the type that its schema names.
fn typed(document: &Document, name: &str, at: &Place, node: &Node) -> Option<Node> {
    match (name, node) {
        ("string", _) => text(document, at, node).map(Node::String),
        ("boolean", Node::String(_)) => truth(node).map(Node::Bool),
        ("integer", Node::String(_)) => {
            number(node).filter(|number| matches!(number, Node::Integer(_)))
        }
        ("number", Node::String(_)) => number(node),
        _ => None,
    }
}

/// A style that isn't allowed at its place, which counts as that place's own.
fn style(kind: Kind, place: &Place, map: &NodeMap, repairs: &mut Vec<(Place, Repair)>) {
    let at = place.key("style");
    let Some(style) = map.get("style").and_then(Node::as_str) else {
        return;
    };
    let location = map.get("in").and_then(Node::as_str).unwrap_or_default();
    let location = match kind {
        Kind::Header => "header".to_owned(),
        _ => location.trim().to_ascii_lowercase(),
    };
    let (allowed, usual): (&[&str], &str) = match location.as_str() {
        "query" => (
            &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "form",
        ),
        "path" => (&["simple", "label", "matrix"], "simple"),
        "header" => (&["simple"], "simple"),
        "cookie" => (&["form", "cookie"], "form"),
        _ => return,
    };
    if allowed.contains(&style) {
        return;
    }
    let message = format!("a parameter of `in: {location}` can't have the style `{style}`");
    let label = "not allowed at this place";
    let finding = wrong_value(&at, message, label);
    let (read, explode) = match (location.as_str(), style) {
        ("query", "simple" | "csv") => ("form", Some(false)),
        ("query", "ssv") => ("spaceDelimited", Some(false)),
        ("query", "pipes") => ("pipeDelimited", Some(false)),
        ("query", "multi") => ("form", Some(true)),
        _ => (usual, None),
    };
    let explode = explode.filter(|_| !map.contains_key("explode"));
    let how = match explode {
        Some(explode) => format!("read as `style: {read}` with `explode: {explode}`"),
        None => format!("read as `style: {read}`"),
    };
    repairs.push((at, set(string(read), finding.clone(), &how)));
    if let Some(explode) = explode {
        let at = place.key("explode");
        repairs.push((at, set(Node::Bool(explode), finding, &how)));
    }
}

/// Security schemes by other words.
fn scheme(place: &Place, map: &NodeMap, repairs: &mut Vec<(Place, Repair)>) {
    let at = place.key("type");
    let Some(word) = map.get("type").and_then(Node::as_str) else {
        return;
    };
    let lower: String = word
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let (read, scheme) = match lower.as_str() {
        "basic" | "httpbasic" => ("http", Some("basic")),
        "bearer" | "httpbearer" | "jwt" => ("http", Some("bearer")),
        "oauth" => ("oauth2", None),
        "openid" | "oidc" => ("openIdConnect", None),
        "http" if !map.contains_key("scheme") && map.contains_key("bearerFormat") => {
            ("http", Some("bearer"))
        }
        _ => return,
    };
    let scheme = scheme.filter(|_| !map.contains_key("scheme"));
    let finding = if read == word {
        Diagnostic::warning(
            Code::MissingKey,
            "a security scheme of this type has no `scheme`",
        )
        .at(&at, "")
    } else {
        let message = format!("there is no security scheme of the type `{word}`");
        wrong_value(&at, message, "not known")
    };
    let how = match scheme {
        Some(scheme) => format!("read as `type: {read}` with `scheme: {scheme}`"),
        None => format!("read as `type: {read}`"),
    };
    if read != word {
        repairs.push((at, set(string(read), finding.clone(), &how)));
    }
    if let Some(scheme) = scheme {
        repairs.push((place.key("scheme"), set(string(scheme), finding, &how)));
    }
}
