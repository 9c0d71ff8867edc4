//! The types of the API.

use oas_runtime::{json_object, newtype, response_enum};

newtype! {
    /// What the API takes as a ticket's id.
    pub struct TicketId(String); lenient
}

/// A ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    /// Its id.
    pub id: String,
}

json_object! { Ticket { required { id: "id", } } }

/// A page of tickets.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TicketList {
    /// The tickets.
    pub tickets: Option<Vec<Ticket>>,
}

json_object! { TicketList { optional { tickets: "tickets", } } }

/// A ticket to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateTicketRequest {
    /// Its type.
    pub ticket_type_id: String,
}

json_object! { CreateTicketRequest { required { ticket_type_id: "ticket_type_id", } } }

impl CreateTicketRequest {
    /// A ticket of a type.
    pub fn new(ticket_type_id: impl Into<String>) -> Self {
        Self {
            ticket_type_id: ticket_type_id.into(),
        }
    }
}

/// What to look for.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRequest {
    /// The query.
    pub query: String,
}

json_object! { SearchRequest { required { query: "query", } } }

/// The responses to a ticket that may be made later.
#[derive(Debug, Clone, PartialEq)]
pub enum EnqueueResponse {
    /// It was made at once.
    Ok(Ticket),

    /// A job will make it.
    Accepted(String),

    /// Nothing is to be made.
    NoContent,
}

response_enum! {
    EnqueueResponse {
        200: Ok(Ticket),
        202: Accepted(String),
        204: NoContent,
    }
}
