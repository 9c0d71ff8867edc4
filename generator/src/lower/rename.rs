//! `[rename]` of the configuration: names in Rust for what the document calls
//! otherwise.

use super::components::Components;
use super::naming::Names;
use crate::diagnostics::{Code, Diagnostic, suggest};
use crate::tree::{FileId, Place};

impl Names<'_> {
    /// The name that the configuration has for `key`, such as `op:getTicket`,
    /// or else for the place, as `#/components/schemas/ticket/properties/id`.
    pub(super) fn renamed(&mut self, key: &str, place: &Place) -> Option<String> {
        if self.context.config.rename.is_empty() {
            return None;
        }
        let pointer = (place.file == FileId::ROOT).then(|| format!("#{}", place.pointer));
        let keys = [Some(key.to_owned()), pointer];
        let (key, name) = keys
            .into_iter()
            .flatten()
            .filter(|key| !key.is_empty())
            .find_map(|key| self.context.config.rename.get_key_value(&key))?;
        self.renames.insert(key.clone());
        Some(name.clone())
    }

    /// A key that names nothing is most likely misspelt.
    pub(super) fn report_idle_renames(&mut self, components: &Components) {
        let keys = self.context.config.rename.keys();
        let idle: Vec<&String> = keys.filter(|key| !self.renames.contains(*key)).collect();
        for key in idle {
            let message = format!("`{key}` in `[rename]` names nothing of the document");
            let mut finding = Diagnostic::error(Code::ConfigValue, message).help(
                "name a schema, `op:ID`, `tag:NAME`, or a place such as `#/components/schemas/pet/properties/id`",
            );
            if let Some(meant) = suggest(key, components.wires()) {
                finding = finding.help(format!("did you mean `{meant}`?"));
            }
            self.report(finding);
        }
    }
}
