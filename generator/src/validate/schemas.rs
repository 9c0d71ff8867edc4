//! What the parts of one schema have to agree on.

use super::keywords;
use super::validation::Validation;
use crate::config::Strictness;
use crate::diagnostics::{Code, Diagnostic};
use crate::grammar::is_of;
use crate::tree::{HashMap, Node, NodeMap, Place};

/// A longer enum is compared by sorting only; nobody reads so many findings.
const MOST_FINDINGS: usize = 20;

pub(super) fn check(validation: &mut Validation<'_>, place: &Place, map: &NodeMap) {
    let types = Types::of(map);
    if let Some(Node::List(values)) = map.get("enum") {
        let place = place.key("enum");
        if values.is_empty() {
            let message = "an enum needs at least one value";
            let diagnostic = Diagnostic::error(Code::EmptyEnum, message)
                .at_key(&place, "no value can match")
                .help("list the values, or leave `enum` out");
            validation.report(diagnostic);
        }
        repeated(validation, &place, values);
        of_other_types(validation, &place, values, &types);
    }
    if let Some(value) = map.get("const")
        && !types.allow(value)
    {
        let message = format!("the constant {} is not {types}", shown(value));
        let diagnostic = Diagnostic::error(Code::EnumType, message)
            .at(&place.key("const"), format!("found {}", value.kind_name()))
            .help(quote_hint(value, &types, "change the value or the `type`"));
        validation.report(diagnostic);
    }
    if let Some(value) = map.get("default") {
        default(validation, &place.key("default"), value, &types, map);
    }
    if validation.strictness == Strictness::Strict {
        keywords::check(validation, place, map);
        titles(validation, place, map);
    }
}

/// Branches of one union are named by their titles, which so have to differ.
fn titles(validation: &mut Validation<'_>, place: &Place, map: &NodeMap) {
    for key in ["oneOf", "anyOf"] {
        let branches = map.get(key).and_then(Node::as_list).unwrap_or_default();
        let mut first = HashMap::default();
        for (index, branch) in branches.iter().enumerate() {
            let Some(title) = branch.get("title").and_then(Node::as_str) else {
                continue;
            };
            let at = place.key(key).index(index).key("title");
            if let Some(other) = first.get(title) {
                let message = format!("two branches have the title `{title}`");
                let diagnostic = Diagnostic::warning(Code::NameCollision, message)
                    .at(&at, "does not name this branch")
                    .also(other, "named so already")
                    .help("give each branch a title of its own");
                validation.report(diagnostic);
            } else {
                first.insert(title, at);
            }
        }
    }
}

/// Reports each value of another type, or that all are.
fn of_other_types(
    validation: &mut Validation<'_>,
    place: &Place,
    values: &[Node],
    types: &Types<'_>,
) {
    let others = values.iter().enumerate();
    let others = others.filter(|(_, value)| **value != Node::Null && !types.allow(value));
    let others: Vec<(usize, &Node)> = others.collect();
    let are_all = others.len() > 1 && others.len() == values.len();
    let told = if are_all { 1 } else { others.len() };
    for (index, value) in others.into_iter().take(told) {
        let message = if are_all {
            format!("no value of the enum is {types}")
        } else {
            format!("the enum value {} is not {types}", shown(value))
        };
        let diagnostic = Diagnostic::error(Code::EnumType, message)
            .at(&place.index(index), format!("found {}", value.kind_name()))
            .help(quote_hint(value, types, "change the value or the `type`"));
        validation.report(diagnostic);
    }
}

fn default(
    validation: &mut Validation<'_>,
    place: &Place,
    value: &Node,
    types: &Types<'_>,
    map: &NodeMap,
) {
    if !types.allow(value) {
        let message = format!("the default {} is not {types}", shown(value));
        let diagnostic = Diagnostic::error(Code::DefaultType, message)
            .at(place, format!("found {}", value.kind_name()))
            .help(quote_hint(value, types, "change the default or the `type`"));
        validation.report(diagnostic);
        return;
    }
    let Some(Node::List(values)) = map.get("enum") else {
        return;
    };
    let is_listed = values.contains(value) || *value == Node::Null;
    if !is_listed && !values.is_empty() {
        let message = format!("the default {} is not in the enum", shown(value));
        let diagnostic = Diagnostic::error(Code::DefaultNotInEnum, message)
            .at(place, "none of the values")
            .on(
                &sibling(place, "enum"),
                crate::diagnostics::On::Key,
                "the values",
            )
            .help("add it to `enum`, or take one of those");
        validation.report(diagnostic);
    }
}

fn sibling(place: &Place, key: &str) -> Place {
    place.parent().unwrap_or_else(|| place.clone()).key(key)
}

fn repeated(validation: &mut Validation<'_>, place: &Place, values: &[Node]) {
    let mut seen = HashMap::default();
    let mut findings = 0;
    for (index, value) in values.iter().enumerate() {
        let key = value.to_json().to_string();
        let Some(first) = seen.get(&key).copied() else {
            seen.insert(key, index);
            continue;
        };
        let message = format!("duplicate enum value: {}", shown(value));
        let diagnostic = Diagnostic::error(Code::EnumRepeats, message)
            .at(&place.index(index), "listed again")
            .also(&place.index(first), "first listed here")
            .help("remove one of them");
        validation.report(diagnostic);
        findings += 1;
        if findings == MOST_FINDINGS {
            return;
        }
    }
}

/// The types that a schema names.
struct Types<'a> {
    names: Vec<&'a str>,
    nullable: bool,
}

impl<'a> Types<'a> {
    fn of(map: &'a NodeMap) -> Types<'a> {
        let names = match map.get("type") {
            Some(Node::String(name)) => vec![name.as_str()],
            Some(Node::List(names)) => names.iter().filter_map(Node::as_str).collect(),
            _ => Vec::new(),
        };
        Types {
            names,
            nullable: map.get("nullable").and_then(Node::as_bool) == Some(true),
        }
    }

    /// Whether the value is of one of the types; without any, all are.
    fn allow(&self, value: &Node) -> bool {
        self.names.is_empty()
            || (self.nullable && *value == Node::Null)
            || self.names.iter().any(|name| is_of(name, value))
    }
}

impl std::fmt::Display for Types<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "of type `{}`", self.names.join("` or `"))
    }
}

/// A value as a message shows it, cut if it is long.
fn shown(value: &Node) -> String {
    let text = value.to_json().to_string();
    if text.chars().count() <= 40 {
        return format!("`{text}`");
    }
    let start: String = text.chars().take(40).collect();
    format!("`{start}…`")
}

/// YAML reads `no`, `1.0` and the like as something else than text.
fn quote_hint(value: &Node, types: &Types<'_>, otherwise: &str) -> String {
    if *value == Node::Null {
        return "leave it out, or allow null".to_owned();
    }
    let is_scalar = matches!(value, Node::Bool(_) | Node::Integer(_) | Node::Float(_));
    if is_scalar && types.names == ["string"] {
        "put it in quotes".to_owned()
    } else if matches!(value, Node::String(_)) && types.names.iter().all(|name| *name != "string") {
        "remove the quotes, if there are any, or change the `type`".to_owned()
    } else {
        otherwise.to_owned()
    }
}
