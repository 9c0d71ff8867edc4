//! What an editor shows where somebody writes code: whatever callers name is an
//! item of the emitted file, and says what its field or its type says first; or
//! a table of the file says it, and the runtime's macro hands it on.

use std::collections::BTreeMap;
use std::path::Path;

use crate::generated_cases::GENERATED_CASES;
use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Expr, ExprLit, Fields, ImplItem, Item, Lit, Meta};

/// The first paragraph of an item's documentation, on one line.
fn said(attributes: &[Attribute]) -> String {
    let lines = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        });
    let paragraph: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    paragraph.join(" ").replace("\\ ", " ")
}

/// What each type, field and variant of a file says: `Type`, `Type::field`.
fn sayings(file: &syn::File) -> BTreeMap<String, String> {
    let mut sayings = BTreeMap::new();
    for item in &file.items {
        match item {
            Item::Struct(item) => {
                sayings.insert(item.ident.to_string(), said(&item.attrs));
                if let Fields::Named(fields) = &item.fields {
                    for field in &fields.named {
                        let name = field.ident.as_ref().unwrap();
                        sayings.insert(format!("{}::{name}", item.ident), said(&field.attrs));
                    }
                }
            }
            Item::Enum(item) => {
                sayings.insert(item.ident.to_string(), said(&item.attrs));
                for variant in &item.variants {
                    let name = format!("{}::{}", item.ident, variant.ident);
                    sayings.insert(name, said(&variant.attrs));
                }
            }
            _ => {}
        }
    }
    sayings
}

/// Counts the functions of a file that callers name, each of which has to say
/// what `sayings` has of what it is about.
fn hold(path: &Path, text: &str) -> usize {
    let file = syn::parse_file(text).unwrap();
    let sayings = sayings(&file);
    let mut held = 0;
    for item in &file.items {
        if let Item::Macro(table) = item {
            held += hold_table(path, &table.mac, &sayings);
        }
        let Item::Impl(block) = item else { continue };
        let syn::Type::Path(of) = &*block.self_ty else {
            continue;
        };
        let of = of.path.get_ident().unwrap().to_string();
        for item in &block.items {
            let ImplItem::Fn(function) = item else {
                continue;
            };
            let name = function.sig.ident.to_string();
            let about = sayings
                .get(&format!("{of}::{name}"))
                .or_else(|| sayings.get(&format!("{of}::r#{name}")))
                .or_else(|| sayings.get(&of));
            let shown = said(&function.attrs);
            assert!(
                !shown.is_empty(),
                "{}: {of}::{name} says nothing",
                path.display()
            );
            let rest = ["Sends null. ", "Creates a value with nothing set. "];
            let rest = rest
                .iter()
                .find_map(|start| shown.strip_prefix(start))
                .unwrap_or(&shown);
            let rest = rest
                .split_once("required fields. ")
                .map_or(rest, |(_, rest)| rest);
            let rest = rest
                .strip_suffix(" This is the value as it is sent.")
                .unwrap_or(rest);
            // Behind it stands which members go together.
            let rest = rest.split_once(" Needs ").map_or(rest, |(rest, _)| rest);
            let inherent = block.trait_.is_none();
            let branch = function.sig.receiver().is_none() && inherent && name != "new";
            // What sends null is called after its field as far as names are free.
            let field = format!("{of}::");
            let mut fields = sayings.iter().filter(|(name, _)| name.starts_with(&field));
            let null =
                name.starts_with("clear_") && fields.any(|(_, about)| about.starts_with(rest));
            assert!(
                branch || null || about.is_some_and(|about| about.starts_with(rest)),
                "{}: {of}::{name} says {shown:?}, and what it is about says {about:?}",
                path.display()
            );
            held += 1;
        }
    }
    held
}

/// Counts the tables of conversions that say what they are about: a newtype by its
/// own documentation, a union by that of each row that makes one.
fn hold_table(path: &Path, table: &syn::Macro, sayings: &BTreeMap<String, String>) -> usize {
    match table
        .path
        .segments
        .last()
        .unwrap()
        .ident
        .to_string()
        .as_str()
    {
        "newtype" => {
            // What stands behind the definition is for the table alone.
            let definition = |input: ParseStream<'_>| {
                let definition = input.parse::<syn::ItemStruct>()?;
                input.parse::<TokenStream>()?;
                Ok(definition)
            };
            let definition = definition.parse2(table.tokens.clone()).unwrap();
            let of = &definition.ident;
            assert!(!said(&definition.attrs).is_empty(), "{of} says nothing");
            1
        }
        "union" => {
            let mut tokens = table.tokens.clone().into_iter();
            let Some(TokenTree::Ident(of)) = tokens.next() else {
                panic!("{}: a union without a name", path.display())
            };
            let Some(TokenTree::Group(rows)) = tokens.next() else {
                panic!("{}: {of} has no rows", path.display())
            };
            let rows = conversions(rows.stream());
            for (variant, shown) in &rows {
                let about = &sayings[&format!("{of}::{variant}")];
                let place = path.display();
                assert!(
                    !shown.is_empty() && about.starts_with(shown.as_str()),
                    "{place}: {of} from {variant} says {shown:?}, and the variant {about:?}"
                );
            }
            rows.len()
        }
        _ => 0,
    }
}

/// The rows of a union that make conversions, each with what it says.
fn conversions(rows: TokenStream) -> Vec<(String, String)> {
    let tokens: Vec<TokenTree> = rows.into_iter().collect();
    let rows =
        tokens.split(|token| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ','));
    let row = |input: ParseStream<'_>| {
        let attributes = input.call(Attribute::parse_outer)?;
        let name: syn::Ident = input.parse()?;
        let converts = input.peek(syn::token::Paren);
        input.parse::<TokenStream>()?;
        Ok(converts.then(|| (name.to_string(), said(&attributes))))
    };
    rows.filter(|tokens| !tokens.is_empty())
        .filter_map(|tokens| row.parse2(tokens.iter().cloned().collect()).unwrap())
        .collect()
}

/// What the runtime's macros make for callers says what the table says.
#[test]
fn macros_hand_on_what_a_table_says() {
    for file in ["newtype", "union"] {
        let text = std::fs::read_to_string(format!("runtime/src/codec/{file}.rs")).unwrap();
        let (_, text) = text.split_once("macro_rules!").unwrap();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let mut held = 0;
        for (number, line) in lines.iter().enumerate() {
            let function = ["pub fn ", "pub const fn ", "fn from"];
            if !function.iter().any(|start| line.starts_with(start)) || line.contains("from_inner")
            {
                continue;
            }
            let above = lines[..number].iter().rev();
            let mut above = above.take_while(|line| line.starts_with(['#', '/', '$']));
            assert!(
                above.any(|line| *line == "$( #[doc = $doc] )*"),
                "{file}: {line}"
            );
            held += 1;
        }
        assert!(held > 0, "{file}");
    }
}

#[test]
fn what_callers_name_says_what_it_is_about() {
    let mut held = 0;
    for (_, files) in GENERATED_CASES.iter() {
        for (path, text) in files.iter() {
            if path.starts_with("types") {
                held += hold(path, text);
            }
        }
    }
    assert!(held > 200, "only {held} functions");
}
