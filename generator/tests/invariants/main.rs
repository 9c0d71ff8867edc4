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

use std::path::Path;

use floors::Floors;
use modules::Modules;
use source::Source;

/// The crates whose modules have floors.
const CRATES: &[(&str, &str)] = &[("oas-mock", "mock/src")];

#[track_caller]
fn none(broken: &[String]) {
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn sources(folder: &str) -> Vec<Source> {
    let sources = source::all(Path::new(folder));
    assert!(sources.len() > 20, "the sources are not in {folder}");
    sources
}

#[track_caller]
fn holds(check: fn(&Source) -> Vec<String>) {
    let broken: Vec<String> = sources("src").iter().flat_map(check).collect();
    none(&broken);
}

#[test]
fn modules_import_from_floors_below() {
    for (name, folder) in CRATES {
        none(&Floors::of(name).broken(&Modules::read(&sources(folder))));
    }
}

#[test]
fn no_modules_of_a_folder_form_a_circle() {
    for (_, folder) in CRATES {
        none(&floors::circles(&Modules::read(&sources(folder))));
    }
}

#[test]
fn a_type_has_a_name_of_its_own() {
    for (_, folder) in CRATES {
        none(&names::types(&sources(folder)));
    }
}

#[test]
fn only_the_rooms_that_need_a_tool_know_it() {
    holds(tools::tools);
}

#[test]
fn only_output_changes_the_disk() {
    holds(tools::writing);
}

#[test]
fn nothing_asks_for_the_time_or_for_where_it_runs() {
    holds(tools::surroundings);
}

#[test]
fn emission_finds_no_faults() {
    holds(tools::faults);
}

#[test]
fn every_file_is_short() {
    for folder in [".", "../xtask", "../generated"] {
        none(&names::long_files(Path::new(folder)));
    }
}
