//! Documentation: from what a document says to what rustdoc, clippy and a
//! reader can take.

mod blocks;
mod markdown;
mod words;

use self::blocks::{Block, BlockKind};
use self::markdown::Breaks;
use self::words::Position;
use super::Context;
use crate::model::{Api, Condition, Demand, Docs, StructDef, TypeDef, TypeKind, WireName};
use crate::tree::turns_direction;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;
use std::borrow::Cow;

/// The `#[doc]` attribute for `text`: one for all its lines, and a raw string, so that
/// nothing is escaped that is to be read again when it is laid out.
pub(super) fn attributes(text: &str) -> TokenStream {
    // Names and paths of the document come here too, and rustc takes no lone
    // carriage return in a comment.
    let text = printable(text);
    let text = text.trim_end();
    if text.is_empty() {
        return TokenStream::new();
    }
    let mut marks = String::from("\"");
    // Rust takes 255 of them, and a text that has more in a row is escaped.
    while marks.len() <= 256 && text.contains(&marks) {
        marks.push('#');
    }
    let marks = marks.trim_start_matches('"');
    let mut raw = String::with_capacity(text.len() + 2 * marks.len() + 16);
    raw.extend(["r", marks, "\""]);
    let start = raw.len();
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            raw.push('\n');
        }
        if !line.is_empty() {
            raw.extend([" ", line]);
        }
    }
    let end = raw.len();
    raw.extend(["\"", marks]);
    let literal = raw.parse().unwrap_or_else(|_| {
        let text = raw.get(start..end).unwrap_or_default();
        Literal::string(text)
    });
    quote!(#[doc = #literal])
}

/// `text` as lines of comments, for a table.
pub(super) fn comment(text: &str) -> String {
    let text = printable(text);
    let lines = text.trim_end().lines();
    lines
        .map(|line| format!("{}\n", format!("/// {line}").trim_end()))
        .collect()
}

/// `text` without characters that turn the direction of the text after them,
/// or that no reader sees: rustc refuses them in comments.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| matches!(byte, b'\n' | b'\t' | b' '..=b'~');
    if text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let hidden = |c: char| turns_direction(c) || c == '\u{feff}';
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    let shown = text.chars().filter(|&c| !hidden(c) && !control(c));
    Cow::Owned(shown.collect())
}

/// What a type, a field or a branch says of itself, or else `fallback`.
pub(super) fn of(docs: &Docs, fallback: &str) -> String {
    of_or(docs, || fallback.to_owned())
}

/// The same where the fallback takes work.
pub(super) fn of_or(docs: &Docs, fallback: impl FnOnce() -> String) -> String {
    let description = docs.description.as_deref().map(safe);
    let description = description.filter(|text| !text.is_empty());
    let title = || docs.title.as_deref().map(|title| sentence(&line(title)));
    let said = description.or_else(|| title().filter(|text| !text.is_empty()));
    let text = said.unwrap_or_else(fallback);
    if docs.deprecated {
        format!("{text}\n\n**Deprecated.**")
    } else {
        text
    }
}

/// What a type says of itself, and how it differs by direction.
pub(super) fn of_type(context: Context<'_>, def: &TypeDef) -> String {
    let mut text = of_or(&def.docs, || fallback(context, def));
    let demands = match &def.kind {
        TypeKind::Struct(body) => Some(demands(body)),
        _ => None,
    };
    let notes = demands.into_iter().flatten().chain(one_way(context, def));
    for note in notes {
        text.push_str("\n\n");
        text.push_str(&note);
    }
    text
}

/// What an object demands of its members together, each demand as a sentence.
pub(super) fn demands(body: &StructDef) -> impl Iterator<Item = String> {
    body.demands.iter().map(|demand| match demand {
        Demand::AnyOf(sets) => format!("Needs at least one of these: {}.", alternatives(sets)),
        Demand::OneOf(sets) => format!("Needs exactly one of these: {}.", alternatives(sets)),
        Demand::AtLeast(1) => "Needs at least 1 member.".to_owned(),
        Demand::AtLeast(least) => format!("Needs at least {least} members."),
        Demand::Where(needs, conditions) => {
            let needs = alternatives(std::slice::from_ref(needs));
            let Some(conditions) = conditions else {
                return format!("Needs {needs} under a condition that no type can tell.");
            };
            let conditions: Vec<String> = conditions.iter().map(condition).collect();
            format!("Needs {needs} where {}.", conditions.join(" and "))
        }
    })
}

/// A condition as a clause.
fn condition(condition: &Condition) -> String {
    let member = code(condition.member.as_str());
    let values = condition.values.iter();
    let values = values.map(|value| shown(&plain_json(value)));
    let values = values.collect::<Vec<_>>().join(" or ");
    let is = match (condition.holds, condition.or_missing) {
        (true, true) => "is missing or",
        (false, true) => "is there and not",
        (true, false) => "is",
        (false, false) => "is not",
    };
    if condition.values.is_empty() {
        format!("{member} {is} there")
    } else {
        format!("{member} {is} {values}")
    }
}

/// A value as code, which the empty string can't be.
pub(super) fn shown(value: &str) -> String {
    match value {
        "" => "the empty string".to_owned(),
        text => code(text),
    }
}

pub(super) fn plain_json(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn alternatives(sets: &[Vec<WireName>]) -> String {
    let set = |names: &Vec<WireName>| {
        let names: Vec<String> = names.iter().map(|name| code(name.as_str())).collect();
        names.join(" and ")
    };
    let sets: Vec<String> = sets.iter().map(set).collect();
    sets.join("; ")
}

/// What a type is to the one that travels the other way in its place, and which
/// members it lacks.
fn one_way(context: Context<'_>, def: &TypeDef) -> Option<String> {
    let omitted: Vec<String> = match &def.kind {
        TypeKind::Struct(body) => {
            let names = body.omitted.iter();
            names.map(|wire| code(wire.as_str())).collect()
        }
        _ => Vec::new(),
    };
    let other = def.counterpart.map(|id| &context.api.types[id].name);
    let (said, other_way) = if def.usage.request {
        let said = other.map(|other| format!("What requests hold in place of a [`{other}`]."));
        (said, "read-only")
    } else {
        let said = other.map(|other| format!("Requests hold a [`{other}`] in its place."));
        (said, "write-only")
    };
    let omitted = (!omitted.is_empty()).then(|| {
        let names = omitted.join(", ");
        format!("Without what is {other_way}: {names}.")
    });
    let said: Vec<String> = said.into_iter().chain(omitted).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// What the document says of a type, if anything.
pub(super) fn said(def: &TypeDef) -> String {
    of(&def.docs, "")
}

/// What is said of a type of which the document says nothing: which operations
/// take it or give it, or else what it is a part of.
fn fallback(context: Context<'_>, def: &TypeDef) -> String {
    let name = code(match &def.component {
        Some(component) => component.as_str(),
        None => def.name.plain(),
    });
    match context.uses.said(def) {
        Some(said) => format!("{name}, which {said}."),
        None if def.component.is_none() => format!("Part of `{}`.", def.module.plain()),
        None => format!("The schema {name}."),
    }
}

/// An operation's summary and, where it says more, its description.
pub(super) fn of_operation(docs: &Docs, fallback: &str) -> String {
    match (&docs.title, &docs.description) {
        (Some(title), Some(description)) if title.trim() != description.trim() => {
            format!("{}\n\n{}", sentence(&line(title)), safe(description))
        }
        _ => of(docs, fallback),
    }
}

/// `text` with a full stop, unless it has an ending of its own.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    match text.chars().last() {
        None | Some('.' | '!' | '?' | ':' | '`' | '…' | '|') => text.to_owned(),
        Some(_) => format!("{text}."),
    }
}

/// A description, which is Markdown, as documentation in which nothing runs,
/// and nothing acts.
pub(super) fn safe(text: &str) -> String {
    blocks::join(&markdown::blocks(&printable(text), Breaks::Lines))
}

/// A title, a name or a summary, which is a text of one line.
pub(super) fn line(text: &str) -> String {
    markdown::line(&printable(text))
}

/// What an API is called: by its title, or else by its document.
pub(super) fn title(api: &Api) -> String {
    match line(&api.info.title) {
        empty if empty.trim().is_empty() => format!("the API of {}", code(&api.source)),
        title => title,
    }
}

/// The first sentence of a description as a terminal shows it, on one line.
pub(super) fn plain(text: &str) -> String {
    words::first_sentence(&markdown::plain(&printable(text)))
}

/// The first paragraph of a description, as one line.
pub(super) fn first_paragraph(text: &str) -> String {
    let text = printable(text);
    let blocks = markdown::blocks(&text, Breaks::Spaces);
    match blocks.into_iter().next() {
        Some(Block {
            kind: BlockKind::Paragraph,
            text,
        }) => text,
        _ => line(text.trim().split("\n\n").next().unwrap_or_default()),
    }
}

/// The first sentence of documentation, on one line.
pub(super) fn summary(text: &str) -> String {
    let first = text.split("\n\n").next().unwrap_or_default();
    let first = first.replace("\\\n", " ").replace('\n', " ");
    // The beginning of a code block would open one that nobody closes.
    let opens = ["```", "~~~"].iter().any(|fence| first.contains(fence));
    words::first_sentence(&if opens { line(&first) } else { first })
}

/// A value as code, whatever characters it holds.
pub(super) fn code(text: &str) -> String {
    let mut out = String::new();
    words::push_code(&mut out, &printable(text), Position::default());
    out
}

/// A URL as a link; what leads elsewhere than to the web is code.
pub(super) fn url(url: &str) -> String {
    if words::is_web(url) {
        format!("<{url}>")
    } else {
        code(url)
    }
}

#[cfg(test)]
mod tests;
