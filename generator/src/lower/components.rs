//! Components: schemas that have a name before anything inline can take it.

use super::context::LoweringContext;
use super::naming::{Names, Naming};
use crate::model::{RustIdent, WireName};
use crate::tree::HashMap;
use crate::tree::{Node, Place};

/// What a component schema is called in Rust.
#[derive(Debug, Clone)]
pub(super) struct ComponentName {
    pub wire: WireName,
    pub name: RustIdent,
    pub module: RustIdent,
}

impl ComponentName {
    /// How its type is named.
    pub fn naming(&self) -> Naming {
        Naming {
            candidates: vec![self.name.plain().to_owned()],
            module: self.module.clone(),
        }
    }
}

/// The names of all components, by their places.
#[derive(Debug, Default)]
pub(super) struct Components(HashMap<Place, ComponentName>);

impl Components {
    /// Gives every component schema its name and module, in document order, and
    /// then every schema of another file that is referred to.
    pub fn claim(names: &mut Names<'_>, context: LoweringContext<'_>) -> Self {
        let mut components = Self::default();
        let schemas = context
            .document
            .root_place()
            .key("components")
            .key("schemas");
        let map = context.node(&schemas).and_then(Node::as_map);
        for (key, node) in map.into_iter().flatten() {
            let place = schemas.key(key);
            let wanted = node.get("x-rust-name").and_then(Node::as_str);
            let renamed = names.renamed(key, &place);
            let text = renamed.as_deref().or(wanted).unwrap_or(key);
            let longer = format!("{text}_model");
            let claim = names.types.claim(&[text, &longer], "unnamed type", &place);
            let name = names.claimed(claim, "schema", key, &place);
            let module = names.claim_module(&name, &place);
            let wire = WireName::new(key.clone());
            components.insert(place, ComponentName { wire, name, module });
        }
        components.claim_external(names, context);
        components
    }

    pub fn get(&self, place: &Place) -> Option<&ComponentName> {
        self.0.get(place)
    }

    pub fn contains(&self, place: &Place) -> bool {
        self.0.contains_key(place)
    }

    /// Names a schema that has no name yet.
    pub(super) fn insert(&mut self, place: Place, name: ComponentName) {
        self.0.entry(place).or_insert(name);
    }

    /// What components are called in the document.
    pub fn wires(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|known| known.wire.as_str())
    }

    /// The user's own type for a component, by `[replace]`.
    pub fn replacement(&self, context: LoweringContext<'_>, place: &Place) -> Option<String> {
        let wire = &self.get(place)?.wire;
        context.config.replace.get(wire.as_str()).cloned()
    }
}
