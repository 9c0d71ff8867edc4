//! Path templates and the parameters that fill them.

use super::validation::Validation;
use crate::config::Strictness;
use crate::diagnostics::{Code, Diagnostic, Fidelity, On, suggest};
use crate::model::Location;
use crate::model::{Method, path_template, variable_name};
use crate::tree::{HashMap, HashSet, IndexMap, Node, NodeMap, Place};

mod template;

use template::PathTemplate;

/// A parameter as one list declares it.
struct Declared {
    /// The entry of the list.
    at: Place,
    /// The parameter that it is, or refers to.
    itself: Place,
    name: String,
    /// Empty where the parameter can't be found, or does not say it or its name.
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
    let mut strays = Strays::default();
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
        if let Some(name) = &template.repeated {
            let message = format!("`{{{name}}}` stands twice in a path");
            let diagnostic = Diagnostic::error(Code::PathShape, message)
                .at_key(&place, "both get the one value")
                .help("give each part of the path a name of its own");
            validation.report(diagnostic);
        }
        let odd = match path.as_str() {
            path if path.split('/').any(|part| part.trim() != part) => {
                Some("has white space beside a `/`")
            }
            path if path.contains("//") => Some("has a part without a name"),
            _ => None,
        };
        if let Some(label) = odd.filter(|_| validation.strictness == Strictness::Strict) {
            let message = format!("`{path}` is not a path");
            let diagnostic = Diagnostic::error(Code::PathShape, message).at_key(&place, label);
            validation.report(diagnostic.help("remove it"));
        }
        if path.contains('?') {
            let message = format!("`{path}` is not a path");
            let diagnostic = Diagnostic::error(Code::PathShape, message)
                .at_key(&place, "a path ends before the `?`")
                .help("declare what stands in the query under `parameters`");
            validation.report(diagnostic);
        }
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
            path_item(validation, &mut strays, (&place, &item), node, &template);
        }
    }
    strays.tell(validation);
}

fn path_item(
    validation: &mut Validation<'_>,
    strays: &mut Strays,
    (path, place): (&Place, &Place),
    item: &Node,
    template: &PathTemplate,
) {
    let shared = declared(validation, &place.key("parameters"), item.get("parameters"));
    duplicates(validation, &shared);
    fit(validation, strays, path, template, &[&shared]);
    let mut undeclared: IndexMap<String, Vec<Place>> = IndexMap::default();
    let operations = Method::operations(place, item);
    let count = operations.len();
    for (place, _) in operations {
        let Some((place, operation)) = validation.doc.follow(&place) else {
            continue;
        };
        let own = declared(
            validation,
            &place.key("parameters"),
            operation.get("parameters"),
        );
        duplicates(validation, &own);
        for name in fit(validation, strays, path, template, &[&own, &shared]) {
            undeclared.entry(name).or_default().push(place.clone());
        }
    }
    for (name, places) in undeclared {
        report_undeclared(validation, path, &name, &places, count);
    }
}

/// Says that operations don't declare a part of their path: of each, or of all at once.
fn report_undeclared(
    validation: &mut Validation<'_>,
    path: &Place,
    name: &str,
    places: &[Place],
    count: usize,
) {
    let message = format!("the path parameter `{name}` is not declared");
    let help = format!(
        "add `{{name: {name}, in: path, required: true, schema: {{type: string}}}}` to `parameters`"
    );
    let finding = Diagnostic::error(Code::UndeclaredPathParameter, message).help(help);
    if count > 1 && places.len() == count {
        validation.report(finding.at_key(path, "no operation of this path says what it is"));
        return;
    }
    for operation in places {
        let finding = finding.clone();
        let label = "this operation does not say what it is";
        let finding = finding
            .at_key(operation, label)
            .on(path, On::Key, "the path");
        validation.report(finding);
    }
}

/// Holds parameters against the template: all that an operation has, of which the first
/// list has not been looked at yet, or those that the operations of a path share. Gives
/// the parts of the path that none of them is.
fn fit(
    validation: &mut Validation<'_>,
    found: &mut Strays,
    path: &Place,
    template: &PathTemplate,
    lists: &[&[Declared]],
) -> Vec<String> {
    let all = || lists.iter().flat_map(|list| list.iter());
    let of_path = || all().filter(|parameter| parameter.location == "path");
    let declared: HashSet<&str> = of_path().map(|it| it.name.as_str()).collect();
    let undeclared = template.names.iter().map(String::as_str);
    let is_declared =
        |name: &str| declared.contains(name) || declared.contains(variable_name(name));
    let mut undeclared: Vec<&str> = undeclared.filter(|name| !is_declared(name)).collect();
    let own = lists.first().copied().unwrap_or_default();
    for parameter in own {
        one(validation, parameter);
    }
    strays(validation, found, own, (path, template), &undeclared);
    // What a parameter is that is wrong itself, nobody knows: it may be this.
    if lists.len() < 2 || all().any(|it| it.location.is_empty()) {
        return Vec::new();
    }
    for parameter in of_path().filter(|parameter| unused(template, parameter)) {
        let meant = meant(&undeclared, &parameter.name).map(str::to_owned);
        undeclared.retain(|name| Some(*name) != meant.as_deref());
    }
    let mut missing = Vec::new();
    for name in undeclared {
        // A parameter of another place has its name.
        let elsewhere = all().find(|it| it.name == name && it.location != "path");
        if let Some(parameter) = elsewhere {
            let message = format!("`{name}` is a part of the path");
            let diagnostic = Diagnostic::error(Code::WrongValue, message)
                .at(&parameter.itself.key("in"), "says that it is elsewhere")
                .did_you_mean("path");
            validation.report(diagnostic);
            continue;
        }
        missing.push(name.to_owned());
    }
    missing
}

fn unused(template: &PathTemplate, parameter: &Declared) -> bool {
    parameter.location == "path" && !template.has(&parameter.name)
}

/// The part of the path that a parameter of another name was probably meant for.
fn meant<'a>(undeclared: &[&'a str], name: &str) -> Option<&'a str> {
    match undeclared {
        [only] => Some(only),
        several => suggest(name, several.iter().copied()),
    }
}

fn declared(validation: &Validation<'_>, place: &Place, list: Option<&Node>) -> Vec<Declared> {
    let list = list.and_then(Node::as_list).unwrap_or_default();
    let entries = (0..list.len()).map(|index| {
        let at = place.index(index);
        let followed = validation.doc.follow(&at);
        let (itself, node) = followed.unwrap_or_else(|| (at.clone(), &Node::Null));
        let text = |key: &str| node.get(key).and_then(Node::as_str);
        let name = text("name").unwrap_or_default();
        let location = text("in").filter(|word| Location::read(word).is_some());
        let location = location.filter(|_| !name.is_empty());
        Declared {
            name: name.to_owned(),
            location: location.unwrap_or_default().to_owned(),
            is_required: node.get("required").and_then(Node::as_bool) == Some(true),
            itself,
            at,
        }
    });
    entries.collect()
}

/// Parameters of the path that are called otherwise there.
#[derive(Default)]
struct Strays {
    /// Those that some path has, where they stand.
    fitting: HashSet<Place>,
    found: Vec<Stray>,
}

/// A parameter that was probably meant for a part of the path by another name.
struct Stray {
    name: String,
    meant: String,
    itself: Place,
    at: Place,
    path: Place,
}

impl Strays {
    /// The slip is in the name that several paths share, unless it fits another of them.
    fn tell(self, validation: &mut Validation<'_>) {
        for stray in self.found {
            let (name, meant) = (&stray.name, &stray.meant);
            let message = format!("the path has no `{{{name}}}`");
            let finding = Diagnostic::error(Code::UnusedPathParameter, message);
            let finding = if self.fitting.contains(&stray.itself) {
                finding
                    .at_key(&stray.path, format!("has `{{{meant}}}`"))
                    .also(&stray.at, "declared as part of the path")
                    .help(format!("did you mean `{{{name}}}`?"))
            } else {
                finding
                    .at(&stray.itself.key("name"), "declared as part of the path")
                    .help(format!("did you mean `{meant}`, which is in the path?"))
            };
            validation.report(finding);
        }
    }
}

/// Tells of parameters that the path has no part for, of all at once but those that may be
/// another's.
fn strays(
    validation: &mut Validation<'_>,
    found: &mut Strays,
    list: &[Declared],
    (path, template): (&Place, &PathTemplate),
    undeclared: &[&str],
) {
    // It is probably the other part of a name that stands twice.
    if template.repeated.is_some() {
        return;
    }
    let mut rest: Option<Diagnostic> = None;
    let of_path = list.iter().filter(|parameter| parameter.location == "path");
    for parameter in of_path {
        if template.has(&parameter.name) {
            found.fitting.insert(parameter.itself.clone());
            continue;
        }
        let name = &parameter.name;
        let label = "declared as part of the path";
        let message = format!("the path has no `{{{name}}}`");
        if let Some(meant) = meant(undeclared, name) {
            found.found.push(Stray {
                name: name.clone(),
                meant: meant.to_owned(),
                itself: parameter.itself.clone(),
                at: parameter.at.clone(),
                path: path.clone(),
            });
        } else if let Some(first) = rest.take() {
            rest = Some(first.also(&parameter.at, "and so is this one"));
        } else {
            let help = format!("write `{{{name}}}` into the path, or remove the parameter");
            let diagnostic = Diagnostic::error(Code::UnusedPathParameter, message)
                .at(&parameter.at, label)
                .on(path, On::Key, "the path")
                .help(help);
            rest = Some(diagnostic);
        }
    }
    if let Some(diagnostic) = rest {
        validation.report(diagnostic);
    }
}

/// Looks at one parameter by itself.
fn one(validation: &mut Validation<'_>, parameter: &Declared) {
    // One without a name is no parameter of anything.
    if !parameter.name.is_empty() {
        shape(validation, parameter);
    }
    if parameter.location != "path" {
        return;
    }
    let name = &parameter.name;
    if !parameter.is_required {
        let message = format!("the path parameter `{name}` is not required");
        let said = parameter.itself.key("required");
        let place = match validation.doc.node(&said) {
            Some(Node::Bool(_)) => &said,
            _ => &parameter.itself,
        };
        let diagnostic = Diagnostic::error(Code::OptionalPathParameter, message)
            .at(place, "a path can't do without a part of itself")
            .help("add `required: true`");
        validation.report(diagnostic);
    }
}

/// A parameter says what it holds by `schema` or by `content`.
fn shape(validation: &mut Validation<'_>, parameter: &Declared) {
    let Some(node) = validation.doc.node(&parameter.itself) else {
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
    let diagnostic = Diagnostic::error(Code::ParameterShape, message).help(help);
    let content = parameter.itself.key("content");
    validation.report(if has("content") {
        let schema = parameter.itself.key("schema");
        diagnostic
            .at_key(&content, label)
            .on(&schema, On::Key, "the other one")
    } else {
        diagnostic.at(&parameter.itself, label)
    });
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
