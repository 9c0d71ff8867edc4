//! The workspace as JSON, with ids as strings or numbers as each field has it.

use oas_mock::{Value, json};

use super::workspace::{
    Attribute, Conversation, DataType, Part, PartKind, Speaker, State, Ticket, TicketType,
    Workspace,
};

/// A response holds no more entries of a ticket's history.
const MOST_PARTS: usize = 500;

/// A response holds no more linked objects.
const MOST_LINKED: usize = 1000;

impl Workspace {
    pub(super) fn wire_ticket(&self, ticket: &Ticket) -> Value {
        let kind = self.types.get(&ticket.kind);
        let state = self.states.get(&ticket.state);
        let parts = ticket.parts.iter().rev().take(MOST_PARTS).rev();
        let parts: Vec<Value> = parts.map(|part| self.wire_part(part)).collect();
        json!({
            "type": "ticket",
            "id": ticket.id.to_string(),
            "ticket_id": ticket.number.to_string(),
            "category": kind.map(|kind| kind.category.as_str()),
            "ticket_attributes": ticket.attributes,
            "ticket_state": state.map(wire_state),
            "ticket_type": kind.map(|kind| self.wire_type(kind)),
            "contacts": self.wire_contacts(&ticket.contacts),
            "admin_assignee_id": ticket.admin,
            "team_assignee_id": ticket.team,
            "created_at": ticket.created_at,
            "updated_at": ticket.updated_at,
            "open": ticket.open,
            "snoozed_until": ticket.snoozed_until,
            "linked_objects": self.wire_links(&ticket.conversations, &ticket.tickets),
            "ticket_parts": {
                "type": "ticket_part.list",
                "ticket_parts": parts,
                "total_count": ticket.parts.len(),
            },
            "is_shared": ticket.is_shared,
            "previous_ticket_state_id": ticket.previous_state.map(|id| id.to_string()),
        })
    }

    fn wire_contacts(&self, ids: &[String]) -> Value {
        let contacts = ids.iter().map(|id| {
            let external = self
                .contacts
                .get(id)
                .and_then(|contact| contact.external_id.as_deref());
            json!({ "type": "contact", "id": id, "external_id": external })
        });
        json!({ "type": "contact.list", "contacts": contacts.collect::<Vec<Value>>() })
    }

    fn wire_links(&self, conversations: &[u64], tickets: &[u64]) -> Value {
        let conversations = conversations
            .iter()
            .map(|id| json!({ "type": "conversation", "id": id.to_string(), "category": null }));
        let tickets = tickets.iter().map(|id| {
            let kind = self
                .tickets
                .get(id)
                .and_then(|ticket| self.types.get(&ticket.kind));
            let category = kind.map(|kind| kind.category.as_str());
            json!({ "type": "ticket", "id": id.to_string(), "category": category })
        });
        let all: Vec<Value> = conversations.chain(tickets).collect();
        let total = all.len();
        json!({
            "type": "list",
            "total_count": total,
            "has_more": total > MOST_LINKED,
            "data": all.into_iter().take(MOST_LINKED).collect::<Vec<Value>>(),
        })
    }

    pub(super) fn wire_part(&self, part: &Part) -> Value {
        let mut wire = json!({
            "type": "ticket_part",
            "id": part.id.to_string(),
            "body": null,
            "created_at": part.created_at,
            "updated_at": part.created_at,
            "author": self.wire_speaker(&part.speaker),
            "attachments": [],
            "external_id": null,
            "redacted": false,
            "app_package_code": "mock",
        });
        let more = match &part.kind {
            PartKind::Message(kind, body, files) => {
                json!({ "part_type": kind, "body": body, "attachments": files })
            }
            PartKind::State(before, after) => json!({
                "part_type": "ticket_state_updated_by_admin",
                "previous_ticket_state": before,
                "ticket_state": after,
            }),
            PartKind::Assignment(to) => json!({
                "part_type": "assignment",
                "assigned_to": to.map(|(kind, id)| json!({ "type": kind, "id": id.to_string() })),
            }),
            PartKind::Snoozed => json!({ "part_type": "snoozed" }),
            PartKind::Attribute(id, name, value) => json!({
                "part_type": "ticket_attribute_updated_by_admin",
                "updated_attribute_data": {
                    "attribute": { "type": "attribute", "id": id.to_string(), "label": name },
                    "value": self.wire_change(*id, value),
                },
            }),
        };
        if let (Value::Object(wire), Value::Object(more)) = (&mut wire, more) {
            wire.extend(more);
        }
        wire
    }

    /// A value that an attribute was changed to: as an id, and in words.
    fn wire_change(&self, attribute: u64, value: &Value) -> Value {
        let attribute = self.attributes.get(&attribute);
        let text = match value {
            Value::Null | Value::Array(_) => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        let items = attribute
            .map(|attribute| attribute.items.as_slice())
            .unwrap_or_default();
        let chosen = items.iter().find(|item| Some(&item.id) == text.as_ref());
        let label = chosen
            .map(|item| item.name.clone())
            .or_else(|| text.clone());
        json!({ "type": "value", "id": text, "label": label })
    }

    fn wire_speaker(&self, speaker: &Speaker) -> Value {
        match speaker {
            Speaker::Bot => {
                json!({ "type": "bot", "id": "3399", "name": "Helper", "email": "helper@example.com" })
            }
            Speaker::Admin(id) => {
                let admin = self.admins.get(id);
                json!({
                    "type": "admin",
                    "id": id.to_string(),
                    "name": admin.map(|admin| &admin.name),
                    "email": admin.map(|admin| &admin.email),
                })
            }
            Speaker::Contact(id) => {
                let contact = self.contacts.get(id);
                json!({
                    "type": "user",
                    "id": id,
                    "name": contact.and_then(|contact| contact.name.as_ref()),
                    "email": contact.and_then(|contact| contact.email.as_ref()),
                })
            }
        }
    }

    pub(super) fn wire_type(&self, kind: &TicketType) -> Value {
        let attributes = kind
            .attributes
            .iter()
            .filter_map(|id| self.attributes.get(id));
        let attributes = attributes
            .enumerate()
            .map(|(order, attribute)| self.wire_attribute(attribute, order));
        let states = kind.states.iter().filter_map(|id| self.states.get(id));
        let states = states.map(wire_state);
        let mut wire = self.wire_type_alone(kind);
        if let Value::Object(members) = &mut wire {
            let attributes = json!({ "type": "list", "data": attributes.collect::<Vec<Value>>() });
            let states = json!({ "type": "list", "data": states.collect::<Vec<Value>>() });
            members.insert("ticket_type_attributes".to_owned(), attributes);
            members.insert("ticket_states".to_owned(), states);
        }
        wire
    }

    fn wire_type_alone(&self, kind: &TicketType) -> Value {
        json!({
            "type": "ticket_type",
            "id": kind.id.to_string(),
            "category": kind.category.as_str(),
            "name": kind.name,
            "description": kind.description,
            "icon": kind.icon,
            "workspace_id": self.code,
            "is_internal": kind.is_internal,
            "archived": kind.archived,
            "created_at": kind.created_at,
            "updated_at": kind.updated_at,
        })
    }

    pub(super) fn wire_attribute(&self, attribute: &Attribute, order: usize) -> Value {
        let items = attribute
            .items
            .iter()
            .map(|item| json!({ "id": item.id, "name": item.name, "archived": item.archived }));
        let options = match attribute.data_type {
            DataType::String => json!({ "multiline": attribute.multiline }),
            DataType::List => json!({ "list_items": items.collect::<Vec<Value>>() }),
            DataType::Files => json!({ "allow_multiple_values": attribute.multiple }),
            _ => Value::Null,
        };
        json!({
            "type": "ticket_type_attribute",
            "id": attribute.id.to_string(),
            "workspace_id": self.code,
            "name": attribute.name,
            "description": attribute.description,
            "data_type": attribute.data_type.as_str(),
            "input_options": options,
            "order": order,
            "required_to_create": attribute.required,
            "required_to_create_for_contacts": attribute.required_for_contacts,
            "visible_on_create": attribute.visible,
            "visible_to_contacts": attribute.visible_to_contacts,
            "default": attribute.is_default,
            "ticket_type_id": attribute.of,
            "archived": attribute.archived,
            "created_at": attribute.created_at,
            "updated_at": attribute.updated_at,
        })
    }

    pub(super) fn wire_types(&self) -> Value {
        let types = self.types.values().map(|kind| self.wire_type(kind));
        json!({ "type": "list", "data": types.collect::<Vec<Value>>() })
    }

    pub(super) fn wire_states(&self) -> Value {
        let states = self.states.values().map(|state| {
            let mut wire = wire_state(state);
            let types = self
                .types
                .values()
                .filter(|kind| kind.states.contains(&state.id));
            let types = types.map(|kind| self.wire_type_alone(kind));
            if let Value::Object(members) = &mut wire {
                let types = json!({ "type": "list", "data": types.collect::<Vec<Value>>() });
                members.insert("archived".to_owned(), state.archived.into());
                members.insert("ticket_types".to_owned(), types);
            }
            wire
        });
        json!({ "type": "list", "data": states.collect::<Vec<Value>>() })
    }

    pub(super) fn wire_conversation(&self, conversation: &Conversation) -> Value {
        json!({
            "type": "conversation",
            "id": conversation.id.to_string(),
            "title": null,
            "created_at": conversation.created_at,
            "updated_at": conversation.updated_at,
            "waiting_since": conversation.created_at,
            "snoozed_until": null,
            "open": true,
            "state": "open",
            "read": true,
            "priority": "none",
            "admin_assignee_id": 0,
            "team_assignee_id": 0,
            "source": {
                "type": "conversation",
                "id": (conversation.id + 1000).to_string(),
                "delivered_as": "customer_initiated",
                "subject": "",
                "body": conversation.body,
                "author": self.wire_speaker(&Speaker::Contact(conversation.contact.clone())),
                "attachments": [],
                "url": null,
                "redacted": false,
            },
            "contacts": self.wire_contacts(std::slice::from_ref(&conversation.contact)),
            "teammates": null,
            "tags": { "type": "tag.list", "tags": [] },
            "custom_attributes": {},
            "linked_objects": self.wire_links(&[], &conversation.tickets),
            "ai_agent_participated": false,
        })
    }
}

fn wire_state(state: &State) -> Value {
    json!({
        "type": "ticket_state",
        "id": state.id.to_string(),
        "category": state.category,
        "internal_label": state.internal,
        "external_label": state.external,
    })
}
