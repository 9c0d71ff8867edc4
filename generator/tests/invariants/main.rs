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

/// What is wrong with the modules of a crate and the names of its types. To read the sources
/// takes longest, so that all that is asked of them is asked at once.
fn broken(name: &str, sources: &[Source], depth: Depth) -> Vec<String> {
    let modules = Modules::read(sources);
    let mut broken = Floors::of(name).broken(&modules);
    broken.extend(floors::circles(&modules, depth));
    broken.extend(names::types(sources));
    broken
}

/// Modules import from floors below and in no circle, and a type has a name of its own.
/// Of each stage: its tools, the disk, time and place, and that emission finds no faults.
#[test]
fn every_stage_of_the_generator_keeps_to_its_own() {
    let sources = sources("src");
    let checks = [
        tools::tools,
        tools::writing,
        tools::surroundings,
        tools::faults,
    ];
    let out_of_place = checks
        .iter()
        .flat_map(|check| sources.iter().flat_map(check));
    let mut broken = broken("oas-codegen", &sources, Depth::Folders);
    broken.extend(out_of_place);
    none(&broken);
}

#[test]
fn every_floor_of_the_runtime_keeps_to_its_own() {
    let sources = sources("runtime/src");
    let mut broken = broken("oas-runtime", &sources, Depth::Folders);
    broken.extend(sources.iter().flat_map(vocabulary::of_items));
    none(&broken);
}

#[test]
fn every_file_of_the_mock_keeps_to_its_own() {
    none(&broken("oas-mock", &sources("mock/src"), Depth::Files));
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
