//! How a file is written.

/// JSON, YAML, or TOML, in which no document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SourceFormat {
    /// JSON by its name or by its first character.
    Json,
    /// TOML by its name: a configuration.
    Toml,
    /// Anything else.
    Yaml,
}

impl SourceFormat {
    pub(super) fn of(name: &str, text: &str) -> SourceFormat {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        if extension.eq_ignore_ascii_case("json") {
            return SourceFormat::Json;
        }
        if extension.eq_ignore_ascii_case("toml") {
            return SourceFormat::Toml;
        }
        let is_json = text.trim_start().starts_with(['{', '['])
            && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        if is_json {
            SourceFormat::Json
        } else {
            SourceFormat::Yaml
        }
    }
}
