//! What a client can be built from.

use std::time::Duration;

use oas_runtime::api::{ApiMetadata, SecurityScheme, Server};
use oas_runtime::{Client, ClientBuilder, Operation};

use crate::fault;
use crate::script::{Script, response};

static API: ApiMetadata = ApiMetadata::new("pets", "2.0.0")
    .servers(&[
        Server::new("First", "https://first.example/v2/"),
        Server::new("Second", "https://second.example"),
    ])
    .headers(&[("Pets-Version", "3")])
    .schemes(&[SecurityScheme::bearer("token")]);

static GET: Operation = Operation::get("get", "/pets");

fn builder() -> ClientBuilder {
    Client::builder(&API).transport(Script::default())
}

#[test]
fn the_first_server_is_the_default_and_paths_of_proxies_are_kept() {
    assert_eq!(
        builder().build().unwrap().base_url(),
        "https://first.example/v2"
    );
    let proxied = builder().base_url("http://localhost:9/gate/way/");
    let script = Script::new([response(200, "null")]);
    let client = proxied.transport(script.clone()).build().unwrap();
    client.call(&GET).empty().send_blocking().unwrap();
    assert_eq!(script.sent()[0].uri, "http://localhost:9/gate/way/pets");
}

#[test]
fn what_cannot_work_is_refused_with_a_mend() {
    static NOWHERE: ApiMetadata = ApiMetadata::new("nowhere", "1.0.0");
    static VARIABLE: ApiMetadata =
        ApiMetadata::new("v", "1").servers(&[Server::new("", "https://{region}.example")]);
    static RELATIVE: ApiMetadata =
        ApiMetadata::new("r", "1").servers(&[Server::new("", "/api/v3")]);
    let cases = [
        (Client::builder(&NOWHERE), "names no server", "base_url"),
        (Client::builder(&VARIABLE), "has variables", "base_url"),
        (
            Client::builder(&RELATIVE),
            "no scheme or no host",
            "https://",
        ),
        (builder().base_url("not a url"), "is not a URL", "https://"),
        (
            builder().base_url("https://me:hunter2@pets.example"),
            "holds credentials",
            "builder",
        ),
        (
            builder().api_key("nope", "k"),
            "no API-key scheme `nope`",
            "securitySchemes",
        ),
        (
            builder().api_key("token", "hunter2"),
            "no API-key scheme `token`",
            "securitySchemes",
        ),
        (
            builder().header("a b", "c"),
            "`a b` can't be a header's name",
            "name",
        ),
        (
            builder().header("a", "b\r\nc: d"),
            "`a` can't be sent",
            "line breaks",
        ),
        (
            Client::builder(&VARIABLE)
                .base_url("https://a.example")
                .token("hunter2"),
            "no bearer scheme",
            "Authorization",
        ),
        (
            builder().basic("me", "hunter2"),
            "no basic scheme",
            "Authorization",
        ),
        (
            builder().base_url("http://pets.example").token("hunter2"),
            "plain HTTP",
            "allow_plain_http",
        ),
    ];
    for (builder, told, mend) in cases {
        let message = fault(builder.transport(Script::default()).build());
        assert!(
            message.starts_with("the client can't be built: "),
            "{message}"
        );
        assert!(
            message.contains(told) && message.contains(mend),
            "{message}"
        );
        assert!(!message.contains("hunter2"), "{message}");
    }
}

#[test]
fn plain_http_is_for_this_machine_or_without_credentials_or_by_consent() {
    let http = || builder().base_url("http://pets.example");
    assert!(http().build().is_ok());
    assert!(http().token("t").allow_plain_http().build().is_ok());
    assert!(
        builder()
            .base_url("http://127.0.0.1:1")
            .token("t")
            .build()
            .is_ok()
    );
}

#[test]
fn headers_that_are_credentials_do_not_go_over_plain_http_either() {
    let script = Script::new([response(200, "")]);
    let http = builder()
        .base_url("http://pets.example")
        .transport(script.clone());
    let client = http.build().unwrap();
    client.call(&GET).empty().send_blocking().unwrap();
    let call = client
        .call(&GET)
        .empty()
        .header("Authorization", "Bearer t");
    assert!(fault(call.send_blocking()).contains("plain HTTP"));
    assert_eq!(script.sent().len(), 1);
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_a_transport_there_is_no_client() {
    let message = fault(Client::builder(&API).build());
    assert!(message.contains("feature `reqwest`"), "{message}");
}

#[test]
fn later_headers_go_before_earlier_ones() {
    let script = Script::new([response(200, "null"), response(200, "null")]);
    let client = builder()
        .header("X-Mine", "1")
        .header("pets-version", "4")
        .user_agent("me/1")
        .transport(script.clone())
        .build()
        .unwrap();
    client.call(&GET).empty().send_blocking().unwrap();
    let call = client
        .call(&GET)
        .empty()
        .header("x-mine", "2")
        .header("Host", "evil.example");
    call.send_blocking().unwrap();
    let sent = script.sent();
    assert_eq!(sent[0].headers["user-agent"], "me/1");
    assert_eq!(sent[0].headers["pets-version"], "4");
    assert_eq!(sent[0].headers["x-mine"], "1");
    assert_eq!(sent[1].headers["x-mine"], "2");
    assert!(!sent[1].headers.contains_key("host"));
}

#[test]
fn the_time_for_a_call_is_the_calls_own_or_else_the_clients() {
    let script = Script::new([
        response(200, ""),
        response(200, ""),
        response(200, ""),
        response(200, ""),
    ]);
    let client = |builder: ClientBuilder| {
        let builder = builder.no_idle_timeout();
        builder.transport(script.clone()).build().unwrap()
    };
    let five = Duration::from_secs(5);
    client(builder())
        .call(&GET)
        .empty()
        .send_blocking()
        .unwrap();
    client(builder().timeout(five))
        .call(&GET)
        .empty()
        .send_blocking()
        .unwrap();
    client(builder().no_timeout())
        .call(&GET)
        .empty()
        .send_blocking()
        .unwrap();
    client(builder().no_timeout())
        .call(&GET)
        .empty()
        .timeout(five)
        .send_blocking()
        .unwrap();
    assert_eq!(script.slept(), [Duration::from_secs(60), five, five]);
}
