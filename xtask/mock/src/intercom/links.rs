//! Conversations and customer tickets that are linked to a tracker.

use oas_mock::{Change, Value};

use super::fail::Fail;
use super::values::{id, number};
use super::workspace::{Category, Ticket};
use super::{Done, Intercom};

/// A tracker takes no more.
const MOST: usize = 2500;

impl Intercom {
    pub(super) fn link(&mut self, ticket: &str, body: &Value, now: u64) -> Done {
        let tracker = self.tracker(ticket)?;
        let wanted = id(body, "conversation_id").unwrap_or_default();
        if tracker.conversations.len() + tracker.tickets.len() >= MOST {
            let message = format!("A tracker takes {MOST} conversations at most");
            return Err(Fail::new(
                400,
                "linked_conversation_limit_exceeded",
                message,
            ));
        }
        let Some(target) = number(&wanted) else {
            return Err(unknown(&wanted));
        };
        if self.workspace.conversations.contains_key(&target) {
            return self.link_conversation(tracker.id, target, now);
        }
        let other = self.workspace.tickets.get(&target);
        let is_customer =
            other.is_some_and(|other| self.category(other) == Some(Category::Customer));
        if !is_customer {
            return Err(unknown(&wanted));
        }
        let mut trackers = self.workspace.tickets.values();
        if trackers.any(|ticket| ticket.id != target && ticket.tickets.contains(&target)) {
            return Err(linked_already());
        }
        for (one, other) in [(tracker.id, target), (target, tracker.id)] {
            if let Some(ticket) = self.workspace.tickets.get_mut(&one) {
                ticket.tickets.push(other);
                ticket.updated_at = now;
            }
        }
        self.did(Change::Attached, "linked_ticket", wanted);
        Ok(self.as_conversation(target))
    }

    fn link_conversation(&mut self, tracker: u64, target: u64, now: u64) -> Done {
        let linked = self.workspace.conversations.get(&target);
        let linked = linked
            .map(|conversation| conversation.tickets.clone())
            .unwrap_or_default();
        let mut linked = linked
            .iter()
            .filter_map(|id| self.workspace.tickets.get(id));
        if linked.any(|ticket| self.category(ticket) == Some(Category::Tracker)) {
            return Err(linked_already());
        }
        if let Some(conversation) = self.workspace.conversations.get_mut(&target) {
            conversation.tickets.push(tracker);
            conversation.updated_at = now;
        }
        if let Some(ticket) = self.workspace.tickets.get_mut(&tracker) {
            ticket.conversations.push(target);
            ticket.updated_at = now;
        }
        self.did(Change::Attached, "linked_conversation", target.to_string());
        Ok(self.as_conversation(target))
    }

    pub(super) fn unlink(&mut self, ticket: &str, target: &str, now: u64) -> Done {
        let tracker = self.tracker(ticket)?;
        let id = number(target);
        let is_linked = id
            .is_some_and(|id| tracker.conversations.contains(&id) || tracker.tickets.contains(&id));
        let (Some(id), true) = (id, is_linked) else {
            let message = "The conversation is not linked to this ticket";
            return Err(Fail::new(404, "conversation_not_found", message));
        };
        let kind = if tracker.tickets.contains(&id) {
            "linked_ticket"
        } else {
            "linked_conversation"
        };
        for (one, other) in [(tracker.id, id), (id, tracker.id)] {
            if let Some(ticket) = self.workspace.tickets.get_mut(&one) {
                ticket.tickets.retain(|linked| *linked != other);
                ticket.conversations.retain(|linked| *linked != other);
                ticket.updated_at = now;
            }
        }
        if let Some(conversation) = self.workspace.conversations.get_mut(&id) {
            conversation.tickets.retain(|linked| *linked != tracker.id);
            conversation.updated_at = now;
        }
        self.did(Change::Detached, kind, target);
        Ok(self.as_conversation(id))
    }

    fn category(&self, ticket: &Ticket) -> Option<Category> {
        self.workspace
            .types
            .get(&ticket.kind)
            .map(|kind| kind.category)
    }

    fn tracker(&self, id: &str) -> Result<Ticket, Fail> {
        let ticket = self.workspace.ticket(id)?;
        if self.category(ticket) == Some(Category::Tracker) {
            return Ok(ticket.clone());
        }
        let message = "Conversations are linked to tracker tickets only";
        Err(Fail::new(400, "invalid_ticket_type", message))
    }

    /// The conversation; a customer ticket in its place has its shape.
    fn as_conversation(&self, id: u64) -> Value {
        if let Some(conversation) = self.workspace.conversations.get(&id) {
            return self.workspace.wire_conversation(conversation);
        }
        let ticket = self.workspace.tickets.get(&id);
        let conversation = super::workspace::Conversation {
            id,
            contact: ticket
                .and_then(|ticket| ticket.contacts.first().cloned())
                .unwrap_or_default(),
            body: String::new(),
            created_at: ticket.map_or(0, |ticket| ticket.created_at),
            updated_at: ticket.map_or(0, |ticket| ticket.updated_at),
            tickets: ticket
                .map(|ticket| ticket.tickets.clone())
                .unwrap_or_default(),
        };
        self.workspace.wire_conversation(&conversation)
    }
}

pub(super) fn unknown(id: &str) -> Fail {
    Fail::unknown("conversation_not_found", "conversation", id).at("conversation_id")
}

fn linked_already() -> Fail {
    let message = "A conversation is linked to one tracker at most";
    Fail::new(400, "already_linked_to_tracker", message).at("conversation_id")
}
