//! Tickets and their types by their ids.

use crate::intercom::fail::Fail;
use crate::intercom::values::number;
use crate::intercom::workspace::{Ticket, TicketType, Workspace};

impl Workspace {
    pub(in crate::intercom) fn ticket(&self, id: &str) -> Result<&Ticket, Fail> {
        let found = number(id).and_then(|id| self.tickets.get(&id));
        found.ok_or_else(|| {
            // A common mistake, and easily told here.
            let mut all = self.tickets.values();
            match all.find(|ticket| ticket.number.to_string() == id) {
                Some(meant) => {
                    let meant = meant.id;
                    let message = format!("{id} is the Inbox's number of ticket {meant}");
                    Fail::new(404, "ticket_not_found", message)
                }
                None => Fail::unknown("ticket_not_found", "ticket", id),
            }
        })
    }

    pub(in crate::intercom) fn kind(&self, id: u64) -> Result<&TicketType, Fail> {
        let found = self.types.get(&id);
        found.ok_or_else(|| Fail::unknown("not_found", "ticket type", &id.to_string()))
    }

    pub(in crate::intercom) fn kind_by_id(&self, id: &str) -> Result<&TicketType, Fail> {
        let found = number(id).and_then(|id| self.types.get(&id));
        found.ok_or_else(|| Fail::unknown("not_found", "ticket type", id))
    }
}
