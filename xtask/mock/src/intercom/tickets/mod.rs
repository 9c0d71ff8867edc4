//! Tickets: created, read, changed, deleted, turned into another type.

mod create;
mod lookup;

use std::collections::BTreeMap;

use oas_mock::{Change, Value, json};

use super::attributes::Set;
use super::fail::Fail;
use super::values::{flag, id, number, text, time};
use super::workspace::{Part, PartKind, Speaker, Ticket, TicketType, Workspace, take};
use super::{Done, Intercom};

impl Intercom {
    pub(super) fn create_ticket(&mut self, body: &Value, now: u64) -> Done {
        let id = self.workspace.new_ticket(body, now)?;
        self.did(Change::Created, "ticket", id.to_string());
        self.get_ticket(&id.to_string())
    }

    pub(super) fn get_ticket(&self, id: &str) -> Done {
        let ticket = self.workspace.ticket(id)?;
        Ok(self.workspace.wire_ticket(ticket))
    }

    pub(super) fn delete_ticket(&mut self, id: &str) -> Done {
        if self.restricted {
            return Err(Fail::new(
                403,
                "api_plan_restricted",
                "The plan does not cover this",
            ));
        }
        let ticket = self.workspace.ticket(id)?.clone();
        self.workspace.tickets.remove(&ticket.id);
        for conversation in self.workspace.conversations.values_mut() {
            conversation.tickets.retain(|other| *other != ticket.id);
        }
        for other in self.workspace.tickets.values_mut() {
            other.tickets.retain(|linked| *linked != ticket.id);
        }
        self.did(Change::Deleted, "ticket", id);
        Ok(json!({ "id": id, "object": "ticket", "deleted": true }))
    }

    pub(super) fn update_ticket(&mut self, id_: &str, body: &Value, now: u64) -> Done {
        let mut ticket = self.workspace.ticket(id_)?.clone();
        let kind = self.workspace.kind(ticket.kind)?.clone();
        // Until 2.13 these two stood in `assignment`.
        let assignment = body.get("assignment").unwrap_or(body);
        let speaker = self.workspace.speaker(assignment)?;
        let sets = self.workspace.attributes_of(&kind, body)?;
        let mut log = Log {
            speaker,
            now,
            parts: Vec::new(),
        };
        self.workspace.set_attributes(&mut ticket, sets, &mut log);
        if let Some(state) = self.workspace.wanted_state(&kind, body)? {
            self.workspace.set_state(&mut ticket, state, &mut log);
        }
        match body.get("company_id") {
            Some(Value::Null) => ticket.company = None,
            Some(_) => ticket.company = id(body, "company_id"),
            None => {}
        }
        if let Some(open) = flag(body, "open") {
            ticket.open = open;
            if !open {
                ticket.snoozed_until = None;
            }
        }
        if let Some(shared) = flag(body, "is_shared") {
            ticket.is_shared = shared;
        }
        if body.get("snoozed_until").is_some() {
            ticket.snoozed_until = time(body, "snoozed_until")?;
            log.add(PartKind::Snoozed);
        }
        if let Some(assignee) = id(assignment, "assignee_id") {
            self.workspace.assign(&mut ticket, &assignee, &mut log)?;
        }
        self.workspace.keep(ticket, log);
        self.did(Change::Updated, "ticket", id_);
        self.get_ticket(id_)
    }

    pub(super) fn change_type(&mut self, id_: &str, body: &Value, now: u64) -> Done {
        let mut ticket = self.workspace.ticket(id_)?.clone();
        let before = self.workspace.kind(ticket.kind)?.clone();
        let wanted = id(body, "ticket_type_id").unwrap_or_default();
        let kind = self.workspace.kind_by_id(&wanted)?.clone();
        if kind.id == before.id {
            return Err(Fail::invalid(
                "ticket_type_id",
                "The ticket is of this type already",
            ));
        }
        if kind.category != before.category {
            let message = "A ticket can't change its category";
            return Err(Fail::new(400, "invalid_ticket_type", message).at("ticket_type_id"));
        }
        let state = id(body, "ticket_state_id").and_then(|id| number(&id));
        let Some(state) = state.filter(|state| kind.states.contains(state)) else {
            return Err(Fail::invalid(
                "ticket_state_id",
                "The new type has no such state",
            ));
        };
        let sets = self.workspace.attributes_of(&kind, body)?;
        let mut log = Log {
            speaker: Speaker::Bot,
            now,
            parts: Vec::new(),
        };
        let old = std::mem::take(&mut ticket.attributes);
        ticket.attributes = self.workspace.carried_over(&before, &kind, &old);
        ticket.kind = kind.id;
        self.workspace.set_attributes(&mut ticket, sets, &mut log);
        self.workspace.requires(&kind, &ticket.attributes)?;
        self.workspace.set_state(&mut ticket, state, &mut log);
        self.workspace.keep(ticket, log);
        self.did(Change::Updated, "ticket", id_);
        self.get_ticket(id_)
    }
}

/// Entries of a ticket's history that are to be added.
pub(super) struct Log {
    pub(super) speaker: Speaker,
    pub(super) now: u64,
    pub(super) parts: Vec<PartKind>,
}

impl Log {
    pub(super) fn add(&mut self, kind: PartKind) {
        self.parts.push(kind);
    }
}

impl Workspace {
    /// In whose name a change is made.
    fn speaker(&self, body: &Value) -> Result<Speaker, Fail> {
        let Some(id) = id(body, "admin_id") else {
            return Ok(Speaker::Bot);
        };
        let found = number(&id).filter(|id| self.admins.contains_key(id));
        let found = found.map(Speaker::Admin);
        found.ok_or_else(|| Fail::unknown("assignee_not_found", "admin", &id).at("admin_id"))
    }

    /// The state that a body asks for, by id, or as versions up to 2.13 do.
    pub(super) fn wanted_state(
        &self,
        kind: &TicketType,
        body: &Value,
    ) -> Result<Option<u64>, Fail> {
        if let Some(category) = text(body, "state") {
            let mut states = kind.states.iter().filter_map(|id| self.states.get(id));
            let found = states.find(|state| state.category == category);
            let found = found.map(|state| Some(state.id));
            return found.ok_or_else(|| Fail::invalid("state", "The type has no such state"));
        }
        let Some(wanted) = id(body, "ticket_state_id") else {
            return Ok(None);
        };
        let found = number(&wanted).filter(|id| kind.states.contains(id));
        found.map(Some).ok_or_else(|| {
            let message = format!("State {wanted} does not belong to type {}", kind.id);
            Fail::new(400, "ticket_state_id_invalid", message).at("ticket_state_id")
        })
    }

    fn set_attributes(&self, ticket: &mut Ticket, sets: Vec<Set>, log: &mut Log) {
        for Set {
            attribute,
            name,
            value,
        } in sets
        {
            if self.attributes.contains_key(&attribute)
                && ticket.attributes.get(&name) != Some(&value)
            {
                log.add(PartKind::Attribute(attribute, name.clone(), value.clone()));
            }
            ticket.attributes.insert(name, value);
        }
    }

    fn set_state(&self, ticket: &mut Ticket, state: u64, log: &mut Log) {
        let category = |id: u64| {
            self.states
                .get(&id)
                .map_or("submitted", |state| state.category)
        };
        if ticket.state != state {
            log.add(PartKind::State(category(ticket.state), category(state)));
            ticket.previous_state = Some(ticket.state);
            ticket.state = state;
        }
    }

    /// Hands a ticket to an admin or a team; `0` takes it from both.
    fn assign(&self, ticket: &mut Ticket, assignee: &str, log: &mut Log) -> Result<(), Fail> {
        let id = number(assignee);
        let to = match id {
            Some(0) => {
                (ticket.admin, ticket.team) = (0, 0);
                None
            }
            Some(id) if self.admins.contains_key(&id) => {
                ticket.admin = id;
                Some(("admin", id))
            }
            Some(id) if self.teams.contains_key(&id) => {
                ticket.team = id;
                Some(("team", id))
            }
            _ => {
                let fail = Fail::unknown("assignee_not_found", "admin or team", assignee);
                return Err(fail.at("assignee_id"));
            }
        };
        log.add(PartKind::Assignment(to));
        Ok(())
    }

    /// Values move to attributes of the same name and data type.
    fn carried_over(
        &self,
        before: &TicketType,
        after: &TicketType,
        values: &BTreeMap<String, Value>,
    ) -> BTreeMap<String, Value> {
        let kind_of = |kind: &TicketType, name: &str| {
            let mut attributes = kind
                .attributes
                .iter()
                .filter_map(|id| self.attributes.get(id));
            attributes
                .find(|attribute| attribute.name == name)
                .map(|attribute| attribute.data_type)
        };
        let moving = values.iter().filter(|(name, _)| {
            let old = kind_of(before, name);
            old.is_some() && old == kind_of(after, name)
        });
        moving
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// Puts a changed ticket back, with what happened to it.
    pub(super) fn keep(&mut self, mut ticket: Ticket, log: Log) {
        for kind in log.parts {
            ticket.parts.push(Part {
                id: take(&mut self.next.part),
                speaker: log.speaker.clone(),
                created_at: log.now,
                kind,
            });
        }
        ticket.updated_at = log.now;
        self.tickets.insert(ticket.id, ticket);
    }
}
