//! `codegen.toml`: which document becomes which crate, and how.

use std::collections::BTreeMap;

use crate::diagnostics::{LintLevels, Sink};
use crate::names::NameLock;
use crate::tree::Sources;

mod derive;
mod files;
mod package;
mod paths;
mod read;
mod scalars;
#[cfg(test)]
mod schema;
mod selection;
mod selectors;
mod supplement;
mod values;

pub use crate::grammar::{Carrier, PagingRule, TurnRule};
pub use derive::{DeriveEntry, TypeAttribute, TypeSelector};
pub use package::{PackageOptions, RuntimeSource, Workspace};
pub use paths::is_crate_name;
pub use scalars::Scalars;
pub use selection::{Candidate, NoSelector, Selection, Selector};
pub(crate) use selectors::Patterns;
pub use selectors::Selectors;
pub use supplement::Supplement;

/// How much is forgiven to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// For a document of our own: what is wrong with it is an error, for we can
    /// correct it.
    Strict,
    /// For somebody else's: what can be lived with is a warning.
    Lenient,
}

/// What a person may decide about the generated crate. Every key may be left
/// out.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a key of the file, whose value is true or false"
)]
pub struct Config {
    /// The document, relative to the configuration. Default: `openapi.yaml`.
    pub document: String,
    /// The overlays that are laid over the document, in this order, relative to the
    /// configuration: who loads the document gives them to its
    /// [`Source`](crate::Source::with_overlay). Default: none.
    pub overlays: Vec<String>,
    /// The folder of the emitted files, relative to the configuration.
    /// Default: `src`.
    pub out: String,
    /// The name of the generated crate. Default: `client`.
    pub crate_name: String,
    /// The path of the module that holds the emitted files, for code that is
    /// emitted into a crate that has code of its own. Default: `crate`.
    pub module: String,
    /// The name of the enum of servers. Default: `Server`.
    pub server_enum: String,
    /// What becomes of members that a response holds and the document does not
    /// know. Default: `"ignore"`.
    pub unknown_fields: UnknownFields,
    /// Whether an enum keeps values that the document does not list. Default:
    /// `true`.
    pub open_enums: bool,
    /// Whether tests of the examples of the document are emitted. Default:
    /// `true`.
    pub contract_tests: bool,
    /// Whether each type has its schema as JSON Schema, behind the features `schemars` and
    /// `utoipa`.
    /// Default: `false`.
    pub json_schema: bool,
    /// Whether a command line of the operations is emitted, behind the feature `cli`.
    /// Default: `false`.
    pub cli: bool,
    /// Whether requests are held against bounds, lengths and patterns. Default:
    /// `"off"`.
    pub checks: Checks,
    /// Whether the operations of each tag can be left out of a build.
    /// Default: `"none"`.
    pub features: TagFeatures,
    /// What methods are called. Default: `"full"`.
    pub method_names: MethodNames,
    /// Which types stand for dates, times, identifiers and whatever else has a
    /// format. Default: `"built-in"`.
    pub scalars: Scalars,
    /// The file that keeps the names of what has been published, relative to the
    /// configuration: who reads it gives its names to `locked`. Default: none.
    pub name_lock: Option<String>,
    /// The names that the lock has. No key of the file.
    pub locked: NameLock,
    /// Whether what is locked takes the name that the configuration or the document
    /// chooses for it. No key of the file.
    pub accept_renames: bool,
    /// The Rust type of each format, such as `date_time = "string"`.
    pub types: BTreeMap<String, String>,
    /// Types of the user's own by the name of a schema, such as
    /// `Money = "crate::Money"`: they have serde's traits, `Debug`, `Clone` and
    /// `PartialEq`. Fields hold them; elsewhere they stand in an `External`.
    pub replace: BTreeMap<String, String>,
    /// Names in Rust, by the name of a schema, by `op:ID`, by `tag:NAME`, or by
    /// the place of a schema, a property or a parameter as a `$ref` would have
    /// it. They go before `x-rust-name`.
    pub rename: BTreeMap<String, String>,
    /// Traits and attributes that types of schemas get beside their own, by `all`,
    /// `struct`, `enum`, `union`, `newtype`, or a name or pattern. Default: none.
    pub derive: Vec<DeriveEntry>,
    /// Which operations are generated, by `include` and `exclude`: lists of
    /// `"tag:NAME"`, `"path:PATTERN"` and `"op:ID"`. Default: all of them.
    /// Schemas that only others need are left out as well, and names are the
    /// same as if nothing were.
    pub selection: Selection,
    /// Dependencies of a crate of its own beside the runtime, as `Cargo.toml`
    /// has them: those of the types that [`types`](Self::types) and
    /// [`replace`](Self::replace) name.
    pub dependencies: BTreeMap<String, String>,
    /// How the lists of operations come in pages, by a selector such as
    /// `"path:/v1/**"`: what `x-pagination` would say there, or `false` for
    /// operations whose responses are no pages. `op:` goes before `path:`, a longer
    /// pattern before a shorter one, and that before `tag:`; what names an
    /// operation and doesn't fit it is passed over. All go before what the
    /// document says, and before what is found by the usual names.
    pub pagination: Vec<(Selector, Option<PagingRule>)>,
    /// What the document doesn't say: `[api]` is what `x-api` would hold;
    /// `[error]` what `x-error` would hold on the component `schema`;
    /// `[security]` security schemes, of which any is enough where the document
    /// says nothing of security; `[idempotency]`, by a selector, what
    /// `x-idempotent` would say, or `{ key = "Idempotency-Key" }` for
    /// `x-idempotency-key`. They go before what the document says.
    pub supplement: Supplement,
    /// What becomes of findings that are a matter of taste, by their names: see
    /// [`LINTS`](crate::diagnostics::LINTS). Default: none is looked for that is about
    /// style alone.
    pub lint: LintLevels,
}

/// How requests are held against bounds, lengths and patterns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checks {
    /// They aren't: nothing is emitted.
    #[default]
    Off,
    /// By the method `validate` of types and parameters.
    Method,
    /// By each call besides, before anything is sent.
    OnSend,
}

/// Which features of cargo the tags of an API become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagFeatures {
    /// None: all operations are built.
    #[default]
    None,
    /// One for each, on by default.
    PerTag,
}

/// What the method of an operation is called, unless it has a name of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MethodNames {
    /// Its `operationId`.
    #[default]
    Full,
    /// The same without the words of the tag that it begins with, where that is
    /// no other operation's name.
    Short,
}

/// What becomes of members that the document does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
            overlays: Vec::new(),
            out: "src".to_owned(),
            crate_name: "client".to_owned(),
            module: "crate".to_owned(),
            server_enum: "Server".to_owned(),
            unknown_fields: UnknownFields::Ignore,
            open_enums: true,
            contract_tests: true,
            json_schema: false,
            cli: false,
            checks: Checks::Off,
            features: TagFeatures::None,
            method_names: MethodNames::Full,
            scalars: Scalars::BuiltIn,
            name_lock: None,
            locked: NameLock::default(),
            accept_renames: false,
            types: BTreeMap::new(),
            replace: BTreeMap::new(),
            rename: BTreeMap::new(),
            derive: Vec::new(),
            selection: Selection::default(),
            dependencies: BTreeMap::new(),
            pagination: Vec::new(),
            supplement: Supplement::default(),
            lint: LintLevels::new(),
        }
    }
}

impl Config {
    /// The features of the runtime that emitted code needs.
    pub(crate) fn runtime_features(&self) -> Vec<&'static str> {
        let mut features = self.scalars.features().to_vec();
        if self.checks != Checks::Off {
            features.push("checks");
        }
        features
    }

    /// Reads a configuration. `name` is how messages call it.
    ///
    /// Everything that is wrong with it is pushed to the sink, and if anything
    /// is there is no configuration.
    pub fn parse(name: &str, text: &str, sink: &mut Sink) -> Option<Config> {
        sink.attach(&Sources::from_text(name, text));
        let mut config = read::read(text, sink)?;
        name.clone_into(&mut config.supplement.name);
        text.clone_into(&mut config.supplement.text);
        Some(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Code, Color, Format, LintLevel};
    use crate::grammar::{Carrier, TurnRule};

    fn parse(text: &str) -> Result<Config, String> {
        let mut sink = Sink::new();
        Config::parse("codegen.toml", text, &mut sink)
            .ok_or_else(|| sink.render(Format::Human(Color::Never)))
    }

    #[test]
    fn nothing_is_required() {
        let expected = Config {
            supplement: said(""),
            ..Config::default()
        };
        assert_eq!(parse(""), Ok(expected));
    }

    /// A configuration that adds nothing to the document.
    fn said(text: &str) -> Supplement {
        Supplement {
            name: "codegen.toml".to_owned(),
            text: text.to_owned(),
            ..Supplement::default()
        }
    }

    #[test]
    fn every_key_is_read() {
        let text = r##"
            document = "a.yaml"
            overlays = ["a.overlay.yaml", "b.overlay.yaml"]
            out = "../generated/src"
            crate_name = "intercom-tickets"
            module = "crate::intercom"
            server_enum = "Region"
            unknown_fields = "keep"
            open_enums = false
            contract_tests = false
            json_schema = true
            cli = true
            checks = "on-send"
            features = "per-tag"
            name_lock = "names.lock"
            method_names = "short"
            scalars = "text"
            include = ["tag:Tickets"]
            exclude = ["path:/tickets/*", "op:deleteTicket"]
            [types]
            date_time = "string"
            [replace]
            money = "crate::Money"
            [rename]
            ticket = "Case"
            [lint]
            full-stop = "warn"
            [derive]
            struct = ["Ord", "strum::EnumIs"]
            "Tick*" = ["#[cfg_attr(feature = \"x\", derive(a::B))]"]
            [dependencies]
            money = { version = "1", features = ["serde"] }
            uuid = "1"
            [pagination]
            "op:listTags" = false
            "path:/v1/**" = { items = "/data", page = { in = "query", name = "page", first = 0 } }
        "##;
        let pair = |one: &str, other: &str| BTreeMap::from([(one.to_owned(), other.to_owned())]);
        let expected = Config {
            document: "a.yaml".to_owned(),
            overlays: ["a.overlay.yaml", "b.overlay.yaml"]
                .map(str::to_owned)
                .into(),
            out: "../generated/src".to_owned(),
            crate_name: "intercom-tickets".to_owned(),
            module: "crate::intercom".to_owned(),
            server_enum: "Region".to_owned(),
            unknown_fields: UnknownFields::Keep,
            open_enums: false,
            contract_tests: false,
            json_schema: true,
            cli: true,
            checks: Checks::OnSend,
            features: TagFeatures::PerTag,
            method_names: MethodNames::Short,
            scalars: Scalars::Text,
            types: pair("date_time", "string"),
            replace: pair("money", "crate::Money"),
            rename: pair("ticket", "Case"),
            derive: vec![
                DeriveEntry {
                    types: TypeSelector::Structs,
                    adds: ["Ord", "strum::EnumIs"]
                        .map(|path| TypeAttribute::Derive(path.to_owned()))
                        .into(),
                },
                DeriveEntry {
                    types: TypeSelector::Named("Tick*".to_owned()),
                    adds: vec![TypeAttribute::Whole(
                        "#[cfg_attr(feature = \"x\", derive(a::B))]".to_owned(),
                    )],
                },
            ],
            selection: Selection {
                include: vec![Selector::Tag("Tickets".to_owned())],
                exclude: vec![
                    Selector::Path("/tickets/*".to_owned()),
                    Selector::Operation("deleteTicket".to_owned()),
                ],
            },
            dependencies: [
                ("money", r#"{ features = ["serde"], version = "1" }"#),
                ("uuid", r#""1""#),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
            pagination: vec![
                (Selector::Operation("listTags".to_owned()), None),
                (
                    Selector::Path("/v1/**".to_owned()),
                    Some(PagingRule {
                        items: "/data".to_owned(),
                        more: None,
                        turn: TurnRule::Page {
                            first: 0,
                            to: Carrier::Query("page".to_owned()),
                        },
                    }),
                ),
            ],
            supplement: said(text),
            name_lock: Some("names.lock".to_owned()),
            locked: NameLock::default(),
            accept_renames: false,
            lint: LintLevels::from([(Code::FullStop, LintLevel::Warn)]),
        };
        assert_eq!(parse(text), Ok(expected));
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let text = "documnt = \"a.yaml\"\ninclude = [\"Tickets\"]\nopen_enums = \"yes\"\nunknown_fields = \"drop\"\ncrate_name = \"2 b\"\n[types]\na = 1\n[pagination]\nlists = false\n\"op:list\" = { items = \"/data\", nxt = \"/next\" }\n";
        insta::assert_snapshot!(parse(text).unwrap_err());
    }

    #[test]
    fn a_syntax_error_has_a_place() {
        insta::assert_snapshot!(parse("document = \"a.yaml\"\nout = \n").unwrap_err());
    }
}
