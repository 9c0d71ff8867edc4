//! Documents that are wrong, and what is said about them.
//!
//! Each file of `tests/errors` is a case: its snapshot stands beside it. To add
//! one, drop in a file and accept what it gives.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where something is not as it should be, its helpers too"
)]

use std::fs;
use std::path::{Path, PathBuf};

use oas_codegen::diagnostics::{Color, Format, Sink};
use oas_codegen::load::Source;
use oas_codegen::{Config, Strictness};

const FOLDER: &str = "tests/errors";

fn findings(path: &Path) -> (bool, String) {
    let mut sink = Sink::new();
    let api = oas_codegen::analyse(
        &Source::from_file(path),
        &Config::default(),
        Strictness::Strict,
        &mut sink,
    );
    (api.is_some(), sink.render(Format::Human(Color::Never)))
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(FOLDER).unwrap();
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        matches!(extension, Some("yaml" | "json"))
    });
    cases.sort();
    cases
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path("errors");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn every_case_is_told_as_its_snapshot_says() {
    let cases = cases();
    assert!(!cases.is_empty());
    for path in cases {
        let (_, rendered) = findings(&path);
        assert!(!rendered.is_empty(), "{} has no findings", path.display());
        let name = path
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .replace('.', "-");
        settings().bind(|| insta::assert_snapshot!(name, rendered));
    }
}

#[test]
fn a_missing_file_is_told() {
    let (analysed, rendered) = findings(Path::new("tests/errors/no-such-file.yaml"));
    assert!(!analysed);
    settings().bind(|| insta::assert_snapshot!("no-such-file", rendered));
}

#[test]
fn a_folder_is_no_document() {
    let (analysed, rendered) = findings(Path::new(FOLDER));
    assert!(!analysed);
    settings().bind(|| insta::assert_snapshot!("folder", rendered));
}
