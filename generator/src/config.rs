//! `codegen.toml`: which document becomes which crate, and how.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What a person may decide about the generated crate. Every key may be left
/// out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The document, relative to the configuration. Default: `openapi.yaml`.
    pub document: String,
    /// The folder of the emitted files, relative to the configuration.
    /// Default: `src`.
    pub out: String,
    /// The name of the generated crate. Default: `client`.
    pub crate_name: String,
    /// The name of the enum of servers. Default: `Server`.
    pub server_enum: String,
    /// What becomes of members that an answer holds and the document does not
    /// know. Default: `"ignore"`.
    pub unknown_fields: UnknownFields,
    /// Whether an enum keeps values that the document does not list. Default:
    /// `true`.
    pub open_enums: bool,
    /// Whether tests of the examples of the document are emitted. Default:
    /// `true`.
    pub contract_tests: bool,
    /// The Rust type of each format, such as `date_time = "string"`.
    pub types: BTreeMap<String, String>,
    /// Rust names by the name of a schema or by a JSON pointer.
    pub rename: BTreeMap<String, String>,
}

/// What becomes of members that the document does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnknownFields {
    /// They are read over.
    #[default]
    Ignore,
    /// They are kept in a map.
    Keep,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            document: "openapi.yaml".to_owned(),
            out: "src".to_owned(),
            crate_name: "client".to_owned(),
            server_enum: "Server".to_owned(),
            unknown_fields: UnknownFields::Ignore,
            open_enums: true,
            contract_tests: true,
            types: BTreeMap::new(),
            rename: BTreeMap::new(),
        }
    }
}
