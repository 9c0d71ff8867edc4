//! Leaves out the operations that the configuration does not choose.
//!
//! After lowering, so that every name is what it would be if nothing were left
//! out; and before analysis, so that a type is what the chosen operations need
//! it to be.

use std::collections::BTreeSet;

use crate::config::{Candidate, Selection, Selector, Selectors};
use crate::diagnostics::{Code, Diagnostic, Sink, Suggestions};
use crate::load::Document;
use crate::model::{Api, Operation, Unanalysed};
use crate::tree::HashSet;
use crate::tree::{Node, Place};

/// What was left out.
#[derive(Debug, Default)]
pub(crate) struct LeftOut(HashSet<Place>);

impl LeftOut {
    /// Whether this very place was left out.
    pub(crate) fn contains(&self, place: &Place) -> bool {
        self.0.contains(place)
    }

    /// Adds the schemas that no chosen operation needs, and forgets what was
    /// found in anything left out: it is nobody's concern.
    pub(crate) fn forget(&mut self, api: &Api, sink: &mut Sink) {
        if self.0.is_empty() {
            return;
        }
        let unused = api.types.iter().filter(|(_, def)| def.usage.nowhere);
        self.0.extend(unused.map(|(_, def)| def.place.clone()));
        sink.retain(|finding| {
            let mut around = finding.labels.first().map(|label| label.place.clone());
            while let Some(place) = around {
                if self.contains(&place) {
                    return false;
                }
                around = place.parent();
            }
            true
        });
    }
}

/// Takes the operations that are not chosen out of the model.
pub(crate) fn select(
    document: &Document,
    mut api: Api<Unanalysed>,
    selection: &Selection,
    sink: &mut Sink,
) -> (Api<Unanalysed>, LeftOut) {
    let mut left_out = LeftOut::default();
    if selection.is_all() {
        return (api, left_out);
    }
    let selectors: Selectors<'_> = selection.selectors().collect();
    let naming: Vec<BTreeSet<usize>> = api
        .operations()
        .map(|operation| {
            let tags = tags(document, operation);
            selectors.naming(&candidate(&tags, operation))
        })
        .collect();
    let named: BTreeSet<usize> = naming.iter().flatten().copied().collect();
    let idle = idle(document, &api, selection, &named);
    let has_effect = idle.is_empty();
    for finding in idle {
        sink.push(finding);
    }
    let mut naming = naming.iter();
    for group in &mut api.groups {
        group.operations.retain(|operation| {
            let chosen = naming.next().is_some_and(|it| selection.chooses(it));
            if !chosen {
                left_out.0.insert(operation.place.clone());
            }
            chosen
        });
    }
    let had_operations = !api.groups.is_empty();
    api.groups.retain(|group| !group.operations.is_empty());
    if had_operations && has_effect && api.groups.is_empty() {
        let message = "`include` and `exclude` leave no operation of the document";
        let key = if selection.exclude.is_empty() {
            "include"
        } else {
            "exclude"
        };
        let place = document.configuration().key(key);
        sink.push(Diagnostic::error(Code::ConfigValue, message).at_key(&place, "nothing is left"));
    }
    (api, left_out)
}

fn tags<'a>(document: &'a Document, operation: &Operation) -> Vec<&'a str> {
    let tags = document.node(&operation.place.key("tags"));
    let tags = tags.and_then(Node::as_list).unwrap_or_default();
    tags.iter().filter_map(Node::as_str).collect()
}

fn candidate<'a>(tags: &'a [&'a str], operation: &'a Operation) -> Candidate<'a> {
    Candidate {
        tags,
        path: &operation.path,
        id: &operation.id,
    }
}

/// A selector that names nothing is most likely misspelt.
fn idle(
    document: &Document,
    api: &Api<Unanalysed>,
    selection: &Selection,
    named: &BTreeSet<usize>,
) -> Vec<Diagnostic> {
    let suggestions = Suggestions::default();
    let place = |key: &str, index| document.configuration().key(key).index(index);
    let included = selection.include.iter().enumerate();
    let included = included.map(|(index, selector)| (place("include", index), selector));
    let excluded = selection.exclude.iter().enumerate();
    let excluded = excluded.map(|(index, selector)| (place("exclude", index), selector));
    let mut found = Vec::new();
    for (position, (place, selector)) in included.chain(excluded).enumerate() {
        if named.contains(&position) {
            continue;
        }
        let message = format!("`{selector}` names no operation of the document");
        let (Selector::Tag(name) | Selector::Path(name) | Selector::Operation(name)) = selector;
        let mut finding = Diagnostic::error(Code::ConfigValue, message).at(&place, "has no effect");
        let known = api.operations().flat_map(|operation| match selector {
            Selector::Tag(_) => tags(document, operation),
            Selector::Path(_) => vec![operation.path.as_str()],
            Selector::Operation(_) => vec![operation.id.as_str()],
        });
        if let Some(meant) = suggestions.suggest(Code::ConfigValue, name, known) {
            finding = finding.help(format!("did you mean `{meant}`?"));
        }
        found.push(finding);
    }
    found
}
