//! Emitted calls, from the description to the response.

use oas_runtime::call::{CallBuilder, Parameters};
use oas_runtime::error::{ErrorKind, Outcome};
use oas_runtime::{Error, Operation, Param};

use crate::client;
use crate::emitted::types::{CreateTicketRequest, EnqueueResponse, SearchRequest, TicketId};
use crate::script::{Script, response};

#[test]
fn a_call_is_a_value_that_can_be_looked_at() {
    let client = client(&Script::default());
    let call = client.tickets().get_ticket(TicketId::from("a/b"));
    assert_eq!(call.operation().id(), "getTicket");
    assert_eq!(call.method(), "GET");
    assert_eq!(call.path(), "/tickets/a%2Fb");
    assert_eq!(call.body(), None);

    let call = client
        .tickets()
        .create_ticket(CreateTicketRequest::new("12"));
    assert_eq!(call.body(), Some(&br#"{"ticket_type_id":"12"}"#[..]));
    assert_eq!(call.request_headers()["content-type"], "application/json");

    let call = client.tickets().list_tickets(Some(5), &["id", "name"]);
    assert_eq!(call.path(), "/tickets?limit=5&fields=id,name");
    assert!(!format!("{call:?} {client:?}").contains("secret-token"));
}

#[test]
fn headers_and_credentials_are_added_on_sending() {
    let script = Script::new([response(200, r#"{"id": "1"}"#)]);
    let ticket = client(&script)
        .tickets()
        .get_ticket("1")
        .send_blocking()
        .unwrap();
    assert_eq!(ticket.id, "1");

    let sent = &script.sent()[0];
    assert_eq!(sent.uri, "https://api.eu.example.com/tickets/1");
    assert_eq!(sent.headers["authorization"], "Bearer secret-token");
    assert!(sent.headers["authorization"].is_sensitive());
    assert_eq!(sent.headers["tickets-version"], "2.16");
    assert_eq!(sent.headers["accept"], "application/json");
    assert!(
        sent.headers["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("tickets/1.2.3 oas-runtime/")
    );
}

#[test]
fn responses_differ_by_status() {
    let script = Script::new([
        response(200, r#"{"id": "1"}"#),
        response(202, r#""job""#),
        response(204, ""),
    ]);
    let client = client(&script);
    let send = || {
        client
            .tickets()
            .enqueue(CreateTicketRequest::new("12"))
            .send_blocking()
            .unwrap()
    };
    assert!(matches!(send(), EnqueueResponse::Ok(ticket) if ticket.id == "1"));
    assert!(matches!(send(), EnqueueResponse::Accepted(job) if job == "job"));
    assert!(matches!(send(), EnqueueResponse::NoContent));
}

#[test]
fn pages_are_followed_through_the_body() {
    let script = Script::new([
        response(
            200,
            r#"{"tickets": [{"id": "1"}, {"id": "2"}], "pages": {"next": {"starting_after": "c1"}}}"#,
        ),
        response(
            200,
            r#"{"tickets": [], "pages": {"next": {"starting_after": "c2"}}}"#,
        ),
        response(
            200,
            r#"{"tickets": [{"id": "3"}], "pages": {"next": null}}"#,
        ),
    ]);
    let search = client(&script).tickets().search_tickets(SearchRequest {
        query: "open".to_owned(),
    });
    let ids: Vec<String> = search
        .items_blocking()
        .map(|ticket| ticket.unwrap().id)
        .collect();
    assert_eq!(ids, ["1", "2", "3"]);

    let bodies: Vec<String> = script.sent().iter().map(|sent| sent.body.clone()).collect();
    assert_eq!(
        bodies,
        [
            r#"{"query":"open"}"#,
            r#"{"pagination":{"starting_after":"c1"},"query":"open"}"#,
            r#"{"pagination":{"starting_after":"c2"},"query":"open"}"#,
        ]
    );
}

#[test]
fn errors_are_enough_for_a_support_ticket() {
    let body = r#"{"request_id": "r-1", "errors": [{"code": "unauthorized", "message": "Access Token Invalid"}]}"#;
    let script = Script::new([response(401, body)]);
    let create = client(&script)
        .tickets()
        .create_ticket(CreateTicketRequest::new("12"));
    let error = create.send_blocking().unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /tickets (createTicket) failed: 401 Unauthorized: unauthorized: Access Token Invalid \
         [request id r-1]"
    );
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.code(), Some("unauthorized"));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.outcome(), Outcome::No);
}

#[test]
fn what_was_created_is_not_lost_when_its_response_cannot_be_read() {
    let script = Script::new([response(200, r#"{"id": ["7"]}"#)]);
    let create = client(&script)
        .tickets()
        .create_ticket(CreateTicketRequest::new("12"));
    let error = create.send_blocking().unwrap_err();
    assert_eq!(error.outcome(), Outcome::Yes);
    assert!(!error.is_retryable());
    let Error::Decode(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.path(), "id");
    assert_eq!(&error.body()[..], br#"{"id": ["7"]}"#);
}

/// What an operation takes besides what it must have.
#[derive(Default)]
struct ListParams {
    limit: Option<i64>,
    trace: Option<&'static str>,
    theme: Option<&'static str>,
}

impl Parameters for ListParams {
    fn describe(self, call: CallBuilder) -> CallBuilder {
        call.query(&Param::new("limit"), self.limit)
            .header(&Param::new("x-trace"), self.trace)
            .cookie(&Param::new("theme"), self.theme)
    }
}

#[test]
fn optional_parameters_join_what_is_described() {
    static LIST: Operation = Operation::get("list", "/lists/{id}");
    let describe = || {
        client(&Script::default())
            .runtime()
            .call(&LIST)
            .path("id", "a/b")
            .query(&Param::new("q"), "x")
            .cookie(&Param::new("session"), "1")
            .empty()
            .parameterized::<ListParams>()
    };
    assert_eq!(describe().path(), "/lists/a%2Fb?q=x");
    let params = ListParams {
        limit: Some(5),
        trace: Some("t"),
        theme: Some("dark"),
    };
    let call = describe().response().params(params);
    assert_eq!(call.path(), "/lists/a%2Fb?q=x&limit=5");
    assert_eq!(call.request_headers()["x-trace"], "t");
    assert_eq!(call.request_headers()["cookie"], "session=1; theme=dark");
    let call = describe().params(ListParams::default());
    assert_eq!(call.path(), "/lists/a%2Fb?q=x");
    assert_eq!(call.request_headers()["cookie"], "session=1");
}
