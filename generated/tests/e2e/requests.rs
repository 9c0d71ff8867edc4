//! What goes over the wire for each operation.

use std::collections::BTreeSet;

use crate::cases::{self, Case};
use crate::run;
use crate::server::{Reaction, Request, Server, body_of};

/// The operations of the API, for the count to be held against.
const OPERATIONS: [&str; 21] = [
    "attachTagToTicket",
    "changeTicketType",
    "convertConversationToTicket",
    "createTicket",
    "createTicketType",
    "createTicketTypeAttribute",
    "deleteTicket",
    "detachTagFromTicket",
    "enqueueCreateTicket",
    "getTicket",
    "getTicketType",
    "jobsStatus",
    "linkConversationToTicket",
    "listTicketStates",
    "listTicketTypes",
    "replyTicket",
    "searchTickets",
    "unlinkConversationFromTicket",
    "updateTicket",
    "updateTicketType",
    "updateTicketTypeAttribute",
];

#[test]
fn no_operation_is_missing() {
    let tested: Vec<&str> = cases::all().iter().map(|case| case.id).collect();
    let mut sorted = tested.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, OPERATIONS);
}

#[test]
fn every_operation_goes_out_as_described_and_its_response_is_read_whole() {
    let server = Server::start([]);
    let client = server.client();
    for case in cases::all() {
        let response = Reaction::json(200, &case.response);
        server.then([response.clone(), response]);

        let read = run((case.call)(&client).awaited()).unwrap();
        assert_eq!(read, case.response, "{}", case.id);
        check(&case, &server.request());

        let read = (case.call)(&client).blocking().unwrap();
        assert_eq!(read, case.response, "{}", case.id);
        check(&case, &server.request());
    }
}

fn check(case: &Case, request: &Request) {
    let id = case.id;
    assert_eq!(request.method, case.method, "{id}");
    assert_eq!(request.target, case.target, "{id}");
    let sent = (!request.body.is_empty()).then(|| body_of(request));
    assert_eq!(sent, case.body, "{id}");

    let agent = concat!("intercom-tickets/", env!("CARGO_PKG_VERSION"), " ");
    assert!(request.header("user-agent").unwrap().starts_with(agent));
    let bearer = format!("Bearer {}", crate::TOKEN);
    assert_eq!(request.header("authorization"), Some(bearer.as_str()));
    assert_eq!(request.header("intercom-version"), Some("2.16"));
    assert_eq!(request.header("accept"), Some("application/json"));
    let media_type = case.body.is_some().then_some("application/json");
    assert_eq!(request.header("content-type"), media_type, "{id}");

    let names = request.headers.iter().map(|(name, _)| name.as_str());
    let allowed = [
        "accept",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "intercom-version",
        "user-agent",
    ];
    let mut allowed = BTreeSet::from(allowed);
    // With this feature alone, compressed responses are asked for.
    if cfg!(feature = "gzip") {
        assert_eq!(request.header("accept-encoding"), Some("gzip"), "{id}");
        allowed.insert("accept-encoding");
    }
    let others = &names.collect::<BTreeSet<_>>() - &allowed;
    assert!(others.is_empty(), "{id} also sends {others:?}");
}

/// The three states of a field for which null means something.
#[test]
fn what_is_left_set_or_cleared_is_absent_there_or_null() {
    use intercom_tickets::types::UpdateTicketRequest;
    use intercom_tickets::{Patch, json};
    let new = UpdateTicketRequest::new;
    let updates = [
        (new(), json!({})),
        (
            new().company_id("71f0").snoozed_until(60),
            json!({"company_id": "71f0", "snoozed_until": 60}),
        ),
        (
            new().clear_company_id().clear_snoozed_until(),
            json!({"company_id": null, "snoozed_until": null}),
        ),
        (new().unassign(), json!({"assignee_id": "0"})),
    ];
    let server = Server::start([]);
    let client = server.client();
    for (update, sent) in updates {
        server.then([Reaction::json(200, &json!({"id": "1"}))]);
        let call = client.tickets().update_ticket("1", update);
        call.send_blocking().unwrap();
        assert_eq!(body_of(&server.request()), sent);
    }
    let mut update = new().company_id("71f0");
    update.company_id = Patch::Absent;
    assert_eq!(update, new());
}

#[test]
fn each_region_is_a_host_of_its_own() {
    use intercom_tickets::{Client, Region};
    let base = |region| {
        let client = Client::builder().region(region).token("t").build();
        client.unwrap().runtime().base_url().to_owned()
    };
    assert_eq!(base(Region::Us), "https://api.intercom.io");
    assert_eq!(base(Region::Eu), "https://api.eu.intercom.io");
    assert_eq!(base(Region::Au), "https://api.au.intercom.io");
    let unsaid = Client::builder().token("t").build().unwrap();
    assert_eq!(unsaid.runtime().base_url(), base(Region::Us));
}

#[test]
fn without_a_token_there_is_no_client() {
    let builder = intercom_tickets::Client::builder();
    for builder in [builder, intercom_tickets::Client::builder().token("")] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), intercom_tickets::error::ErrorKind::Config);
        assert!(!error.is_retryable());
    }
}

#[test]
fn what_has_no_method_goes_out_the_same_way() {
    use intercom_tickets::{Value, http::Method, json};
    let server = Server::start([Reaction::json(
        200,
        &json!({"email": "ines@roastery.example"}),
    )]);
    let client = server.client();
    let call = client
        .request(Method::POST, "/admins/away?notify=true")
        .json(json!({"away": true}))
        .decode::<Value>();
    assert_eq!(
        call.send_blocking().unwrap()["email"],
        "ines@roastery.example"
    );
    let request = server.request();
    assert_eq!(request.method, "POST");
    assert_eq!(request.target, "/admins/away?notify=true");
    assert_eq!(body_of(&request), json!({"away": true}));
    assert_eq!(request.header("intercom-version"), Some("2.16"));
    let bearer = format!("Bearer {}", crate::TOKEN);
    assert_eq!(request.header("authorization"), Some(bearer.as_str()));
}
