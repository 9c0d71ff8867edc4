//! The token is in nothing that could end up in a log.

use intercom_tickets::error::ErrorKind;
use intercom_tickets::{Client, Region, Secret, json, types};

use crate::TOKEN;
use crate::cases;
use crate::server::{Reaction, Server};

#[track_caller]
fn assert_clean(shown: &str) {
    assert!(!shown.contains(TOKEN), "{shown}");
}

#[test]
fn neither_clients_nor_calls_show_it() {
    let builder = Client::builder().region(Region::Eu).token(TOKEN);
    assert_clean(&format!("{builder:?} {builder:#?}"));
    let client = builder.build().unwrap();
    assert_clean(&format!("{client:?} {client:#?}"));
    assert_clean(&format!("{:?} {:?}", client.tickets(), client.runtime()));
    assert_clean(&format!("{:?}", Secret::from(TOKEN)));
    let call = client.tickets().get_ticket("1");
    let own = call.header("Authorization", &format!("Bearer {TOKEN}"));
    assert_clean(&format!("{own:?} {own:#?}"));
}

/// A server that repeats the token in everything it says.
#[test]
fn errors_do_not_repeat_it_after_the_server() {
    let echo = json!({
        "request_id": "req-9",
        "errors": [{"code": "unauthorized", "message": format!("Bearer {TOKEN} is unknown")}],
    });
    let wrong = json!({"id": {"token": TOKEN}, "type": TOKEN});
    let html = format!("<p>{TOKEN}</p>");
    let escaped = format!("[\"\\u0064{}\"]", TOKEN.get(1..).unwrap());
    let elsewhere = format!("https://{TOKEN}.example/{TOKEN}");
    let responses = [
        Reaction::json(401, &echo),
        Reaction::json(200, &wrong),
        Reaction::json(200, &json!(TOKEN)),
        Reaction::text(200, "text/html", &html),
        Reaction::text(500, "text/html", &html),
        Reaction::text(200, "application/json", &escaped),
        Reaction::empty(302).header("Location", &elsewhere),
    ];
    let server = Server::start([]);
    let client = server.client();
    for case in cases::all() {
        for response in responses.clone() {
            let header = format!("Bearer {TOKEN}");
            let response = response.header("X-Echo", &header);
            server.then([response.header("X-Request-Id", &header)]);
            // Where no member is required, the second is even a good response.
            if let Err(error) = (case.call)(&client).blocking() {
                assert_clean(error.request_id().unwrap_or_default());
                assert_clean(&error.to_string());
                assert_clean(&format!("{error:?} {error:#?}"));
                let source = std::error::Error::source(&error);
                assert_clean(&source.map(ToString::to_string).unwrap_or_default());
                assert_clean(&format!("{source:?}"));
            }
        }
    }
}

#[test]
fn neither_do_responses_and_cursors() {
    let ticket = json!({"id": "1", "type": TOKEN});
    let header = format!("Bearer {TOKEN}");
    let response = Reaction::json(200, &ticket).header("X-Echo", &header);
    let response = response.header("X-Request-Id", &header);
    let next = json!({"starting_after": TOKEN});
    let page = json!({"tickets": [], "pages": {"next": next}});
    let page = Reaction::json(200, &page);
    let server = Server::start([response, page.clone(), page]);
    let client = server.client();

    let call = client.tickets().get_ticket("1").response();
    let response = call.send_blocking().unwrap();
    assert_clean(&format!("{response:?} {response:#?}"));
    assert!(format!("{response:?}").contains("x-echo"), "{response:?}");
    assert_eq!(response.headers()["x-echo"], header.as_str());

    let filter = types::SearchFilter::new("open", types::SearchOperator::Equal, true);
    let search = types::SearchTicketsRequest::new(filter);
    let mut tickets = client.tickets().search_tickets(search).items_blocking();
    let error = tickets.next().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert_clean(&format!("{error} {error:?} {error:#?}"));
}

#[test]
fn a_base_url_with_credentials_is_refused_without_showing_them() {
    let url = format!("https://ines:{TOKEN}@api.example.com");
    let error = Client::builder().base_url(url).build().unwrap_err();
    assert_clean(&format!("{error} {error:?}"));
}

#[test]
fn it_does_not_travel_over_plain_http_to_other_machines() {
    let builder = || {
        Client::builder()
            .base_url("http://api.example.com")
            .token(TOKEN)
    };
    let error = builder().build().unwrap_err();
    assert!(error.to_string().contains("plain HTTP"), "{error}");
    assert_clean(&format!("{error} {error:?}"));
    assert!(builder().allow_plain_http().build().is_ok());
}
