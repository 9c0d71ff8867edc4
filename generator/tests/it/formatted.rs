//! What is emitted stays as it is when the owner of a crate formats it.

use std::fs;
use std::process::Command;

use oas_codegen::{Config, PackageOptions, Sink, Source, generate_crate, generate_partial};

#[test]
fn cargo_fmt_leaves_a_crate_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string("tests/cases/unions.yaml").unwrap();
    let source = Source::from_text("unions.yaml", text);
    let config = Config::default();
    let partial = generate_partial(&source, &config, &mut Sink::new()).unwrap();
    let package = PackageOptions::with_runtime_at(concat!(env!("CARGO_MANIFEST_DIR"), "/runtime"));
    let files = generate_crate(&partial.api, &config, &package);
    for (path, text) in files.iter() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let manifest = folder.path().join("Cargo.toml");
    let mut fmt = Command::new(cargo);
    fmt.args(["fmt", "--check", "--manifest-path"])
        .arg(manifest);
    let output = fmt.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{failed}");
}
