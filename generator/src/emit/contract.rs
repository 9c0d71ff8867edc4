//! A test for each example of the document, through its type and back: a file
//! for each tag.

use super::module::{Item, Module};
use super::tokens::{Origin, TypeWriter, ident};
use super::{Context, PendingModule, features, json_text};
use crate::model::{ContractFile, ContractSubject, ContractTest, RustIdent};
use crate::tree::HashSet;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

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

pub(super) fn parts(context: Context<'_>, home: Home) -> Vec<PendingModule<'_>> {
    let files = &context.api.stage.contract;
    // A person's crate names the module even where it holds nothing.
    let is_wanted = home == Home::Module || !files.is_empty();
    if !context.config.contract_tests || !is_wanted {
        return Vec::new();
    }
    let mut parts: Vec<PendingModule<'_>> = vec![Box::new(move || index(context, home))];
    parts.extend(
        files
            .iter()
            .map(|one| -> PendingModule<'_> { Box::new(move || file(context, home, one)) }),
    );
    parts
}

fn index(context: Context<'_>, home: Home) -> Module {
    let files = &context.api.stage.contract;
    let docs = "Every example of the description, through its type and back.";
    let mut index = Module::new(home.index(), docs);
    if files.is_empty() {
        return index;
    }
    index.root = home == Home::Test;
    index.condition = features::all(context);
    let skip = index.root.then(|| quote!(#[rustfmt::skip]));
    let mods = files.iter().map(|file| {
        let name = ident(&file.module);
        quote!(#skip mod #name;)
    });
    index.items.push(Item::Lines(quote!(#(#mods)*)));
    let tests = files.iter().flat_map(|file| &file.tests);
    let kept: HashSet<bool> = tests.map(|test| test.keeps_nulls).collect();
    for helper in helpers(context, &mut index, &kept) {
        index.rust(helper);
    }
    index
}

fn file(context: Context<'_>, home: Home, file: &ContractFile) -> Module {
    let what = match &file.subject {
        ContractSubject::Webhooks => "of the messages of webhooks".to_owned(),
        ContractSubject::Schemas => "of the schemas".to_owned(),
        ContractSubject::Operations(group) => {
            format!("of the operations in `{}`", group.plain())
        }
    };
    let path = home.path(&file.module);
    let mut module = Module::new(path, format!("The examples {what}."));
    let mut imports = std::mem::take(&mut module.imports);
    let mut writer = TypeWriter {
        context,
        imports: &mut imports,
        from: Origin::Elsewhere,
        module: "",
    };
    let mut tests = Vec::new();
    for one in &file.tests {
        tests.push(test(&mut writer, one));
        writer.imports.add("super", "same");
        writer.imports.add("super", keeper(one.keeps_nulls));
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
            let read: T = oas_runtime::codec::decode_slice(json.as_bytes())?;
            let written = oas_runtime::codec::to_value(&read)?;
            let given = oas_runtime::codec::decode_slice(json.as_bytes())?;
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

fn test(writer: &mut TypeWriter<'_>, test: &ContractTest) -> TokenStream {
    let name = format_ident!("{}", test.name.plain());
    let ty = writer.ty(&test.ty);
    let error = writer.imports.runtime(writer.context.taken, "CodecError");
    let result = writer.prelude("Result");
    let json = json_text::literal(&test.value);
    let keep = format_ident!("{}", keeper(test.keeps_nulls));
    quote! {
        #[test]
        fn #name() -> #result<(), #error> {
            let json = #json;
            same::<#ty>(json, #keep)
        }
    }
}
