//! Generates the client of `openapi.yaml`.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use oas_codegen::diagnostics::{Color, Format};
use oas_codegen::{Config, Sink, Source, Strictness, output};

const DOCUMENT: &str = "openapi.yaml";

/// What a crate of its own has in its `lib.rs`.
const MODULES: &str = "
pub mod api;
mod client;
#[cfg(test)]
mod contract;
pub mod types;

pub use client::{Client, ClientBuilder, Server};
pub use oas_runtime::{Error, json};
";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={DOCUMENT}");
    let config = Config {
        crate_name: env::var("CARGO_PKG_NAME")?,
        module: "crate::pets".to_owned(),
        ..Config::default()
    };
    let mut sink = Sink::new();
    let source = Source::from_file(DOCUMENT);
    let api = oas_codegen::analyse(&source, &config, Strictness::Strict, &mut sink);
    let Some(api) = api else {
        return Err(sink.render(Format::Human(Color::Never)).into());
    };
    let out = PathBuf::from(env::var("OUT_DIR")?).join("pets");
    output::write(&oas_codegen::generate(&api, &config), &out)?;
    fs::write(out.join("modules.rs"), MODULES)?;
    Ok(())
}
