//! Responses by status, whatever the order of the rows.

use http::StatusCode;
use oas_runtime::response::FromResponse;
use oas_runtime::response_enum;

#[derive(Debug, PartialEq)]
enum Mixed {
    Rest(Option<String>),
    Range(bool),
    Created(i64),
    Missing(String),
    Gone,
    Server,
}

response_enum! {
    Mixed {
        default: Rest(Option<String>),
        "2xx": Range(bool),
        201: Created(i64),
        404: Missing(String),
        410: Gone,
        "5XX": Server,
    }
}

fn read(status: u16, body: &str) -> Mixed {
    let status = StatusCode::from_u16(status).unwrap();
    assert!(Mixed::expects(status));
    Mixed::read(status, body.as_bytes()).unwrap()
}

#[test]
fn the_row_that_says_most_is_taken() {
    assert_eq!(read(201, "1"), Mixed::Created(1));
    assert_eq!(read(200, "true"), Mixed::Range(true));
    assert_eq!(read(404, r#""x""#), Mixed::Missing("x".to_owned()));
    assert_eq!(read(410, "<gone>"), Mixed::Gone);
    assert_eq!(read(503, ""), Mixed::Server);
    assert!(Mixed::read(StatusCode::CREATED, b"{}").is_err());
}

#[derive(Debug, PartialEq)]
enum Loose {
    Ok(i64),
    Rest(Option<String>),
}

response_enum! { Loose { 200: Ok(i64), default: Rest(Option<String>) } }

#[test]
fn default_is_for_successes() {
    let read = |status: u16, body: &str| {
        let status = StatusCode::from_u16(status).unwrap();
        Loose::expects(status).then(|| Loose::read(status, body.as_bytes()).unwrap())
    };
    assert_eq!(read(200, "1"), Some(Loose::Ok(1)));
    assert_eq!(
        read(202, r#""later""#),
        Some(Loose::Rest(Some("later".to_owned())))
    );
    assert_eq!(read(204, ""), Some(Loose::Rest(None)));
    for status in [100, 304, 404, 500] {
        assert_eq!(read(status, "1"), None, "{status}");
    }
}

/// Names of the prelude, taken by an API.
mod shadowed {
    use oas_runtime::api::{ApiMetadata, SecurityScheme};
    use oas_runtime::{client, response_enum};

    pub enum Result {
        Ok(i64),
        Err,
    }
    pub struct Option;
    pub struct String;
    pub struct Some;

    response_enum! { Result { 200: Ok(i64), 404: Err } }

    static API: ApiMetadata = ApiMetadata::new("shadowed", "1.0.0").schemes(&[
        SecurityScheme::bearer("a"),
        SecurityScheme::basic("b"),
        SecurityScheme::api_key_header("c", "C"),
    ]);

    #[derive(Clone, Debug)]
    pub struct Client {
        inner: oas_runtime::Client,
    }

    #[derive(Debug)]
    #[must_use]
    pub struct ClientBuilder {
        inner: oas_runtime::ClientBuilder,
    }

    client! { Client, ClientBuilder, API, [bearer, basic, api_key] }
}

#[test]
fn the_macros_do_not_trip_over_names_of_the_prelude() {
    let _ = (shadowed::Option, shadowed::String, shadowed::Some);
    let response = shadowed::Result::read(StatusCode::OK, b"7").unwrap();
    assert!(matches!(response, shadowed::Result::Ok(7)));
    let response = shadowed::Result::read(StatusCode::NOT_FOUND, b"").unwrap();
    assert!(matches!(response, shadowed::Result::Err));

    let script = crate::script::Script::default();
    let builder = shadowed::Client::builder()
        .base_url("https://a.example")
        .transport(script);
    let builder = builder
        .token("t")
        .basic("u", "p")
        .api_key("c", "k")
        .allow_missing_credentials();
    let builder = builder
        .token_provider("t")
        .header("x", "y")
        .user_agent("z")
        .no_timeout();
    let builder = builder
        .timeout(std::time::Duration::MAX)
        .max_response_bytes(1);
    let client = builder.allow_plain_http().build().unwrap();
    assert_eq!(client.runtime().base_url(), "https://a.example");
    assert_eq!(client.request(http::Method::GET, "/x").empty().path(), "/x");
}

#[derive(Debug, PartialEq)]
enum Export {
    Ok(oas_runtime::Bytes),
    Accepted(String),
    Other(i64),
}

response_enum! { Export { 200: Ok(oas_runtime::Bytes as Raw), 202: Accepted(String as Text), 203: Other(i64) } }

#[test]
fn responses_need_not_be_json() {
    let read = |status: u16, body: &[u8]| Export::read(StatusCode::from_u16(status).unwrap(), body);
    let raw = oas_runtime::Bytes::from_static(b"\xff\x00");
    assert_eq!(read(200, b"\xff\x00").unwrap(), Export::Ok(raw));
    assert_eq!(
        read(202, b"later").unwrap(),
        Export::Accepted("later".to_owned())
    );
    assert!(read(202, b"\xff").unwrap_err().message().contains("UTF-8"));
    assert_eq!(read(203, b"1").unwrap(), Export::Other(1));
}
