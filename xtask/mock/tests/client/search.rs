//! Searching: operators, nesting, limits, pages.

use intercom_tickets::types::{
    ErrorCode, SearchFilter, SearchOperator, SearchPagination, SearchQuery, SearchTicketsRequest,
    SearchValue,
};
use intercom_tickets::{Error, Value, http::Method, json};
use oas_mock::Mock;

use crate::{client, mock};

/// How many tickets a query finds.
async fn count(mock: &Mock, query: impl Into<SearchQuery>) -> Result<i64, Error> {
    let call = client(mock)
        .tickets()
        .search_tickets(SearchTicketsRequest::new(query));
    call.await.map(|page| page.total_count.unwrap())
}

async fn filter(
    mock: &Mock,
    field: &str,
    operator: SearchOperator,
    value: impl Into<SearchValue>,
) -> i64 {
    count(mock, SearchFilter::new(field, operator, value))
        .await
        .unwrap()
}

#[tokio::test]
async fn every_operator_compares() {
    use SearchOperator as Is;
    let mock = mock();
    assert_eq!(
        filter(&mock, "title", Is::Equal, "Steam wand drips").await,
        10
    );
    assert_eq!(
        filter(&mock, "title", Is::NotEqual, "Steam wand drips").await,
        90
    );
    assert_eq!(filter(&mock, "title", Is::Contains, "WAND").await, 10);
    assert_eq!(filter(&mock, "title", Is::NotContains, "wand").await, 90);
    assert_eq!(filter(&mock, "title", Is::StartsWith, "p").await, 40);
    assert_eq!(filter(&mock, "title", Is::EndsWith, "boiler").await, 10);
    let halfway = 1_767_225_600 - 86_400 * 20 + 50 * 16_000;
    assert_eq!(filter(&mock, "created_at", Is::Less, halfway).await, 50);
    assert_eq!(
        filter(&mock, "created_at", Is::LessOrEqual, halfway).await,
        51
    );
    assert_eq!(filter(&mock, "created_at", Is::Greater, halfway).await, 49);
    assert_eq!(
        filter(&mock, "created_at", Is::GreaterOrEqual, halfway.to_string()).await,
        50
    );
    let ids: Vec<intercom_tickets::types::SearchListItem> = vec!["90210".into(), 90_211.into()];
    assert_eq!(filter(&mock, "id", Is::In, ids.clone()).await, 2);
    assert_eq!(filter(&mock, "id", Is::NotIn, ids).await, 98);
}

#[tokio::test]
async fn categories_go_by_other_words() {
    let mock = mock();
    let mut all = 0;
    for word in ["request", "task", "tracker"] {
        let found = filter(&mock, "category", SearchOperator::Equal, word).await;
        assert!(found > 0, "{word}");
        all += found;
    }
    assert_eq!(all, 100);
    for word in ["Customer", "Back-office", "Tracker"] {
        let expected = if word == "Tracker" { 10 } else { 0 };
        assert_eq!(
            filter(&mock, "category", SearchOperator::Equal, word).await,
            expected,
            "{word}"
        );
    }
}

#[tokio::test]
async fn unassigned_is_0_and_attributes_go_by_id() {
    let mock = mock();
    let nobody = filter(&mock, "admin_assignee_id", SearchOperator::Equal, "0").await;
    let number = filter(&mock, "admin_assignee_id", SearchOperator::Equal, 0).await;
    assert_eq!((nobody, number), (34, 34));
    let under = filter(&mock, "ticket_attribute.8805", SearchOperator::Equal, true).await;
    let cups = filter(&mock, "ticket_attribute.8804", SearchOperator::Greater, 100).await;
    assert!(under > 10 && cups > 10);
}

#[tokio::test]
async fn groups_nest_two_levels_and_hold_fifteen() {
    let mock = mock();
    let open = || SearchFilter::new("open", SearchOperator::Equal, true);
    let level = |inner: SearchQuery| SearchQuery::all([open().into(), inner]);
    let two = level(SearchQuery::any([open()]));
    assert!(count(&mock, two.clone()).await.unwrap() > 0);
    let error = count(&mock, level(two)).await.unwrap_err();
    assert_eq!(error.code(), Some("parameter_invalid"));
    let fifteen = SearchQuery::all((0..15).map(|_| open()));
    assert!(count(&mock, fifteen).await.is_ok());
    let sixteen = SearchQuery::all((0..16).map(|_| open()));
    let error = count(&mock, sixteen).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
}

#[tokio::test]
async fn what_can_not_be_searched_is_told() {
    let mock = mock();
    let bad = [
        SearchFilter::new("colour", SearchOperator::Equal, "red"),
        SearchFilter::new("open", SearchOperator::Contains, "x"),
        SearchFilter::new("created_at", SearchOperator::Greater, "yesterday"),
        SearchFilter::new("id", SearchOperator::In, "90210"),
        SearchFilter::new("ticket_attribute.1", SearchOperator::Equal, "x"),
    ];
    for filter in bad {
        let shown = format!("{filter:?}");
        let error = count(&mock, filter).await.expect_err(&shown);
        assert_eq!(error.code(), Some("parameter_invalid"), "{shown}");
    }
    let by_name = SearchFilter::new("ticket_attribute.colour", SearchOperator::Equal, "x");
    let error = count(&mock, by_name).await.unwrap_err();
    assert_eq!(error.code(), Some(ErrorCode::FieldNotFound.as_str()));
    assert_eq!(error.status().unwrap(), 400);
}

#[tokio::test]
async fn pages_hold_together_while_tickets_come() {
    let mock = mock();
    let client = client(&mock);
    let all = SearchFilter::new("created_at", SearchOperator::Greater, 0);
    let page = SearchPagination::new().per_page(30);
    let request = SearchTicketsRequest::new(all).pagination(page);
    let mut items = client.tickets().search_tickets(request).items();
    let mut ids = Vec::new();
    while let Some(ticket) = items.try_next().await.unwrap() {
        if ids.len() == 30 {
            let email = intercom_tickets::types::TicketContact::email("mara@example.com");
            let request = intercom_tickets::types::CreateTicketRequest::new("4101", [email]);
            client.tickets().create_ticket(request).await.unwrap();
        }
        ids.push(ticket.id);
    }
    assert_eq!(ids.len(), 100);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 100);
}

/// In the query string a cursor is ignored, and page 1 comes back.
#[tokio::test]
async fn a_cursor_belongs_into_the_body() {
    let mock = mock();
    let client = client(&mock);
    let query = json!({"query": {"field": "open", "operator": "=", "value": true}});
    let first = client
        .request(Method::POST, "/tickets/search")
        .json(query.clone());
    let first: Value = first.decode().await.unwrap();
    let cursor = first["pages"]["next"]["starting_after"].as_str().unwrap();
    let path = format!("/tickets/search?starting_after={cursor}");
    let again = client.request(Method::POST, &path).json(query.clone());
    let again: Value = again.decode().await.unwrap();
    assert_eq!(again["tickets"], first["tickets"]);
    let bad = json!({"query": query["query"], "pagination": {"starting_after": "nonsense"}});
    let bad = client.request(Method::POST, "/tickets/search").json(bad);
    let error = bad.decode::<Value>().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    for size in [0, 151] {
        let body = json!({"query": query["query"], "pagination": {"per_page": size}});
        let call = client.request(Method::POST, "/tickets/search").json(body);
        assert!(call.decode::<Value>().await.is_err(), "{size}");
    }
}
