//! Tickets out of conversations.

use oas_mock::{Change, Value, json};

use super::values::number;
use super::{Done, Intercom, links};

impl Intercom {
    /// The new ticket is for the conversation's contact, and linked to it.
    pub(super) fn convert(&mut self, conversation: &str, body: &Value, now: u64) -> Done {
        let found = number(conversation).and_then(|id| self.workspace.conversations.get(&id));
        let found = found.ok_or_else(|| links::unknown(conversation))?;
        let request = json!({
            "ticket_type_id": body.get("ticket_type_id"),
            "contacts": [{ "id": found.contact }],
            "ticket_attributes": body.get("attributes"),
            "conversation_to_link_id": conversation,
        });
        let wanted = super::values::id(body, "ticket_type_id").unwrap_or_default();
        let kind = self.workspace.kind_by_id(&wanted)?;
        let state = self.workspace.wanted_state(kind, body)?;
        let id = self.workspace.new_ticket(&request, now)?;
        if let (Some(state), Some(ticket)) = (state, self.workspace.tickets.get_mut(&id)) {
            ticket.state = state;
        }
        self.did(Change::Created, "ticket", id.to_string());
        self.get_ticket(&id.to_string())
    }
}
