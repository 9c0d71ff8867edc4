//! How values are written: forms by their `encoding`, media types with parameters and
//! ranges, texts, events, and paths by their style.

use oas_mock::{Mock, Source};

use crate::{get, send};

const NOTATIONS: &str = r"
openapi: 3.2.0
info: {title: Notations, version: '1'}
servers: [{url: 'https://{host}/{base}', variables: {host: {default: h}, base: {default: v1/}}}]
paths:
  /form:
    post:
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties:
                list: {type: array, items: {type: integer}}
                bars: {type: array, items: {type: integer}}
                object: {type: object, properties: {a: {type: integer}}}
            encoding:
              list: {explode: false}
              bars: {style: pipeDelimited}
      responses: {'204': {description: Read.}}
  /versions:
    post:
      requestBody:
        required: true
        content:
          application/json; version=1: {schema: {type: object, required: [one]}}
          application/json; version=2: {schema: {type: object, required: [two]}}
      responses:
        '200':
          description: As asked for.
          content:
            application/json; version=1: {schema: {const: 1}}
            application/json; version=2: {schema: {const: 2}}
  /ranges:
    put:
      requestBody: {required: true, content: {application/*+json: {schema: {type: integer}}}}
      responses: {'204': {description: Read.}}
    get:
      responses: {'200': {description: Any., content: {text/*: {}, image/*: {}}}}
  /text:
    put:
      servers: [{url: v2/}]
      requestBody: {required: true, content: {text/plain: {schema: {type: integer, maximum: 9}}}}
      responses: {'204': {description: Read.}}
  /events:
    get:
      responses:
        '200':
          description: Events.
          content:
            text/event-stream:
              itemSchema:
                type: object
                required: [event, data]
                properties:
                  event: {const: moved}
                  data: {type: string, contentMediaType: application/json, contentSchema: {const: {x: 1}}}
  /label/{ids}:
    get:
      parameters: [{name: ids, in: path, required: true, style: label, schema: {type: array, items: {type: string}}}]
      responses: {'204': {description: Read.}}
  /spread:
    get:
      parameters:
        - {name: page, in: query, schema: {type: object, properties: {size: {type: integer}, sort: {type: array, items: {type: string}}, unit: {enum: [kg, 1]}}}}
      responses: {'204': {description: Read.}}
";

fn mock() -> Mock {
    Mock::builder(Source::from_text("notations.yaml", NOTATIONS))
        .build()
        .unwrap()
}

#[test]
fn values_are_read_as_the_document_has_them_written() {
    const FORM: &str = "application/x-www-form-urlencoded";
    let mock = mock();
    for (method, target, media, body, status) in [
        ("POST", "/form", FORM, "list=1,2&bars=3%7C4", 204),
        ("POST", "/form", FORM, "list=1,b", 400),
        ("POST", "/form", FORM, "object=%7B%22a%22%3A1%7D", 204),
        ("POST", "/form", FORM, "object=%7B%22a%22%3A%22b%22%7D", 400),
        (
            "POST",
            "/versions",
            "application/json; version=2",
            "{\"two\":1}",
            200,
        ),
        (
            "POST",
            "/versions",
            "application/json;version=\"2\"",
            "{\"one\":1}",
            400,
        ),
        ("POST", "/versions", "application/json", "{\"one\":1}", 200),
        ("PUT", "/ranges", "application/seven+json", "7", 204),
        ("PUT", "/ranges", "application/seven+json", "true", 400),
        ("PUT", "/ranges", "application/seven", "7", 415),
        ("PUT", "/text", "text/plain", "9", 204),
        ("PUT", "/text", "text/plain", "nine", 400),
        ("PUT", "/v2/text", "text/plain", "9", 204),
        ("GET", "/v1/label/.a,b", "", "", 204),
        ("GET", "/label/a,b", "", "", 400),
        ("GET", "/spread?size=2&sort=a&sort=b", "", "", 204),
        ("GET", "/spread?size=two&sort=a", "", "", 400),
        ("GET", "/spread?unit=kg&unit=1", "", "", 204),
    ] {
        let headers = [("content-type", media)];
        let headers = if media.is_empty() { &[][..] } else { &headers };
        let got = send(&mock, method, target, headers, body);
        assert_eq!(got.status, status, "{method} {target} {media} {body}");
    }
}

#[test]
fn responses_are_of_a_media_type_that_was_asked_for() {
    let mock = mock();
    let ask =
        |method, target, accept, body| send(&mock, method, target, &[("accept", accept)], body);
    let two = ask(
        "POST",
        "/versions",
        "application/json; version=2",
        "{\"one\":1}",
    );
    assert_eq!(
        (&two.body[..], two.header("content-type")),
        (&b"2"[..], "application/json; version=2")
    );
    for (accept, concrete) in [("text/*", "text/plain"), ("image/*", "image/png")] {
        assert_eq!(
            ask("GET", "/ranges", accept, "").header("content-type"),
            concrete
        );
    }
}

#[test]
fn an_event_that_is_described_as_a_whole_is_written_as_one() {
    let events = get(&mock(), "/events").body;
    let event = "data: {\"x\":1}\nevent: moved\n\n";
    assert_eq!(String::from_utf8_lossy(&events), event.repeat(2));
}
