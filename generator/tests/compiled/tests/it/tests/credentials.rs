//! Credentials as each operation wants them, and the servers.

use oas_runtime::test_util::{SentRequest, TestTransport};

use super::script::{Last as _, Texts as _, responding};
use crate::security::api::Default as Api;
use crate::security::{Client, ClientBuilder};
use crate::servers::client::Region;

fn builder(script: &TestTransport) -> ClientBuilder {
    Client::builder()
        .base_url("https://api.roastery.example")
        .transport(script.clone())
}

fn sent(
    builder: ClientBuilder,
    script: &TestTransport,
    call: fn(&Api) -> oas_runtime::Call<()>,
) -> SentRequest {
    let client = builder.build().unwrap();
    call(&client.default()).send_blocking().unwrap();
    script.last()
}

#[test]
fn an_operation_takes_what_it_asks_for() {
    let script = responding(&[]);
    let all = || {
        builder(&script)
            .token("t")
            .basic("user", "secret")
            .api_key("key", "k1")
            .api_key("query_key", "k2")
            .api_key("cookie_key", "k3")
    };
    let bearer = "Bearer t";
    assert_eq!(
        sent(all(), &script, Api::as_everywhere).headers["authorization"],
        bearer
    );
    assert_eq!(
        sent(all(), &script, Api::oauth).headers["authorization"],
        bearer
    );
    assert_eq!(
        sent(all(), &script, Api::basic).headers["authorization"],
        "Basic dXNlcjpzZWNyZXQ="
    );
    let none = sent(all(), &script, Api::none);
    assert!(!none.headers.contains_key("authorization"));
    let both = sent(all(), &script, Api::both);
    assert_eq!(both.headers["authorization"], bearer);
    assert_eq!(both.headers["x-api-key"], "k1");
    let optional = sent(all(), &script, Api::optional);
    assert_eq!(optional.headers["authorization"], bearer);
    let either = sent(all(), &script, Api::either);
    assert_eq!(either.headers["x-api-key"], "k1");
    assert_eq!(either.line(), "GET /either");
}

#[test]
fn one_of_several_is_enough() {
    let script = responding(&[]);
    let query = builder(&script).api_key("query_key", "k 2");
    assert_eq!(
        sent(query, &script, Api::either).line(),
        "GET /either?key=k%202"
    );
    let cookie = builder(&script).api_key("cookie_key", "k3");
    let sent = sent(cookie, &script, Api::either);
    assert_eq!(sent.headers["cookie"], "session=k3");
}

#[test]
fn without_what_it_asks_for_nothing_is_sent() {
    let script = responding(&[]);
    let client = builder(&script).api_key("key", "k1").build().unwrap();
    assert!(client.default().both().send_blocking().is_err());
    assert_eq!(script.sent().len(), 0);
    client.default().optional().send_blocking().unwrap();
    assert!(!script.last().headers.contains_key("authorization"));
}

#[test]
fn the_first_server_is_taken_unless_another_is_chosen() {
    let script = responding(&[]);
    let builder = || crate::servers::Client::builder().transport(script.clone());
    builder()
        .build()
        .unwrap()
        .default()
        .ping()
        .send_blocking()
        .unwrap();
    assert_eq!(script.last().host(), "api.roastery.example");
    let europe = builder().region(Region::Europe).build().unwrap();
    europe.default().ping().send_blocking().unwrap();
    assert_eq!(script.last().host(), "api.eu.roastery.example");
    assert_eq!(Region::default(), Region::Us);
}

#[test]
fn what_the_client_cannot_send_is_left_to_the_transport() {
    let script = responding(&[]);
    let builder = || {
        let builder = crate::security_external::Client::builder();
        builder
            .base_url("https://api.roastery.example")
            .transport(script.clone())
    };
    let client = builder().build().unwrap().default();
    client.as_everywhere().send_blocking().unwrap();
    client.either().send_blocking().unwrap();
    assert!(!script.last().headers.contains_key("authorization"));
    assert!(client.both().send_blocking().is_err());
    let client = builder().token("t").build().unwrap().default();
    for call in [client.both(), client.either()] {
        call.send_blocking().unwrap();
        assert_eq!(script.last().headers["authorization"], "Bearer t");
    }
}
