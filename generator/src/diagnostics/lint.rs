//! Findings whose weight a person chooses, by the names of `[lint]`.

use std::collections::BTreeMap;

use super::Code;

/// What becomes of the findings of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LintLevel {
    /// They are not told.
    Off,
    /// They are warnings.
    Warn,
    /// They are errors.
    Deny,
}

/// The levels that a person has chosen; other findings are told as they come.
pub type LintLevels = BTreeMap<Code, LintLevel>;

/// The names of lints. Those of style are looked for only where a level is chosen.
pub const LINTS: &[(&str, Code)] = &[
    ("unused-component", Code::UnusedComponent),
    ("undeclared-tag", Code::UndeclaredTag),
    ("misspelt-media-type", Code::MisspeltMediaType),
    ("missing-example", Code::MissingExample),
    ("missing-description", Code::MissingDescription),
    ("missing-tag", Code::MissingTag),
    ("full-stop", Code::FullStop),
    ("id-case", Code::IdCase),
    ("schema-case", Code::SchemaCase),
];

impl LintLevel {
    /// The level of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<LintLevel> {
        match name {
            "off" => Some(LintLevel::Off),
            "warn" => Some(LintLevel::Warn),
            "deny" => Some(LintLevel::Deny),
            _ => None,
        }
    }
}
