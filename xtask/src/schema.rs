//! `schema`: a JSON Schema of documents, for editors.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use oas_codegen::output;
use oas_codegen::validate::document_schema;

use crate::{Failure, Outcome};

#[derive(Args)]
pub struct Arguments {
    /// Write into this file, instead of to the terminal
    #[arg(long, value_name = "FILE.json")]
    out: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let text = format!("{:#}\n", document_schema());
    match &arguments.out {
        Some(path) => output::replace(path, &text)?,
        None => io::stdout().write_all(text.as_bytes())?,
    }
    Ok(Outcome::Done)
}
