//! What becomes of responses that say no, or that can't be read.

use intercom_tickets::error::{ErrorKind, Outcome};
use intercom_tickets::types::{ErrorCode, ErrorList};
use intercom_tickets::{Client, Error, Value, json};

use crate::cases;
use crate::run;
use crate::server::{Reaction, Server};

/// Sends every operation, awaited and blocking, to a server that responds each
/// with this, and looks at the errors.
fn every_operation(response: &Reaction, judge: impl Fn(&cases::Case, &Error)) {
    let server = Server::start([]);
    let client = server.client();
    for case in cases::all() {
        server.then([response.clone(), response.clone()]);
        judge(&case, &run((case.call)(&client).awaited()).unwrap_err());
        judge(&case, &(case.call)(&client).blocking().unwrap_err());
        assert_eq!(server.requests().len(), 2, "{} is sent once", case.id);
    }
}

fn envelope() -> Value {
    json!({
        "type": "error.list",
        "request_id": "req-from-the-body",
        "errors": [
            {"code": "parameter_invalid", "message": "No such state", "field": "ticket_state_id"},
            {"code": "brand_new_code", "message": null},
        ],
    })
}

#[test]
fn the_envelope_is_read_for_every_operation() {
    let response = Reaction::json(422, &envelope())
        .header("X-Request-Id", "req-from-the-header")
        .header("X-RateLimit-Remaining", "3");
    every_operation(&response, |case, error| {
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.outcome(), Outcome::No);
        assert!(!error.is_retryable());
        assert_eq!(error.operation().unwrap().id(), case.id);
        let api = error.as_api().unwrap();
        assert_eq!(api.status(), 422);
        assert_eq!(api.code(), Some("parameter_invalid"));
        assert_eq!(api.message(), Some("No such state"));
        assert_eq!(api.field(), Some("ticket_state_id"));
        assert_eq!(api.request_id(), Some("req-from-the-body"));
        assert_eq!(api.rate_limit().unwrap().remaining, Some(3));
        let list: ErrorList = api.body_as().unwrap();
        assert_eq!(list.errors[0].code, ErrorCode::ParameterInvalid);
        assert_eq!(list.errors[1].code, ErrorCode::from("brand_new_code"));
        assert_eq!(list.errors[1].message, None);

        let shown = error.to_string();
        let path = error.request_path().unwrap();
        let expected = format!(
            "{} {path} ({}) failed: 422 Unprocessable Entity: parameter_invalid: No such state \
             (field ticket_state_id) [request id req-from-the-body]",
            case.method, case.id
        );
        assert_eq!(shown, expected);
    });
}

#[test]
fn other_json_html_and_nothing_are_errors_as_well() {
    let page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    let responses = [
        (
            Reaction::json(400, &json!({"message": "try later"})),
            Some("try later"),
        ),
        (Reaction::json(400, &json!(["no"])), None),
        (Reaction::json(400, &json!(null)), None),
        (Reaction::json(400, &json!({"errors": []})), None),
        (
            Reaction::json(400, &json!({"errors": null, "type": "error.list"})),
            None,
        ),
        (
            Reaction::text(400, "application/json", "{\"errors\": [{"),
            None,
        ),
        (Reaction::text(400, "text/html", page), None),
        (Reaction::empty(400), None),
    ];
    for (response, message) in responses {
        every_operation(&response.header("X-Request-Id", "req-7"), |_, error| {
            let api = error.as_api().unwrap();
            assert_eq!(api.status(), 400);
            assert_eq!(api.code(), None);
            assert_eq!(api.message(), message);
            assert_eq!(api.request_id(), Some("req-7"));
            assert!(error.to_string().contains("400 Bad Request"), "{error}");
            assert!(!error.to_string().contains('<'), "{error}");
        });
    }
}

#[test]
fn a_body_of_html_is_kept() {
    let server = Server::start([Reaction::text(502, "text/html", "<h1>Bad Gateway</h1>")]);
    let call = server.client().tickets().get_ticket("1");
    let error = call.send_blocking().unwrap_err();
    let api = error.as_api().unwrap();
    assert_eq!(&api.body()[..], b"<h1>Bad Gateway</h1>");
    assert_eq!(api.headers()["content-type"], "text/html");
    assert!(!api.is_truncated());
    assert!(api.body_as::<ErrorList>().is_err());
}

/// Nothing but an array fits no operation: many responses require no member.
#[test]
fn a_success_that_cannot_be_read_was_carried_out_and_is_kept() {
    let bodies = ["[1]", "{\"id\": ", "<html>", "\"fine\"", "7"];
    for body in bodies {
        let response =
            Reaction::text(200, "application/json", body).header("X-Request-Id", "req-8");
        every_operation(&response, |_, error| {
            assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
            assert_eq!(error.outcome(), Outcome::Yes);
            assert!(!error.is_retryable());
            let Error::Decode(unread) = error else {
                panic!("{error}")
            };
            assert_eq!(unread.status(), 200);
            assert_eq!(unread.body(), body);
            assert!(unread.line() > 0 && unread.column() > 0, "{error}");
            assert_eq!(unread.headers()["x-request-id"], "req-8");
            assert_eq!(unread.request_id(), Some("req-8"));
            assert!(!unread.is_truncated());
            let shown = error.to_string();
            assert!(shown.contains("the call was carried out"), "{shown}");
            assert!(shown.contains("req-8"), "{shown}");
        });
    }
}

#[test]
fn an_empty_success_is_no_response_of_any_type() {
    every_operation(&Reaction::empty(200), |case, error| {
        assert_eq!(error.kind(), ErrorKind::Decode, "{}", case.id);
        assert_eq!(error.outcome(), Outcome::Yes);
    });
}

#[test]
fn the_place_in_the_json_is_told() {
    let mut ticket = cases::responses::ticket();
    ticket["ticket_type"]["ticket_type_attributes"]["data"][0]["order"] = json!("third");
    let server = Server::start([Reaction::json(
        200,
        &json!({"tickets": [{"id": "1"}, ticket]}),
    )]);
    let filter = intercom_tickets::types::SearchFilter::new("id", "=", "1");
    let search = intercom_tickets::types::SearchTicketsRequest::new(filter);
    let call = server.client().tickets().search_tickets(search);
    let error = call.send_blocking().unwrap_err();
    let Error::Decode(unread) = &error else {
        panic!("{error}")
    };
    let path = "tickets[1].ticket_type.ticket_type_attributes.data[0].order";
    assert_eq!(unread.path(), path);
    assert_eq!(unread.line(), 1);
    assert!(unread.column() > 1);
    assert!(unread.message().contains("third"), "{}", unread.message());
    assert!(error.to_string().contains(path), "{error}");
}

/// What was created can be found in what could not be read.
#[test]
fn the_id_of_what_was_created_is_not_lost() {
    let server = Server::start([Reaction::json(
        200,
        &json!({"id": "90210", "open": "maybe"}),
    )]);
    let contacts = [intercom_tickets::types::TicketContact::id("68b1")];
    let request = intercom_tickets::types::CreateTicketRequest::new("4101", contacts);
    let call = server.client().tickets().create_ticket(request);
    let Error::Decode(unread) = call.send_blocking().unwrap_err() else {
        panic!("it was read")
    };
    let body: Value = intercom_tickets::codec::from_slice(unread.body()).unwrap();
    assert_eq!(body["id"], "90210");
    assert_eq!(unread.path(), "open");
}

#[test]
fn statuses_say_whether_it_was_carried_out_and_may_be_repeated() {
    use Outcome::{No, Unknown};
    // Status, carried out, whether a GET may be repeated, and a POST.
    let expected = [
        (400, No, false, false),
        (401, No, false, false),
        (403, No, false, false),
        (404, No, false, false),
        (408, Unknown, true, false),
        (409, No, false, false),
        (429, No, true, true),
        (500, Unknown, true, false),
        (502, Unknown, true, false),
        (503, Unknown, true, false),
        (504, Unknown, true, false),
    ];
    let server = Server::start([]);
    let client = server.client();
    let contacts = [intercom_tickets::types::TicketContact::id("68b1")];
    let request = intercom_tickets::types::CreateTicketRequest::new("4101", contacts);
    for (status, outcome, get_again, post_again) in expected {
        server.then([
            Reaction::json(status, &envelope()),
            Reaction::json(status, &envelope()),
        ]);
        let get = client
            .tickets()
            .get_ticket("1")
            .send_blocking()
            .unwrap_err();
        let post = client.tickets().create_ticket(request.clone());
        let post = post.send_blocking().unwrap_err();
        for (error, again) in [(get, get_again), (post, post_again)] {
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.outcome(), outcome, "{status}");
            assert_eq!(error.is_retryable(), again, "{error}");
        }
    }
}

#[test]
fn a_refused_connection_means_that_nothing_was_sent() {
    // The near end of a connection: nobody listens there, and as long as it
    // lives, nobody else can begin to.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let connection = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let url = format!("http://{}", connection.local_addr().unwrap());
    let builder = Client::builder().base_url(url).token("t");
    let client = builder.no_retries().build().unwrap();
    for case in cases::all() {
        let error = (case.call)(&client).blocking().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connection);
        assert_eq!(error.outcome(), Outcome::No);
        assert!(error.is_retryable());
    }
}
