//! Lists in pages, by a cursor in the body and in the query.

use oas_runtime::serde::Deserialize;
use serde_json::Value;

use super::script::{Last as _, Texts as _, client, responding};
use crate::pagination::api::ListTicketsParams;
use crate::pagination::types::Search;

#[test]
fn a_cursor_in_the_body_leads_through_all_pages() {
    let script = responding(&[
        (
            200,
            r#"{"tickets":[{"id":"a"}],"pages":{"next":{"starting_after":"x"}}}"#,
        ),
        (200, r#"{"tickets":[{"id":"b"}],"pages":{"next":null}}"#),
    ]);
    let items = client!(pagination, script)
        .default()
        .search(Search::new("q"))
        .items_blocking();
    let ids: Vec<String> = items.map(|item| item.unwrap().id).collect();
    assert_eq!(ids, ["a", "b"]);
    let bodies = script.sent().into_iter().map(|sent| sent.text());
    let cursors: Vec<Value> = bodies
        .map(|body| serde_json::from_str::<Value>(&body).unwrap())
        .map(|body| body["pagination"]["starting_after"].clone())
        .collect();
    assert_eq!(cursors, [Value::Null, Value::from("x")]);
}

#[test]
fn a_cursor_in_the_query_leads_through_all_pages() {
    let script = responding(&[
        (200, r#"{"next":"a b","data":{"items":[{"id":"a"}]}}"#),
        (200, r#"{"next":"c"}"#),
        (200, r#"{"next":null,"data":{"items":[{"id":"b"}]}}"#),
    ]);
    let items = client!(pagination, script)
        .default()
        .list_tickets()
        .params(ListTicketsParams::new().limit(1))
        .items_blocking();
    let ids: Vec<String> = items.map(|item| item.unwrap().id).collect();
    assert_eq!(ids, ["a", "b"]);
    let lines: Vec<String> = script.sent().into_iter().map(|sent| sent.line()).collect();
    assert_eq!(
        lines,
        [
            "GET /tickets?limit=1",
            "GET /tickets?limit=1&after=a%20b",
            "GET /tickets?limit=1&after=c"
        ]
    );
}

#[test]
fn a_number_may_be_a_cursor() {
    let script = responding(&[
        (200, r#"{"events":["a"],"next_page":2}"#),
        (200, r#"{"events":[]}"#),
    ]);
    let api = client!(pagination, script).default();
    let pages = api.list_events().pages_blocking();
    assert_eq!(pages.count(), 2);
    assert_eq!(script.last().line(), "GET /events?page=2");
}

#[test]
fn what_holds_the_list_may_be_missing() {
    let script = responding(&[
        (
            200,
            r#"{"data":{"total":3,"next":"x","items":[{"id":"a"}]}}"#,
        ),
        (200, r#"{"data":{"total":3,"next":"y","items":null}}"#),
        (200, "{}"),
    ]);
    let api = client!(pagination, script).default();
    let items = api.list_parts().items_blocking();
    let ids: Vec<String> = items.map(|item| item.unwrap().id).collect();
    assert_eq!(ids, ["a"]);
    assert_eq!(script.sent().len(), 3);
}

/// The types of a case are serde's too.
#[test]
fn a_type_is_read_by_serde() {
    let value = serde_json::json!({ "query": "q", "pagination": { "per_page": 2 } });
    let search = Search::deserialize(value).unwrap();
    assert_eq!(search.query, "q");
}

#[test]
fn pages_are_counted() {
    let script = responding(&[
        (200, r#"{"data":[{"id":1}],"meta":{"pages":2,"more":true}}"#),
        (200, r#"{"data":[{"id":2}],"meta":{"pages":2}}"#),
    ]);
    let api = client!(pagination_declared, script).default();
    let items = api.list_counted().items_blocking();
    let ids: Vec<i64> = items.map(|item| item.unwrap().id).collect();
    assert_eq!(ids, [1, 2]);
    let lines: Vec<String> = script.sent().into_iter().map(|sent| sent.line()).collect();
    assert_eq!(lines, ["GET /counted", "GET /counted?page=1"]);
}

#[test]
fn the_last_item_is_a_cursor() {
    let script = responding(&[
        (200, r#"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#),
        (200, r#"{"data":[{"id":"c"}],"has_more":false}"#),
    ]);
    let api = client!(pagination_inferred, script).default();
    assert_eq!(api.list_behind_last().items_blocking().count(), 3);
    assert_eq!(script.last().line(), "GET /last?starting_after=b");
}

#[test]
fn a_url_leads_on() {
    let next = r#"{"results":["a"],"next":"https://api.roastery.example/urls?page=2"}"#;
    let script = responding(&[(200, next), (200, r#"{"results":["b"],"next":null}"#)]);
    let api = client!(pagination_inferred, script).default();
    let items: Vec<String> = api
        .list_by_url()
        .items_blocking()
        .map(Result::unwrap)
        .collect();
    assert_eq!(items, ["a", "b"]);
    assert_eq!(script.last().line(), "GET /urls?page=2");
}

#[test]
fn a_list_may_be_absent_null_or_named() {
    let two = [
        (200, r#"{"items":[{"name":"a"}],"next_cursor":"x"}"#),
        (200, r#"{"items":[{"name":"b"}]}"#),
    ];
    let names = |items: Vec<crate::page_lists::types::Bean>| -> Vec<String> {
        items.into_iter().map(|bean| bean.name).collect()
    };
    macro_rules! all {
        ($method:ident, $responses:expr) => {{
            let api = client!(page_lists, responding($responses)).default();
            let items = api.$method().items_blocking();
            names(items.map(|item| item.unwrap()).collect())
        }};
    }
    assert_eq!(all!(list_optional, &two), ["a", "b"]);
    assert_eq!(all!(list_nullable, &two), ["a", "b"]);
    assert_eq!(all!(list_named, &two), ["a", "b"]);
    assert_eq!(all!(list_wrapped, &two), ["a", "b"]);
    let null = [(200, r#"{"items":null,"next_cursor":null}"#)];
    assert!(all!(list_nullable, &null).is_empty());
    assert!(all!(list_optional, &[(200, "{}")]).is_empty());
    assert!(all!(list_wrapped, &[(200, "null")]).is_empty());
}
