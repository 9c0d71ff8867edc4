//! The same faults over real TCP.

use std::time::Duration;

use intercom_tickets::error::{ErrorKind, Outcome};
use intercom_tickets::types::{CreateTicketRequest, TicketContact};
use oas_mock::{Fault, FaultKind, Mock, RealClock, Server};

use crate::client_of;

async fn serve(faults: impl IntoIterator<Item = Fault>) -> (Mock, Server) {
    let mock = xtask_mock::intercom()
        .clock(RealClock)
        .faults(faults)
        .build()
        .unwrap();
    let server = Server::start(mock.clone(), ([127, 0, 0, 1], 0).into())
        .await
        .unwrap();
    (mock, server)
}

async fn one(kind: FaultKind) -> (Option<ErrorKind>, Option<Outcome>, usize) {
    let (mock, server) = serve([Fault::new("createTicket", kind)]).await;
    let request = CreateTicketRequest::new("4101", [TicketContact::email("mara@example.com")]);
    let call = client_of(&server.url()).tickets().create_ticket(request);
    let error = call
        .header("X-Mock-Marker", "a")
        .timeout(Duration::from_secs(2))
        .await
        .err();
    let outcome = error.as_ref().map(intercom_tickets::Error::outcome);
    (
        error.map(|error| error.kind()),
        outcome,
        mock.marked("a").len(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_strike_over_tcp_as_in_process() {
    let no = Some(Outcome::No);
    let yes = Some(Outcome::Yes);
    let unknown = Some(Outcome::Unknown);
    let cases = [
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
            FaultKind::Redirect("https://elsewhere.invalid/".to_owned()),
            Some(ErrorKind::Api),
            no,
            0,
        ),
        (FaultKind::Delay(Duration::from_millis(20)), None, None, 1),
        (
            FaultKind::Drip {
                bytes: 512,
                pause: Duration::from_millis(1),
            },
            None,
            None,
            1,
        ),
        (FaultKind::WrongContentType, None, None, 1),
    ];
    for (kind, error, outcome, commits) in cases {
        assert_eq!(
            one(kind.clone()).await,
            (error, outcome, commits),
            "{kind:?}"
        );
    }
}

/// The body goes on until the client has had enough: of bytes or of time.
#[tokio::test(flavor = "multi_thread")]
async fn a_body_without_end_goes_over_tcp_too() {
    let (_, outcome, commits) = one(FaultKind::Endless).await;
    assert_eq!((outcome, commits), (Some(Outcome::Yes), 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_in_use_is_told() {
    let (mock, server) = serve([]).await;
    let error = Server::start(mock, server.address()).await.unwrap_err();
    let port = server.address().port();
    assert_eq!(
        error.to_string(),
        format!("port {port} is in use: choose another, or 0 for any that is free")
    );
    server.stop().await;
}
