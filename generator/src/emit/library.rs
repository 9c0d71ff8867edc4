//! The root module of the emitted code. In a crate that a person keeps, it is
//! written by hand.

use super::Context;
use super::docs;
use super::module::{Item, Module};
use super::tokens::ident;
use proc_macro2::TokenStream;
use quote::quote;

/// `lib.rs`: the modules, and what a user of the crate names most.
pub(super) fn library(context: Context<'_>) -> Module {
    let api = context.api;
    let mut text = docs::sentence(&docs::line(&api.info.title));
    if text.is_empty() {
        text = untitled(context);
    }
    if let Some(description) = &api.info.description {
        text.push_str(&format!("\n\n{}", docs::safe(description)));
    }
    if !api.info.version.is_empty() {
        text.push_str(&format!(
            "\n\nVersion of the API: {}",
            super::enums::code_span(&api.info.version)
        ));
    }
    text.push_str(&super::tour::sections(context));
    let mut module = root(context, None);
    module.docs = docs::printable(&text).into_owned();
    module.root = true;
    module
}

/// What the crate is, where the document doesn't say it.
fn untitled(context: Context<'_>) -> String {
    let source = docs::code(&context.api.source);
    match context.api.operations().count() {
        1 => format!("A client with 1 operation, from {source}."),
        count => format!("A client with {count} operations, from {source}."),
    }
}

/// The same without documentation, which `include!` does not allow, and with
/// the tests of the examples.
pub(super) fn included(context: Context<'_>) -> Module {
    let tests = context.config.contract_tests.then(|| {
        quote!(
            #[cfg(test)]
            mod contract;
        )
    });
    root(context, tests.as_ref())
}

fn root(context: Context<'_>, tests: Option<&TokenStream>) -> Module {
    let api = context.api;
    let mut module = Module::new("lib.rs", "");
    let headers = (!api.headers.is_empty()).then(|| {
        quote! {
            #[rustfmt::skip]
            pub mod headers;
        }
    });
    let webhooks = api.webhooks.as_ref().map(|_| {
        quote! {
            #[rustfmt::skip]
            pub mod webhooks;
        }
    });
    let cli = context.config.cli.then(|| {
        quote! {
            #[cfg(feature = "cli")]
            #[rustfmt::skip]
            pub mod cli;
        }
    });
    let json_schema = context.config.json_schema.then(|| {
        quote! {
            #[cfg(any(feature = "schemars", feature = "utoipa"))]
            #[rustfmt::skip]
            mod json_schema;
        }
    });
    module.items.push(Item::Lines(quote! {
        #[rustfmt::skip]
        pub mod api;
        #cli
        #[rustfmt::skip]
        mod client;
        #tests
        #headers
        #json_schema
        #[cfg(feature = "test-util")]
        #[rustfmt::skip]
        pub mod test;
        #[rustfmt::skip]
        pub mod types;
        #webhooks
    }));
    let templates = api.profile.servers.iter();
    let templates = templates.filter_map(|server| Some(&server.template.as_ref()?.name));
    let servers: Vec<_> = api
        .profile
        .server_enum
        .iter()
        .chain(templates)
        .map(ident)
        .collect();
    module.items.push(Item::Lines(quote! {
        pub use client::{Client, ClientBuilder #(, #servers)*};
        pub use oas_runtime::{
            self as runtime, Call, Error, File, Maybe, Patch, Response, RetryPolicy, UnixTime, error,
            pagination, response, retry, scalar, stream, transport,
        };
        #[doc(no_inline)]
        pub use oas_runtime::{Bytes, Map, Value, http, json};
    }));
    module
}
