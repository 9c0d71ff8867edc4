//! The same document gives the same bytes, wherever and however often it is
//! read.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::generated_cases::GENERATED_CASES;
use oas_codegen::diagnostics::{Color, Format};
use oas_codegen::output::Files;
use oas_codegen::{Config, Sink, Source, Strictness};

/// Says to the test below that another test has started it: which document it
/// is to read, and where its findings and files go.
const TOLD: &str = "OAS_CODEGEN_DETERMINISM";

fn of_source(source: &Source, config: &Config, strictness: Strictness) -> (Option<Files>, String) {
    let mut sink = Sink::new();
    let api = oas_codegen::analyse(source, config, strictness, &mut sink);
    let files = api.map(|api| oas_codegen::generate(&api, config));
    (files, sink.render(Format::Human(Color::Never)))
}

#[test]
fn twice_gives_the_same() {
    for (case, first) in GENERATED_CASES.iter() {
        let (api, _) = case.analyse();
        let second = api.map(|api| oas_codegen::generate(&api, &case.config));
        let is_same = second.as_ref() == Some(first);
        assert!(is_same, "{} differs from run to run", case.name);
    }
}

/// A document of two files, with something to say about it.
fn write_document(folder: &Path) {
    let root = "openapi: 3.0.3
info: { title: Places, version: '1' }
paths:
  /things:
    get:
      operationId: getThing
      responses:
        '200':
          description: A thing.
          content: { application/json: { schema: { $ref: 'parts/thing.yaml' } } }
components:
  schemas:
    Unused: { type: object, properties: { a: { type: string } } }
";
    let part = "type: object\nproperties: { id: { type: string }, list: { type: array } }\n";
    fs::create_dir_all(folder.join("spec/parts")).unwrap();
    fs::write(folder.join("spec/root.yaml"), root).unwrap();
    fs::write(folder.join("spec/parts/thing.yaml"), part).unwrap();
}

/// Everything that comes of the document at `path`, as one text.
fn everything(path: &Path) -> String {
    let config = Config::default();
    let (files, findings) = of_source(&Source::from_file(path), &config, Strictness::Lenient);
    let mut out = findings;
    for (path, text) in files.unwrap().iter() {
        out.push_str(&format!("{}\n{text}\n", path.display()));
    }
    out
}

/// Does what the test below asks for; on its own it has nothing to do.
#[test]
fn told_by_another_test() {
    let Some(output) = env::var_os(TOLD) else {
        return;
    };
    fs::write(output, everything(Path::new("spec/root.yaml"))).unwrap();
}

/// Runs the test above in `folder`, in a process of its own: a working
/// directory belongs to a process.
fn everything_in(folder: &Path) -> String {
    write_document(folder);
    let output = folder.join("output.txt");
    let program: PathBuf = env::current_exe().unwrap();
    let run = Command::new(program)
        .args(["--exact", "determinism::told_by_another_test"])
        .current_dir(folder)
        .env(TOLD, &output)
        .output()
        .unwrap();
    assert!(run.status.success(), "{run:?}");
    fs::read_to_string(output).unwrap()
}

#[test]
fn another_folder_gives_the_same() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let below = other.path().join("deeper/down");
    fs::create_dir_all(&below).unwrap();
    let (first, second) = (everything_in(one.path()), everything_in(&below));
    assert!(first.contains("pub struct"), "{first}");
    assert!(first.contains("spec/parts/thing.yaml"), "{first}");
    assert_eq!(first, second);
}

#[test]
fn no_file_says_where_it_was_made() {
    let folder = tempfile::tempdir().unwrap();
    let text = everything_in(folder.path());
    let place = folder.path().to_str().unwrap();
    assert!(!text.contains(place), "{text}");
    let here = env::current_dir().unwrap();
    assert!(!text.contains(here.to_str().unwrap()), "{text}");
}
