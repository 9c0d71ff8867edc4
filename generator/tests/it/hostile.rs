//! Documents that mean harm: too deep, too long, too many ways to one place,
//! circles of every kind. Each is refused or generated, on a small stack, with
//! work in proportion to its size.
//!
//! What a text could become in emitted code is for the case `hostile`, which is
//! compiled.

mod circles;
mod depth;
mod length;
mod ways;

use std::thread;

use oas_codegen::diagnostics::{Code, Color, Format};
use oas_codegen::output::Files;
use oas_codegen::{Config, PackageOptions, Sink, Source, generate_crate, generate_partial};

/// What a thread has that is started without further wishes.
const STACK: usize = 2 << 20;

/// Everything that comes of a document, and what is said of it.
struct Outcome {
    files: Option<Files>,
    sink: Sink,
}

impl Outcome {
    fn codes(&self) -> Vec<Code> {
        let found = self.sink.diagnostics().iter();
        found.map(|finding| finding.code).collect()
    }

    fn rendered(&self) -> String {
        self.sink.render(Format::Human(Color::Never))
    }
}

/// Runs the whole generator on a stack of its own.
fn run(name: &str, text: &str) -> Outcome {
    thread::scope(|scope| {
        let work = || {
            let mut sink = Sink::new();
            let config = Config {
                json_schema: true,
                ..Config::default()
            };
            let partial = generate_partial(&Source::from_text(name, text), &config, &mut sink);
            let files = partial.map(|partial| {
                generate_crate(
                    &partial.api,
                    &config,
                    &PackageOptions::with_runtime_at("../runtime"),
                )
            });
            Outcome { files, sink }
        };
        let thread = thread::Builder::new().stack_size(STACK);
        thread.spawn_scoped(scope, work).unwrap().join().unwrap()
    })
}

/// The files of a document that has to give some; each is Rust, and may be
/// written to any disk.
#[track_caller]
fn generated(name: &str, text: &str) -> Files {
    let outcome = run(name, text);
    let Some(files) = outcome.files else {
        panic!("{}", outcome.rendered());
    };
    for (path, text) in files.iter() {
        for part in path.iter().map(|part| part.to_str().unwrap()) {
            assert!(part.len() <= 200, "{part}");
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
            assert!(part.chars().all(plain) && !part.starts_with('.'), "{part}");
        }
        if path.extension().is_some_and(|extension| extension == "rs") {
            let parsed = syn::parse_file(text);
            assert!(
                parsed.is_ok(),
                "{}: {}",
                path.display(),
                parsed.err().unwrap()
            );
        }
    }
    files
}

/// A document of these schemas, whose first is asked for and given back.
fn of_schemas(schemas: &[(String, String)]) -> String {
    let list: Vec<String> = schemas
        .iter()
        .map(|(name, schema)| format!("\"{name}\": {schema}"))
        .collect();
    let first = format!("{{\"$ref\": \"#/components/schemas/{}\"}}", schemas[0].0);
    let content = format!("{{\"application/json\": {{\"schema\": {first}}}}}");
    format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"A\", \"version\": \"1\"}},
        \"paths\": {{\"/a\": {{\"post\": {{\"operationId\": \"a\", \"requestBody\": {{\"content\": {content}}},
        \"responses\": {{\"200\": {{\"description\": \"A.\", \"content\": {content}}}}}}}}}}},
        \"components\": {{\"schemas\": {{{}}}}}}}",
        list.join(",\n")
    )
}

fn reference(name: &str) -> String {
    format!("{{\"$ref\": \"#/components/schemas/{name}\"}}")
}
