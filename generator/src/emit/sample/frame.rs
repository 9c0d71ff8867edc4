//! The documentation test around a sample: what it uses, the call, and what
//! comes of it.

use super::SampleWriter;
use crate::emit::Context;
use crate::emit::tokens::ident;
use crate::model::{Group, Operation, Payload, Success, TypeRef};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::BTreeSet;

/// The whole test, formatted.
pub(super) fn test(
    context: Context<'_>,
    group: &Group,
    operation: &Operation,
    writer: &SampleWriter<'_>,
    arguments: &[TokenStream],
) -> String {
    let module = context.config.module.strip_prefix("crate");
    let crate_name = context.config.crate_name.replace('-', "_") + module.unwrap_or_default();
    let (tag, method) = (ident(&group.method_name), ident(&operation.name));
    let call = quote!(client.#tag().#method(#(#arguments),*));
    let body = match (
        &operation.pagination,
        result_name(context, &operation.success),
    ) {
        (Some(pagination), _) => {
            let item = named(context, &pagination.item).unwrap_or_else(|| "item".to_owned());
            let (item, show) = (format_ident!("{item}"), format!("{{{item}:?}}"));
            quote! {
                let mut items = #call.items();
                while let Some(#item) = items.try_next().await? {
                    println!(#show);
                }
            }
        }
        (None, Some(name)) if is_stream(&operation.success) => {
            let (item, show) = (format_ident!("{name}"), format!("{{{name}:?}}"));
            quote! {
                let mut items = #call.items();
                while let Some(#item) = items.try_next().await? {
                    println!(#show);
                }
            }
        }
        (None, Some(name)) => {
            let result = format_ident!("{name}");
            quote!(let #result = #call.await?;)
        }
        (None, None) => quote!(#call.await?;),
    };
    let mut out = String::from("```\n");
    out.push_str(&format!(
        "# async fn example(client: {crate_name}::Client) -> Result<(), {crate_name}::Error> {{\n"
    ));
    for line in uses(&crate_name, &writer.used, writer.json) {
        out.push_str(&line);
    }
    out.push_str(&formatted(&body));
    out.push_str("# Ok(()) }\n```");
    out
}

/// The `use` lines of a test, and an empty line after them.
fn uses(crate_name: &str, used: &BTreeSet<String>, json: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for module in ["api", "types"] {
        let names: Vec<&str> = used
            .iter()
            .filter_map(|path| path.strip_prefix(module)?.strip_prefix("::"))
            .collect();
        match names.as_slice() {
            [] => {}
            [only] => lines.push(format!("use {crate_name}::{module}::{only};\n")),
            _ => lines.push(format!(
                "use {crate_name}::{module}::{{{}}};\n",
                names.join(", ")
            )),
        }
    }
    if json {
        lines.push(format!("use {crate_name}::json;\n"));
    }
    let runtime = used.iter().filter(|path| path.starts_with("oas_runtime::"));
    lines.extend(runtime.map(|path| format!("use {path};\n")));
    if !lines.is_empty() {
        lines.push("\n".to_owned());
    }
    lines
}

/// Statements, formatted and without the function around them.
fn formatted(body: &TokenStream) -> String {
    let Ok(file) = syn::parse2::<syn::File>(quote!(async fn example() { #body })) else {
        return format!("{body}\n");
    };
    let text = prettyplease::unparse(&file);
    let lines: Vec<&str> = text.lines().collect();
    let inner = lines
        .get(1..lines.len().saturating_sub(1))
        .unwrap_or_default();
    inner
        .iter()
        .map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line)))
        .collect()
}

/// What the response may be called.
fn result_name(context: Context<'_>, response: &Success) -> Option<String> {
    match response {
        Success::Empty => None,
        Success::ByStatus { .. } => Some("response".to_owned()),
        Success::Of(Payload::Text) => Some("text".to_owned()),
        Success::Of(Payload::Bytes) => Some("bytes".to_owned()),
        Success::Of(Payload::Events(_) | Payload::EventObjects(..)) => Some("event".to_owned()),
        Success::Of(Payload::Lines(_)) => Some("item".to_owned()),
        Success::Of(Payload::Json(ty, _)) => {
            Some(named(context, ty).unwrap_or_else(|| "response".to_owned()))
        }
    }
}

fn is_stream(response: &Success) -> bool {
    matches!(response, Success::Of(payload) if payload.is_stream())
}

fn named(context: Context<'_>, ty: &TypeRef) -> Option<String> {
    let TypeRef::Named(id) = ty else { return None };
    let name = crate::names::value_name(context.api.types[*id].name.plain())?;
    (name != "client" && !name.starts_with("r#")).then_some(name)
}
