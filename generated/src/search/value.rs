//! What fields hold, and which operators that allows. Nobody else can name these
//! traits, and so nobody else implements them.

use crate::UnixTime;
use crate::types::{
    AdminId, ContactId, SearchListItem, SearchValue, TeamId, TicketCategory, TicketId,
    TicketStateCategory, TicketTypeId,
};

/// What a field holds.
pub trait FieldValue {
    /// The value, as a filter has it.
    fn into_value(self) -> SearchValue;
}

/// What can be held against a list.
pub trait Listed: FieldValue {
    /// The value, as a list has it.
    fn into_item(self) -> SearchListItem;
}

/// What comes in an order.
pub trait Ordered: FieldValue {}

/// What is looked into, as a text.
pub trait Textual: FieldValue {}

/// What a filter and a list hold in the same way.
trait Plain: Into<SearchValue> + Into<SearchListItem> {}

impl Plain for AdminId {}
impl Plain for ContactId {}
impl Plain for String {}
impl Plain for TeamId {}
impl Plain for TicketId {}
impl Plain for TicketTypeId {}
impl Plain for UnixTime {}

impl<T: Plain> FieldValue for T {
    fn into_value(self) -> SearchValue {
        self.into()
    }
}

impl<T: Plain> Listed for T {
    fn into_item(self) -> SearchListItem {
        self.into()
    }
}

/// By the word that searches have for it.
impl FieldValue for TicketCategory {
    fn into_value(self) -> SearchValue {
        self.search_word().into()
    }
}

impl Listed for TicketCategory {
    fn into_item(self) -> SearchListItem {
        self.search_word().into()
    }
}

impl FieldValue for TicketStateCategory {
    fn into_value(self) -> SearchValue {
        self.as_str().into()
    }
}

impl Listed for TicketStateCategory {
    fn into_item(self) -> SearchListItem {
        self.as_str().into()
    }
}

impl FieldValue for bool {
    fn into_value(self) -> SearchValue {
        self.into()
    }
}

/// Of an attribute, whose data type nobody knows here.
impl FieldValue for SearchValue {
    fn into_value(self) -> SearchValue {
        self
    }
}

impl Ordered for UnixTime {}
impl Ordered for SearchValue {}
impl Textual for String {}
impl Textual for SearchValue {}
