//! `fmt`: the keys of a document in one order.

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::Args;
use oas_codegen::edit;
use oas_codegen::load::read_text;
use oas_codegen::tree::single_line;

use crate::project::Project;
use crate::{Failure, Outcome, rewrite};

#[derive(Args)]
pub struct Arguments {
    /// The documents; without one, that of spec/codegen.toml
    files: Vec<PathBuf>,
    /// Change nothing; fail if anything would change
    #[arg(long)]
    check: bool,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let files = if arguments.files.is_empty() {
        match Project::enter()? {
            Some(project) => vec![project.document],
            None => return Ok(Outcome::Failed),
        }
    } else {
        arguments.files.clone()
    };
    let mut outcome = Outcome::Done;
    for file in files {
        let name = single_line(&file.to_string_lossy());
        let text = read_text(&file).map_err(|error| format!("`{name}`: {error}"))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let ordered = edit::order(&file.to_string_lossy(), text)
            .map_err(|error| format!("`{name}` {error}"))?;
        if ordered == text {
            writeln!(io::stdout(), "{name}: in order")?;
        } else if arguments.check {
            let is_same = |(before, after): (&str, &str)| before == after;
            let line = text
                .lines()
                .zip(ordered.lines())
                .take_while(|pair| is_same(*pair));
            writeln!(io::stdout(), "{name}:{}: not in order", line.count() + 1)?;
            outcome = outcome.and(Outcome::Failed);
        } else {
            rewrite::replace(&file, text, &ordered)?;
            writeln!(io::stdout(), "{name}: put in order")?;
        }
    }
    Ok(outcome)
}
