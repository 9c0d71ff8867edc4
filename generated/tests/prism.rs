//! Every operation against a mock of Intercom's own description.
//!
//! ```text
//! npm install @stoplight/prism-cli
//! prism mock --errors official-2.16.yaml
//! PRISM_URL=http://127.0.0.1:4010 cargo test -p intercom-tickets --test prism
//! ```
//!
//! Prism refuses what its description doesn't allow, so each call shows that
//! the request is what Intercom documents, and that the documented response can
//! be read. Without `PRISM_URL` the test says that it is skipped.
#![cfg(feature = "reqwest")]
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

#[allow(
    dead_code,
    reason = "what is sent is for Prism to judge, and what it responses is its own"
)]
#[path = "e2e/cases/mod.rs"]
mod cases;

use std::io::Write;

use intercom_tickets::types::{
    ContactReply, EmailContactReply, ExternalContactReply, SearchFilter, SearchOperator,
    SearchTicketsRequest, TicketReply, UpdateTicketRequest,
};
use intercom_tickets::{Client, Error, Value, http::Method, json};

#[test]
fn intercoms_description_takes_every_request_and_its_responses_are_read() {
    let Ok(url) = std::env::var("PRISM_URL") else {
        tell("skipped: PRISM_URL is not set");
        return;
    };
    let client = Client::builder()
        .base_url(url)
        .token("dG9rOnByaXNt")
        .build()
        .unwrap();
    let nonsense = client.request(Method::POST, "/tickets").json(json!({}));
    let nonsense = nonsense.decode::<Value>().send_blocking();
    assert!(
        nonsense.is_err(),
        "Prism lets everything pass: start it with --errors"
    );

    let cases = cases::all();
    let sent = cases.iter().map(|case| {
        let response = (case.call)(&client).blocking();
        response.map(drop).map_err(|error| show(case.id, &error))
    });
    let refused: Vec<String> = sent.filter_map(Result::err).collect();
    let (all, good) = (cases.len(), cases.len() - refused.len());
    tell(&format!("{good} of {all} operations against Prism"));
    assert!(refused.is_empty(), "{refused:#?}");

    let other_forms = other_forms(&client);
    assert!(other_forms.is_empty(), "{other_forms:#?}");
}

/// What bodies can be besides, and why it is refused if it is.
fn other_forms(client: &Client) -> Vec<String> {
    let replies: [TicketReply; 3] = [
        ContactReply::new("Still dripping.", "68b1").into(),
        ExternalContactReply::new("Still dripping.", "mara-1").into(),
        EmailContactReply::new("Still dripping.", "mara@roastery.example").into(),
    ];
    let filter = SearchFilter::new("updated_at", SearchOperator::Less, "1767225600");
    let search = SearchTicketsRequest::new(filter);
    let tickets = client.tickets();
    let responded = replies.map(|reply| tickets.reply_ticket("90210", reply).send_blocking());
    let responded = responded.into_iter().map(|response| response.map(drop));
    let searched = tickets.search_tickets(search).send_blocking().map(drop);
    let updated = tickets.update_ticket("90210", UpdateTicketRequest::new());
    responded
        .chain([searched, updated.send_blocking().map(drop)])
        .filter_map(|response| response.err().map(|error| show("another form", &error)))
        .collect()
}

/// What the text of an error leaves out is told as well.
fn show(what: &str, error: &Error) -> String {
    let body = error.as_api().map(|api| api.body().clone());
    format!("{what}: {error} {body:?}")
}

/// Past libtest, which swallows what a passing test prints.
fn tell(line: &str) {
    let line = format!("{line}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}
