//! `explain`: what a code means, at length.

use std::io::{self, Write};

use clap::Args;
use oas_codegen::diagnostics::{Code, suggest};

use crate::{Failure, Outcome};

#[derive(Args)]
pub struct Arguments {
    /// The code, for example OAS0301
    code: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut stdout = io::stdout().lock();
    let Some(text) = &arguments.code else {
        for code in Code::ALL {
            writeln!(stdout, "{code}  {}", code.title())?;
        }
        return Ok(Outcome::Done);
    };
    let Ok(code) = text.parse::<Code>() else {
        let ids = Code::ALL.iter().map(|code| code.id());
        let meant = suggest(text, ids).map(|id| format!(", did you mean `{id}`?"));
        let meant = meant.unwrap_or_else(|| "; `cargo xtask explain` lists all".to_owned());
        return Err(format!("there is no code `{text}`{meant}").into());
    };
    writeln!(stdout, "{code}: {}\n", code.title())?;
    writeln!(stdout, "{}", code.explanation().trim_end())?;
    Ok(Outcome::Done)
}
