//! The checks themselves, on sources that break them and sources that don't.

use super::source::Source;
use super::tools;

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
