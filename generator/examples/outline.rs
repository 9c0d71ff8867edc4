//! Prints the model of a document: `cargo run -p oas-codegen --example outline -- FILE`.

use oas_codegen::diagnostics::{Color, Format};
use oas_codegen::{Config, Sink, Source, Strictness, analyse, model};

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let mut sink = Sink::new();
    let api = analyse(
        &Source::from_file(&path),
        &Config::default(),
        Strictness::Strict,
        &mut sink,
    );
    eprint!("{}", sink.render(Format::Human(Color::Never)));
    if let Some(api) = api {
        print!("{}", model::outline(&api));
    }
}
