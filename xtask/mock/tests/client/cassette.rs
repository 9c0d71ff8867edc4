//! All operations, and the service of the examples, recorded once and replayed without
//! the server.

use std::{env, fs, process};

use intercom_tickets::test_util::{Cassette, TestTransport};
use intercom_tickets::{Client, Error};
use oas_mock::{Fault, FaultKind, MockTransport};

use crate::operations::all;
use crate::{TOKEN, triage};

#[tokio::test]
async fn what_was_recorded_is_replayed_and_holds_no_secret() {
    let file = env::temp_dir().join(format!("cassette-{}.json", process::id()));
    let builder = || Client::builder().token(TOKEN).bypass_rate_limit();

    // Another time each time.
    let recording = Cassette::recording().redact(["snoozed_until"]);
    let mock = xtask_mock::intercom().trust_responses().faults([
        Fault::new("getTicket", FaultKind::Status(503)).times(1),
        Fault::new("searchTickets", FaultKind::Status(503)).times(1),
    ]);
    let client = builder()
        .transport(MockTransport::new(mock.build().unwrap()))
        .middleware(recording.clone())
        .build()
        .unwrap();
    let called = (all(&client).await, triage::work(&client).await);
    recording.save(&file).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    for secret in [TOKEN, "mara@", "@example.com", "@roastery.example"] {
        assert!(!text.contains(secret), "{secret}");
    }

    let cassette = Cassette::load(&file).unwrap();
    let client = builder()
        .token("of another who has no part in it")
        .transport(TestTransport::sequence([]))
        .middleware(cassette.clone())
        .build()
        .unwrap();
    assert_eq!((all(&client).await, triage::work(&client).await), called);
    cassette.check().unwrap();

    let error = client.tickets().get_ticket("90210").await.unwrap_err();
    assert!(matches!(error, Error::Connection(_)));
    let error = error.to_string();
    assert!(
        error.contains("isn't on the cassette: - GET /tickets/90210"),
        "{error}"
    );
    fs::remove_file(file).unwrap();
}
