//! Ticket types as structs: what the code that `cargo xtask ticket-types` emits is made of.

use std::collections::BTreeMap;

use crate::types::{CreateTicketRequest, Ticket, TicketContact, UpdateTicketRequest};
use crate::{UnixTime, Value};

/// A ticket type whose attributes are the members of a struct.
///
/// `cargo xtask ticket-types --out FILE` emits one for each type of a workspace, by
/// [`ticket_type!`](crate::ticket_type).
pub trait TypedTicket: Sized {
    /// The ticket type's id.
    const TYPE_ID: &'static str;

    /// Takes the members out of the attributes by name. What is left, what is of another
    /// type than its member, and null, stays with the others.
    #[must_use]
    fn from_attributes(attributes: BTreeMap<String, Value>) -> Self;

    /// The attributes by name, as they are sent.
    #[must_use]
    fn attributes(&self) -> BTreeMap<String, Value>;

    /// The attributes of a ticket; none if it is of another type.
    #[must_use]
    fn from_ticket(ticket: &Ticket) -> Option<Self> {
        let is_other = |id: &str| id != Self::TYPE_ID;
        let kind = ticket.ticket_type.as_ref();
        if kind.is_some_and(|kind| is_other(kind.id.as_str())) {
            return None;
        }
        let attributes = ticket.ticket_attributes.clone();
        Some(Self::from_attributes(attributes.unwrap_or_default()))
    }

    /// A new ticket of the type with these attributes.
    fn create(&self, contact: impl Into<TicketContact>) -> CreateTicketRequest {
        CreateTicketRequest::new(Self::TYPE_ID, [contact]).ticket_attributes(self.attributes())
    }

    /// A change of a ticket's attributes. What is `None` stays as it is; null among the
    /// others empties an attribute.
    fn update(&self) -> UpdateTicketRequest {
        UpdateTicketRequest::new().ticket_attributes(self.attributes())
    }
}

/// A type that attributes have.
pub trait AttributeType: Sized {
    /// Reads a value; none if it is of another type.
    fn read(value: &Value) -> Option<Self>;

    /// The value as it is sent.
    fn to_value(&self) -> Value;
}

impl AttributeType for String {
    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }

    fn to_value(&self) -> Value {
        self.as_str().into()
    }
}

impl AttributeType for i64 {
    fn read(value: &Value) -> Option<Self> {
        value.as_i64()
    }

    fn to_value(&self) -> Value {
        (*self).into()
    }
}

impl AttributeType for f64 {
    /// Whole numbers beyond 53 bits would lose digits.
    fn read(value: &Value) -> Option<Self> {
        let is_exact = |whole: u64| whole <= 1 << f64::MANTISSA_DIGITS;
        match value.as_i64() {
            Some(whole) if !is_exact(whole.unsigned_abs()) => None,
            _ => value.as_f64().filter(|_| !value.is_u64() || value.is_i64()),
        }
    }

    fn to_value(&self) -> Value {
        (*self).into()
    }
}

impl AttributeType for bool {
    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }

    fn to_value(&self) -> Value {
        (*self).into()
    }
}

impl AttributeType for UnixTime {
    fn read(value: &Value) -> Option<Self> {
        value.as_i64().map(UnixTime::from_secs)
    }

    fn to_value(&self) -> Value {
        self.as_secs().into()
    }
}

/// Files, for which Intercom documents no shape.
impl AttributeType for Vec<Value> {
    fn read(value: &Value) -> Option<Self> {
        value.as_array().cloned()
    }

    fn to_value(&self) -> Value {
        self.clone().into()
    }
}

/// Takes a member out of attributes, if its value is of the member's type.
#[doc(hidden)]
#[must_use]
pub fn take<T: AttributeType>(attributes: &mut BTreeMap<String, Value>, name: &str) -> Option<T> {
    let value = T::read(attributes.get(name)?)?;
    attributes.remove(name);
    Some(value)
}

/// Puts a member that has a value among the attributes.
#[doc(hidden)]
pub fn put<T: AttributeType>(
    attributes: &mut BTreeMap<String, Value>,
    name: &str,
    value: Option<&T>,
) {
    if let Some(value) = value {
        attributes.insert(name.to_owned(), value.to_value());
    }
}

/// Makes a struct a [`TypedTicket`](crate::ticket_types::TypedTicket): its type's id, and
/// the names of its members in the workspace. What isn't named goes into `others`.
///
/// ```
/// use intercom_tickets::ticket_types::TypedTicket;
/// use intercom_tickets::types::TicketContact;
/// use intercom_tickets::{Value, ticket_list, ticket_type};
/// use std::collections::BTreeMap;
///
/// #[derive(Clone, Debug, Default, PartialEq)]
/// pub struct Leak {
///     pub severity: Option<Severity>,
///     pub cups: Option<i64>,
///     pub others: BTreeMap<String, Value>,
/// }
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum Severity {
///     Drip,
///     Flood,
///     Unknown(String),
/// }
///
/// ticket_type!(Leak "4101" { severity: "severity", cups: "cups_a_day" });
/// ticket_list!(Severity { Drip: "7d0c" "Drip", Flood: "7d0d" "Flood" });
///
/// let leak = Leak { severity: Some(Severity::Flood), ..Leak::default() };
/// let request = leak.create(TicketContact::id("68b1"));
/// assert_eq!(request.ticket_attributes.unwrap()["severity"], "7d0d");
/// ```
#[macro_export]
macro_rules! ticket_type {
    ($name:ident $id:literal { $($field:ident: $wire:literal),* $(,)? }) => {
        impl $crate::ticket_types::TypedTicket for $name {
            const TYPE_ID: &'static str = $id;

            #[allow(unused_mut, reason = "a type may have no attributes")]
            fn from_attributes(
                mut attributes: ::std::collections::BTreeMap<::std::string::String, $crate::Value>,
            ) -> Self {
                Self {
                    $($field: $crate::ticket_types::take(&mut attributes, $wire),)*
                    others: attributes,
                }
            }

            #[allow(unused_mut, reason = "a type may have no attributes")]
            fn attributes(
                &self,
            ) -> ::std::collections::BTreeMap<::std::string::String, $crate::Value> {
                let mut attributes = ::core::clone::Clone::clone(&self.others);
                $($crate::ticket_types::put(&mut attributes, $wire, self.$field.as_ref());)*
                attributes
            }
        }
    };
}

/// Makes an enum the items of a list attribute: each is chosen by its label, and sent as
/// its id. See [`ticket_type!`](crate::ticket_type).
#[macro_export]
macro_rules! ticket_list {
    ($name:ident { $($variant:ident: $id:literal $label:literal),* $(,)? }) => {
        impl $name {
            /// The item's id, which is what is sent.
            #[must_use]
            pub fn id(&self) -> &str {
                match self {
                    $(Self::$variant => $id,)*
                    Self::Unknown(id) => id,
                }
            }

            /// The item as people read it.
            #[must_use]
            pub fn label(&self) -> &str {
                match self {
                    $(Self::$variant => $label,)*
                    Self::Unknown(id) => id,
                }
            }
        }

        /// The item with this id, or with this label.
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($id => Self::$variant,)*
                    #[allow(unreachable_patterns, reason = "items may have one label")]
                    $($label => Self::$variant,)*
                    other => Self::Unknown(::std::borrow::ToOwned::to_owned(other)),
                }
            }
        }

        impl $crate::ticket_types::AttributeType for $name {
            fn read(value: &$crate::Value) -> ::core::option::Option<Self> {
                value.as_str().map(::core::convert::Into::into)
            }

            fn to_value(&self) -> $crate::Value {
                self.id().into()
            }
        }

        impl ::core::convert::From<$name> for $crate::types::SearchValue {
            fn from(item: $name) -> Self {
                item.id().into()
            }
        }

        impl ::core::convert::From<$name> for $crate::types::SearchListItem {
            fn from(item: $name) -> Self {
                item.id().into()
            }
        }
    };
}
