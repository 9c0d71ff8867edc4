//! Lines of the tables from which the runtime's macros make code that only
//! serde sees: a type, and its table word for word.

use proc_macro2::{Group, TokenStream, TokenTree};
use syn::Macro;

use crate::modules::Names;
use crate::text::text;

/// The line of a table; none if its type can't be reached.
pub fn lines(table: &Macro, names: &Names) -> Vec<String> {
    let name = table.path.segments.last().unwrap().ident.to_string();
    let mut tokens = without_docs(table.tokens.clone()).into_iter();
    // Before it stands `pub struct` where the table is the type's definition.
    let of_type = tokens.find_map(|token| match token {
        TokenTree::Ident(word) if word != "pub" && word != "struct" => Some(word),
        _ => None,
    });
    let of_type = of_type.unwrap_or_else(|| panic!("a table without a type: {name}!"));
    let Some(path) = names.get(&of_type.to_string()) else {
        return Vec::new();
    };
    if name == "json_schema" {
        // The schema is the description's, which is read as it stands.
        let traits = [
            "JsonSchema [feature = \"schemars\"]",
            "ToSchema [feature = \"utoipa\"]",
        ];
        return traits.map(|it| format!("{path}: {it}")).to_vec();
    }
    let rows: TokenStream = tokens.collect();
    let text = text(rows);
    vec![format!(
        "{path} by {name}!: {}",
        text.trim_start_matches(": ")
    )]
}

/// The lines of the table of a mock: one for each stub.
pub fn stubs(table: &Macro) -> Vec<String> {
    let mut tokens = table.tokens.clone().into_iter();
    let rows = tokens.find_map(|token| match token {
        TokenTree::Group(rows) => Some(text(without_docs(rows.stream()))),
        _ => None,
    });
    let rows = rows.unwrap_or_default();
    let rows = rows.split(',').map(str::trim);
    rows.filter(|row| !row.is_empty())
        .map(|row| format!("test::Mock::{row} [feature = \"test-util\"]"))
        .collect()
}

/// The tokens without attributes, which in a table are documentation alone.
fn without_docs(tokens: TokenStream) -> TokenStream {
    let mut out = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                tokens.next();
            }
            TokenTree::Group(group) => {
                let inside = without_docs(group.stream());
                out.push(Group::new(group.delimiter(), inside).into());
            }
            other => out.push(other),
        }
    }
    out.into_iter().collect()
}
