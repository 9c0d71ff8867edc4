//! Servers whose URLs have variables.

use super::script::{Last as _, Texts as _, responding};
use crate::servers::client::{Client, Region, YourOwnUrl};

#[test]
fn a_url_has_its_variables_by_default_or_as_they_are_set() {
    assert_eq!(Region::YourOwn.url(), "https://localhost:8443/v1");
    assert_eq!(YourOwnUrl::new().url(), "https://localhost:8443/v1");
    let url = YourOwnUrl::new().host("{port}.example").port("443").url();
    assert_eq!(url, "https://{port}.example:443/v1");
}

#[test]
fn calls_go_there() {
    let script = responding(&[]);
    let client = Client::builder()
        .base_url(YourOwnUrl::new().host("pets.example").url())
        .transport(script.clone())
        .build()
        .unwrap();
    client.default().ping().send_blocking().unwrap();
    assert_eq!(script.last().host(), "pets.example");
    assert_eq!(script.last().line(), "GET /v1/ping");
}

#[test]
fn an_operation_may_have_a_server_of_its_own() {
    let script = responding(&[]);
    let client = |base_url: Option<&str>| {
        let mut builder = Client::builder().transport(script.clone());
        if let Some(base_url) = base_url {
            builder = builder.base_url(base_url);
        }
        builder.build().unwrap().default()
    };
    client(None).upload().send_blocking().unwrap();
    assert_eq!(script.last().host(), "files.roastery.example");
    client(None).download().send_blocking().unwrap();
    assert_eq!(script.last().host(), "cdn.roastery.example");
    let europe = client(Some(Region::Europe.url()));
    europe.download().send_blocking().unwrap();
    assert_eq!(script.last().host(), "cdn.roastery.example");
    europe.ping().send_blocking().unwrap();
    assert_eq!(script.last().host(), "api.eu.roastery.example");
    // A test's server gets everything.
    let test = client(Some("http://localhost:1"));
    test.download().send_blocking().unwrap();
    assert_eq!(script.last().host(), "localhost");
}

#[test]
fn a_path_alone_goes_behind_the_host_that_the_caller_gives() {
    let script = responding(&[]);
    let client = |base_url: &str| {
        let builder = crate::servers_relative::Client::builder().base_url(base_url);
        builder.transport(script.clone()).build().unwrap().default()
    };
    for base_url in ["http://localhost:1", "http://localhost:1/api/v1/"] {
        let client = client(base_url);
        client.ping().send_blocking().unwrap();
        assert_eq!(script.last().line(), "GET /api/v1/ping");
        client.download().send_blocking().unwrap();
        assert_eq!(script.last().line(), "GET /v2/files");
        client.look().send_blocking().unwrap();
        assert_eq!(script.last().line(), "HEAD /files");
    }
    client("http://localhost:1/proxy")
        .ping()
        .send_blocking()
        .unwrap();
    assert_eq!(script.last().line(), "GET /proxy/api/v1/ping");
    let builder = crate::servers_relative::Client::builder().transport(script.clone());
    let message = builder.build().unwrap_err().to_string();
    assert!(message.contains("`/api/v1`, and no host"), "{message}");
}
