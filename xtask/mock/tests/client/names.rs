//! Attributes by their names, jobs that are waited for, and tickets that are created
//! once.

use std::time::Duration;

use intercom_tickets::call::WaitError;
use intercom_tickets::ticket_types::{AttributeError, AttributeValues, TicketTypeCatalog};
use intercom_tickets::types::{
    AttributeDataType, CreateTicketRequest, CreateTicketTypeAttributeRequest, JobStatus,
    SearchOperator, TicketContact, UpdateTicketTypeAttributeRequest,
};
use intercom_tickets::{Client, DEFAULT_TITLE, Mark, json};
use oas_mock::{Change, Fault, FaultKind, Mock, MockTransport};
use xtask_mock::Intercom;

use crate::{TOKEN, client, mock};

fn contact() -> [TicketContact; 1] {
    [TicketContact::email("mara@example.com")]
}

#[tokio::test]
async fn attributes_go_by_name_and_label() {
    let client = client(&mock());
    let types = TicketTypeCatalog::load(&client).await.unwrap();
    let leak = types.get("leak").unwrap();
    assert_eq!(types.get("4101").unwrap(), leak);
    let values = leak
        .attributes()
        .set(DEFAULT_TITLE, "Drips")
        .and_then(|values| values.set("Severity", "Flood"))
        .and_then(|values| values.set("cups_a_day", 90))
        .and_then(|values| values.set("under_warranty", true))
        .and_then(AttributeValues::complete)
        .unwrap();
    let request = CreateTicketRequest::new(&leak.id, contact()).ticket_attributes(values);
    let ticket = client.tickets().create_ticket(request).await.unwrap();
    assert_ne!(ticket.attribute("severity").unwrap(), "Flood");
    assert_eq!(leak.shown(&ticket, "severity").as_deref(), Some("Flood"));
    assert_eq!(leak.shown(&ticket, "cups_a_day").as_deref(), Some("90"));
    let floods = leak
        .filter("severity", SearchOperator::Equal, "Flood")
        .unwrap();
    let found = client.tickets().search(floods).await.unwrap();
    assert!(found.tickets.iter().any(|found| found.id == ticket.id));
}

#[tokio::test]
async fn what_the_workspace_lacks_is_told_with_what_it_has() {
    let client = client(&mock());
    let types = TicketTypeCatalog::load(&client).await.unwrap();
    let told = types.get("Leek").unwrap_err().to_string();
    assert!(
        told.contains("there is no ticket type \"Leek\"") && told.contains("\"Leak\""),
        "{told}"
    );
    let leak = types.get("Leak").unwrap();
    let told = leak
        .attributes()
        .set("colour", "red")
        .unwrap_err()
        .to_string();
    assert!(told.contains("\"severity\", "), "{told}");
    let told = leak
        .attributes()
        .set("severity", "Ocean")
        .unwrap_err()
        .to_string();
    assert!(
        told.contains("item \"Ocean\" in the list severity"),
        "{told}"
    );
    assert!(told.contains("\"Drip\", \"Puddle\", \"Flood\""), "{told}");
    let wrong = leak.attributes().set("cups_a_day", "many").unwrap_err();
    assert!(matches!(wrong, AttributeError::WrongType { .. }), "{wrong}");
    assert!(leak.attributes().set("cups_a_day", json!(null)).is_ok());
}

#[tokio::test]
async fn what_is_required_archived_or_double_is_told() {
    let client = client(&mock());
    let kind = CreateTicketTypeAttributeRequest::new("Bean", "Which?", AttributeDataType::List)
        .list_items("Robusta,Arabica")
        .required_to_create(true);
    let attributes = client.ticket_type_attributes();
    let made = attributes
        .create_ticket_type_attribute("4101", kind)
        .await
        .unwrap();
    let types = TicketTypeCatalog::load(&client).await.unwrap();
    let missing = types
        .get("Leak")
        .unwrap()
        .attributes()
        .complete()
        .unwrap_err();
    assert_eq!(missing, AttributeError::Missing(vec!["Bean".to_owned()]));
    let archive = UpdateTicketTypeAttributeRequest::new().archived(true);
    attributes
        .update_ticket_type_attribute("4101", made.id, archive)
        .await
        .unwrap();
    let leak = intercom_tickets::types::CreateTicketTypeRequest::new("Leak");
    client
        .ticket_types()
        .create_ticket_type(leak)
        .await
        .unwrap();
    let types = TicketTypeCatalog::load(&client).await.unwrap();
    let several = types.get("Leak").unwrap_err();
    assert!(matches!(&several, AttributeError::Ambiguous { ids, .. } if ids.len() == 2));
    let leak = types.get("4101").unwrap();
    assert!(leak.attributes().complete().is_ok());
    let archived = leak.attributes().set("Bean", "Robusta").unwrap_err();
    assert!(
        matches!(archived, AttributeError::Archived { .. }),
        "{archived}"
    );
}

fn waiting(delay: u64, faults: impl IntoIterator<Item = Fault>) -> (Mock, Client) {
    let rules = Intercom::new().job_delay(Duration::from_secs(delay));
    let mock = xtask_mock::with_rules(Mock::builder(xtask_mock::document()), rules);
    let mock = mock.faults(faults).build().unwrap();
    let client = Client::builder()
        .token(TOKEN)
        .transport(MockTransport::new(mock.clone()))
        .build()
        .unwrap();
    (mock, client)
}

#[tokio::test]
async fn a_queued_ticket_is_waited_for() {
    let (_, client) = waiting(
        20,
        [Fault::new("jobsStatus", FaultKind::Status(503)).on([2])],
    );
    let request = CreateTicketRequest::new("4101", contact());
    let ticket = client.tickets().enqueue_create_ticket(request).wait();
    let ticket = ticket.await.unwrap();
    assert_eq!(ticket.ticket_type.unwrap().id, "4101");
}

#[tokio::test]
async fn a_job_can_be_waited_for_later() {
    let (_, client) = waiting(600, []);
    let request = || CreateTicketRequest::new("4101", contact());
    let call = client.tickets().enqueue_create_ticket(request()).wait();
    let error = call.timeout(Duration::from_secs(30)).await.unwrap_err();
    assert!(matches!(error, WaitError::TimedOut(_)), "{error}");
    let job = error.job().unwrap();
    assert_eq!(job.status, Some(JobStatus::Pending));
    let later = client.jobs().get_job(&job.id).wait();
    assert!(later.timeout(Duration::from_secs(1200)).await.is_ok());
}

#[tokio::test]
async fn a_lost_response_makes_no_second_ticket() {
    for mark in [Mark::in_title("desk-1"), in_attribute().await] {
        let (mock, client) = waiting(
            1,
            [
                Fault::new("createTicket", FaultKind::ResetAfterCommit).times(1),
                Fault::new("searchTickets", FaultKind::Status(503)).times(1),
            ],
        );
        let request = CreateTicketRequest::new("4101", contact());
        assert_eq!(client.find_marked(&mark).await.unwrap(), None);
        let ticket = client.create_ticket_once(request, &mark).await.unwrap();
        let found = client.find_marked(&mark).await.unwrap();
        assert_eq!(found.map(|found| found.id), Some(ticket.id));
        let created = mock.ledger();
        let created = created
            .iter()
            .filter(|commit| commit.change == Change::Created);
        assert_eq!(created.count(), 1);
    }
}

async fn in_attribute() -> Mark {
    let types = TicketTypeCatalog::load(&client(&mock())).await.unwrap();
    let machine = types
        .get("Leak")
        .unwrap()
        .attribute("machine")
        .unwrap()
        .clone();
    Mark::in_attribute(&machine, "desk-1")
}

#[tokio::test]
async fn a_longer_mark_is_another() {
    let (_, client) = waiting(1, []);
    let request = || CreateTicketRequest::new("4101", contact());
    client
        .create_ticket_once(request(), &Mark::in_title("desk-10"))
        .await
        .unwrap();
    assert_eq!(
        client.find_marked(&Mark::in_title("desk-1")).await.unwrap(),
        None
    );
    assert!(
        client
            .find_marked(&Mark::in_title("desk-10"))
            .await
            .unwrap()
            .is_some()
    );
}
