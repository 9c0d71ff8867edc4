//! What a single call may set, and what comes along with its response.

use std::time::Duration;

use intercom_tickets::error::{ErrorKind, Outcome};
use intercom_tickets::pagination::PaginatedCall;
use intercom_tickets::{Client, Response, UnixTime, Value, json, types};

use crate::server::{Reaction, Server};
use crate::{cases, run};

fn contact_request() -> types::CreateTicketRequest {
    types::CreateTicketRequest::new("4101", [types::TicketContact::id("68b1")])
}

#[test]
fn status_headers_request_id_and_rate_limit_come_along() {
    let response = Reaction::json(200, &cases::responses::ticket())
        .header("X-Request-Id", "req-1")
        .header("X-RateLimit-Limit", "167")
        .header("X-RateLimit-Remaining", "120")
        .header("X-RateLimit-Reset", "1767225610")
        .header("X-Served-By", "roastery");
    let server = Server::start([response.clone(), response]);
    let call = || server.client().tickets().get_ticket("90210").response();
    let check = |response: Response<types::Ticket>| {
        assert_eq!(response.status(), 200);
        assert_eq!(response.request_id(), Some("req-1"));
        assert_eq!(response.headers()["x-served-by"], "roastery");
        let limit = response.rate_limit().unwrap();
        assert_eq!(limit.limit, Some(167));
        assert_eq!(limit.remaining, Some(120));
        assert_eq!(limit.reset, Some(UnixTime::from_secs(1_767_225_610)));
        assert_eq!(response.into_value().id, "90210");
    };
    check(run(call().into_future()).unwrap());
    check(call().send_blocking().unwrap());
}

#[test]
fn what_is_absent_or_no_number_is_none() {
    let body = json!({"id": "1"});
    let odd = Reaction::json(200, &body).header("X-RateLimit-Remaining", "plenty");
    let server = Server::start([Reaction::json(200, &body), odd]);
    for _ in 0..2 {
        let call = server.client().tickets().get_ticket("1").response();
        let response = call.send_blocking().unwrap();
        assert_eq!(response.rate_limit(), None);
        assert_eq!(response.request_id(), None);
    }
}

#[test]
fn the_first_page_of_a_search_has_them_too() {
    let page = json!({"tickets": [{"id": "1"}]});
    let server = Server::start([Reaction::json(200, &page).header("X-Request-Id", "req-2")]);
    let filter = types::SearchFilter::new("open", types::SearchOperator::Equal, true);
    let search: PaginatedCall<types::TicketList, types::Ticket> = server
        .client()
        .tickets()
        .search_tickets(types::SearchTicketsRequest::new(filter));
    let response = search.response().send_blocking().unwrap();
    assert_eq!(response.request_id(), Some("req-2"));
    assert_eq!(response.value.tickets[0].id, "1");
}

#[test]
fn any_status_of_success_is_one() {
    let server =
        Server::start([201, 202, 206].map(|status| Reaction::json(status, &json!({"id": "1"}))));
    for status in [201, 202, 206] {
        let call = server.client().tickets().create_ticket(contact_request());
        let response = call.response().send_blocking().unwrap();
        assert_eq!(response.status(), status);
    }
}

#[test]
fn headers_of_the_call_go_before_those_of_the_client() {
    let server = Server::start([]);
    let client = Client::builder()
        .base_url(server.url())
        .token(crate::TOKEN)
        .header("X-Team", "espresso")
        .header("X-Shift", "late")
        .user_agent("roastery/7")
        .build()
        .unwrap();
    server.then([Reaction::json(200, &json!({"id": "1"}))]);
    let call = client.tickets().get_ticket("1");
    let call = call
        .header("X-Shift", "early")
        .header("Intercom-Version", "2.15");
    call.send_blocking().unwrap();
    let request = server.request();
    assert_eq!(request.header("x-team"), Some("espresso"));
    assert_eq!(request.header("x-shift"), Some("early"));
    assert_eq!(request.header("intercom-version"), Some("2.15"));
    assert_eq!(request.header("user-agent"), Some("roastery/7"));
}

#[test]
fn a_header_that_cannot_be_sent_is_refused() {
    let server = Server::start([]);
    for (name, value) in [("X Trace", "1"), ("X-Trace", "1\r\nX-Evil: 2"), ("", "1")] {
        let call = server
            .client()
            .tickets()
            .get_ticket("1")
            .header(name, value);
        let error = call.send_blocking().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    }
    assert_eq!(server.requests().len(), 0);
}

/// The server never responses, so it is always the limit that ends the call.
#[test]
fn a_call_may_have_a_time_limit_of_its_own() {
    let limit = Duration::from_millis(50);
    let server = Server::start((0..4).map(|_| Reaction::hang()));
    let client = Client::builder()
        .base_url(server.url())
        .token(crate::TOKEN)
        .no_timeout()
        .build()
        .unwrap();
    let tickets = client.tickets();
    let get = || tickets.get_ticket("1").timeout(limit);
    let post = || tickets.create_ticket(contact_request()).timeout(limit);
    let errors = [
        (get().send_blocking().unwrap_err(), true),
        (run(get().into_future()).unwrap_err(), true),
        (post().send_blocking().unwrap_err(), false),
        (run(post().into_future()).unwrap_err(), false),
    ];
    for (error, again) in errors {
        let kind = if again {
            ErrorKind::Timeout
        } else {
            ErrorKind::OutcomeUnknown
        };
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(error.is_retryable(), again, "{error}");
        assert!(error.to_string().contains("50ms"), "{error}");
    }
}

#[test]
fn a_response_beyond_the_clients_limit_is_refused() {
    let body = json!({"id": "1", "type": "x".repeat(5000)});
    let server = Server::start([Reaction::json(200, &body)]);
    let client = Client::builder()
        .base_url(server.url())
        .token(crate::TOKEN)
        .max_response_bytes(1000)
        .build()
        .unwrap();
    let error = client
        .tickets()
        .get_ticket("1")
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.outcome(), Outcome::Yes);
    assert!(error.to_string().contains("1000 bytes"), "{error}");
}

#[test]
fn clones_of_a_client_may_be_used_from_many_threads() {
    let server = Server::start((0..8).map(|_| Reaction::json(200, &json!({"id": "1"}))));
    let client = server.client();
    let threads: Vec<_> = (0..8)
        .map(|number: i64| {
            let client = client.clone();
            std::thread::spawn(move || client.tickets().get_ticket(number).send_blocking())
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap().unwrap().id, "1");
    }
    let requests = server.requests();
    let mut targets: Vec<&str> = requests
        .iter()
        .map(|request| request.target.as_str())
        .collect();
    targets.sort_unstable();
    let expected: Vec<String> = (0..8).map(|number| format!("/tickets/{number}")).collect();
    assert_eq!(targets, expected);
}

#[test]
fn a_byte_order_mark_is_no_obstacle() {
    let text = "\u{feff}{\"id\": \"1\"}";
    let server = Server::start([Reaction::text(200, "application/json", text)]);
    let call = server
        .client()
        .request(intercom_tickets::http::Method::GET, "/tickets/1");
    assert_eq!(call.decode::<Value>().send_blocking().unwrap()["id"], "1");
}
