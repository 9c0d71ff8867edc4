//! Structs: fields, a constructor, setters, and the table of wire names.

use super::derives;
use super::module::Item;
use super::sample::grouped;
use super::table::{Section, Table, WIDTH};
use super::tokens::{TypeWriter, ident, string};
use super::unions::spaced;
use super::{Context, constant, constructors, conversions, defaults, docs, setters, value};
use crate::model::{Codec, Field, FieldShape, StructDef, TypeDef, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

pub(super) fn items(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &StructDef) -> Vec<Item> {
    let said = Said::of(writer.context, def, body);
    let mut items = vec![Item::Rust(definition(writer, def, body, &said))];
    items.extend(constructors::required(writer, def, body));
    items.extend(methods(writer, def, body, &said).map(Item::Rust));
    items.extend(conversions::from_response(writer, def, body).map(Item::Rust));
    items.push(Item::Table(record(writer, def, body)));
    items
}

/// What is said of a struct and of each of its fields, which definition and methods
/// both show.
struct Said {
    ty: String,
    fields: Vec<String>,
}

impl Said {
    fn of(context: Context<'_>, def: &TypeDef, body: &StructDef) -> Self {
        let fields = body.fields.iter();
        Self {
            ty: docs::of_type(context, def),
            fields: fields
                .map(|field| value::of_field(context.api, field))
                .collect(),
        }
    }
}

/// The constructor and, on types that callers make, setters.
fn methods(
    writer: &mut TypeWriter<'_>,
    def: &TypeDef,
    body: &StructDef,
    said: &Said,
) -> Option<TokenStream> {
    let about = docs::summary(&said.ty);
    let fields = body.fields.iter();
    let fields = fields.map(|field| (&field.name, &field.ty, &*field.value));
    let mut functions = defaults::constants(writer, fields);
    functions.extend(constructors::new(writer, def, body, &about));
    if def.usage.request {
        let fields = body.fields.iter().zip(&said.fields);
        let fields = fields.filter(|(field, _)| field.is_settable());
        functions.extend(fields.map(|(field, said)| {
            let about = docs::summary(said);
            setters::of_field(writer, def, field, &about)
        }));
    }
    let default = constructors::default(writer, def, body, &about);
    let block = setters::block(&ident(&def.name), &functions);
    (block.is_some() || default.is_some()).then(|| quote!(#block #default))
}

fn definition(
    writer: &mut TypeWriter<'_>,
    def: &TypeDef,
    body: &StructDef,
    said: &Said,
) -> TokenStream {
    let docs = docs::attributes(&said.ty);
    let name = ident(&def.name);
    let fields: Vec<TokenStream> = body
        .fields
        .iter()
        .zip(&said.fields)
        .map(|(field, said)| self::field(writer, field, said))
        .collect();
    let rest = body.rest.as_ref().map(|rest| {
        let (name, map) = (
            ident(&rest.name),
            writer.ty(&TypeRef::Map(Box::new(rest.value.clone()))),
        );
        quote! {
            /// Additional properties.
            pub #name: #map,
        }
    });
    let constants = constructors::kept_constants(body).map(ident);
    let constants: Vec<TokenStream> = constants
        .map(|name| quote!(#name: oas_runtime::codec::Constant,))
        .collect();
    let derives = derives::of_record(def, is_default(body).then_some("Default"));
    let must_use = setters::is_sent_only(def).then(|| quote!(#[must_use]));
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        #must_use
        pub struct #name {
            #(#fields)*
            #rest
            #(#constants)*
        }
    }
}

/// Whether nothing has to be given.
fn is_default(body: &StructDef) -> bool {
    body.fields
        .iter()
        .all(|field| field.shape != FieldShape::Plain)
}

fn field(writer: &mut TypeWriter<'_>, field: &Field, said: &str) -> TokenStream {
    let (docs, name, ty) = (
        docs::attributes(said),
        ident(&field.name),
        field_type(writer, field),
    );
    quote!(#docs pub #name: #ty,)
}

/// The type with its presence.
fn field_type(writer: &mut TypeWriter<'_>, field: &Field) -> TokenStream {
    let ty = writer.ty(&field.ty);
    match field.shape {
        FieldShape::Plain => ty,
        FieldShape::Option | FieldShape::Null => {
            let option = writer.prelude("Option");
            quote!(#option<#ty>)
        }
        FieldShape::Patch => {
            let patch = writer.imports.runtime(writer.context.taken, "Patch");
            quote!(#patch<#ty>)
        }
    }
}

fn record(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &StructDef) -> Table {
    let rows = |shapes: &[FieldShape]| -> Vec<String> {
        body.fields
            .iter()
            .filter(|field| shapes.contains(&field.shape))
            .map(row)
            .collect()
    };
    let given = given(writer, body);
    let mut required = "required".to_owned();
    let mut sections = Vec::new();
    if !given.is_empty() {
        let beside = format!("given({}); required", given.join(", "));
        if beside.len() + "     {".len() <= WIDTH {
            required = beside;
        } else {
            sections.push(Section::Call("given", given));
        }
    }
    for (name, rows) in [
        (required.as_str(), rows(&[FieldShape::Plain])),
        ("nullable", rows(&[FieldShape::Null])),
        ("optional", rows(&[FieldShape::Option, FieldShape::Patch])),
        ("expected", expected(body)),
        ("always", constants(body, Kept::Private)),
        ("constant", constants(body, Kept::Nowhere)),
    ] {
        if !rows.is_empty() {
            sections.push(Section::List(name.to_owned(), rows));
        }
    }
    sections.extend(
        body.bare
            .iter()
            .map(|bare| Section::Statement(format!("shorthand {bare}"))),
    );
    sections.extend(
        body.rest
            .iter()
            .map(|rest| Section::Statement(format!("additional {}", rest.name))),
    );
    if sections.is_empty() {
        sections.push(Section::Rows(Vec::new()));
    }
    let implemented = if derives::is_hashed(def) {
        ": Eq + Hash"
    } else {
        ""
    };
    Table::with(
        "json_object",
        format!("{}{implemented}", def.name),
        sections,
    )
}

/// The types of what a constructor takes beside what it leaves out.
fn given(writer: &mut TypeWriter<'_>, body: &StructDef) -> Vec<String> {
    let is_plain = |field: &&Field| field.shape == FieldShape::Plain;
    let required: Vec<&Field> = body.fields.iter().filter(is_plain).collect();
    if required.is_empty() || !constructors::has_others(body) {
        return Vec::new();
    }
    let types = required.iter();
    types.map(|field| spaced(&writer.ty(&field.ty))).collect()
}

fn row(field: &Field) -> String {
    let codec = match field.codec {
        Some(Codec::Number) => " as Number",
        Some(Codec::Text) => " as Text",
        Some(Codec::Lenient) => " as Lenient",
        Some(Codec::Serde) => " as Serde",
        None => "",
    };
    // An update says by itself what null is.
    let is_nullable = field.shape == FieldShape::Option && field.presence.allows_null();
    let null = if is_nullable { " or null" } else { "" };
    // A row that says no wire name means the field's own.
    if field.name.as_str() == field.wire.as_str() {
        format!("{}{codec}{null}", field.name)
    } else {
        let wire = string(field.wire.as_str());
        format!("{}: {wire}{codec}{null}", field.name)
    }
}

/// Optional members that have one value.
fn expected(body: &StructDef) -> Vec<String> {
    let optional = body
        .fields
        .iter()
        .filter(|field| field.shape != FieldShape::Plain);
    optional
        .filter_map(|field| {
            let value = constant::literal_of_type(&field.ty, field.constant.as_ref()?)?;
            let name = field.name.as_str();
            let wire = field.wire.as_str();
            Some(if name == wire {
                format!("{name} = {value}")
            } else {
                format!("{name}: {} = {value}", string(wire))
            })
        })
        .collect()
}

/// Where another value of a constant member goes.
#[derive(Clone, Copy, PartialEq)]
enum Kept {
    /// To a private field.
    Private,
    /// Nothing is read.
    Nowhere,
}

fn constants(body: &StructDef, kept: Kept) -> Vec<String> {
    let constants = body.constants.iter();
    constants
        .filter(|constant| constant.kept.is_some() == (kept == Kept::Private))
        .map(|constant| {
            let wire = string(constant.wire.as_str());
            let value = literal(&constant.value);
            match &constant.kept {
                Some(field) => format!("{field}: {wire} = {value}"),
                None => format!("{wire}: {value}"),
            }
        })
        .collect()
}

/// A value as Rust, one with parts by its text. Nothing else says that a number is a long
/// one.
pub(super) fn literal(value: &Value) -> String {
    match value {
        Value::Null => "oas_runtime::Value::Null".to_owned(),
        Value::String(text) => string(text),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => {
                let sign = if number < 0 { "-" } else { "" };
                let suffix = i32::try_from(number).map_or("_i64", |_| "");
                format!(
                    "{sign}{}{suffix}",
                    grouped(&number.unsigned_abs().to_string())
                )
            }
            (None, Some(number)) => format!("{}_u64", grouped(&number.to_string())),
            (None, None) => number.to_string(),
        },
        Value::Array(_) | Value::Object(_) => {
            format!(
                "oas_runtime::codec::JsonText({})",
                string(&value.to_string())
            )
        }
        Value::Bool(truth) => truth.to_string(),
    }
}
