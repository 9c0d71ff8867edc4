//! Tickets: made, read, changed, found, responded, tagged, linked.

use intercom_tickets::json;
use intercom_tickets::types::{
    AdminReply, AdminReplyMessageType, AttachTagRequest, AttachmentFile, ChangeTicketTypeRequest,
    ConvertConversationRequest, CreateTicketRequest, DetachTagRequest, LinkConversationRequest,
    QuickReplyOption, SearchFilter, SearchListItem, SearchOperator, SearchPagination, SearchQuery,
    SearchTicketsRequest, TicketAssignment, TicketContact, UpdateTicketRequest,
};

use super::{Case, responses};

pub fn cases() -> Vec<Case> {
    vec![
        create(),
        enqueue(),
        Case {
            id: "getTicket",
            method: "GET",
            target: "/tickets/90210",
            body: None,
            response: responses::ticket(),
            call: |client| Box::new(client.tickets().get_ticket("90210")),
        },
        update(),
        Case {
            id: "deleteTicket",
            method: "DELETE",
            target: "/tickets/90210",
            body: None,
            response: json!({"id": "90210", "object": "ticket", "deleted": true}),
            call: |client| Box::new(client.tickets().delete_ticket("90210")),
        },
        reply(),
        convert(),
        Case {
            id: "changeTicketType",
            method: "POST",
            target: "/tickets/90210/change_type",
            body: Some(json!({
                "ticket_type_id": "4102",
                "ticket_state_id": "621",
                "ticket_attributes": {"machine": "Lever 2", "litres": null},
            })),
            response: responses::ticket(),
            call: |client| {
                let request = ChangeTicketTypeRequest::new("4102", "621")
                    .ticket_attributes([("machine", json!("Lever 2")), ("litres", json!(null))]);
                Box::new(client.tickets().change_ticket_type("90210", request))
            },
        },
        search(),
        Case {
            id: "attachTagToTicket",
            method: "POST",
            target: "/tickets/90210/tags",
            body: Some(json!({"id": "815", "admin_id": "3301"})),
            response: responses::tag(),
            call: |client| {
                let request = AttachTagRequest::new("815", "3301");
                Box::new(client.tickets().attach_tag_to_ticket("90210", request))
            },
        },
        Case {
            id: "detachTagFromTicket",
            method: "DELETE",
            target: "/tickets/90210/tags/815",
            body: Some(json!({"admin_id": "3301"})),
            response: responses::tag(),
            call: |client| {
                let request = DetachTagRequest::new("3301");
                let tickets = client.tickets();
                Box::new(tickets.detach_tag_from_ticket("90210", "815", request))
            },
        },
        Case {
            id: "linkConversationToTicket",
            method: "POST",
            target: "/tickets/90210/linked_conversations",
            body: Some(json!({"conversation_id": "55093"})),
            response: responses::conversation(),
            call: |client| {
                let request = LinkConversationRequest::new("55093");
                let tickets = client.tickets();
                Box::new(tickets.link_conversation_to_ticket("90210", request))
            },
        },
        Case {
            id: "unlinkConversationFromTicket",
            method: "DELETE",
            target: "/tickets/90210/linked_conversations/55093",
            body: None,
            response: responses::conversation(),
            call: |client| {
                let tickets = client.tickets();
                Box::new(tickets.unlink_conversation_from_ticket("90210", "55093"))
            },
        },
    ]
}

fn create() -> Case {
    Case {
        id: "createTicket",
        method: "POST",
        target: "/tickets",
        body: Some(json!({
            "ticket_type_id": "4101",
            "contacts": [{"id": "68b1"}],
            "skip_notifications": true,
            "conversation_to_link_id": "55093",
            "company_id": "71f0",
            "created_at": 1_767_225_600,
            "ticket_attributes": {"_default_title_": "Steam wand drips", "litres": 2},
            "assignment": {"admin_assignee_id": "3301", "team_assignee_id": "44"},
        })),
        response: responses::ticket(),
        call: |client| {
            let assignment = TicketAssignment::new()
                .admin_assignee_id("3301")
                .team_assignee_id("44");
            let request = CreateTicketRequest::new("4101", [TicketContact::id("68b1")])
                .skip_notifications(true)
                .conversation_to_link_id("55093")
                .company_id("71f0")
                .created_at(1_767_225_600)
                .ticket_attributes([
                    ("_default_title_", json!("Steam wand drips")),
                    ("litres", json!(2)),
                ])
                .assignment(assignment);
            Box::new(client.tickets().create_ticket(request))
        },
    }
}

fn enqueue() -> Case {
    Case {
        id: "enqueueCreateTicket",
        method: "POST",
        target: "/tickets/enqueue",
        body: Some(json!({
            "ticket_type_id": "4101",
            "contacts": [{"external_id": "mara-1"}, {"email": "mara@roastery.example"}],
        })),
        response: responses::job(),
        call: |client| {
            let contacts = [
                TicketContact::external_id("mara-1"),
                TicketContact::email("mara@roastery.example"),
            ];
            let request = CreateTicketRequest::new(4101, contacts);
            Box::new(client.tickets().enqueue_create_ticket(request))
        },
    }
}

fn convert() -> Case {
    Case {
        id: "convertConversationToTicket",
        method: "POST",
        target: "/conversations/55093/convert",
        body: Some(json!({
            "ticket_type_id": "4101",
            "ticket_state_id": "611",
            "attributes": {"litres": 2},
        })),
        response: responses::ticket(),
        call: |client| {
            let request = ConvertConversationRequest::new("4101")
                .ticket_state_id("611")
                .attributes([("litres", 2)]);
            Box::new(
                client
                    .tickets()
                    .convert_conversation_to_ticket("55093", request),
            )
        },
    }
}

/// The admin is a number here, and a string everywhere else.
fn update() -> Case {
    Case {
        id: "updateTicket",
        method: "PUT",
        target: "/tickets/90210",
        body: Some(json!({
            "skip_notifications": false,
            "ticket_attributes": {"litres": 3},
            "ticket_state_id": "614",
            "company_id": "71f0",
            "open": false,
            "is_shared": true,
            "snoozed_until": 1_767_312_000,
            "admin_id": 3301,
            "assignee_id": "3302",
        })),
        response: responses::ticket(),
        call: |client| {
            let request = UpdateTicketRequest::new()
                .skip_notifications(false)
                .ticket_attributes([("litres", 3)])
                .ticket_state_id("614")
                .company_id("71f0")
                .open(false)
                .is_shared(true)
                .snoozed_until(1_767_312_000)
                .admin_id("3301")
                .assignee_id("3302");
            Box::new(client.tickets().update_ticket("90210", request))
        },
    }
}

fn reply() -> Case {
    Case {
        id: "replyTicket",
        method: "POST",
        target: "/tickets/90210/reply",
        body: Some(json!({
            "type": "admin",
            "message_type": "quick_reply",
            "admin_id": "3301",
            "body": "Does it still drip?",
            "skip_notifications": true,
            "created_at": 1_767_225_700,
            "attachment_urls": ["https://files.example/3.png"],
            "reply_options": [{"text": "Yes", "uuid": "0f6a3b0e-3c55-4a3f-9d0a-5d1f1c0b7e21"}],
            "attachment_files": [{"name": "a.txt", "content_type": "text/plain", "data": "aGk="}],
            "cross_post": false,
        })),
        response: responses::ticket_part(),
        call: |client| {
            let reply = AdminReply::new(AdminReplyMessageType::QuickReply, "3301")
                .body("Does it still drip?")
                .skip_notifications(true)
                .created_at(1_767_225_700)
                .attachment_urls(["https://files.example/3.png"])
                .reply_options([QuickReplyOption::new(
                    "Yes",
                    "0f6a3b0e-3c55-4a3f-9d0a-5d1f1c0b7e21",
                )])
                .attachment_files([AttachmentFile::new("a.txt", "text/plain", "aGk=")])
                .cross_post(false);
            Box::new(client.tickets().reply_ticket("90210", reply))
        },
    }
}

fn search() -> Case {
    Case {
        id: "searchTickets",
        method: "POST",
        target: "/tickets/search",
        body: Some(json!({
            "query": {"operator": "AND", "value": [
                {"field": "open", "operator": "=", "value": true},
                {"operator": "OR", "value": [
                    {"field": "created_at", "operator": ">", "value": 1_767_225_600},
                    {"field": "title", "operator": "~", "value": "drip"},
                    {"field": "admin_assignee_id", "operator": "IN", "value": [3301, "3302"]},
                ]},
            ]},
            "pagination": {"per_page": 2, "starting_after": "WzE3XQ=="},
        })),
        response: json!({
            "type": "ticket.list",
            "tickets": [responses::ticket(), {"id": "90211"}],
            "total_count": 2,
            "pages": {
                "type": "pages",
                "page": 1,
                "per_page": 2,
                "total_pages": 2,
                "next": {"page": 2, "per_page": 2, "starting_after": "WzE4XQ=="},
            },
        }),
        call: |client| {
            let assignees: Vec<SearchListItem> = vec![3301.into(), "3302".into()];
            let any = SearchQuery::any([
                SearchFilter::new("created_at", SearchOperator::Greater, 1_767_225_600),
                SearchFilter::new("title", SearchOperator::Contains, "drip"),
                SearchFilter::new("admin_assignee_id", SearchOperator::In, assignees),
            ]);
            let open = SearchFilter::new("open", SearchOperator::Equal, true);
            let page = SearchPagination::new()
                .per_page(2)
                .starting_after("WzE3XQ==");
            let request =
                SearchTicketsRequest::new(SearchQuery::all([open.into(), any])).pagination(page);
            Box::new(client.tickets().search_tickets(request).into_call())
        },
    }
}
