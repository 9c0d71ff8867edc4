//! Words that a document may choose freely, and that are nevertheless one letter
//! away from one that was meant: tags and media types.

use super::validation::Validation;
use super::wanted::{DeclaredName, WantedName};
use crate::diagnostics::{Code, Diagnostic, Fix, On, suggest};
use crate::grammar::Kind;
use crate::tree::{IndexMap, Node, Place};

const MEDIA_TYPES: &[&str] = &[
    "application/json",
    "application/json5",
    "application/jsonl",
    "application/x-jsonl",
    "application/ndjson",
    "application/json-seq",
    "application/hal+json",
    "application/geo+json",
    "application/ld+json",
    "application/xml",
    "application/yaml",
    "application/x-yaml",
    "application/pdf",
    "application/zip",
    "application/octet-stream",
    "application/problem+json",
    "application/merge-patch+json",
    "application/json-patch+json",
    "application/x-www-form-urlencoded",
    "application/x-ndjson",
    "multipart/form-data",
    "multipart/mixed",
    "text/plain",
    "text/html",
    "text/csv",
    "text/xml",
    "text/event-stream",
    "image/png",
    "image/jpeg",
];

pub(super) fn check(validation: &mut Validation<'_>) {
    tags(validation);
    addresses(validation);
    version(validation);
    let media_types = validation.places(Kind::MediaType);
    let found = media_types.iter().filter_map(media_type);
    for diagnostic in found.collect::<Vec<_>>() {
        validation.report(diagnostic);
    }
}

/// A version has three numbers, and perhaps a word behind them.
fn version(validation: &mut Validation<'_>) {
    let place = validation.doc.root_place().key("openapi");
    let text = match validation.doc.node(&place) {
        Some(Node::String(text)) => text.clone(),
        Some(Node::Float(number)) => format!("{number:?}"),
        _ => return,
    };
    let text = text.as_str();
    let numbers = text.split_once('-').map_or(text, |(numbers, _)| numbers);
    let mut parts = numbers.split('.');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_digit());
    // No version has been corrected ten times.
    let is_short = |part: &str| part.len() == 1 && is_number(part);
    if parts.by_ref().take(2).all(is_number)
        && parts.next().is_some_and(is_short)
        && parts.next().is_none()
    {
        return;
    }
    let digits = numbers.split('.').filter(|part| is_number(part));
    let mut meant: Vec<&str> = digits.filter_map(|part| part.get(..1)).take(3).collect();
    meant.resize(3, "0");
    let message = format!("`{text}` is no version of OpenAPI");
    let diagnostic = Diagnostic::error(Code::UnknownVersion, message)
        .at(&place, "a version is three numbers: `3.0.3`")
        .did_you_mean(&meant.join("."));
    validation.report(diagnostic);
}

/// Where people, and programs that sign in, are sent.
const ADDRESSES: &[(Kind, &[&str])] = &[
    (Kind::Info, &["termsOfService"]),
    (Kind::Contact, &["url"]),
    (Kind::License, &["url"]),
    (Kind::ExternalDocs, &["url"]),
    (
        Kind::OAuthFlow,
        &["authorizationUrl", "tokenUrl", "refreshUrl"],
    ),
    (Kind::SecurityScheme, &["openIdConnectUrl"]),
];

fn addresses(validation: &mut Validation<'_>) {
    for (kind, keys) in ADDRESSES {
        for place in validation.places(*kind) {
            for place in keys.iter().map(|key| place.key(key)) {
                let text = validation.doc.node(&place).and_then(Node::as_str);
                if let Some(finding) = text.and_then(|text| address(&place, text)) {
                    validation.report(finding);
                }
            }
        }
    }
}

fn address(place: &Place, text: &str) -> Option<Diagnostic> {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme);
    let known = ["https", "http"];
    let is_known = |scheme: &&str| known.iter().any(|it| it.eq_ignore_ascii_case(scheme));
    let meant = scheme.filter(|scheme| !is_known(scheme));
    let meant = meant.and_then(|scheme| Some((scheme, suggest(scheme, known)?)));
    if meant.is_none() && !text.trim().contains(char::is_whitespace) {
        return None;
    }
    let finding = Diagnostic::error(Code::WrongValue, format!("`{text}` is no URL"))
        .at(place, "nobody can open it");
    Some(match meant {
        Some((slip, meant)) => finding.did_you_mean(&text.replacen(slip, meant, 1)),
        None => finding.help("write it from its `https://` on, without spaces"),
    })
}

/// Tags of operations that the document does not declare, if it declares any.
fn tags(validation: &mut Validation<'_>) {
    let doc = validation.doc;
    let declared = doc.node(&doc.root_place().key("tags"));
    let declared = declared.and_then(Node::as_list).unwrap_or_default();
    let declared = names_of(validation, declared);
    if declared.is_empty() {
        return;
    }
    let mut wanted: IndexMap<&str, Vec<Place>> = IndexMap::default();
    for operation in validation.places(Kind::Operation) {
        let list = operation.key("tags");
        let tags = doc.node(&list).and_then(Node::as_list).unwrap_or_default();
        for (index, tag) in tags.iter().enumerate() {
            let Some(tag) = tag.as_str() else { continue };
            let places = wanted.entry(tag).or_default();
            let at = list.index(index);
            if let Some(other) = places.last().filter(|it| it.parent() == at.parent()) {
                let diagnostic =
                    Diagnostic::error(Code::WrongValue, format!("the tag `{tag}` stands twice"))
                        .at(&at, "says nothing more")
                        .also(other, "first here")
                        .help("remove one of them, or write the other tag");
                validation.report(diagnostic);
            }
            places.push(at);
        }
    }
    let is_undeclared = |tag: &str| !declared.contains_key(tag);
    for (name, places) in wanted.iter().filter(|(tag, _)| is_undeclared(tag)) {
        let names = declared.keys().copied();
        let meant = validation
            .suggestions
            .suggest(Code::UndeclaredTag, name, names);
        let meant = meant.and_then(|meant| {
            Some(DeclaredName {
                name: meant,
                at: declared.get(meant)?.clone(),
                on: On::Value,
                unwanted: (!wanted.contains_key(meant)).then_some("no operation has this one"),
            })
        });
        let message = format!("the tag `{name}` is not declared");
        let (finding, why) = match &meant {
            Some(_) => (
                Diagnostic::error(Code::UndeclaredTag, message),
                "makes a group of its own",
            ),
            None => (
                Diagnostic::warning(Code::UndeclaredTag, message)
                    .help("add it to `tags` at the top of the document"),
                "its group has no description",
            ),
        };
        let wanted = WantedName {
            name,
            places: places.clone(),
            on: On::Value,
        };
        validation.report(wanted.point(finding, why, meant.as_ref()));
    }
}

/// The names of declared tags, of which each is declared once, and where.
fn names_of<'a>(validation: &mut Validation<'_>, tags: &'a [Node]) -> IndexMap<&'a str, Place> {
    let list = validation.doc.root_place().key("tags");
    let mut declared: IndexMap<&str, Place> = IndexMap::default();
    for (index, tag) in tags.iter().enumerate() {
        let Some(name) = tag.get("name").and_then(Node::as_str) else {
            continue;
        };
        let place = list.index(index).key("name");
        if let Some(other) = declared.insert(name, place.clone()) {
            let message = format!("the tag `{name}` is declared twice");
            let diagnostic = Diagnostic::error(Code::WrongValue, message)
                .at(&place, "declared again")
                .also(&other, "first declared here")
                .help("remove one of them, or correct its name");
            validation.report(diagnostic);
        }
    }
    declared
}

/// The media type that is meant by a name that has a slip in it.
pub(crate) fn meant_media_type(name: &str) -> Option<&'static str> {
    let essence = name.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    if MEDIA_TYPES.contains(&essence.as_str()) {
        return None;
    }
    // One slip; with two, most words are some other.
    let meant = suggest(&essence, MEDIA_TYPES.iter().copied())?;
    (strsim::osa_distance(meant, &essence) == 1).then_some(meant)
}

/// What stands behind a `;` and gives no parameter a value.
fn bare_parameter(place: &Place, name: &str) -> Option<Diagnostic> {
    let has_value = |parameter: &str| {
        let pair = parameter.split_once('=');
        pair.is_some_and(|(name, value)| !name.trim().is_empty() && !value.trim().is_empty())
    };
    let mut parameters = name.split(';').map(str::trim);
    let essence = parameters.next()?;
    let (sound, bare): (Vec<&str>, Vec<&str>) = parameters.partition(|it| has_value(it));
    let first = bare.first()?;
    let label = match *first {
        "" => "nothing stands behind the `;`".to_owned(),
        word => format!("`{word}` has no value"),
    };
    let kept: Vec<&str> = std::iter::once(essence).chain(sound).collect();
    let finding = Diagnostic::error(
        Code::MisspeltMediaType,
        format!("`{name}` is no media type"),
    )
    .at_key(place, label)
    .did_you_mean(&kept.join("; "));
    Some(finding)
}

fn media_type(place: &Place) -> Option<Diagnostic> {
    let name = place.pointer.last()?;
    if let Some(finding) = bare_parameter(place, name) {
        return Some(finding);
    }
    let meant = meant_media_type(name)?;
    let message = format!("`{name}` looks like a misspelt `{meant}`");
    let parameters = name.split_once(';').map_or("", |(_, rest)| rest);
    let separator = if parameters.is_empty() { "" } else { ";" };
    let diagnostic = Diagnostic::error(Code::MisspeltMediaType, message)
        .at_key(place, "not a media type that is known")
        .help(format!("write `{meant}`"))
        .fix(Fix::Replace(format!("{meant}{separator}{parameters}")));
    Some(diagnostic)
}
