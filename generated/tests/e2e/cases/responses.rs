//! Responds with all members that Intercom is known to send, written as the
//! types write them again: no nulls, and ids the way their fields declare.

use intercom_tickets::{Value, json};

/// A ticket with everything.
pub fn ticket() -> Value {
    json!({
        "type": "ticket",
        "id": "90210",
        "ticket_id": "17",
        "category": "Customer",
        "ticket_attributes": {
            "_default_title_": "Steam wand drips",
            "_default_description_": "A puddle every morning.",
            "litres": 2,
            "pressure": 9.5,
            "urgent": true,
            "severity": ["7d0c4a52"],
            "photo": [{"type": "upload", "name": "puddle.png", "url": "https://files.example/1"}],
        },
        "ticket_state": {
            "type": "ticket_state",
            "id": "613",
            "category": "submitted",
            "internal_label": "New",
            "external_label": "Received",
        },
        "ticket_state_internal_label": "New",
        "ticket_state_external_label": "Received",
        "ticket_type": ticket_type(),
        "contacts": contacts(),
        "admin_assignee_id": 3301,
        "team_assignee_id": 44,
        "created_at": 1_767_225_600,
        "updated_at": 1_767_229_200,
        "open": true,
        "snoozed_until": 1_767_312_000,
        "linked_objects": linked_objects(),
        "ticket_parts": {
            "type": "ticket_part.list",
            "ticket_parts": [ticket_part(), attribute_change()],
            "total_count": 2,
        },
        "is_shared": true,
        "previous_ticket_state_id": "612",
    })
}

/// A ticket type with everything.
pub fn ticket_type() -> Value {
    json!({
        "type": "ticket_type",
        "id": "4101",
        "category": "Customer",
        "name": "Leak",
        "description": "Water where it should not be.",
        "icon": "💧",
        "workspace_id": "ws7roast",
        "is_internal": false,
        "archived": false,
        "ticket_type_attributes": {"type": "list", "data": [attribute()]},
        "ticket_states": {"type": "list", "data": [{
            "type": "ticket_state",
            "id": "613",
            "category": "submitted",
            "internal_label": "New",
            "external_label": "Received",
        }]},
        "created_at": 1_767_000_000,
        "updated_at": 1_767_000_060,
    })
}

/// An attribute of a ticket type with everything.
pub fn attribute() -> Value {
    json!({
        "type": "ticket_type_attribute",
        "id": "8801",
        "workspace_id": "ws7roast",
        "name": "severity",
        "description": "How much water is on the floor?",
        "data_type": "list",
        "input_options": {
            "multiline": false,
            "list_options": [{"id": "7d0c4a52", "name": "Drip"}],
        },
        "order": 2,
        "required_to_create": true,
        "required_to_create_for_contacts": false,
        "visible_on_create": true,
        "visible_to_contacts": true,
        "default": false,
        "ticket_type_id": 4101,
        "archived": false,
        "created_at": 1_767_000_000,
        "updated_at": 1_767_000_060,
    })
}

/// A ticket state as the list of all of them shows it.
pub fn ticket_state() -> Value {
    json!({
        "type": "ticket_state",
        "id": "613",
        "category": "waiting_on_customer",
        "internal_label": "Asked back",
        "external_label": "We need a word",
        "archived": false,
        "ticket_types": {"type": "list", "data": [{"type": "ticket_type", "id": "4101"}]},
    })
}

/// A comment in a ticket's history.
pub fn ticket_part() -> Value {
    json!({
        "type": "ticket_part",
        "id": "5001",
        "part_type": "comment",
        "body": "<p>A gasket is on its way.</p>",
        "translations": {
            "original": "<p>A gasket is on its way.</p>",
            "de": "<p>Eine Dichtung ist unterwegs.</p>",
        },
        "previous_ticket_state": "submitted",
        "ticket_state": "in_progress",
        "created_at": 1_767_225_700,
        "updated_at": 1_767_225_701,
        "assigned_to": {"type": "admin", "id": "3301"},
        "author": {
            "type": "admin",
            "id": "3301",
            "name": "Ines",
            "email": "ines@roastery.example",
        },
        "attachments": [{
            "type": "upload",
            "name": "gasket.png",
            "url": "https://files.example/2",
            "content_type": "image/png",
            "filesize": 2048,
            "width": 64,
            "height": 48,
        }],
        "external_id": "legacy-9",
        "redacted": false,
        "app_package_code": "roastery-bridge",
    })
}

fn attribute_change() -> Value {
    json!({
        "type": "ticket_part",
        "id": "5002",
        "part_type": "ticket_attribute_updated_by_admin",
        "updated_attribute_data": {
            "attribute": {"type": "attribute", "id": "8801", "label": "severity"},
            "value": {"type": "value", "id": "7d0c4a52", "label": "Drip"},
        },
    })
}

/// A conversation, with members that no type declares.
pub fn conversation() -> Value {
    json!({
        "type": "conversation",
        "id": "55093",
        "title": "Wet floor",
        "created_at": 1_767_225_600,
        "updated_at": 1_767_229_200,
        "waiting_since": 1_767_229_100,
        "snoozed_until": 1_767_312_000,
        "open": true,
        "state": "open",
        "read": false,
        "priority": "high",
        "admin_assignee_id": 3301,
        "team_assignee_id": 44,
        "source": {
            "type": "email",
            "id": "61",
            "delivered_as": "customer_initiated",
            "subject": "Help",
            "body": "<p>It drips.</p>",
            "author": {"type": "user", "id": "68b1", "name": "Mara"},
            "attachments": [],
            "url": "https://roastery.example/help",
            "redacted": false,
        },
        "contacts": contacts(),
        "teammates": {"type": "admin.list", "teammates": [{"type": "admin", "id": "3301"}]},
        "tags": {"type": "tag.list", "tags": [tag()]},
        "custom_attributes": {"machine": "Lever 2", "shots": 14},
        "linked_objects": linked_objects(),
        "statistics": {"count_reopens": 1},
    })
}

/// A tag as it is put on.
pub fn tag() -> Value {
    json!({
        "type": "tag",
        "id": "815",
        "name": "plumbing",
        "applied_at": 1_767_225_800,
        "applied_by": {"type": "admin", "id": "3301"},
    })
}

/// A job that is done.
pub fn job() -> Value {
    json!({
        "type": "job",
        "id": "5120",
        "url": "https://api.intercom.example/jobs/status/5120",
        "status": "success",
        "resource_type": "ticket",
        "resource_id": "90210",
        "resource_url": "https://api.intercom.example/tickets/90210",
    })
}

fn contacts() -> Value {
    json!({
        "type": "contact.list",
        "contacts": [{"type": "contact", "id": "68b1", "external_id": "mara-1"}],
    })
}

fn linked_objects() -> Value {
    json!({
        "type": "list",
        "total_count": 1,
        "has_more": false,
        "data": [{"type": "ticket", "id": "90300", "category": "Tracker"}],
    })
}
