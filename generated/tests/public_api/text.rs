//! Tokens as a person would write them.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// The tokens on one line.
pub fn text(tokens: impl ToTokens) -> String {
    let mut out = String::new();
    write(tokens.to_token_stream(), &mut out);
    out.trim_end().to_owned()
}

/// Joins tokens with a space where two words meet, and around what is written
/// with spaces.
fn write(tokens: TokenStream, out: &mut String) {
    let mut before: Option<TokenTree> = None;
    for token in tokens {
        if needs_space(before.as_ref(), &token, out) {
            out.push(' ');
        }
        match &token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(group.stream(), out);
                // The comma that a list ends in if it has several lines.
                while out.ends_with(',') {
                    out.pop();
                }
                out.push_str(close);
            }
            other => out.push_str(&other.to_string()),
        }
        before = Some(token);
    }
}

fn needs_space(before: Option<&TokenTree>, token: &TokenTree, out: &str) -> bool {
    let wide = |text: &str| matches!(text, "=" | "+" | "->" | "=>");
    match (before, token) {
        (Some(TokenTree::Punct(mark)), _) => match mark.as_char() {
            ',' | '+' | '=' => true,
            // The colon of a type, and not the second half of a path's.
            ':' => !out.ends_with("::") && !is_punct(token, ':'),
            '>' => {
                out.ends_with("->") || matches!(token, TokenTree::Ident(_)) || is_punct(token, '=')
            }
            _ => false,
        },
        (Some(TokenTree::Ident(_) | TokenTree::Literal(_)), TokenTree::Ident(_)) => {
            !out.ends_with('\'')
        }
        (Some(TokenTree::Ident(word)), TokenTree::Punct(mark)) if mark.as_char() == '&' => {
            word == "mut" || word == "dyn" || word == "for"
        }
        (Some(TokenTree::Group(_)), TokenTree::Ident(_)) => true,
        (Some(_), TokenTree::Punct(mark)) => wide(&mark.to_string()) || mark.as_char() == '-',
        _ => false,
    }
}

fn is_punct(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}
