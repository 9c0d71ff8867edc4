//! Every way in which one page leads to the next.

use oas_runtime::api::{ApiMetadata, Server};
use oas_runtime::pagination::{CursorLocation, Pagination};
use oas_runtime::{Error, Operation, Param, Value};

use crate::plain;
use crate::script::{Script, Step, response, response_with};

static API: ApiMetadata = ApiMetadata::new("pages", "1.0.0").servers(&[
    Server::new("Production", "https://api.example.com/v2"),
    Server::new("Any", "https://{region}.example.com"),
]);
static LIST: Operation = Operation::get("list", "/list");
static FIND: Operation = Operation::post("find", "/find");

type Numbers = Pagination<Value, i64>;

fn list(mut page: Value) -> Vec<Value> {
    match page.get_mut("items").map(Value::take) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

fn items(page: Value) -> Vec<i64> {
    list(page).iter().filter_map(Value::as_i64).collect()
}

fn ids(page: Value) -> Vec<i64> {
    let id = |item: &Value| item.get("id")?.as_i64();
    list(page).iter().filter_map(id).collect()
}

/// The items, the targets of the requests behind the first, and what ended it.
fn walk<const N: usize>(
    steps: [Step; N],
    paging: Numbers,
    start: Option<i64>,
) -> (Vec<i64>, Vec<String>, Option<Error>) {
    let script = Script::new(steps);
    let client = plain(&API, &script)
        .base_url("https://localhost/base")
        .build()
        .unwrap();
    let mut call = client.call(&LIST).query(&Param::new("size"), 2);
    if let Some(start) = start {
        call = call.query(&Param::new("page"), start);
    }
    let (mut seen, mut end) = (Vec::new(), None);
    for item in call.pages(paging).items_blocking() {
        match item {
            Ok(item) => seen.push(item),
            Err(error) => end = Some(error),
        }
    }
    let targets = script.sent().into_iter().skip(1).map(|sent| {
        let target = sent.uri.strip_prefix("https://localhost/base").unwrap();
        target.to_owned()
    });
    (seen, targets.collect(), end)
}

const PAGE: CursorLocation = CursorLocation::Query("page");

#[test]
fn counted_pages_end_with_an_empty_one() {
    let steps = || {
        [
            response(200, r#"{"items": [1, 2]}"#),
            response(200, r#"{"items": [3]}"#),
            response(200, r#"{"items": []}"#),
        ]
    };
    let (seen, targets, end) = walk(steps(), Pagination::page(items, "/items", 1, PAGE), None);
    assert_eq!(seen, [1, 2, 3]);
    assert_eq!(targets, ["/list?size=2&page=2", "/list?size=2&page=3"]);
    assert!(end.is_none());

    let from_zero = Pagination::page(items, "/items", 0, PAGE);
    assert_eq!(walk(steps(), from_zero, None).1[0], "/list?size=2&page=1");
    let from_the_callers = walk(steps(), from_zero, Some(7));
    assert_eq!(from_the_callers.1[0], "/list?size=2&page=8");
}

#[test]
fn counted_pages_end_where_the_page_says_so() {
    let by_flag = Pagination::page(items, "/items", 1, PAGE).more("/more");
    let steps = [
        response(200, r#"{"items": [1], "more": true}"#),
        response(200, r#"{"items": [2], "more": false}"#),
    ];
    assert_eq!(walk(steps, by_flag, None).0, [1, 2]);

    let by_total = Pagination::page(items, "/items", 1, PAGE).more("/meta/pages");
    let steps = [
        response(200, r#"{"items": [1], "meta": {"pages": 2}}"#),
        response(200, r#"{"items": [2], "meta": {"pages": "2"}}"#),
    ];
    assert_eq!(walk(steps, by_total, None).0, [1, 2]);

    let from_zero = Pagination::page(items, "/items", 0, PAGE).more("/pages");
    let steps = [
        response(200, r#"{"items": [1], "pages": 2}"#),
        response(200, r#"{"items": [2], "pages": 2}"#),
    ];
    assert_eq!(walk(steps, from_zero, None).0, [1, 2]);
}

#[test]
fn a_server_that_does_not_count_is_told() {
    let steps = [
        response(200, r#"{"items": [1, 2]}"#),
        response(200, r#"{"items": [1, 2]}"#),
    ];
    let (seen, _, end) = walk(steps, Pagination::page(items, "/items", 1, PAGE), None);
    assert_eq!(seen, [1, 2, 1, 2]);
    let text = end.unwrap().to_string();
    assert!(text.contains("two pages in a row are the same"), "{text}");
}

#[test]
fn counted_items() {
    let steps = || {
        [
            response(200, r#"{"items": [1, 2], "total": 3}"#),
            response(200, r#"{"items": [3], "total": 3}"#),
            response(200, r#"{"items": [], "total": 3}"#),
        ]
    };
    let offset = Pagination::offset(items, "/items", PAGE);
    let (seen, targets, _) = walk(steps(), offset, None);
    assert_eq!(seen, [1, 2, 3]);
    assert_eq!(targets, ["/list?size=2&page=2", "/list?size=2&page=3"]);
    let (_, targets, _) = walk(steps(), offset.more("/total"), None);
    assert_eq!(targets, ["/list?size=2&page=2"]);
    let (_, targets, _) = walk(steps(), offset, Some(10));
    assert_eq!(targets[0], "/list?size=2&page=12");
}

#[test]
fn counts_in_a_body_stay_numbers() {
    let script = Script::new([
        response(200, r#"{"items": [1, 2]}"#),
        response(200, r#"{"items": []}"#),
    ]);
    let client = plain(&API, &script).build().unwrap();
    let body = oas_runtime::json!({"from": 10});
    let paging = Pagination::offset(items, "/items", CursorLocation::Body("/from"));
    let pages = client.call(&FIND).json(body).pages(paging);
    assert_eq!(pages.items_blocking().count(), 2);
    assert_eq!(script.sent()[1].body, r#"{"from":12}"#);
}

#[test]
fn behind_the_last_item() {
    let paging = Pagination::last_item(ids, "/items", "/id", PAGE).more("/more");
    let steps = [
        response(200, r#"{"items": [{"id": 1}, {"id": 5}], "more": true}"#),
        response(200, r#"{"items": [{"id": 6}], "more": false}"#),
    ];
    let (seen, targets, end) = walk(steps, paging, None);
    assert_eq!(seen, [1, 5, 6]);
    assert_eq!(targets, ["/list?size=2&page=5"]);
    assert!(end.is_none());

    let steps = [response(200, r#"{"items": [{"name": "x"}], "more": true}"#)];
    let text = walk(steps, paging, None).2.unwrap().to_string();
    assert!(text.contains("`/id` is missing"), "{text}");
}

#[test]
fn more_without_a_cursor_is_told() {
    let paging = Pagination::cursor(items, "/next", PAGE).more("/more");
    let steps = [response(200, r#"{"items": [1], "more": true}"#)];
    let (seen, _, end) = walk(steps, paging, None);
    assert_eq!(seen, [1]);
    let text = end.unwrap().to_string();
    assert!(text.contains("`/next` is missing"), "{text}");
}

#[test]
fn urls_in_the_page() {
    let cases = [
        ("https://localhost/base/list?c=2", Some("/list?c=2")),
        ("https://api.example.com/v2/list?c=2", Some("/list?c=2")),
        ("/base/list?c=2", Some("/list?c=2")),
        ("/list?c=2", Some("/list?c=2")),
        ("?c=2", Some("/list?c=2")),
        ("others?c=2", Some("/others?c=2")),
        ("/list?u=https://x", Some("/list?u=https://x")),
        ("https://api.example.com/v3/list?c=2", None),
        ("https://evil.example/list", None),
        ("//evil.example/list", None),
        ("https://localhost@evil.example/base/list", None),
        ("/base/../admin", None),
        ("/base/%2e%2e/admin", None),
        ("/list?a b", None),
    ];
    for (url, expected) in cases {
        let first = format!(r#"{{"items": [1], "next": "{url}"}}"#);
        let steps = [
            response(200, first),
            response(200, r#"{"items": [2], "next": null}"#),
        ];
        let (seen, targets, end) = walk(steps, Pagination::url(items, "/next"), None);
        if let Some(expected) = expected {
            assert_eq!(targets, [expected], "{url}");
            assert_eq!(seen, [1, 2], "{url}");
            assert!(end.is_none(), "{url}");
        } else {
            assert_eq!(seen, [1], "{url}");
            assert!(targets.is_empty(), "{url}");
            let text = end.expect(url).to_string();
            assert!(text.contains("can't be followed"), "{text}");
        }
    }
}

#[test]
fn a_url_for_the_second_time_is_told() {
    let steps = [
        response(200, r#"{"items": [1], "next": "/list?c=2"}"#),
        response(200, r#"{"items": [2], "next": "/list?c=2"}"#),
    ];
    let (seen, _, end) = walk(steps, Pagination::url(items, "/next"), None);
    assert_eq!(seen, [1, 2]);
    assert!(end.unwrap().to_string().contains("for the second time"));
}

#[test]
fn the_header_link() {
    let link = r#"<https://localhost/base/list?page=2>; rel="next", </list>; rel="first""#;
    let steps = [
        response_with(200, &[("Link", link)], r#"{"items": [1]}"#),
        response_with(
            200,
            &[("Link", r#"</list>; rel="first""#)],
            r#"{"items": [2]}"#,
        ),
    ];
    let (seen, targets, end) = walk(steps, Pagination::link(items), None);
    assert_eq!(seen, [1, 2]);
    assert_eq!(targets, ["/list?page=2"]);
    assert!(end.is_none());
}
