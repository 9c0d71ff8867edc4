//! A server that repeats the token wherever it can.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt::Write as _;
use std::time::Duration;

use http::HeaderMap;
use oas_runtime::api::{ApiMetadata, ErrorEnvelope, RateLimitHeaders, SecurityScheme};
use oas_runtime::error::ApiError;
use oas_runtime::pagination::{CursorLocation, Pagination};
use oas_runtime::transport::{Body, Phase, TransportErrorKind};
use oas_runtime::{Call, Operation, Response, Value};
use serde_json::json;

use crate::plain;
use crate::script::{End, Script, Step, fail, pieces, response, response_with};

const TOKEN: &str = "dG9rOmhpZGRlbi10b2tlbg";

static API: ApiMetadata = ApiMetadata::new("echo", "1.0.0")
    .schemes(&[
        SecurityScheme::bearer("bearer"),
        SecurityScheme::api_key_query("query", "key"),
    ])
    .error(ErrorEnvelope::new().code("/code").request_id("/id"))
    .rate_limit(RateLimitHeaders::new("X-Limit", "X-Left", "X-Reset"))
    .request_id_header("X-Request-Id");
static GET: Operation = Operation::get("get", "/thing");

fn call(token: &'static str, step: Step) -> Call<Value> {
    let script = Script::new([step]);
    let client = plain(&API, &script).token(token).build().unwrap();
    client.call(&GET).decode()
}

/// All that can be seen of an error, its causes, and nothing of a body.
fn shown(error: &dyn StdError) -> String {
    let mut shown = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let _ = write!(shown, "{error} {error:?} {error:#?} ");
        next = error.source();
    }
    shown
}

#[track_caller]
fn assert_clean(shown: &str) {
    let lower = shown.to_ascii_lowercase();
    assert!(!lower.contains(&TOKEN.to_ascii_lowercase()), "{shown}");
}

/// The error of a server's response, of which nothing shows the token.
#[track_caller]
fn clean(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> oas_runtime::Error {
    let error = call(TOKEN, response_with(status, headers, body))
        .send_blocking()
        .unwrap_err();
    assert_clean(&shown(&error));
    assert_clean(error.request_id().unwrap_or_default());
    error
}

#[test]
fn a_request_id_that_is_the_token() {
    let bearer = format!("Bearer {TOKEN}");
    let header = [("X-Request-Id", bearer.as_str())];
    for status in [200, 401] {
        let error = clean(status, &header, "nonsense");
        assert_eq!(error.request_id(), Some("Bearer [redacted]"));
        assert!(error.to_string().contains("[request id Bearer [redacted]]"));
    }
    let body = json!({"id": TOKEN, "code": TOKEN, "message": TOKEN}).to_string();
    assert_eq!(clean(400, &[], body).request_id(), Some("[redacted]"));

    // A response that breaks off, and one that takes too long.
    let broken = response_with(200, &header, pieces(["{"], End::Broken));
    let error = call(TOKEN, broken).send_blocking().unwrap_err();
    assert_eq!(error.request_id(), Some("Bearer [redacted]"));
    assert_clean(&shown(&error));
    let hanging = response_with(200, &header, pieces(["{"], End::Hanging));
    let script = Script::new([hanging]).time_is_up();
    let client = plain(&API, &script).token(TOKEN).build().unwrap();
    let call = client.call(&GET).decode::<Value>();
    let error = call
        .timeout(Duration::from_secs(1))
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.request_id(), Some("Bearer [redacted]"));
    assert_clean(&shown(&error));
}

#[test]
fn a_redirect_to_a_host_named_like_the_token() {
    let lower = TOKEN.to_ascii_lowercase();
    let hosts = [
        format!("https://{TOKEN}.example/x"),
        format!("https://{lower}.example/"),
        format!("https://a.{TOKEN}/?{TOKEN}"),
    ];
    for location in hosts {
        let error = clean(302, &[("Location", &location)], "");
        let told = error.to_string();
        assert!(told.contains("points to https://"), "{told}");
        assert!(told.contains("[redacted]"), "{told}");
    }
}

#[test]
fn what_is_quoted_of_a_body() {
    let escaped: String = TOKEN.chars().fold(String::new(), |mut all, letter| {
        let _ = write!(all, "\\u{:04x}", u32::from(letter));
        all
    });
    let first_escaped = format!("\\u0064{}", TOKEN.get(1..).unwrap());
    for text in [TOKEN, &escaped, &first_escaped] {
        for body in [
            format!(r#"["{text}", nonsense]"#),
            format!(r#"["{{\"a\": \"{text}\"}}", nonsense]"#),
            format!(r#"{{"{text}": nonsense}}"#),
        ] {
            let error = clean(200, &[], body);
            assert!(error.to_string().contains("line 1"), "{error}");
            assert!(
                !shown(&error).contains(text.get(text.len() - 9..).unwrap()),
                "{error}"
            );
        }
    }
    // What isn't near a secret is still quoted.
    let error = clean(200, &[], "[nonsense]");
    assert!(error.to_string().contains("near `[nonsense]`"), "{error}");
}

#[test]
fn a_key_and_a_long_value_on_the_way_to_the_error() {
    fn read(body: String) -> oas_runtime::Error {
        let script = Script::new([response(200, body)]);
        let client = plain(&API, &script).token(TOKEN).build().unwrap();
        let call = client
            .call(&GET)
            .decode::<BTreeMap<String, BTreeMap<String, i64>>>();
        call.send_blocking().unwrap_err()
    }
    // Keys and values that are cut where the token is not yet at its end.
    let key = format!("{}{TOKEN}", "k".repeat(70));
    let value = format!("{}{TOKEN}", "v".repeat(570));
    for body in [
        json!({TOKEN: {"a": "b"}}),
        json!({"a": {TOKEN: "b"}}),
        json!({"a": {key: "b"}}),
        json!({"a": {"b": value}}),
    ] {
        let error = read(body.to_string());
        let shown = shown(&error);
        assert_clean(&shown);
        assert!(!shown.contains(TOKEN.get(..8).unwrap()), "{shown}");
        assert_clean(error.as_decode().unwrap().path());
    }
}

#[test]
fn the_typed_body_of_an_error() {
    let error = clean(400, &[], json!([TOKEN]).to_string());
    let api = error.as_api().unwrap();
    let unread = api.body_as::<Vec<i64>>().unwrap_err();
    assert_clean(&shown(&unread));
    // Raw on purpose.
    assert!(String::from_utf8_lossy(api.body()).contains(TOKEN));
}

#[test]
fn a_response_shows_the_headers_that_are_known() {
    let bearer = format!("Bearer {TOKEN}");
    let headers = [
        ("content-type", "application/json"),
        ("X-Request-Id", bearer.as_str()),
        ("X-Left", "7"),
        ("X-Echo", bearer.as_str()),
        ("X-Other", "roastery"),
    ];
    let step = response_with(200, &headers, json!({"a": TOKEN}).to_string());
    let response: Response<Value> = call(TOKEN, step).response().send_blocking().unwrap();
    for shown in [format!("{response:?}"), format!("{response:#?}")] {
        assert_clean(&shown);
        for part in [
            r#""content-type": "application/json""#,
            r#""x-left": "7""#,
            r#""x-echo": …"#,
            r#""x-other": …"#,
            "[redacted]",
        ] {
            assert!(shown.contains(part), "{shown}");
        }
    }
    assert_eq!(response.request_id(), Some("Bearer [redacted]"));
    // Raw on purpose.
    assert_eq!(response.headers()["x-echo"], bearer.as_str());
    assert_eq!(response.value["a"], TOKEN);
}

#[test]
fn a_token_of_digits_is_no_rate_limit() {
    let step = response_with(200, &[("X-Left", "5550142")], "{}");
    let response = call("5550142", step).response().send_blocking().unwrap();
    assert_eq!(response.rate_limit(), None);
    assert!(!format!("{response:?}").contains("5550142"));
}

#[test]
fn a_call_shows_the_names_of_its_headers() {
    let call = call(TOKEN, response(200, "{}"))
        .header("X-Own-Key", TOKEN)
        .header("Content-Type", "text/plain");
    let shown = format!("{call:?}");
    assert_clean(&shown);
    assert!(shown.contains(r#""x-own-key": …"#), "{shown}");
    assert!(shown.contains(r#""content-type": "text/plain""#), "{shown}");
    assert_eq!(call.request_headers()["x-own-key"], TOKEN);
}

#[test]
fn a_cursor_that_is_the_token() {
    let page = json!({"next": TOKEN}).to_string();
    let script = Script::new([response(200, page.clone()), response(200, page)]);
    let client = plain(&API, &script).token(TOKEN).build().unwrap();
    let paging = Pagination::<Value, Value>::cursor(
        |page| vec![page],
        "/next",
        CursorLocation::Query("after"),
    );
    let pages = client.call(&GET).pages(paging);
    let error = pages.pages_blocking().nth(2).unwrap().unwrap_err();
    assert_clean(&shown(&error));
    assert!(
        error.to_string().contains("the cursor `[redacted]`"),
        "{error}"
    );
    let oas_runtime::Error::Pagination(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.cursor(), Some("[redacted]"));
}

#[test]
fn a_transport_that_repeats_the_token() {
    let other = TransportErrorKind::Other;
    let step = fail(Phase::Unknown, other, "no route for dG9rOmhpZGRlbi10b2tlbg");
    let error = call(TOKEN, step).send_blocking().unwrap_err();
    assert_clean(&shown(&error));
    assert!(error.source().is_some());
}

/// Credentials that the caller sets by hand, and keys that are escaped on their
/// way.
#[test]
fn secrets_other_than_the_clients_token() {
    let body = format!(r#"["Bearer {TOKEN}", nonsense]"#);
    let script = Script::new([response_with(200, &[("x-request-id", TOKEN)], body)]);
    let client = plain(&API, &script).build().unwrap();
    let call = client.call(&GET).decode::<Value>();
    let call = call.header("Authorization", &format!("Bearer {TOKEN}"));
    assert_clean(&shown(&call.send_blocking().unwrap_err()));

    let key = "k+y/with=odd&parts";
    for echo in [
        key,
        "k%2By%2Fwith%3Dodd%26parts",
        r"k+y\/with\u003dodd\u0026parts",
    ] {
        let body = format!(r#"{{"message": "{echo}"}}"#);
        let script = Script::new([response(400, body)]);
        let client = plain(&API, &script).api_key("query", key).build().unwrap();
        let call = client.call(&GET).decode::<Value>();
        let error = call.send_blocking().unwrap_err();
        assert!(!shown(&error).contains("parts"), "{error}");
        assert!(error.to_string().ends_with("[redacted]"), "{error}");
        assert_eq!(
            error.as_api().map(ApiError::headers),
            Some(&HeaderMap::new())
        );
    }
}
