//! Search expressions, against a plain filter over the same tickets.

use intercom_tickets::types::{SearchQuery, Ticket, TicketCategory, TicketStateCategory};
use intercom_tickets::{Error, Value, search};
use oas_mock::Mock;

use crate::{client, mock};

/// Whether a ticket is to be found.
type Filter = Box<dyn Fn(&Ticket) -> bool>;

/// Numbers that are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// A condition, as a search and as a filter.
fn condition(numbers: &mut Numbers) -> (SearchQuery, Filter) {
    let created_at =
        1_767_225_600 - 86_400 * 20 + 16_000 * i64::try_from(numbers.below(100)).unwrap();
    let time = move |ticket: &Ticket| ticket.created_at.unwrap().as_secs();
    let letter = ["wand", "boiler", "e", "P"][numbers.below(4)];
    let title = |ticket: &Ticket| ticket.title().unwrap_or_default().to_lowercase();
    let admin = ["0", "3301", "3302"][numbers.below(3)];
    let cups = i64::try_from(numbers.below(300)).unwrap();
    let state = |ticket: &Ticket| ticket.ticket_state.clone().and_then(|state| state.category);
    match numbers.below(9) {
        0 => (
            search::open().eq(true).into(),
            Box::new(|ticket| ticket.open == Some(true)),
        ),
        1 => (
            search::created_at().ge(created_at).into(),
            Box::new(move |ticket| time(ticket) >= created_at),
        ),
        2 => (
            search::created_at().lt(created_at).into(),
            Box::new(move |ticket| time(ticket) < created_at),
        ),
        3 => (
            search::title().contains(letter).into(),
            Box::new(move |ticket| title(ticket).contains(&letter.to_lowercase())),
        ),
        4 => (
            search::title().starts_with(letter).into(),
            Box::new(move |ticket| title(ticket).starts_with(&letter.to_lowercase())),
        ),
        5 => (
            search::admin_assignee_id().is_in([admin]).into(),
            Box::new(move |ticket| ticket.admin_assignee_id.as_ref().unwrap() == admin),
        ),
        6 => (
            search::category().ne(TicketCategory::Customer).into(),
            Box::new(|ticket| ticket.category != Some(TicketCategory::Customer)),
        ),
        7 => (
            search::state()
                .is_not_in([TicketStateCategory::Submitted])
                .into(),
            Box::new(move |ticket| state(ticket) != Some(TicketStateCategory::Submitted)),
        ),
        _ => (
            search::attribute("8804").gt(cups).into(),
            Box::new(move |ticket| {
                let held = ticket.attribute("cups_a_day").and_then(Value::as_i64);
                held.is_some_and(|held| held > cups)
            }),
        ),
    }
}

/// Conditions that are joined, as deep as Intercom takes them.
fn expression(numbers: &mut Numbers, depth: usize) -> (SearchQuery, Filter) {
    if depth == 0 || numbers.below(3) == 0 {
        return condition(numbers);
    }
    let all = depth.is_multiple_of(2);
    let (mut query, mut filter) = expression(numbers, depth - 1);
    for _ in 0..=numbers.below(3) {
        let (more, also) = expression(numbers, depth - 1);
        if all {
            query = query & more;
            filter = Box::new(move |ticket| filter(ticket) && also(ticket));
        } else {
            query = query | more;
            filter = Box::new(move |ticket| filter(ticket) || also(ticket));
        }
    }
    (query, filter)
}

async fn found(mock: &Mock, query: SearchQuery) -> Result<Vec<Ticket>, Error> {
    let mut items = client(mock).tickets().search(query).items();
    let mut found = Vec::new();
    while let Some(ticket) = items.try_next().await? {
        found.push(ticket);
    }
    Ok(found)
}

/// `SEARCHES=10000` tries so many.
#[tokio::test]
async fn expressions_find_what_a_filter_leaves() {
    let count = std::env::var("SEARCHES").map_or(40, |count| count.parse().unwrap());
    let mock = xtask_mock::intercom()
        .trust_responses()
        .rate_limit(0)
        .build()
        .unwrap();
    let all = found(&mock, search::created_at().gt(0).into())
        .await
        .unwrap();
    assert_eq!(all.len(), 100);
    let mut numbers = Numbers(7);
    for _ in 0..count {
        let (query, filter) = expression(&mut numbers, 2);
        let shown = format!("{query:?}");
        let found = found(&mock, query).await.expect(&shown);
        let found: Vec<&str> = found.iter().map(|ticket| ticket.id.as_str()).collect();
        let left = all.iter().filter(|ticket| filter(ticket));
        let left: Vec<&str> = left.map(|ticket| ticket.id.as_str()).collect();
        assert_eq!(found, left, "{shown}");
    }
}

#[tokio::test]
async fn what_is_beyond_the_limits_is_not_sent() {
    let mock = mock();
    let open = || search::open().eq(true);
    let deep = open() & (open() | (open() & (open() | open())));
    let error = found(&mock, deep).await.unwrap_err();
    let place = "the group at `query.value[1].value[1]` is on level 3";
    assert!(error.to_string().contains(place), "{error}");
    let wide = (0..15).fold(open().into(), |query: SearchQuery, _| query | open());
    let error = found(&mock, wide).await.unwrap_err();
    let place = "the group at `query` holds 16 filters, and Intercom takes 15";
    assert!(error.to_string().contains(place), "{error}");
    assert_eq!(mock.records().len(), 0);
    // Groups of one operator are one.
    let flat = open() & (open() & (open() & open()));
    assert!(found(&mock, flat).await.is_ok());
}
