//! `json_schema.rs`: the JSON Schema of every type, behind a feature.

use super::module::{Item, Module};
use super::tokens::raw_string;
use super::{Context, features};
use crate::model::{JsonSchema, TypeDef};
use crate::tree::turns_direction;

pub(super) fn module(context: Context<'_>) -> Module {
    let mut module = Module::new(
        "json_schema.rs",
        "The JSON Schema of each type, as the description has it.",
    );
    let types = context.path("types");
    let mut defs = context.api.types.iter();
    // An import that only some features need is one more condition.
    let has_conditions = defs.any(|(_, def)| !def.features.is_empty());
    for (_, def) in context.api.types.iter() {
        if let Some(schema) = &def.json_schema {
            let name = if has_conditions {
                "*"
            } else {
                def.name.as_str()
            };
            module.imports.add(&types, name);
            module.items.push(Item::Text(table(context, def, schema)));
        }
    }
    module
}

fn table(context: Context<'_>, def: &TypeDef, schema: &JsonSchema) -> String {
    let text = serde_json::to_string_pretty(&schema.value).unwrap_or_default();
    let text = visible(&text);
    let text = raw_string(&text);
    let references = schema.references.iter().map(|(name, id)| {
        let ty = &context.api.types[*id].name;
        format!("    {name:?} => {ty},\n")
    });
    let mut condition = features::text(&def.features);
    if !condition.is_empty() {
        condition.push('\n');
    }
    format!(
        "{condition}oas_runtime::json_schema! {{\n    {} = {text},\n{}}}\n",
        def.name,
        references.collect::<String>(),
    )
}

/// JSON in which what turns the direction of a text, which Rust refuses, is escaped.
fn visible(json: &str) -> String {
    let escaped = json.chars().map(|character| match character {
        turning if turns_direction(turning) => format!("\\u{:04x}", u32::from(turning)),
        other => other.to_string(),
    });
    escaped.collect()
}
