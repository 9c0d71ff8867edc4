//! Names of schemas that lie in other files of a document.
//!
//! There a file, or a member of one, is what a component is elsewhere: a thing
//! with a name that several places refer to. Each gets one type, called by the
//! last token of its pointer or else by its file, whoever comes upon it first.

use super::components::{ComponentName, Components};
use super::context::LoweringContext;
use super::naming::Names;
use crate::grammar;
use crate::grammar::discriminators::{Discriminators, mapped_schemas};
use crate::model::WireName;
use crate::tree::{FileId, Node, NodeMap, Place};

/// What holds named schemas; a schema further down has no name of its own.
const HOLDERS: [&str; 4] = ["schemas", "definitions", "$defs", "models"];

/// Folders that say what kind of thing is in them, and not what it is about.
const KINDS: [&str; 6] = [
    "models",
    "schemas",
    "components",
    "attributes",
    "requests",
    "responses",
];

impl Components {
    /// Gives every schema of another file that is referred to its name and
    /// module, in the order of files.
    pub(super) fn claim_external(&mut self, names: &mut Names<'_>, context: LoweringContext<'_>) {
        if context.document.files().count() < 2 {
            return;
        }
        self.share_names(context);
        let schemas = grammar::find(context.document).schemas;
        let referring = schemas.iter().filter(|place| {
            let node = context.node(place);
            node.is_some_and(|node| node.get("$ref").is_some())
        });
        let mapped = mapped_schemas(context.document);
        let subtypes = Discriminators::of(context.document).subtypes();
        let mut targets: Vec<Place> = referring
            .filter_map(|place| context.resolve(place))
            .chain(mapped)
            .chain(subtypes)
            .filter(|target| target.file != FileId::ROOT && self.may_need_name(context, target))
            .collect();
        targets.sort();
        targets.dedup();
        for place in targets {
            self.claim_target(names, context, place);
        }
    }

    /// A component that only refers to a schema of another file gives it its
    /// name: the two are one type.
    fn share_names(&mut self, context: LoweringContext<'_>) {
        let schemas = context
            .document
            .root_place()
            .key("components")
            .key("schemas");
        let keys = context.node(&schemas).and_then(Node::as_map);
        for key in keys.into_iter().flat_map(NodeMap::keys) {
            let place = schemas.key(key);
            let Some(target) = context.resolve(&place) else {
                continue;
            };
            let Some(component) = self.get(&place).cloned() else {
                continue;
            };
            if target.file != FileId::ROOT {
                self.insert(target, component);
            }
        }
    }

    /// A value that is neither an object, a list, a choice nor one of a few
    /// has a type already.
    fn may_need_name(&self, context: LoweringContext<'_>, place: &Place) -> bool {
        const KEYS: [&str; 8] = [
            "properties",
            "allOf",
            "oneOf",
            "anyOf",
            "enum",
            "items",
            "additionalProperties",
            "x-newtype",
        ];
        let is_new = !self.contains(place);
        let node = context.node(place);
        is_new && node.is_some_and(|node| KEYS.iter().any(|key| node.get(key).is_some()))
    }

    fn claim_target(&mut self, names: &mut Names<'_>, context: LoweringContext<'_>, place: Place) {
        let wanted = context
            .node(&place)
            .and_then(|node| node.get("x-rust-name"));
        let wanted = wanted.and_then(Node::as_str).map(str::to_owned);
        let wanted = names.renamed("", &place).or(wanted);
        let candidates = candidates(
            &place,
            context.document.path(place.file).unwrap_or_default(),
        );
        let texts: Vec<&str> = wanted
            .iter()
            .chain(&candidates)
            .map(String::as_str)
            .collect();
        let original = texts.first().copied().unwrap_or_default().to_owned();
        let claim = names.types.claim(&texts, "unnamed type", &place);
        let name = names.claimed(claim, "schema", &original, &place);
        let module = names.claim_module(&name, &place);
        let wire = WireName::new(original);
        self.insert(place, ComponentName { wire, name, module });
    }
}

/// What a schema of another file may be called, the best first.
fn candidates(place: &Place, path: &str) -> Vec<String> {
    let mut folders: Vec<&str> = path.split('/').collect();
    let file = folders.pop().unwrap_or_default();
    let stem = file.split('.').next().unwrap_or(file);
    let about = folders.into_iter().rev().find(|name| !KINDS.contains(name));
    let tokens: Vec<_> = place.pointer.tokens().collect();
    let own = match tokens.as_slice() {
        [] => stem.to_owned(),
        [name] => (*name).to_owned(),
        [.., holder, name] if HOLDERS.contains(holder) => (*name).to_owned(),
        [.., name] => format!("{stem}_{name}"),
    };
    let mut candidates = vec![own.clone()];
    if !tokens.is_empty() && !own.starts_with(stem) {
        candidates.push(format!("{stem}_{own}"));
    }
    candidates.extend(about.map(|about| format!("{about}_{own}")));
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_called_by_its_name_or_its_file() {
        let candidates = |pointer: &str, path: &str| {
            let place = Place {
                file: FileId::ROOT,
                pointer: pointer.parse().unwrap(),
            };
            super::candidates(&place, path)
        };
        assert_eq!(
            candidates("", "resources/droplets/models/droplet.yml"),
            ["droplet", "droplets_droplet"]
        );
        assert_eq!(
            candidates("/Workflow", "components/schemas/workflow.yaml"),
            ["Workflow", "workflow_Workflow"]
        );
        assert_eq!(
            candidates("/components/schemas/Device", "CAMARA_common.yaml"),
            ["Device", "CAMARA_common_Device"]
        );
        assert_eq!(candidates("/properties/id", "a.yaml"), ["a_id"]);
    }
}
