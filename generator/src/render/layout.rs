//! Lays out the items that nearly all emitted code consists of: structs, enums,
//! constants and functions of a few plain statements. Their layout follows from their
//! length alone, so neither a syntax tree nor a printer is needed.
//!
//! The text is the one that prettyplease would give. Whatever is not certainly laid
//! out alike is left to it.

mod broken;
mod statements;
mod token;
mod words;

use self::broken::{write_arguments, write_part};
use self::statements::write_statement;
pub(super) use self::token::LayoutToken;
use self::words::{TokenLine, doc, is_group, is_punct, split};
use proc_macro2::{Delimiter, Group, TokenStream};
use quote::quote;

/// Where prettyplease breaks lines.
const WIDTH: usize = 89;

const INDENT: usize = 4;

/// One item of a stream.
pub(super) struct RustItem<'a> {
    tokens: &'a [LayoutToken],
    /// How many tokens its attributes are.
    attributes: usize,
}

/// A function in an `impl` that is not laid out here, formatted.
pub(super) type Other<'o> = &'o dyn Fn(&TokenStream) -> Option<String>;

/// The items of a stream, each up to its `;` or its braces.
pub(super) fn items(tokens: &[LayoutToken]) -> Vec<RustItem<'_>> {
    let mut items = Vec::new();
    let mut rest = tokens;
    while !rest.is_empty() {
        let attributes = attributes(rest);
        let ends = |token: &LayoutToken| is_punct(token, ';') || is_group(token, Delimiter::Brace);
        let end = rest.iter().skip(attributes).position(ends);
        let mut length = end.map_or(rest.len(), |end| attributes + end + 1);
        // The braces of `use a::{B, C};`.
        let goes_on = rest.get(length).is_some_and(|token| is_punct(token, ';'));
        length += usize::from(goes_on);
        let (item, others) = rest.split_at(length.min(rest.len()));
        items.push(RustItem {
            tokens: item,
            attributes,
        });
        rest = others;
    }
    items
}

impl RustItem<'_> {
    pub(super) fn tokens(&self) -> TokenStream {
        stream(self.tokens)
    }

    /// The lines of its documentation, and what is left of it.
    pub(super) fn without_docs(&self, indent: usize) -> (String, TokenStream) {
        let attributes = self.tokens.get(..self.attributes).unwrap_or_default();
        let is_doc = |attribute: &&[LayoutToken]| doc(attribute).is_some();
        let docs = 2 * attributes.chunks(2).take_while(is_doc).count();
        let mut lines = String::new();
        match self.tokens.split_at_checked(docs) {
            Some((docs, rest)) if write_attributes(&mut lines, docs, indent).is_some() => {
                (lines, stream(rest))
            }
            _ => (String::new(), self.tokens()),
        }
    }

    /// The text of the item, if its layout is plain.
    pub(super) fn text(&self, other: Other<'_>) -> Option<String> {
        let mut out = String::new();
        let (attributes, item) = self.tokens.split_at_checked(self.attributes)?;
        let only_docs = write_attributes(&mut out, attributes, 0)?;
        let (last, head) = item.split_last()?;
        let Some(inside) = braces(last) else {
            // Other attributes stand on the line of a short item.
            only_docs.then_some(())?;
            write_line(&mut out, item, 0, "")?;
            return Some(out);
        };
        if inside.is_empty() {
            return None;
        }
        match first_word(head)?.as_str() {
            "struct" | "enum" => {
                write_head(&mut out, head)?;
                write_members(&mut out, inside)?;
                out.push_str("}\n");
            }
            "impl" => {
                write_head(&mut out, head)?;
                write_functions(&mut out, head, inside, other)?;
                out.push_str("}\n");
            }
            "fn" => write_function(&mut out, head, inside, 0)?,
            _ => return None,
        }
        Some(out)
    }
}

fn stream(tokens: &[LayoutToken]) -> TokenStream {
    quote!(#(#tokens)*)
}

/// What kind of item it is, behind its visibility.
fn first_word(head: &[LayoutToken]) -> Option<String> {
    let mut words = head.iter().filter_map(|token| match token {
        LayoutToken::Ident(word) if *word != "pub" => Some(word.to_string()),
        _ => None,
    });
    words.next()
}

fn braces(token: &LayoutToken) -> Option<&[LayoutToken]> {
    token.inside(Delimiter::Brace)
}

/// How many tokens the attributes at the beginning are.
fn attributes(tokens: &[LayoutToken]) -> usize {
    let marks = tokens.iter().step_by(2);
    2 * marks.take_while(|token| is_punct(token, '#')).count()
}

/// Writes attributes, a line each; says whether all are documentation.
fn write_attributes(out: &mut String, attributes: &[LayoutToken], indent: usize) -> Option<bool> {
    let mut only_docs = true;
    for attribute in attributes.chunks(2) {
        if let Some(text) = doc(attribute) {
            words::write_doc(out, &text.to_string(), indent)?;
            continue;
        }
        let [_, body] = attribute else { return None };
        let body = body.inside(Delimiter::Bracket)?;
        only_docs = false;
        let mut line = TokenLine::at(indent);
        line.push_str("#[");
        line.tokens(body)?;
        line.push_str("]");
        line.end(out, WIDTH)?;
    }
    Some(only_docs)
}

fn write_line(out: &mut String, tokens: &[LayoutToken], indent: usize, end: &str) -> Option<()> {
    let mut line = TokenLine::at(indent);
    line.tokens(tokens)?;
    line.push_str(end);
    line.end(out, WIDTH)
}

/// `impl A for B {`, of which a long one has its `for` on a line of its own.
fn write_head(out: &mut String, head: &[LayoutToken]) -> Option<()> {
    let is_for = |token: &LayoutToken| matches!(token, LayoutToken::Ident(word) if *word == "for");
    let mut line = TokenLine::at(0);
    line.tokens(head)?;
    line.push_str(" {");
    if line.len() <= WIDTH {
        return line.end(out, WIDTH);
    }
    let (of, ty) = head.split_at(head.iter().position(is_for).unwrap_or_default());
    // Arguments of a type would break too.
    (!ty.iter().any(|token| is_punct(token, '<'))).then_some(())?;
    if !of.is_empty() {
        write_line(out, of, 0, "")?;
    }
    let mut line = TokenLine::at(0);
    line.tokens(ty)?;
    line.with(" {").end(out, usize::MAX)
}

/// The fields of a struct, or the variants of an enum.
fn write_members(out: &mut String, members: &[LayoutToken]) -> Option<()> {
    for member in split(members, ',') {
        let (attributes, member) = member.split_at_checked(attributes(member))?;
        write_attributes(out, attributes, INDENT)?;
        write_part(out, member, INDENT, WIDTH)?;
    }
    Some(())
}

/// The functions of an `impl`, an empty line between them.
fn write_functions(
    out: &mut String,
    head: &[LayoutToken],
    functions: &[LayoutToken],
    other: Other<'_>,
) -> Option<()> {
    for (index, function) in items(functions).iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let before = out.len();
        if write_associated(out, function).is_none() {
            out.truncate(before);
            let (docs, rest) = function.without_docs(INDENT);
            out.push_str(&docs);
            let alone = Group::new(Delimiter::Brace, rest);
            out.push_str(&other(&quote!(#(#head)* #alone))?);
        }
    }
    Some(())
}

fn write_associated(out: &mut String, function: &RustItem<'_>) -> Option<()> {
    let (attributes, item) = function.tokens.split_at_checked(function.attributes)?;
    write_attributes(out, attributes, INDENT)?;
    let (last, head) = item.split_last()?;
    match braces(last) {
        Some(body) if !body.is_empty() => write_function(out, head, body, INDENT),
        None if head
            .iter()
            .any(|token| matches!(token, LayoutToken::Ident(word) if *word == "const")) =>
        {
            write_line(out, item, INDENT, "")
        }
        _ => None,
    }
}

fn write_function(
    out: &mut String,
    head: &[LayoutToken],
    body: &[LayoutToken],
    indent: usize,
) -> Option<()> {
    write_signature(out, head, indent)?;
    let indent_inside = indent + INDENT;
    let statements = split(body, ';');
    let ends_with_mark = body.last().is_some_and(|token| is_punct(token, ';'));
    for (index, statement) in statements.iter().enumerate() {
        let is_tail = index + 1 == statements.len() && !ends_with_mark;
        let end = if is_tail { "" } else { ";" };
        write_statement(out, statement, indent_inside, end)?;
    }
    TokenLine::at(indent).with("}").end(out, WIDTH)
}

/// `pub fn name<M>(mut self, value: Type) -> Self {`, its arguments a line each where
/// they don't fit.
fn write_signature(out: &mut String, head: &[LayoutToken], indent: usize) -> Option<()> {
    let is_arguments = |token: &LayoutToken| is_group(token, Delimiter::Parenthesis);
    // `pub(crate)` has parentheses, too.
    let name = head
        .iter()
        .position(|token| matches!(token, LayoutToken::Ident(word) if *word == "fn"))?;
    let at = name + head.iter().skip(name).position(is_arguments)?;
    let (before, rest) = head.split_at_checked(at)?;
    let (arguments, returns) = rest.split_first()?;
    let arguments = arguments.inside(Delimiter::Parenthesis)?;
    let mut line = TokenLine::at(indent);
    line.tokens(before)?;
    line.push_str("(");
    let mut inner = TokenLine::at(0);
    inner.tokens(arguments)?;
    let mut end = TokenLine::after_group();
    end.tokens(returns)?;
    end.push_str(" {");
    if line.len() + inner.len() + ")".len() + end.len() <= WIDTH {
        line.push_str(inner.text());
        line.push_str(")");
        line.push_str(end.text());
        return line.end(out, WIDTH);
    }
    line.end(out, WIDTH)?;
    write_arguments(out, &split(arguments, ','), indent + INDENT)?;
    let mut line = TokenLine::at(indent);
    line.push_str(")");
    line.push_str(end.text());
    line.end(out, WIDTH)
}
