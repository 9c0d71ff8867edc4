//! Names that have been published: who keeps them, and who is to have another.

use super::context::LoweringContext;
use super::naming::Names;
use crate::diagnostics::{Code, Diagnostic};
use crate::names::{Claim, Convention, NameSource, Scope, plain_words, spells};
use crate::tree::{Node, Place};

impl<'a> LoweringContext<'a> {
    /// A namespace that keeps the names that the lock has for it.
    pub fn scope(
        self,
        convention: Convention,
        reserved: &[&str],
        kind: &'static str,
        owner: &str,
    ) -> Scope<'a> {
        Scope::new(convention, reserved).locked(self.ledger, kind, owner.into())
    }
}

impl Names<'_> {
    /// Says of a claim that the lock and the document, or the emitted code, want
    /// two names; `chosen` is the place of the name that the configuration gives.
    pub(super) fn report_locked(&mut self, claim: &Claim, chosen: Option<&Place>, place: &Place) {
        let (Some(item), Some(locked)) = (&claim.item, &claim.locked) else {
            return;
        };
        let given = claim.name.plain();
        let wanted = self.chosen_name(place);
        // What is merged into others becomes a type in each, and one has the name.
        let is_other =
            |wanted: &String| !spells(wanted, locked) && !self.types.is_taken_by(wanted, place);
        let (message, label) = if given != locked {
            let message = format!("`{locked}` can't keep its name");
            (
                message,
                format!("emitted code uses `{locked}` for itself; this is called `{given}`"),
            )
        } else if let Some(wanted) = wanted.filter(is_other) {
            let message = format!("`{locked}` is to be `{wanted}`, and has been published");
            (message, format!("the name lock has `{locked}` for this"))
        } else {
            return;
        };
        if self.context.config.accept_renames {
            self.context.ledger.give_up(item);
            return;
        }
        let diagnostic = Diagnostic::error(Code::LockedName, message)
            .at(chosen.unwrap_or(place), label)
            .help("`cargo xtask codegen --accept-renames` gives it the new name");
        self.report(diagnostic);
    }

    /// Notes where the name of an item comes from, which is called `what`.
    pub(super) fn explain(&self, claim: &Claim, what: &str, original: &str, place: &Place) {
        let Some(item) = claim.item.as_ref().filter(|_| claim.locked.is_none()) else {
            return;
        };
        let given = claim.name.plain();
        let chosen = self.chosen_name(place).filter(|name| spells(name, given));
        let source = match what {
            _ if chosen.is_some() && self.renamed_by.contains_key(place) => NameSource::Rename,
            _ if chosen.is_some() => NameSource::Extension,
            "schema" => NameSource::Component,
            "operation" if says(original, given) => NameSource::OperationId,
            "operation" => NameSource::Path,
            _ => NameSource::Place,
        };
        self.context.ledger.explain(item, source);
    }

    /// The name that a person has chosen for what stands at a place.
    fn chosen_name(&self, place: &Place) -> Option<String> {
        let key = self.renamed_by.get(place);
        let by_configuration = key.and_then(|key| self.context.config.rename.get(key));
        let by_document = || {
            let node = self.context.node(place)?;
            node.get("x-rust-name").and_then(Node::as_str)
        };
        let name = by_configuration.map(String::as_str).or_else(by_document)?;
        Some(name.to_owned())
    }
}

/// Whether an `operationId` holds the words of a name. What stands for a missing one
/// begins with a method and a slash.
fn says(id: &str, name: &str) -> bool {
    let words = plain_words(id);
    !id.contains(" /")
        && plain_words(name)
            .split(' ')
            .all(|word| words.split(' ').any(|own| own == word))
}
