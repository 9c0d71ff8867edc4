//! Runtime expressions, by which links and callbacks say what of a request or a response
//! they mean: `$response.body#/id`.

use super::pointers;
use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, On, suggest};
use crate::tree::{Place, Pointer};

/// Of which request and which response expressions speak, where that is known.
pub(super) struct ExpressionScope<'a> {
    pub(super) operation: Option<Place>,
    /// The `in` and the `name` of what the operation takes, if all of it is described.
    pub(super) parameters: Option<Vec<(&'a str, &'a str)>>,
    pub(super) response: Option<Place>,
}

/// A text that may be an expression, or hold some in braces.
pub(super) struct ExpressionText<'a> {
    pub(super) text: &'a str,
    pub(super) place: Place,
    pub(super) on: On,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Request,
    Response,
}

/// What of a message an expression means.
enum MessagePart<'a> {
    Header(&'a str),
    Parameter(&'a str, &'a str),
    Body(Pointer),
}

/// What is wrong with an expression, and what was meant by a part of it.
struct Slip {
    label: String,
    meant: Option<(String, String)>,
}

const WHOLE: [&str; 4] = ["$url", "$method", "$statusCode", "$self"];
const SOURCES: [&str; 4] = ["header", "query", "path", "body"];

/// What is wrong with the expressions of a text.
pub(super) fn judge(
    validation: &Validation<'_>,
    scope: &ExpressionScope<'_>,
    written: &ExpressionText<'_>,
) -> Vec<Diagnostic> {
    let text = written.text;
    let count = |sign| text.matches(sign).count();
    if text.contains("{$") && count('{') != count('}') {
        let finding = Diagnostic::error(Code::WrongValue, "a `{` of an expression is never closed")
            .on(&written.place, written.on.clone(), "no expression")
            .help("an expression in a text stands between `{` and `}`");
        return vec![finding];
    }
    let slips = expressions(text).into_iter().filter_map(|expression| {
        let slip = match parse(expression) {
            Ok(Some((side, part))) => lost(validation, scope, side, &part),
            Ok(None) => None,
            Err(slip) => Some(slip),
        };
        Some((expression, slip?))
    });
    let told = slips.map(|(expression, slip)| {
        let message = format!("`{expression}` names nothing");
        let finding = Diagnostic::error(Code::DanglingRef, message).on(
            &written.place,
            written.on.clone(),
            slip.label,
        );
        match slip.meant {
            Some((slip, meant)) => finding.did_you_mean(&text.replacen(&slip, &meant, 1)),
            None => finding.help(
                "such as `$response.body#/id` or `$request.path.id`; in a longer text in braces",
            ),
        }
    });
    told.collect()
}

/// The expressions of a text: it is one, or holds some in braces.
fn expressions(text: &str) -> Vec<&str> {
    let is_one = |text: &&str| {
        let name = text.strip_prefix('$').unwrap_or_default();
        name.starts_with(|first: char| first.is_ascii_alphabetic())
    };
    if is_one(&text) {
        return vec![text];
    }
    let parts = text.split('{').skip(1).filter(is_one);
    parts
        .map(|part| part.split_once('}').map_or(part, |(within, _)| within))
        .collect()
}

/// Takes an expression apart; one of a whole message has no parts.
fn parse(expression: &str) -> Result<Option<(Side, MessagePart<'_>)>, Slip> {
    if WHOLE.contains(&expression) {
        return Ok(None);
    }
    let end = expression.find(['.', '#']).unwrap_or(expression.len());
    let (word, rest) = expression.split_at(end);
    let side = match word {
        "$request" => Side::Request,
        "$response" => Side::Response,
        _ => {
            let known = WHOLE.into_iter().chain(["$request", "$response"]);
            return Err(misspelt(word, known, "no expression begins so"));
        }
    };
    let rest = rest.strip_prefix('.').unwrap_or_default();
    let end = rest.find(['.', '#', '/']).unwrap_or(rest.len());
    let (word, rest) = rest.split_at(end);
    let known = SOURCES.into_iter().filter(|source| match side {
        Side::Request => true,
        Side::Response => matches!(*source, "header" | "body"),
    });
    let Some(source) = known.clone().find(|source| *source == word) else {
        return Err(misspelt(
            word,
            known,
            "a message has nothing that is called so",
        ));
    };
    let part = match (source, rest.split_at_checked(1)) {
        ("body", None) => MessagePart::Body(Pointer::default()),
        ("body", Some(("#", pointer))) => match pointer.parse() {
            Ok(pointer) => MessagePart::Body(pointer),
            Err(error) => return Err(Slip::of(error.to_string())),
        },
        ("header", Some((".", name))) => MessagePart::Header(name),
        (location, Some((".", name))) if location != "body" => {
            MessagePart::Parameter(location, name)
        }
        ("body", _) => return Err(Slip::of("behind `body` comes `#` and a JSON pointer")),
        _ => return Err(Slip::of(format!("behind `{source}` comes `.` and a name"))),
    };
    Ok(Some((side, part)))
}

fn misspelt<'a>(word: &str, known: impl Iterator<Item = &'a str>, label: &str) -> Slip {
    Slip {
        meant: suggest(word, known).map(|meant| (word.to_owned(), meant.to_owned())),
        ..Slip::of(label)
    }
}

impl Slip {
    fn of(label: impl Into<String>) -> Slip {
        Slip {
            label: label.into(),
            meant: None,
        }
    }
}

/// Why there is no such part in a message, as far as the document describes it.
fn lost(
    validation: &Validation<'_>,
    scope: &ExpressionScope<'_>,
    side: Side,
    part: &MessagePart<'_>,
) -> Option<Slip> {
    match part {
        MessagePart::Body(pointer) => {
            let holder = match side {
                Side::Request => scope.operation.as_ref()?.key("requestBody"),
                Side::Response => scope.response.clone()?,
            };
            if holder.parent().is_some_and(|it| validation.is_misread(&it)) {
                return None;
            }
            if validation.doc.node(&holder).is_none() {
                return Some(Slip::of("the operation has no request body"));
            }
            let schemas = pointers::bodies(validation, &holder);
            pointers::follow(validation, &schemas, pointer)
                .err()
                .map(|lost| Slip {
                    label: format!("the body has no `{}`", lost.token),
                    meant: lost.meant,
                })
        }
        MessagePart::Parameter(location, name) => {
            let known = scope.parameters.as_ref()?;
            let known = known
                .iter()
                .filter(|(at, _)| at == location)
                .map(|(_, name)| *name);
            let is_known = known.clone().any(|known| known == *name);
            (!is_known).then(|| {
                misspelt(
                    name,
                    known,
                    &format!("the operation has no such {location} parameter"),
                )
            })
        }
        // Headers travel that no document names, so that only a slip is known for one.
        MessagePart::Header(name) => {
            let known = headers(validation, scope, side)?;
            let is_known = known.iter().any(|known| known.eq_ignore_ascii_case(name));
            let slip = misspelt(name, known.into_iter(), "there is no such header");
            (!is_known && slip.meant.is_some()).then_some(slip)
        }
    }
}

fn headers<'a>(
    validation: &Validation<'a>,
    scope: &ExpressionScope<'a>,
    side: Side,
) -> Option<Vec<&'a str>> {
    match side {
        Side::Request => {
            let known = scope.parameters.iter().flatten();
            let headers = known.filter(|(location, _)| *location == "header");
            Some(headers.map(|(_, name)| *name).collect())
        }
        Side::Response => {
            let place = scope.response.as_ref()?.key("headers");
            let map = validation.doc.node(&place)?.as_map()?;
            Some(map.keys().map(String::as_str).collect())
        }
    }
}
