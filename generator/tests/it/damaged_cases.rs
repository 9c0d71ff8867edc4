//! Every case, damaged at random, through the whole pipeline: nothing panics,
//! and whatever is generated is Rust.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use crate::case::Case;
use oas_codegen::{Sink, Source, Strictness};
use oas_codegen_damage::{Random, damage_tree};
use serde_json::Value;

/// How often each case is damaged in the ordinary test run. `MUTATIONS=1000` in
/// the environment asks for more.
fn rounds() -> u64 {
    let asked = std::env::var("MUTATIONS").ok();
    asked.and_then(|count| count.parse().ok()).unwrap_or(4)
}

/// The tree of a case's document. The courses of names are left out: they are
/// long, and differ from other cases in nothing but names.
fn trees() -> Vec<(Case, Value)> {
    let cases = Case::all(Path::new("tests/cases")).unwrap();
    let short = cases.into_iter().filter(|case| case.shows_code);
    let trees = short.map(|case| {
        let source = Source::from_text(case.document(), case.text.as_str());
        let document = oas_codegen::load::load(&source, &mut Sink::new()).unwrap();
        let tree = document.root().to_json();
        (case, tree)
    });
    trees.collect()
}

/// How many files a damaged document still gave. Panics where one is not Rust.
fn generated(case: &Case, text: &str) -> usize {
    let mut count = 0;
    for strictness in [Strictness::Strict, Strictness::Lenient] {
        let source = Source::from_text("damaged.json", text);
        let mut sink = Sink::new();
        let api = oas_codegen::analyse(&source, &case.config, strictness, &mut sink);
        let Some(api) = api else { continue };
        let _ = oas_codegen::model::outline(&api);
        for (path, code) in oas_codegen::generate(&api, &case.config).iter() {
            let parsed = syn::parse_file(code);
            assert!(
                parsed.is_ok(),
                "{}: {}\n{code}",
                path.display(),
                parsed.err().unwrap()
            );
            count += 1;
        }
    }
    count
}

#[test]
fn a_damaged_case_gives_rust_or_an_error() {
    let mut count = 0;
    let trees = trees();
    let others: Vec<&Value> = trees.iter().map(|(_, tree)| tree).collect();
    for (case, tree) in &trees {
        for seed in 0..rounds() {
            let mut random = Random::new(seed);
            let mut damaged = tree.clone();
            for _ in 0..=random.below(3) {
                damage_tree(&mut damaged, &others, &mut random);
            }
            let text = damaged.to_string();
            let survived = panic::catch_unwind(AssertUnwindSafe(|| generated(case, &text)));
            assert!(survived.is_ok(), "case {}, seed {seed}:\n{text}", case.name);
            count += survived.unwrap_or_default();
        }
    }
    // Damage that never leaves anything to generate would test nothing.
    assert!(count > 500, "only {count} files were generated");
}
