//! Redirects are not followed, so that no other host gets the token.

use intercom_tickets::Idempotency;
use intercom_tickets::error::{ErrorKind, Outcome};
use intercom_tickets::json;

use crate::cases;
use crate::server::{Reaction, Server};

#[test]
fn no_operation_follows_a_redirect() {
    let other = Server::start([]);
    let server = Server::start([]);
    let client = server.client();
    for case in cases::all() {
        for status in [301, 302, 303, 307, 308] {
            let location = format!("{}{}?token=x", other.url(), case.target);
            server.then([Reaction::json(status, &json!({})).header("Location", &location)]);
            let error = (case.call)(&client).blocking().unwrap_err();
            // Nobody knows what became of a write behind 301 and 302; behind 303
            // it was carried out.
            let idempotency = error.operation().unwrap().idempotency();
            let outcome = match status {
                301 | 302 if idempotency != Idempotency::Safe => Outcome::Unknown,
                303 if idempotency != Idempotency::Safe => Outcome::Yes,
                _ => Outcome::No,
            };
            let kind = match outcome {
                Outcome::Unknown if idempotency == Idempotency::NonIdempotent => {
                    ErrorKind::OutcomeUnknown
                }
                _ => ErrorKind::Api,
            };
            assert_eq!(error.kind(), kind, "{status}");
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.outcome(), outcome, "{status}");
            let shown = error.to_string();
            let told = if outcome == Outcome::Yes {
                "its result is at"
            } else {
                "points to"
            };
            assert!(
                shown.contains(&format!("{told} http://127.0.0.1")),
                "{shown}"
            );
            assert!(!shown.contains("token=x"), "{shown}");
            assert_eq!(server.requests().len(), 1);
        }
    }
    assert_eq!(other.requests().len(), 0);
}

#[test]
fn nor_one_to_the_same_host() {
    let server = Server::start([Reaction::empty(302).header("Location", "/tickets/2")]);
    let call = server.client().tickets().get_ticket("1");
    let error = crate::run(call.into_future()).unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    assert_eq!(server.request().target, "/tickets/1");
}
