//! The emitted files are what the generator makes of the description today.

use std::fs;
use std::path::Path;

use oas_codegen::diagnostics::{Color, Format};
use oas_codegen::output::{self, Change};
use oas_codegen::{Config, Sink, Source, Strictness};

const CONFIG: &str = "spec/codegen.toml";

/// The same steps as those of `cargo xtask codegen --check`, so that whoever
/// runs the tests finds out as well.
#[test]
fn emitted_files_are_up_to_date() {
    // From the root of the workspace, as the headers of the files name the
    // description by its path from there. No other test is in this process.
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::env::set_current_dir(package.parent().unwrap()).unwrap();

    let mut sink = Sink::new();
    let text = fs::read_to_string(CONFIG).unwrap();
    let config = Config::parse(CONFIG, &text, &mut sink).unwrap();
    let folder = Path::new(CONFIG).parent().unwrap();
    let source = Source::from_file(folder.join(&config.document));
    let api = oas_codegen::analyse(&source, &config, Strictness::Own, &mut sink);
    let findings = sink.render(Format::Human(Color::Never));
    let api = api.unwrap_or_else(|| panic!("the description has errors:\n{findings}"));

    let files = oas_codegen::generate(&api, &config);
    let changes = output::check(&files, &folder.join(&config.out)).unwrap();
    assert!(
        changes.is_empty(),
        "the emitted files are not up to date: run `cargo xtask codegen`\nmissing: {:#?}\nstale: \
         {:#?}\nleft over: {:#?}\nin the way: {:#?}",
        paths(&changes.created),
        paths(&changes.changed),
        changes.removed,
        changes.refused,
    );
}

fn paths(changes: &[Change]) -> Vec<&Path> {
    changes.iter().map(|change| change.path.as_path()).collect()
}
