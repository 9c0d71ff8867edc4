//! Prints what was found.

use std::env;
use std::io::{self, IsTerminal, Write};

use oas_codegen::diagnostics::{Color, Diagnostic, Format, Severity, Sink, render};

/// What a command fails for, besides errors.
#[derive(clap::Args)]
pub struct Denied {
    /// Fail where there are warnings, as for errors
    #[arg(long, value_enum)]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Deny {
    Warnings,
}

impl Denied {
    /// Whether anything was found that the command fails for.
    pub fn has_any(&self, sink: &Sink) -> bool {
        sink.has_errors() || self.warns(sink)
    }

    /// The same of warnings alone.
    pub fn warns(&self, sink: &Sink) -> bool {
        self.deny == Some(Deny::Warnings) && sink.count(Severity::Warning) > 0
    }
}

/// Prints all the findings for a person, with a line that counts them.
pub fn print(sink: &Sink) -> io::Result<()> {
    let color = color(io::stderr().is_terminal());
    print_as(sink, &sink.sorted(), Format::Human(color))
}

/// The same of somebody else's document, of which there may be thousands:
/// notes are only counted, and of others a few of each kind are shown.
pub fn print_folded(sink: &Sink) -> io::Result<()> {
    let color = color(io::stderr().is_terminal());
    let found = sink.sorted_down_to(Severity::Warning);
    print_as(sink, &found, Format::Folded(color))
}

fn print_as(sink: &Sink, found: &[Diagnostic], format: Format) -> io::Result<()> {
    let mut stderr = io::stderr();
    stderr.write_all(render(sink.sources(), found, format).as_bytes())?;
    if let Some(summary) = summary(sink) {
        writeln!(stderr, "{summary}")?;
    }
    Ok(())
}

/// Colors are for terminals, unless their owner has said otherwise.
fn color(is_terminal: bool) -> Color {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if is_terminal && !refused {
        Color::Always
    } else {
        Color::Never
    }
}

fn summary(sink: &Sink) -> Option<String> {
    let kinds = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Note, "note", "notes"),
    ];
    let found: Vec<&Diagnostic> = sink.told().collect();
    let counts: Vec<String> = kinds
        .into_iter()
        .filter_map(|(severity, one, many)| {
            let count = found.iter().filter(|one| one.severity == severity).count();
            let word = if count == 1 { one } else { many };
            (count > 0).then(|| format!("{count} {word}"))
        })
        .collect();
    let worst = found.iter().min_by_key(|one| one.severity)?;
    let code = worst.code;
    let counts = counts.join(", ");
    Some(format!(
        "{counts}; `cargo xtask explain {code}` tells more about a code"
    ))
}
