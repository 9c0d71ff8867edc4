//! What one would write by hand: serde's derives, with the fields that the
//! client's types have.

#![allow(
    clippy::struct_field_names,
    reason = "the fields are called as the API calls its members"
)]
#![allow(dead_code, reason = "the fields are there to be read into")]

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub struct Page {
    pub r#type: Option<String>,
    pub tickets: Vec<Ticket>,
    pub total_count: Option<i64>,
    pub pages: Option<Pages>,
}

#[derive(Deserialize)]
pub struct Pages {
    pub r#type: Option<String>,
    pub page: Option<i64>,
    pub per_page: Option<i64>,
    pub total_pages: Option<i64>,
    pub next: Option<Next>,
}

#[derive(Deserialize)]
pub struct Next {
    pub per_page: Option<i64>,
    pub page: Option<i64>,
    pub starting_after: Option<String>,
}

#[derive(Deserialize)]
pub struct Ticket {
    pub r#type: Option<String>,
    pub id: String,
    pub ticket_id: Option<String>,
    pub category: Option<String>,
    pub ticket_attributes: Option<BTreeMap<String, Value>>,
    pub ticket_state: Option<State>,
    pub ticket_state_internal_label: Option<String>,
    pub ticket_state_external_label: Option<String>,
    pub ticket_type: Option<Type>,
    pub contacts: Option<Contacts>,
    pub admin_assignee_id: Option<i64>,
    pub team_assignee_id: Option<i64>,
    pub created_at: Option<i64>,
    pub updated_at: Option<i64>,
    pub open: Option<bool>,
    pub snoozed_until: Option<i64>,
    pub linked_objects: Option<Linked>,
    pub ticket_parts: Option<Parts>,
    pub is_shared: Option<bool>,
    pub previous_ticket_state_id: Option<String>,
}

#[derive(Deserialize)]
pub struct State {
    pub r#type: Option<String>,
    pub id: Option<String>,
    pub category: Option<String>,
    pub internal_label: Option<String>,
    pub external_label: Option<String>,
    pub archived: Option<bool>,
}

#[derive(Deserialize)]
pub struct Type {
    pub r#type: Option<String>,
    pub id: String,
    pub category: Option<String>,
    pub name: Option<String>,
    pub description: Option<String>,
    pub icon: Option<String>,
    pub workspace_id: Option<String>,
    pub is_internal: Option<bool>,
    pub archived: Option<bool>,
    pub ticket_type_attributes: Option<Attributes>,
    pub created_at: Option<i64>,
    pub updated_at: Option<i64>,
}

#[derive(Deserialize)]
pub struct Attributes {
    pub r#type: Option<String>,
    pub data: Option<Vec<Attribute>>,
}

#[derive(Deserialize)]
pub struct Attribute {
    pub r#type: Option<String>,
    pub id: String,
    pub workspace_id: Option<String>,
    pub name: Option<String>,
    pub description: Option<String>,
    pub data_type: Option<String>,
    pub input_options: Option<BTreeMap<String, Value>>,
    pub order: Option<i64>,
    pub required_to_create: Option<bool>,
    pub required_to_create_for_contacts: Option<bool>,
    pub visible_on_create: Option<bool>,
    pub visible_to_contacts: Option<bool>,
    pub default: Option<bool>,
    pub ticket_type_id: Option<i64>,
    pub archived: Option<bool>,
    pub created_at: Option<i64>,
    pub updated_at: Option<i64>,
}

#[derive(Deserialize)]
pub struct Contacts {
    pub r#type: Option<String>,
    pub contacts: Option<Vec<Contact>>,
}

#[derive(Deserialize)]
pub struct Contact {
    pub r#type: Option<String>,
    pub id: Option<String>,
    pub external_id: Option<String>,
}

#[derive(Deserialize)]
pub struct Linked {
    pub r#type: Option<String>,
    pub total_count: Option<i64>,
    pub has_more: Option<bool>,
    pub data: Option<Vec<Object>>,
}

#[derive(Deserialize)]
pub struct Object {
    pub r#type: Option<String>,
    pub id: Option<String>,
    pub category: Option<String>,
}

#[derive(Deserialize)]
pub struct Parts {
    pub r#type: Option<String>,
    pub ticket_parts: Option<Vec<Part>>,
    pub total_count: Option<i64>,
}

#[derive(Deserialize)]
pub struct Part {
    pub r#type: Option<String>,
    pub id: Option<String>,
    pub part_type: Option<String>,
    pub body: Option<String>,
    pub previous_ticket_state: Option<String>,
    pub ticket_state: Option<String>,
    pub created_at: Option<i64>,
    pub updated_at: Option<i64>,
    pub assigned_to: Option<Reference>,
    pub author: Option<Author>,
    pub attachments: Option<Vec<Attachment>>,
    pub external_id: Option<String>,
    pub redacted: Option<bool>,
}

#[derive(Deserialize)]
pub struct Reference {
    pub r#type: Option<String>,
    pub id: Option<String>,
}

#[derive(Deserialize)]
pub struct Author {
    pub r#type: Option<String>,
    pub id: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
}

#[derive(Deserialize)]
pub struct Attachment {
    pub r#type: Option<String>,
    pub name: Option<String>,
    pub url: Option<String>,
    pub content_type: Option<String>,
    pub filesize: Option<i64>,
    pub width: Option<i64>,
    pub height: Option<i64>,
}
