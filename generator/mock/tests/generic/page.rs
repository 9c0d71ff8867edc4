//! The page, over real HTTP.

use oas_mock::{Mock, RealClock, Server, Source};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::{PETS, get, send};

async fn fetch(server: &Server, path: &str) -> String {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    response
}

#[tokio::test]
async fn the_page_shows_operations_requests_and_nothing_from_outside() {
    let source = Source::from_text("pets.yaml", PETS);
    let mock = Mock::builder(source).clock(RealClock).build().unwrap();
    let server = Server::start(mock.clone(), ([127, 0, 0, 1], 0).into())
        .await
        .unwrap();
    send(&mock, "POST", "/pets", &[], "<b>bold</b>");
    get(&mock, "/pets/seven");
    let page = fetch(&server, "/").await;
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    for text in [
        "Animals of a <em>shelter</em>",
        "/pets/{pet_id}",
        "createPet",
        "1 problem",
        "path/pet_id",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(page.contains("&lt;b&gt;bold") && !page.contains("<b>bold"));
    for outside in ["src=\"http", "href=\"http", "url(http", "@import", "//cdn"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(fetch(&server, "/__mock/ledger").await.ends_with("[]"));
    assert!(
        fetch(&server, "/__mock/state")
            .await
            .contains("\"collections\"")
    );
    server.stop().await;
}
