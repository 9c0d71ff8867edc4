//! Intercom's rules beyond its description, seen through the client.

use std::time::Duration;

use intercom_tickets::types::{
    AttributeDataType, ContactReply, CreateTicketRequest, CreateTicketTypeAttributeRequest,
    JobStatus, LinkConversationRequest, SearchFilter, SearchOperator, SearchTicketsRequest,
    TicketContact, UpdateTicketRequest,
};
use intercom_tickets::{Client, Error, Region, Value, http::Method, json};
use oas_mock::{Change, Clock, Fault, FaultKind, MockTransport, VirtualClock};
use xtask_mock::Intercom;

use crate::{TOKEN, client, mock};

fn ticket(kind: &str) -> CreateTicketRequest {
    CreateTicketRequest::new(kind, [TicketContact::email("mara@example.com")])
}

fn code<T>(outcome: Result<T, Error>) -> (u16, String) {
    let error = outcome.err().expect("a refusal");
    (
        error.status().unwrap().as_u16(),
        error.code().unwrap_or_default().to_owned(),
    )
}

#[tokio::test]
async fn required_attributes_are_required() {
    let mock = mock();
    let client = client(&mock);
    let tickets = client.tickets();
    let refused = tickets.create_ticket(ticket("4103")).await;
    assert_eq!(code(refused), (400, "parameter_invalid".to_owned()));
    let whole = ticket("4103").ticket_attributes([("part_number", "GK-1")]);
    assert!(tickets.create_ticket(whole).await.is_ok());
    let extra = ticket("4101").ticket_attributes([("colour", "red")]);
    assert_eq!(code(tickets.create_ticket(extra).await).0, 400);
    let wrong = ticket("4101").ticket_attributes([("cups_a_day", "many")]);
    assert_eq!(code(tickets.create_ticket(wrong).await).0, 400);
    assert_eq!(mock.ledger().len(), 1);
}

#[tokio::test]
async fn a_list_takes_the_guid_of_an_item() {
    let mock = mock();
    let client = client(&mock);
    let request =
        CreateTicketTypeAttributeRequest::new("colour", "Of the case", AttributeDataType::List)
            .list_items("Red, Blue");
    let made = client
        .ticket_type_attributes()
        .create_ticket_type_attribute("4101", request);
    let made = made.await.unwrap();
    let items = made.input_options.unwrap().list_items.unwrap();
    let guid = items[1].id.clone();
    assert_eq!(items[1].name.as_deref(), Some("Blue"));
    let by_name = ticket("4101").ticket_attributes([("colour", "Blue")]);
    assert_eq!(code(client.tickets().create_ticket(by_name).await).0, 400);
    let by_guid = ticket("4101").ticket_attributes([("colour", guid)]);
    assert!(client.tickets().create_ticket(by_guid).await.is_ok());
}

#[tokio::test]
async fn a_job_finishes_later_and_its_ticket_is_in_the_ledger_once() {
    let clock = VirtualClock::new();
    let mock = xtask_mock::intercom().clock(clock.clone()).build().unwrap();
    let client = client(&mock);
    let call = client.tickets().enqueue_create_ticket(ticket("4101"));
    let job = call.header("X-Mock-Marker", "queued").await.unwrap();
    assert_eq!(job.status, Some(JobStatus::Pending));
    assert_eq!(job.resource_id, None);
    clock.advance(Duration::from_secs(5));
    let done = client.jobs().get_job(job.id.clone()).await.unwrap();
    assert_eq!(done.status, Some(JobStatus::Success));
    let made = done.resource_id.unwrap();
    assert!(client.tickets().get_ticket(made.clone()).await.is_ok());
    let changes: Vec<Change> = mock
        .marked("queued")
        .iter()
        .map(|commit| commit.change)
        .collect();
    assert_eq!(changes, [Change::Queued, Change::Created]);
    assert_eq!(mock.ledger().last().unwrap().id, made.to_string());
    let unknown = client.jobs().get_job("1").await;
    assert_eq!(code(unknown), (404, "job_not_found".to_owned()));
}

#[tokio::test]
async fn states_belong_to_types_and_assignees_exist() {
    let mock = mock();
    let client = client(&mock);
    let tickets = client.tickets();
    let state = UpdateTicketRequest::new().ticket_state_id("621");
    let refused = tickets.update_ticket("90210", state).await;
    assert_eq!(code(refused), (400, "ticket_state_id_invalid".to_owned()));
    let nobody = UpdateTicketRequest::new().assignee_id("1");
    let refused = tickets.update_ticket("90210", nobody).await;
    assert_eq!(code(refused), (404, "assignee_not_found".to_owned()));
    let away = UpdateTicketRequest::new()
        .assignee_id("0")
        .clear_company_id();
    let ticket = tickets.update_ticket("90210", away).await.unwrap();
    assert_eq!(ticket.admin_assignee_id.unwrap().to_string(), "0");
    assert_eq!(mock.ledger().len(), 1);
}

#[tokio::test]
async fn contacts_do_not_reply_to_the_back_office() {
    let mock = mock();
    let client = client(&mock);
    let filter = SearchFilter::new("category", SearchOperator::Equal, "task");
    let found = client
        .tickets()
        .search_tickets(SearchTicketsRequest::new(filter))
        .await
        .unwrap();
    let reply = ContactReply::new("Hello?", "68b1c0ffee5eed0012345678");
    let refused = client
        .tickets()
        .reply_ticket(found.tickets[0].id.clone(), reply.clone())
        .await;
    assert_eq!(code(refused), (400, "parameter_mismatch".to_owned()));
    assert!(client.tickets().reply_ticket("90210", reply).await.is_ok());
}

#[tokio::test]
async fn a_conversation_has_one_tracker() {
    let mock = mock();
    let client = client(&mock);
    let link = |id: &'static str| {
        let tickets = client.tickets();
        tickets.link_conversation_to_ticket(id, LinkConversationRequest::new("55093"))
    };
    assert_eq!(
        code(link("90210").await),
        (400, "invalid_ticket_type".to_owned())
    );
    assert_eq!(
        code(link("90211").await),
        (400, "already_linked_to_tracker".to_owned())
    );
    let unlinked = client
        .tickets()
        .unlink_conversation_from_ticket("90211", "55094")
        .await;
    assert_eq!(code(unlinked), (404, "conversation_not_found".to_owned()));
    client
        .tickets()
        .unlink_conversation_from_ticket("90211", "55093")
        .await
        .unwrap();
    assert!(link("90211").await.is_ok());
}

#[tokio::test]
async fn a_window_has_its_figures_and_ends_after_ten_seconds() {
    let clock = VirtualClock::new();
    let mock = xtask_mock::intercom()
        .clock(clock.clone())
        .rate_limit(12)
        .build()
        .unwrap();
    let client = client(&mock);
    let ask = || client.ticket_states().list_ticket_states();
    let first = ask().response().await.unwrap().rate_limit().unwrap();
    assert_eq!((first.limit, first.remaining), (Some(2), Some(1)));
    ask().await.unwrap();
    let error = ask().await.unwrap_err();
    assert_eq!(error.code(), Some("rate_limit_exceeded"));
    let limit = error.as_api().unwrap().rate_limit().unwrap();
    assert_eq!(limit.remaining, Some(0));
    clock.advance(Duration::from_secs(10));
    assert!(ask().await.is_ok());
}

#[tokio::test]
async fn a_bad_token_has_no_figures() {
    let mock = mock();
    for (token, expected) in [
        ("mock-revoked", "token_revoked"),
        ("mock-expired", "token_expired"),
        ("mock-wrong-region", "unauthorized"),
        ("not a token", "unauthorized"),
    ] {
        let client = Client::builder()
            .token(token)
            .transport(MockTransport::new(mock.clone()));
        let error = client
            .build()
            .unwrap()
            .tickets()
            .get_ticket("90210")
            .await
            .unwrap_err();
        assert_eq!(error.code(), Some(expected));
        let api = error.as_api().unwrap();
        assert_eq!((api.status().as_u16(), api.rate_limit()), (401, None));
        assert!(error.request_id().is_some());
    }
}

#[tokio::test]
async fn a_wrong_region_looks_like_a_bad_token() {
    let rules = Intercom::new().region(xtask_mock::Region::Eu);
    let mock = xtask_mock::intercom_with(rules).build().unwrap();
    let of = |region| {
        let client = Client::builder().region(region).token(TOKEN);
        client
            .transport(MockTransport::new(mock.clone()))
            .build()
            .unwrap()
    };
    assert!(of(Region::Eu).tickets().get_ticket("90210").await.is_ok());
    let refused = of(Region::Us).tickets().get_ticket("90210").await;
    assert_eq!(code(refused), (401, "unauthorized".to_owned()));
}

#[tokio::test]
async fn versions_are_known_and_older_ones_have_bare_states() {
    let mock = mock();
    let client = client(&mock);
    let read = async |version: &str| {
        let call = client
            .request(Method::GET, "/tickets/90210")
            .decode::<Value>();
        call.header("Intercom-Version", version).await
    };
    assert!(read("2.16").await.unwrap()["ticket_state"].is_object());
    let old = read("2.11").await.unwrap();
    assert!(old["ticket_state"].is_string() && old["ticket_state_internal_label"].is_string());
    assert_eq!(
        code(read("9.99").await),
        (400, "parameter_invalid".to_owned())
    );
}

/// All that is wrong is told at once, each thing with its place.
#[tokio::test]
async fn everything_wrong_is_told_at_once() {
    let mock = mock();
    let client = client(&mock);
    let body = json!({"ticket_type_id": 4101, "contacts": [], "created_at": "now"});
    let call = client
        .request(Method::POST, "/tickets")
        .json(body)
        .decode::<Value>();
    let error = call.await.unwrap_err();
    let body: Value = error.as_api().unwrap().body_as().unwrap();
    let mut fields: Vec<(&str, &str)> = body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["code"].as_str().unwrap(),
                one["field"].as_str().unwrap(),
            )
        })
        .collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            ("parameter_invalid", "contacts"),
            ("type_mismatch", "created_at"),
            ("type_mismatch", "ticket_type_id"),
        ]
    );
}

#[tokio::test]
async fn a_plan_may_not_cover_deletion() {
    let rules = Intercom::new().restricted_plan();
    let mock = xtask_mock::intercom_with(rules).build().unwrap();
    let refused = client(&mock).tickets().delete_ticket("90210").await;
    assert_eq!(code(refused), (403, "api_plan_restricted".to_owned()));
    assert!(mock.ledger().is_empty());
    assert!(mock.clock().now() > Duration::ZERO);
}

/// A client as it comes: it waits for the next window instead of failing, and
/// repeats what is safe to repeat. All of that takes virtual time only.
#[tokio::test]
async fn a_client_as_it_comes_lives_with_limits_and_faults() {
    let clock = VirtualClock::new();
    let start = clock.now();
    let faults = [Fault::new("listTicketStates", FaultKind::ResetAfterCommit).every(3)];
    let mock = xtask_mock::intercom()
        .clock(clock.clone())
        .rate_limit(12)
        .faults(faults)
        .build()
        .unwrap();
    let client = Client::builder()
        .token(TOKEN)
        .timeout(Duration::from_secs(300))
        .transport(MockTransport::new(mock.clone()))
        .build()
        .unwrap();
    for _ in 0..6 {
        client.ticket_states().list_ticket_states().await.unwrap();
    }
    // Some of the responses got lost, and a window takes two requests.
    assert!(mock.records().len() > 6);
    assert!(clock.now() >= start + Duration::from_secs(20));
}
