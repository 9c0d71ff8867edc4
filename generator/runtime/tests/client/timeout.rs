//! What a call was doing when its time ran out.

use std::time::Duration;

use oas_runtime::auth::{Token, TokenProvider};
use oas_runtime::error::{ErrorKind, Outcome};
use oas_runtime::{BoxError, BoxFuture, Error};

use crate::client;
use crate::emitted::client::Client;
use crate::emitted::types::CreateTicketRequest;
use crate::script::{End, Script, Step, pieces, response, response_with};

const LIMIT: Duration = Duration::from_millis(1500);

fn create(client: &Client) -> Error {
    let call = client
        .tickets()
        .create_ticket(CreateTicketRequest::new("1"));
    call.timeout(LIMIT).send_blocking().unwrap_err()
}

#[test]
fn waiting_for_the_server() {
    let error = create(&client(&Script::new([Step::Hang]).time_is_up()));
    assert_eq!(
        error.to_string(),
        "POST /tickets (createTicket) failed: timed out after 1.5s (the request may have been \
         carried out)"
    );
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
    let unknown = error.as_outcome_unknown().unwrap();
    assert_eq!(unknown.cause().kind(), ErrorKind::Timeout);
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(!error.is_retryable());
}

#[test]
fn reading_the_response() {
    let step = response_with(200, &[("x-request-id", "r-9")], pieces(["{"], End::Hanging));
    let error = create(&client(&Script::new([step]).time_is_up()));
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.outcome(), Outcome::Yes);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.request_id(), Some("r-9"));
    assert!(!error.is_retryable());
}

#[test]
fn waiting_for_a_token() {
    struct Slow;
    impl TokenProvider for Slow {
        fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
            Box::pin(std::future::pending())
        }
    }
    let script = Script::default().time_is_up();
    let slow = Client::builder()
        .token_provider(Slow)
        .transport(script.clone())
        .build()
        .unwrap();
    let error = create(&slow);
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.outcome(), Outcome::No);
    assert!(error.is_retryable());
    assert!(script.sent().is_empty());
}

#[test]
fn what_is_done_in_time_is_done() {
    let script = Script::new([response(200, r#"{"id": "1"}"#)]).time_is_up();
    let call = client(&script).tickets().get_ticket("1");
    assert_eq!(call.send_blocking().unwrap().id, "1");
}

#[test]
fn a_get_may_be_repeated() {
    let script = Script::new([Step::Hang]).time_is_up();
    let error = client(&script)
        .tickets()
        .get_ticket("1")
        .send_blocking()
        .unwrap_err();
    assert!(error.is_retryable());
}
