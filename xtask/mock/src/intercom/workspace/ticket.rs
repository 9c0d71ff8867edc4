//! Tickets and what happens in them.

use std::collections::BTreeMap;

use oas_mock::Value;

/// A ticket.
#[derive(Clone, Debug)]
pub(crate) struct Ticket {
    pub(crate) id: u64,
    /// The number that people see.
    pub(crate) number: u64,
    pub(crate) kind: u64,
    pub(crate) state: u64,
    pub(crate) previous_state: Option<u64>,
    /// By name.
    pub(crate) attributes: BTreeMap<String, Value>,
    pub(crate) contacts: Vec<String>,
    pub(crate) company: Option<String>,
    /// 0: nobody.
    pub(crate) admin: u64,
    /// 0: none.
    pub(crate) team: u64,
    pub(crate) created_at: u64,
    pub(crate) updated_at: u64,
    pub(crate) open: bool,
    pub(crate) snoozed_until: Option<u64>,
    pub(crate) is_shared: bool,
    pub(crate) parts: Vec<Part>,
    pub(crate) conversations: Vec<u64>,
    /// Other tickets.
    pub(crate) tickets: Vec<u64>,
    pub(crate) tags: Vec<u64>,
}

/// Who says or does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Speaker {
    Admin(u64),
    Contact(String),
    Bot,
}

/// An entry in a ticket's history.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) id: u64,
    pub(crate) speaker: Speaker,
    pub(crate) created_at: u64,
    pub(crate) kind: PartKind,
}

/// What an entry is about.
#[derive(Clone, Debug)]
pub(crate) enum PartKind {
    /// `comment`, `note` or `quick_reply`, with text and names of files.
    Message(&'static str, Option<String>, Vec<Value>),
    /// From this category of states to that one.
    State(&'static str, &'static str),
    /// Whom the ticket is handed to: `admin` or `team`, and the id.
    Assignment(Option<(&'static str, u64)>),
    /// Until when it sleeps; `None`: it was woken.
    Snoozed,
    /// An attribute's id, name and new value.
    Attribute(u64, String, Value),
}
