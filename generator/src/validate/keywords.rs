//! Keywords of one schema that contradict each other, or say nothing of values
//! of its type. Only a document that is one's own is looked at so closely: that
//! of somebody else is generated from all the same.

use super::shapes::TYPES;
use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, On, suggest};
use crate::grammar::{NUMERIC_FORMATS, types_of};
use crate::load::Version;
use crate::model::ScalarFormat;
use crate::tree::{HashMap, Node, NodeMap, Place};
use regex_syntax::ast::{ErrorKind, parse::Parser};

/// Keywords that bound one thing from below and from above.
const BOUNDS: &[(&str, &str)] = &[
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
];

/// Keywords that hold lists of schemas.
const COMPOSITIONS: &[&str] = &["allOf", "oneOf", "anyOf"];

/// Keywords that say what a value consists of.
const PARTS: &[&str] = &["properties", "required", "additionalProperties", "items"];

/// Formats that only texts have.
const TEXT_FORMATS: &[&str] = &[
    "byte",
    "binary",
    "password",
    "date",
    "time",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "uuid",
    "regex",
];

/// Other formats that somebody may have meant: those of the OpenAPI registry, and ours.
const OTHER_FORMATS: &[&str] = &[
    "int",
    "uint",
    "int128",
    "uint128",
    "float32",
    "float64",
    "date-time",
    "date-time-local",
    "time-local",
    "idn-email",
    "idn-hostname",
    "iri",
    "iri-reference",
    "uri-template",
    "relative-json-pointer",
    "html",
    "url",
    "base64url",
    "char",
    "commonmark",
    "sf-string",
    "media-range",
    "duration",
    "json-pointer",
];

pub(super) fn check(validation: &mut Validation<'_>, place: &Place, map: &NodeMap) {
    let mut found = Vec::new();
    found.extend(misplaced(place, map));
    found.extend(empty_list(place, map));
    found.extend(listed_twice(place, map));
    if validation.version() == Version::V3_0 {
        found.extend(without_items(place, map));
    }
    let crossed = crossed(place, map);
    if crossed.is_empty() {
        found.extend(default_out_of_bounds(place, map));
    }
    found.extend(crossed);
    found.extend(length_of_format(place, map));
    found.extend(step(place, map));
    found.extend(malformed_pattern(place, map));
    found.extend(misspelt_format(place, map));
    found.extend(misplaced_format(place, map));
    found.extend(null_in_enum(place, map));
    found.extend(both_directions(place, map));
    for diagnostic in found {
        validation.report(diagnostic);
    }
}

fn misplaced(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    let named = match map.get("type") {
        Some(Node::String(name)) => vec![name.as_str()],
        Some(Node::List(names)) => names.iter().filter_map(Node::as_str).collect(),
        _ => return None,
    };
    // A name that nobody knows is told about by itself.
    if !named.iter().all(|name| TYPES.contains(name)) {
        return None;
    }
    let keywords = map.keys().map(|keyword| (keyword, types_of(keyword)));
    let mut misplaced = keywords
        .filter(|(_, types)| !types.is_empty() && !named.iter().any(|name| types.contains(name)));
    let (keyword, types) = misplaced.next()?;
    let shown = named.join("` or `");
    let message = format!("`{keyword}` says nothing of a value of type `{shown}`");
    let owner = types.join("` or `");
    let of_type = |finding: Diagnostic| finding.on(&place.key("type"), On::Value, "the type");
    let of_keyword = |finding: Diagnostic| {
        let label = format!("for values of type `{owner}`");
        finding.on(&place.key(keyword), On::Key, label)
    };
    let finding = Diagnostic::error(Code::MisplacedKeyword, message);
    // Whoever says what the parts are has probably slipped in the type, unless that has some.
    let mut parts = PARTS.iter().filter(|part| map.contains_key(**part));
    let has_parts = parts.any(|part| named.iter().any(|name| types_of(part).contains(name)));
    let finding = if PARTS.contains(&keyword.as_str()) && !has_parts {
        of_keyword(of_type(finding)).help("change the `type`, or remove what says nothing of it")
    } else {
        of_type(of_keyword(finding)).help("remove it, or change the `type`")
    };
    Some(misplaced.fold(finding, |finding, (keyword, _)| {
        finding.on(&place.key(keyword), On::Key, "nor does this")
    }))
}

fn crossed(place: &Place, map: &NodeMap) -> Vec<Diagnostic> {
    let crossed = BOUNDS.iter().filter(|(least, most)| {
        let (least, most) = (number(map.get(*least)), number(map.get(*most)));
        least.zip(most).is_some_and(|(least, most)| least > most)
    });
    let told = crossed.map(|(least, most)| {
        let message = format!("`{least}` is greater than `{most}`");
        Diagnostic::error(Code::ImpossibleBounds, message)
            .at(&place.key(least), "no value is at least this")
            .also(&place.key(most), "and at most this")
            .help("change one of them")
    });
    told.collect()
}

/// Lengths that no text of the format has.
fn length_of_format(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    let name = map.get("format")?.as_str()?;
    let format = ScalarFormat::of("string", name)?;
    let length = |key| match map.get(key) {
        Some(Node::Integer(length)) => usize::try_from(*length).ok(),
        _ => None,
    };
    let (least, most) = (length("minLength"), length("maxLength"));
    let bound = match format.has_length(None, most) {
        true if format.has_length(least, None) => return None,
        true => "minLength",
        false => "maxLength",
    };
    let message = format!("`{bound}` leaves no text of the format `{name}`");
    let diagnostic = Diagnostic::error(Code::ImpossibleBounds, message)
        .at(&place.key(bound), "none is of such a length")
        .also(&place.key("format"), "read as any text for that reason")
        .help("change the length, or leave out the format");
    Some(diagnostic)
}

/// A number is a multiple of one above zero.
fn step(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    number(map.get("multipleOf")).filter(|step| *step <= 0.0)?;
    let message = "`multipleOf` is not above zero";
    let diagnostic = Diagnostic::error(Code::ImpossibleBounds, message)
        .at(&place.key("multipleOf"), "no number is a multiple of this")
        .help("write the step between two values");
    Some(diagnostic)
}

fn empty_list(place: &Place, map: &NodeMap) -> Vec<Diagnostic> {
    let is_empty = |key: &&str| {
        map.get(*key)
            .and_then(Node::as_list)
            .is_some_and(<[Node]>::is_empty)
    };
    let told = COMPOSITIONS.iter().filter(|key| is_empty(key)).map(|key| {
        Diagnostic::error(
            Code::WrongValue,
            format!("`{key}` needs at least one schema"),
        )
        .at_key(&place.key(key), "an empty list")
        .help("list the schemas, or leave the key out")
    });
    told.collect()
}

/// A format of texts or numbers, on another type.
fn misplaced_format(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    let format = map.get("format")?.as_str()?;
    let name = map.get("type")?.as_str()?;
    let (meant, others): (_, &[&str]) = if TEXT_FORMATS.contains(&format) {
        (
            "string",
            &["integer", "number", "boolean", "array", "object"],
        )
    } else if NUMERIC_FORMATS.contains(&format) || format == "unix-time" {
        ("integer", &["boolean", "array", "object"])
    } else {
        return None;
    };
    others.contains(&name).then(|| {
        let message = format!("the format `{format}` says nothing of a value of type `{name}`");
        Diagnostic::error(Code::MisplacedKeyword, message)
            .at(
                &place.key("format"),
                format!("for values of type `{meant}`"),
            )
            .also(&place.key("type"), "the type")
            .help(format!("remove it, or write `type: {meant}`"))
    })
}

/// A reference that stands twice among the branches of a union, or a name among those
/// that are required.
fn listed_twice(place: &Place, map: &NodeMap) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for key in COMPOSITIONS.iter().chain(&["required"]) {
        let mut first: HashMap<&str, usize> = HashMap::default();
        let entries = map.get(*key).and_then(Node::as_list).unwrap_or_default();
        for (index, entry) in entries.iter().enumerate() {
            let Some(text) = entry.get("$ref").unwrap_or(entry).as_str() else {
                continue;
            };
            let Some(other) = first.insert(text, index) else {
                continue;
            };
            let list = place.key(key);
            let diagnostic =
                Diagnostic::error(Code::WrongValue, format!("`{key}` lists `{text}` twice"))
                    .at(&list.index(index), "listed again")
                    .also(&list.index(other), "first listed here")
                    .help("remove one of them, or write the one that is meant");
            found.push(diagnostic);
        }
    }
    found
}

/// In OpenAPI 3.0 an array says what it holds, by itself or by the schemas that it is
/// put together with.
fn without_items(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    let is_array = map.get("type").and_then(Node::as_str) == Some("array");
    let holder = place
        .parent()
        .and_then(|list| list.pointer.last().map(str::to_owned));
    let is_part = holder.is_some_and(|key| COMPOSITIONS.contains(&key.as_str()));
    let others = ["items", "prefixItems", "$ref"];
    let mut says = others.iter().chain(COMPOSITIONS);
    if !is_array || is_part || says.any(|key| map.contains_key(*key)) {
        return None;
    }
    let diagnostic = Diagnostic::error(
        Code::ArrayWithoutItems,
        "an array doesn't say what it holds",
    )
    .at_key(place, "has no `items`")
    .help("add `items`; `items: {}` if anything goes");
    Some(diagnostic)
}

/// A default that the schema's own bounds exclude. A default of another type is
/// told about by itself.
fn default_out_of_bounds(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    let default = map.get("default")?;
    let limit = |keyword: &'static str| Some((keyword, number(map.get(keyword))?));
    let is_set = |keyword: &str| map.get(keyword).and_then(Node::as_bool) == Some(true);
    let (value, below, above, what) = match default {
        Node::String(text) => {
            let (least, most) = ("minLength", "maxLength");
            let length = u32::try_from(text.chars().count()).ok().map(f64::from)?;
            (length, least, most, "characters")
        }
        Node::List(items) => {
            let count = u32::try_from(items.len()).ok().map(f64::from)?;
            (count, "minItems", "maxItems", "items")
        }
        other => (number(Some(other))?, "minimum", "maximum", ""),
    };
    let below = limit(below).filter(|(_, least)| {
        value < *least || (what.is_empty() && is_set("exclusiveMinimum") && value <= *least)
    });
    let above = limit(above).filter(|(_, most)| {
        value > *most || (what.is_empty() && is_set("exclusiveMaximum") && value >= *most)
    });
    let strictly = |keyword, fails: fn(f64, f64) -> bool| {
        limit(keyword).filter(|(_, limit)| what.is_empty() && fails(value, *limit))
    };
    let (keyword, _) = below
        .or(above)
        .or_else(|| strictly("exclusiveMinimum", |value, least| value <= least))
        .or_else(|| strictly("exclusiveMaximum", |value, most| value >= most))?;
    let has = if what.is_empty() {
        "the default is out of bounds".to_owned()
    } else {
        format!("the default has {value} {what}")
    };
    let diagnostic = Diagnostic::error(Code::DefaultOutOfBounds, has)
        .at(&place.key("default"), format!("excluded by `{keyword}`"))
        .also(&place.key(keyword), "the bound")
        .help("change the default or the bound");
    Some(diagnostic)
}

/// A pattern that can't be read by any engine. ECMA 262 knows more than the
/// parser at hand does, which is believed about brackets and repetitions only.
fn malformed_pattern(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    let pattern = map.get("pattern")?.as_str()?;
    let error = Parser::new().parse(pattern).err()?;
    let why = match error.kind() {
        ErrorKind::ClassUnclosed => "a `[` is never closed",
        ErrorKind::ClassRangeInvalid => "a range of characters ends before it begins",
        ErrorKind::EscapeUnexpectedEof => "it ends with a `\\` that escapes nothing",
        ErrorKind::GroupUnclosed => "a `(` is never closed",
        ErrorKind::GroupUnopened => "a `)` closes nothing",
        ErrorKind::RepetitionCountInvalid => "a repetition has a minimum above its maximum",
        ErrorKind::RepetitionMissing => "a repetition repeats nothing",
        _ => return None,
    };
    let message = "`pattern` is no regular expression";
    let diagnostic = Diagnostic::error(Code::MalformedPattern, message)
        .at(&place.key("pattern"), why)
        .help("a sign that is meant as it stands needs a `\\` before it");
    Some(diagnostic)
}

fn misspelt_format(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    let format = map.get("format")?.as_str()?;
    let known = || {
        let others = OTHER_FORMATS.iter().chain(NUMERIC_FORMATS);
        TEXT_FORMATS.iter().chain(others).copied()
    };
    let is_ours = ScalarFormat::of("string", format).is_some();
    if is_ours || known().any(|name| name == format) {
        return None;
    }
    let meant = suggest(format, known())?;
    let message = format!("there is no format `{format}`");
    let diagnostic = Diagnostic::error(Code::WrongValue, message)
        .at(&place.key("format"), "has no effect")
        .did_you_mean(meant);
    Some(diagnostic)
}

fn null_in_enum(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    let values = map.get("enum")?.as_list()?;
    let index = values.iter().position(|value| *value == Node::Null)?;
    let advice = match map.get("type")? {
        Node::String(name) if name != "null" => "add `nullable: true`, or `'null'` to the types",
        Node::List(names) if !names.contains(&Node::String("null".to_owned())) => {
            "add `'null'` to the types"
        }
        _ => return None,
    };
    if map.get("nullable").and_then(Node::as_bool) == Some(true) {
        return None;
    }
    let message = "the enum lists null, which the type does not allow";
    let diagnostic = Diagnostic::error(Code::EnumType, message)
        .at(&place.key("enum").index(index), "can never be the value")
        .also(&place.key("type"), "the type")
        .help(advice);
    Some(diagnostic)
}

fn both_directions(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    let is_set = |keyword: &str| map.get(keyword).and_then(Node::as_bool) == Some(true);
    if !is_set("readOnly") || !is_set("writeOnly") {
        return None;
    }
    let message = "`readOnly` and `writeOnly` exclude each other";
    let diagnostic = Diagnostic::error(Code::WrongValue, message)
        .at_key(&place.key("writeOnly"), "never in a response")
        .on(&place.key("readOnly"), On::Key, "never in a request")
        .help("keep one of them; a value that goes both ways has neither");
    Some(diagnostic)
}

/// A bound as a number. It is compared only, so that a rounded one will do.
#[allow(clippy::cast_precision_loss)]
fn number(node: Option<&Node>) -> Option<f64> {
    match node? {
        Node::Integer(value) => Some(*value as f64),
        Node::Float(value) => Some(*value),
        Node::Big(digits) => digits.parse().ok(),
        _ => None,
    }
}
