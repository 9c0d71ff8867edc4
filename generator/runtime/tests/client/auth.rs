//! Which credentials go where, and where they never go.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use oas_runtime::api::{ApiMetadata, SecurityScheme};
use oas_runtime::auth::{Token, TokenProvider};
use oas_runtime::error::{ErrorKind, Outcome};
use oas_runtime::{BoxError, BoxFuture, Client, Operation};

use crate::script::{Script, response};
use crate::{fault, plain};

static API: ApiMetadata = ApiMetadata::new("keys", "1.0.0")
    .schemes(&[
        SecurityScheme::bearer("token"),
        SecurityScheme::basic("login"),
        SecurityScheme::api_key_header("header", "X-Key"),
        SecurityScheme::api_key_query("query", "api key"),
        SecurityScheme::api_key_cookie("cookie", "session"),
    ])
    .security(&[&["token"], &["header", "query"]]);

static INHERITS: Operation = Operation::get("inherits", "/a");
static NONE: Operation = Operation::get("none", "/a").security(&[]);
static OPTIONAL: Operation = Operation::get("optional", "/a").security(&[&["token"], &[]]);
static LOGIN: Operation = Operation::get("login", "/a").security(&[&["login"]]);
static COOKIE: Operation = Operation::get("cookie", "/a").security(&[&["cookie"]]);
static ALL_KEYS: Operation =
    Operation::get("allKeys", "/a").security(&[&["header", "query", "cookie"]]);

fn script() -> Script {
    Script::new([
        response(200, "null"),
        response(200, "null"),
        response(200, "null"),
    ])
}

fn send(client: &Client, operation: &'static Operation) {
    client.call(operation).empty().send_blocking().unwrap();
}

#[test]
fn a_key_that_is_a_parameter_as_well_is_sent_once() {
    let script = script();
    let without = plain(&API, &script).allow_missing_credentials();
    let keys = plain(&API, &script)
        .api_key("header", "k1")
        .api_key("query", "k2")
        .api_key("cookie", "k3");
    for client in [without, keys] {
        let client = client.build().unwrap();
        let call = client.call(&ALL_KEYS);
        let call = call.header(&oas_runtime::Param::new("x-key"), "own");
        let call = call.query(&oas_runtime::Param::new("api key"), "mine");
        let call = call.cookie(&oas_runtime::Param::new("session"), "s");
        call.empty().send_blocking().unwrap();
    }
    for sent in script.sent() {
        assert_eq!(sent.uri, "http://localhost/a?api%20key=mine");
        assert_eq!(sent.headers["x-key"], "own");
        assert_eq!(sent.headers["cookie"], "session=s");
    }
}

#[test]
fn the_first_alternative_that_can_be_met_is_taken() {
    let script = script();
    let both = plain(&API, &script)
        .token("t0ken")
        .api_key("header", "k1")
        .api_key("query", "k 2");
    send(&both.build().unwrap(), &INHERITS);
    let keys = plain(&API, &script)
        .api_key("header", "k1")
        .api_key("query", "k 2");
    send(&keys.build().unwrap(), &INHERITS);

    let sent = script.sent();
    assert_eq!(sent[0].headers["authorization"], "Bearer t0ken");
    assert!(!sent[0].headers.contains_key("x-key"));
    assert_eq!(sent[0].uri, "http://localhost/a");
    assert!(!sent[1].headers.contains_key("authorization"));
    assert_eq!(sent[1].headers["x-key"], "k1");
    assert!(sent[1].headers["x-key"].is_sensitive());
    assert_eq!(sent[1].uri, "http://localhost/a?api%20key=k%202");
}

#[test]
fn all_keys_of_an_alternative_go_together() {
    let script = script();
    let client = plain(&API, &script)
        .api_key("header", "k1")
        .api_key("query", "k2")
        .api_key("cookie", "k;3")
        .build()
        .unwrap();
    let call = client.call(&ALL_KEYS);
    let call = call.query(&oas_runtime::Param::new("x"), 1);
    let call = call.cookie(&oas_runtime::Param::new("theme"), "dark");
    call.empty().send_blocking().unwrap();
    let sent = &script.sent()[0];
    assert_eq!(sent.uri, "http://localhost/a?x=1&api%20key=k2");
    assert_eq!(sent.headers["cookie"], "theme=dark; session=k%3B3");
    assert!(sent.headers["cookie"].is_sensitive());
}

#[test]
fn half_an_alternative_is_none() {
    let script = script();
    let half = plain(&API, &script)
        .api_key("header", "k1")
        .build()
        .unwrap();
    let message = fault(half.call(&INHERITS).empty().send_blocking());
    assert!(
        message.starts_with(
            "GET /a (inherits) was not sent: no credentials for token or header and query"
        ),
        "{message}"
    );
    assert!(script.sent().is_empty());

    let anonymous = plain(&API, &script)
        .allow_missing_credentials()
        .build()
        .unwrap();
    send(&anonymous, &INHERITS);
    assert!(!script.sent()[0].headers.contains_key("authorization"));
}

#[test]
fn an_operation_may_want_none_or_not_mind() {
    let script = script();
    let client = plain(&API, &script).token("t0ken").build().unwrap();
    send(&client, &NONE);
    send(&client, &OPTIONAL);
    let without = plain(&API, &script).allow_missing_credentials();
    send(&without.build().unwrap(), &OPTIONAL);
    let sent = script.sent();
    assert!(!sent[0].headers.contains_key("authorization"));
    assert_eq!(sent[1].headers["authorization"], "Bearer t0ken");
    assert!(!sent[2].headers.contains_key("authorization"));
}

#[test]
fn basic_and_cookie() {
    let script = script();
    let client = plain(&API, &script)
        .basic("Aladdin", "open sesame")
        .api_key("cookie", "s3ssion")
        .build()
        .unwrap();
    send(&client, &LOGIN);
    send(&client, &COOKIE);
    let sent = script.sent();
    // The example of RFC 7617.
    assert_eq!(
        sent[0].headers["authorization"],
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    );
    assert_eq!(sent[1].headers["cookie"], "session=s3ssion");
}

#[test]
fn a_header_of_the_call_goes_before_the_clients_credentials() {
    let script = script();
    let client = plain(&API, &script).token("t0ken").build().unwrap();
    let call = client
        .call(&INHERITS)
        .empty()
        .header("Authorization", "Bearer other");
    assert!(!format!("{call:?}").contains("other"), "{call:?}");
    call.send_blocking().unwrap();
    assert_eq!(script.sent()[0].headers["authorization"], "Bearer other");
}

#[test]
fn an_api_without_declared_security_gets_what_there_is() {
    static LOOSE: ApiMetadata = ApiMetadata::new("loose", "1.0.0").schemes(&[
        SecurityScheme::api_key_header("header", "X-Key"),
        SecurityScheme::bearer("token"),
    ]);
    let script = script();
    send(
        &plain(&LOOSE, &script).token("t0ken").build().unwrap(),
        &INHERITS,
    );
    send(&plain(&LOOSE, &script).build().unwrap(), &INHERITS);
    let sent = script.sent();
    assert_eq!(sent[0].headers["authorization"], "Bearer t0ken");
    assert!(!sent[1].headers.contains_key("authorization"));
}

/// Hands out a new token each time, and remembers those that were rejected.
#[derive(Clone, Default)]
struct Counting {
    count: Arc<AtomicUsize>,
    rejected: Arc<Mutex<Vec<String>>>,
}

impl TokenProvider for Counting {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(async {
            match self.count.fetch_add(1, Ordering::Relaxed) {
                2 => Err("the vault is closed".into()),
                count => Ok(Token::new(format!("token-{count}"))),
            }
        })
    }

    fn invalidate(&self, token: &Token) {
        self.rejected
            .lock()
            .unwrap()
            .push(token.secret().expose().to_owned());
    }
}

#[test]
fn a_provider_is_asked_each_time_and_told_of_rejections() {
    let script = Script::new([response(200, "null"), response(401, "")]);
    let provider = Counting::default();
    let client = plain(&API, &script)
        .token_provider(provider.clone())
        .build()
        .unwrap();
    let call = client.call(&INHERITS).empty();
    call.clone().send_blocking().unwrap();
    call.clone().send_blocking().unwrap_err();
    let sent = script.sent();
    assert_eq!(sent[0].headers["authorization"], "Bearer token-0");
    assert_eq!(sent[1].headers["authorization"], "Bearer token-1");
    assert_eq!(*provider.rejected.lock().unwrap(), ["token-1"]);

    let message = fault(call.send_blocking());
    assert_eq!(
        message,
        "GET /a (inherits) was not sent: the token provider has no token: the vault is closed"
    );
    assert_eq!(script.sent().len(), 2);
}

#[test]
fn missing_and_empty_credentials_are_told_when_the_client_is_built() {
    let script = script();
    let builder = || plain(&API, &script);
    for (builder, told) in [
        (builder(), "no credentials for token or header and query"),
        (builder().token(""), "the bearer token is empty"),
        (builder().token(" \n"), "the bearer token is empty"),
        (
            builder().api_key("header", ""),
            "the API key `header` is empty",
        ),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert_eq!((error.attempts(), error.outcome()), (0, Outcome::No));
        assert!(error.operation().is_none() && !error.is_retryable());
        assert!(error.to_string().contains(told), "{error}");
    }
    // A header of the client's own is as good.
    let by_hand = builder().header("Authorization", "Bearer t0ken");
    send(&by_hand.build().unwrap(), &INHERITS);
}

#[test]
fn tokens_that_cannot_be_sent_are_not_shown() {
    let script = script();
    let client = plain(&API, &script).token("sec\nret").build().unwrap();
    let message = fault(client.call(&INHERITS).empty().send_blocking());
    assert!(message.contains("a character that no header may hold"));
    assert!(!message.contains("ret"), "{message}");

    let client = plain(&API, &script).token_provider("").build().unwrap();
    let message = fault(client.call(&INHERITS).empty().send_blocking());
    assert!(message.contains("is empty"), "{message}");
    assert!(script.sent().is_empty());
}

#[test]
fn a_server_that_repeats_a_secret_does_not_get_it_into_messages() {
    static SHAPED: ApiMetadata = ApiMetadata::new("echo", "1.0.0")
        .schemes(&[
            SecurityScheme::bearer("token"),
            SecurityScheme::basic("login"),
        ])
        .error(
            oas_runtime::api::ErrorEnvelope::new()
                .message("/message")
                .code("/code"),
        );
    let echo = r#"{"message": "unknown token hunter2-hunter2", "code": "hunter2-hunter2"}"#;
    let script = Script::new([
        response(401, echo),
        response(200, r#"{"id": "hunter2-hunter2"}"#),
    ]);
    let client = plain(&SHAPED, &script)
        .token("hunter2-hunter2")
        .build()
        .unwrap();
    for _ in 0..2 {
        let error = client
            .call(&INHERITS)
            .decode::<Vec<bool>>()
            .send_blocking()
            .unwrap_err();
        let shown = format!("{error} {error:?} {error:#?}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

#[test]
fn nothing_shows_credentials() {
    let script = script();
    let builder = plain(&API, &script)
        .token("hunter2")
        .basic("user", "hunter2")
        .api_key("header", "hunter2")
        .header("X-Key", "hunter2");
    let built = format!("{builder:?}");
    let client = builder.build().unwrap();
    let call = client.call(&INHERITS).empty();
    let secret = oas_runtime::Secret::from("hunter2");
    let shown = format!(
        "{built} {client:?} {call:?} {secret:?} {:?}",
        Token::new("hunter2")
    );
    assert!(!shown.contains("hunter2"), "{shown}");
}

/// Keeps the token that it has fetched, until that is rejected.
#[derive(Clone, Default)]
struct Caching {
    fetched: Arc<AtomicUsize>,
    kept: Arc<Mutex<Option<Token>>>,
}

impl TokenProvider for Caching {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(async {
            let count = self.fetched.fetch_add(1, Ordering::Relaxed);
            let token = Token::new(format!("token-{count}"));
            *self.kept.lock().unwrap() = Some(token.clone());
            Ok(token)
        })
    }

    fn cached(&self) -> Option<Token> {
        self.kept.lock().unwrap().clone()
    }

    fn invalidate(&self, _: &Token) {
        *self.kept.lock().unwrap() = None;
    }
}

#[test]
fn a_token_at_hand_is_not_fetched_again() {
    let script = Script::new([
        response(200, "null"),
        response(200, "null"),
        response(401, ""),
        response(200, "null"),
    ]);
    let client = plain(&API, &script)
        .token_provider(Caching::default())
        .build()
        .unwrap();
    let call = client.call(&INHERITS).empty();
    for _ in 0..4 {
        let _ = call.clone().send_blocking();
    }
    let sent = script.sent();
    let tokens: Vec<_> = sent
        .iter()
        .map(|sent| sent.headers["authorization"].to_str().unwrap())
        .collect();
    let (first, second) = ("Bearer token-0", "Bearer token-1");
    assert_eq!(tokens, [first, first, first, second]);
}
