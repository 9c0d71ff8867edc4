//! Pages, from the first to the last or to what ends them.

use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use oas_runtime::api::ApiMetadata;
use oas_runtime::error::ErrorKind;
use oas_runtime::pagination::{CursorLocation, PaginatedCall, Pagination};
use oas_runtime::{Error, Operation, Param, Value};
use serde_json::json;

use crate::plain;
use crate::script::{Script, Step, response};

static API: ApiMetadata = ApiMetadata::new("pages", "1.0.0");
static LIST: Operation = Operation::get("list", "/list");
static FIND: Operation = Operation::post("find", "/find");

fn numbers(page: Vec<Value>) -> Vec<i64> {
    let numbers = page.into_iter().skip(1);
    numbers.filter_map(|number| number.as_i64()).collect()
}

const fn paging(cursor: CursorLocation) -> Pagination<Vec<Value>, i64> {
    Pagination::cursor(numbers, "/0/next", cursor)
}

fn list(script: &Script, cursor: CursorLocation) -> PaginatedCall<Vec<Value>, i64> {
    let client = plain(&API, script).build().unwrap();
    client
        .call(&LIST)
        .query(&Param::new("size"), 2)
        .pages(paging(cursor))
}

fn three_pages() -> [Step; 3] {
    [
        response(200, r#"[{"next": "a b"}, 1, 2]"#),
        response(200, r#"[{"next": 17}]"#),
        response(200, r#"[{"next": null}, 3]"#),
    ]
}

/// Runs a future that is never pending for long.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    let mut future = pin!(future);
    for _ in 0..100 {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
    panic!("the script comes to its end");
}

#[test]
fn cursors_in_the_query() {
    let script = Script::new(three_pages());
    let items: Result<Vec<i64>, Error> = list(&script, CursorLocation::Query("after"))
        .items_blocking()
        .collect();
    assert_eq!(items.unwrap(), [1, 2, 3]);
    let uris: Vec<String> = script.sent().into_iter().map(|sent| sent.uri).collect();
    assert_eq!(
        uris,
        [
            "http://localhost/list?size=2",
            "http://localhost/list?size=2&after=a%20b",
            "http://localhost/list?size=2&after=17",
        ]
    );
}

#[test]
fn cursors_in_a_header() {
    let script = Script::new(three_pages());
    let pages = list(&script, CursorLocation::Header("X-After")).pages_blocking();
    assert_eq!(
        pages.map(|page| page.unwrap().len()).collect::<Vec<_>>(),
        [3, 1, 2]
    );
    let cursors: Vec<_> = script
        .sent()
        .iter()
        .map(|sent| sent.headers.get("x-after").cloned())
        .collect();
    assert_eq!(cursors[0], None);
    assert_eq!(cursors[1].as_ref().unwrap(), "a b");
    assert_eq!(cursors[2].as_ref().unwrap(), "17");
}

#[test]
fn cursors_in_the_body_keep_their_type() {
    let script = Script::new(three_pages());
    let client = plain(&API, &script).build().unwrap();
    let body = json!({"query": "q", "page": {"size": 2}});
    let find = client
        .call(&FIND)
        .json(body)
        .pages(paging(CursorLocation::Body("/page/after")));
    assert_eq!(find.items_blocking().count(), 3);
    let bodies: Vec<String> = script.sent().into_iter().map(|sent| sent.body).collect();
    assert_eq!(
        bodies[1],
        r#"{"page":{"after":"a b","size":2},"query":"q"}"#
    );
    assert_eq!(bodies[2], r#"{"page":{"after":17,"size":2},"query":"q"}"#);
}

#[test]
fn a_call_without_a_body_gets_one_for_the_cursor() {
    let script = Script::new([response(200, r#"[{"next": "c"}]"#), response(200, "[]")]);
    let client = plain(&API, &script).build().unwrap();
    let find = client
        .call(&FIND)
        .pages(paging(CursorLocation::Body("/after")));
    assert_eq!(find.pages_blocking().count(), 2);
    assert_eq!(script.sent()[1].body, r#"{"after":"c"}"#);
    assert_eq!(script.sent()[1].headers["content-type"], "application/json");
}

#[test]
fn a_body_without_a_place_for_the_cursor_is_told() {
    let script = Script::new([response(200, r#"[{"next": "c"}]"#)]);
    let client = plain(&API, &script).build().unwrap();
    let find = client
        .call(&FIND)
        .json([1])
        .pages(paging(CursorLocation::Body("/after")));
    let results: Vec<_> = find.pages_blocking().collect();
    let error = results[1].as_ref().unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no place `/after` for the cursor"),
        "{error}"
    );
    assert_eq!(results.len(), 2);
}

#[test]
fn awaiting_gives_the_same_as_blocking() {
    let script = Script::new(three_pages());
    let mut items = list(&script, CursorLocation::Query("after")).items();
    let mut seen = Vec::new();
    while let Some(item) = now(items.try_next()).unwrap() {
        seen.push(item);
    }
    assert_eq!(seen, [1, 2, 3]);
    assert!(
        now(items.try_next()).unwrap().is_none(),
        "it stays at its end"
    );

    let script = Script::new(three_pages());
    let mut pages = pin!(list(&script, CursorLocation::Query("after")).pages());
    let mut count = 0;
    while let Some(page) = now(poll_fn(|cx| pages.as_mut().poll_next(cx))) {
        count += page.unwrap().len();
    }
    assert_eq!(count, 6);
}

#[test]
fn the_first_page_is_a_call() {
    let script = Script::new(three_pages());
    let list = list(&script, CursorLocation::Query("after"));
    assert_eq!(list.path(), "/list?size=2");
    assert_eq!(list.operation().id(), "list");
    assert_eq!(list.clone().send_blocking().unwrap().len(), 3);
    assert_eq!(now(list.clone().into_future()).unwrap().len(), 1);
    assert_eq!(list.response().send_blocking().unwrap().status(), 200);
}

#[test]
fn a_cursor_that_comes_again_ends_the_pages_with_an_error() {
    // A server that ignores the cursor gives the first page for ever.
    let same = || response(200, r#"[{"next": "c1"}, 1]"#);
    let script = Script::new([same(), same(), same()]);
    let results: Vec<_> = list(&script, CursorLocation::Query("after"))
        .items_blocking()
        .collect();
    assert_eq!(results.len(), 3);
    assert!(results[0].is_ok() && results[1].is_ok());
    let error = results[2].as_ref().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "GET /list (list) failed: the cursor `c1` came for the second time, so the pages repeat \
         themselves"
    );
    let Error::Pagination(error) = error else {
        panic!()
    };
    assert_eq!(error.cursor(), Some("c1"));
    assert_eq!(error.obstacle_at(), None);
    assert_eq!(script.sent().len(), 2, "nothing is fetched in vain");
}

#[test]
fn the_cursor_that_the_caller_starts_with_counts() {
    for (cursor, call) in [
        (CursorLocation::Query("after"), "query"),
        (CursorLocation::Header("after"), "header"),
        (CursorLocation::Body("/after"), "body"),
    ] {
        let script = Script::new([response(200, r#"[{"next": "c 1"}, 1]"#)]);
        let builder = plain(&API, &script).build().unwrap().call(&FIND);
        let builder = match call {
            "query" => builder.query(&Param::new("after"), "c 1"),
            "header" => builder.header(&Param::new("after"), "c 1"),
            _ => builder.json(json!({"after": "c 1"})),
        };
        let results: Vec<_> = builder.pages(paging(cursor)).pages_blocking().collect();
        assert_eq!(results.len(), 2, "{call}");
        assert_eq!(
            results[1].as_ref().unwrap_err().kind(),
            ErrorKind::Pagination
        );
    }
}

#[test]
fn what_ends_the_pages() {
    for end in [
        "[]",
        r#"[{"next": null}]"#,
        r#"[{"next": ""}]"#,
        r#"[{"next": false}]"#,
        "[{}]",
        "[null]",
    ] {
        let script = Script::new([response(200, end)]);
        assert_eq!(
            list(&script, CursorLocation::Query("after"))
                .pages_blocking()
                .count(),
            1,
            "{end}"
        );
    }
}

/// To end without a word would lose whatever is on the pages behind.
#[test]
fn what_stands_in_the_cursors_way_is_an_error_behind_the_page() {
    let obstacles = [
        ("[7, 1]", "/0", "a number"),
        (r#"["https://pages.example/?page=2", 1]"#, "/0", "a string"),
        ("[[1], 1]", "/0", "a list"),
        (r#"[{"next": {"a": 1}}, 1]"#, "/0/next", "an object"),
        (r#"[{"next": [1]}, 1]"#, "/0/next", "a list"),
        (r#"[{"next": true}, 1]"#, "/0/next", "a boolean"),
    ];
    for (page, at, found) in obstacles {
        let script = Script::new([response(200, page)]);
        let results: Vec<_> = list(&script, CursorLocation::Query("after"))
            .items_blocking()
            .collect();
        assert_eq!(results.len(), 2, "{page}");
        assert_eq!(*results[0].as_ref().unwrap(), 1);
        let error = results[1].as_ref().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "GET /list (list) failed: the cursor of the next page should be at `/0/next`, but \
                 `{at}` is {found}; there may be more pages, and they can't be asked for"
            )
        );
        let Error::Pagination(error) = error else {
            panic!("{error}")
        };
        assert_eq!((error.obstacle_at(), error.cursor()), (Some(at), None));

        let script = Script::new([response(200, page)]);
        let mut items = list(&script, CursorLocation::Query("after")).items();
        assert_eq!(now(items.try_next()).unwrap(), Some(1));
        assert_eq!(
            now(items.try_next()).unwrap_err().kind(),
            ErrorKind::Pagination
        );
        assert_eq!(now(items.try_next()).unwrap(), None);
    }
}

#[test]
fn nothing_comes_behind_an_error() {
    let steps = || {
        [
            response(200, r#"[{"next": "a"}, 1]"#),
            response(500, ""),
            response(200, "[]"),
        ]
    };
    let script = Script::new(steps());
    let results: Vec<_> = list(&script, CursorLocation::Query("after"))
        .items_blocking()
        .collect();
    assert_eq!(results.len(), 2);
    assert_eq!(script.sent().len(), 2);

    // A page that can't be read, though its cursor can.
    let script = Script::new([
        response(200, r#"{"0": {"next": "a"}}"#),
        response(200, "[]"),
    ]);
    let mut items = list(&script, CursorLocation::Query("after")).items();
    assert_eq!(now(items.try_next()).unwrap_err().kind(), ErrorKind::Decode);
    assert!(now(items.try_next()).unwrap().is_none());
    assert_eq!(script.sent().len(), 1);
}

#[test]
fn headers_and_timeouts_hold_for_every_page() {
    let script = Script::new(three_pages());
    let limit = std::time::Duration::from_secs(9);
    let list = list(&script, CursorLocation::Query("after"))
        .header("x-a", "1")
        .timeout(limit);
    assert_eq!(list.pages_blocking().count(), 3);
    assert!(script.sent().iter().all(|sent| sent.headers["x-a"] == "1"));
    assert_eq!(script.slept(), [limit; 3]);
}
