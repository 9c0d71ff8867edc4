//! Members that discriminators tell an object by.

use super::constants::{AllowedValue, Constants};
use super::naming::Naming;
use super::object::ObjectShape;
use super::schema::SchemaLowerer;
use crate::model::{Field, Primitive, RustIdent, TypeHead, TypeRef};
use crate::tree::Place;
use serde_json::Value;

impl SchemaLowerer<'_> {
    /// Notes by which members discriminators tell the schema at a place.
    pub(super) fn tell_tags(&self, place: &Place, shape: &mut ObjectShape) {
        let tags = self.discriminators.tags(place);
        shape.tags = tags.into_iter().cloned().collect();
        shape.tag_choice = self.discriminators.tag_choice(place).cloned();
    }

    /// A field that holds a discriminator's value holds no other; where several mean the
    /// object, it holds one of them.
    pub(super) fn tagged(
        &mut self,
        field: Field,
        shape: &ObjectShape,
        parent: (&RustIdent, &RustIdent),
    ) -> Field {
        let is = |wire: &String| field.constant.is_none() && *wire == field.wire.as_str();
        if let Some((_, value)) = shape.tags.iter().find(|(wire, _)| is(wire)) {
            return always(field, value);
        }
        let text = TypeRef::Primitive(Primitive::String);
        match &shape.tag_choice {
            Some((wire, values)) if is(wire) && field.ty == text => {
                let ty = self.one_of_tags(&field, values, parent);
                Field { ty, ..field }
            }
            _ => field,
        }
    }

    /// An enum of a discriminator's values.
    fn one_of_tags(
        &mut self,
        field: &Field,
        values: &[String],
        (parent, module): (&RustIdent, &RustIdent),
    ) -> TypeRef {
        let place = &field.place;
        let naming = Naming::inside(parent, field.wire.as_str(), module);
        let owner = self.context.ledger.owner(parent.plain());
        let item = format!("{owner}/{}", field.wire);
        let name = self.names.claim_inline_as(&item, place, &naming);
        let head = TypeHead {
            component: None,
            ..self.head(place, name, module.clone())
        };
        let id = self.types.reserve(head);
        let values = values.iter().map(|value| AllowedValue {
            value: value.as_str().into(),
            wanted: None,
            description: None,
            place: place.clone(),
        });
        let constants = Constants {
            values: values.collect(),
            ..Constants::default()
        };
        let kind = self.enumeration(&constants, place);
        self.types.fill(id, kind);
        TypeRef::Named(id)
    }
}

fn always(field: Field, tag: &str) -> Field {
    let constant = tag_value(&field.ty, tag);
    let mut value = field.value;
    // An example of what all branches have in common may be that of another one.
    value.examples.retain(|(_, example)| *example == constant);
    Field {
        constant: Some(constant),
        value,
        ..field
    }
}

/// The value that a tag, which is always a text in `mapping`, has as a member.
fn tag_value(ty: &TypeRef, text: &str) -> Value {
    let parsed = match ty {
        TypeRef::Primitive(Primitive::Boolean) => text.parse().ok().map(Value::Bool),
        TypeRef::Primitive(Primitive::String | Primitive::Scalar(_)) => None,
        TypeRef::Primitive(_) => text.parse::<i64>().ok().map(Value::from),
        _ => None,
    };
    parsed.unwrap_or_else(|| Value::String(text.to_owned()))
}
