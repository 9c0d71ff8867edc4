//! Reads an `OpenAPI` document, builds an intermediate model of it, and emits
//! formatted Rust: types, operations, a client.
//!
//! ```text
//! Source → load → overlay → repair → validate → normalize → lower → analyse → Api → emit → render → Files
//! ```
//!
//! Each stage consumes what the one before it gives, and none reaches back.
//! Whatever is wrong with a document is found before anything is emitted and
//! collected in a [`Sink`], so that one run reports everything.
//!
//! ```
//! use oas_codegen::{Config, Sink, Source, Strictness};
//!
//! let source = Source::from_text("pets.yaml", "
//! openapi: 3.0.3
//! info: { title: Pets, version: '1' }
//! paths:
//!   /pets/{pet_id}:
//!     get:
//!       operationId: getPet
//!       parameters:
//!         - { name: pet_id, in: path, required: true, schema: { type: string } }
//!       responses:
//!         '200':
//!           description: The pet.
//!           content:
//!             application/json:
//!               schema: { $ref: '#/components/schemas/Pet' }
//! components:
//!   schemas:
//!     Pet: { type: object, properties: { name: { type: string } } }
//! ");
//! let config = Config::default();
//! let mut sink = Sink::new();
//! let api = oas_codegen::analyse(&source, &config, Strictness::Strict, &mut sink)
//!     .ok_or("the document has errors")?;
//! assert_eq!(api.operations().count(), 1);
//! # Ok::<(), &str>(())
//! ```
//!
//! # In a build script
//!
//! A crate can generate its client while it is built, and keep no emitted file.
//! Its `build.rs` is, but for the imports:
//!
//! ```no_run
//! # use oas_codegen::{Config, Sink, Source, Strictness, diagnostics::Format, output};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! println!("cargo::rerun-if-changed=openapi.yaml");
//! let config = Config {
//!     crate_name: std::env::var("CARGO_PKG_NAME")?,
//!     // Where the emitted modules will lie in the crate.
//!     module: "crate::pets".to_owned(),
//!     ..Config::default()
//! };
//! let mut sink = Sink::new();
//! let source = Source::from_file("openapi.yaml");
//! let api = oas_codegen::analyse(&source, &config, Strictness::Lenient, &mut sink);
//! for finding in sink.render(Format::Lines).lines() {
//!     println!("cargo::warning={finding}");
//! }
//! let api = api.ok_or("openapi.yaml has errors")?;
//! let out = std::path::Path::new(&std::env::var("OUT_DIR")?).join("pets");
//! output::write(&oas_codegen::generate_included(&api, &config), &out)?;
//! # Ok(())
//! # }
//! ```
//!
//! and the crate holds
//!
//! ```ignore
//! pub mod pets {
//!     include!(concat!(env!("OUT_DIR"), "/pets/lib.rs"));
//! }
//! ```
//!
//! The folder `tests/build_script` of this crate is a whole package of this
//! kind. For somebody else's document there is [`generate_partial`], which goes
//! on with what can be generated, and [`generate_crate`], which emits a package.

mod analysis;
mod command_line;
pub mod config;
pub mod coverage;
pub mod diagnostics;
pub mod edit;
mod emit;
mod grammar;
mod json_schema;
pub mod load;
mod lower;
pub mod model;
mod names;
pub mod normalize;
pub mod output;
pub mod overlay;
mod polling;
mod render;
pub mod repair;
mod select;
mod supplement;
pub mod surface;
pub mod tree;
pub mod validate;

use config::TagFeatures;

pub use config::Config;
pub use config::{PackageOptions, Strictness};
pub use diagnostics::Sink;
pub use grammar::discriminators;
pub use load::Source;
pub use model::Api;
pub use names::{LockedItem, LockedName, NameLock, NameSource};

/// Everything up to the model: loads, validates, normalises, lowers and
/// analyses.
///
/// Findings go to `sink`; with errors among them there is no [`Api`].
pub fn analyse(
    source: &Source,
    config: &Config,
    strictness: Strictness,
    sink: &mut Sink,
) -> Option<Api> {
    let partial = analyse_partial(source, config, strictness, sink)?;
    (!sink.has_errors()).then_some(partial.api)
}

/// What could be made of a document, whatever is wrong with it.
#[derive(Clone, Debug)]
pub struct PartialApi {
    /// The model of what can be generated.
    pub api: Api,
    /// How much of the document that is.
    pub coverage: coverage::Coverage,
    /// The name of everything that has one, to be locked.
    pub names: NameLock,
}

/// Like [`analyse`], lenient, and goes on with errors: what can't be generated is
/// left out, and reported.
///
/// There is no model only if the document can't be loaded at all.
pub fn generate_partial(source: &Source, config: &Config, sink: &mut Sink) -> Option<PartialApi> {
    analyse_partial(source, config, Strictness::Lenient, sink)
}

/// Like [`analyse`], and tells how much of the document became code; with errors
/// among the findings, what came of it is not whole.
pub fn analyse_partial(
    source: &Source,
    config: &Config,
    strictness: Strictness,
    sink: &mut Sink,
) -> Option<PartialApi> {
    sink.take_levels(&config.lint);
    let document = load::load(source, sink)?;
    let document = overlay::overlay(document, sink)?;
    let document = supplement::supplement(document, config, sink);
    let document = match strictness {
        Strictness::Strict => document,
        Strictness::Lenient => repair::repair(document, sink),
    };
    validate::validate(&document, strictness, sink);
    sink.hold_back_consequences();
    let inventory = coverage::Inventory::of(&document);
    let document = normalize::normalize(document, sink);
    let (mut lowered, names) = lower::lower(&document, source.name(), config, strictness, sink);
    let covered = std::mem::take(&mut lowered.stage.covered);
    let (selected, mut left_out) = select::select(&document, lowered, &config.selection, sink);
    let configuration = document.configuration();
    let mut api = analysis::analyse(selected, config, &configuration, strictness, sink);
    if config.json_schema {
        json_schema::describe(&document, &mut api);
    }
    let whole = config.selection.is_all();
    polling::resolve(&document, &mut api, whole, strictness, sink);
    if config.cli {
        command_line::describe(&mut api);
    }
    if config.features == TagFeatures::PerTag {
        analysis::find_features(&mut api);
    }
    left_out.forget(&api, sink);
    let made = coverage::Made {
        document: &document,
        api: &api,
        left_out: &left_out,
        covered: &covered,
        sink,
    };
    let coverage = coverage::cover(&inventory, &made);
    Some(PartialApi {
        api,
        coverage,
        names,
    })
}

/// A crate of its own: [`generate`]'s files below `src`, the tests of examples
/// below `tests`, with a `lib.rs` and a `Cargo.toml`.
#[must_use]
pub fn generate_crate(api: &Api, config: &Config, package: &PackageOptions) -> output::Files {
    let (emission, outside) = (emit::Emission::new(api, config), emit::outside(config));
    let tests = emit::Emission::new(api, &outside);
    let mut files = output::Files::new();
    for (path, text) in render::render(&emission.modules(), &api.source) {
        files.insert(std::path::Path::new("src").join(path), text);
    }
    for (path, text) in render::render(&tests.contract_test(), &api.source) {
        files.insert(path, text);
    }
    for (path, text) in render::render(&[emission.library()], &api.source) {
        files.insert(std::path::Path::new("src").join(path), text);
    }
    for (path, text) in render::render(&emission.program(), &api.source) {
        files.insert(std::path::Path::new("src").join(path), text);
    }
    let manifest = emission.manifest(package);
    files.insert("Cargo.toml", render::toml(&manifest, &api.source));
    files
}

/// The files of a client of the API, relative to the crate's `src`.
///
/// Pure: the same model gives the same bytes, wherever it runs.
#[must_use]
pub fn generate(api: &Api, config: &Config) -> output::Files {
    let emission = emit::Emission::new(api, config);
    let mut parts = emission.modules();
    parts.extend(emission.contract());
    render::render(&parts, &api.source).into_iter().collect()
}

/// [`generate`]'s files with a `lib.rs` that declares them: what a build script
/// writes into its `OUT_DIR`, and `include!` brings into the crate.
#[must_use]
pub fn generate_included(api: &Api, config: &Config) -> output::Files {
    let emission = emit::Emission::new(api, config);
    let mut files = generate(api, config);
    for (_, text) in render::render(&[emission.included()], &api.source) {
        files.insert("lib.rs", text);
    }
    files
}
