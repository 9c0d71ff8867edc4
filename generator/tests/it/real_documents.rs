//! Documents that other people wrote, where they are at hand: nothing panics,
//! each is read within a second or two, and what comes of it can be called.
//!
//! `OPENAPI_CORPUS` names the folder. Without it the test says that it has
//! nothing to do.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::constructors::positional;
use oas_codegen::diagnostics::{Code, Color, Format, Severity, Sink};
use oas_codegen::load::{Source, load};
use oas_codegen::normalize::normalize;
use oas_codegen::validate::validate;
use oas_codegen::{Config, Strictness, generate_partial};

/// Says something even though the test passes.
fn tell(text: &str) {
    let line = format!("{text}\n");
    io::stderr().write_all(line.as_bytes()).unwrap();
}

/// The roots of the documents: every file of the folder itself. What lies in
/// folders below it are parts.
fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut documents: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    documents.retain(|path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        path.is_file() && matches!(extension, Some("yaml" | "yml" | "json"))
    });
    documents.sort();
    documents
}

#[test]
fn real_documents_are_understood() {
    let Some(folder) = env::var_os("OPENAPI_CORPUS") else {
        return tell("skipped: OPENAPI_CORPUS names no folder of documents");
    };
    let documents = documents(Path::new(&folder));
    for path in &documents {
        let mut sink = Sink::new();
        let Some(doc) = load(&Source::from_file(path), &mut sink) else {
            panic!("{}", sink.render(Format::Human(Color::Never)));
        };
        validate(&doc, Strictness::Lenient, &mut sink);
        let _ = normalize(doc, &mut sink);
        let _ = sink.render(Format::Json);
        let harmless = |code: Code| matches!(code, Code::UnreadableReference | Code::DuplicateKey);
        for finding in sink.diagnostics() {
            assert!(
                finding.severity != Severity::Error || harmless(finding.code),
                "{}: {finding:?}",
                path.display()
            );
        }
    }
    tell(&format!("{} documents were understood", documents.len()));
}

#[test]
fn constructors_of_real_documents_can_be_called() {
    let Some(folder) = env::var_os("OPENAPI_CORPUS") else {
        return tell("skipped: OPENAPI_CORPUS names no folder of documents");
    };
    let (mut total, mut misleading) = (0, Vec::new());
    for path in documents(Path::new(&folder)) {
        let (source, config) = (Source::from_file(&path), Config::default());
        let partial = generate_partial(&source, &config, &mut Sink::new()).unwrap();
        let (count, of_document) = positional(&partial.api);
        total += count;
        misleading.extend(of_document);
    }
    assert_eq!(misleading, [""; 0]);
    tell(&format!(
        "{total} constructors take their arguments by position"
    ));
}
