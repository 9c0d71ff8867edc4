//! The checks themselves, on sources that break them and sources that don't.

use super::floors::{self, Depth, Floors};
use super::modules::Modules;
use super::names;
use super::source::Source;
use super::tools;
use super::vocabulary;

#[track_caller]
fn breaks(check: fn(&Source) -> Vec<String>, path: &str, text: &str) {
    let broken = check(&Source::new(path, text));
    assert_eq!(broken.len(), 1, "{path}: {text}: {broken:?}");
}

#[track_caller]
fn keeps(check: fn(&Source) -> Vec<String>, path: &str, text: &str) {
    let broken = check(&Source::new(path, text));
    assert_eq!(broken, [""; 0], "{path}: {text}");
}

#[test]
fn tools_out_of_place_are_seen() {
    let check = tools::tools;
    breaks(check, "lower/mod.rs", "use heck::ToSnakeCase;");
    breaks(
        check,
        "lower/mod.rs",
        "fn a(text: &str) -> String { heck::AsSnakeCase(text).to_string() }",
    );
    breaks(check, "model/api.rs", "use openapiv3::Schema;");
    breaks(check, "model/api.rs", "use ::quote::quote;");
    breaks(check, "lower/mod.rs", "use proc_macro2::TokenStream;");
    breaks(check, "lower/mod.rs", "use serde_yaml as yaml;");
    keeps(check, "names/case.rs", "use heck::ToSnakeCase;");
    keeps(check, "load/read/yaml.rs", "use serde_yaml::Value;");
    keeps(check, "output/check.rs", "use crate::output::check;");
    keeps(check, "model/api.rs", "// heck::ToSnakeCase");
}

#[test]
fn writing_out_of_place_is_seen() {
    let check = tools::writing;
    breaks(
        check,
        "lib.rs",
        "fn a() { std::fs::write(\"a\", \"b\").ok(); }",
    );
    breaks(
        check,
        "lib.rs",
        "fn a() { fs::create_dir_all(\"a\").ok(); }",
    );
    breaks(check, "lib.rs", "fn a() { File::create(\"a\").ok(); }");
    breaks(check, "lib.rs", "use std::fs::{read, rename};");
    keeps(
        check,
        "output/write.rs",
        "fn a() { fs::write(\"a\", \"b\").ok(); }",
    );
    keeps(check, "load/source.rs", "fn a() { fs::read(\"a\").ok(); }");
    keeps(
        check,
        "emit/body.rs",
        "fn a() -> T { quote!(File::new(data)) }",
    );
    keeps(
        check,
        "lib.rs",
        "fn a(files: &Files) { output::write(files).ok(); }",
    );
}

#[test]
fn looking_around_is_seen() {
    let check = tools::surroundings;
    breaks(check, "lib.rs", "fn a() { std::env::var(\"A\").ok(); }");
    breaks(check, "lib.rs", "fn a() { let _ = Instant::now(); }");
    breaks(check, "lib.rs", "use std::process::Command;");
    keeps(
        check,
        "emit/client.rs",
        "fn a() -> T { quote!(env!(\"CARGO_PKG_VERSION\")) }",
    );
}

#[test]
fn faults_found_by_emission_are_seen() {
    let check = tools::faults;
    breaks(check, "emit/structs.rs", "fn a(sink: &mut Sink) {}");
    breaks(check, "emit/structs.rs", "fn a() -> Diagnostic { b() }");
    breaks(check, "render.rs", "use crate::diagnostics::Code;");
    keeps(check, "lower/mod.rs", "fn a(sink: &mut Sink) {}");
    keeps(check, "emit/structs.rs", "/// No Sink here.\nfn a() {}");
}

const TABLE: &str = "
| floor | modules |
|---|---|
| low | `load/`, `names` |
| middle | `model` |
| high | `emit`, `render.rs` |
";

/// The complaints about modules of these paths and texts; those that the table
/// knows and the sources don't mention are empty.
fn complaints(sources: &[(&str, &str)]) -> Vec<String> {
    let empty = [
        "load/mod.rs",
        "names.rs",
        "model.rs",
        "emit/mod.rs",
        "render.rs",
    ];
    let empty = empty
        .iter()
        .filter(|path| !sources.iter().any(|(known, _)| known == *path));
    let all = empty.map(|path| (*path, "")).chain(sources.iter().copied());
    let all: Vec<Source> = all.map(|(path, text)| Source::new(path, text)).collect();
    let modules = Modules::read(&all);
    let mut broken = Floors::parse(TABLE).broken(&modules);
    broken.extend(floors::circles(&modules, Depth::Files));
    broken
}

#[test]
fn imports_from_above_are_seen() {
    for (path, text) in [
        ("load/json.rs", "use crate::model::Api;"),
        ("load/json.rs", "use crate::{names, model::Api};"),
        ("load/json.rs", "fn a() -> crate::model::Api { b() }"),
        ("load/json.rs", "fn a() { vec![super::super::model::b()]; }"),
        ("model.rs", "use super::render::File as Other;"),
        ("model.rs", "mod inner { use super::super::render::File; }"),
        ("model.rs", "fn a() { use crate::emit::b; b() }"),
        ("attic.rs", ""),
    ] {
        let broken = complaints(&[(path, text)]);
        assert_eq!(broken.len(), 1, "{path}: {text}: {broken:?}");
    }
}

#[test]
fn imports_from_below_are_left_alone() {
    for (path, text) in [
        ("model.rs", "use crate::load::{Node, Position};"),
        ("load/json.rs", "use super::Node; use crate::names::case;"),
        (
            "load/json.rs",
            "// use crate::model::Api;\nconst A: &str = \"crate::model\";",
        ),
        ("load/json.rs", "pub(in crate::model) fn a() {}"),
        (
            "load/json.rs",
            "macro_rules! a { () => { $crate::model::B } }",
        ),
        (
            "load/json.rs",
            "#[cfg(test)] mod tests { use crate::model::Api; }",
        ),
        ("load/json.rs", "#[cfg(test)] use crate::model::Api;"),
        ("load/tests.rs", "use crate::model::Api;"),
        ("lib.rs", "pub use render::File;"),
    ] {
        assert_eq!(complaints(&[(path, text)]), [""; 0], "{path}: {text}");
    }
}

#[test]
fn circles_are_seen_through_what_passes_names_on() {
    let folder = "mod json; mod yaml; pub(crate) use json::Json; pub(crate) use yaml::*;";
    let passed_on = [
        ("load/mod.rs", folder),
        ("load/json.rs", "use super::Yaml; pub struct Json;"),
        ("load/yaml.rs", "use super::Json; pub struct Yaml;"),
    ];
    assert_eq!(complaints(&passed_on).len(), 2);
    let one_way = [
        passed_on[0],
        passed_on[1],
        ("load/yaml.rs", "pub struct Yaml;"),
    ];
    assert_eq!(complaints(&one_way), [""; 0]);
    // By way of the root, within one floor.
    let root = [
        (
            "lib.rs",
            "mod load; mod names; pub use load::Node; pub use names::Name;",
        ),
        ("load/mod.rs", "use crate::Name; pub struct Node;"),
        ("names.rs", "use crate::Node; pub struct Name;"),
    ];
    assert_eq!(complaints(&root).len(), 2);
}

#[test]
fn names_of_types_are_compared() {
    let broken = |text: &str| {
        let other = Source::new("b.rs", "mod inner { pub enum Kind {} }");
        names::types(&[Source::new("a.rs", text), other]).len()
    };
    assert_eq!(broken("struct Kind;"), 1);
    assert_eq!(broken("trait From {}"), 1);
    assert_eq!(broken("type Alias = Kind;"), 0);
    assert_eq!(broken("#[cfg(test)] mod tests { struct Kind; }"), 0);
}

#[test]
fn old_words_are_seen() {
    let texts = |text: &str| vocabulary::of_source("a.rs", text, vocabulary::of_prose).len();
    assert_eq!(texts("/// The answer of\n/// the server.\nstruct A;"), 1);
    assert_eq!(
        texts("/// A reference that leads\n/// nowhere.\nstruct A;"),
        1
    );
    assert_eq!(texts("/// Takes a `Reconciled`.\nstruct A;"), 1);
    assert_eq!(texts("const A: &str = \"not done after 60s\";"), 1);
    assert_eq!(texts("/// One of theirs, `waiting`.\nstruct A;"), 0);
    assert_eq!(texts("// The answer.\nstruct A;"), 0);

    let items = |text: &str| vocabulary::of_items(&Source::new("a.rs", text)).len();
    assert_eq!(items("impl A { pub fn waiting(&self) {} }"), 1);
    assert_eq!(items("enum Error { Throttled }"), 1);
    assert_eq!(items("macro_rules! record { () => {} }"), 1);
    assert_eq!(items("struct RateLimiter;"), 0);
}
