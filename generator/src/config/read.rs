//! The text of a configuration to a [`Config`].

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::paths::{is_crate_name, is_module_path, is_path, is_type};
use super::values::{kind_name, node, quoted};
use super::{Checks, Config, MethodNames, Scalars, Selector, TagFeatures, UnknownFields};
use crate::diagnostics::{Code, Diagnostic, On, Sink, suggest};
use crate::names::{is_name, reserved};
use crate::tree::{FileId, Node, Place};

mod tables;

pub(super) const KEYS: &[&str] = &[
    "document",
    "overlays",
    "out",
    "crate_name",
    "module",
    "server_enum",
    "unknown_fields",
    "open_enums",
    "contract_tests",
    "json_schema",
    "cli",
    "checks",
    "features",
    "method_names",
    "scalars",
    "name_lock",
    "types",
    "replace",
    "rename",
    "derive",
    "include",
    "exclude",
    "dependencies",
    "pagination",
    "api",
    "error",
    "security",
    "idempotency",
    "webhooks",
    "lint",
];

pub(super) fn read(text: &str, sink: &mut Sink) -> Option<Config> {
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            let range = error.span().unwrap_or(0..0);
            let diagnostic = finding(
                Code::ConfigSyntax,
                "the configuration is not TOML",
                range,
                error.message(),
            );
            sink.push(diagnostic);
            return None;
        }
    };
    let mut reader = TableReader {
        config: Config::default(),
        found: Vec::new(),
    };
    for (key, value) in table.get_ref() {
        reader.key(key, value);
    }
    if reader.found.is_empty() {
        return Some(reader.config);
    }
    for diagnostic in reader.found {
        sink.push(diagnostic);
    }
    None
}

fn finding(code: Code, message: impl Into<String>, range: Range<usize>, label: &str) -> Diagnostic {
    Diagnostic::error(code, message).on(&Place::root(FileId::ROOT), On::Text(range), label)
}

struct TableReader {
    config: Config,
    found: Vec<Diagnostic>,
}

type TomlValue<'i> = Spanned<DeValue<'i>>;

impl TableReader {
    fn key(&mut self, key: &Spanned<impl AsRef<str>>, value: &TomlValue<'_>) {
        let name = key.get_ref().as_ref();
        match name {
            "document" => self.path(value, |config| &mut config.document),
            "overlays" => self.overlays(value),
            "out" => self.path(value, |config| &mut config.out),
            "crate_name" => self.checked(value, is_crate_name, CRATE_NAME, |config| {
                &mut config.crate_name
            }),
            "module" => self.checked(value, is_module_path, MODULE, |config| &mut config.module),
            "server_enum" => self.checked(value, is_free_type, FREE_TYPE, |config| {
                &mut config.server_enum
            }),
            "unknown_fields" => self.unknown_fields(value),
            "open_enums" => self.switch(value, |config| &mut config.open_enums),
            "contract_tests" => self.switch(value, |config| &mut config.contract_tests),
            "checks" => self.checks(value),
            "cli" => self.switch(value, |config| &mut config.cli),
            "json_schema" => self.switch(value, |config| &mut config.json_schema),
            "features" => self.features(value),
            "method_names" => self.method_names(value),
            "scalars" => self.scalars(value),
            "name_lock" => self.checked(value, is_lock, LOCK, |config| {
                config.name_lock.get_or_insert_default()
            }),
            "types" => self.table(value, is_type, TYPE, |config| &mut config.types),
            "replace" => self.table(value, is_path, PATH, |config| &mut config.replace),
            "rename" => self.table(value, is_name, NAME, |config| &mut config.rename),
            "derive" => self.derive(value),
            "include" => self.selectors(value, |config| &mut config.selection.include),
            "exclude" => self.selectors(value, |config| &mut config.selection.exclude),
            "dependencies" => self.dependencies(value),
            "pagination" => self.pagination(value),
            "api" => self.config.supplement.api = self.node(value),
            "error" => self.config.supplement.error = self.node(value),
            "security" => self.config.supplement.security = self.node(value),
            "idempotency" => self.idempotency(value),
            "lint" => self.lint(value),
            "webhooks" => self.config.supplement.webhooks = self.node(value),
            _ => self.unknown(name, key.span()),
        }
    }

    fn overlays(&mut self, value: &TomlValue<'_>) {
        let node = node(value.get_ref());
        let paths = node.as_list().map(|list| list.iter().map(Node::as_str));
        let paths = paths.and_then(Iterator::collect::<Option<Vec<&str>>>);
        match paths {
            Some(paths) => self.config.overlays = paths.into_iter().map(str::to_owned).collect(),
            None => self.wrong(value, "a list of paths"),
        }
    }

    fn node(&mut self, value: &TomlValue<'_>) -> Option<Node> {
        if let DeValue::Table(_) = value.get_ref() {
            return Some(node(value.get_ref()));
        }
        self.wrong(value, "a table");
        None
    }

    fn unknown(&mut self, name: &str, range: Range<usize>) {
        self.unknown_in("the configuration", KEYS, name, range);
    }

    fn unknown_in(&mut self, whole: &str, keys: &[&str], name: &str, range: Range<usize>) {
        let message = format!("{whole} has no key `{name}`");
        let help = match suggest(name, keys.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the keys are {}", quoted(keys)),
        };
        self.found
            .push(finding(Code::ConfigKey, message, range, "not known").help(help));
    }

    fn wrong(&mut self, value: &TomlValue<'_>, expected: &str) {
        let message = format!("expected {expected}");
        let label = format!("found {}", kind_name(value.get_ref()));
        self.found
            .push(finding(Code::ConfigValue, message, value.span(), &label));
    }

    fn path(&mut self, value: &TomlValue<'_>, field: fn(&mut Config) -> &mut String) {
        self.checked(value, |text| !text.is_empty(), "a path", field);
    }

    fn checked(
        &mut self,
        value: &TomlValue<'_>,
        is_right: fn(&str) -> bool,
        expected: &str,
        field: fn(&mut Config) -> &mut String,
    ) {
        match value.get_ref() {
            DeValue::String(text) if is_right(text) => *field(&mut self.config) = text.to_string(),
            _ => self.wrong(value, expected),
        }
    }

    fn switch(&mut self, value: &TomlValue<'_>, field: fn(&mut Config) -> &mut bool) {
        match value.get_ref() {
            DeValue::Boolean(truth) => *field(&mut self.config) = *truth,
            _ => self.wrong(value, "`true` or `false`"),
        }
    }

    fn unknown_fields(&mut self, value: &TomlValue<'_>) {
        self.config.unknown_fields = match value.get_ref() {
            DeValue::String(text) if text == "ignore" => UnknownFields::Ignore,
            DeValue::String(text) if text == "keep" => UnknownFields::Keep,
            _ => return self.wrong(value, "`\"ignore\"` or `\"keep\"`"),
        };
    }

    fn features(&mut self, value: &TomlValue<'_>) {
        self.config.features = match value.get_ref() {
            DeValue::String(text) if text == "none" => TagFeatures::None,
            DeValue::String(text) if text == "per-tag" => TagFeatures::PerTag,
            _ => return self.wrong(value, "`\"per-tag\"` or `\"none\"`"),
        };
    }

    fn checks(&mut self, value: &TomlValue<'_>) {
        self.config.checks = match value.get_ref() {
            DeValue::String(text) if text == "off" => Checks::Off,
            DeValue::String(text) if text == "method" => Checks::Method,
            DeValue::String(text) if text == "on-send" => Checks::OnSend,
            _ => return self.wrong(value, "`\"off\"`, `\"method\"` or `\"on-send\"`"),
        };
    }

    fn method_names(&mut self, value: &TomlValue<'_>) {
        self.config.method_names = match value.get_ref() {
            DeValue::String(text) if text == "full" => MethodNames::Full,
            DeValue::String(text) if text == "short" => MethodNames::Short,
            _ => return self.wrong(value, "`\"short\"` or `\"full\"`"),
        };
    }

    fn scalars(&mut self, value: &TomlValue<'_>) {
        let named = match value.get_ref() {
            DeValue::String(text) => Scalars::named(text),
            _ => None,
        };
        match named {
            Some(scalars) => self.config.scalars = scalars,
            None => self.wrong(value, Scalars::WORDS),
        }
    }

    fn selectors(&mut self, value: &TomlValue<'_>, field: fn(&mut Config) -> &mut Vec<Selector>) {
        let DeValue::Array(list) = value.get_ref() else {
            return self.wrong(value, "a list of selectors");
        };
        for value in list {
            let selector = match value.get_ref() {
                DeValue::String(text) => text.parse().ok(),
                _ => None,
            };
            match selector {
                Some(selector) => field(&mut self.config).push(selector),
                None => self.wrong(value, SELECTOR),
            }
        }
    }

    fn table(
        &mut self,
        value: &TomlValue<'_>,
        is_right: fn(&str) -> bool,
        expected: &str,
        field: fn(&mut Config) -> &mut BTreeMap<String, String>,
    ) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong(value, "a table");
        };
        for (key, value) in table {
            match value.get_ref() {
                DeValue::String(text) if is_right(text) => {
                    field(&mut self.config).insert(key.get_ref().to_string(), text.to_string());
                }
                _ => {
                    let expected = format!("{expected} for `{}`", key.get_ref());
                    self.wrong(value, &expected);
                }
            }
        }
    }
}

fn is_lock(text: &str) -> bool {
    Path::new(text).extension().is_some_and(|it| it == "lock")
}

const CRATE_NAME: &str = "a crate name: letters, digits, `-` and `_`, a letter first, and no \
                          keyword nor a crate such as `std`";
const MODULE: &str = "the path of a module, such as `crate::client`";
const FREE_TYPE: &str = "a type name: letters and digits, an upper-case letter first, and nothing \
                         that every client has, such as `Client`";
const LOCK: &str = "the path of a file `….lock`, which none of the emitted ones is";
const NAME: &str =
    "a name in Rust: letters, digits and `_`, no digit first, and not `self`, `super` or `crate`";

const SELECTOR: &str = "`\"tag:NAME\"`, `\"path:PATTERN\"` or `\"op:ID\"`";
const PATH: &str = "the path of a type, such as `uuid::Uuid` or `chrono::DateTime<chrono::Utc>`,";
const TYPE: &str = "`string`, `boolean`, `i32`, `i64`, `u32`, `u64`, `f32`, `f64`, `unix-time`, `json`, or the \
                    path of a type, such as `chrono::DateTime<chrono::Utc>`,";

/// A type that stands at the root of a crate beside what every client has.
fn is_free_type(text: &str) -> bool {
    let taken = [reserved::ROOT, reserved::TYPES].concat();
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.chars().all(|one| one.is_ascii_alphanumeric())
        && text != "Self"
        && !taken.contains(&text)
}
