//! `Cargo.toml` of a crate of its own. In a crate that a person keeps, it is
//! written by hand.

use super::{Context, docs};
use crate::config::{PackageOptions, RuntimeSource, TagFeatures, Workspace};
use crate::model::{TypeDef, TypeKind};

/// Those that are on unless they are turned off.
pub(crate) const DEFAULT_FEATURES: [&str; 2] = ["reqwest", "rustls-ring"];

/// What nothing but reqwest makes use of.
const TLS_FEATURES: [&str; 3] = ["rustls-ring", "rustls-aws-lc-rs", "native-tls"];

/// The features of the runtime that users of the crate can turn on, and what
/// each is for.
pub(crate) const RUNTIME_FEATURES: &[(&str, &str)] = &[
    (
        "reqwest",
        "Send requests by reqwest. Without it, the client needs a transport of yours.",
    ),
    (
        "rustls-ring",
        "TLS by rustls with ring. Without this and the next two, reqwest speaks plain HTTP alone.",
    ),
    (
        "rustls-aws-lc-rs",
        "TLS by rustls with AWS-LC, which needs a C compiler; before ring, where both are on.",
    ),
    (
        "native-tls",
        "TLS by the operating system's library, on Linux OpenSSL; before rustls, where both are on.",
    ),
    (
        "gzip",
        "Ask for compressed responses, and unpack them within bounds.",
    ),
    (
        "checks",
        "Values held against bounds, lengths and patterns, where the generator's configuration says `checks`.",
    ),
    (
        "tracing",
        "Spans by OpenTelemetry's conventions for HTTP clients.",
    ),
    (
        "tower",
        "A transport of any service of tower, and the client as one.",
    ),
    (
        "metrics",
        "Counters and histograms of calls, by the facade of the crate metrics.",
    ),
    (
        "chrono",
        "The types of chrono, and conversions of the runtime's own.",
    ),
    (
        "jiff",
        "The types of jiff, and conversions of the runtime's own.",
    ),
    (
        "time",
        "The types of time, and conversions of the runtime's own.",
    ),
    (
        "url",
        "The type of url, and conversions of the runtime's own.",
    ),
    (
        "uuid",
        "The type of uuid, and conversions of the runtime's own.",
    ),
    (
        "cli",
        "A command line of the operations, where the generator's configuration says `cli = true`.",
    ),
    (
        "schemars",
        "JSON Schema of types, where the generator's configuration says `json_schema = true`.",
    ),
    (
        "utoipa",
        "Schemas of types for documents made by utoipa, where the generator's configuration says `json_schema = true`.",
    ),
    (
        "test-util",
        "For tests: stubs of the operations, constructors of what only responses hold, a transport without a network, a clock without waiting.",
    ),
    (
        "webhooks",
        "Messages that the API sends by itself: whether they are genuine, and whether they came before.",
    ),
];

/// `Cargo.toml`, without its header.
pub(super) fn manifest(context: Context<'_>, package: &PackageOptions) -> String {
    let title = docs::printable(context.api.info.title.trim()).replace('\n', " ");
    let title = if title.is_empty() { "an API" } else { &title };
    let dependencies = context.config.dependencies.iter();
    let dependencies = dependencies.map(|(name, value)| format!("{name} = {value}\n"));
    let workspace = match package.workspace {
        Workspace::Own => "\n# The crate stands alone, wherever it lies.\n[workspace]\n",
        Workspace::Member => "",
    };
    format!(
        r#"[package]
name = {name}
version = "0.1.0"
edition = "2024"
rust-version = "1.88"
description = {description}
publish = false

[features]
{features}
{program}[dependencies]
oas-runtime = {runtime}
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
{workspace}"#,
        name = quoted(&context.config.crate_name),
        description = quoted(&format!("A client for {title}.")),
        features = features(context),
        program = program(context),
        runtime = runtime(&package.runtime, &runtime_features(context)),
        dependencies = dependencies.collect::<String>(),
    )
}

/// The features of the runtime that emitted code needs.
fn runtime_features(context: Context<'_>) -> Vec<&'static str> {
    let mut features = context.config.runtime_features();
    let has_pattern = |def: &TypeDef| match &def.kind {
        TypeKind::Union(body) => {
            let mut variants = body.variants.iter();
            variants.any(|variant| variant.rule.has_pattern())
        }
        _ => false,
    };
    let types = &context.api.types;
    if types.ids().any(|id| has_pattern(&types[id])) {
        features.push("patterns");
    }
    features
}

fn program(context: Context<'_>) -> String {
    if !context.config.cli {
        return String::new();
    }
    let name = quoted(&context.config.crate_name);
    format!(
        "[[bin]]\nname = {name}\npath = \"src/main.rs\"\nrequired-features = [\"cli\", \"reqwest\"]\n\n"
    )
}

fn features(context: Context<'_>) -> String {
    let tags: Vec<String> = match context.config.features {
        TagFeatures::None => Vec::new(),
        TagFeatures::PerTag => context
            .api
            .groups
            .iter()
            .map(|group| group.feature.plain().to_owned())
            .collect(),
    };
    let default = DEFAULT_FEATURES.map(str::to_owned).into_iter();
    let default = default.chain(tags.iter().cloned()).map(toml::Value::from);
    let mut text = format!("default = {}\n", toml::Value::Array(default.collect()));
    for (name, purpose) in RUNTIME_FEATURES {
        let implied = if TLS_FEATURES.contains(name) {
            "\"reqwest\", "
        } else {
            ""
        };
        text.push_str(&format!(
            "# {purpose}\n{name} = [{implied}\"oas-runtime/{name}\"]\n"
        ));
    }
    if !tags.is_empty() {
        text.push_str(
            "# One for each tag. Without it neither its operations are built nor the types that\n\
             # nothing else needs.\n",
        );
    }
    for tag in &tags {
        text.push_str(&format!("{tag} = []\n"));
    }
    text
}

fn runtime(source: &RuntimeSource, features: &[&str]) -> String {
    let place = match source {
        RuntimeSource::Path(path) => format!("path = {}", quoted(path)),
        RuntimeSource::Copy { path, package } => {
            format!("path = {}, package = {}", quoted(path), quoted(package))
        }
        RuntimeSource::Version(version) => format!("version = {}", quoted(version)),
    };
    let features = match features {
        [] => String::new(),
        features => format!(", features = {features:?}"),
    };
    format!("{{ {place}, default-features = false{features} }}")
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_of_the_runtime_is_passed_through() {
        let manifest = include_str!("../../runtime/Cargo.toml");
        let manifest: toml::Table = manifest.parse().unwrap();
        let features = manifest.get("features").and_then(toml::Value::as_table);
        let mut features: Vec<&str> = features.unwrap().keys().map(String::as_str).collect();
        // What a document asks for by itself is no feature of the emitted crate.
        features.retain(|feature| !["default", "patterns"].contains(feature));
        features.retain(|feature| !feature.starts_with("__"));
        features.sort_unstable();
        let mut passed: Vec<&str> = RUNTIME_FEATURES.iter().map(|(name, _)| *name).collect();
        passed.sort_unstable();
        assert_eq!(passed, features);
    }

    #[test]
    fn no_tag_takes_the_name_of_a_feature() {
        for (name, _) in RUNTIME_FEATURES {
            let name = name.replace('-', "_");
            let reserved = crate::names::reserved::FEATURES;
            assert!(reserved.contains(&name.as_str()), "{name}");
        }
    }
}
