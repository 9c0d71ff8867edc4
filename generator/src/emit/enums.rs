//! Open enums of strings and integers: a table that is the enum.

use super::module::Item;
use super::sample::grouped;
use super::table::Table;
use super::tokens::{TypeWriter, string};
use super::{docs, types};
use crate::model::{EnumDef, EnumValues, TypeDef, Variant};

pub(super) fn items(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &EnumDef) -> Vec<Item> {
    let (name, rows) = match &body.values {
        EnumValues::Strings(values) => (
            "string_enum",
            rows(values, |value| string(value), String::clone),
        ),
        EnumValues::Integers(values) => (
            "integer_enum",
            rows(values, |value| integer(*value), i64::to_string),
        ),
    };
    let mut table = Table::rows(
        writer.imports.macro_name(name),
        format!("pub enum {}", def.name),
        rows,
    );
    table.docs = Some(docs::of(&def.docs, &types::fallback(def)));
    table.tail = body
        .unknown
        .as_ref()
        .map(|unknown| format!("unknown {unknown}"));
    vec![Item::Table(table)]
}

/// An integer as code, its digits in groups.
fn integer(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(&value.unsigned_abs().to_string()))
}

/// `BackOffice = "Back-office"`, below what the document says of it.
fn rows<T>(
    values: &[Variant<T>],
    literal: impl Fn(&T) -> String,
    shown: impl Fn(&T) -> String,
) -> Vec<String> {
    values
        .iter()
        .map(|variant| {
            let said = variant.description.as_deref().map(docs::safe);
            let value = code_span(&shown(&variant.value));
            let text: Vec<String> = said.into_iter().chain([value]).collect();
            let row = format!("{} = {}", variant.name, literal(&variant.value));
            format!("{}{row}", docs::comment(&text.join("\n\n")))
        })
        .collect()
}

/// A value as code, whatever characters it holds.
pub(super) fn code_span(text: &str) -> String {
    match docs::code(text) {
        empty if empty.trim().is_empty() => "The empty string.".to_owned(),
        code => format!("{code}."),
    }
}
