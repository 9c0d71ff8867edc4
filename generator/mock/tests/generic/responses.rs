//! Responses: routing, negotiation, wishes, and what is made up.

use oas_mock::{Mock, Source};

use crate::{PETS, get, mock, send};

#[test]
fn concrete_paths_come_before_templates() {
    let mock = mock();
    assert_eq!(get(&mock, "/pets/oldest").json()["name"], "Tom");
    assert_eq!(send(&mock, "DELETE", "/pets/oldest", &[], "").status, 405);
    assert_eq!(get(&mock, "/v1/pets/oldest").status, 200);
    assert_eq!(get(&mock, "/cats").status, 404);
    let other = send(&mock, "PUT", "/pets", &[], "");
    assert_eq!((other.status, other.header("allow")), (405, "GET, POST"));
}

#[test]
fn media_types_are_negotiated() {
    let mock = mock();
    let ask = |accept: &str| send(&mock, "GET", "/pets/oldest", &[("accept", accept)], "");
    assert_eq!(ask("*/*").header("content-type"), "application/json");
    assert_eq!(ask("text/*").header("content-type"), "text/plain");
    assert_eq!(&ask("text/plain").body[..], b"Tom");
    assert_eq!(
        ask("application/json;q=0.1, text/plain").header("content-type"),
        "text/plain"
    );
    assert_eq!(ask("image/png").status, 406);
}

#[test]
fn wishes_are_met_as_prism_has_them() {
    let mock = mock();
    let wish = |wish: &str| send(&mock, "GET", "/pets/oldest", &[("prefer", wish)], "");
    assert_eq!(wish("example=dog").json()["name"], "Rex");
    let missing = wish("code=404");
    assert_eq!(
        (missing.status, missing.json()["reason"].as_str()),
        (404, Some("empty"))
    );
    assert_eq!(wish("code=418").status, 404);
    assert_eq!(wish("example=bird").status, 404);
    let made = wish("dynamic=true").json();
    assert!(made["id"].is_i64() && made["name"].is_string());
}

#[test]
fn the_same_seed_gives_the_same_and_fits() {
    let ask = |seed| {
        let source = Source::from_text("pets.yaml", PETS);
        let mock = Mock::builder(source).seed(seed).build().unwrap();
        let trees: Vec<_> = (0..3)
            .map(|_| send(&mock, "GET", "/search", &[("x-trace", "a1")], "").json())
            .collect();
        for record in mock.records() {
            assert_eq!((record.status, record.response_problems), (200, vec![]));
        }
        trees
    };
    assert_eq!(ask(1), ask(1));
    assert_ne!(ask(1), ask(2));
}

#[test]
fn every_operation_of_its_own_responds() {
    assert_eq!(mock().self_check(), []);
}

#[test]
fn a_document_that_can_not_be_read_is_told() {
    let error = Mock::builder(Source::from_text("a.yaml", "openapi: ["))
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("a.yaml:1:"), "{error}");
}

#[test]
fn a_redirect_is_the_response_where_nothing_else_is_described() {
    let text = "
openapi: 3.0.3
info: { title: Login, version: '1' }
paths:
  /login:
    post:
      responses:
        '303':
          description: To the start page.
          headers: { Location: { schema: { type: string, enum: [/start] } } }
        default: { description: It failed., content: { application/json: { schema: { type: object } } } }
  /file:
    get:
      responses: { 3XX: { description: To the storage. } }
";
    let source = oas_mock::Source::from_text("login.yaml", text);
    let mock = oas_mock::Mock::builder(source).build().unwrap();
    let got = send(&mock, "POST", "/login", &[], "");
    assert_eq!((got.status, got.header("location")), (303, "/start"));
    assert_eq!(send(&mock, "GET", "/file", &[], "").status, 302);
}
