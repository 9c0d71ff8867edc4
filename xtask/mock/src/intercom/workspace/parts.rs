//! Ticket types, their attributes, and states.

use super::{Category, DataType};

/// A ticket type.
#[derive(Clone, Debug)]
pub(crate) struct TicketType {
    pub(crate) id: u64,
    pub(crate) category: Category,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) icon: String,
    pub(crate) is_internal: bool,
    pub(crate) archived: bool,
    /// In the order of the form.
    pub(crate) attributes: Vec<u64>,
    pub(crate) states: Vec<u64>,
    pub(crate) created_at: u64,
    pub(crate) updated_at: u64,
}

/// A field of a ticket type's form.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of each other"
)]
pub(crate) struct Attribute {
    pub(crate) id: u64,
    pub(crate) of: u64,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) data_type: DataType,
    pub(crate) multiline: bool,
    pub(crate) multiple: bool,
    pub(crate) items: Vec<ListItem>,
    pub(crate) required: bool,
    pub(crate) required_for_contacts: bool,
    pub(crate) visible: bool,
    pub(crate) visible_to_contacts: bool,
    pub(crate) is_default: bool,
    pub(crate) archived: bool,
    pub(crate) created_at: u64,
    pub(crate) updated_at: u64,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListItem {
    /// A GUID.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) archived: bool,
}

/// A step that a ticket goes through.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) id: u64,
    pub(crate) category: &'static str,
    pub(crate) internal: String,
    pub(crate) external: String,
    pub(crate) archived: bool,
}
