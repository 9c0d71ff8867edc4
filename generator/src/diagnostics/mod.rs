//! What a person is told about a document: collected, sorted, rendered.

mod code;
mod consequences;
mod diagnostic;
mod fold;
mod lint;
mod render;
mod sink;
mod suggest;

pub use code::Code;
pub use diagnostic::{Diagnostic, Fidelity, Fix, Label, On, Severity};
pub use lint::{LINTS, LintLevel, LintLevels};
pub use render::{Color, Format, render};
pub use sink::Sink;
pub(crate) use suggest::Suggestions;
pub use suggest::suggest;
