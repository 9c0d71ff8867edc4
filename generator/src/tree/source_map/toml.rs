//! The values of TOML, which its parser gives with their places.

use super::builder::Builder;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) fn scan(text: &str, builder: &mut Builder<'_>) {
    let Ok(table) = DeTable::parse(text) else {
        return;
    };
    builder.start_map(0, 0);
    members(table.get_ref(), builder);
    builder.end(text.len());
}

fn members(table: &DeTable<'_>, builder: &mut Builder<'_>) {
    for (key, value) in table {
        builder.scalar(key.span(), key.get_ref());
        one(value, builder);
    }
}

/// The parser bounds how deep values lie in each other.
fn one(value: &Spanned<DeValue<'_>>, builder: &mut Builder<'_>) {
    let range = value.span();
    match value.get_ref() {
        DeValue::Table(table) => {
            builder.start_map(range.start, 0);
            members(table, builder);
            builder.end(range.end);
        }
        DeValue::Array(list) => {
            builder.start_list(range.start, 0);
            for value in list {
                one(value, builder);
            }
            builder.end(range.end);
        }
        DeValue::String(text) => builder.scalar(range, text),
        _ => builder.scalar(range, ""),
    }
}
