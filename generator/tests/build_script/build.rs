//! Generates the client of `openapi.yaml`.

use std::env;
use std::error::Error;
use std::path::PathBuf;

use oas_codegen::diagnostics::Format;
use oas_codegen::{Config, Sink, Source, Strictness, output};

const DOCUMENT: &str = "openapi.yaml";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={DOCUMENT}");
    let config = Config {
        crate_name: env::var("CARGO_PKG_NAME")?,
        module: "crate::pets".to_owned(),
        ..Config::default()
    };
    let mut sink = Sink::new();
    let source = Source::from_file(DOCUMENT);
    let api = oas_codegen::analyse(&source, &config, Strictness::Lenient, &mut sink);
    for finding in sink.render(Format::Lines).lines() {
        println!("cargo::warning={finding}");
    }
    let api = api.ok_or_else(|| format!("{DOCUMENT} has errors"))?;
    let out = PathBuf::from(env::var("OUT_DIR")?).join("pets");
    output::write(&oas_codegen::generate_included(&api, &config), &out)?;
    Ok(())
}
