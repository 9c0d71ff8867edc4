//! A test for each example of the document, through its type and back: a file
//! for each tag.

use super::Context;
use super::module::{Item, Module};
use super::tokens::{Origin, TypeWriter, ident};
use crate::analysis::{fits, held};
use crate::model::{Payload, RustIdent, TypeArena, TypeDef, TypeRef};
use crate::names::{Convention, Scope};
use indexmap::IndexMap;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// An example and what it is an example of.
struct Example<'a> {
    /// What it is an example of, for the file that its test stands in.
    subject: &'a str,
    name: String,
    ty: TypeRef,
    value: &'a Value,
    place: &'a crate::tree::Place,
}

/// Where the tests lie.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// In the module `contract` of the crate.
    Module,
    /// In a test of its own, which sees of the crate what its users see.
    Test,
}

impl Home {
    fn index(self) -> &'static str {
        match self {
            Self::Module => "contract/mod.rs",
            Self::Test => "tests/contract/main.rs",
        }
    }

    fn path(self, file: &RustIdent) -> String {
        match self {
            Self::Module => format!("contract/{}.rs", file.plain()),
            Self::Test => format!("tests/contract/{}.rs", file.plain()),
        }
    }
}

/// The subjects that are no tag.
const WEBHOOKS: &str = "webhooks";
const SCHEMAS: &str = "schemas";

/// Names that the index has for itself, or that its file is called.
const RESERVED: &[&str] = &[
    "main",
    "oas_runtime",
    "same",
    "plain",
    "all",
    "without_nulls",
];

pub(super) fn modules(context: Context<'_>, home: Home) -> Vec<Module> {
    let mut files: IndexMap<&str, Vec<(Example<'_>, bool)>> = IndexMap::new();
    for (example, keeps) in tested(context) {
        let subject = example.subject;
        files.entry(subject).or_default().push((example, keeps));
    }
    files.sort_keys();
    let docs = "Every example of the description, through its type and back.";
    let mut index = Module::new(home.index(), docs);
    if files.is_empty() {
        return match home {
            // A person's crate names the module.
            Home::Module => vec![index],
            Home::Test => Vec::new(),
        };
    }
    let mut scope = Scope::new(Convention::Module, RESERVED);
    let nowhere = crate::tree::Place::default();
    let named: Vec<(RustIdent, Module)> = files
        .iter()
        .map(|(subject, examples)| {
            let longer = format!("{subject}_examples");
            let claim = scope.claim(&[subject, &longer], "examples", &nowhere);
            let module = file(context, home.path(&claim.name), subject, examples);
            (claim.name, module)
        })
        .collect();
    index.root = home == Home::Test;
    let skip = index.root.then(|| quote!(#[rustfmt::skip]));
    let mods = named.iter().map(|(name, _)| {
        let name = ident(name);
        quote!(#skip mod #name;)
    });
    index.items.push(Item::Lines(quote!(#(#mods)*)));
    let kept: HashSet<bool> = files.values().flatten().map(|(_, keeps)| *keeps).collect();
    for helper in helpers(context, &mut index, &kept) {
        index.rust(helper);
    }
    let modules = named.into_iter().map(|(_, module)| module);
    std::iter::once(index).chain(modules).collect()
}

/// The examples that come back whole, each type and value once, and whether
/// null comes back as null.
fn tested(context: Context<'_>) -> Vec<(Example<'_>, bool)> {
    let types = &context.api.types;
    let mut seen: HashMap<&Value, Vec<TypeRef>> = HashMap::new();
    let mut tested = Vec::new();
    for example in examples(context) {
        // What a schema does not declare is not written again.
        if fits(types, &example.ty, example.value).is_err() {
            continue;
        }
        let known = seen.entry(example.value).or_default();
        if !known.contains(&example.ty) {
            known.push(example.ty.clone());
            let keeps = keeps_nulls(types, &example.ty);
            tested.push((example, keeps));
        }
    }
    tested
}

fn file(
    context: Context<'_>,
    path: String,
    subject: &str,
    examples: &[(Example<'_>, bool)],
) -> Module {
    let what = match subject {
        WEBHOOKS => "of the messages of webhooks".to_owned(),
        SCHEMAS => "of the schemas".to_owned(),
        group => format!("of the operations in `{group}`"),
    };
    let mut module = Module::new(path, format!("The examples {what}."));
    let mut scope = Scope::new(Convention::Value, &["same", "all", "without_nulls"]);
    let mut imports = std::mem::take(&mut module.imports);
    let mut writer = TypeWriter {
        context,
        imports: &mut imports,
        from: Origin::Elsewhere,
        module: "",
    };
    let mut tests = Vec::new();
    for (example, keeps) in examples {
        let name = scope.claim(&[&example.name], "example", example.place).name;
        tests.push(test(&mut writer, &name, example, *keeps));
        writer.imports.add("super", "same");
        writer.imports.add("super", keeper(*keeps));
    }
    module.imports = imports;
    for test in tests {
        module.rust(test);
    }
    module
}

/// The function that makes alike what says the same.
fn keeper(keeps_nulls: bool) -> &'static str {
    if keeps_nulls { "all" } else { "without_nulls" }
}

/// What the tests share.
fn helpers(context: Context<'_>, module: &mut Module, kept: &HashSet<bool>) -> Vec<TokenStream> {
    let mut imports = std::mem::take(&mut module.imports);
    let mut writer = TypeWriter {
        context,
        imports: &mut imports,
        from: Origin::Elsewhere,
        module: "",
    };
    let mut helpers = vec![helper(&mut writer)];
    let value = writer.imports.runtime(context.taken, "Value");
    helpers.extend(kept.contains(&true).then(|| all(&value)));
    helpers.extend(kept.contains(&false).then(|| without_nulls(&value)));
    module.imports = imports;
    helpers
}

fn examples(context: Context<'_>) -> Vec<Example<'_>> {
    let mut found = Vec::new();
    let groups = context.api.groups.iter();
    let operations = groups.flat_map(|group| group.operations.iter().map(move |one| (group, one)));
    for (group, operation) in operations {
        let (subject, name) = (group.module.plain(), operation.name.plain());
        for body in operation.bodies() {
            found.extend(body.examples.iter().map(|example| Example {
                subject,
                name: format!("{name}_takes_{}", example.name),
                ty: body.ty.clone(),
                value: &example.value,
                place: &example.place,
            }));
        }
        for response in &operation.responses.0 {
            let json = response.payload.as_ref().and_then(Payload::json);
            let Some(ty) = json else { continue };
            found.extend(response.examples.iter().map(|example| Example {
                subject,
                name: format!("{name}_responses_{}_{}", response.status, example.name),
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
            subject: WEBHOOKS,
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
            subject: SCHEMAS,
            name: format!("{}_is", def.module.plain()),
            ty: TypeRef::Named(id),
            value,
            place,
        }));
    }
    found
}

fn of_type(def: &TypeDef) -> impl Iterator<Item = (&crate::tree::Place, &Value)> {
    def.examples.iter().map(|(place, value)| (place, value))
}

/// What the tests share. Null and absent are the same in a response, and not in
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
            let read: T = oas_runtime::codec::from_str(json)?;
            let written = oas_runtime::codec::to_value(&read)?;
            let given = oas_runtime::codec::from_str(json)?;
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

/// In a response null says as much as absence.
fn without_nulls(value: &TokenStream) -> TokenStream {
    quote! {
        /// In a response null says as much as absence.
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
    let keep = format_ident!("{}", keeper(keeps_nulls));
    quote! {
        #[test]
        fn #name() -> #result<(), #error> {
            let json = #json;
            same::<#ty>(json, #keep)
        }
    }
}

/// Whether null comes back as null: everywhere but in what responses hold.
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
        if types[*id].usage.response {
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
