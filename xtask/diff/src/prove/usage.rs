//! Code that uses every public item of a client, a function each.

use oas_codegen::surface::{PublicItem, PublicItemKind, PublicItems};
use quote::{ToTokens, quote};
use syn::{FnArg, GenericArgument, PathArguments, ReturnType, Signature, Type, TypeParamBound};

/// What a file begins with; `MODULE` is that of the client.
pub const PRELUDE: &str = "#![allow(unused, deprecated, ambiguous_glob_imports)]\n\
use oas_runtime::{
    api::*, call::*, codec::*, pagination::*, response::*, scalar::*, stream::*, *,
};\nuse std::collections::BTreeMap;\nuse std::fmt::{Debug, Display};\n\
use std::hash::Hash;\nuse std::str::FromStr;\nuse crate::MODULE as client;\nuse crate::MODULE::{api::*, types::*};\n";

/// Code that uses an item.
pub struct Usage {
    pub path: String,
    pub code: String,
}

/// A function an item; those that can't be used so are left out.
pub fn of(items: &PublicItems) -> Vec<Usage> {
    let each = items.iter().enumerate();
    let each = each.flat_map(|(index, (path, item))| {
        let functions = functions(index, path, item).into_iter();
        functions.map(|code| Usage {
            path: path.clone(),
            code,
        })
    });
    each.collect()
}

fn functions(index: usize, path: &str, item: &PublicItem) -> Vec<String> {
    let name = |way: &str| format!("f{index}{way}");
    let path = &format!("client::{path}");
    let owner = path.rsplit_once("::").map_or("", |(owner, _)| owner);
    let last = path.rsplit("::").next().unwrap_or_default();
    // What needs a feature is there only for tests, which this build has.
    let signature = item.signature.split(" if ").next().unwrap_or_default();
    match item.kind {
        // Another name for a type is used as what it stands for.
        PublicItemKind::Type => match signature.strip_prefix("= ") {
            Some(target) => vec![format!("fn {}(x: {target}) -> {path} {{ x }}", name("a"))],
            None => vec![format!("fn {}(_: &{path}) {{}}", name("a"))],
        },
        PublicItemKind::Field => vec![
            format!(
                "fn {}(x: &{owner}) -> &{signature} {{ &x.{last} }}",
                name("a")
            ),
            format!(
                "fn {}(x: &mut {owner}, v: {signature}) {{ x.{last} = v; }}",
                name("b")
            ),
            // Names of types that are at hand twice keep the others from being used.
            format!("fn {}(x: &{owner}) {{ let _ = &x.{last}; }}", name("c")),
        ],
        PublicItemKind::Variant => match signature.split_once('(') {
            None => vec![format!(
                "fn {}(x: {owner}) -> bool {{ matches!(x, {path}) }}",
                name("a")
            )],
            Some((_, payload)) => vec![format!(
                "fn {}(x: {owner}, p: {}) -> {owner} {{ if let {path}(y) = x {{ return {path}(y); }} {path}(p) }}",
                name("a"),
                payload.trim_end_matches(')')
            )],
        },
        PublicItemKind::Constant => vec![format!(
            "fn {}() {{ let _: {signature} = {path}; }}",
            name("a")
        )],
        PublicItemKind::Implementation => {
            let Some((owner, of_trait)) = path.split_once(": ") else {
                return Vec::new();
            };
            let of_trait = of_trait.replace('&', "&'static ");
            vec![format!(
                "fn {}() {{ fn has<T: {of_trait}>() {{}} has::<{owner}>(); }}",
                name("a")
            )]
        }
        PublicItemKind::Method => method(&name("a"), owner, signature).into_iter().collect(),
    }
}

/// A call with values of the types that a signature takes.
fn method(name: &str, owner: &str, signature: &str) -> Option<String> {
    let signature: Signature = syn::parse_str(signature).ok()?;
    let mut parameters = Vec::new();
    let mut arguments = Vec::new();
    let mut receiver = None;
    for (index, argument) in signature.inputs.iter().enumerate() {
        match argument {
            FnArg::Receiver(given) => {
                receiver = Some(given.to_token_stream().to_string().contains('&'));
            }
            FnArg::Typed(given) => {
                parameters.push(format!("a{index}: {}", concrete(&given.ty)?));
                arguments.push(format!("a{index}"));
            }
        }
    }
    let output = match &signature.output {
        ReturnType::Default => "()".to_owned(),
        ReturnType::Type(_, output) => output.to_token_stream().to_string(),
    };
    let output = output.replace("Self", owner);
    let callee = signature.ident.to_token_stream();
    let call = match receiver {
        Some(is_borrowed) => {
            parameters.insert(
                0,
                format!("x: {}{owner}", if is_borrowed { "&" } else { "" }),
            );
            format!("x.{callee}")
        }
        None => format!("{owner}::{callee}"),
    };
    Some(format!(
        "fn {name}({}) -> {output} {{ {call}({}) }}",
        parameters.join(", "),
        arguments.join(", ")
    ))
}

/// A type that can be passed where this one is asked for.
fn concrete(of_type: &Type) -> Option<String> {
    match of_type {
        Type::ImplTrait(bounds) => {
            let bound = bounds.bounds.iter().find_map(|bound| match bound {
                TypeParamBound::Trait(bound) => bound.path.segments.last(),
                _ => None,
            })?;
            let PathArguments::AngleBracketed(arguments) = &bound.arguments else {
                return None;
            };
            let first = arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(one) => concrete(one),
                GenericArgument::AssocType(one) => {
                    concrete(&one.ty).map(|item| format!("Vec<{item}>"))
                }
                _ => None,
            })?;
            Some(first)
        }
        Type::Tuple(parts) => {
            let parts: Option<Vec<String>> = parts.elems.iter().map(concrete).collect();
            Some(format!("({})", parts?.join(", ")))
        }
        // Whoever holds a text lends it as it is, which only takes a `&str`.
        Type::Reference(text) if text.elem.to_token_stream().to_string() == "str" => {
            Some("&String".to_owned())
        }
        other => Some(quote!(#other).to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_passes_values_of_the_types_that_are_asked_for() {
        for (signature, expected) in [
            (
                "fn new(id: impl Into<PetId>, tags: impl IntoIterator<Item = impl Into<String>>) -> Self",
                "fn f(a0: PetId, a1: Vec<String>) -> Pet { Pet::new(a0, a1) }",
            ),
            (
                "fn age<M>(self, value: impl Maybe<i64, M>) -> Self",
                "fn f(x: Pet, a1: i64) -> Pet { x.age(a1) }",
            ),
            (
                "fn get(&self, id: &str) -> Pet",
                "fn f(x: &Pet, a1: &String) -> Pet { x.get(a1) }",
            ),
            (
                "fn as_str(&self) -> &str",
                "fn f(x: &Pet) -> & str { x.as_str() }",
            ),
        ] {
            assert_eq!(method("f", "Pet", signature).as_deref(), Some(expected));
        }
    }
}
