//! Tokens of types and expressions on one line, with the spaces that people put
//! between them.

use super::token::LayoutToken;
use proc_macro2::{Delimiter, Literal, Spacing};
use std::fmt::Write;

/// Words that are no name of a function, so that a parenthesis after one is none of a
/// call.
const NO_NAMES: [&str; 11] = [
    "as", "for", "if", "impl", "in", "let", "match", "move", "mut", "return", "while",
];

/// A line that is being written.
pub(super) struct TokenLine {
    text: String,
    last: Last,
    /// How many `<` are open.
    angles: usize,
}

/// What the line ends with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing that a word has to be kept from.
    Open,
    Word,
    /// A word that is a keyword.
    Keyword,
    /// Something that a call or an index may follow: a group, or `>`.
    Group,
    Literal,
}

impl TokenLine {
    pub(super) fn at(indent: usize) -> Self {
        Self {
            text: " ".repeat(indent),
            last: Last::Open,
            angles: 0,
        }
    }

    /// What goes on behind a group.
    pub(super) fn after_group() -> Self {
        Self {
            last: Last::Group,
            ..Self::at(0)
        }
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn with(mut self, text: &str) -> Self {
        self.push_str(text);
        self
    }

    /// Ends the line, unless it is too long.
    pub(super) fn end(self, out: &mut String, width: usize) -> Option<()> {
        (self.text.len() <= width).then_some(())?;
        out.push_str(&self.text);
        out.push('\n');
        Some(())
    }

    /// Tokens of which none holds a line break; nothing if any of them is not known
    /// here.
    pub(super) fn tokens(&mut self, tokens: &[LayoutToken]) -> Option<()> {
        let start = self.text.len();
        self.any_tokens(tokens)?;
        let written = self.text.get(start..)?;
        (!written.contains('\n')).then_some(())
    }

    pub(super) fn any_tokens(&mut self, tokens: &[LayoutToken]) -> Option<()> {
        let mut rest = tokens;
        while let Some((token, after)) = rest.split_first() {
            rest = after;
            match token {
                LayoutToken::Ident(word) => {
                    if self.last != Last::Open {
                        self.text.push(' ');
                    }
                    let start = self.text.len();
                    write!(self.text, "{word}").ok()?;
                    let word = self.text.get(start..)?;
                    if word == "where" {
                        return None;
                    }
                    self.last = if NO_NAMES.contains(&word) {
                        Last::Keyword
                    } else {
                        Last::Word
                    };
                }
                LayoutToken::Literal(literal) => {
                    if self.last != Last::Open {
                        self.text.push(' ');
                    }
                    write!(self.text, "{literal}").ok()?;
                    self.last = Last::Literal;
                }
                LayoutToken::Group(delimiter, inside) => self.group(*delimiter, inside)?,
                LayoutToken::Punct(punct) => {
                    let next = match (punct.spacing(), after.split_first()) {
                        (Spacing::Joint, Some((LayoutToken::Punct(next), after))) => {
                            rest = after;
                            Some(next.as_char())
                        }
                        // Its neighbour closes what this is a part of.
                        (Spacing::Joint, _) if punct.as_char() == '>' => None,
                        (Spacing::Joint, _) => return None,
                        (Spacing::Alone, _) => None,
                    };
                    // `>>` ends two lists of types, and `>::` one before a path.
                    if punct.as_char() == '>' && next.is_some() {
                        self.punct('>', None, false)?;
                        rest = after;
                    } else {
                        self.punct(punct.as_char(), next, rest.is_empty())?;
                    }
                }
            }
        }
        Some(())
    }

    fn punct(&mut self, punct: char, next: Option<char>, is_last: bool) -> Option<()> {
        match (punct, next) {
            (':', Some(':')) => {
                self.text.push_str("::");
                self.last = Last::Open;
            }
            ('-', Some('>')) => {
                self.text.push_str(" -> ");
                self.last = Last::Open;
            }
            // One at the end is written where lines are.
            (',', None) if is_last => {}
            (',' | ':', None) => {
                self.text.push(punct);
                self.text.push(' ');
                self.last = Last::Open;
            }
            (';', None) if is_last => self.text.push(';'),
            ('.', None) => {
                self.text.push('.');
                self.last = Last::Open;
            }
            ('=', None) => {
                self.text.push_str(" = ");
                self.last = Last::Open;
            }
            ('&', None) if self.last == Last::Open => self.text.push('&'),
            ('<', None) if matches!(self.last, Last::Open | Last::Word | Last::Keyword) => {
                self.text.push('<');
                self.angles += 1;
                self.last = Last::Open;
            }
            ('>', None) => {
                self.angles = self.angles.checked_sub(1)?;
                self.text.push('>');
                self.last = Last::Group;
            }
            _ => return None,
        }
        Some(())
    }

    fn group(&mut self, delimiter: Delimiter, inside: &[LayoutToken]) -> Option<()> {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace | Delimiter::None => return None,
        };
        let is_tuple = open == "(" && matches!(self.last, Last::Open | Last::Keyword);
        match self.last {
            Last::Literal => return None,
            Last::Keyword => self.text.push(' '),
            Last::Open | Last::Word | Last::Group => {}
        }
        let angles = std::mem::take(&mut self.angles);
        self.text.push_str(open);
        self.last = Last::Open;
        self.any_tokens(inside)?;
        if is_tuple && split(inside, ',').len() == 1 && inside.last().is_some_and(is_comma) {
            self.text.push(',');
        }
        (self.angles == 0).then_some(())?;
        self.angles = angles;
        self.text.push_str(close);
        self.last = Last::Group;
        Some(())
    }
}

fn is_comma(token: &LayoutToken) -> bool {
    is_punct(token, ',')
}

pub(super) fn is_punct(token: &LayoutToken, char: char) -> bool {
    matches!(token, LayoutToken::Punct(punct) if punct.as_char() == char)
}

/// The parts between marks that stand outside of lists of types.
pub(super) fn split(tokens: &[LayoutToken], mark: char) -> Vec<&[LayoutToken]> {
    let mut parts = Vec::new();
    let (mut angles, mut start, mut before) = (0_usize, 0, ' ');
    for (index, token) in tokens.iter().enumerate() {
        let LayoutToken::Punct(punct) = token else {
            before = ' ';
            continue;
        };
        match punct.as_char() {
            '<' => angles += 1,
            '>' if before != '-' => angles = angles.saturating_sub(1),
            found if found == mark && angles == 0 => {
                parts.extend(tokens.get(start..index));
                start = index + 1;
            }
            _ => {}
        }
        before = punct.as_char();
    }
    parts.extend(tokens.get(start..).filter(|rest| !rest.is_empty()));
    parts
}

/// An expression cut before each `.`.
pub(super) fn calls(tokens: &[LayoutToken]) -> Vec<&[LayoutToken]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (index, token) in tokens.iter().enumerate() {
        if is_punct(token, '.') {
            parts.extend(tokens.get(start..index));
            start = index;
        }
    }
    parts.extend(tokens.get(start..));
    parts
}

/// Lines of documentation from the literal that holds them.
pub(super) fn write_doc(out: &mut String, literal: &str, indent: usize) -> Option<()> {
    if let Some(raw) = literal.strip_prefix('r') {
        let text = raw.trim_matches('#').strip_prefix('"')?.strip_suffix('"')?;
        let mut lines = text.split('\n');
        return lines.try_for_each(|line| write_doc_line(out, line, indent));
    }
    let text = literal.strip_prefix('"')?.strip_suffix('"')?;
    if !text.contains('\\') {
        return write_doc_line(out, text, indent);
    }
    let mut line = String::new();
    let mut rest = text;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        line.push_str(plain);
        let mut characters = escaped.chars();
        match characters.next()? {
            same @ ('"' | '\'' | '\\') => line.push(same),
            't' => line.push('\t'),
            'u' => {
                let (digits, after) = characters.as_str().strip_prefix('{')?.split_once('}')?;
                line.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
                characters = after.chars();
            }
            _ => return None,
        }
        rest = characters.as_str();
    }
    line.push_str(rest);
    write_doc_line(out, &line, indent)
}

fn write_doc_line(out: &mut String, line: &str, indent: usize) -> Option<()> {
    (!line.starts_with('/')).then_some(())?;
    out.extend(std::iter::repeat_n(' ', indent));
    out.push_str("///");
    out.push_str(line.trim_end_matches(' '));
    out.push('\n');
    Some(())
}

/// The literal of lines of documentation.
pub(super) fn doc(attribute: &[LayoutToken]) -> Option<&Literal> {
    match attribute {
        [_, LayoutToken::Group(_, body)] => doc_in(body),
        _ => None,
    }
}

/// The same of what is in the brackets.
pub(super) fn doc_in(body: &[LayoutToken]) -> Option<&Literal> {
    match body {
        [LayoutToken::Ident(name), _, LayoutToken::Literal(text), ..] if name == "doc" => {
            Some(text)
        }
        _ => None,
    }
}

pub(super) fn is_group(token: &LayoutToken, delimiter: Delimiter) -> bool {
    token.inside(delimiter).is_some()
}
