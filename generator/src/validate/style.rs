//! How a document is written: what a person asks for under `[lint]`.

use std::collections::BTreeMap;

use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, Fix};
use crate::grammar::Kind;
use crate::load::Document;
use crate::names::WordCase;
use crate::tree::{Node, NodeMap, Place};

pub(super) fn check(validation: &mut Validation<'_>) {
    type Lint = fn(&Validation<'_>) -> Vec<Diagnostic>;
    let lints: [(Code, Lint); 6] = [
        (Code::MissingExample, examples),
        (Code::MissingDescription, descriptions),
        (Code::MissingTag, tags),
        (Code::FullStop, full_stops),
        (Code::IdCase, ids),
        (Code::SchemaCase, schemas),
    ];
    for (code, lint) in lints {
        if validation.wants(code) {
            for diagnostic in lint(validation) {
                validation.report(diagnostic);
            }
        }
    }
}

/// Whether an object has any of these keys.
fn has(node: &Node, keys: &[&str]) -> bool {
    keys.iter().any(|key| node.get(key).is_some())
}

/// The text of a key that says anything.
fn is_said(node: &Node, key: &str) -> bool {
    let text = node.get(key).and_then(Node::as_str);
    text.is_some_and(|text| !text.trim().is_empty())
}

fn examples(validation: &Validation<'_>) -> Vec<Diagnostic> {
    let doc = validation.doc;
    let mut found = Vec::new();
    for operation in validation.places(Kind::Operation) {
        let mut bodies = vec![(operation.key("requestBody"), "the request")];
        let responses = operation.key("responses");
        let statuses = doc.node(&responses).and_then(Node::as_map);
        let statuses = statuses.into_iter().flat_map(NodeMap::keys);
        let successes = statuses.filter(|status| status.starts_with('2'));
        bodies.extend(successes.map(|status| (responses.key(status), "the response")));
        for (body, whose) in bodies {
            found.extend(media_types_without(doc, &body).into_iter().map(|place| {
                Diagnostic::warning(Code::MissingExample, format!("{whose} has no example"))
                    .at_key(&place, "neither here nor in the schema")
                    .also(&operation, "of this operation")
                    .help("add an `example`: it is shown in the documentation, and tested")
            }));
        }
    }
    found
}

/// The media types of JSON of a body that have a schema, and no example.
fn media_types_without(doc: &Document, body: &Place) -> Vec<Place> {
    let Some((body, node)) = doc.follow(body) else {
        return Vec::new();
    };
    let content = node.get("content").and_then(Node::as_map);
    let named = content.into_iter().flatten();
    let lacking = named.filter(|(name, media)| {
        let essence = name.split(';').next().unwrap_or_default().trim();
        essence.ends_with("json") && media.get("schema").is_some()
    });
    let places = lacking.map(|(name, _)| body.key("content").key(name));
    let lacking = places.filter(|place| {
        let keys = ["example", "examples"];
        let is_shown = |place: &Place| doc.follow(place).is_some_and(|(_, node)| has(node, &keys));
        !is_shown(place) && !is_shown(&place.key("schema"))
    });
    lacking.collect()
}

fn descriptions(validation: &Validation<'_>) -> Vec<Diagnostic> {
    let doc = validation.doc;
    let schemas = doc.root_place().key("components").key("schemas");
    let lacking = validation.kinds.iter().filter_map(|(place, kind)| {
        let node = doc.node(place)?;
        let (what, keys): (&str, &[&str]) = match kind {
            Kind::Operation => ("the operation", &["summary", "description"]),
            Kind::Parameter => ("the parameter", &["description"]),
            Kind::Tag => ("the tag", &["description"]),
            Kind::Schema if place.parent().as_ref() == Some(&schemas) => {
                ("the schema", &["description", "title"])
            }
            _ => return None,
        };
        let is_described = node.get("$ref").is_some() || keys.iter().any(|key| is_said(node, key));
        (!is_described).then(|| {
            Diagnostic::warning(
                Code::MissingDescription,
                format!("{what} has no description"),
            )
            .at_key(place, "the client's documentation says nothing of it")
            .help("say what it is for, in a sentence")
        })
    });
    lacking.collect()
}

/// The operations that a client calls: messages that the API sends by itself are in no
/// group.
fn called(validation: &Validation<'_>) -> impl Iterator<Item = Place> + use<> {
    let operations = validation.places(Kind::Operation).into_iter();
    operations.filter(|place| {
        let sent = ["webhooks", "x-webhooks", "callbacks"];
        !place.pointer.tokens().any(|token| sent.contains(&token))
    })
}

fn tags(validation: &Validation<'_>) -> Vec<Diagnostic> {
    let lacking = called(validation).filter(|place| {
        let tags = validation.doc.node(&place.key("tags"));
        tags.and_then(Node::as_list).is_none_or(<[Node]>::is_empty)
    });
    let told = lacking.map(|operation| {
        let list = operation.key("tags");
        let is_there = validation.doc.node(&list).is_some();
        let place = if is_there { list } else { operation };
        Diagnostic::warning(Code::MissingTag, "the operation has no tag")
            .at_key(&place, "lies with all others that have none")
            .help("name the group that callers look for it in: `tags: […]`")
    });
    told.collect()
}

fn full_stops(validation: &Validation<'_>) -> Vec<Diagnostic> {
    let described = validation
        .kinds
        .keys()
        .map(|place| place.key("description"));
    let lacking = described.filter(|place| {
        let text = validation.doc.node(place).and_then(Node::as_str);
        text.is_some_and(is_cut_off)
    });
    let told = lacking.map(|place| {
        Diagnostic::warning(
            Code::FullStop,
            "the description does not end in a full stop",
        )
        .at(&place, "")
        .help("add `.`")
        .fix(Fix::Append(".".to_owned()))
    });
    told.collect()
}

/// Whether a text ends in a word, and is not the last one of a list or a table.
fn is_cut_off(text: &str) -> bool {
    let text = text.trim_end();
    let line = text.lines().next_back().unwrap_or_default();
    let is_structure = line.starts_with("    ") && text.lines().count() > 1
        || line
            .trim_start()
            .starts_with(['-', '*', '+', '|', '#', '<', '>'])
        || line
            .trim_start()
            .starts_with(|first: char| first.is_ascii_digit())
        || line.contains("```")
        || line.contains("://");
    let last = text.chars().next_back();
    !is_structure && last.is_some_and(|last| last.is_alphanumeric() || ")]`'\"".contains(last))
}

fn ids(validation: &Validation<'_>) -> Vec<Diagnostic> {
    let places = called(validation).map(|place| place.key("operationId"));
    let named = places.filter_map(|place| {
        let id = validation.doc.node(&place)?.as_str()?.to_owned();
        Some((id, place))
    });
    odd_ones(named.collect())
        .into_iter()
        .map(|(message, place)| Diagnostic::warning(Code::IdCase, message).at(&place, ""))
        .collect()
}

fn schemas(validation: &Validation<'_>) -> Vec<Diagnostic> {
    let schemas = validation.doc.root_place().key("components").key("schemas");
    let map = validation.doc.node(&schemas).and_then(Node::as_map);
    let names = map.into_iter().flat_map(NodeMap::keys);
    odd_ones(
        names
            .map(|name| (name.clone(), schemas.key(name)))
            .collect(),
    )
    .into_iter()
    .map(|(message, place)| Diagnostic::warning(Code::SchemaCase, message).at_key(&place, ""))
    .collect()
}

/// The names that are in another case than most, with what is to be said of them.
fn odd_ones(named: Vec<(String, Place)>) -> Vec<(String, Place)> {
    let mut counts: BTreeMap<WordCase, usize> = BTreeMap::new();
    for case in named.iter().flat_map(|(name, _)| WordCase::all_of(name)) {
        *counts.entry(case).or_default() += 1;
    }
    // Of cases that are as frequent, the first one of the table is taken.
    let usual = counts.iter().rev().max_by_key(|(_, count)| **count);
    let Some((usual, _)) = usual else {
        return Vec::new();
    };
    let odd = named
        .into_iter()
        .filter(|(name, _)| !WordCase::all_of(name).contains(usual));
    let told = odd.map(|(name, place)| {
        let message = format!("`{name}` is not in {} as most others are", usual.as_str());
        (message, place)
    });
    told.collect()
}
