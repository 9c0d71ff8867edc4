//! What a crate of its own needs besides the modules: `lib.rs` and
//! `Cargo.toml`. In a crate that a person keeps, both are written by hand.

use super::Context;
use super::docs;
use super::module::{Item, Module};
use super::tokens::ident;
use quote::quote;

/// `lib.rs`: the modules, and what a user of the crate names most.
pub(super) fn library(context: Context<'_>) -> Module {
    let api = context.api;
    let mut text = docs::sentence(&docs::line(&api.info.title));
    if let Some(description) = &api.info.description {
        text.push_str(&format!("\n\n{}", docs::safe(description)));
    }
    if !api.info.version.is_empty() {
        text.push_str(&format!(
            "\n\nVersion of the API: {}",
            super::enums::code_span(&api.info.version)
        ));
    }
    let mut module = Module::new("lib.rs", text);
    let headers = (!api.headers.is_empty()).then(|| {
        quote!(
            pub mod headers;
        )
    });
    let webhooks = api.webhooks.as_ref().map(|_| {
        quote!(
            pub mod webhooks;
        )
    });
    module.items.push(Item::Lines(quote! {
        pub mod api;
        mod client;
        #headers
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
            self as runtime, Call, Error, File, Patch, Response, RetryPolicy, UnixTime, error,
            pagination, response, retry, stream, transport,
        };
        #[doc(no_inline)]
        pub use oas_runtime::{Bytes, Map, Value, http, json};
    }));
    module
}

/// `Cargo.toml`, without its header.
pub(super) fn manifest(context: Context<'_>, runtime: &str) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let title = docs::printable(context.api.info.title.trim()).replace('\n', " ");
    let description = format!(
        "A client for {}.",
        if title.is_empty() { "an API" } else { &title }
    );
    let tags: Vec<String> = if context.tag_features {
        let groups = context.api.groups.iter();
        groups
            .map(|group| group.feature.plain().to_owned())
            .collect()
    } else {
        Vec::new()
    };
    let default = ["reqwest".to_owned()]
        .into_iter()
        .chain(tags.iter().cloned());
    let mut tag_lines = String::new();
    if !tags.is_empty() {
        tag_lines.push_str(
            "# The operations of each tag. Without a tag its operations are not built.\n",
        );
    }
    for tag in &tags {
        tag_lines.push_str(&format!("{tag} = []\n"));
    }
    format!(
        r#"[package]
name = {name}
version = "0.1.0"
edition = "2024"
rust-version = "1.88"
description = {description}
publish = false

[features]
default = {default}
# Send requests by reqwest. Without it, the client needs a transport of yours.
reqwest = ["oas-runtime/reqwest"]
# Constructors of what only responses hold, for tests of code that uses them.
test-util = []
{tags}
[dependencies]
oas-runtime = {{ path = {runtime}, default-features = false }}
{dependencies}
[lints.rust]
unsafe_code = "forbid"
missing_docs = "warn"

[lints.clippy]
# A union is as large as its largest branch; a box would cost every reader.
large_enum_variant = "allow"
# Names, descriptions and nesting are those of the API's description.
disallowed_names = "allow"
doc_lazy_continuation = "allow"
type_complexity = "allow"

# The crate stands alone, wherever it lies.
[workspace]
"#,
        name = quoted(&context.config.crate_name),
        default = toml::Value::Array(default.map(toml::Value::from).collect()),
        tags = tag_lines,
        dependencies = context
            .config
            .dependencies
            .iter()
            .map(|(name, value)| format!("{name} = {value}\n"))
            .collect::<String>(),
        description = quoted(&description),
        runtime = quoted(runtime),
    )
}
