//! Documents that other people wrote: every operation responds, with something
//! that its own schema allows.
//!
//! `OPENAPI_CORPUS` names a folder of documents; without it, `../shared/corpus`
//! beside the repository is taken, and without that the test says that it has
//! nothing to do. `OPENAPI_CORPUS_SHARE=all` takes every document, and not only
//! the small ones; `MOCK_CORPUS_REPORT` names a file for what falls short.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where something is not as it should be, its helpers too"
)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{env, fs, io, thread};

use oas_mock::{Mock, Source};

/// Documents above this size are left to a run of all.
const SMALL: u64 = 200_000;

/// Of a hundred operations.
const LEAST: usize = 99;

fn tell(text: &str) {
    io::stderr()
        .write_all(format!("{text}\n").as_bytes())
        .unwrap();
}

fn folder() -> Option<PathBuf> {
    let told = env::var_os("OPENAPI_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    told.or(Some(beside)).filter(|folder| folder.is_dir())
}

/// The root files of the documents: those that the index names.
fn documents(folder: &Path) -> Vec<PathBuf> {
    let index = fs::read_to_string(folder.join("INDEX.tsv")).unwrap();
    let roots = index
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next());
    roots
        .map(|root| folder.join(root))
        .filter(|path| path.is_file())
        .collect()
}

/// How many operations a document has, and what is wrong with their responses.
fn check(folder: &Path, path: &Path) -> (usize, Vec<String>) {
    let name = path.strip_prefix(folder).unwrap().display().to_string();
    let mock = Mock::builder(Source::from_file(path)).build();
    let mock = mock.unwrap_or_else(|error| panic!("{name}: {error}"));
    let failures = mock.self_check().into_iter();
    let failures = failures.map(|(id, reason)| format!("{name}: {id}: {reason}"));
    (mock.operations().len(), failures.collect())
}

#[test]
fn every_operation_gives_a_valid_response() {
    let Some(folder) = folder() else {
        return tell("skipped: there is no folder of documents");
    };
    let everything = env::var("OPENAPI_CORPUS_SHARE").is_ok_and(|share| share == "all");
    let documents = documents(&folder).into_iter();
    let is_taken = |path: &PathBuf| everything || fs::metadata(path).unwrap().len() <= SMALL;
    let documents = Mutex::new(documents.filter(is_taken));
    let sums = Mutex::new((0, Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let next = documents.lock().unwrap().next();
                    let Some(path) = next else { break };
                    let (operations, failures) = check(&folder, &path);
                    let mut sums = sums.lock().unwrap();
                    sums.0 += operations;
                    sums.1.extend(failures);
                }
            });
        }
    });
    let (total, mut short) = sums.into_inner().unwrap();
    short.sort();
    let good = total - short.len();
    assert!(total > 0, "{} holds no documents", folder.display());
    tell(&format!(
        "{good} of {total} operations give a valid response"
    ));
    if let Some(report) = env::var_os("MOCK_CORPUS_REPORT") {
        fs::write(report, short.join("\n") + "\n").unwrap();
    }
    assert!(good * 100 >= total * LEAST, "{short:#?}");
}
