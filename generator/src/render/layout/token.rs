//! Tokens as a tree of slices: whoever looks into a group copies nothing.

use super::words::doc_in;
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};
use syn::Lit;

/// A token, or a group with all that is in it.
pub(in crate::render) enum LayoutToken {
    Ident(Ident),
    Punct(Punct),
    Literal(Literal),
    Group(Delimiter, Vec<LayoutToken>),
}

impl LayoutToken {
    /// The tokens of a stream.
    pub(in crate::render) fn all(stream: TokenStream) -> Vec<LayoutToken> {
        stream.into_iter().map(LayoutToken::of).collect()
    }

    fn of(token: TokenTree) -> LayoutToken {
        match token {
            TokenTree::Ident(ident) => LayoutToken::Ident(ident),
            TokenTree::Punct(punct) => LayoutToken::Punct(punct),
            TokenTree::Literal(literal) => LayoutToken::Literal(literal),
            TokenTree::Group(group) => {
                let (delimiter, stream) = (group.delimiter(), group.stream());
                // A stream that nothing else holds is taken apart and not copied.
                drop(group);
                LayoutToken::Group(delimiter, LayoutToken::all(stream))
            }
        }
    }

    /// What is in the group, if it is one with these brackets.
    pub(super) fn inside(&self, brackets: Delimiter) -> Option<&[LayoutToken]> {
        match self {
            LayoutToken::Group(delimiter, inside) if *delimiter == brackets => Some(inside),
            _ => None,
        }
    }
}

/// As a stream again, with an attribute for each line of documentation, which is how
/// prettyplease takes them.
impl ToTokens for LayoutToken {
    fn to_tokens(&self, stream: &mut TokenStream) {
        match self {
            LayoutToken::Ident(ident) => stream.append(ident.clone()),
            LayoutToken::Punct(punct) => stream.append(punct.clone()),
            LayoutToken::Literal(literal) => stream.append(literal.clone()),
            LayoutToken::Group(delimiter, inside) => {
                let text = doc_in(inside).cloned().map(Lit::new);
                let Some(Lit::Str(text)) = text else {
                    stream.append(Group::new(*delimiter, quote!(#(#inside)*)));
                    return;
                };
                let text = text.value();
                let mut lines = text.split('\n');
                let first = lines.next();
                stream.extend(quote!([doc = #first] #(#[doc = #lines])*));
            }
        }
    }
}
