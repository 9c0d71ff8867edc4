//! What strangers may do to a server: little, and nobody else waits for it.

use std::time::{Duration, Instant};

use oas_mock::{Mock, RealClock, Server, ServerOptions, Source};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::{PETS, get, send};

async fn server(options: ServerOptions) -> Server {
    let source = Source::from_text("pets.yaml", PETS);
    let mock = Mock::builder(source).clock(RealClock).build().unwrap();
    let address = ([127, 0, 0, 1], 0).into();
    Server::start_with(mock, address, options).await.unwrap()
}

/// Sends a request as it is written, and gives the whole response.
async fn ask(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = Vec::new();
    // A server that refuses a body may close before it has read it.
    let _ = stream.read_to_end(&mut response).await;
    String::from_utf8_lossy(&response).into_owned()
}

async fn get_page(server: &Server, host: &str) -> String {
    let request = format!("GET /__mock HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    ask(server, &request).await
}

#[tokio::test]
async fn a_name_that_is_not_the_servers_learns_nothing() {
    let server = server(ServerOptions::default().host("mock.test")).await;
    for host in ["localhost", "127.0.0.1:4010", "mock.test:80", "[::1]"] {
        let page = get_page(&server, host).await;
        assert!(page.starts_with("HTTP/1.1 200 "), "{host}: {page}");
    }
    for host in [
        "evil.example",
        "mock.test.evil.example:4010",
        "",
        "a\r\nhost: localhost",
    ] {
        let refused = get_page(&server, host).await;
        assert!(!refused.contains("<html"), "{host}: {refused}");
        assert!(!refused.starts_with("HTTP/1.1 200 "), "{host}: {refused}");
    }
    let all = "GET /pets HTTP/1.1\r\nhost: evil.example\r\nx-key: k\r\nconnection: close\r\n\r\n";
    assert!(ask(&server, all).await.starts_with("HTTP/1.1 421 "));
    server.stop().await;
}

#[tokio::test]
async fn a_page_runs_only_what_is_its_own() {
    let server = server(ServerOptions::default()).await;
    let (one, other) = (
        get_page(&server, "localhost").await,
        get_page(&server, "localhost").await,
    );
    let nonce = |page: &str| {
        let policy = page.split("script-src 'nonce-").nth(1).unwrap();
        policy.split('\'').next().unwrap().to_owned()
    };
    assert!(one.contains("default-src 'none'") && one.contains("frame-ancestors 'none'"));
    assert!(one.contains(&format!("<script nonce=\"{}\">", nonce(&one))));
    assert!(one.contains(&format!("<style nonce=\"{}\">", nonce(&one))));
    assert_ne!(nonce(&one), nonce(&other));
    server.stop().await;
}

#[tokio::test]
async fn slow_and_idle_connections_hold_up_nobody() {
    let server = server(ServerOptions::default().body_time(Duration::from_millis(200))).await;
    let mut slow = Vec::new();
    for number in 0..60 {
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        if number % 2 == 0 {
            let head = "POST /pets HTTP/1.1\r\nhost: localhost\r\nx-key: k\r\n\
                        content-type: application/json\r\ncontent-length: 9000\r\n\r\n{\"na";
            stream.write_all(head.as_bytes()).await.unwrap();
        }
        slow.push(stream);
    }
    let started = Instant::now();
    assert!(get_page(&server, "localhost").await.contains("<html"));
    assert!(started.elapsed() < Duration::from_secs(1));
    let mut response = Vec::new();
    slow[0].read_to_end(&mut response).await.unwrap();
    assert!(response.starts_with(b"HTTP/1.1 408 "), "{response:?}");
    server.stop().await;
}

#[tokio::test]
async fn a_head_is_only_so_long() {
    let server = server(ServerOptions::default()).await;
    let head = |path: usize, header: usize| {
        let (path, header) = ("x".repeat(path), "x".repeat(header));
        format!(
            "GET /pets/{path} HTTP/1.1\r\nhost: localhost\r\nx-a: {header}\r\nconnection: close\r\n\r\n"
        )
    };
    let taken = ask(&server, &head(60_000, 1)).await;
    assert!(taken.starts_with("HTTP/1.1 401 "), "{taken}");
    let refused = ask(&server, &head(1, 300_000)).await;
    let is_refused = refused.starts_with("HTTP/1.1 431 ");
    assert!(refused.is_empty() || is_refused, "{refused}");
    server.stop().await;
}

#[tokio::test]
async fn bodies_take_no_more_room_than_there_is() {
    let server = server(ServerOptions::default()).await;
    let length = 60 << 20;
    let head = format!(
        "POST /pets HTTP/1.1\r\nhost: localhost\r\nx-key: k\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n"
    );
    let piece = vec![b' '; 1 << 20];
    let mut senders = Vec::new();
    // Two of them fit, but for the last piece, and they stay.
    for _ in 0..3 {
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        for _ in 0..59 {
            if stream.write_all(&piece).await.is_err() {
                break;
            }
        }
        senders.push(stream);
    }
    let mut response = Vec::new();
    let _ = senders[2].read_to_end(&mut response).await;
    let response = String::from_utf8_lossy(&response).into_owned();
    assert!(
        response.is_empty() || response.starts_with("HTTP/1.1 503 "),
        "{response}"
    );
    assert!(get_page(&server, "localhost").await.contains("<html"));
    server.stop().await;
}

#[test]
fn what_is_told_of_a_request_is_short() {
    let mock = crate::mock();
    get(&mock, &format!("/pets/{}", "x".repeat(60_000)));
    let record = mock.records().pop().unwrap();
    assert!(
        record.target.chars().count() <= 1_001,
        "{}",
        record.target.len()
    );
    let told: usize = record
        .problems
        .iter()
        .map(|problem| problem.message.len())
        .sum();
    assert!(told < 2_000, "{told}");
}

#[test]
fn a_long_body_takes_time_in_proportion() {
    let mock = crate::mock();
    let form = |size: usize| {
        let pairs = (0..size * 1_000).map(|number| format!("a{number}=1"));
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let body = pairs.collect::<Vec<_>>().join("&");
        assert_eq!(send(&mock, "POST", "/pets", &form, &body).status, 422);
    };
    let json = |size: usize| {
        let json = [("content-type", "application/json")];
        let body = " ".repeat(size << 17) + "{}";
        assert_eq!(send(&mock, "POST", "/pets", &json, &body).status, 422);
    };
    assert!(growth(form) < 8.0 && growth(json) < 8.0);
}

/// How many times as long something four times as large takes. The shortest of some
/// runs, in turns, are those that the machine left alone.
fn growth(run: impl Fn(usize)) -> f64 {
    let mut least = [f64::MAX; 2];
    for _ in 0..4 {
        for (size, least) in [4, 16].into_iter().zip(&mut least) {
            let started = Instant::now();
            run(size);
            *least = least.min(started.elapsed().as_secs_f64());
        }
    }
    let [small, large] = least;
    large / small
}

/// Schemas of which a value would be endless, or nearly.
const HOSTILE: &str = "
openapi: 3.1.0
info: { title: Hostile, version: '1' }
paths:
  /pattern: { get: { responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Pattern' } } } } } } }
  /lists: { get: { responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Lists' } } } } } } }
  /tree: { get: { responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Tree' } } } } } } }
  /choices: { get: { responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Choice' } } } } } } }
  /backtracking: { get: { responses: { '200': { description: x, content: { application/json: { schema: { type: string, minLength: 40, pattern: '^(?=(a+)+$)(b|a)+$' } } } } } } }
components:
  schemas:
    Pattern: { type: array, minItems: 900, items: { type: string, pattern: '[a-z]{1000000}' } }
    Lists: { type: array, minItems: 1000, items: { type: array, minItems: 1000, items: { type: array, minItems: 1000, items: { type: string, minLength: 10000 } } } }
    Tree: { type: object, required: [left, right], properties: { left: { $ref: '#/components/schemas/Tree' }, right: { $ref: '#/components/schemas/Tree' } } }
    Choice: { allOf: [{ anyOf: [{ $ref: '#/components/schemas/Pair' }, { $ref: '#/components/schemas/Pair' }] }, { type: object, required: [a, b], properties: { a: { $ref: '#/components/schemas/Choice' }, b: { $ref: '#/components/schemas/Choice' } } }] }
    Pair: { anyOf: [{ type: object, required: [c], properties: { c: { $ref: '#/components/schemas/Choice' } } }, { $ref: '#/components/schemas/Tree' }] }
";

#[test]
fn nothing_is_made_up_without_end() {
    let mock = Mock::builder(Source::from_text("hostile.yaml", HOSTILE))
        .build()
        .unwrap();
    for path in ["/pattern", "/lists", "/tree", "/choices", "/backtracking"] {
        let started = Instant::now();
        get(&mock, path);
        let time = started.elapsed();
        assert!(time < Duration::from_secs(4), "{path} took {time:?}");
    }
}

/// Each of so many schemas leads to the next twice, and to its own members as often.
fn doubled(levels: usize) -> String {
    let next = |at: usize| format!("{{$ref: '#/components/schemas/S{at}'}}");
    let schemas = (0..levels).map(|at| {
        let (word, next) = (["allOf", "anyOf", "oneOf"][at % 3], next(at + 1));
        format!("    S{at}: {{{word}: [{next}, {next}]}}\n")
    });
    let body = format!("content: {{application/json: {{schema: {}}}}}", next(0));
    let schemas: String = schemas.collect();
    format!(
        "openapi: 3.1.0\ninfo: {{title: Doubled, version: '1'}}\npaths:\n  /a: {{post: {{requestBody: {{{body}}}, \
         responses: {{'201': {{description: It., {body}}}}}}}}}\ncomponents:\n  schemas:\n{schemas}    \
         S{levels}: {{type: object, required: [z], properties: {{z: {{type: string}}}}}}\n"
    )
}

#[test]
fn nothing_is_judged_without_end() {
    let mock = Mock::builder(Source::from_text("doubled.yaml", doubled(40)));
    let mock = mock.build().unwrap();
    for body in [r#"{"z": "a"}"#, r#"{"z": 5}"#, "[]"] {
        let started = Instant::now();
        let got = send(
            &mock,
            "POST",
            "/a",
            &[("content-type", "application/json")],
            body,
        );
        let time = started.elapsed();
        assert!(time < Duration::from_secs(4), "{body} took {time:?}");
        assert_eq!(got.status, 400, "{body}");
    }
}

/// An example of a megabyte, of which a list has to have a hundred.
#[test]
fn long_examples_are_not_copied_without_end() {
    let text = "a".repeat(1 << 20);
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: Long, version: '1'}}\npaths:\n  /a: {{get: {{responses: {{'200': {{description: It., \
         content: {{application/json: {{schema: {{type: array, minItems: 100, items: {{type: string, example: {text}}}}}}}}}}}}}}}}}\n"
    );
    let mock = Mock::builder(Source::from_text("long.yaml", document));
    let got = get(&mock.build().unwrap(), "/a");
    assert!(got.body.len() < 40 << 20);
}
