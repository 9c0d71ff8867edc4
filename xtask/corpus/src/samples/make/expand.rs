//! Which schemas hold together: references, `allOf`, and one branch of each
//! choice.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::schemas::{self, Schemas};
use super::{Maker, address};
use crate::samples::direction::resolve;

impl<'a> Maker<'a> {
    fn resolve(&self, reference: &str) -> Option<&'a Value> {
        match reference.strip_prefix('#') {
            Some(anchor) if !anchor.is_empty() && !anchor.starts_with('/') => {
                self.anchors.get(anchor).copied()
            }
            _ => resolve(self.document, reference),
        }
    }

    /// The schemas that hold together, and what they choose.
    pub(super) fn expand(
        &mut self,
        all: &[&'a Value],
        component: Option<&'a str>,
    ) -> Option<Schemas<'a>> {
        let mut schemas = Schemas::default();
        let mut component = component;
        let mut open: Vec<&'a Value> = all.iter().rev().copied().collect();
        let mut seen: HashSet<usize> = HashSet::new();
        while let Some(schema) = open.pop() {
            if *schema == Value::Bool(false) {
                return None;
            }
            let Some(map) = schema.as_object() else {
                continue;
            };
            if !seen.insert(address(schema)) {
                continue;
            }
            if seen.len() > 300 {
                return None;
            }
            let reference = map.get("$ref").or_else(|| map.get("$dynamicRef"));
            if let Some(reference) = reference.and_then(Value::as_str) {
                component = component.or_else(|| schemas::component(reference));
                open.push(self.resolve(reference)?);
                if self.references_alone {
                    continue;
                }
            }
            schemas.push(schema);
            let parts = map.get("allOf").and_then(Value::as_array);
            open.extend(parts.into_iter().flatten().rev());
            let chosen = self.branch(schema, map, &mut schemas, &mut open);
            component = chosen.or(component);
            self.subtype(schema, map, component, &mut schemas, &mut open);
            self.condition(schema, map, &mut open);
        }
        // A tag that a base asks for is nearer than that of a union elsewhere.
        let tags = component.and_then(|name| self.tags.get(name));
        let tags = tags.and_then(|tags| tags.first());
        let declared = schemas.properties();
        let tags = tags.filter(|(name, _)| declared.contains_key(name));
        schemas
            .tags
            .extend(tags.filter(|_| schemas.tags.is_empty()));
        Some(schemas)
    }

    /// One of the branches of each union; the component that was chosen last, if one was.
    fn branch(
        &mut self,
        schema: &'a Value,
        map: &'a Map<String, Value>,
        schemas: &mut Schemas<'a>,
        open: &mut Vec<&'a Value>,
    ) -> Option<&'a str> {
        let mut component = None;
        for word in ["oneOf", "anyOf"] {
            let Some(branches) = map.get(word).and_then(Value::as_array) else {
                continue;
            };
            let branches: Vec<&Value> = branches
                .iter()
                .filter(|branch| self.manner.null || !is_null(branch))
                .collect();
            let turn = self.turn(address(schema), word, branches.len());
            let Some(chosen) = branches.get(turn) else {
                continue;
            };
            open.push(chosen);
            let Some(reference) = chosen.get("$ref").and_then(Value::as_str) else {
                continue;
            };
            component = schemas::component(reference).or(component);
            if let Some(discriminator) = map.get("discriminator") {
                schemas.tag(discriminator, schemas::last(reference));
            }
        }
        component
    }

    /// What a base with a discriminator asks of those that take it in.
    fn subtype(
        &mut self,
        schema: &'a Value,
        map: &'a Map<String, Value>,
        component: Option<&'a str>,
        schemas: &mut Schemas<'a>,
        open: &mut Vec<&'a Value>,
    ) {
        let Some(discriminator) = map.get("discriminator") else {
            return;
        };
        let Some(component) =
            component.filter(|_| !map.contains_key("oneOf") && !map.contains_key("anyOf"))
        else {
            return;
        };
        let own = self
            .document
            .pointer("/components/schemas")
            .and_then(|all| all.get(component));
        if own.is_none_or(|own| address(own) != address(schema)) {
            schemas.tag(discriminator, component);
            return;
        }
        let subtypes = self.subtypes.get(component).cloned().unwrap_or_default();
        let turn = self.turn(address(schema), "subtype", subtypes.len());
        let Some(chosen) = subtypes.get(turn) else {
            schemas.tag(discriminator, component);
            return;
        };
        self.subtyped = true;
        schemas.tag(discriminator, chosen);
        let subtype = self
            .document
            .pointer("/components/schemas")
            .and_then(|all| all.get(chosen));
        open.extend(subtype);
    }

    fn condition(
        &mut self,
        schema: &'a Value,
        map: &'a Map<String, Value>,
        open: &mut Vec<&'a Value>,
    ) {
        let Some(condition) = map.get("if") else {
            return;
        };
        if self.turn(address(schema), "if", 2) == 0 {
            open.push(condition);
            open.extend(map.get("then"));
        } else {
            open.extend(map.get("else"));
        }
    }
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("null")
}
