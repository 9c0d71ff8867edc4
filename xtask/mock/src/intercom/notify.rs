//! What is sent to webhooks because of what has happened.

use std::collections::VecDeque;

use oas_mock::{Call, Change, Value, WebhookMessage, json};

use super::Intercom;
use super::values::{flag, number};
use super::workspace::{Part, PartKind, Speaker, Ticket, take};

/// So many messages wait to be taken; older ones are dropped.
const MOST: usize = 10_000;

/// Messages that nobody has taken yet.
#[derive(Debug, Default)]
pub(super) struct Notices {
    messages: VecDeque<WebhookMessage>,
    count: u64,
}

impl Notices {
    pub(super) fn take(&mut self) -> Vec<WebhookMessage> {
        std::mem::take(&mut self.messages).into()
    }

    fn add(&mut self, topic: &str, item: &Value, app: &str, now: u64) {
        let number = take(&mut self.count);
        let body = json!({
            "type": "notification_event",
            "app_id": app,
            "id": format!("notif_{number:08x}"),
            "topic": topic,
            "data": { "type": "notification_event_data", "item": item },
            "links": {},
            "self": null,
            "delivery_status": "pending",
            "delivery_attempts": 1,
            "delivered_at": 0,
            "first_sent_at": now,
            "created_at": now,
        });
        let topic = topic.to_owned();
        if self.messages.len() == MOST {
            self.messages.pop_front();
        }
        self.messages.push_back(WebhookMessage { topic, body });
    }
}

impl Intercom {
    /// Adds the messages about what has been done: `first_part` is the first entry of a
    /// history that was made since.
    pub(super) fn notify(&mut self, first_part: u64, closed: Option<u64>, now: u64) {
        let Some(notices) = &mut self.notices else {
            return;
        };
        let created = self.deeds.iter();
        let created =
            created.filter(|(_, change, what, _)| *change == Change::Created && *what == "ticket");
        let created: Vec<u64> = created.filter_map(|(.., id)| number(id)).collect();
        for ticket in self.workspace.tickets.values() {
            let parts = ticket.parts.iter().filter(|part| part.id >= first_part);
            let mut topics: Vec<&str> = parts.flat_map(|part| topics(ticket, part)).collect();
            if created.contains(&ticket.id) {
                topics.insert(0, "ticket.created");
            }
            let is_closed = closed == Some(ticket.id);
            if topics.is_empty() && !is_closed {
                continue;
            }
            let item = self.workspace.wire_ticket(ticket);
            for topic in topics {
                notices.add(topic, &item, &self.workspace.code, now);
            }
            if is_closed {
                // The item is the conversation that was closed.
                let item =
                    json!({ "type": "conversation", "id": ticket.id.to_string(), "ticket": item });
                notices.add("ticket.closed", &item, &self.workspace.code, now);
            }
        }
    }
}

/// The ticket that a request closes.
pub(super) fn closed_by(call: &Call<'_>) -> Option<u64> {
    let closes = call.operation.id == "updateTicket" && flag(call.body?, "open") == Some(false);
    closes.then(|| number(&call.path("ticket_id"))).flatten()
}

/// The topics of an entry in a ticket's history.
fn topics(ticket: &Ticket, part: &Part) -> Vec<&'static str> {
    match &part.kind {
        PartKind::Message("note", ..) => vec!["ticket.note.created"],
        PartKind::Message(..) => match part.speaker {
            Speaker::Contact(_) => vec!["ticket.contact.replied"],
            Speaker::Admin(_) | Speaker::Bot => vec!["ticket.admin.replied"],
        },
        PartKind::State(_, "resolved") => vec!["ticket.state.updated", "ticket.resolved"],
        PartKind::State(..) => vec!["ticket.state.updated"],
        PartKind::Assignment(Some(("admin", _))) => vec!["ticket.admin.assigned"],
        PartKind::Assignment(Some(_)) => vec!["ticket.team.assigned"],
        PartKind::Assignment(None) => Vec::new(),
        PartKind::Snoozed if ticket.snoozed_until.is_some() => vec!["ticket.admin.snoozed"],
        PartKind::Snoozed => vec!["ticket.admin.unsnoozed"],
        PartKind::Attribute(..) => vec!["ticket.attribute.updated"],
    }
}
