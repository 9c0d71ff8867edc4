//! The attributes of one ticket type.

use std::collections::{BTreeMap, btree_map};

use super::error::AttributeError;
use super::resolve::{Miss, Named, pick};
use crate::types::{
    AttributeDataType, AttributeListItem, SearchFilter, SearchOperator, SearchValue, Ticket,
    TicketType, TicketTypeAttribute,
};
use crate::{Value, search};

/// Attributes of a new or a changed ticket, by name, with values that its type
/// takes. Both kinds of requests take it as their `ticket_attributes`.
#[derive(Clone, Debug)]
#[must_use]
pub struct AttributeValues<'a> {
    of: &'a TicketType,
    values: BTreeMap<String, Value>,
}

impl TicketType {
    /// No attributes yet, and a way to set them by their names.
    pub fn attributes(&self) -> AttributeValues<'_> {
        AttributeValues {
            of: self,
            values: BTreeMap::new(),
        }
    }

    /// The attribute of this name.
    ///
    /// # Errors
    ///
    /// If there is none; with those that there are.
    pub fn attribute(&self, name: &str) -> Result<&TicketTypeAttribute, AttributeError> {
        pick(form(self), name).map_err(|miss| AttributeError::attribute(name, self.title(), miss))
    }

    /// Finds tickets by an attribute: its id is sent in place of its name, and the
    /// id of an item in place of its label.
    ///
    /// # Errors
    ///
    /// If there is no such attribute or item; with those that there are.
    pub fn filter(
        &self,
        name: &str,
        operator: impl Into<SearchOperator>,
        value: impl Into<SearchValue>,
    ) -> Result<SearchFilter, AttributeError> {
        let attribute = self.attribute(name)?;
        let value = match value.into() {
            SearchValue::Text(label) if is_list(attribute) => {
                SearchValue::Text(item(attribute, &label)?.id.to_string())
            }
            other => other,
        };
        let field = search::attribute_field(&attribute.id);
        Ok(SearchFilter::new(field, operator, value))
    }

    /// The value of a ticket's attribute in words: of a list, the label of its item.
    /// None if the ticket has no such attribute, or one without a value.
    #[must_use]
    pub fn shown(&self, ticket: &Ticket, name: &str) -> Option<String> {
        let text = match ticket.attribute(name)? {
            Value::Null => return None,
            Value::String(text) => text.clone(),
            other => return Some(other.to_string()),
        };
        let mut form = form(self).iter();
        let attribute = form.find(|attribute| attribute.name.as_deref() == Some(name));
        let items = attribute.map(items).unwrap_or_default();
        let item = items.iter().find(|item| item.id == text.as_str());
        Some(item.and_then(|item| item.name.clone()).unwrap_or(text))
    }

    fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(self.id.as_str())
    }
}

/// The attributes of a type, archived ones too.
pub(super) fn form(of: &TicketType) -> &[TicketTypeAttribute] {
    let list = of.ticket_type_attributes.as_ref();
    let data = list.and_then(|list| list.data.as_ref().or(list.ticket_type_attributes.as_ref()));
    data.map(Vec::as_slice).unwrap_or_default()
}

impl AttributeValues<'_> {
    /// Sets an attribute by its name. That of a list is set by the label of an item,
    /// or by its id; null empties any.
    ///
    /// # Errors
    ///
    /// If there is no such attribute or item, or the value is of another type; with
    /// what there is.
    pub fn set(mut self, name: &str, value: impl Into<Value>) -> Result<Self, AttributeError> {
        let attribute = self.of.attribute(name)?;
        let value = fitting(attribute, value.into())?;
        // The name as the workspace has it, and not as the caller wrote it.
        let name = attribute.name.clone().unwrap_or_else(|| name.to_owned());
        self.values.insert(name, value);
        Ok(self)
    }

    /// The same, if all is there that a new ticket needs.
    ///
    /// # Errors
    ///
    /// The names of attributes that are required and have no value.
    pub fn complete(self) -> Result<Self, AttributeError> {
        let required = form(self.of).iter();
        let required = required.filter(|attribute| {
            attribute.required_to_create == Some(true) && !attribute.is_archived()
        });
        let names = required.filter_map(|attribute| attribute.name.as_ref());
        let missing = names.filter(|name| self.values.get(*name).is_none_or(Value::is_null));
        let missing: Vec<String> = missing.cloned().collect();
        if missing.is_empty() {
            return Ok(self);
        }
        Err(AttributeError::Missing(missing))
    }
}

impl IntoIterator for AttributeValues<'_> {
    type Item = (String, Value);
    type IntoIter = btree_map::IntoIter<String, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.into_iter()
    }
}

fn is_list(attribute: &TicketTypeAttribute) -> bool {
    attribute.data_type == Some(AttributeDataType::List)
}

pub(super) fn items(attribute: &TicketTypeAttribute) -> &[AttributeListItem] {
    let options = attribute.input_options.as_ref();
    let items = options.and_then(|options| options.list_items.as_ref());
    items.map(Vec::as_slice).unwrap_or_default()
}

/// The item of a list by its label or its id.
fn item<'a>(
    attribute: &'a TicketTypeAttribute,
    label: &str,
) -> Result<&'a AttributeListItem, AttributeError> {
    let items = items(attribute);
    let mut live = items.iter().filter(|item| !item.is_archived());
    if let Some(found) = live.find(|item| item.id == label) {
        return Ok(found);
    }
    let of = attribute.name.as_deref().unwrap_or_default();
    pick(items, label).map_err(|miss: Miss| AttributeError::item(label, of, miss))
}

/// The value as it is sent, if the attribute takes it.
fn fitting(attribute: &TicketTypeAttribute, value: Value) -> Result<Value, AttributeError> {
    use AttributeDataType as Is;
    let (fits, expected) = match &attribute.data_type {
        _ if value.is_null() => return Ok(value),
        None | Some(Is::Unknown(_)) => return Ok(value),
        Some(Is::List) => match value.as_str() {
            Some(label) => return Ok(item(attribute, label)?.id.to_string().into()),
            None => (false, "the label of an item"),
        },
        Some(Is::String) => (value.is_string(), "a text"),
        Some(Is::Integer) => (value.is_i64() || value.is_u64(), "a whole number"),
        Some(Is::Decimal) => (value.is_number(), "a number"),
        Some(Is::Boolean) => (value.is_boolean(), "true or false"),
        Some(Is::Datetime) => (
            value.is_i64() || value.is_u64() || value.is_string(),
            "a time: Unix seconds, or a text",
        ),
        Some(Is::Files) => (value.is_array(), "a list of files"),
    };
    if fits {
        return Ok(value);
    }
    Err(AttributeError::WrongType {
        attribute: attribute.name.clone().unwrap_or_default(),
        expected: expected.to_owned(),
    })
}

impl Named for TicketTypeAttribute {
    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn is_archived(&self) -> bool {
        self.archived == Some(true)
    }
}

impl Named for AttributeListItem {
    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn is_archived(&self) -> bool {
        self.archived == Some(true)
    }
}
