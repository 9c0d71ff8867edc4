//! The JSON Schema of a type, behind a feature.

use super::Context;
use super::module::Item;
use crate::model::TypeDef;

pub(super) fn item(context: Context<'_>, def: &TypeDef) -> Option<Item> {
    let schema = def.json_schema.as_ref()?;
    let text = serde_json::to_string_pretty(&schema.value).unwrap_or_default();
    let text: String = text.chars().map(visible).collect();
    let (quote, references) = (hashes(&text), schema.references.iter());
    let types = context.path("types");
    let references = references.map(|(name, id)| {
        let ty = &context.api.types[*id].name;
        format!("    {name:?} => {types}::{ty},\n")
    });
    Some(Item::Text(format!(
        "#[cfg(feature = \"schemars\")]\noas_runtime::json_schema! {{\n    {} = r{quote}\"{text}\"{quote},\n{}}}\n",
        def.name,
        references.collect::<String>(),
    )))
}

/// A character as JSON may write it: what turns the direction of a text, Rust refuses.
fn visible(character: char) -> String {
    match character {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            format!("\\u{:04x}", u32::from(character))
        }
        other => other.to_string(),
    }
}

/// As many as a raw string of the text needs.
fn hashes(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    hashes
}
