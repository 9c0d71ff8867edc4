//! Searches that come in pages.

use intercom_tickets::error::{ErrorKind, Outcome};
use intercom_tickets::pagination::PaginatedCall;
use intercom_tickets::types::{
    SearchFilter, SearchOperator, SearchPagination, SearchTicketsRequest,
};
use intercom_tickets::{Client, Error, Value, json, types};

use crate::run;
use crate::server::{Reaction, Request, Server, body_of};

fn search(client: &Client) -> PaginatedCall<types::TicketList, types::Ticket> {
    let filter = SearchFilter::new("open", SearchOperator::Equal, true);
    let page = SearchPagination::new().per_page(2);
    client
        .tickets()
        .search_tickets(SearchTicketsRequest::new(filter).pagination(page))
}

/// A page with these tickets, and this as its `pages.next`.
fn page(ids: &[&str], next: &Value) -> Reaction {
    let tickets: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
    let pages = json!({"type": "pages", "per_page": 2, "next": next});
    Reaction::json(200, &json!({"tickets": tickets, "pages": pages}))
}

fn cursor(cursor: &str) -> Value {
    json!({"per_page": 2, "starting_after": cursor})
}

fn three_pages() -> [Reaction; 3] {
    [
        page(&["1", "2"], &cursor("second")),
        page(&["3", "4"], &cursor("third")),
        page(&["5"], &json!(null)),
    ]
}

/// The cursors that were sent, and that all else stayed as it was.
fn cursors(requests: &[Request]) -> Vec<Value> {
    let cursor_of = |request: &Request| {
        assert_eq!(request.method, "POST");
        assert_eq!(request.target, "/tickets/search");
        let body = body_of(request);
        let query = json!({"field": "open", "operator": "=", "value": true});
        assert_eq!(body["query"], query);
        assert_eq!(body["pagination"]["per_page"], 2);
        body["pagination"]["starting_after"].clone()
    };
    requests.iter().map(cursor_of).collect()
}

#[test]
fn items_of_three_pages_come_in_order() {
    let server = Server::start(three_pages());
    let client = server.client();
    let ids = run(async {
        let mut ids = Vec::new();
        let mut items = search(&client).items();
        while let Some(ticket) = items.try_next().await.unwrap() {
            ids.push(ticket.id.into_inner());
        }
        assert!(items.try_next().await.unwrap().is_none());
        ids
    });
    assert_eq!(ids, ["1", "2", "3", "4", "5"]);
    assert_eq!(
        cursors(&server.requests()),
        [json!(null), json!("second"), json!("third")]
    );
}

#[test]
fn so_do_those_of_a_thread_that_blocks() {
    let server = Server::start(three_pages());
    let items = search(&server.client()).items_blocking();
    let ids: Vec<String> = items
        .map(|ticket| ticket.unwrap().id.into_inner())
        .collect();
    assert_eq!(ids, ["1", "2", "3", "4", "5"]);
    assert_eq!(cursors(&server.requests()).len(), 3);
}

#[test]
fn pages_are_fetched_when_they_are_asked_for() {
    let server = Server::start(three_pages());
    let client = server.client();
    run(async {
        let mut pages = search(&client).pages();
        assert_eq!(server.requests().len(), 0);
        let first = pages.try_next().await.unwrap().unwrap();
        assert_eq!(first.tickets.len(), 2);
        assert_eq!(server.requests().len(), 1);
        let second = pages.try_next().await.unwrap().unwrap();
        assert_eq!(second.tickets[0].id, "3");
        assert_eq!(cursors(&server.requests()), [json!("second")]);
    });
    let blocking = search(&client).pages_blocking().next().unwrap();
    assert_eq!(blocking.unwrap().tickets[0].id, "5");
    let first_alone = {
        server.then([page(&["6"], &cursor("more"))]);
        search(&client).send_blocking().unwrap()
    };
    assert_eq!(first_alone.tickets[0].id, "6");
}

#[test]
fn a_search_can_begin_in_the_middle() {
    let server = Server::start([page(&["9"], &json!(null))]);
    let filter = SearchFilter::new("open", SearchOperator::Equal, true);
    let page = SearchPagination::new().starting_after("middle");
    let request = SearchTicketsRequest::new(filter).pagination(page);
    let items = server.client().tickets().search_tickets(request);
    assert_eq!(items.items_blocking().count(), 1);
    let sent = body_of(&server.request());
    assert_eq!(sent["pagination"], json!({"starting_after": "middle"}));
}

/// Without `pagination`, the place for the cursor is made.
#[test]
fn the_place_of_the_cursor_is_made_if_it_is_missing() {
    let server = Server::start([page(&["1"], &cursor("second")), page(&["2"], &json!(null))]);
    let filter = SearchFilter::new("open", SearchOperator::Equal, true);
    let request = SearchTicketsRequest::new(filter);
    let search = server.client().tickets().search_tickets(request);
    assert_eq!(search.items_blocking().count(), 2);
    let requests = server.requests();
    assert_eq!(body_of(&requests[0]).get("pagination"), None);
    assert_eq!(
        body_of(&requests[1])["pagination"],
        json!({"starting_after": "second"})
    );
}

#[test]
fn a_cursor_that_comes_again_is_an_error_and_the_end() {
    let round = || {
        [
            page(&["1"], &cursor("second")),
            page(&["2"], &cursor("third")),
            page(&["3"], &cursor("second")),
        ]
    };
    let server = Server::start(round());
    let client = server.client();
    let check = |error: &Error| {
        assert_eq!(error.kind(), ErrorKind::Pagination);
        assert_eq!(error.outcome(), Outcome::Yes);
        assert!(!error.is_retryable());
        let Error::Pagination(paging) = error else {
            panic!("{error}")
        };
        assert_eq!(paging.cursor(), Some("second"));
        assert!(error.to_string().contains("searchTickets"), "{error}");
    };

    run(async {
        let mut items = search(&client).items();
        for id in ["1", "2", "3"] {
            assert_eq!(items.try_next().await.unwrap().unwrap().id, id);
        }
        check(&items.try_next().await.unwrap_err());
        assert!(items.try_next().await.unwrap().is_none());
    });
    assert_eq!(server.requests().len(), 3);

    server.then(round());
    let mut items = search(&client).items_blocking().skip(3);
    check(&items.next().unwrap().unwrap_err());
    assert!(items.next().is_none());
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn an_error_in_the_middle_ends_the_stream() {
    let server = Server::start([page(&["1"], &cursor("second")), Reaction::empty(503)]);
    let mut items = search(&server.client()).items_blocking();
    assert_eq!(items.next().unwrap().unwrap().id, "1");
    let error = items.next().unwrap().unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert!(items.next().is_none());
    assert_eq!(server.requests().len(), 2);
}

/// The forms in which Intercom has been seen to say that there is no more.
#[test]
fn null_and_absence_are_the_last_page() {
    let ends = [
        json!({"tickets": [{"id": "1"}]}),
        json!({"tickets": [{"id": "1"}], "pages": null}),
        json!({"tickets": [{"id": "1"}], "pages": {}}),
        json!({"tickets": [{"id": "1"}], "pages": {"next": null}}),
        json!({"tickets": [{"id": "1"}], "pages": {"next": {}}}),
        json!({"tickets": [{"id": "1"}], "pages": {"next": {"starting_after": null}}}),
        json!({"tickets": [{"id": "1"}], "pages": {"next": {"starting_after": ""}}}),
    ];
    let server = Server::start([]);
    let client = server.client();
    for end in ends {
        server.then([Reaction::json(200, &end), Reaction::json(200, &end)]);
        let items = search(&client).items_blocking();
        let ids: Vec<String> = items
            .map(|ticket| ticket.unwrap().id.into_inner())
            .collect();
        assert_eq!(ids, ["1"], "{end}");
        let pages = run(async {
            let mut pages = search(&client).pages();
            let page = pages.try_next().await.unwrap();
            assert!(pages.try_next().await.unwrap().is_none());
            page
        });
        assert_eq!(pages.unwrap().tickets.len(), 1);
        assert_eq!(server.requests().len(), 2);
    }
}

/// Older lists have a link in place of the cursor, which says that there is
/// more. No search takes it, but the page can be read, and then it is told.
#[test]
fn a_link_in_place_of_the_cursor_is_an_error_behind_the_page() {
    let link = "https://api.intercom.example/tickets?page=2";
    let server = Server::start([page(&["1", "2"], &json!(link)), page(&["1"], &json!(link))]);
    let client = server.client();
    let mut items = search(&client).items_blocking();
    assert_eq!(items.next().unwrap().unwrap().id, "1");
    assert_eq!(items.next().unwrap().unwrap().id, "2");
    let error = items.next().unwrap().unwrap_err();
    assert!(items.next().is_none());
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert_eq!(error.outcome(), Outcome::Yes);
    let told = "should be at `/pages/next/starting_after`, but `/pages/next` is a string";
    assert!(error.to_string().contains(told), "{error}");

    run(async {
        let mut pages = search(&client).pages();
        let page = pages.try_next().await.unwrap().unwrap();
        let next = page.pages.and_then(|pages| pages.next).unwrap();
        assert_eq!(next.url.as_deref(), Some(link));
        let error = pages.try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Pagination);
        assert!(pages.try_next().await.unwrap().is_none());
    });
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn headers_and_time_limits_hold_for_every_page() {
    let server = Server::start(three_pages());
    let search = search(&server.client()).header("X-Trace", "morning-shift");
    assert_eq!(search.items_blocking().count(), 5);
    for request in server.requests() {
        assert_eq!(request.header("x-trace"), Some("morning-shift"));
    }
}
