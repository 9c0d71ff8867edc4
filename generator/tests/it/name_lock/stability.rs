//! Whatever happens to a document, no name changes that the lock has.
//!
//! The changes follow from a seed, so that a failure can be repeated.

use std::ops::Range;
use std::path::{Path, PathBuf};

use oas_codegen::diagnostics::{Code, Diagnostic};
use oas_codegen::{Config, NameLock, PartialApi, Sink, Source};
use oas_codegen_damage::Random;
use serde_json::Value;

use super::mutate::mutate;
use super::published::{changed, names};
use crate::case::Case;

/// The seeds of the changed documents that the ordinary run looks at. `MUTATIONS=10000`
/// in the environment asks for more, `MUTATIONS=2882..2883` for one of them, and
/// `MUTATED=DIR` for the documents of a folder.
fn seeds() -> Range<u64> {
    let asked = std::env::var("MUTATIONS").unwrap_or_else(|_| "20".to_owned());
    let (first, end) = asked.split_once("..").unwrap_or(("0", &asked));
    first.parse().unwrap()..end.parse().unwrap()
}

fn analysed(document: &Value, config: &Config) -> Option<PartialApi> {
    let source = Source::from_bytes("mutated.json", document.to_string().into_bytes());
    oas_codegen::generate_partial(&source, config, &mut Sink::new())
}

fn documents() -> Vec<(String, Value, Config)> {
    let cases = Case::all(Path::new("tests/cases")).unwrap().into_iter();
    let mut sources: Vec<(String, Source, Config)> = cases
        .map(|case| {
            let source = Source::from_text(case.document(), case.text.as_str());
            (case.name, source, case.config)
        })
        .collect();
    if let Some(folder) = std::env::var_os("MUTATED") {
        let files = std::fs::read_dir(folder).unwrap();
        let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        paths.sort();
        paths.retain(|path| {
            path.metadata()
                .is_ok_and(|file| file.is_file() && file.len() < 100_000)
        });
        sources = paths
            .into_iter()
            .map(|path| {
                (
                    path.display().to_string(),
                    Source::from_file(path),
                    Config::default(),
                )
            })
            .collect();
    }
    let read = sources.into_iter().filter_map(|(name, source, config)| {
        let document = oas_codegen::load::load(&source, &mut Sink::new())?;
        Some((name, document.root().to_json(), config))
    });
    read.collect()
}

#[test]
fn no_locked_name_changes() {
    let documents = documents();
    let (mut with, mut without, mut looked_at) = (Vec::new(), 0, 0_u64);
    let count = u64::try_from(documents.len()).unwrap();
    for (at, (name, document, config)) in documents.into_iter().enumerate() {
        let seeds: Vec<u64> = seeds()
            .filter(|seed| seed.wrapping_mul(7) % count == u64::try_from(at).unwrap())
            .collect();
        if seeds.is_empty() {
            continue;
        }
        let Some(published) = analysed(&document, &config) else {
            continue;
        };
        let before = names(&published.api);
        let locked = Config {
            locked: published.names,
            ..config.clone()
        };
        for seed in seeds {
            let mut random = Random::new(seed);
            let mut mutated = document.clone();
            for _ in 0..=random.below(5) {
                mutate(&mut mutated, &mut random);
            }
            let Some(after) = analysed(&mutated, &locked) else {
                continue;
            };
            looked_at += 1;
            let found = changed(&before, &names(&after.api));
            with.extend(
                found
                    .into_iter()
                    .map(|what| format!("{name}, seed {seed}: {what}")),
            );
            if std::env::var_os("MUTATIONS").is_some() {
                let free = analysed(&mutated, &config).unwrap();
                without += changed(&before, &names(&free.api)).len();
            }
        }
    }
    eprintln!("{looked_at} changed documents; without a lock {without} names would have changed");
    assert!(
        with.is_empty(),
        "{} changed:\n{}",
        with.len(),
        with.join("\n")
    );
    assert!(looked_at > (seeds().end - seeds().start) / 2);
}

#[test]
fn a_lock_of_its_own_document_changes_nothing() {
    let cases = Case::all(Path::new("tests/cases")).unwrap();
    let is_tried = |(at, case): &(usize, Case)| at % 8 == 0 || case.name == "renamed";
    let cases = cases.into_iter().enumerate().filter(is_tried);
    for (_, case) in cases {
        let source = || Source::from_text(case.document(), case.text.as_str());
        let names = |config: &Config| -> NameLock {
            let mut sink = Sink::new();
            let found = oas_codegen::analyse_partial(&source(), config, case.strictness, &mut sink);
            let is_about_names = |found: &Diagnostic| found.code == Code::LockedName;
            assert!(
                !sink.diagnostics().iter().any(is_about_names),
                "{}",
                case.name
            );
            found.unwrap().names
        };
        let free = names(&case.config);
        let config = Config {
            locked: free.clone(),
            ..case.config.clone()
        };
        assert_eq!(
            names(&config).to_string(),
            free.to_string(),
            "{}",
            case.name
        );
    }
}
