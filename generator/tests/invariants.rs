//! What the design says of the sources at all times, read from the sources.
//!
//! The checks look at tokens, so that comments and texts count for nothing, and
//! at code that ships, so that tests may do what they like.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where something is not as it should be, its helpers too"
)]

#[path = "invariants/rules.rs"]
mod rules;
#[path = "invariants/source.rs"]
mod source;

use source::Source;

/// How many lines a file may have.
const MOST_LINES: usize = 500;

#[track_caller]
fn holds(check: impl Fn(&Source) -> Vec<String>) {
    let sources = source::all();
    assert!(sources.len() > 50, "the sources are not where they were");
    let broken: Vec<String> = sources.iter().flat_map(check).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn no_stage_reaches_back() {
    holds(rules::rooms);
}

#[test]
fn a_room_uses_only_rooms_that_come_before_it() {
    let broken = rules::order();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn only_the_rooms_that_need_a_tool_know_it() {
    holds(rules::tools);
}

#[test]
fn only_output_changes_the_disk() {
    holds(rules::writing);
}

#[test]
fn nothing_asks_for_the_time_or_for_where_it_runs() {
    holds(rules::surroundings);
}

#[test]
fn emission_finds_no_faults() {
    holds(rules::faults);
}

#[test]
fn no_input_can_make_the_code_panic() {
    holds(rules::panics);
}

#[test]
fn every_file_is_short() {
    holds(|source| {
        let lines = source.text.lines().count();
        let long = (lines > MOST_LINES).then(|| format!("{} has {lines} lines", source.path));
        long.into_iter().collect()
    });
}

/// The checks themselves, on sources that break them and sources that don't.
mod checked {
    use super::rules;
    use super::source::Source;

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
    fn reaching_back_is_seen() {
        let check = rules::rooms;
        breaks(check, "model/types.rs", "use crate::lower::Lowerer;");
        breaks(
            check,
            "model/types.rs",
            "use crate::{tree::Place, emit::Module};",
        );
        breaks(
            check,
            "model/types.rs",
            "fn a() -> crate::emit::Module { b() }",
        );
        breaks(check, "model/types.rs", "use super::super::emit::Module;");
        breaks(check, "render.rs", "use super::lower::Lowerer;");
        breaks(check, "load/read/json.rs", "use super::super::super::emit;");
        breaks(check, "diagnostics/sink.rs", "use crate::load::Document;");
        breaks(check, "attic/junk.rs", "use crate::model::Api;");
        keeps(check, "model/types.rs", "use crate::tree::{Place, Node};");
        keeps(check, "model/types.rs", "use super::{Docs, RustIdent};");
        keeps(check, "model/types.rs", "// use crate::emit::Module;");
        keeps(check, "model/types.rs", "const A: &str = \"crate::emit\";");
        keeps(
            check,
            "model/types.rs",
            "pub(crate) fn a() {} pub(in crate::model) fn b() {}",
        );
        keeps(check, "load/read/json.rs", "use super::super::Node;");
        keeps(check, "lib.rs", "use crate::emit::Module;");
        keeps(
            check,
            "model/types.rs",
            "#[cfg(test)] mod tests { use crate::emit::Module; }",
        );
        keeps(
            check,
            "load/files.rs",
            "mod inner { use super::super::Node; }",
        );
    }

    #[test]
    fn tools_out_of_place_are_seen() {
        let check = rules::tools;
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
        let check = rules::writing;
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
        let check = rules::surroundings;
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
        let check = rules::faults;
        breaks(check, "emit/structs.rs", "fn a(sink: &mut Sink) {}");
        breaks(check, "emit/structs.rs", "fn a() -> Diagnostic { b() }");
        breaks(check, "render.rs", "use crate::diagnostics::Code;");
        keeps(check, "lower/mod.rs", "fn a(sink: &mut Sink) {}");
        keeps(check, "emit/structs.rs", "/// No Sink here.\nfn a() {}");
    }

    #[test]
    fn panics_are_seen() {
        let check = rules::panics;
        breaks(check, "lib.rs", "fn a() { b().unwrap(); }");
        breaks(check, "lib.rs", "fn a() { b().expect(\"b\"); }");
        breaks(check, "lib.rs", "fn a() { todo!() }");
        breaks(check, "lib.rs", "fn a() { panic!(\"a\") }");
        breaks(check, "lib.rs", "fn a() { std::unreachable!() }");
        keeps(check, "lib.rs", "fn a() { b().unwrap_or_default(); }");
        keeps(
            check,
            "lib.rs",
            "fn expect(c: char) {} fn b() { expect('a'); }",
        );
        keeps(check, "lib.rs", "#[test] fn a() { b().unwrap(); }");
        keeps(
            check,
            "lib.rs",
            "#[cfg(test)] mod tests { fn a() { b().unwrap(); } }",
        );
        keeps(check, "load/tests.rs", "fn a() { b().unwrap(); }");
        keeps(
            check,
            "lib.rs",
            "/// ```\n/// a().unwrap();\n/// ```\nfn a() {}",
        );
    }
}
