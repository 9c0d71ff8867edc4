//! All 21 operations, one after the other, as a person would use them.

use intercom_tickets::types::{
    AdminReply, AdminReplyMessageType, AttachTagRequest, AttributeDataType,
    ChangeTicketTypeRequest, ConvertConversationRequest, CreateTicketRequest,
    CreateTicketTypeAttributeRequest, CreateTicketTypeRequest, DetachTagRequest, JobStatus,
    LinkConversationRequest, SearchFilter, SearchOperator, SearchPagination, SearchTicketsRequest,
    TicketContact, TicketType, TicketTypeId, UpdateTicketRequest, UpdateTicketTypeAttributeRequest,
    UpdateTicketTypeRequest,
};
use intercom_tickets::{Client, Value, http::Method, json};
use oas_mock::{Change, Mock, RealClock, Server};

use crate::{client, client_of, mock};

/// Every operation; gives the names of those that were called.
pub async fn all(client: &Client) -> Vec<&'static str> {
    let mut called = types(client).await;
    called.extend(tickets(client).await);
    called.extend(around(client).await);
    called
}

async fn types(client: &Client) -> Vec<&'static str> {
    let types = client.ticket_types();
    let made = CreateTicketTypeRequest::new("Descaling").description("Every other month.");
    let made = types.create_ticket_type(made).await.unwrap();
    let renamed = UpdateTicketTypeRequest::new().name("Descaling and cleaning");
    let renamed = types
        .update_ticket_type(made.id.clone(), renamed)
        .await
        .unwrap();
    assert_eq!(renamed.name.as_deref(), Some("Descaling and cleaning"));
    let attributes = client.ticket_type_attributes();
    let attribute =
        CreateTicketTypeAttributeRequest::new("hardness", "Of the water", AttributeDataType::List)
            .list_items("Soft,Hard");
    let attribute = attributes
        .create_ticket_type_attribute(made.id.clone(), attribute)
        .await
        .unwrap();
    let more = UpdateTicketTypeAttributeRequest::new().list_items("Soft,Hard,Very hard");
    let more = attributes
        .update_ticket_type_attribute(made.id.clone(), attribute.id, more)
        .await
        .unwrap();
    let items = more.input_options.unwrap().list_items.unwrap();
    assert_eq!(items.len(), 3);
    let read = types.get_ticket_type(made.id.clone()).await.unwrap();
    assert_eq!(read.ticket_type_attributes.unwrap().data.unwrap().len(), 3);
    let listed = types.list_ticket_types().await.unwrap().data.unwrap();
    assert_eq!(listed.len(), 5);
    let states = client.ticket_states().list_ticket_states().await.unwrap();
    assert_eq!(states.data.unwrap().len(), 5);
    vec![
        "createTicketType",
        "updateTicketType",
        "createTicketTypeAttribute",
        "updateTicketTypeAttribute",
        "getTicketType",
        "listTicketTypes",
        "listTicketStates",
    ]
}

async fn tickets(client: &Client) -> Vec<&'static str> {
    let tickets = client.tickets();
    let request = CreateTicketRequest::new("4101", [TicketContact::email("mara@example.com")])
        .ticket_attributes([
            ("_default_title_", json!("Drips")),
            ("cups_a_day", json!(90)),
        ]);
    let made = tickets.create_ticket(request).await.unwrap();
    assert_eq!(
        made.admin_assignee_id
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        Some("0")
    );
    let change = UpdateTicketRequest::new()
        .ticket_state_id("613")
        .assignee_id("3302")
        .admin_id("3301");
    let changed = tickets
        .update_ticket(made.id.clone(), change)
        .await
        .unwrap();
    assert_eq!(changed.previous_ticket_state_id.unwrap().to_string(), "611");
    let reply = AdminReply::new(AdminReplyMessageType::Comment, "3301").body("On the bench.");
    let part = tickets.reply_ticket(made.id.clone(), reply).await.unwrap();
    assert_eq!(part.body.as_deref(), Some("<p>On the bench.</p>"));
    let kind = ChangeTicketTypeRequest::new("4102", "621");
    let turned = tickets
        .change_ticket_type(made.id.clone(), kind)
        .await
        .unwrap();
    assert_eq!(turned.ticket_type.unwrap().id, TicketTypeId::from("4102"));
    let read = tickets.get_ticket(made.id.clone()).await.unwrap();
    assert_eq!(read.ticket_parts.unwrap().total_count, Some(4));
    let filter = SearchFilter::new("id", SearchOperator::Equal, made.id.to_string());
    let found = tickets
        .search_tickets(SearchTicketsRequest::new(filter))
        .await
        .unwrap();
    assert_eq!(found.tickets.len(), 1);
    let gone = tickets.delete_ticket(made.id.clone()).await.unwrap();
    assert_eq!(gone.deleted, Some(true));
    let error = tickets.get_ticket(made.id).await.unwrap_err();
    assert_eq!(error.code(), Some("ticket_not_found"));
    vec![
        "createTicket",
        "updateTicket",
        "replyTicket",
        "changeTicketType",
        "getTicket",
        "searchTickets",
        "deleteTicket",
    ]
}

async fn around(client: &Client) -> Vec<&'static str> {
    let tickets = client.tickets();
    let request = CreateTicketRequest::new("4101", [TicketContact::external_id("customer-77")]);
    let job = tickets.enqueue_create_ticket(request).await.unwrap();
    assert_eq!(job.status, Some(JobStatus::Pending));
    let again = client.jobs().get_job(job.id).await.unwrap();
    assert!(matches!(
        again.status,
        Some(JobStatus::Pending | JobStatus::Success)
    ));
    let tag = AttachTagRequest::new("816", "3301");
    let tag = tickets.attach_tag_to_ticket("90210", tag).await.unwrap();
    assert_eq!(tag.name.as_deref(), Some("vip"));
    let gone = DetachTagRequest::new("3301");
    tickets
        .detach_tag_from_ticket("90210", "816", gone)
        .await
        .unwrap();
    let link = LinkConversationRequest::new("55094");
    let linked = tickets
        .link_conversation_to_ticket("90211", link)
        .await
        .unwrap();
    assert_eq!(linked.linked_objects.unwrap().total_count, Some(1));
    let unlinked = tickets
        .unlink_conversation_from_ticket("90211", "55094")
        .await
        .unwrap();
    assert_eq!(unlinked.linked_objects.unwrap().total_count, Some(0));
    let convert = ConvertConversationRequest::new("4101")
        .ticket_state_id("612")
        .attributes([("_default_title_", "Drips")]);
    let converted = tickets
        .convert_conversation_to_ticket("55094", convert)
        .await
        .unwrap();
    assert_eq!(converted.title(), Some("Drips"));
    assert_eq!(converted.ticket_state.unwrap().id.unwrap(), "612");
    assert_eq!(converted.linked_objects.unwrap().total_count, Some(1));
    vec![
        "convertConversationToTicket",
        "enqueueCreateTicket",
        "jobsStatus",
        "attachTagToTicket",
        "detachTagFromTicket",
        "linkConversationToTicket",
        "unlinkConversationFromTicket",
    ]
}

fn check(mock: &Mock, mut called: Vec<&'static str>) {
    let known = mock.operations();
    let known: Vec<&str> = known.iter().map(|one| one.id.as_str()).collect();
    called.sort_unstable();
    called.dedup();
    // Those that have rules of their own.
    assert_eq!(called.len(), 21);
    assert!(called.iter().all(|id| known.contains(id)), "{known:?}");
    for record in mock.records() {
        assert_eq!(record.response_problems, [], "{}", record.target);
    }
}

#[tokio::test]
async fn all_operations_in_process() {
    let mock = mock();
    let called = all(&client(&mock)).await;
    check(&mock, called);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_operations_over_http() {
    let mock = xtask_mock::intercom().clock(RealClock).build().unwrap();
    let server = Server::start(mock.clone(), ([127, 0, 0, 1], 0).into())
        .await
        .unwrap();
    let called = all(&client_of(&server.url())).await;
    check(&mock, called);
    server.stop().await;
}

#[tokio::test]
async fn what_intercom_lets_be_null_may_be_null() {
    let mock = mock();
    let client = client(&mock);
    let query = SearchFilter::new("title", SearchOperator::Equal, "Steam wand drips");
    let first = SearchTicketsRequest::new(query.clone()).clear_pagination();
    let first = client.tickets().search_tickets(first).await.unwrap();
    let page = SearchPagination::new().per_page(20).clear_starting_after();
    let same = SearchTicketsRequest::new(query).pagination(page);
    let same = client.tickets().search_tickets(same).await.unwrap();
    assert_eq!(first.tickets.len(), same.tickets.len());

    let nothing = || Value::Null;
    let update = client.request(Method::PUT, "/ticket_types/4101");
    let kind: TicketType = update.json(nothing()).decode().await.unwrap();
    assert_eq!(kind.name.as_deref(), Some("Leak"));
    let create = client.request(Method::POST, "/ticket_types");
    let error = create.json(nothing()).decode::<TicketType>().await;
    let error = error.unwrap_err();
    assert_eq!(error.as_api().unwrap().status(), 400);
    assert!(
        mock.ledger()
            .iter()
            .all(|entry| entry.change != Change::Created)
    );
}

#[test]
fn the_ids_are_those_of_the_workspace() {
    let state = mock().state_json();
    for (kind, members) in xtask_mock::ids::ALL {
        let known = state["rules"][kind].as_array().unwrap();
        let known: Vec<(&str, &str)> = known
            .iter()
            .map(|one| (one[0].as_str().unwrap(), one[1].as_str().unwrap()))
            .collect();
        assert_eq!(&known, members, "{kind}");
    }
}
