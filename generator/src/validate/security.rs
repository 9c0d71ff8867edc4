//! Security requirements name schemes, and these have parts.

use super::validation::Validation;
use super::wanted::{DeclaredName, WantedName};
use crate::config::Strictness;
use crate::diagnostics::{Code, Diagnostic, On, suggest};
use crate::grammar::Kind;
use crate::load::Version;
use crate::tree::{HashSet, IndexMap, Node, NodeMap, Place};

pub(super) fn check(validation: &mut Validation<'_>) {
    let mut lists = vec![validation.doc.root_place().key("security")];
    let operations = validation.places(Kind::Operation);
    lists.extend(operations.iter().map(|place| place.key("security")));
    requirements(validation, &lists);
    for place in validation.places(Kind::SecurityScheme) {
        scheme(validation, &place);
    }
}

fn requirements(validation: &mut Validation<'_>, lists: &[Place]) {
    let doc = validation.doc;
    let schemes = doc.root_place().key("components").key("securitySchemes");
    let known = doc.node(&schemes).and_then(Node::as_map);
    let mut wanted: IndexMap<&str, Vec<Place>> = IndexMap::default();
    for list in lists {
        let entries = doc.node(list).and_then(Node::as_list).unwrap_or_default();
        for (index, entry) in entries.iter().enumerate() {
            for name in entry.as_map().into_iter().flat_map(NodeMap::keys) {
                let place = list.index(index).key(name);
                if let Some(scheme) = known.and_then(|map| map.get(name)) {
                    scopes(validation, &place, scheme);
                }
                wanted.entry(name).or_default().push(place);
            }
        }
    }
    let is_known = |name: &str| known.is_some_and(|map| map.contains_key(name));
    let is_missing = |name: &str| !is_known(name) && !validation.has_fallen_out(name);
    let missing: Vec<_> = wanted.iter().filter(|(name, _)| is_missing(name)).collect();
    for (name, places) in missing {
        let names = known.into_iter().flat_map(NodeMap::keys);
        let names = names.map(String::as_str);
        let meant = validation
            .suggestions
            .suggest(Code::DanglingRef, name, names);
        let meant = meant.map(|meant| DeclaredName {
            name: meant,
            at: schemes.key(meant),
            on: On::Key,
            unwanted: (!wanted.contains_key(meant)).then_some("nothing asks for this one"),
        });
        let message = format!("there is no security scheme `{name}`");
        let finding = Diagnostic::error(Code::DanglingRef, message)
            .help("declare it under `components.securitySchemes`");
        let wanted = WantedName {
            name,
            places: places.clone(),
            on: On::Key,
        };
        let why = "not declared under `securitySchemes`: left to the transport";
        validation.report(wanted.point(finding, why, meant.as_ref()));
    }
}

/// The scopes that a requirement names are those of a flow.
fn scopes(validation: &mut Validation<'_>, list: &Place, scheme: &Node) {
    if validation.strictness != Strictness::Strict {
        return;
    }
    let wanted = validation.doc.node(list).and_then(Node::as_list);
    let kind = scheme.get("type").and_then(Node::as_str);
    if validation.version() == Version::V3_0
        && matches!(kind, Some("http" | "apiKey"))
        && wanted.is_some_and(|wanted| !wanted.is_empty())
    {
        let diagnostic = Diagnostic::error(Code::WrongValue, "the scheme has no scopes")
            .at(list, "scopes are those of `oauth2` and `openIdConnect`")
            .help("write an empty list: `[]`");
        validation.report(diagnostic);
    }
    let Some(flows) = scheme.get("flows").and_then(Node::as_map) else {
        return;
    };
    let declared = flows
        .values()
        .filter_map(|flow| flow.get("scopes")?.as_map());
    let declared: HashSet<&str> = declared
        .flat_map(NodeMap::keys)
        .map(String::as_str)
        .collect();
    for (index, scope) in wanted.into_iter().flatten().enumerate() {
        let Some(name) = scope.as_str().filter(|name| !declared.contains(name)) else {
            continue;
        };
        let diagnostic = Diagnostic::error(Code::WrongValue, format!("there is no scope `{name}`"))
            .at(&list.index(index), "no flow of the scheme has it");
        let declared = declared.iter().copied();
        let meant = validation
            .suggestions
            .suggest(Code::WrongValue, name, declared);
        validation.report(match meant {
            Some(meant) => diagnostic.did_you_mean(meant),
            None => diagnostic.help("declare it under the flow's `scopes`"),
        });
    }
}

/// Which URLs a flow of OAuth has to have.
fn flows(validation: &mut Validation<'_>, place: &Place, scheme: &Node) {
    let place = place.key("flows");
    let flows = scheme.get("flows").and_then(Node::as_map);
    for (name, flow) in flows.into_iter().flatten() {
        let needed: &[&str] = match name.as_str() {
            "implicit" => &["authorizationUrl"],
            "password" | "clientCredentials" => &["tokenUrl"],
            "authorizationCode" => &["authorizationUrl", "tokenUrl"],
            _ => &[],
        };
        missing(
            validation,
            &place.key(name),
            flow,
            needed,
            &format!("the flow `{name}`"),
        );
    }
}

fn missing(
    validation: &mut Validation<'_>,
    place: &Place,
    node: &Node,
    needed: &[&str],
    what: &str,
) {
    for key in needed.iter().filter(|key| node.get(key).is_none()) {
        let diagnostic = Diagnostic::error(Code::MissingKey, format!("{what} has no `{key}`"))
            .at_key(place, format!("`{key}` is required here"));
        validation.report(diagnostic);
    }
}

/// What a scheme has to say depends on its type.
fn scheme(validation: &mut Validation<'_>, place: &Place) {
    let Some(node) = validation.doc.node(place) else {
        return;
    };
    let needed: &[&str] = match node.get("type").and_then(Node::as_str) {
        Some("apiKey") => &["name", "in"],
        Some("http") => &["scheme"],
        Some("oauth2") => &["flows"],
        Some("openIdConnect") => &["openIdConnectUrl"],
        _ => &[],
    };
    missing(
        validation,
        place,
        node,
        needed,
        "a security scheme of this type",
    );
    flows(validation, place, node);
    misspelt_scheme(validation, place, node);
}

/// The schemes of HTTP authentication that IANA lists.
const HTTP_SCHEMES: &[&str] = &[
    "basic",
    "bearer",
    "concealed",
    "digest",
    "dpop",
    "gnap",
    "hoba",
    "mutual",
    "negotiate",
    "oauth",
    "privatetoken",
    "scram-sha-1",
    "scram-sha-256",
    "vapid",
];

fn misspelt_scheme(validation: &mut Validation<'_>, place: &Place, node: &Node) {
    let scheme = node.get("scheme").and_then(Node::as_str);
    let Some(scheme) = scheme.filter(|_| validation.strictness == Strictness::Strict) else {
        return;
    };
    let lower = scheme.to_ascii_lowercase();
    if HTTP_SCHEMES.contains(&lower.as_str()) {
        return;
    }
    if let Some(meant) = suggest(&lower, HTTP_SCHEMES.iter().copied()) {
        let message = format!("there is no HTTP authentication scheme `{scheme}`");
        let diagnostic = Diagnostic::error(Code::WrongValue, message)
            .at(&place.key("scheme"), "not known")
            .did_you_mean(meant);
        validation.report(diagnostic);
    }
}
