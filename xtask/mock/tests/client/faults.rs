//! What goes wrong on purpose, and what the ledger says of it.

use std::time::Duration;

use intercom_tickets::error::{ErrorKind, Outcome};
use intercom_tickets::types::{
    CreateTicketRequest, SearchFilter, SearchOperator, SearchTicketsRequest, TicketContact,
};
use intercom_tickets::{Client, Error};
use oas_mock::{Change, Clock, Fault, FaultKind, Mock, MockTransport, VirtualClock};

use crate::{TOKEN, client, mock};

/// Creates a ticket; the marker says by which request.
async fn create(client: &Client, marker: &str) -> Result<String, Error> {
    let request = CreateTicketRequest::new("4101", [TicketContact::email("mara@example.com")]);
    let call = client
        .tickets()
        .create_ticket(request)
        .header("X-Mock-Marker", marker);
    call.await.map(|ticket| ticket.id.to_string())
}

fn with(kind: FaultKind) -> (Mock, Client) {
    let mock = xtask_mock::intercom()
        .faults([Fault::new("createTicket", kind)])
        .build()
        .unwrap();
    let client = client(&mock);
    (mock, client)
}

/// What a fault does to one creation: how it fails, what the client can know of
/// it, and how many tickets were truly created.
async fn one(kind: FaultKind) -> (Option<ErrorKind>, Option<Outcome>, usize) {
    let (mock, client) = with(kind);
    let error = create(&client, "a").await.err();
    let outcome = error.as_ref().map(Error::outcome);
    (
        error.map(|error| error.kind()),
        outcome,
        mock.marked("a").len(),
    )
}

#[tokio::test]
async fn the_ledger_knows_what_was_done() {
    let no = Some(Outcome::No);
    let yes = Some(Outcome::Yes);
    let unknown = Some(Outcome::Unknown);
    let cases = [
        (FaultKind::Refuse, Some(ErrorKind::Connection), no, 0),
        (
            FaultKind::ResetBeforeCommit,
            Some(ErrorKind::OutcomeUnknown),
            unknown,
            0,
        ),
        (
            FaultKind::ResetAfterCommit,
            Some(ErrorKind::OutcomeUnknown),
            unknown,
            1,
        ),
        (FaultKind::Hang, Some(ErrorKind::OutcomeUnknown), unknown, 1),
        (FaultKind::HalfBody, Some(ErrorKind::Connection), yes, 1),
        (FaultKind::Garbage, Some(ErrorKind::Decode), yes, 1),
        (
            FaultKind::Html(502),
            Some(ErrorKind::OutcomeUnknown),
            unknown,
            0,
        ),
        (
            FaultKind::Status(503),
            Some(ErrorKind::OutcomeUnknown),
            unknown,
            0,
        ),
        (
            FaultKind::Redirect("https://elsewhere.invalid/".to_owned()),
            Some(ErrorKind::Api),
            no,
            0,
        ),
        (
            FaultKind::RateLimited {
                headers: true,
                retry_after: None,
            },
            Some(ErrorKind::Api),
            no,
            0,
        ),
        (FaultKind::Delay(Duration::from_secs(5)), None, None, 1),
        (
            FaultKind::Drip {
                bytes: 7,
                pause: Duration::from_millis(1),
            },
            None,
            None,
            1,
        ),
        (FaultKind::UnknownField(None), None, None, 1),
        (FaultKind::UnknownEnum(None), None, None, 1),
        (FaultKind::Null(None), None, None, 1),
        (FaultKind::ClockSkew(-3600), None, None, 1),
    ];
    for (kind, error, outcome, commits) in cases {
        assert_eq!(
            one(kind.clone()).await,
            (error, outcome, commits),
            "{kind:?}"
        );
    }
}

#[tokio::test]
async fn a_body_without_end_is_given_up() {
    let (mock, client) = with(FaultKind::Endless);
    let error = create(&client, "a").await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Yes);
    assert_eq!(mock.marked("a").len(), 1);
}

#[tokio::test]
async fn types_that_drift_are_read_where_they_may() {
    let (_, client) = with(FaultKind::TypeDrift(Some("/id".to_owned())));
    assert_eq!(create(&client, "a").await.unwrap(), "90301");
}

#[tokio::test]
async fn faults_strike_when_they_are_told_to() {
    let faults = Fault::read(
        "faults.toml",
        r#"
[[fault]]
operation = "POST /tickets"
kind = "reset-after-commit"
on = [1, 3]

[[fault]]
operation = "tag:Tickets"
kind = "status"
status = 503
from = 4
"#,
    );
    let mock = xtask_mock::intercom()
        .faults(faults.unwrap())
        .build()
        .unwrap();
    let client = client(&mock);
    let mut outcomes = Vec::new();
    for marker in ["one", "two", "three", "four"] {
        outcomes.push((
            create(&client, marker).await.is_ok(),
            mock.marked(marker).len(),
        ));
    }
    assert_eq!(outcomes, [(false, 1), (true, 1), (false, 1), (false, 0)]);
    let commits = mock.ledger();
    assert_eq!(commits.len(), 3);
    let last = commits.last().unwrap();
    assert_eq!(
        (last.change, last.kind.as_str(), last.id.as_str()),
        (Change::Created, "ticket", "90303")
    );
    assert_eq!(last.marker.as_deref(), Some("three"));
    assert_eq!(last.operation, "createTicket");
    mock.clear_faults();
    assert!(create(&client, "five").await.is_ok());
}

#[tokio::test]
async fn chance_depends_on_the_seed_alone() {
    let outcomes = async |seed| {
        let fault = Fault::new("createTicket", FaultKind::Status(500)).chance(0.5);
        let mock = xtask_mock::intercom()
            .seed(seed)
            .faults([fault])
            .build()
            .unwrap();
        let client = client(&mock);
        let mut outcomes = Vec::new();
        for _ in 0..20 {
            outcomes.push(create(&client, "").await.is_ok());
        }
        outcomes
    };
    let first = outcomes(1).await;
    assert_eq!(first, outcomes(1).await);
    assert_ne!(first, outcomes(2).await);
    assert!(first.contains(&true) && first.contains(&false));
}

/// An hour of waiting takes no time, and a timeout strikes at its time.
#[tokio::test]
async fn waits_are_virtual() {
    let clock = VirtualClock::new();
    let start = clock.now();
    let fault = Fault::new("*", FaultKind::Delay(Duration::from_secs(3600)));
    let mock = xtask_mock::intercom()
        .clock(clock.clone())
        .faults([fault])
        .build()
        .unwrap();
    let patient = Client::builder()
        .token(TOKEN)
        .no_timeout()
        .idle_timeout(Duration::from_secs(86_400))
        .no_retries()
        .transport(MockTransport::new(mock.clone()))
        .build()
        .unwrap();
    create(&patient, "patient").await.unwrap();
    assert_eq!(clock.now(), start + Duration::from_secs(3600));
    let limit = Duration::from_secs(20);
    let request = CreateTicketRequest::new("4101", [TicketContact::email("mara@example.com")]);
    let error = client(&mock)
        .tickets()
        .create_ticket(request)
        .timeout(limit)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
    assert_eq!(clock.now(), start + Duration::from_secs(3600) + limit);
    // Without any executor, too.
    let request = CreateTicketRequest::new("4101", [TicketContact::email("mara@example.com")]);
    patient
        .tickets()
        .create_ticket(request)
        .send_blocking()
        .unwrap();
    assert_eq!(clock.now(), start + Duration::from_secs(7200) + limit);
}

#[tokio::test]
async fn one_unknown_word_fails_no_page() {
    let mock = mock();
    mock.add_fault(Fault::new("searchTickets", FaultKind::UnknownEnum(None)));
    mock.add_fault(Fault::new("searchTickets", FaultKind::UnknownField(None)));
    let open = SearchFilter::new("open", SearchOperator::Equal, true);
    let page = client(&mock)
        .tickets()
        .search_tickets(SearchTicketsRequest::new(open))
        .await;
    assert_eq!(page.unwrap().tickets.len(), 20);
    let body = &mock.records()[0].response_body;
    let body = String::from_utf8_lossy(body);
    assert!(body.contains("a_word_from_the_future") && body.contains("field_from_the_future"));
}
