//! New tickets, and the contacts that they are for.

use std::collections::BTreeMap;

use oas_mock::Value;

use super::Log;
use crate::intercom::fail::Fail;
use crate::intercom::values::{id, number, text, time};
use crate::intercom::workspace::{Category, Contact, Speaker, Ticket, Workspace, take};

/// A contact that is to be there once the ticket is.
enum Whom {
    Known(String),
    New(String),
}

impl Workspace {
    /// Creates a ticket and gives its id.
    pub(in crate::intercom) fn new_ticket(&mut self, body: &Value, now: u64) -> Result<u64, Fail> {
        let wanted = id(body, "ticket_type_id").unwrap_or_default();
        let kind = self.kind_by_id(&wanted)?.clone();
        if kind.archived {
            return Err(Fail::invalid(
                "ticket_type_id",
                "The ticket type is archived",
            ));
        }
        let whom = self.whom(body)?;
        let mut attributes = BTreeMap::new();
        for set in self.attributes_of(&kind, body)? {
            attributes.insert(set.name, set.value);
        }
        self.requires(&kind, &attributes)?;
        let created_at = time(body, "created_at")?.unwrap_or(now);
        let mut ticket = Ticket {
            id: self.next.ticket,
            number: self.next.number,
            kind: kind.id,
            state: kind.states.first().copied().unwrap_or_default(),
            previous_state: None,
            attributes,
            contacts: Vec::new(),
            company: id(body, "company_id"),
            admin: 0,
            team: 0,
            created_at,
            updated_at: created_at,
            open: true,
            snoozed_until: None,
            is_shared: kind.category == Category::Customer,
            parts: Vec::new(),
            conversations: Vec::new(),
            tickets: Vec::new(),
            tags: Vec::new(),
        };
        let mut log = Log {
            speaker: Speaker::Bot,
            now: created_at,
            parts: Vec::new(),
        };
        if let Some(assignment) = body.get("assignment") {
            for name in ["admin_assignee_id", "team_assignee_id"] {
                if let Some(assignee) = id(assignment, name).filter(|assignee| assignee != "0") {
                    self.assign(&mut ticket, &assignee, &mut log)?;
                }
            }
        }
        if let Some(conversation) = id(body, "conversation_to_link_id") {
            let found = number(&conversation).and_then(|id| self.conversations.get_mut(&id));
            let Some(found) = found else {
                return Err(Fail::unknown(
                    "conversation_not_found",
                    "conversation",
                    &conversation,
                ));
            };
            found.tickets.push(ticket.id);
            ticket.conversations.push(found.id);
        }
        ticket.contacts = vec![match whom {
            Whom::Known(id) => id,
            Whom::New(email) => self.new_contact(email),
        }];
        let id = take(&mut self.next.ticket);
        take(&mut self.next.number);
        self.keep(ticket, log);
        if let Some(ticket) = self.tickets.get_mut(&id) {
            ticket.updated_at = created_at;
        }
        Ok(id)
    }

    /// The one contact that a new ticket is for.
    fn whom(&self, body: &Value) -> Result<Whom, Fail> {
        let contacts = body.get("contacts").and_then(Value::as_array);
        let [contact] = contacts.map(Vec::as_slice).unwrap_or_default() else {
            return Err(Fail::invalid(
                "contacts",
                "A ticket takes exactly one contact",
            ));
        };
        if let Some(id) = id(contact, "id") {
            let found = self.contacts.contains_key(&id);
            return found
                .then(|| Whom::Known(id.clone()))
                .ok_or_else(|| Fail::unknown("not_found", "contact", &id));
        }
        if let Some(external) = id(contact, "external_id") {
            let mut all = self.contacts.values();
            let found = all.find(|known| known.external_id.as_deref() == Some(&external));
            return found
                .map(|found| Whom::Known(found.id.clone()))
                .ok_or_else(|| Fail::unknown("not_found", "contact", &external));
        }
        let email = text(contact, "email").unwrap_or_default();
        let mut all = self.contacts.values();
        let found = all.find(|known| known.email.as_deref() == Some(email));
        Ok(match found {
            Some(found) => Whom::Known(found.id.clone()),
            None => Whom::New(email.to_owned()),
        })
    }

    fn new_contact(&mut self, email: String) -> String {
        let id = format!("68b1c0ffee5eed01{:08x}", take(&mut self.next.contact));
        let contact = Contact {
            id: id.clone(),
            external_id: None,
            name: None,
            email: Some(email),
        };
        self.contacts.insert(id.clone(), contact);
        id
    }
}
