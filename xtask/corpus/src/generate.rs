//! From a document to a crate, and what there is to count on the way.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Instant;

use oas_codegen::config::Config;
use oas_codegen::diagnostics::{Severity, Sink};
use oas_codegen::load::Source;
use oas_codegen::output::{self, Files};
use oas_codegen::{PartialApi, generate_crate, generate_partial};

use crate::documents::Document;
use crate::examples;
use crate::outcome::Outcome;
use crate::samples;
use crate::workspace::Workspace;

/// Generates a document. A panic is a failure like any other.
pub fn generate(document: &Document, workspace: &Workspace) -> Outcome {
    let mut outcome = Outcome {
        name: document.name.clone(),
        bytes: document.bytes.unwrap_or_else(|| size(&document.path)),
        ..Outcome::default()
    };
    let result = catch_unwind(AssertUnwindSafe(|| {
        attempt(document, workspace, &mut outcome)
    }));
    outcome.failure = match result {
        Ok(Ok(())) => None,
        Ok(Err(reason)) => Some(reason),
        Err(_) => Some("the generator panicked".to_owned()),
    };
    outcome
}

fn attempt(
    document: &Document,
    workspace: &Workspace,
    outcome: &mut Outcome,
) -> Result<(), String> {
    let started = Instant::now();
    let source = Source::from_file_within(&document.path, &document.root);
    let config = Config {
        crate_name: document.name.clone(),
        ..workspace.config().clone()
    };
    let mut sink = Sink::new();
    let partial = generate_partial(&source, &config, &mut sink);
    outcome.errors = sink.count(Severity::Error);
    outcome.warnings = sink.count(Severity::Warning);
    outcome.notes = sink.count(Severity::Note);
    let Some(PartialApi {
        mut api, coverage, ..
    }) = partial
    else {
        return Err("the document can't be loaded".to_owned());
    };
    let name = document.path.file_name().unwrap_or_default();
    api.source = name.to_string_lossy().into_owned();
    let mut files = generate_crate(&api, &config, &workspace.package());
    outcome.time = started.elapsed();
    outcome.miscounts = miscounts(document, &coverage);
    outcome.coverage = coverage;
    (outcome.lines, outcome.test_lines) = lines(&files);
    outcome.longest = longest(&files);
    outcome.examples = examples::judge(&source, &sink);
    outcome.subjects = samples::subjects(&source, &api, &sink);
    let program = samples::program(&document.name, &outcome.subjects);
    files.insert(samples::file(&document.name), program);
    output::write(&files, &workspace.member(&document.name)).map_err(|error| error.to_string())?;
    Ok(())
}

fn size(path: &Path) -> usize {
    fs::metadata(path).map_or(0, |metadata| {
        usize::try_from(metadata.len()).unwrap_or(usize::MAX)
    })
}

/// Where the index knows of more than was counted.
fn miscounts(document: &Document, coverage: &oas_codegen::coverage::Coverage) -> Vec<String> {
    [
        ("operations", document.operations, coverage.operations.total),
        ("schemas", document.schemas, coverage.schemas.total),
    ]
    .into_iter()
    .filter_map(|(what, listed, counted)| {
        let listed = listed.filter(|listed| *listed > counted)?;
        Some(format!("{counted} {what} counted, {listed} listed"))
    })
    .collect()
}

/// Lines that aren't blank: of the client, and of its tests.
fn lines(files: &Files) -> (usize, usize) {
    let (mut code, mut tests) = (0, 0);
    for (path, text) in files.iter() {
        let count = text.lines().filter(|line| !line.trim().is_empty()).count();
        if path.starts_with("tests") {
            tests += count;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            code += count;
        }
    }
    (code, tests)
}

/// Lines that aren't blank, of the longest file.
fn longest(files: &Files) -> usize {
    let lines = files.iter().map(|(_, text)| {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.count()
    });
    lines.max().unwrap_or(0)
}
