//! `json_schema.rs`: the JSON Schema of every type, behind a feature.

use super::module::{Item, Module};
use super::{Context, features, json_text};
use crate::model::{JsonSchema, TypeDef};

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
    let text = json_text::literal(&schema.value);
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
