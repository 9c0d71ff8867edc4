//! Uploads and streams over real connections.

use std::time::Duration;

use http::Method;
use oas_runtime::stream::Event;
use oas_runtime::transport::{Body, TransportError};
use oas_runtime::{Bytes, File, Value, json_object};
use oas_test_server::Reaction;

use crate::{client, ok, run, serve, within};

#[derive(Debug, Clone, PartialEq)]
struct Upload {
    file: File,
    name: String,
}

json_object! { Upload { required { file, name } } }

/// Pieces that are there at once.
struct Pieces(Vec<&'static str>);

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let piece = (!self.0.is_empty()).then(|| self.0.remove(0));
        std::task::Poll::Ready(piece.map(|piece| Ok(piece.into())))
    }
}

const EVENTS: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n\
     9\r\ndata: 1\n\n\r\n5\r\ndata:\r\n4\r\n 2\n\n\r\n0\r\n\r\n";

#[test]
fn forms_arrive_whole() {
    let server = serve(ok());
    let url = server.url().to_owned();
    within(Duration::from_secs(20), move || {
        let client = client(&url);
        let whole = Upload {
            file: File::new("a.bin", vec![0, 255, 13, 10]),
            name: "whole".to_owned(),
        };
        let streamed = Upload {
            file: File::new("b.txt", Body::stream(Pieces(vec!["one", "two"]))),
            name: "streamed".to_owned(),
        };
        let post = || client.request(Method::POST, "/a");
        post().multipart(whole).empty().send_blocking().unwrap();
        run(async { post().multipart(streamed).empty().await.unwrap() });
    });
    let [whole, streamed] = &server.requests()[..] else {
        panic!("two were sent");
    };
    let media_type = whole.header("content-type").unwrap();
    assert!(media_type.starts_with("multipart/form-data; boundary="));
    let length = whole.body.len().to_string();
    assert_eq!(whole.header("content-length"), Some(length.as_str()));
    let holds = |body: &[u8], part: &[u8]| body.windows(part.len()).any(|window| window == part);
    assert!(holds(&whole.body, b"\r\n\r\n\x00\xff\r\n\r\n--"));
    assert_eq!(streamed.header("transfer-encoding"), Some("chunked"));
    assert!(holds(&streamed.body, b"filename=\"b.txt\"\r\n"));
    assert!(holds(&streamed.body, b"\r\n\r\nonetwo\r\n--"));
    assert!(streamed.body.ends_with(b"--\r\n"));
}

#[test]
fn events_arrive_one_by_one() {
    let server = serve(Reaction::raw(EVENTS));
    let url = server.url().to_owned();
    let found = within(Duration::from_secs(20), move || {
        let client = client(&url);
        let get = || client.request(Method::GET, "/a").events::<Value>();
        let data = |event: Event<Value>| event.data;
        let blocking: Vec<Value> = get()
            .events_blocking()
            .map(|event| data(event.unwrap()))
            .collect();
        let awaited = run(async {
            let mut events = get().events();
            let mut found = Vec::new();
            while let Some(event) = events.try_next().await.unwrap() {
                found.push(data(event));
            }
            found
        });
        (blocking, awaited)
    });
    let expected = [Value::from(1), Value::from(2)];
    assert_eq!(found.0, expected);
    assert_eq!(found.1, expected);
}

#[test]
fn a_stream_may_hang_no_longer_than_allowed() {
    let server = serve(Reaction::raw(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n\
         9\r\ndata: 1\n\n\r\n",
    ));
    let url = server.url().to_owned();
    let error = within(Duration::from_secs(40), move || {
        let request = client(&url).request(Method::GET, "/a");
        let call = request.events::<Value>().timeout(Duration::from_secs(2));
        let mut events = call.events_blocking();
        assert_eq!(events.next().unwrap().unwrap().data, 1);
        events.next().unwrap().unwrap_err()
    });
    assert!(error.to_string().contains("timed out after 2s"), "{error}");
}
