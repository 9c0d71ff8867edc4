//! Leaves out the operations that the configuration does not choose.
//!
//! After lowering, so that every name is what it would be if nothing were left
//! out; and before analysis, so that a type is what the chosen operations need
//! it to be.

use crate::config::{Candidate, Selection, Selector};
use crate::diagnostics::{Code, Diagnostic, Sink, suggest};
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
    let idle = idle(document, &api, selection);
    let has_effect = idle.is_empty();
    for finding in idle {
        sink.push(finding);
    }
    for group in &mut api.groups {
        group.operations.retain(|operation| {
            let tags = tags(document, operation);
            let chosen = selection.chooses(&candidate(&tags, operation));
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
fn idle(document: &Document, api: &Api<Unanalysed>, selection: &Selection) -> Vec<Diagnostic> {
    let operations: Vec<(Vec<&str>, &Operation)> = api
        .operations()
        .map(|operation| (tags(document, operation), operation))
        .collect();
    let place = |key: &str, index| document.configuration().key(key).index(index);
    let included = selection.include.iter().enumerate();
    let included = included.map(|(index, selector)| (place("include", index), selector));
    let excluded = selection.exclude.iter().enumerate();
    let excluded = excluded.map(|(index, selector)| (place("exclude", index), selector));
    let mut found = Vec::new();
    for (place, selector) in included.chain(excluded) {
        let named = operations
            .iter()
            .any(|(tags, operation)| selector.names(&candidate(tags, operation)));
        if named {
            continue;
        }
        let message = format!("`{selector}` names no operation of the document");
        let known: Vec<&str> = match selector {
            Selector::Tag(_) => operations
                .iter()
                .flat_map(|(tags, _)| tags)
                .copied()
                .collect(),
            Selector::Path(_) => operations
                .iter()
                .map(|(_, one)| one.path.as_str())
                .collect(),
            Selector::Operation(_) => operations.iter().map(|(_, one)| one.id.as_str()).collect(),
        };
        let (Selector::Tag(name) | Selector::Path(name) | Selector::Operation(name)) = selector;
        let mut finding = Diagnostic::error(Code::ConfigValue, message).at(&place, "has no effect");
        if let Some(meant) = suggest(name, known.iter().copied()) {
            finding = finding.help(format!("did you mean `{meant}`?"));
        }
        found.push(finding);
    }
    found
}
