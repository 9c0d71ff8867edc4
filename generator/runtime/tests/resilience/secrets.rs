//! The token, looked for in everything that is shown.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::script::{response, scripted};
use http::{Request, Response};
use oas_runtime::api::{ApiMetadata, RateLimitHeaders, SecurityScheme};
use oas_runtime::middleware::{Attempt, Middleware, Next};
use oas_runtime::random::SeededRng;
use oas_runtime::test_util::TestResponse;
use oas_runtime::transport::{Body, Phase, TransportError, TransportErrorKind};
use oas_runtime::{BoxFuture, Client, Operation, Value};

const TOKEN: &str = "tok-5ecre7-9f2c";

static API: ApiMetadata = ApiMetadata::new("pets", "1.0.0")
    .schemes(&[
        SecurityScheme::bearer("token"),
        SecurityScheme::api_key_query("key", "key"),
    ])
    .rate_limit(RateLimitHeaders::new("x-limit", "x-left", "x-reset"))
    .request_id_header("x-request-id");
static GET: Operation = Operation::get("get", "/a");
static POST: Operation = Operation::post("post", "/a");

/// Logs like the example in the documentation, and the headers besides.
struct Log(Arc<Mutex<String>>);

impl Middleware for Log {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        let attempt = request.extensions().get::<Attempt>().unwrap().clone();
        Box::pin(async move {
            let headers = format!("{:?}", request.headers());
            let outcome = next.run(request).await;
            let status = outcome.as_ref().map(Response::status);
            let mut log = self.0.lock().unwrap();
            writeln!(log, "{attempt:?} {headers} {:?}", status.is_ok()).unwrap();
            outcome
        })
    }
}

/// Everything that a server can do with a token that it was sent.
fn echo(number: usize) -> TestResponse {
    let headers: &'static [(&'static str, &'static str)] = &[
        ("x-request-id", TOKEN),
        ("x-limit", TOKEN),
        ("x-echo", TOKEN),
        ("location", "https://evil.example/?token=tok-5ecre7-9f2c"),
        ("retry-after", "0"),
    ];
    let body = || Body::from(format!(r#"{{"message": "{TOKEN}", "id": "{TOKEN}"}}"#));
    match number % 8 {
        0 => response(200, headers, body()),
        1 => response(200, headers, Body::from(format!("not JSON: {TOKEN}"))),
        2 => response(302, headers, body()),
        3 => response(400, headers, body()),
        4 => response(503, headers, body()),
        5 => response(429, headers, body()),
        6 => TransportError::new(Phase::Unknown, TransportErrorKind::Other, "it broke").into(),
        _ => TestResponse::hang(),
    }
}

#[test]
fn nothing_shows_the_token() {
    let mut shown = String::new();
    let log = Arc::new(Mutex::new(String::new()));
    for operation in [&GET, &POST] {
        for number in 0..8 {
            let script = scripted(move |_| echo(number));
            let client = Client::builder(&API)
                .base_url("https://pets.example")
                .token(TOKEN)
                .api_key("key", TOKEN)
                .rng(SeededRng::new(1))
                .middleware(Log(Arc::clone(&log)))
                .transport(script.clone());
            writeln!(shown, "{client:?}").unwrap();
            let client = client.build().unwrap();
            let call = client.call(operation).json([1]).decode::<Value>();
            let call = call.timeout(Duration::from_secs(5));
            writeln!(shown, "{call:?} {client:?} {:?}", client.rate_limiter()).unwrap();
            match spanned(&mut shown, || call.response().send_blocking()) {
                Ok(response) => writeln!(shown, "{response:?} {response:#?}").unwrap(),
                Err(error) => {
                    writeln!(shown, "{error} {error:?} {error:#?}").unwrap();
                    let mut source = std::error::Error::source(&error);
                    while let Some(cause) = source {
                        writeln!(shown, "{cause} {cause:?}").unwrap();
                        source = cause.source();
                    }
                }
            }
            // It was sent, though, and to its own host.
            let sent = script.sent();
            assert!(!sent.is_empty());
            assert!(sent.iter().all(|sent| {
                sent.headers["authorization"]
                    .to_str()
                    .unwrap()
                    .ends_with(TOKEN)
            }));
        }
    }
    let log = log.lock().unwrap().clone();
    assert!(log.lines().count() >= 16 && shown.len() > 5000);
    let hits = shown.matches(TOKEN).count() + log.matches(TOKEN).count();
    crate::say(&format!(
        "the token in {} bytes of Debug, Display, sources, spans and logs: {hits} hits",
        shown.len() + log.len()
    ));
    assert_eq!(hits, 0, "{shown}\n{log}");
}

#[cfg(feature = "tracing")]
fn spanned<T>(shown: &mut String, work: impl FnOnce() -> T) -> T {
    let (value, spans) = crate::spans::collect(work);
    assert!(!spans.is_empty());
    for span in spans {
        writeln!(shown, "{span}").unwrap();
    }
    value
}

#[cfg(not(feature = "tracing"))]
fn spanned<T>(_: &mut String, work: impl FnOnce() -> T) -> T {
    work()
}
