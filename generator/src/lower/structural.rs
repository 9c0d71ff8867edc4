//! Schemas without a type of their own: lists, maps, primitives, and what is the
//! same as another.

use super::lowered::{Lowered, optional};
use super::naming::Naming;
use super::schema::SchemaLowerer;
use super::view::SchemaView;
use crate::diagnostics::{Code, Diagnostic, Fidelity, Severity};
use crate::model::TypeRef;
use crate::tree::Place;
use std::collections::HashSet;

/// How many lists and maps may lie in each other. Whoever reads the type, be it
/// a parser, has to keep all of them in mind.
const MOST_NESTED: usize = 16;

impl SchemaLowerer<'_> {
    /// A schema without a type of its own.
    pub(super) fn structural(&mut self, view: &SchemaView, naming: &Naming) -> Lowered {
        let shape = &view.shape;
        let nullable = is_nullable(view);
        let mut lowered = if let Some(branch) = only_branch(view) {
            self.schema(&branch, naming)
        } else if !shape.all_of.is_empty() {
            self.all_of_structural(view, naming)
        } else if is_type(view, "array", shape.items.is_some()) {
            self.list(view, naming)
        } else if is_type(view, "object", shape.additional_properties.is_some()) {
            self.map(view, naming)
        } else {
            self.primitive(view)
        };
        lowered.nullable |= nullable;
        lowered
    }

    /// Whether a component without properties is a map that leads to itself through
    /// maps and arrays alone: no alias can say that, but a struct can.
    pub(super) fn is_map_of_itself(&self, view: &SchemaView) -> bool {
        const WORDS: [&str; 2] = ["additionalProperties", "items"];
        const NAMED: [&str; 5] = ["properties", "allOf", "oneOf", "anyOf", "enum"];
        if view.shape.additional_properties.is_none() || !self.components.contains(&view.place) {
            return false;
        }
        let mut open = vec![view.place.clone()];
        let mut seen = HashSet::new();
        while let Some(place) = open.pop() {
            for target in WORDS.iter().filter_map(|word| {
                let below = place.key(word);
                self.context.node(&below)?.as_map()?;
                self.context.resolve(&below)
            }) {
                if target == view.place {
                    return true;
                }
                let node = self.context.node(&target);
                let has_name = NAMED
                    .iter()
                    .any(|word| node.is_some_and(|node| node.get(word).is_some()));
                if !has_name && seen.insert(target.clone()) {
                    open.push(target);
                }
            }
        }
        false
    }

    fn list(&mut self, view: &SchemaView, naming: &Naming) -> Lowered {
        if view.shape.items.is_none() {
            let diagnostic = Diagnostic::new(
                Severity::Warning,
                Code::ArrayWithoutItems,
                "an array doesn't say what it holds",
            )
            .at(&view.place, "becomes an array of free-form JSON")
            .help("add `items`; `items: {}` if anything goes")
            .makes(Fidelity::Faithful);
            self.names.report(diagnostic);
            return Lowered::plain(super::any_list());
        }
        let item = self.schema(&view.place.key("items"), &naming.item());
        let item_ty = self.bounded(view, optional(item.ty, item.nullable));
        let ty = TypeRef::List(Box::new(item_ty));
        Lowered {
            codec: item.codec,
            ..Lowered::plain(ty)
        }
    }

    /// The type of what isn't declared: `additionalProperties`.
    pub(super) fn additional(&mut self, view: &SchemaView, naming: &Naming) -> Lowered {
        match &view.shape.additional_properties {
            Some(openapiv3::AdditionalProperties::Schema(_)) => {
                let place = view.place.key("additionalProperties");
                let value = self.schema(&place, &naming.value());
                Lowered {
                    codec: value.codec,
                    ..Lowered::plain(optional(value.ty, value.nullable))
                }
            }
            _ => Lowered::plain(TypeRef::Any),
        }
    }

    fn map(&mut self, view: &SchemaView, naming: &Naming) -> Lowered {
        let value = self.additional(view, naming);
        let value_ty = self.bounded(view, value.ty);
        Lowered {
            ty: TypeRef::Map(Box::new(value_ty)),
            codec: value.codec,
            ..Lowered::plain(TypeRef::Any)
        }
    }

    /// What a list or a map is to hold, unless that is too deep already.
    fn bounded(&mut self, view: &SchemaView, inner: TypeRef) -> TypeRef {
        if nesting(&inner) < MOST_NESTED {
            return inner;
        }
        let diagnostic = Diagnostic::new(
            Severity::Warning,
            Code::Unsupported,
            format!("more than {MOST_NESTED} arrays and maps are nested"),
        )
        .at(&view.place, "what this one holds becomes free-form JSON")
        .help("give one of the schemas on the way properties")
        .makes(Fidelity::Wider);
        self.names.report(diagnostic);
        TypeRef::Any
    }
}

/// How many lists and maps the type is made of, one in the other.
fn nesting(ty: &TypeRef) -> usize {
    let mut depth = 0;
    let mut here = ty;
    while let TypeRef::List(inner)
    | TypeRef::Map(inner)
    | TypeRef::Optional(inner)
    | TypeRef::Boxed(inner) = here
    {
        depth += 1;
        here = inner;
    }
    depth
}

/// The branch of a union that has no other.
pub(super) fn only_branch(view: &SchemaView) -> Option<Place> {
    let shape = &view.shape;
    match (shape.one_of.len(), shape.any_of.len()) {
        (1, 0) if shape.all_of.is_empty() => Some(view.place.key("oneOf").index(0)),
        (0, 1) if shape.all_of.is_empty() => Some(view.place.key("anyOf").index(0)),
        _ => None,
    }
}

/// Whether the schema is of a type: says so, or says nothing and holds what
/// only makes sense in that type.
fn is_type(view: &SchemaView, name: &str, sign: bool) -> bool {
    match &view.shape.typ {
        Some(typ) => typ == name,
        None => sign,
    }
}

pub(super) fn is_nullable(view: &SchemaView) -> bool {
    view.data.nullable || view.shape.enumeration.contains(&serde_json::Value::Null)
}
