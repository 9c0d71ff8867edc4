//! Files that lie beside a document and have a say in what comes of it.

use oas_codegen::diagnostics::{Color, Format};
use oas_codegen::{
    Config, NameLock, PackageOptions, Sink, Source, Strictness, analyse_partial, generate_crate,
};

use crate::execute::fault;
use crate::finding::Kind;

/// A small document that has a bit of everything.
const DOCUMENT: &str = include_str!("../../../generator/tests/it/mutations/tickets.yaml");

pub fn overlay(name: &str, bytes: &[u8]) -> Kind {
    let source = source().with_overlay(Source::from_bytes(name, bytes));
    generated(&source, &Config::default(), Sink::new())
}

pub fn configuration(name: &str, bytes: &[u8]) -> Kind {
    let mut sink = Sink::new();
    match Config::parse(name, &String::from_utf8_lossy(bytes), &mut sink) {
        Some(config) => generated(&source(), &config, sink),
        None => refused(&sink),
    }
}

pub fn name_lock(name: &str, bytes: &[u8]) -> Kind {
    let mut sink = Sink::new();
    match NameLock::parse(name, &String::from_utf8_lossy(bytes), &mut sink) {
        Some(locked) => {
            let config = Config {
                locked,
                ..Config::default()
            };
            generated(&source(), &config, sink)
        }
        None => refused(&sink),
    }
}

/// The lock of the document's names.
pub fn names() -> String {
    let mut sink = Sink::new();
    let config = Config::default();
    let partial = analyse_partial(&source(), &config, Strictness::Lenient, &mut sink);
    partial.map_or(String::new(), |partial| partial.names.to_string())
}

fn source() -> Source {
    Source::from_text("tickets.yaml", DOCUMENT)
}

fn generated(source: &Source, config: &Config, mut sink: Sink) -> Kind {
    let partial = analyse_partial(source, config, Strictness::Lenient, &mut sink);
    let Some(partial) = partial else {
        return refused(&sink);
    };
    let package = PackageOptions::with_runtime_at("../runtime");
    let files = generate_crate(&partial.api, config, &package);
    let _ = refused(&sink);
    let wrong = files
        .iter()
        .find_map(|(path, text)| fault(&path.to_string_lossy(), text));
    wrong.map_or(Kind::Generated(files.len()), Kind::Broken)
}

fn refused(sink: &Sink) -> Kind {
    let _ = sink.render(Format::Human(Color::Never));
    let _ = sink.render(Format::Json);
    Kind::Refused
}
