//! Values of a ticket's attributes, as its type wants them.

use std::collections::BTreeMap;

use oas_mock::Value;

use super::fail::Fail;
use super::workspace::{Attribute, DataType, TicketType, Workspace};

/// A value that is to be set.
pub(super) struct Set {
    pub(super) attribute: u64,
    pub(super) name: String,
    pub(super) value: Value,
}

const FIELD: &str = "ticket_attributes";

impl Workspace {
    /// The attributes that a body gives, judged by the ticket's type.
    pub(super) fn attributes_of(&self, kind: &TicketType, body: &Value) -> Result<Vec<Set>, Fail> {
        let given = body.get(FIELD).and_then(Value::as_object);
        let mut sets = Vec::new();
        let mut extra = Vec::new();
        for (name, value) in given.into_iter().flatten() {
            match self.attribute_of(kind, name) {
                Some(attribute) => {
                    fits(attribute, value)?;
                    sets.push(Set {
                        attribute: attribute.id,
                        name: name.clone(),
                        value: value.clone(),
                    });
                }
                None => extra.push(name.as_str()),
            }
        }
        if extra.is_empty() {
            return Ok(sets);
        }
        let message = format!("The ticket type has no attribute {}", extra.join(", "));
        Err(Fail::invalid(FIELD, message))
    }

    fn attribute_of(&self, kind: &TicketType, name: &str) -> Option<&Attribute> {
        let attributes = kind
            .attributes
            .iter()
            .filter_map(|id| self.attributes.get(id));
        let mut live = attributes.filter(|attribute| !attribute.archived);
        live.find(|attribute| attribute.name == name)
    }

    /// Whether everything is there that a new ticket of the type needs.
    pub(super) fn requires(
        &self,
        kind: &TicketType,
        values: &BTreeMap<String, Value>,
    ) -> Result<(), Fail> {
        let attributes = kind
            .attributes
            .iter()
            .filter_map(|id| self.attributes.get(id));
        let missing = attributes.filter(|attribute| {
            attribute.required
                && !attribute.archived
                && values.get(&attribute.name).is_none_or(Value::is_null)
        });
        let missing: Vec<&str> = missing.map(|attribute| attribute.name.as_str()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let message = format!("The ticket type requires {}", missing.join(", "));
        Err(Fail::invalid(FIELD, message))
    }
}

/// Whether a value is of the attribute's kind. Null empties any of them.
fn fits(attribute: &Attribute, value: &Value) -> Result<(), Fail> {
    let does = match attribute.data_type {
        _ if value.is_null() => true,
        DataType::String => value.is_string(),
        DataType::Integer => value.is_i64() || value.is_u64(),
        DataType::Decimal => value.is_number(),
        DataType::Boolean => value.is_boolean(),
        DataType::Datetime => value.is_u64() || value.is_string(),
        DataType::Files => value.is_array(),
        DataType::List => {
            let mut items = attribute.items.iter().filter(|item| !item.archived);
            items.any(|item| value == item.id.as_str())
        }
    };
    if does {
        return Ok(());
    }
    let what = match attribute.data_type {
        DataType::List => "the id of one of its items",
        other => other.as_str(),
    };
    let message = format!("{} takes {what}", attribute.name);
    Err(Fail::invalid(FIELD, message))
}
