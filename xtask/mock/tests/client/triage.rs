//! The example of a service, against a server that goes wrong.

use intercom_tickets::types::{AdminId, TagId, TeamId, TicketId};
use intercom_tickets::{Client, UnixTime};
use oas_mock::{Fault, FaultKind, Mock, MockTransport};

use crate::TOKEN;

#[path = "../../../../generated/examples/triage/service.rs"]
mod service;

use service::{Desk, report, triage};

fn desk() -> Desk {
    Desk {
        admin: AdminId::new("3301"),
        team: TeamId::new("72"),
        warranty: TagId::new("815"),
    }
}

/// A server with faults, and a client that repeats what it may.
fn with(faults: impl IntoIterator<Item = Fault>) -> (Mock, Client) {
    let mock = xtask_mock::intercom().faults(faults).build().unwrap();
    let client = Client::builder()
        .token(TOKEN)
        .transport(MockTransport::new(mock.clone()))
        .build()
        .unwrap();
    (mock, client)
}

/// The id of a ticket that is created, and which tickets the desk has taken, with whether
/// they got the tag.
pub async fn work(client: &Client) -> (TicketId, Vec<(TicketId, bool)>) {
    let ticket = report(client, "Leak", "mara@roastery.example", "Puddle", "desk-1").await;
    (ticket.unwrap().id, taken(client).await)
}

async fn taken(client: &Client) -> Vec<(TicketId, bool)> {
    let taken = triage(client, &desk(), UnixTime::from_secs(0)).await;
    let taken = taken.unwrap().into_iter();
    taken.map(|(id, tagged)| (id, tagged.unwrap())).collect()
}

#[tokio::test]
async fn it_works_where_all_goes_well() {
    let (_, client) = with([]);
    let (ticket, outcome) = work(&client).await;
    let tagged = outcome.iter().filter(|(_, tagged)| *tagged).count();
    assert!(outcome.len() > 1 && tagged > 0, "{outcome:?}");
    let ticket = client.tickets().get_ticket(ticket).await.unwrap();
    assert_eq!(ticket.assigned_team().unwrap(), "72");
    // Whoever looks again finds nothing left to do.
    assert_eq!(taken(&client).await, []);
}

#[tokio::test]
async fn it_creates_one_ticket_and_takes_each_where_much_goes_wrong() {
    let (mock, client) = with([
        Fault::new("createTicket", FaultKind::ResetAfterCommit).times(1),
        Fault::new("searchTickets", FaultKind::Status(503)).times(1),
        Fault::new("updateTicket", FaultKind::ResetBeforeCommit).times(1),
    ]);
    let (_, outcome) = work(&client).await;
    let (_, all) = work(&with([]).1).await;
    assert_eq!(outcome, all);
    let ledger = mock.ledger();
    let created = ledger
        .iter()
        .filter(|commit| commit.operation == "createTicket");
    assert_eq!(created.count(), 1);
}
