//! Lines of the tables from which the runtime's macros make code that only
//! serde sees: a type, and its table word for word.

use proc_macro2::{TokenStream, TokenTree};
use syn::Macro;

use crate::modules::Names;
use crate::text::text;

/// The line of a table; none if its type can't be reached.
pub fn lines(table: &Macro, names: &Names) -> Vec<String> {
    let name = table.path.segments.last().unwrap().ident.to_string();
    let mut tokens = table.tokens.clone().into_iter();
    let Some(TokenTree::Ident(of_type)) = tokens.next() else {
        panic!("a table without a type: {name}!")
    };
    let Some(path) = names.get(&of_type.to_string()) else {
        return Vec::new();
    };
    let rows: TokenStream = tokens.collect();
    let text = text(rows);
    vec![format!(
        "{path} by {name}!: {}",
        text.trim_start_matches(": ")
    )]
}
