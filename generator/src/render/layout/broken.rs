//! Types that are too long for a line: their arguments a line each.

use super::token::LayoutToken;
use super::words::{TokenLine, is_punct, split};
use super::{INDENT, WIDTH};
use proc_macro2::Delimiter;

/// Arguments, of a function or a type, a line each.
pub(super) fn write_arguments(
    out: &mut String,
    arguments: &[&[LayoutToken]],
    indent: usize,
) -> Option<()> {
    let (last, others) = arguments.split_last()?;
    for argument in others {
        write_part(out, argument, indent, WIDTH)?;
    }
    // A comma that is there for the line's end alone is no reason to break before it.
    write_part(out, last, indent, WIDTH + 1)
}

/// A field, a variant or an argument: on one line, or broken where its outermost brackets
/// are.
pub(super) fn write_part(
    out: &mut String,
    part: &[LayoutToken],
    indent: usize,
    width: usize,
) -> Option<()> {
    let mut line = TokenLine::at(indent);
    line.tokens(part)?;
    line.push_str(",");
    if line.len() <= width {
        return line.end(out, width);
    }
    let opens =
        |token: &LayoutToken| is_punct(token, '<') || matches!(token, LayoutToken::Group(..));
    let Some(at) = part.iter().position(opens) else {
        return line.end(out, usize::MAX);
    };
    let (before, brackets) = part.split_at_checked(at)?;
    let (open, parts, close) = match brackets {
        [LayoutToken::Punct(_), parts @ .., last] if is_punct(last, '>') => ("<", parts, ">"),
        [group] => ("(", group.inside(Delimiter::Parenthesis)?, ")"),
        _ => return None,
    };
    let parts = split(parts, ',');
    // What is open has to be closed by the last bracket, and by none before it.
    (!parts.is_empty() && parts.iter().all(|part| is_closed(part))).then_some(())?;
    let mut line = TokenLine::at(indent);
    line.tokens(before)?;
    line.with(open).end(out, WIDTH)?;
    write_arguments(out, &parts, indent + INDENT)?;
    TokenLine::at(indent).with(close).with(",").end(out, WIDTH)
}

/// Whether each `<` has its `>`.
fn is_closed(part: &[LayoutToken]) -> bool {
    let mut open = 0_usize;
    for token in part {
        if is_punct(token, '<') {
            open += 1;
        } else if is_punct(token, '>') {
            let Some(left) = open.checked_sub(1) else {
                return false;
            };
            open = left;
        }
    }
    open == 0
}
