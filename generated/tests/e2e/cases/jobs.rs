//! Ticket states and jobs.

use intercom_tickets::json;

use super::{Case, responses};

pub fn cases() -> Vec<Case> {
    vec![
        Case {
            id: "listTicketStates",
            method: "GET",
            target: "/ticket_states",
            body: None,
            response: json!({"type": "list", "data": [responses::ticket_state()]}),
            call: |client| Box::new(client.ticket_states().list_ticket_states()),
        },
        Case {
            id: "jobsStatus",
            method: "GET",
            target: "/jobs/status/5120",
            body: None,
            response: responses::job(),
            call: |client| Box::new(client.jobs().get_job("5120")),
        },
    ]
}
