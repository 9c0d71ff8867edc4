//! Tables of the configuration whose entries are more than words.

use toml::de::{DeTable, DeValue};

use super::super::values::{node, written};
use super::super::{DeriveEntry, Selector, TypeAttribute, TypeSelector};
use super::{SELECTOR, TableReader, TomlValue, finding, is_crate_name};
use crate::diagnostics::{Code, LINTS, LintLevel};
use crate::grammar::{FORMS, PagingRule};
use crate::tree::{Node, NodeMap};

/// What Cargo takes in the table of a dependency.
const DEPENDENCY: [&str; 12] = [
    "version",
    "features",
    "default-features",
    "path",
    "git",
    "branch",
    "tag",
    "rev",
    "package",
    "registry",
    "optional",
    "public",
];

const PAGINATION: &str = "`false`, or what `x-pagination` may hold, such as \
                          `{ items = \"/data\", next = \"/next\", cursor = { in = \"query\", name = \"after\" } }`";
const IDEMPOTENCY: &str = "`true`, `false`, `\"safe\"` or `{ key = \"Idempotency-Key\" }`";

const ATTRIBUTE: &str = "a trait that every program has, the path of a derive macro such as `strum::EnumIter`, or an \
                         attribute such as `#[cfg_attr(feature = \"x\", derive(y::Z))]`";

impl TableReader {
    /// What concerns more types goes first.
    pub(super) fn derive(&mut self, value: &TomlValue<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong(value, "a table");
        };
        for (key, value) in table {
            let DeValue::Array(list) = value.get_ref() else {
                self.wrong(value, "a list of traits and attributes");
                continue;
            };
            let mut adds = Vec::new();
            for value in list {
                let text = value.get_ref().as_str();
                match text.and_then(TypeAttribute::read) {
                    Some(add) => adds.push(add),
                    None => self.wrong(value, ATTRIBUTE),
                }
            }
            let types = TypeSelector::of(key.get_ref());
            self.config.derive.push(DeriveEntry { types, adds });
        }
        let derive = &mut self.config.derive;
        derive.sort_by_key(|entry| match entry.types {
            TypeSelector::All => 0,
            TypeSelector::Named(_) => 2,
            _ => 1,
        });
    }

    pub(super) fn dependencies(&mut self, value: &TomlValue<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong(value, "a table");
        };
        for (key, value) in table {
            let name = key.get_ref().to_string();
            let is_one = match value.get_ref() {
                DeValue::String(_) => true,
                DeValue::Table(table) => {
                    if self.has_unknown(&format!("the dependency `{name}`"), &DEPENDENCY, table) {
                        continue;
                    }
                    true
                }
                _ => false,
            };
            if !is_one || !is_crate_name(&name) {
                self.wrong(value, "a dependency as `Cargo.toml` has it");
                continue;
            }
            let text = written(value.get_ref());
            self.config.dependencies.insert(name, text);
        }
    }

    pub(super) fn lint(&mut self, value: &TomlValue<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong(value, "a table");
        };
        let known: Vec<&str> = LINTS.iter().map(|(name, _)| *name).collect();
        if self.has_unknown("`[lint]`", &known, table) {
            return;
        }
        for (key, value) in table {
            let level = match value.get_ref() {
                DeValue::String(text) => LintLevel::named(text),
                _ => None,
            };
            let code = LINTS.iter().find(|(name, _)| *name == key.get_ref());
            match (code, level) {
                (Some((_, code)), Some(level)) => {
                    self.config.lint.insert(*code, level);
                }
                _ => self.wrong(value, "`\"off\"`, `\"warn\"` or `\"deny\"`"),
            }
        }
    }

    pub(super) fn pagination(&mut self, value: &TomlValue<'_>) {
        let rules = self.by_selector(value, |reader, selector, value| {
            let rule = match value.get_ref() {
                DeValue::Boolean(false) => None,
                other => match PagingRule::read(&node(other)) {
                    Some(rule) => Some(rule),
                    None if reader.misspells_paging(other) => return None,
                    None => {
                        reader.wrong(value, PAGINATION);
                        return None;
                    }
                },
            };
            Some((selector, rule))
        });
        self.config.pagination = rules;
    }

    /// Whether a rule has a key that none has, which is told.
    fn misspells_paging(&mut self, rule: &DeValue<'_>) -> bool {
        let DeValue::Table(table) = rule else {
            return false;
        };
        let forms = FORMS.map(|(key, _)| key);
        let known = [&["items", "more", "cursor"][..], &forms].concat();
        let mut any = self.has_unknown("a rule of `[pagination]`", &known, table);
        for (key, value) in table {
            if let DeValue::Table(carrier) = value.get_ref() {
                let whole = format!("`{}`", key.get_ref());
                any |= self.has_unknown(&whole, &["in", "name", "first"], carrier);
            }
        }
        any
    }

    pub(super) fn idempotency(&mut self, value: &TomlValue<'_>) {
        let rules = self.by_selector(value, |reader, selector, value| {
            if let DeValue::Table(table) = value.get_ref()
                && reader.has_unknown("a rule of `[idempotency]`", &["key"], table)
            {
                return None;
            }
            let rule = node(value.get_ref());
            let is_rule = match &rule {
                Node::Bool(_) => true,
                Node::String(text) => text == "safe",
                Node::Map(map) => has_header(map),
                _ => false,
            };
            if !is_rule {
                reader.wrong(value, IDEMPOTENCY);
            }
            is_rule.then_some((selector, rule))
        });
        self.config.supplement.idempotency = rules;
    }

    /// The entries of a table whose keys are selectors, in the order in which
    /// they are tried.
    fn by_selector<R>(
        &mut self,
        value: &TomlValue<'_>,
        entry: impl Fn(&mut Self, Selector, &TomlValue<'_>) -> Option<(Selector, R)>,
    ) -> Vec<(Selector, R)> {
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong(value, "a table");
            return Vec::new();
        };
        let mut entries = Vec::new();
        for (key, value) in table {
            let Ok(selector) = key.get_ref().parse::<Selector>() else {
                let message = format!("expected {SELECTOR}");
                let finding = finding(Code::ConfigValue, message, key.span(), "found as a key");
                self.found.push(finding);
                continue;
            };
            entries.extend(entry(self, selector, value));
        }
        entries.sort_by_key(|(selector, _)| precedence(selector));
        entries
    }

    /// Whether a table has keys that are not known, each of which is told.
    fn has_unknown(&mut self, whole: &str, known: &[&str], table: &DeTable<'_>) -> bool {
        let before = self.found.len();
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                self.unknown_in(whole, known, name, key.span());
            }
        }
        self.found.len() > before
    }
}

/// What goes first of several selectors that name an operation.
fn precedence(selector: &Selector) -> (u8, usize) {
    match selector {
        Selector::Operation(_) => (0, 0),
        Selector::Path(pattern) => (1, usize::MAX - pattern.len()),
        Selector::Tag(_) => (2, 0),
    }
}

fn has_header(map: &NodeMap) -> bool {
    let is_allowed = |one: char| one.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(one);
    let key = map.get("key").and_then(Node::as_str);
    key.is_some_and(|text| !text.is_empty() && text.chars().all(is_allowed))
}
