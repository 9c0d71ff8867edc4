//! Lines of `client!`, whose methods are those that the runtime's macro writes
//! out.

use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Expr, Item, Macro, Token};

use crate::items::call;
use crate::modules::Names;

/// Where the macro is.
const MACROS: &str = "../generator/runtime/src/emitted/client.rs";

/// The methods of the client and its builder.
pub fn lines(table: &Macro, names: &Names) -> Vec<String> {
    let arguments = table
        .parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated)
        .unwrap();
    let words: Vec<String> = arguments
        .iter()
        .map(|argument| quote!(#argument).to_string())
        .collect();
    let [client, builder, _, ways] = words.as_slice() else {
        panic!("the arguments of client! have changed: {words:?}")
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(MACROS);
    let file = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
    let mut lines = Vec::new();
    for item in file.items {
        let Item::Macro(item) = item else { continue };
        let name = item.ident.unwrap().to_string();
        for (pattern, body) in arms(item.mac.tokens) {
            // The ways to authenticate have an arm each, which ends in its word.
            let way = pattern.into_iter().last().unwrap().to_string();
            if name == "client" || ways.contains(&way) {
                methods(body, [client.as_str(), builder.as_str()], names, &mut lines);
            }
        }
    }
    assert!(lines.len() > 10, "the methods of client! are not found");
    lines
}

/// The arms of a macro: what each fits, and what it writes.
fn arms(tokens: TokenStream) -> Vec<(TokenStream, TokenStream)> {
    let groups = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    });
    let groups: Vec<TokenStream> = groups.collect();
    let pairs = groups.chunks_exact(2);
    pairs
        .map(|pair| (pair[0].clone(), pair[1].clone()))
        .collect()
}

/// The methods of each `impl $client { … }` and `impl $builder { … }`.
fn methods(body: TokenStream, types: [&str; 2], names: &Names, lines: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    for window in tokens.windows(4) {
        let [
            TokenTree::Ident(word),
            _,
            TokenTree::Ident(variable),
            TokenTree::Group(block),
        ] = window
        else {
            continue;
        };
        if word == "impl" {
            let [client, builder] = types;
            let name = if variable == "builder" {
                builder
            } else {
                client
            };
            let path = names
                .get(name)
                .unwrap_or_else(|| panic!("{name} is not public"));
            for signature in signatures(&block.stream(), types) {
                lines.push(format!("{path}::{}", call(&signature)));
            }
        }
    }
}

/// All that begins in `pub fn` and goes on to a block.
fn signatures(block: &TokenStream, types: [&str; 2]) -> Vec<syn::Signature> {
    let tokens: Vec<TokenTree> = plain(block, types).into_iter().collect();
    let mut found = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        if let [TokenTree::Ident(first), TokenTree::Ident(second)] = pair
            && first == "pub"
            && second == "fn"
        {
            let rest = tokens.iter().skip(at + 1);
            let until_block = rest.take_while(|token| !is_block(token)).cloned();
            let signature: TokenStream = until_block.collect();
            found.push(syn::parse2(signature).unwrap());
        }
    }
    found
}

fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == proc_macro2::Delimiter::Brace)
}

/// The tokens without what only macros write: variables, and whole paths.
fn plain(tokens: &TokenStream, [client, builder]: [&str; 2]) -> TokenStream {
    let mut text = tokens.to_string();
    for (from, to) in [
        ("$ ", "$"),
        (" ::", "::"),
        (":: ", "::"),
        ("$client", client),
        ("$builder", builder),
        ("$crate::__std::", ""),
        ("$crate::", ""),
        ("::core::convert::", " "),
        ("::core::result::", " "),
        ("::core::time::", " "),
    ] {
        text = text.replace(from, to);
    }
    text.replace('$', "").parse().unwrap()
}
