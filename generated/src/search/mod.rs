//! Searches as Rust expressions: fields that know their operators, joined by `&`
//! and `|`.
//!
//! ```no_run
//! use std::time::{Duration, SystemTime};
//!
//! use intercom_tickets::search;
//! use intercom_tickets::types::{TicketCategory, TicketStateCategory};
//!
//! # async fn example(client: intercom_tickets::Client) -> Result<(), intercom_tickets::Error> {
//! let yesterday = SystemTime::now() - Duration::from_secs(86_400);
//! let waiting = search::state().is_in([TicketStateCategory::WaitingOnCustomer]);
//! let query = search::open().eq(true)
//!     & search::updated_at().gt(yesterday)
//!     & (waiting | search::category().eq(TicketCategory::Tracker) | search::attribute("8804").gt(100));
//!
//! let mut tickets = client.tickets().search(query).items();
//! while let Some(ticket) = tickets.try_next().await? {
//!     println!("{}", ticket.id);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! What comes of it is a [`SearchQuery`], as one writes it by hand. Groups of the same
//! operator become one, since Intercom lets them nest two levels deep and takes 15
//! members of each. [`Tickets::search`] holds a query against these limits, and sends
//! none that is beyond them.
//!
//! Attributes are searched by their id; to know it by the attribute's name, see
//! [`TicketTypeCatalog`](crate::ticket_types::TicketTypeCatalog).

mod field;
mod limits;
mod value;

use std::ops::{BitAnd, BitOr};

use crate::UnixTime;
use crate::api::Tickets;
use crate::pagination::PaginatedCall;
use crate::types::{
    AdminId, ContactId, SearchFilter, SearchPagination, SearchQuery, SearchTicketsRequest,
    SearchValue, TeamId, Ticket, TicketCategory, TicketId, TicketList, TicketStateCategory,
    TicketTypeAttributeId, TicketTypeId,
};

pub use self::field::Field;

/// An attribute, whose data type nobody knows here.
pub type AttributeField = Field<SearchValue>;

/// Most tickets that a page holds.
const LARGEST_PAGE: i64 = 150;

/// The ticket's id, and not its number in the Inbox.
pub fn id() -> Field<TicketId> {
    Field::new("id")
}

/// The title.
pub fn title() -> Field<String> {
    Field::new("title")
}

/// The description.
pub fn description() -> Field<String> {
    Field::new("description")
}

/// The category, by the words that searches use for it.
pub fn category() -> Field<TicketCategory> {
    Field::new("category")
}

/// The ticket type.
pub fn ticket_type_id() -> Field<TicketTypeId> {
    Field::new("ticket_type_id")
}

/// The contacts that the ticket is for.
pub fn contact_ids() -> Field<ContactId> {
    Field::new("contact_ids")
}

/// The admins who have written something.
pub fn teammate_ids() -> Field<AdminId> {
    Field::new("teammate_ids")
}

/// The admin who looks after the ticket; `0` is nobody.
pub fn admin_assignee_id() -> Field<AdminId> {
    Field::new("admin_assignee_id")
}

/// The team that looks after the ticket; `0` is none.
pub fn team_assignee_id() -> Field<TeamId> {
    Field::new("team_assignee_id")
}

/// Whether the ticket is open.
pub fn open() -> Field<bool> {
    Field::new("open")
}

/// The category of the ticket's state.
pub fn state() -> Field<TicketStateCategory> {
    Field::new("state")
}

/// When the ticket was created.
pub fn created_at() -> Field<UnixTime> {
    Field::new("created_at")
}

/// When the ticket was changed last.
pub fn updated_at() -> Field<UnixTime> {
    Field::new("updated_at")
}

/// Until when the ticket sleeps.
pub fn snoozed_until() -> Field<UnixTime> {
    Field::new("snoozed_until")
}

/// An attribute, by its id; its name is refused. Which operators it has depends on
/// its data type. A list attribute is compared with the ids of its items.
pub fn attribute(id: impl Into<TicketTypeAttributeId>) -> Field<SearchValue> {
    Field::of(attribute_field(&id.into()))
}

/// What a search calls an attribute.
pub(crate) fn attribute_field(id: &TicketTypeAttributeId) -> String {
    format!("ticket_attribute.{}", id.as_str())
}

impl Tickets {
    /// Finds the tickets that match a query, in pages of 150. A query that is beyond
    /// Intercom's limits is not sent.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`](crate::Error::InvalidRequest) names the group that is
    /// beyond the limits; others are those of
    /// [`search_tickets`](Self::search_tickets).
    pub fn search(&self, query: impl Into<SearchQuery>) -> PaginatedCall<TicketList, Ticket> {
        let query = query.into();
        let exceeded = limits::exceeded(&query);
        let page = SearchPagination::new().per_page(LARGEST_PAGE);
        let call = self.search_tickets(SearchTicketsRequest::new(query).pagination(page));
        match exceeded {
            Some(message) => call.refuse(message),
            None => call,
        }
    }
}

/// Finds what fits both.
impl<T: Into<SearchQuery>> BitAnd<T> for SearchQuery {
    type Output = Self;

    fn bitand(self, other: T) -> Self {
        self.and(other)
    }
}

/// Finds what fits one of them.
impl<T: Into<SearchQuery>> BitOr<T> for SearchQuery {
    type Output = Self;

    fn bitor(self, other: T) -> Self {
        self.or(other)
    }
}

/// Finds what fits both.
impl<T: Into<SearchQuery>> BitAnd<T> for SearchFilter {
    type Output = SearchQuery;

    fn bitand(self, other: T) -> SearchQuery {
        self.and(other)
    }
}

/// Finds what fits one of them.
impl<T: Into<SearchQuery>> BitOr<T> for SearchFilter {
    type Output = SearchQuery;

    fn bitor(self, other: T) -> SearchQuery {
        self.or(other)
    }
}
