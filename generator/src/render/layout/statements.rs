//! Statements of functions: plain ones, values, and chains of calls.

use super::token::LayoutToken;
use super::words::{TokenLine, calls, is_punct, split};
use super::{INDENT, WIDTH, braces, write_line};
use proc_macro2::Delimiter;

pub(super) fn write_statement(
    out: &mut String,
    statement: &[LayoutToken],
    indent: usize,
    end: &str,
) -> Option<()> {
    let binds =
        |word: &str| matches!(statement.first(), Some(LayoutToken::Ident(first)) if *first == word);
    let mut line = TokenLine::at(indent);
    if binds("let") {
        // Nothing of it can break.
        let [.., equals, LayoutToken::Literal(_)] = statement else {
            return None;
        };
        (is_punct(equals, '=') && statement.len() == 4).then_some(())?;
        line.any_tokens(statement)?;
        line.push_str(end);
        return line.end(out, usize::MAX);
    }
    if let [LayoutToken::Ident(name), members] = statement
        && let Some(members) = braces(members).filter(|_| *name == "Self" && end.is_empty())
    {
        return write_value(out, members, indent);
    }
    line.tokens(statement)?;
    if line.len() <= WIDTH {
        line.push_str(end);
        return line.end(out, WIDTH);
    }
    let length = line.len();
    let calls = calls(statement);
    match calls.as_slice() {
        [call] => write_call(out, call, (indent, indent), end, length),
        [first, others @ ..] if binds("static") => write_calls(out, first, others, indent, end),
        _ => write_chain(out, statement, &calls, indent, (end, length)),
    }
}

/// `Self { a, b }`, of which prettyplease leaves only a short one on its line.
fn write_value(out: &mut String, members: &[LayoutToken], indent: usize) -> Option<()> {
    const SHORT: usize = 26;
    (!members.is_empty()).then_some(())?;
    let mut inside = TokenLine::at(0);
    inside.tokens(members)?;
    if inside.len() <= SHORT {
        let line = TokenLine::at(indent).with("Self { ").with(inside.text());
        return line.with(" }").end(out, WIDTH);
    }
    TokenLine::at(indent).with("Self {").end(out, WIDTH)?;
    for member in split(members, ',') {
        write_line(out, member, indent + INDENT, ",")?;
    }
    TokenLine::at(indent).with("}").end(out, WIDTH)
}

/// A call that is too long, its arguments a line each, or the members of the tuple
/// that is its only one. The closing parenthesis may stand deeper than the call.
fn write_call(
    out: &mut String,
    call: &[LayoutToken],
    (indent, closing): (usize, usize),
    end: &str,
    length: usize,
) -> Option<()> {
    let (arguments, before) = call.split_last()?;
    // The types of a path break before the arguments do.
    (!before.iter().any(|token| is_punct(token, '<'))).then_some(())?;
    let arguments = arguments.inside(Delimiter::Parenthesis)?;
    let mut members = split(arguments, ',');
    let tuple = match members.as_slice() {
        [[only]] => only.inside(Delimiter::Parenthesis),
        _ => None,
    };
    let (opening, closed) = match tuple {
        Some(tuple) => {
            members = split(tuple, ',');
            ("((", "))")
        }
        // A single list has no lines of its own.
        None if matches!(members.as_slice(), [[LayoutToken::Group(..)]]) => return None,
        None => ("(", ")"),
    };
    // What stands behind the last of them is no reason to break before the first.
    (length > WIDTH + closed.len() && !members.is_empty()).then_some(())?;
    write_line(out, before, indent, opening)?;
    for member in members {
        write_line(out, member, closing + INDENT, ",")?;
    }
    let line = TokenLine::at(closing).with(closed).with(end);
    line.end(out, WIDTH)
}

/// `self.client` and the calls on it, a line each.
fn write_chain(
    out: &mut String,
    statement: &[LayoutToken],
    calls: &[&[LayoutToken]],
    indent: usize,
    (end, length): (&str, usize),
) -> Option<()> {
    let is_set = statement.iter().any(|token| is_punct(token, '='));
    let ([LayoutToken::Ident(base)], [first, others @ ..]) =
        calls.split_first().filter(|_| !is_set)?
    else {
        return None;
    };
    // What goes on from a short word stays on its line.
    (base.to_string().len() <= INDENT).then_some(())?;
    if others.is_empty() {
        return write_call(out, statement, (indent, indent), end, length);
    }
    write_calls(out, statement.get(..=first.len())?, others, indent, end)
}

fn write_calls(
    out: &mut String,
    first: &[LayoutToken],
    others: &[&[LayoutToken]],
    indent: usize,
    end: &str,
) -> Option<()> {
    let mut line = TokenLine::at(indent);
    line.tokens(first)?;
    let deeper = indent + INDENT;
    if line.len() <= WIDTH {
        line.end(out, WIDTH)?;
    } else {
        write_call(out, first, (indent, deeper), "", line.len())?;
    }
    let (last, others) = others.split_last()?;
    for call in others {
        write_line(out, call, deeper, "")?;
    }
    write_line(out, last, deeper, end)
}
