//! Documents of one construct each, and what they become.
//!
//! Each `.yaml` of `tests/cases` is a case: the snapshots of its model, of its
//! code and of what there is to say about it stand beside it. To add one, drop
//! in a file and accept what it gives. `tests/compiled` compiles the same code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where something is not as it should be, its helpers too"
)]

#[path = "support/case.rs"]
mod case;

use std::collections::BTreeSet;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::LazyLock;

use case::Case;
use oas_codegen::output::Files;

const FOLDER: &str = "tests/cases";

fn cases() -> Vec<Case> {
    let cases = Case::all(Path::new(FOLDER)).unwrap();
    assert!(!cases.is_empty());
    cases
}

fn settings(case: &Case) -> insta::Settings {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path("cases");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_input_file(format!("{FOLDER}/{}", case.document()));
    settings
}

/// All files as one text, but the mock, a line for each operation, which a case of its
/// own shows.
fn joined(case: &Case, files: &Files) -> String {
    let shows_mock = case.name.starts_with("mock");
    let files = files
        .iter()
        .filter(|(path, _)| shows_mock || !path.ends_with("test.rs"));
    let each = files.map(|(path, text)| {
        let path = path.to_str().unwrap().replace('\\', "/");
        format!("======== {path}\n{text}")
    });
    each.collect::<Vec<_>>().join("\n")
}

/// A case, whether it is generated, and its snapshots: what each is called, and what it
/// shows.
struct Shown {
    case: Case,
    is_generated: bool,
    snapshots: Vec<(String, String)>,
}

/// Made once for all that look at it.
static SHOWN: LazyLock<Vec<Shown>> = LazyLock::new(|| cases().into_iter().map(shown).collect());

fn shown(case: Case) -> Shown {
    let (api, findings) = case.analyse();
    let is_generated = api.is_some();
    let mut shown = Vec::new();
    if !findings.is_empty() {
        shown.push((format!("{}-findings", case.name), findings));
    }
    if let Some(api) = api {
        let model = oas_codegen::model::outline(&api);
        shown.push((format!("{}-model", case.name), model));
        if case.shows_code {
            let code = joined(&case, &oas_codegen::generate(&api, &case.config));
            shown.push((format!("{}-code", case.name), code));
        }
    }
    Shown {
        case,
        is_generated,
        snapshots: shown,
    }
}

#[test]
fn every_case_becomes_what_its_snapshots_show() {
    let mut differing = Vec::new();
    for shown in SHOWN.iter() {
        for (name, text) in &shown.snapshots {
            let held = panic::catch_unwind(AssertUnwindSafe(|| {
                settings(&shown.case).bind(|| insta::assert_snapshot!(name.as_str(), text));
            }));
            if held.is_err() {
                differing.push(name);
            }
        }
    }
    assert!(differing.is_empty(), "these differ: {differing:#?}");
}

#[test]
fn every_snapshot_belongs_to_a_case() {
    let expected: BTreeSet<String> = SHOWN
        .iter()
        .flat_map(|shown| &shown.snapshots)
        .map(|(name, _)| format!("{name}.snap"))
        .collect();
    let entries = fs::read_dir(FOLDER).unwrap();
    let found: BTreeSet<String> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "snap")
        })
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_case_is_generated() {
    let without: Vec<&str> = SHOWN
        .iter()
        .filter(|shown| !shown.is_generated)
        .map(|shown| shown.case.name.as_str())
        .collect();
    assert!(without.is_empty(), "these have errors: {without:#?}");
}

#[test]
fn no_case_names_a_module_that_rust_cannot() {
    for case in cases() {
        let module = case.module();
        assert!(
            syn::parse_str::<syn::Ident>(&module).is_ok(),
            "`{module}` is no name of a module"
        );
    }
}
