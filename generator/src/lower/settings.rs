//! What the configuration says of single things of the document: `[rename]`,
//! `[types]`, `[replace]` and `[pagination]`. Each entry has to have an effect.

use super::components::Components;
use super::naming::Names;
use crate::diagnostics::{Code, Diagnostic, Suggestions};
use crate::tree::{FileId, HashSet, Place};

/// Which entries of the configuration have had an effect.
#[derive(Debug, Default)]
pub(super) struct Effects {
    had: HashSet<(&'static str, String)>,
    /// What could have been renamed, where anything is.
    renameable: Vec<String>,
    suggestions: Suggestions,
}

impl Effects {
    /// Notes that the entry `key` of a table decides about something.
    pub fn note(&mut self, table: &'static str, key: impl Into<String>) {
        self.had.insert((table, key.into()));
    }

    fn idle<K: ToString>(
        &self,
        table: &'static str,
        keys: impl IntoIterator<Item = K>,
    ) -> Vec<String> {
        let keys = keys.into_iter().map(|key| key.to_string());
        keys.filter(|key| !self.had.contains(&(table, key.clone())))
            .collect()
    }
}

impl Names<'_> {
    /// The name that the configuration has for `key`, such as `op:getTicket`,
    /// or else for the place, as `#/components/schemas/ticket/properties/id`.
    pub(super) fn renamed(&mut self, key: &str, place: &Place) -> Option<String> {
        if self.context.config.rename.is_empty() {
            return None;
        }
        self.effects.renameable.push(key.to_owned());
        let pointer = (place.file == FileId::ROOT).then(|| format!("#{}", place.pointer));
        let keys = [Some(key.to_owned()), pointer];
        let (key, name) = keys
            .into_iter()
            .flatten()
            .filter(|key| !key.is_empty())
            .find_map(|key| self.context.config.rename.get_key_value(&key))?;
        self.effects.note("rename", key);
        self.renamed_by.insert(place.clone(), key.clone());
        Some(name.clone())
    }

    /// A key that names nothing is most likely misspelt.
    pub(super) fn report_idle_settings(&mut self, components: &Components) {
        let config = self.context.config;
        for key in self.effects.idle("rename", config.rename.keys()) {
            self.report_idle(
                "rename",
                &key,
                components,
                "name a schema, `op:ID`, `tag:NAME`, or a place such as `#/components/schemas/pet/properties/id`",
            );
        }
        for key in self.effects.idle("types", config.types.keys()) {
            let help = "a key is the `format` of a schema";
            self.report_idle("types", &key, components, help);
        }
        let wires: HashSet<&str> = components.wires().collect();
        let replaced = config.replace.keys();
        for key in replaced.filter(|key| !wires.contains(key.as_str())) {
            let help = "name a schema of `components`";
            self.report_idle("replace", key, components, help);
        }
        let selectors = config.pagination.iter().map(|(selector, _)| selector);
        for key in self.effects.idle("pagination", selectors) {
            self.report_idle(
                "pagination",
                &key,
                components,
                "it fits no operation, or only some that a narrower selector names too",
            );
        }
    }

    fn report_idle(&mut self, table: &str, key: &str, components: &Components, help: &str) {
        let message = match table {
            "pagination" => format!("`{key}` in `[{table}]` has no effect"),
            _ => format!("`{key}` in `[{table}]` names nothing of the document"),
        };
        let place = self.context.document.configuration().key(table).key(key);
        let mut finding = Diagnostic::error(Code::ConfigValue, message)
            .at_key(&place, "has no effect")
            .help(help);
        let renameable = self.effects.renameable.iter().map(String::as_str);
        let known = components
            .wires()
            .chain(renameable.filter(|_| table == "rename"));
        if let Some(meant) = self
            .effects
            .suggestions
            .suggest(Code::ConfigValue, key, known)
        {
            finding = finding.help(format!("did you mean `{meant}`?"));
        }
        self.report(finding);
    }
}
