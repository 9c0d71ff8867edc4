//! What the design says of the sources at all times, read from the sources.
//!
//! The checks look at code that ships, so that tests may do what they like.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where something is not as it should be, its helpers too"
)]

mod checked;
mod floors;
mod modules;
mod names;
mod source;
mod tools;
mod vocabulary;

use std::path::{Path, PathBuf};

use floors::{Depth, Floors};
use modules::Modules;
use source::Source;

fn sources(folder: &str) -> Vec<Source> {
    let sources = source::all(Path::new(folder));
    assert!(sources.len() > 20, "the sources are not in {folder}");
    sources
}

#[track_caller]
fn none(broken: &[String]) {
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// What is wrong with the modules of a crate.
fn order(name: &str, folder: &str, depth: Depth) -> Vec<String> {
    let sources = sources(folder);
    let modules = Modules::read(&sources);
    let mut broken = Floors::of(name).broken(&modules);
    broken.extend(floors::circles(&modules, depth));
    broken
}

#[test]
fn modules_import_from_floors_below_and_in_no_circle() {
    none(&order("oas-codegen", "src", Depth::Folders));
    none(&order("oas-runtime", "runtime/src", Depth::Folders));
    none(&order("oas-mock", "mock/src", Depth::Files));
}

#[test]
fn a_type_has_a_name_of_its_own() {
    none(&names::types(&sources("src")));
    none(&names::types(&sources("runtime/src")));
    none(&names::types(&sources("mock/src")));
}

/// Tools, the disk, time and place, and that emission finds no faults.
#[test]
fn every_stage_keeps_to_its_own() {
    let sources = sources("src");
    let checks = [
        tools::tools,
        tools::writing,
        tools::surroundings,
        tools::faults,
    ];
    let broken = checks
        .iter()
        .flat_map(|check| sources.iter().flat_map(check));
    none(&broken.collect::<Vec<String>>());
}

#[test]
fn every_file_is_short() {
    let folders = [
        "src",
        "runtime",
        "mock",
        "tests",
        "../xtask",
        "../generated/tests",
    ];
    let long = folders.iter().map(Path::new).flat_map(names::long_files);
    none(&long.collect::<Vec<String>>());
}

#[test]
fn the_words_are_the_fields_own() {
    let mut broken = Vec::new();
    for folder in ["src", "mock/src"] {
        let check = vocabulary::of_sentences;
        broken.extend(vocabulary::of_sources(Path::new(folder), check));
    }
    let emitted = ["../generated/src/types", "../generated/src/api"];
    for folder in ["runtime/src"].iter().chain(&emitted) {
        let check = vocabulary::of_prose;
        broken.extend(vocabulary::of_sources(Path::new(folder), check));
    }
    let kept = ["lib.rs", "ext.rs", "client.rs"];
    let mut texts: Vec<PathBuf> = kept
        .map(|file| Path::new("../generated/src").join(file))
        .into();
    broken.extend(sources("runtime/src").iter().flat_map(vocabulary::of_items));
    let lists = vocabulary::texts("../generated/tests/public_api/snapshots", ".snap");
    broken.extend(
        lists
            .iter()
            .flat_map(|list| vocabulary::of_public_api(list)),
    );
    let readmes = [
        "../README.md",
        "README.md",
        "ARCHITECTURE.md",
        "runtime/README.md",
    ];
    texts.extend(readmes.iter().map(PathBuf::from));
    texts.push(PathBuf::from("../generated/README.md"));
    texts.extend(vocabulary::texts("src/diagnostics/explanations", ".md"));
    texts.extend(vocabulary::texts("tests/errors", ".snap"));
    broken.extend(vocabulary::of_texts(&texts));
    none(&broken);
}
