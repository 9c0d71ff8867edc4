//! What errors say, and what they say about a repeat.

use oas_runtime::error::{DecodeErrorKind, ErrorKind, Outcome};
use oas_runtime::response::RateLimit;
use oas_runtime::transport::{Phase, TransportErrorKind};
use oas_runtime::{Error, Value};

use crate::client;
use crate::emitted::types::{CreateTicketRequest, Ticket};
use crate::script::{End, Script, Step, fail, pieces, response, response_with};

fn create(step: Step) -> Error {
    let client = client(&Script::new([step]));
    let call = client
        .tickets()
        .create_ticket(CreateTicketRequest::new("1"));
    call.send_blocking().unwrap_err()
}

fn get(step: Step) -> Error {
    let client = client(&Script::new([step]));
    client
        .tickets()
        .get_ticket("1")
        .send_blocking()
        .unwrap_err()
}

#[test]
fn whatever_the_body_is_the_error_is_told() {
    let cases = [
        (
            503,
            "<html><h1>Bad gateway</h1></html>",
            "503 Service Unavailable (the request may have been carried out)",
        ),
        (
            500,
            "",
            "500 Internal Server Error (the request may have been carried out)",
        ),
        (418, "[1, 2", "418 I'm a teapot"),
        (599, "null", "599 (the request may have been carried out)"),
        (
            400,
            r#"{"message": "No such thing"}"#,
            "400 Bad Request: No such thing",
        ),
        (400, r#"{"error": "denied"}"#, "400 Bad Request: denied"),
        (400, r#"{"error": {"message": "m"}}"#, "400 Bad Request: m"),
        (
            400,
            r#"{"title": "t", "detail": "d"}"#,
            "400 Bad Request: d",
        ),
        (
            400,
            r#"{"errors": [{"code": 42, "message": null}]}"#,
            "400 Bad Request: 42",
        ),
        (400, r#"{"errors": []}"#, "400 Bad Request"),
        (
            422,
            r#"{"errors": [{"code": "bad", "message": "Too long", "field": "name"}]}"#,
            "422 Unprocessable Entity: bad: Too long (field name)",
        ),
    ];
    for (status, body, told) in cases {
        let error = create(response(status, body));
        let expected = format!("POST /tickets (createTicket) failed: {told}");
        assert_eq!(error.to_string(), expected, "{body}");
        assert_eq!(error.as_api().unwrap().body(), body.as_bytes());
        let kind = if status < 500 {
            ErrorKind::Api
        } else {
            ErrorKind::OutcomeUnknown
        };
        assert_eq!(error.kind(), kind);
    }
}

#[test]
fn all_that_came_along_is_kept() {
    let headers = [
        ("X-Request-Id", "r-header"),
        ("X-RateLimit-Limit", "1000"),
        ("X-RateLimit-Remaining", "0"),
        ("X-RateLimit-Reset", "1763900000"),
    ];
    let error = create(response_with(429, &headers, r#"{"id": "7"}"#));
    assert!(
        error
            .to_string()
            .ends_with("429 Too Many Requests [request id r-header]")
    );
    let api = error.as_api().unwrap();
    let RateLimit {
        limit,
        remaining,
        reset,
        ..
    } = api.rate_limit().unwrap();
    assert_eq!((limit, remaining), (Some(1000), Some(0)));
    assert_eq!(reset.unwrap().as_secs(), 1_763_900_000);
    assert_eq!(api.headers()["x-ratelimit-limit"], "1000");
    assert_eq!(api.body_as::<Ticket>().unwrap().id, "7");
    assert!(api.body_as::<Vec<Value>>().is_err());
    // The body's id goes before the header's.
    let error = create(response_with(400, &headers, r#"{"request_id": "r-body"}"#));
    assert_eq!(error.request_id(), Some("r-body"));
}

#[test]
fn server_text_stays_on_its_line() {
    let body = format!(
        r#"{{"errors": [{{"code": "a\u001b[31m\nb\u202e", "message": "{}"}}]}}"#,
        "x".repeat(10_000)
    );
    let error = create(response(400, body));
    let told = error.to_string();
    assert!(told.len() < 1000, "{}", told.len());
    assert!(!told.contains(['\n', '\u{1b}', '\u{202e}']), "{told}");
    // All of it is there for those who ask.
    assert_eq!(error.as_api().unwrap().message().unwrap().len(), 10_000);
}

#[test]
fn redirects_are_errors_that_name_the_host_alone() {
    let cases = [
        (
            "https://login.example/path?token=hunter2",
            "points to https://login.example;",
        ),
        (
            "/elsewhere?token=hunter2",
            "points to another path of the same host;",
        ),
    ];
    for (location, told) in cases {
        let error = create(response_with(302, &[("Location", location)], ""));
        let message = error.to_string();
        assert!(
            message.contains("302 Found: redirects are not followed"),
            "{message}"
        );
        assert!(message.contains(told), "{message}");
        assert!(!message.contains("hunter2"), "{message}");
    }
}

#[test]
fn a_redirect_tells_what_it_can_of_a_write() {
    let location = [("Location", "/tickets/7")];
    let outcomes = [
        (301, Outcome::Unknown),
        (302, Outcome::Unknown),
        (303, Outcome::Yes),
        (304, Outcome::No),
        (307, Outcome::No),
        (308, Outcome::No),
    ];
    for (status, outcome) in outcomes {
        let error = create(response_with(status, &location, ""));
        assert_eq!(error.outcome(), outcome, "POST {status}");
        let unknown = error.kind() == ErrorKind::OutcomeUnknown;
        assert_eq!(unknown, outcome == Outcome::Unknown, "POST {status}");
        let told = error.to_string().contains("the call was carried out");
        assert_eq!(told, status == 303, "{error}");
        let error = get(response_with(status, &location, ""));
        assert_eq!(error.outcome(), Outcome::No, "GET {status}");
        assert!(!error.to_string().contains("carried out"), "{error}");
    }
}

#[test]
fn an_error_response_that_breaks_off_is_still_that_error() {
    let error = get(response(500, pieces(["half"], End::Broken)));
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().unwrap(), 500);
    assert!(error.as_api().unwrap().is_truncated());
}

#[test]
fn a_response_that_breaks_off_was_carried_out() {
    let error = create(response(200, pieces([r#"{"id": "#], End::Broken)));
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(error.outcome(), Outcome::Yes);
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "POST /tickets (createTicket) failed: the connection was reset (the response broke off \
         behind status 200)"
    );
}

#[test]
fn transport_errors_know_how_far_the_request_came() {
    let connect = TransportErrorKind::Connect;
    let error = create(fail(Phase::NotSent, connect, "connection refused"));
    assert_eq!(
        error.to_string(),
        "POST /tickets (createTicket) failed: connection refused (nothing was sent)"
    );
    assert_eq!(error.outcome(), Outcome::No);
    assert!(error.is_retryable());

    for phase in [Phase::Unknown, Phase::Sent] {
        let error = create(fail(phase, TransportErrorKind::Other, "reset"));
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert!(!error.is_retryable(), "a POST may have been carried out");
        let error = get(fail(phase, TransportErrorKind::Other, "reset"));
        assert!(error.is_retryable(), "a GET does no harm");
    }
    let error = get(fail(
        Phase::NotSent,
        TransportErrorKind::Request,
        "bad request",
    ));
    assert!(!error.is_retryable(), "it would be refused again");
}

#[test]
fn statuses_and_repeats() {
    use Outcome::{No, Unknown, Yes};
    // Status, what became of it, whether a POST and whether a GET may be
    // repeated.
    let table = [
        (301, Unknown, false, false),
        (303, Yes, false, false),
        (308, No, false, false),
        (400, No, false, false),
        (401, No, false, false),
        (404, No, false, false),
        (408, Unknown, false, true),
        (409, No, false, false),
        (425, No, false, true),
        (429, No, true, true),
        (499, Unknown, false, false),
        (500, Unknown, false, true),
        (501, No, false, false),
        (502, Unknown, false, true),
        (503, Unknown, false, true),
        (504, Unknown, false, true),
        (505, No, false, false),
    ];
    for (status, outcome, post, again) in table {
        let error = create(response(status, ""));
        assert_eq!(error.outcome(), outcome, "{status}");
        assert_eq!(error.is_retryable(), post, "POST {status}");
        assert_eq!(
            get(response(status, "")).is_retryable(),
            again,
            "GET {status}"
        );
    }
    let error = create(response_with(503, &[("Retry-After", "2")], ""));
    assert!(
        !error.is_retryable(),
        "a gateway says so without knowing what the server has done"
    );
}

#[test]
fn a_decode_error_says_that_the_call_was_carried_out() {
    let error = create(response_with(
        201,
        &[("x-request-id", "r-3")],
        "{\n  \"id\": {}\n}",
    ));
    let told = error.to_string();
    assert!(
        told.starts_with(
            "POST /tickets (createTicket) failed: the response can't be read, though the call was \
             carried out (status 201), so don't just repeat it: at `id`: "
        ),
        "{told}"
    );
    assert!(told.contains("line 2, column"), "{told}");
    assert!(
        told.ends_with("near `{   \"id\": {} }` [request id r-3]"),
        "{told}"
    );
    assert_eq!(error.status().unwrap(), 201);
    assert_eq!(error.outcome(), Outcome::Yes);
    let Error::Decode(error) = error else {
        panic!()
    };
    assert_eq!((error.path(), error.line()), ("id", 2));
    assert_eq!(&error.body()[..], b"{\n  \"id\": {}\n}");
    assert!(!error.is_truncated());
}

#[test]
fn columns_start_at_1() {
    for (body, line, column) in [("[1]", 1, 1), ("\n[1]", 2, 1), (" [1]", 1, 1), ("7", 1, 1)] {
        let error = create(response(200, body));
        let place = format!("(line {line}, column {column})");
        assert!(error.to_string().contains(&place), "{body:?}: {error}");
        let unread = error.as_decode().unwrap();
        assert_eq!((unread.line(), unread.column()), (line, column), "{body:?}");
    }
}

#[test]
fn responses_that_are_not_what_was_described() {
    let message = create(response(200, "<html>")).to_string();
    assert!(message.contains("near `<html>`"), "{message}");
    for status in [200, 201, 204] {
        let error = create(response(status, ""));
        assert_eq!(error.outcome(), Outcome::Yes);
        assert_eq!(error.as_decode().unwrap().kind(), DecodeErrorKind::NoBody);
        let told = format!(
            "POST /tickets (createTicket) failed: the call was carried out, so don't just repeat \
             it; its response (status {status}) is not as described: the body is empty"
        );
        assert_eq!(error.to_string(), told);
    }
    let script = Script::new([response(203, "{}"), response(404, "")]);
    let client = client(&script);
    let enqueue = || {
        client
            .tickets()
            .enqueue(CreateTicketRequest::new("1"))
            .send_blocking()
    };
    let error = enqueue().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(
        error.to_string().contains("no response of this status"),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::Yes);
    let kind = error.as_decode().unwrap().kind();
    assert_eq!(kind, DecodeErrorKind::UndocumentedStatus);
    assert!(!error.to_string().contains("can't be read"), "{error}");
    assert_eq!(enqueue().unwrap_err().kind(), ErrorKind::Api);
}

#[test]
fn an_error_goes_through_threads_and_boxes() {
    fn check<T: Send + Sync + std::error::Error + 'static>() {}
    check::<Error>();
    let error: Box<dyn std::error::Error + Send + Sync> = create(response(400, "")).into();
    assert!(error.source().is_none());
    let other = TransportErrorKind::Other;
    let error: Box<dyn std::error::Error> = create(fail(Phase::Unknown, other, "why")).into();
    let cause = error.source().unwrap();
    assert_eq!(cause.source().unwrap().to_string(), "why");
}

#[test]
fn no_body_makes_anything_panic() {
    let bodies = [
        &br#"{"request_id": "r", "errors": [{"code": "c", "message": "m", "field": null}]}"#[..],
        br#"{"id": "7", "tickets": [{"id": ["\ud83e\udd80", 1e400, -0]}], "pages": {"next": {}}}"#,
    ];
    // A generator of numbers that gives the same ones each time.
    let mut state = 7_u64;
    let mut below = |limit: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % limit
    };
    for round in 0..4000 {
        let mut body = bodies[round % 2].to_vec();
        for _ in 0..=below(4) {
            let at = below(body.len());
            match below(3) {
                0 => body[at] = u8::try_from(below(256)).unwrap(),
                1 => body.truncate(at + 1),
                _ => body.insert(at, b"{}[]\",:\\\xff\n"[below(10)]),
            }
        }
        let status = if below(2) == 0 { 200 } else { 400 };
        let client = client(&Script::new([response(status, body)]));
        if let Err(error) = client.tickets().get_ticket("1").send_blocking() {
            assert!(error.to_string().len() < 2000);
            assert!(!format!("{error:?}").is_empty());
        }
    }
}
