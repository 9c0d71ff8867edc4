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

#[test]
fn the_document_is_a_page_without_a_server() {
    let text = "
openapi: 3.0.3
info: { title: <b>Pets</b>, version: '1', description: 'See [there](javascript:alert(1)) <script>x</script>' }
paths:
  /pets:
    post:
      operationId: createPet
      tags: [Pets]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/pet' }, example: { name: Tom } } } }
      responses: { '200': { description: The pet., content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } } } }
components:
  schemas:
    pet:
      type: object
      description: An _animal_.
      required: [name]
      properties:
        name: { type: string, description: '<img src=x onerror=alert(1)> [Home](https://pets.example)' }
        kind: { type: string, enum: [cat, dog] }
";
    let source = Source::from_text("pets.yaml", text);
    let page = oas_mock::documentation(&source, &oas_codegen::Config::default()).unwrap();
    for shown in [
        "&lt;b&gt;Pets&lt;/b&gt;",
        "client.pets()",
        "create_pet(&amp;self, body: <a href=\"#type-Pet\">Pet</a>)",
        "id=\"type-Pet\"",
        "An <em>animal</em>.",
        "name: String",
        "Option&lt;<a href=\"#type-PetKind\">PetKind</a>&gt;",
        "<a href=\"https://pets.example\">Home</a>",
        "&quot;Tom&quot;",
        "default-src 'none'",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    for acting in ["<script", "javascript:", "<img", "<b>Pets"] {
        assert!(!page.contains(acting), "{acting}");
    }
    assert_eq!(page.matches("Pet</code> <span>pet").count(), 1);
    let wrong = Source::from_text("pets.yaml", "a: [");
    assert!(oas_mock::documentation(&wrong, &oas_codegen::Config::default()).is_err());
}

/// Neither a document nor a request turns the direction of a page, or has a character that
/// nobody sees do so.
#[tokio::test]
async fn no_text_of_others_changes_how_a_page_is_read() {
    let text = "
openapi: 3.0.3
info: { title: \"A\\u202Eb\\e[2J\", version: \"1\\u009b\", description: 'Is `c&#x202E;` &#x2066; \u{2067}d' }
tags: [{ name: \"e\\u202E\", description: f&#x202E; }]
paths:
  /g:
    get:
      operationId: h
      tags: [\"e\\u202E\"]
      summary: \"i\\u202E\"
      parameters: [{ name: \"j\\u202E\", in: query, required: true, description: k&#x202E;, schema: { type: string, example: \"l\\u202E\" } }]
      responses: { '200': { description: \"m\\u202E\", content: { application/json: { schema: { type: object, title: n, properties: { \"o\\u202E\": { type: string, description: \"p\\u202E\" } } } } } } }
";
    let source = Source::from_text("a.yaml", text);
    let config = oas_codegen::Config::default();
    let pages = [oas_mock::documentation(&source, &config).unwrap(), {
        let mock = Mock::builder(source).clock(RealClock).build().unwrap();
        let address = ([127, 0, 0, 1], 0).into();
        let server = Server::start(mock.clone(), address).await.unwrap();
        send(&mock, "POST", "/q", &[], "r\u{202e}\u{1b}[2J");
        get(&mock, "/g?s=%E2%80%AE%1B");
        let page = fetch(&server, "/").await;
        server.stop().await;
        page.split_once("\r\n\r\n").unwrap().1.to_owned()
    }];
    for page in pages {
        let acts =
            |one: char| one.is_control() && one != '\n' || "\u{202e}\u{2066}\u{2067}".contains(one);
        let found = page.split_once(acts).map(|(before, _)| before);
        assert_eq!(found, None);
        assert!(page.contains("A\u{fffd}b\u{fffd}[2J"), "{page}");
    }
}
