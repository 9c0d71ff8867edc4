//! What there is in a workspace.

mod parts;
mod people;
mod ticket;
mod types;

use std::collections::BTreeMap;

use oas_mock::{Origin, Value, json};

pub(super) use parts::{Attribute, ListItem, State, TicketType};
pub(super) use people::{Admin, Contact, Conversation, Tag};
pub(super) use ticket::{Part, PartKind, Speaker, Ticket};
pub(super) use types::{Category, DataType};

/// What there is in a workspace, by id.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    pub(super) code: String,
    pub(super) types: BTreeMap<u64, TicketType>,
    pub(super) attributes: BTreeMap<u64, Attribute>,
    pub(super) states: BTreeMap<u64, State>,
    pub(super) tickets: BTreeMap<u64, Ticket>,
    pub(super) contacts: BTreeMap<String, Contact>,
    pub(super) admins: BTreeMap<u64, Admin>,
    pub(super) teams: BTreeMap<u64, String>,
    pub(super) tags: BTreeMap<u64, Tag>,
    pub(super) conversations: BTreeMap<u64, Conversation>,
    pub(super) jobs: BTreeMap<u64, Job>,
    pub(super) next: Next,
}

/// The next free ids.
#[derive(Debug, Default)]
pub(super) struct Next {
    pub(super) ticket_type: u64,
    pub(super) attribute: u64,
    pub(super) ticket: u64,
    pub(super) number: u64,
    pub(super) part: u64,
    pub(super) contact: u64,
    pub(super) job: u64,
    pub(super) item: u64,
}

/// A ticket that is to be created.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) id: u64,
    pub(super) due: u64,
    pub(super) request: Value,
    pub(super) origin: Option<Origin>,
    pub(super) status: JobStatus,
}

/// How far a job has got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum JobStatus {
    Pending,
    Done(u64),
    Failed,
}

/// Takes the next number.
pub(super) fn take(next: &mut u64) -> u64 {
    let taken = *next;
    *next += 1;
    taken
}

impl Workspace {
    /// For the page: how much there is of what.
    pub(super) fn summary(&self) -> Value {
        let types = self.types.values().map(|kind| {
            let tickets = self
                .tickets
                .values()
                .filter(|ticket| ticket.kind == kind.id)
                .count();
            json!([
                kind.id.to_string(),
                kind.name,
                kind.category.as_str(),
                tickets
            ])
        });
        json!({
            "workspace": self.code,
            "ticket types": types.collect::<Vec<Value>>(),
            "tickets": self.tickets.len(),
            "states": self.states.values().map(|state| json!([state.id.to_string(), state.internal, state.category])).collect::<Vec<Value>>(),
            "admins": self.admins.values().map(|admin| json!([admin.id.to_string(), admin.name])).collect::<Vec<Value>>(),
            "teams": self.teams.iter().map(|(id, name)| json!([id.to_string(), name])).collect::<Vec<Value>>(),
            "tags": self.tags.values().map(|tag| json!([tag.id.to_string(), tag.name])).collect::<Vec<Value>>(),
            "contacts": self.contacts.values().map(|contact| json!([contact.id, contact.name])).collect::<Vec<Value>>(),
            "conversations": self.conversations.len(),
            "jobs": self.jobs.len(),
        })
    }
}
