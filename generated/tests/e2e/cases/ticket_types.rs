//! Ticket types and their attributes.

use intercom_tickets::json;
use intercom_tickets::types::{
    AttributeDataType, CreateTicketTypeAttributeRequest, CreateTicketTypeRequest, TicketCategory,
    UpdateTicketTypeAttributeRequest, UpdateTicketTypeRequest,
};

use super::{Case, responses};

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            id: "listTicketTypes",
            method: "GET",
            target: "/ticket_types",
            body: None,
            response: json!({"type": "list", "data": [responses::ticket_type()]}),
            call: |client| Box::new(client.ticket_types().list_ticket_types()),
        },
        Case {
            id: "createTicketType",
            method: "POST",
            target: "/ticket_types",
            body: Some(json!({
                "name": "Leak",
                "description": "Water where it should not be.",
                "category": "Back-office",
                "icon": "💧",
                "is_internal": true,
            })),
            response: responses::ticket_type(),
            call: |client| {
                let request = CreateTicketTypeRequest::new("Leak")
                    .description("Water where it should not be.")
                    .category(TicketCategory::BackOffice)
                    .icon("💧")
                    .is_internal(true);
                Box::new(client.ticket_types().create_ticket_type(request))
            },
        },
        Case {
            id: "getTicketType",
            method: "GET",
            target: "/ticket_types/4101",
            body: None,
            response: responses::ticket_type(),
            call: |client| Box::new(client.ticket_types().get_ticket_type("4101")),
        },
        Case {
            id: "updateTicketType",
            method: "PUT",
            target: "/ticket_types/4101",
            body: Some(json!({"name": "Flood", "archived": false})),
            response: responses::ticket_type(),
            call: |client| {
                let request = UpdateTicketTypeRequest::new().name("Flood").archived(false);
                Box::new(client.ticket_types().update_ticket_type("4101", request))
            },
        },
        create_attribute(),
        Case {
            id: "updateTicketTypeAttribute",
            method: "PUT",
            target: "/ticket_types/4101/attributes/8801",
            body: Some(json!({"list_items": "Drip,Deluge", "archived": true})),
            response: responses::attribute(),
            call: |client| {
                let request = UpdateTicketTypeAttributeRequest::new()
                    .list_items("Drip,Deluge")
                    .archived(true);
                let attributes = client.ticket_type_attributes();
                Box::new(attributes.update_ticket_type_attribute("4101", "8801", request))
            },
        },
    ]
}

fn create_attribute() -> Case {
    Case {
        id: "createTicketTypeAttribute",
        method: "POST",
        target: "/ticket_types/4101/attributes",
        body: Some(json!({
            "name": "severity",
            "description": "How much water is on the floor?",
            "data_type": "list",
            "required_to_create": true,
            "required_to_create_for_contacts": false,
            "visible_on_create": true,
            "visible_to_contacts": false,
            "multiline": false,
            "list_items": "Drip,Puddle,Flood",
            "allow_multiple_values": false,
        })),
        response: responses::attribute(),
        call: |client| {
            let request = CreateTicketTypeAttributeRequest::new(
                "severity",
                "How much water is on the floor?",
                AttributeDataType::List,
            )
            .required_to_create(true)
            .required_to_create_for_contacts(false)
            .visible_on_create(true)
            .visible_to_contacts(false)
            .multiline(false)
            .list_items("Drip,Puddle,Flood")
            .allow_multiple_values(false);
            let attributes = client.ticket_type_attributes();
            Box::new(attributes.create_ticket_type_attribute("4101", request))
        },
    }
}
