//! Structs: fields, a constructor, setters, and the table of wire names.

use super::module::Item;
use super::table::{Section, Table};
use super::tokens::{Accepts, TypeWriter, accepts, ident, string};
use super::unions::spaced;
use super::{docs, types};
use crate::model::{Codec, Field, FieldShape, StructDef, TypeDef, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &StructDef) -> Vec<Item> {
    let mut items = vec![Item::Rust(definition(writer, def, body))];
    items.extend(setters(writer, def, body));
    items.push(Item::Table(record(writer, def, body)));
    items
}

fn definition(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &StructDef) -> TokenStream {
    let docs = docs::attributes(&docs::of(&def.docs, &types::fallback(def)));
    let name = ident(&def.name);
    let fields: Vec<TokenStream> = body
        .fields
        .iter()
        .map(|field| self::field(writer, field))
        .collect();
    let rest = body.rest.as_ref().map(|rest| {
        let (name, map) = (
            ident(&rest.name),
            writer.ty(&TypeRef::Map(Box::new(rest.value.clone()))),
        );
        quote! {
            /// Members that the description does not declare.
            pub #name: #map,
        }
    });
    let default = is_default(body).then(|| quote!(, Default));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq #default)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #rest
        }
    }
}

/// Whether nothing has to be given.
fn is_default(body: &StructDef) -> bool {
    body.fields
        .iter()
        .all(|field| field.shape != FieldShape::Plain)
}

fn field(writer: &mut TypeWriter<'_>, field: &Field) -> TokenStream {
    let (docs, name, ty) = (
        docs::attributes(&field_docs(field)),
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

/// The field's own words, then its bounds and what it is by default.
fn field_docs(field: &Field) -> String {
    let mut text = docs::of(&field.docs, &super::enums::code_span(field.wire.as_str()));
    let mut notes = field.constraints.notes.clone();
    if let Some(constant) = &field.constant {
        let constant = plain_json(constant);
        // Most descriptions say it already.
        if !text.contains(&constant) || text.starts_with('`') {
            notes.push(format!("Always {}.", docs::code(&constant)));
        }
    }
    if let Some(default) = field.default.as_ref().filter(|default| !default.is_null()) {
        notes.push(format!("Default: {}.", docs::code(&plain_json(default))));
    }
    if !notes.is_empty() {
        let notes = notes.join(" ");
        // A paragraph of one line takes them in; a list or a table would not.
        text = if text.contains('\n') {
            format!("{text}\n\n{notes}")
        } else {
            format!("{} {notes}", docs::sentence(&text))
        };
    }
    text
}

fn plain_json(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// `new`, for types that callers make: of what is required. What only responses
/// hold is made by tests alone.
fn constructor(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &StructDef) -> Option<Section> {
    let given: Vec<&Field> = body.given().collect();
    if given.is_empty() && !def.usage.request {
        return None;
    }
    let heading = if def.usage.request { "new" } else { "test new" };
    let rows = given
        .iter()
        .map(|field| format!("{}: {}", field.name, setter_type(writer, &field.ty)))
        .collect();
    Some(Section::Call(heading.to_owned(), rows))
}

/// Setters for what may be set, on types that callers make.
fn setters(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &StructDef) -> Option<Item> {
    if !def.usage.request {
        return None;
    }
    let fields = body
        .fields
        .iter()
        .filter(|field| field.shape != FieldShape::Plain);
    let rows: Vec<String> = fields.map(|field| setter(writer, field)).collect();
    (!rows.is_empty()).then(|| {
        Item::Table(Table::with(
            writer.imports.macro_name("setters"),
            def.name.as_str(),
            vec![Section::Short(rows)],
        ))
    })
}

/// A row of `setters!`: what the setter takes shows in the brackets.
fn setter(writer: &mut TypeWriter<'_>, field: &Field) -> String {
    let takes = setter_type(writer, &field.ty);
    let clear = match (field.shape, &field.clear_name) {
        (FieldShape::Patch, Some(clear)) => format!(" | {clear}"),
        _ => String::new(),
    };
    format!("{}: {takes}{clear}", field.name)
}

/// What a setter takes, in the grammar of `setters!`.
pub(super) fn setter_type(writer: &mut TypeWriter<'_>, ty: &TypeRef) -> String {
    match (accepts(ty), ty) {
        (Accepts::Into, ty) => spaced(&writer.ty(ty)),
        (Accepts::List, TypeRef::List(item)) => format!("[{}]", spaced(&writer.ty(item))),
        (Accepts::Map, TypeRef::Map(value)) => format!("{{{}}}", spaced(&writer.ty(value))),
        (Accepts::Boxed, TypeRef::Boxed(inner)) => format!("=> {}", spaced(&writer.ty(inner))),
        (_, ty) => format!("= {}", spaced(&writer.ty(ty))),
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
    let mut sections: Vec<Section> = constructor(writer, def, body).into_iter().collect();
    for (name, rows) in [
        ("required", rows(&[FieldShape::Plain])),
        ("nullable", rows(&[FieldShape::Null])),
        ("optional", rows(&[FieldShape::Option, FieldShape::Patch])),
        ("constant", constants(body)),
    ] {
        if !rows.is_empty() {
            sections.push(Section::List(name, rows));
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
    Table::with(
        writer.imports.macro_name("json_object"),
        def.name.as_str(),
        sections,
    )
}

fn row(field: &Field) -> String {
    let codec = match field.codec {
        Some(Codec::Number) => " as Number",
        Some(Codec::Text) => " as Text",
        Some(Codec::Lenient) => " as Lenient",
        Some(Codec::Serde) => " as Serde",
        None => "",
    };
    // A row that says no wire name means the field's own.
    if field.name.as_str() == field.wire.as_str() {
        format!("{}{codec}", field.name)
    } else {
        format!("{}: {}{codec}", field.name, string(field.wire.as_str()))
    }
}

fn constants(body: &StructDef) -> Vec<String> {
    body.constants
        .iter()
        .map(|constant| {
            let value = match constant.value.as_str() {
                Some(text) => string(text),
                None => constant.value.to_string(),
            };
            format!("{}: {value}", string(constant.wire.as_str()))
        })
        .collect()
}
