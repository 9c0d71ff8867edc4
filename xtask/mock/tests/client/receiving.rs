//! The example that receives messages, over the wire.

use std::net::SocketAddr;

use intercom_tickets::http::{HeaderMap, HeaderValue};
use intercom_tickets::webhooks::{Delivery, SIGNATURE_SCHEME, Webhook};
use intercom_tickets::{Secret, UnixTime};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{Receiver, channel};

#[path = "../../../../generated/examples/webhooks/receiver.rs"]
mod receiver;

const SECRET: &str = "a5d1f0c8-client-secret";
const CREATED: &str = r#"{"type":"notification_event","id":"notif_1","topic":"ticket.created",
"data":{"type":"notification_event_data","item":{"type":"ticket","id":"90210"}}}"#;

/// The example behind a port, with a queue of two.
async fn receiving() -> (SocketAddr, Receiver<Delivery<Webhook>>) {
    let (queue, messages) = channel(2);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = receiver::router([Secret::from("the next"), Secret::from(SECRET)], queue);
    tokio::spawn(async { axum::serve(listener, router).await });
    (address, messages)
}

/// Sends a request, and gives the status of the response.
async fn send(address: SocketAddr, method: &str, headers: &HeaderMap, body: &str) -> u16 {
    let mut text = format!(
        "{method} /intercom HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        text.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    let mut connection = TcpStream::connect(address).await.unwrap();
    let request = format!("{text}\r\n{body}");
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    connection.read_to_string(&mut response).await.unwrap();
    response.split(' ').nth(1).unwrap().parse().unwrap()
}

async fn post(address: SocketAddr, body: &str) -> u16 {
    let (secret, now) = (Secret::from(SECRET), UnixTime::now());
    let headers = SIGNATURE_SCHEME.sign(&secret, "", now, body.as_bytes());
    send(address, "POST", &headers.unwrap(), body).await
}

#[tokio::test]
async fn genuine_messages_are_queued_once() {
    let (address, mut messages) = receiving().await;
    assert_eq!(send(address, "HEAD", &HeaderMap::new(), "").await, 200);
    let unknown = r#"{"id":"notif_2","topic":"ticket.polished"}"#;
    for body in [CREATED, unknown, CREATED] {
        assert_eq!(post(address, body).await, 200);
    }
    // The queue is full, and has room again when the message comes again.
    let ping = r#"{"id":"notif_3","topic":"ping"}"#;
    assert_eq!(post(address, ping).await, 500);
    let mut told = vec![receiver::told(&messages.recv().await.unwrap())];
    assert_eq!(post(address, ping).await, 200);
    for _ in 0..2 {
        told.push(receiver::told(&messages.recv().await.unwrap()));
    }
    let expected = [
        "ticket.created: 90210",
        "ticket.polished: unknown to this version of the crate",
        "ping",
    ];
    assert_eq!(told, expected);
    assert!(messages.try_recv().is_err());
}

#[tokio::test]
async fn what_is_not_genuine_is_refused() {
    let (address, mut messages) = receiving().await;
    let (secret, now) = (Secret::from(SECRET), UnixTime::now());
    let signed = SIGNATURE_SCHEME.sign(&secret, "", now, CREATED.as_bytes());
    let signed = signed.unwrap();
    let mut other = signed.clone();
    let digits = format!("sha1={}", "0".repeat(40));
    other.insert("x-hub-signature", HeaderValue::try_from(digits).unwrap());
    let tampered = CREATED.replace("90210", "90211");
    let cases = [
        ("POST", &signed, tampered.as_str(), 401),
        ("POST", &other, CREATED, 401),
        ("POST", &HeaderMap::new(), CREATED, 401),
        ("GET", &signed, "", 405),
    ];
    for (method, headers, body, status) in cases {
        assert_eq!(
            send(address, method, headers, body).await,
            status,
            "{method}"
        );
    }
    assert_eq!(post(address, r#"{"id":"notif_1"}"#).await, 422);
    assert!(messages.try_recv().is_err());
}
