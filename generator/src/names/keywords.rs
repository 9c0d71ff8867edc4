//! What Rust reserves.

/// How a word can be used as an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// As it is.
    Free,
    /// With `r#`.
    Raw,
    /// Not at all.
    Never,
}

/// Keywords, strict and reserved, of every edition up to 2024. `gen` is among
/// them though `syn` still parses it as an identifier.
const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that can't even be raw identifiers.
const NEVER: &[&str] = &["self", "Self", "super", "crate", "_", ""];

/// How `word` can be used.
pub(super) fn standing(word: &str) -> Standing {
    if NEVER.contains(&word) {
        Standing::Never
    } else if RAW.contains(&word) {
        Standing::Raw
    } else {
        Standing::Free
    }
}
