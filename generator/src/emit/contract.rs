//! `contract.rs`: a test for each example of the document, through its type
//! and back.

use super::Context;
use super::module::Module;
use super::tokens::{From, TypeWriter};
use crate::analysis::{fits, held};
use crate::model::{Payload, RustIdent, TypeArena, TypeDef, TypeRef};
use crate::names::{Convention, Scope};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// An example and what it is an example of.
struct Example<'a> {
    name: String,
    ty: TypeRef,
    value: &'a Value,
    place: &'a crate::load::Place,
}

pub(super) fn module(context: Context<'_>) -> Module {
    let mut module = Module::new(
        "contract.rs",
        "Every example of the description, through its type and back.",
    );
    let mut scope = Scope::new(
        Convention::Value,
        &["same", "plain", "all", "without_nulls"],
    );
    let mut imports = std::mem::take(&mut module.imports);
    let mut writer = TypeWriter {
        context,
        imports: &mut imports,
        from: From::Elsewhere,
        module: "",
    };
    let mut seen: HashMap<&Value, Vec<TypeRef>> = HashMap::new();
    let mut tests = Vec::new();
    let mut kept = HashSet::new();
    for example in examples(context) {
        // What a schema does not declare is not written again.
        if fits(&context.api.types, &example.ty, example.value).is_err() {
            continue;
        }
        let types = seen.entry(example.value).or_default();
        if types.contains(&example.ty) {
            continue;
        }
        types.push(example.ty.clone());
        let name = scope.claim(&[&example.name], "example", example.place).name;
        let keeps = keeps_nulls(&context.api.types, &example.ty);
        kept.insert(keeps);
        tests.push(test(&mut writer, &name, &example, keeps));
    }
    if tests.is_empty() {
        module.docs = String::from("The description has no examples that could be tested.");
        return module;
    }
    let mut helpers = vec![helper(&mut writer)];
    let value = writer.imports.runtime(context.taken, "Value");
    helpers.extend(kept.contains(&true).then(|| all(&value)));
    helpers.extend(kept.contains(&false).then(|| without_nulls(&value)));
    module.imports = imports;
    for helper in helpers {
        module.rust(helper);
    }
    for test in tests {
        module.rust(test);
    }
    module
}

fn examples(context: Context<'_>) -> Vec<Example<'_>> {
    let mut found = Vec::new();
    for operation in context.api.operations() {
        let name = operation.name.plain();
        for body in operation.bodies() {
            found.extend(body.examples.iter().map(|example| Example {
                name: format!("{name}_takes_{}", example.name),
                ty: body.ty.clone(),
                value: &example.value,
                place: &example.place,
            }));
        }
        for answer in &operation.answers.0 {
            let json = answer.payload.as_ref().and_then(Payload::json);
            let Some(ty) = json else { continue };
            found.extend(answer.examples.iter().map(|example| Example {
                name: format!("{name}_answers_{}_{}", answer.status, example.name),
                ty: ty.clone(),
                value: &example.value,
                place: &example.place,
            }));
        }
    }
    let messages = context
        .api
        .webhooks
        .iter()
        .flat_map(|webhooks| &webhooks.messages);
    for message in messages {
        let Some(ty) = &message.ty else { continue };
        found.extend(message.examples.iter().map(|example| Example {
            name: format!("webhook_{}_{}", message.variant.plain(), example.name),
            ty: ty.clone(),
            value: &example.value,
            place: &example.place,
        }));
    }
    for (id, def) in context
        .api
        .types
        .iter()
        .filter(|(_, def)| !def.usage.nowhere)
    {
        found.extend(of_type(def).map(|(place, value)| Example {
            name: format!("{}_is", def.module.plain()),
            ty: TypeRef::Named(id),
            value,
            place,
        }));
    }
    found
}

fn of_type(def: &TypeDef) -> impl Iterator<Item = (&crate::load::Place, &Value)> {
    def.examples.iter().map(|(place, value)| (place, value))
}

/// What the tests share. Null and absent are the same in an answer, and not in
/// a request; `1` and `1.0` are the same number in JSON, and not in `Value`.
fn helper(writer: &mut TypeWriter<'_>) -> TokenStream {
    let taken = writer.context.taken;
    let value = writer.imports.runtime(taken, "Value");
    let decode = writer.imports.runtime(taken, "Decode");
    let error = writer.imports.runtime(taken, "CodecError");
    let serialize = quote!(oas_runtime::serde::Serialize);
    let result = writer.prelude("Result");
    quote! {
        /// Reads an example, writes it again, and holds one against the other.
        #[track_caller]
        fn same<T: #decode + #serialize>(json: &str, keep: fn(#value) -> #value) -> #result<(), #error> {
            let read: T = oas_runtime::from_str(json)?;
            let written = oas_runtime::to_value(&read)?;
            let given = oas_runtime::from_str(json)?;
            assert_eq!(keep(plain(written)), keep(plain(given)));
            Ok(())
        }

        /// Whole numbers alike, whether they are written with a fraction or not.
        fn plain(value: #value) -> #value {
            match value {
                #value::Object(members) => members
                    .into_iter()
                    .map(|(key, value)| (key, plain(value)))
                    .collect(),
                #value::Array(items) => items.into_iter().map(plain).collect(),
                #value::Number(number) => match number.as_f64() {
                    Some(whole) if whole.fract() == 0.0 && whole.abs() < 1e15 => whole.into(),
                    _ => #value::Number(number),
                },
                other => other,
            }
        }

    }
}

/// In a request every member counts.
fn all(value: &TokenStream) -> TokenStream {
    quote! {
        /// In a request every member counts.
        fn all(value: #value) -> #value {
            value
        }
    }
}

/// In an answer null says as much as absence.
fn without_nulls(value: &TokenStream) -> TokenStream {
    quote! {
        /// In an answer null says as much as absence.
        fn without_nulls(value: #value) -> #value {
            match value {
                #value::Object(members) => members
                    .into_iter()
                    .filter(|(_, value)| !value.is_null())
                    .map(|(key, value)| (key, without_nulls(value)))
                    .collect(),
                #value::Array(items) => items.into_iter().map(without_nulls).collect(),
                other => other,
            }
        }
    }
}

fn test(
    writer: &mut TypeWriter<'_>,
    name: &RustIdent,
    example: &Example<'_>,
    keeps_nulls: bool,
) -> TokenStream {
    let name = format_ident!("{}", name.plain());
    let ty = writer.ty(&example.ty);
    let error = writer.imports.runtime(writer.context.taken, "CodecError");
    let result = writer.prelude("Result");
    let json = raw_string(example.value);
    let keep = if keeps_nulls {
        quote!(all)
    } else {
        quote!(without_nulls)
    };
    quote! {
        #[test]
        fn #name() -> #result<(), #error> {
            let json = #json;
            same::<#ty>(json, #keep)
        }
    }
}

/// Whether null comes back as null: everywhere but in what answers hold.
fn keeps_nulls(types: &TypeArena, ty: &TypeRef) -> bool {
    let mut seen = HashSet::new();
    let mut waiting = vec![ty];
    while let Some(ty) = waiting.pop() {
        let TypeRef::Named(id) = ty.innermost() else {
            continue;
        };
        if !seen.insert(*id) {
            continue;
        }
        if types[*id].usage.answer {
            return false;
        }
        waiting.extend(held(&types[*id].kind));
    }
    true
}

/// JSON as a raw string, with as many `#` as it takes, where it needs any.
fn raw_string(value: &Value) -> TokenStream {
    let text = serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string());
    if !text.contains(['"', '\\']) {
        return quote!(#text);
    }
    let mut marks = String::from("#");
    while text.contains(&format!("\"{marks}")) {
        marks.push('#');
    }
    let raw = format!("r{marks}\"{text}\"{marks}");
    match raw.parse::<Literal>() {
        Ok(literal) => quote!(#literal),
        Err(_) => quote!(#text),
    }
}
