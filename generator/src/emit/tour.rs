//! The tour of an emitted crate, for its first page: a client, a first call,
//! what the groups are, errors, pages and features.

use super::client::ways;
use super::manifest::{DEFAULT_FEATURES, RUNTIME_FEATURES};
use super::{Context, docs, sample};
use crate::config::TagFeatures;
use crate::model::{Api, Group, Method, Operation, SchemeKind};

/// The sections, behind what the document says of itself.
pub(super) fn sections(context: Context<'_>) -> String {
    let api = context.api;
    let mut text = String::from("\n\n# A client\n\n");
    text.push_str(&client(api));
    if let Some(example) = first_call(context) {
        text.push_str(&format!("\n\n# A first call\n\n{example}"));
    }
    text.push_str(&groups(api));
    text.push_str(
        "\n\n# Errors\n\nEvery call ends in a value or in an [`Error`]: its `kind` says what \
         happened, `status` and `request_id` what the server said, and `outcome` whether the server did \
         what was asked. The methods name the types of documented error bodies.",
    );
    if let Some((group, operation)) = all(api).find(|(_, operation)| operation.pagination.is_some())
    {
        text.push_str(&format!(
            "\n\n# Pages\n\nLists that come in pages, such as `{}().{}`, give all their items by `items()` \
             and page by page by `pages()`; `items_blocking()` and `pages_blocking()` do so without async.",
            group.method_name.as_str(),
            operation.name.as_str(),
        ));
    }
    text.push_str(&features(context));
    text
}

/// How a client is built: what the document needs of credentials and servers.
fn client(api: &Api) -> String {
    let steps = ways(&api.profile.schemes).into_iter().map(|way| match way {
        "bearer" => ".token(token)",
        "basic" => ".basic(user, password)",
        _ => ".api_key(scheme, key)",
    });
    let credentials: Vec<&str> = steps.collect();
    let credential = credentials.first().copied().unwrap_or_default();
    let server = if api.profile.servers.is_empty() {
        ".base_url(url)"
    } else {
        ""
    };
    let mut text = format!(
        "`Client::builder(){server}{credential}.build()?` makes a [`Client`]. Clones share \
         their connections."
    );
    if let [_, others @ ..] = credentials.as_slice()
        && !others.is_empty()
    {
        text.push_str(&format!(" Other credentials: `{}`.", others.join("`, `")));
    }
    if let Some(path) = &api.profile.base_path {
        let path = docs::code(path);
        text.push_str(&format!(
            " The API names no host: `url` gives it, and {path} is appended."
        ));
    }
    let external = api.profile.schemes.iter();
    let external = external.filter_map(|scheme| match &scheme.kind {
        SchemeKind::External(what) => Some(docs::code(what)),
        _ => None,
    });
    let external: Vec<String> = external.collect();
    if !external.is_empty() {
        text.push_str(&format!(
            " What the API wants besides ({}) is the transport's, or a header that the caller sets.",
            external.join(", ")
        ));
    }
    text
}

fn all(api: &Api) -> impl Iterator<Item = (&Group, &Operation)> {
    let groups = api.groups.iter();
    groups.flat_map(|group| {
        group
            .operations
            .iter()
            .map(move |operation| (group, operation))
    })
}

/// The example of the operation that asks for least, a read if there is one.
fn first_call(context: Context<'_>) -> Option<String> {
    let mut candidates: Vec<(&Group, &Operation)> = all(context.api).collect();
    candidates.sort_by_key(|(_, operation)| {
        let asks = operation.required.len() + usize::from(operation.body.is_some());
        (
            operation.docs.deprecated,
            operation.method != Method::Get,
            asks,
        )
    });
    let mut examples = candidates.into_iter().take(20);
    examples.find_map(|(group, operation)| sample::call(context, group, operation))
}

fn groups(api: &Api) -> String {
    if api.groups.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = api
        .groups
        .iter()
        .map(|group| {
            let name = group.method_name.as_str();
            let said = group.docs.description.as_deref().map(docs::first_paragraph);
            let said = docs::summary(&docs::sentence(&said.unwrap_or_default()));
            let colon = if said.is_empty() { "" } else { ": " };
            format!("- `client.{name}()`{colon}{said}")
        })
        .collect();
    format!("\n\n# Operations\n\n{}", lines.join("\n"))
}

fn features(context: Context<'_>) -> String {
    let line = |(name, purpose): &(&str, &str)| {
        let default = if DEFAULT_FEATURES.contains(name) {
            " (default)"
        } else {
            ""
        };
        format!("- `{name}`{default}: {purpose}")
    };
    let mut lines: Vec<String> = RUNTIME_FEATURES.iter().map(line).collect();
    if context.config.features == TagFeatures::PerTag {
        let groups = context.api.groups.iter();
        let names = groups.map(|group| format!("`{}`", group.feature.plain()));
        lines.push(format!(
            "- {} (default): the operations of one tag each, and the types that no other needs.",
            names.collect::<Vec<_>>().join(", ")
        ));
    }
    format!("\n\n# Features\n\n{}", lines.join("\n"))
}
