//! Servers that do what no server should: each call ends, with an error that keeps the
//! token to itself.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use oas_runtime::stream::Event;
use oas_runtime::{Client, Error, Value};
use oas_test_server::{Reaction, Server};

use crate::{API, GET, ok};

/// A call may take so long.
const LIMIT: Duration = Duration::from_millis(500);

const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/// A server that begins its responses as told, and repeats a piece until nobody listens.
fn endless(begin: &str, piece: &str, pause: Duration) -> String {
    let (begin, piece) = (begin.to_owned(), piece.to_owned());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut connection, _) = listener.accept()?;
        connection.set_write_timeout(Some(Duration::from_secs(5)))?;
        let _ = connection.read(&mut [0; 4096])?;
        connection.write_all(begin.as_bytes())?;
        loop {
            connection.write_all(piece.as_bytes())?;
            thread::sleep(pause);
        }
        #[allow(unreachable_code, reason = "it says what the closure gives")]
        std::io::Result::Ok(())
    });
    url
}

fn client(url: &str) -> Client {
    let builder = Client::builder(&API).base_url(url).token("secret-token");
    let builder = builder
        .no_retries()
        .timeout(LIMIT)
        .max_response_bytes(1 << 20);
    builder.build().unwrap()
}

fn refused(name: &str, call: impl FnOnce() -> Result<Value, Error>) -> String {
    let begin = Instant::now();
    let error = call().expect_err(name);
    assert!(begin.elapsed() < Duration::from_secs(10), "{name}: {error}");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("secret-token"), "{name}: {shown}");
    shown
}

#[test]
fn a_response_that_never_ends_is_given_up() {
    let at_once = Duration::ZERO;
    let slowly = Duration::from_millis(5);
    let line = "x-header: of a head that goes on and on\r\n".repeat(100);
    let text = "a".repeat(64 << 10);
    for (name, begin, piece, pause) in [
        ("headers", "HTTP/1.1 200 OK\r\n", &*line, at_once),
        ("a header", "HTTP/1.1 200 OK\r\nx-a: ", &*text, at_once),
        ("a status line", "HTTP/1.1 200 ", &*text, at_once),
        (
            "interim responses",
            "",
            "HTTP/1.1 103 Early Hints\r\n\r\n",
            slowly,
        ),
        ("a body", "HTTP/1.1 200 OK\r\n\r\n", &*text, at_once),
        ("a size", CHUNKED, "000000", slowly),
        ("an extension", &*format!("{CHUNKED}1;"), &*text, at_once),
        (
            "trailers",
            &*format!("{CHUNKED}1\r\n1\r\n0\r\n"),
            &*line,
            at_once,
        ),
        ("a slow head", "HTTP/1.1 200 OK\r\n", "x-a: 1\r\n", slowly),
        ("a slow body", "HTTP/1.1 200 OK\r\n\r\n[", "1,", slowly),
    ] {
        let client = client(&endless(begin, piece, pause));
        refused(name, || client.call(&GET).decode::<Value>().send_blocking());
    }
}

#[test]
fn an_event_without_an_end_is_given_up() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: ";
    let client = client(&endless(head, &"a".repeat(64 << 10), Duration::ZERO));
    let shown = refused("an event", || {
        let mut events = client.call(&GET).events::<Value>().events_blocking();
        let event: Option<Result<Event<Value>, Error>> = events.next();
        Ok(event.unwrap()?.data)
    });
    assert!(shown.contains("larger than 1048576 bytes"), "{shown}");
}

#[test]
fn a_response_of_another_length_spoils_no_other() {
    let behind = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n42HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n66";
    let server = Server::start(move |request| match request.connection {
        0 => Reaction::raw(behind),
        _ => ok(),
    });
    let client = client(server.unwrap().url());
    for _ in 0..2 {
        let call = client.call(&GET).decode::<i64>();
        assert_ne!(call.send_blocking().ok(), Some(66));
    }
    for head in [
        "content-length: 2\r\ncontent-length: 1",
        "content-length: -1",
        "content-length: 99999999999999999999999",
    ] {
        let response = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n42");
        let client = crate::client(crate::serve(Reaction::raw(response)).url());
        refused(head, || client.call(&GET).decode::<Value>().send_blocking());
    }
}

#[test]
fn json_that_is_nested_without_an_end_is_an_error() {
    let deep = "[".repeat(900_000);
    let client = client(crate::serve(Reaction::json(200, &deep)).url());
    let shown = refused("json", || {
        client.call(&GET).decode::<Value>().send_blocking()
    });
    assert!(
        shown.contains("recursion limit"),
        "{}",
        shown.get(..300).unwrap_or(&shown)
    );
}
