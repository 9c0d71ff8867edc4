//! Path templates and the parameters that fill them.

use crate::tree::HashMap;

use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, Fidelity, On};
use crate::model::Location;
use crate::model::{Method, path_template, variable_name};
use crate::tree::{Node, NodeMap, Place};

mod template;

use template::PathTemplate;

/// A parameter as one list declares it.
struct Declared {
    /// The entry of the list.
    at: Place,
    name: String,
    /// Empty where the parameter can't be found or does not say it.
    location: String,
    is_required: bool,
}

pub(super) fn check(validation: &mut Validation<'_>) {
    let paths = validation.doc.root_place().key("paths");
    let doc = validation.doc;
    let Some(map) = doc.node(&paths).and_then(Node::as_map) else {
        return;
    };
    let mut known: HashMap<String, (String, Place)> = HashMap::default();
    for path in map.keys().filter(|path| !path.starts_with("x-")) {
        let place = paths.key(path);
        if !path.starts_with('/') {
            let message = format!("`{path}` is not a path");
            let label = "a path starts with `/`: read with one put in front";
            let diagnostic = Diagnostic::error(Code::PathShape, message).at_key(&place, label);
            validation.report(diagnostic.makes(Fidelity::Other));
        }
        let written = path_template(path).unwrap_or_default();
        let template = match PathTemplate::parse(&written) {
            Ok(template) => template,
            Err(reason) => {
                let message = format!("`{path}` is not a path");
                validation
                    .report(Diagnostic::error(Code::PathShape, message).at_key(&place, reason));
                continue;
            }
        };
        if let Some((other, first)) = known.get(&template.shape) {
            let message = format!("ambiguous paths: `{path}` and `{other}`");
            let diagnostic = Diagnostic::error(Code::AmbiguousPath, message)
                .at_key(&place, "the names of parameters make no difference")
                .on(first, On::Key, "first given here");
            validation.report(diagnostic);
        } else {
            known.insert(template.shape.clone(), (path.clone(), place.clone()));
        }
        if let Some((item, node)) = doc.follow(&place) {
            path_item(validation, &place, &item, node, &template);
        }
    }
}

fn path_item(
    validation: &mut Validation<'_>,
    path: &Place,
    place: &Place,
    item: &Node,
    template: &PathTemplate,
) {
    let shared = declared(validation, &place.key("parameters"), item.get("parameters"));
    duplicates(validation, &shared);
    for parameter in &shared {
        one(validation, parameter, path, template);
    }
    for (place, _) in Method::operations(place, item) {
        let Some((place, operation)) = validation.doc.follow(&place) else {
            continue;
        };
        let own = declared(
            validation,
            &place.key("parameters"),
            operation.get("parameters"),
        );
        duplicates(validation, &own);
        for parameter in &own {
            one(validation, parameter, path, template);
        }
        undeclared(validation, &place, path, template, &[&shared, &own]);
    }
}

fn declared(validation: &Validation<'_>, place: &Place, list: Option<&Node>) -> Vec<Declared> {
    let list = list.and_then(Node::as_list).unwrap_or_default();
    let entries = (0..list.len()).map(|index| {
        let at = place.index(index);
        let node = validation
            .doc
            .follow(&at)
            .map_or(&Node::Null, |(_, node)| node);
        let text = |key: &str| node.get(key).and_then(Node::as_str);
        let location = text("in").filter(|word| Location::read(word).is_some());
        Declared {
            name: text("name").unwrap_or_default().to_owned(),
            location: location.unwrap_or_default().to_owned(),
            is_required: node.get("required").and_then(Node::as_bool) == Some(true),
            at,
        }
    });
    entries.collect()
}

/// Looks at one parameter by itself and against the template.
fn one(
    validation: &mut Validation<'_>,
    parameter: &Declared,
    path: &Place,
    template: &PathTemplate,
) {
    // One without a name is no parameter of anything.
    if !parameter.name.is_empty() {
        shape(validation, parameter);
    }
    if parameter.location != "path" {
        return;
    }
    let name = &parameter.name;
    let mut names = template.names.iter();
    if !names.any(|variable| fills(name, variable)) {
        let message = format!("the path has no `{{{name}}}`");
        let diagnostic = Diagnostic::error(Code::UnusedPathParameter, message)
            .at(&parameter.at, "declared as part of the path")
            .on(path, On::Key, "the path")
            .help(format!(
                "write `{{{name}}}` into the path, or remove the parameter"
            ));
        validation.report(diagnostic);
    }
    if !parameter.is_required {
        let message = format!("the path parameter `{name}` is not required");
        let diagnostic = Diagnostic::error(Code::OptionalPathParameter, message)
            .at(&parameter.at, "a path can't do without a part of itself")
            .help("add `required: true`");
        validation.report(diagnostic);
    }
}

/// Whether a parameter gives a variable of the path its value.
fn fills(parameter: &str, variable: &str) -> bool {
    parameter == variable || parameter == variable_name(variable)
}

/// A parameter says what it holds by `schema` or by `content`.
fn shape(validation: &mut Validation<'_>, parameter: &Declared) {
    let Some((place, node)) = validation.doc.follow(&parameter.at) else {
        return;
    };
    let has = |key: &str| {
        node.as_map()
            .is_some_and(|map: &NodeMap| map.contains_key(key))
    };
    let (label, help) = match (has("schema"), has("content")) {
        (true, false) | (false, true) => return,
        (true, true) => (
            "says it twice: `schema` counts",
            "keep `schema` or `content`, not both",
        ),
        (false, false) => ("does not say it: sent as a string", "add `schema`"),
    };
    let message = format!(
        "the parameter `{}` has to say once what it holds",
        parameter.name
    );
    let diagnostic = Diagnostic::error(Code::ParameterShape, message)
        .at(&place, label)
        .help(help);
    validation.report(diagnostic);
}

fn duplicates(validation: &mut Validation<'_>, list: &[Declared]) {
    let mut first: HashMap<(&str, &str), &Place> = HashMap::default();
    for parameter in list
        .iter()
        .filter(|parameter| !parameter.location.is_empty())
    {
        let key = (parameter.location.as_str(), parameter.name.as_str());
        if let Some(other) = first.insert(key, &parameter.at) {
            let (location, name) = key;
            let message = format!("the {location} parameter `{name}` is declared twice");
            let diagnostic = Diagnostic::error(Code::DuplicateParameter, message)
                .at(&parameter.at, "declared again")
                .also(other, "first declared here");
            validation.report(diagnostic);
        }
    }
}

fn undeclared(
    validation: &mut Validation<'_>,
    operation: &Place,
    path: &Place,
    template: &PathTemplate,
    lists: &[&[Declared]],
) {
    let all = || lists.iter().flat_map(|list| list.iter());
    // What a parameter is that is wrong itself, nobody knows: it may be this.
    if all().any(|parameter| parameter.location.is_empty()) {
        return;
    }
    for name in &template.names {
        let is_declared =
            all().any(|parameter| parameter.location == "path" && fills(&parameter.name, name));
        if !is_declared {
            let message = format!("the path parameter `{name}` is not declared");
            let diagnostic = Diagnostic::error(Code::UndeclaredPathParameter, message)
                .at_key(operation, "this operation does not say what it is")
                .on(path, On::Key, "the path")
                .help(format!("add `{{name: {name}, in: path, required: true, schema: {{type: string}}}}` to `parameters`"));
            validation.report(diagnostic);
        }
    }
}
