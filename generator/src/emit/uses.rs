//! Which operations take a type, and which respond with it.

use super::docs;
use crate::model::{Api, Operation, Payload, TypeDef, TypeRef};
use crate::tree::HashMap;

/// The uses of each type that stands in a body or a response by itself.
pub(crate) struct Uses(HashMap<String, Use>);

#[derive(Default)]
struct Use {
    takes: Vec<String>,
    gives: Vec<String>,
}

impl Uses {
    /// Reads the operations once.
    pub fn of(api: &Api) -> Self {
        let mut uses = Self(HashMap::default());
        for operation in api.groups.iter().flat_map(|group| &group.operations) {
            let name = |operation: &Operation| operation.name.plain().to_owned();
            for body in operation.bodies() {
                uses.note(api, &body.ty, |found| found.takes.push(name(operation)));
            }
            let responses = operation.responses.0.iter();
            for ty in
                responses.filter_map(|response| response.payload.as_ref().and_then(Payload::json))
            {
                uses.note(api, ty, |found| found.gives.push(name(operation)));
            }
        }
        uses
    }

    fn note(&mut self, api: &Api, ty: &TypeRef, add: impl FnOnce(&mut Use)) {
        if let TypeRef::Named(id) = ty.innermost() {
            let name = api.types[*id].name.plain();
            add(self.0.entry(name.to_owned()).or_default());
        }
    }

    /// What operations do with a type, as the end of a sentence about it.
    pub fn said(&self, def: &TypeDef) -> Option<String> {
        let found = self.0.get(def.name.plain())?;
        let takes = named(&found.takes).map(|name| format!("{name} takes"));
        let gives = named(&found.gives).map(|name| format!("{name} responds with"));
        let said: Vec<String> = takes.into_iter().chain(gives).collect();
        Some(said.join(" and "))
    }
}

/// The first of these operations, and how many more there are.
fn named(operations: &[String]) -> Option<String> {
    let mut distinct: Vec<&String> = operations.iter().collect();
    distinct.dedup();
    let (first, others) = distinct.split_first()?;
    let first = docs::code(first);
    Some(match others.len() {
        0 => first,
        1 => format!("{first}, like one other operation,"),
        more => format!("{first}, like {more} other operations,"),
    })
}
