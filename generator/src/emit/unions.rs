//! Unions: one of several types, told apart by a table of rules.

use super::derives;
use super::module::Item;
use super::table::Table;
use super::tokens::{TypeWriter, ident, string};
use super::union_counts::UnionCounts;
use super::{assertions, docs, enums, setters, structs, value};
use crate::model::{
    JsonKind, Primitive, Rule, TypeDef, TypeKind, TypeRef, UnionDef, UnionVariant, Variant,
};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &UnionDef) -> Vec<Item> {
    let (docs, name) = (
        docs::attributes(&docs::of_type(writer.context, def)),
        ident(&def.name),
    );
    let counts = UnionCounts::of(body);
    let variants: Vec<TokenStream> = body
        .variants
        .iter()
        .map(|variant| self::variant(writer, &counts, variant))
        .collect();
    let values = body.values.iter().map(|value| {
        let text = value::plain_json(&value.value);
        enums::variant(value, &text)
    });
    let values: Vec<TokenStream> = values.collect();
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
    let derives = derives::of_type(def, None);
    let item = quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #(#values)*
            #unknown
        }
    };
    let mut items = vec![Item::Rust(item)];
    items.extend(constructors(writer, def, (body, &counts)).map(Item::Rust));
    items.push(Item::Table(table(writer, def, (body, &counts))));
    items
}

/// What a branch is, and how it is told apart from the others.
fn variant_docs(counts: &UnionCounts<'_>, variant: &UnionVariant) -> String {
    let contested = counts.contest(&variant.rule);
    let rule = match &variant.ty {
        TypeRef::Primitive(Primitive::Scalar(scalar)) if contested => {
            format!("Selected when it is {}.", scalar.format.words())
        }
        _ => by_rule(&variant.rule, contested),
    };
    match &variant.description {
        Some(description) => {
            let said = docs::sentence(&docs::safe(description));
            let apart = if said.contains('\n') { "\n\n" } else { " " };
            format!("{said}{apart}{rule}")
        }
        None => rule,
    }
}

fn variant(
    writer: &mut TypeWriter<'_>,
    counts: &UnionCounts<'_>,
    variant: &UnionVariant,
) -> TokenStream {
    let (docs, name, ty) = (
        docs::attributes(&variant_docs(counts, variant)),
        ident(&variant.name),
        writer.ty(&variant.ty),
    );
    quote!(#docs #name(#ty),)
}

/// How the branch is told apart from the others.
fn by_rule(rule: &Rule, contested: bool) -> String {
    let list = |names: &[String], joined: &str| {
        let spans: Vec<String> = names.iter().map(|name| docs::code(name)).collect();
        spans.join(joined)
    };
    match rule {
        Rule::Any => "Selected when no other branch fits.".to_owned(),
        Rule::Tag(key, values) => {
            format!(
                "Selected when {} is {}.",
                docs::code(key),
                list(values, " or ")
            )
        }
        Rule::TagIfPresent(key, values) => format!(
            "Selected when {} is {}, or is missing and no other branch fits better.",
            docs::code(key),
            list(values, " or ")
        ),
        Rule::InnerTag(path, values) => {
            let path: Vec<String> = path.iter().rev().map(|name| docs::code(name)).collect();
            let values = list(values, " or ");
            format!("Selected when {} is {values}.", path.join(" of "))
        }
        Rule::Keys(keys) => format!("Selected when it has {}.", list(keys, " and ")),
        Rule::Values(values) => format!("Selected when it is one of {}.", list(values, ", ")),
        Rule::Assertions(kind, all) => format!(
            "Selected when it is {} in JSON and {}, or fits no other branch better.",
            kind_words(*kind),
            assertions::words("it", all)
        ),
        Rule::Kinds(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind_words(*kind)).collect();
            let rest = if contested {
                " that fits no other branch better"
            } else {
                ""
            };
            format!("Selected when it is {} in JSON{rest}.", kinds.join(" or "))
        }
    }
}

pub(super) fn kind_words(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Boolean => "a boolean",
        JsonKind::Integer => "an integer",
        JsonKind::Number => "a number",
        JsonKind::String => "a string",
        JsonKind::Array => "an array",
        JsonKind::Object => "an object",
    }
}

fn table(
    writer: &mut TypeWriter<'_>,
    def: &TypeDef,
    (body, counts): (&UnionDef, &UnionCounts<'_>),
) -> Table {
    let rows = body
        .variants
        .iter()
        .map(|variant| row(writer, counts, variant))
        .collect();
    let mut table = Table::rows("union", def.name.as_str(), rows);
    let unknown = body.unknown.as_ref();
    let values = body.values.iter();
    let floats = values.clone().any(|value| value.value.is_f64());
    let values: Vec<String> = values.map(|value| value_row(value, floats)).collect();
    table.after = (!values.is_empty()).then_some(("values", values));
    table.tail = unknown.map(|unknown| format!("unknown {unknown}"));
    table
}

/// `Contact(ContactReply): VariantMatcher::Tag("type", &["user"])`. The payload stands
/// there only where no other branch has the same, for it makes a conversion, which
/// says what the branch does. The branch of text is made of a literal too.
fn row(writer: &mut TypeWriter<'_>, counts: &UnionCounts<'_>, variant: &UnionVariant) -> String {
    let alone = counts.are_alone(&variant.ty);
    let ty = spaced(&writer.ty(&variant.ty));
    let methods = accessors(writer, variant, alone);
    let (payload, about) = if alone {
        let text = variant.ty == TypeRef::Primitive(Primitive::String);
        let literal = if text { ", &str" } else { "" };
        let about = docs::comment(&docs::summary(&variant_docs(counts, variant)));
        (format!("({ty}{literal})"), about)
    } else {
        Default::default()
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
    format!(
        "{about}{}{payload}{methods}: {}{tagged}",
        variant.name,
        rule(&variant.rule)
    )
}

/// ` [as_contact, into_contact]`, with the type that they give where the payload
/// doesn't say it.
fn accessors(writer: &mut TypeWriter<'_>, variant: &UnionVariant, alone: bool) -> String {
    let Some((by_reference, by_value)) = &variant.accessors else {
        return String::new();
    };
    let of = match &variant.ty {
        TypeRef::Boxed(inner) => Some(&**inner),
        ty => (!alone).then_some(ty),
    };
    let of = of.map(|ty| format!(": {}", spaced(&writer.ty(ty))));
    format!(" [{by_reference}, {by_value}{}]", of.unwrap_or_default())
}

/// `Auto: "auto"`. Beside numbers with a fraction, all are floats: `1` and `1.0` are
/// one number.
fn value_row(value: &Variant<serde_json::Value>, floats: bool) -> String {
    let fraction = if floats && value.value.is_i64() {
        ".0"
    } else {
        ""
    };
    let literal = match value.value.as_i64().filter(|_| floats) {
        Some(number) => number.to_string(),
        None => structs::literal(&value.value),
    };
    format!("{}: {literal}{fraction}", value.name)
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
        // Each branch of it writes its own.
        TypeKind::Union(_) => variant.tags.is_empty(),
        _ => false,
    }
}

pub(super) fn rule(rule: &Rule) -> String {
    let list = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| string(name)).collect();
        format!("&[{}]", names.join(", "))
    };
    match rule {
        Rule::Any => "VariantMatcher::Any".to_owned(),
        Rule::Tag(key, values) => format!("VariantMatcher::Tag({}, {})", string(key), list(values)),
        Rule::TagIfPresent(key, values) => {
            format!(
                "VariantMatcher::TagIfPresent({}, {})",
                string(key),
                list(values)
            )
        }
        Rule::InnerTag(path, values) => {
            format!("VariantMatcher::InnerTag({}, {})", list(path), list(values))
        }
        Rule::Keys(keys) => format!("VariantMatcher::Keys({})", list(keys)),
        Rule::Values(values) => format!("VariantMatcher::Values({})", list(values)),
        Rule::Assertions(kind, all) => format!(
            "VariantMatcher::Assertions(JsonType::{kind:?}, {})",
            assertions::table(all)
        ),
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
fn constructors(
    writer: &mut TypeWriter<'_>,
    def: &TypeDef,
    (body, counts): (&UnionDef, &UnionCounts<'_>),
) -> Option<TokenStream> {
    if !def.usage.request {
        return None;
    }
    let types = &writer.context.api.types;
    let functions: Vec<TokenStream> = body
        .variants
        .iter()
        .filter_map(|variant| {
            let TypeRef::Named(id) = &variant.ty else {
                return None;
            };
            let TypeKind::Struct(payload) = &types[*id].kind else {
                return None;
            };
            let constructor = variant.constructor.as_ref()?;
            let about = docs::summary(&variant_docs(counts, variant));
            let payload = (&variant.ty, payload);
            Some(setters::branch(
                writer,
                constructor,
                &variant.name,
                payload,
                &about,
            ))
        })
        .collect();
    setters::block(&ident(&def.name), &functions)
}
