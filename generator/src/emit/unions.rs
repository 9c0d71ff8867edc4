//! Unions: one of several types, told apart by a table of rules.

use super::module::Item;
use super::table::Table;
use super::tokens::{TypeWriter, ident, string};
use super::{docs, types};
use crate::model::{JsonKind, Primitive, Rule, TypeDef, TypeKind, TypeRef, UnionDef, UnionVariant};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &UnionDef) -> Vec<Item> {
    let text = docs::of(&def.docs, &types::fallback(def));
    let (docs, name) = (docs::attributes(&text), ident(&def.name));
    let variants: Vec<TokenStream> = body
        .variants
        .iter()
        .map(|variant| self::variant(writer, variant))
        .collect();
    let unknown = body.unknown.as_ref().map(|unknown| {
        let (unknown, value) = (
            ident(unknown),
            writer.imports.runtime(writer.context.taken, "Value"),
        );
        quote! {
            /// JSON that fits none of the others, as it came.
            #unknown(#value),
        }
    });
    let item = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
        }
    };
    let mut items = vec![Item::Rust(item), Item::Table(table(writer, def, body))];
    items.extend(constructors(writer, def, body));
    items
}

fn variant(writer: &mut TypeWriter<'_>, variant: &UnionVariant) -> TokenStream {
    let rule = by_rule(&variant.rule);
    let text = match &variant.description {
        Some(description) => {
            let said = docs::sentence(&docs::safe(description));
            let apart = if said.contains('\n') { "\n\n" } else { " " };
            format!("{said}{apart}{rule}")
        }
        None => rule,
    };
    let (docs, name, ty) = (
        docs::attributes(&text),
        ident(&variant.name),
        writer.ty(&variant.ty),
    );
    quote!(#docs #name(#ty),)
}

/// How the branch is told apart from the others.
fn by_rule(rule: &Rule) -> String {
    let list = |names: &[String], joined: &str| {
        let spans: Vec<String> = names.iter().map(|name| docs::code(name)).collect();
        spans.join(joined)
    };
    match rule {
        Rule::Any => "Tried where no other fits.".to_owned(),
        Rule::Tag(key, values) => {
            format!("Told by {}: {}.", docs::code(key), list(values, " or "))
        }
        Rule::Keys(keys) => format!("Told by {}.", list(keys, " and ")),
        Rule::Values(values) => format!("One of {}.", list(values, ", ")),
        Rule::Kinds(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind_words(*kind)).collect();
            format!("In JSON {}.", kinds.join(" or "))
        }
    }
}

fn kind_words(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Boolean => "a boolean",
        JsonKind::Integer => "an integer",
        JsonKind::Number => "a number",
        JsonKind::String => "a string",
        JsonKind::Array => "a list",
        JsonKind::Object => "an object",
    }
}

fn table(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &UnionDef) -> Table {
    let rows = body
        .variants
        .iter()
        .map(|variant| row(writer, body, variant))
        .collect();
    let mut table = Table::rows(writer.imports.macro_name("union"), def.name.as_str(), rows);
    let text = text_branch(body).map(|variant| format!("text {}", variant.name));
    let unknown = body.unknown.as_ref();
    let unknown = unknown.map(|unknown| format!("unknown {unknown}"));
    let tail: Vec<String> = text.into_iter().chain(unknown).collect();
    table.tail = (!tail.is_empty()).then(|| tail.join(" "));
    table
}

/// `Contact(ContactReply): VariantMatcher::Tag("type", &["user"])`. The payload stands
/// there only where no other branch has the same, for it makes a conversion.
fn row(writer: &mut TypeWriter<'_>, body: &UnionDef, variant: &UnionVariant) -> String {
    let alone = body
        .variants
        .iter()
        .filter(|other| other.ty == variant.ty)
        .count()
        == 1;
    let payload = if alone {
        format!("({})", spaced(&writer.ty(&variant.ty)))
    } else {
        String::new()
    };
    let tagged = match &variant.rule {
        Rule::Tag(key, values) if !writes_tag(writer, variant, key) => {
            let value = values
                .first()
                .map(|value| string(value))
                .unwrap_or_default();
            format!(" tagged {} = {value}", string(key))
        }
        _ => String::new(),
    };
    format!("{}{payload}: {}{tagged}", variant.name, rule(&variant.rule))
}

fn writes_tag(writer: &TypeWriter<'_>, variant: &UnionVariant, key: &str) -> bool {
    let TypeRef::Named(id) = &variant.ty else {
        return false;
    };
    match &writer.context.api.types[*id].kind {
        TypeKind::Struct(def) => def
            .constants
            .iter()
            .any(|constant| constant.wire.as_str() == key),
        _ => false,
    }
}

fn rule(rule: &Rule) -> String {
    let list = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| string(name)).collect();
        format!("&[{}]", names.join(", "))
    };
    match rule {
        Rule::Any => "VariantMatcher::Any".to_owned(),
        Rule::Tag(key, values) => format!("VariantMatcher::Tag({}, {})", string(key), list(values)),
        Rule::Keys(keys) => format!("VariantMatcher::Keys({})", list(keys)),
        Rule::Values(values) => format!("VariantMatcher::Values({})", list(values)),
        Rule::Kinds(kinds) => match kinds.as_slice() {
            [only] => format!("VariantMatcher::Type(JsonType::{only:?})"),
            _ => {
                let kinds: Vec<String> = kinds
                    .iter()
                    .map(|kind| format!("JsonType::{kind:?}"))
                    .collect();
                format!("VariantMatcher::Types(&[{}])", kinds.join(", "))
            }
        },
    }
}

/// Tokens as people write a type: `Vec<String>`.
pub(super) fn spaced(tokens: &TokenStream) -> String {
    tokens
        .to_string()
        .replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" >", ">")
        .replace(" ,", ",")
}

/// `TicketContact::id("…")`: branches made of what they require.
fn constructors(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &UnionDef) -> Option<Item> {
    if !def.usage.request {
        return None;
    }
    let rows: Vec<String> = body
        .variants
        .iter()
        .filter_map(|variant| constructor(writer, variant))
        .collect();
    (!rows.is_empty()).then(|| {
        let name = writer.imports.macro_name("branches");
        Item::Table(Table::rows(name, def.name.as_str(), rows))
    })
}

/// `id = Id(TicketContactId)(id: ContactId)`.
fn constructor(writer: &mut TypeWriter<'_>, variant: &UnionVariant) -> Option<String> {
    let method = variant.constructor.as_ref()?;
    let TypeRef::Named(id) = &variant.ty else {
        return None;
    };
    let def = &writer.context.api.types[*id];
    let TypeKind::Struct(payload) = &def.kind else {
        return None;
    };
    let arguments: Vec<String> = payload
        .given()
        .map(|field| {
            let takes = super::structs::setter_type(writer, &field.ty);
            format!("{}: {takes}", field.name)
        })
        .collect();
    let payload = spaced(&writer.ty(&variant.ty));
    let head = format!("{method} = {}({payload})", variant.name);
    Some(wrapped(&head, &arguments))
}

/// A row that is a line, or has its arguments below.
fn wrapped(head: &str, arguments: &[String]) -> String {
    const WIDTH: usize = 95;
    let line = format!("{head}({})", arguments.join(", "));
    if line.len() < WIDTH {
        return line;
    }
    let mut text = format!("{head}(\n");
    for argument in arguments {
        text.push_str(&format!("    {argument},\n"));
    }
    text.push(')');
    text
}

/// The branch of text, if there is just one: it can be made of a literal.
fn text_branch(body: &UnionDef) -> Option<&UnionVariant> {
    let text = TypeRef::Primitive(Primitive::String);
    let mut branches = body.variants.iter().filter(|variant| variant.ty == text);
    match (branches.next(), branches.next()) {
        (Some(variant), None) => Some(variant),
        _ => None,
    }
}
