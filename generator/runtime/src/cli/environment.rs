//! What lies around a program.

use std::fmt;
use std::io::{IsTerminal, Read, Write};

/// What a command line reads and writes beside its arguments.
pub struct Environment<'a> {
    /// The variables, by their names.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// Where `-` is read from.
    pub input: &'a mut dyn Read,
    /// Where responses go.
    pub output: &'a mut dyn Write,
    /// Where messages go.
    pub errors: &'a mut dyn Write,
    /// Whether people read the output, so that it comes as tables.
    pub is_terminal: bool,
}

impl fmt::Debug for Environment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment")
            .field("is_terminal", &self.is_terminal)
            .finish_non_exhaustive()
    }
}

/// Does something with what lies around this process.
pub(super) fn with_process<T>(run: impl FnOnce(Environment<'_>) -> T) -> T {
    let output = std::io::stdout();
    run(Environment {
        variable: &|name| std::env::var(name).ok(),
        input: &mut std::io::stdin().lock(),
        is_terminal: output.is_terminal(),
        output: &mut output.lock(),
        errors: &mut std::io::stderr().lock(),
    })
}
