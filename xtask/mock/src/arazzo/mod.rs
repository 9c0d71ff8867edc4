//! `cargo xtask arazzo`: workflows as Arazzo 1.0 describes them, held against the document
//! and run against the mock or another server.

mod check;
mod compare;
mod condition;
mod emit;
mod expression;
mod faults;
mod run;

use std::cell::RefCell;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use clap::Parser;
use oas_codegen::diagnostics::{Color, Format};
use oas_codegen::load::{self, read_text};
use oas_codegen::tree::{FileId, Place, Sources, single_line};
use oas_codegen::{Api, Config, Sink, Strictness, analyse, output};
use oas_mock::{Mock, MockTransport, ReadDocument, Source, Value};
use oas_runtime::Client;
use oas_runtime::api::ApiMetadata;

use crate::Failure;

/// Whose calls the steps are.
static API: ApiMetadata = ApiMetadata::new("arazzo", env!("CARGO_PKG_VERSION"));

/// Hold the workflows of an Arazzo description against the document, and run them against
/// the mock, or against another server. Without --spec it is Intercom's tickets, with Intercom's rules
#[derive(Parser)]
#[command(name = "cargo xtask arazzo", bin_name = "cargo xtask arazzo")]
pub struct Arguments {
    /// The Arazzo description
    file: PathBuf,
    /// The `OpenAPI` document that its steps are of
    #[arg(long)]
    spec: Option<PathBuf>,
    /// An input of the workflows; JSON, or a text as it stands
    #[arg(long, value_name = "NAME=VALUE", value_parser = input)]
    input: Vec<(String, Value)>,
    /// The token that requests bring
    #[arg(long, default_value = "dG9rOnRlc3Q")]
    token: String,
    /// The base URL of the server that they run against, instead of the mock
    #[arg(long)]
    url: Option<String>,
    /// Then run them with a fault at each of their requests, and look whether anything was
    /// lost, or done twice
    #[arg(long, conflicts_with_all = ["url", "lint"])]
    faults: bool,
    /// Then write the workflows as functions of Rust into this file, each with a test that
    /// responds as the mock has
    #[arg(long, value_name = "FILE.rs", conflicts_with_all = ["url", "faults", "lint"])]
    emit: Option<PathBuf>,
    /// Only look for mistakes
    #[arg(long, conflicts_with = "url")]
    lint: bool,
}

fn input(text: &str) -> Result<(String, Value), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    let value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
    Ok((name.to_owned(), value))
}

/// # Errors
///
/// What is wrong with the description, and what its workflows end in.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let name = arguments.file.display().to_string();
    let text = read_text(&arguments.file).map_err(|error| format!("{name}: {error}"))?;
    let spec = arguments.spec.as_ref().map(Source::from_file);
    let spec = spec.map(|source| ReadDocument::read(&source)).transpose()?;
    let server = || match &spec {
        Some(document) => Mock::serving(document),
        None => xtask_mock::intercom(),
    };
    let mock = server().build()?;
    let description = read(&name, &text, &mock)?;
    if arguments.lint {
        println!("{}: nothing to complain about", single_line(&name));
        return Ok(());
    }
    let (client, pause): (Client, fn(Duration)) = match &arguments.url {
        Some(url) => (Client::builder(&API).base_url(url).build()?, thread::sleep),
        // It has no need of pauses.
        None => (client_of(&mock)?, |_| {}),
    };
    let workflows = Workflows {
        description: &description,
        inputs: &arguments.input,
        token: &arguments.token,
        pause,
    };
    let tell = &mut |line: String| println!("{}", single_line(&line));
    let runner = workflows.runner(&client, &mock);
    let failed = runner.all(tell);
    if failed > 0 {
        return Err(format!("{failed} workflows fail").into());
    }
    if let Some(path) = &arguments.emit {
        return write(path, arguments, &description, &runner.runs.borrow());
    }
    if arguments.faults {
        tell(faults::run(&workflows, &server)?);
    }
    Ok(())
}

/// Writes the workflows as Rust.
fn write(
    path: &Path,
    arguments: &Arguments,
    description: &Value,
    runs: &[run::Run],
) -> Result<(), Failure> {
    let (api, config) = client_of_spec(arguments.spec.as_deref())?;
    let file = arguments
        .file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    let root = config.crate_name.replace('-', "_");
    // Only the root module of this workspace's crate is written by a person.
    let runtime = match arguments.spec {
        Some(_) => format!("{root}::runtime"),
        None => root.clone(),
    };
    let paths = emit::Paths { root, runtime };
    let emitted = emit::emit(description, &api, &paths, &single_line(&file), runs)?;
    let known = read_text(path).or_else(|error| match error.kind() {
        ErrorKind::NotFound => Ok(emit::MARK.to_owned()),
        _ => Err(format!("{}: {error}", path.display())),
    })?;
    if !known.starts_with(emit::MARK) {
        let message = "holds no workflows that were emitted, and stays as it is";
        return Err(format!("{}: {message}", path.display()).into());
    }
    Ok(output::replace(path, &emitted)?)
}

/// What the client of a document has, or the one of this workspace.
fn client_of_spec(spec: Option<&Path>) -> Result<(Api, Config), Failure> {
    let (source, config) = match spec {
        Some(path) => (Source::from_file(path), Config::default()),
        None => crate::docs::workspace()?,
    };
    let mut sink = Sink::new();
    let api = analyse(&source, &config, Strictness::Lenient, &mut sink);
    let api = api.ok_or_else(|| sink.render(Format::Human(Color::Never)))?;
    Ok((api, config))
}

/// What is run, whatever it is run against.
struct Workflows<'a> {
    description: &'a Value,
    inputs: &'a [(String, Value)],
    token: &'a str,
    pause: fn(Duration),
}

impl Workflows<'_> {
    fn runner<'a>(&'a self, client: &'a Client, mock: &'a Mock) -> run::Runner<'a> {
        run::Runner {
            client,
            operations: mock.operations(),
            description: self.description,
            inputs: self.inputs.iter().cloned().collect(),
            token: self.token,
            pause: self.pause,
            told: RefCell::default(),
            runs: RefCell::default(),
        }
    }
}

fn client_of(mock: &Mock) -> Result<Client, oas_runtime::Error> {
    let transport = MockTransport::new(mock.clone());
    Client::builder(&API)
        .base_url("http://localhost")
        .transport(transport)
        .build()
}

/// A description in which nothing is wrong.
fn read(name: &str, text: &str, mock: &Mock) -> Result<Value, String> {
    let Some(tree) = load::tree(name, text) else {
        return Err(format!(
            "{name} is neither YAML nor JSON, or has a key twice"
        ));
    };
    let description = tree.to_json();
    let sources = Sources::from_text(name, text);
    let told = check::check(&description, mock.operations());
    let told: Vec<String> = told
        .into_iter()
        .map(|(pointer, message)| {
            let place = Place {
                pointer: pointer.parse().unwrap_or_default(),
                ..Place::root(FileId::default())
            };
            let at = sources.position(&place).map(oas_codegen::tree::Span::best);
            let at = at.map_or(String::new(), |at| format!(":{}:{}", at.line, at.column));
            single_line(&format!("{name}{at}: {message}"))
        })
        .collect();
    if told.is_empty() {
        Ok(description)
    } else {
        Err(told.join("\n"))
    }
}

/// The entries of a list that an object has.
fn list<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    let list = object.get(key).and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

/// The text of a key, or none at all.
fn text<'a>(object: &'a Value, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests;
