//! Tickets: made, read, found.

use oas_runtime::pagination::{CursorLocation, PaginatedCall, Pagination};
use oas_runtime::{Call, Operation, Param};

use super::types::{
    CreateTicketRequest, EnqueueResponse, SearchRequest, Ticket, TicketId, TicketList,
};

/// Tickets: made, read, found.
#[derive(Clone, Debug)]
pub struct Tickets {
    client: oas_runtime::Client,
}

impl Tickets {
    pub(crate) fn new(client: &oas_runtime::Client) -> Self {
        Self {
            client: client.clone(),
        }
    }

    /// Retrieves a ticket.
    ///
    /// `GET /tickets/{ticket_id}`
    pub fn get_ticket(&self, ticket_id: impl Into<TicketId>) -> Call<Ticket> {
        static THIS: Operation = Operation::get("getTicket", "/tickets/{ticket_id}");
        self.client
            .call(&THIS)
            .path("ticket_id", ticket_id.into())
            .decode()
    }

    /// Creates a ticket.
    ///
    /// `POST /tickets`
    pub fn create_ticket(&self, body: CreateTicketRequest) -> Call<Ticket> {
        static THIS: Operation =
            Operation::post("createTicket", "/tickets").responses(&["200", "201", "204"]);
        self.client.call(&THIS).json(body).decode()
    }

    /// Lists tickets.
    ///
    /// `GET /tickets`
    pub fn list_tickets(&self, limit: Option<i64>, fields: &[&str]) -> Call<TicketList> {
        static THIS: Operation = Operation::get("listTickets", "/tickets");
        self.client
            .call(&THIS)
            .query(&Param::new("limit"), limit)
            .query(&Param::new("fields").explode(false), fields)
            .decode()
    }

    /// Searches tickets.
    ///
    /// `POST /tickets/search`
    pub fn search_tickets(&self, body: SearchRequest) -> PaginatedCall<TicketList, Ticket> {
        static THIS: Operation = Operation::post("searchTickets", "/tickets/search");
        self.client.call(&THIS).json(body).pages(Pagination::cursor(
            |page| page.tickets.unwrap_or_default(),
            "/pages/next/starting_after",
            CursorLocation::Body("/pagination/starting_after"),
        ))
    }

    /// Creates a ticket at once, or later.
    ///
    /// `POST /tickets/enqueue`
    pub fn enqueue(&self, body: CreateTicketRequest) -> Call<EnqueueResponse> {
        static THIS: Operation = Operation::post("enqueueCreateTicket", "/tickets/enqueue");
        self.client.call(&THIS).json(body).decode_by_status()
    }
}
