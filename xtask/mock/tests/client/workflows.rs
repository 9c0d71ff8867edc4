//! Workflows as functions, which `cargo xtask arazzo --emit` has written, against a server
//! that goes wrong at each of their requests.

use intercom_tickets::error::Outcome;
use intercom_tickets::{BoxError, Client, Error, Value, json};
use oas_mock::{Fault, FaultKind, MockTransport};

use crate::{TOKEN, leak};

/// A ticket's life, which is four requests.
async fn life(client: &Client) -> Result<Value, BoxError> {
    let inputs = json!({"email": "mara@roastery.example"});
    let reported = leak::run_report_leak(client, &inputs).await?;
    assert_eq!(reported["title"], "Lever 2 {drips}");
    leak::run_close(client, &inputs, &reported).await
}

#[tokio::test]
async fn nothing_is_lost_whatever_goes_wrong() {
    let mut failed = Vec::new();
    for kind in [
        FaultKind::ResetAfterCommit,
        FaultKind::HalfBody,
        FaultKind::Html(502),
    ] {
        for request in 1..=4 {
            let fault = Fault::new("*", kind.clone()).on([request]);
            let mock = xtask_mock::intercom().trust_responses().faults([fault]);
            let mock = mock.build().unwrap();
            let transport = MockTransport::new(mock.clone());
            let client = Client::builder().token(TOKEN).transport(transport).build();
            let outcome = life(&client.unwrap()).await;
            let ledger = mock.ledger();
            let created = ledger.iter().filter(|it| it.operation == "createTicket");
            match (outcome, created.count()) {
                (Ok(closed), 1) => assert_eq!(closed["open"], false),
                (Err(error), created) => {
                    let error = error.downcast_ref::<Error>().unwrap();
                    failed.push((
                        error.operation().unwrap().id().to_owned(),
                        error.outcome(),
                        created,
                    ));
                }
                (Ok(_), created) => panic!("{kind:?} at {request}: {created} tickets"),
            }
        }
    }
    // Only what can't be repeated fails, and says whether it was done. At a gateway's page,
    // which is a 502, the workflow itself tries again.
    let expected = [
        ("createTicket", Outcome::Unknown, 1),
        ("createTicket", Outcome::Yes, 1),
    ];
    let failed: Vec<_> = failed
        .iter()
        .map(|(id, outcome, created)| (id.as_str(), *outcome, *created))
        .collect();
    assert_eq!(failed, expected);
}
