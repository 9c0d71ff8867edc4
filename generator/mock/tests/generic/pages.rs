//! Pages, in each of the ways in which a document can say how they are turned.

use oas_mock::{Mock, Source, Value};

use crate::{Got, get};

/// A document whose list is turned so, and a server of it with seven items.
fn mock(pagination: &str, parameter: &str, members: &str) -> Mock {
    requiring("data", pagination, parameter, members)
}

/// The same, where a page has to have these members.
fn requiring(required: &str, pagination: &str, parameter: &str, members: &str) -> Mock {
    let text = format!(
        "
openapi: 3.0.3
info: {{ title: Parts, version: '1' }}
paths:
  /parts:
    get:
      operationId: listParts
      x-pagination: {{ items: /data, {pagination} }}
      parameters:
        - {{ name: limit, in: query, schema: {{ type: integer, default: 3 }} }}
        - {{ name: {parameter}, in: query, schema: {{}} }}
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [{required}]
                properties:
                  data: {{ type: array, items: {{ $ref: '#/components/schemas/Part' }} }}
                  {members}
    post:
      operationId: createPart
      requestBody: {{ content: {{ application/json: {{ schema: {{ type: object }} }} }} }}
      responses:
        '201':
          description: The part.
          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Part' }} }} }}
  /parts/{{id}}:
    get:
      operationId: getPart
      parameters: [{{ name: id, in: path, required: true, schema: {{ type: string }} }}]
      responses:
        '200':
          description: The part.
          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Part' }} }} }}
components:
  schemas:
    Part:
      type: object
      required: [id, serial]
      properties: {{ id: {{ type: string }}, serial: {{ type: string }} }}
"
    );
    let mock = Mock::builder(Source::from_text("parts.yaml", text))
        .build()
        .unwrap();
    // Three are there from the start.
    for _ in 0..4 {
        let made = crate::send(&mock, "POST", "/parts", &[], "{}");
        assert_eq!(made.status, 201);
    }
    mock
}

/// Goes through all pages; `next` finds the address of the next one.
fn walk(mock: &Mock, next: impl Fn(&Got, usize) -> Option<String>) -> Vec<usize> {
    let mut sizes = Vec::new();
    let mut ids: Vec<String> = Vec::new();
    let mut target = Some("/parts".to_owned());
    while let Some(address) = target {
        let got = get(mock, &address);
        let page: Value = got.json();
        let items = page["data"].as_array().unwrap();
        sizes.push(items.len());
        ids.extend(items.iter().map(|item| item["id"].to_string()));
        assert!(sizes.len() < 9);
        target = next(&got, ids.len());
    }
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all);
    sizes
}

#[test]
fn by_a_cursor() {
    let mock = mock(
        "next: /next, cursor: {in: query, name: after}",
        "after",
        "next: { type: string, nullable: true }",
    );
    let sizes = walk(&mock, |got, _| {
        Some(format!("/parts?after={}", got.json()["next"].as_str()?))
    });
    assert_eq!(sizes, [3, 3, 1]);
}

#[test]
fn a_cursor_that_must_be_a_string_is_empty_at_the_end() {
    let mock = requiring(
        "data, next",
        "next: /next, cursor: {in: query, name: after}",
        "after",
        "next: { type: string }",
    );
    let sizes = walk(&mock, |got, _| {
        let page = got.json();
        let next = page["next"].as_str().unwrap();
        (!next.is_empty()).then(|| format!("/parts?after={next}"))
    });
    assert_eq!(sizes, [3, 3, 1]);
}

#[test]
fn by_a_member_of_the_last_item() {
    let mock = mock(
        "last: /serial, cursor: {in: query, name: after}, more: /more",
        "after",
        "more: { type: boolean }",
    );
    let sizes = walk(&mock, |got, _| {
        let page = got.json();
        let last = page["data"].as_array()?.last()?["serial"]
            .as_str()?
            .replace(' ', "%20");
        (page["more"] == true).then(|| format!("/parts?after={last}"))
    });
    assert_eq!(sizes, [3, 3, 1]);
}

#[test]
fn by_number() {
    let mock = mock(
        "page: {in: query, name: p, first: 0}, more: /pages",
        "p",
        "pages: { type: integer }",
    );
    let sizes = walk(&mock, |got, seen| {
        assert_eq!(got.json()["pages"], 3);
        (seen < 7).then(|| format!("/parts?p={}", seen / 3))
    });
    assert_eq!(sizes, [3, 3, 1]);
}

#[test]
fn by_offset() {
    let mock = mock(
        "offset: {in: query, name: skipped}, more: /total",
        "skipped",
        "total: { type: integer }",
    );
    let sizes = walk(&mock, |got, seen| {
        assert_eq!(got.json()["total"], 7);
        (seen < 7).then(|| format!("/parts?skipped={seen}"))
    });
    assert_eq!(sizes, [3, 3, 1]);
}

#[test]
fn by_an_address() {
    let path = |address: &str| address.strip_prefix("http://127.0.0.1").map(str::to_owned);
    let by_url = mock("url: /next", "x", "next: { type: string, nullable: true }");
    let sizes = walk(&by_url, |got, _| path(got.json()["next"].as_str()?));
    assert_eq!(sizes, [3, 3, 1]);
    let by_link = mock("link: true", "x", "more: { type: boolean }");
    let sizes = walk(&by_link, |got, _| {
        path(got.header("link").strip_prefix('<')?.split('>').next()?)
    });
    assert_eq!(sizes, [3, 3, 1]);
}
