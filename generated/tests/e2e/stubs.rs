//! `test::mock()`: what stubs take, what they give, and what is told of the rest.

use std::time::Duration;

use intercom_tickets::http::Method;
use intercom_tickets::types::{
    AdminReply, AdminReplyMessageType, CreateTicketRequest, Ticket, TicketContact, TicketList,
};
use intercom_tickets::{Error, json, test};
use oas_runtime::test_util::TestResponse;

use crate::run;

fn request(ticket_type: &str) -> CreateTicketRequest {
    CreateTicketRequest::new(ticket_type, [TicketContact::id("68b1")])
}

#[test]
fn the_first_stub_that_takes_a_request_responds() {
    let mock = test::mock();
    let leaks = mock
        .on_create_ticket()
        .with(|request| request.body.ticket_type_id == "4101")
        .returns(Ticket::new("1"));
    let others = mock.on_create_ticket().returns(Ticket::new("2"));
    let client = mock.client().unwrap();
    let tickets = client.tickets();
    let ids = ["4101", "4102", "4101"].map(|ticket_type| {
        let ticket = tickets.create_ticket(request(ticket_type)).send_blocking();
        ticket.unwrap().id
    });
    assert_eq!(ids, ["1", "2", "1"]);
    assert_eq!((leaks.calls().len(), others.calls().len()), (2, 1));
    assert!(others.was_called_with(|request| request.body.ticket_type_id == "4102"));
    mock.check().unwrap();
}

#[test]
fn responses_come_in_their_order_and_the_last_again() {
    let mock = test::mock();
    let read = mock
        .on_get_ticket()
        .with(|request| request.path_param("ticket_id") == Some("9/0"))
        .returns_each([Ticket::new("1"), Ticket::new("2")]);
    let client = mock.client().unwrap();
    let ids = [(); 3].map(|()| {
        let ticket = run(client.tickets().get_ticket("9/0").send());
        ticket.unwrap().id
    });
    assert_eq!(ids, ["1", "2", "2"]);
    assert_eq!(read.calls()[2].number, 2);
}

#[test]
fn failures_are_repeated_and_delays_pass_by_the_clock() {
    let mock = test::mock();
    let read = mock
        .on_get_ticket()
        .fails(503, json!({"type": "error.list", "errors": []}))
        .disconnects()
        .returns(Ticket::new("90210"))
        .after(Duration::from_secs(25));
    let client = mock.client().unwrap();
    client
        .tickets()
        .get_ticket("90210")
        .send_blocking()
        .unwrap();
    assert_eq!(read.calls().len(), 3);
    assert!(mock.clock().elapsed() >= Duration::from_secs(25));

    read.hangs();
    let late = client.tickets().get_ticket("90210").send_blocking();
    assert!(matches!(late, Err(Error::Timeout(_))));
}

#[test]
fn pages_follow_their_cursors() {
    let mock = test::mock();
    let page = |ids: &[&str], next: Option<&str>| {
        let tickets = ids.iter().map(|id| Ticket::new(*id));
        let mut page = TicketList::new(tickets.collect::<Vec<_>>());
        if let Some(cursor) = next {
            let pages = json!({"next": {"starting_after": cursor}});
            page.pages = Some(oas_runtime::codec::from_value(pages).unwrap());
        }
        page
    };
    mock.on_search_tickets()
        .with(|request| {
            request
                .json()
                .pointer("/pagination/starting_after")
                .is_none()
        })
        .returns(page(&["1", "2"], Some("next")));
    mock.on_search_tickets()
        .with(|request| request.json()["pagination"]["starting_after"] == "next")
        .returns(page(&["3"], None));
    let client = mock.client().unwrap();
    let search = client
        .tickets()
        .search(intercom_tickets::search::open().eq(true));
    let found: Result<Vec<Ticket>, Error> = search.items_blocking().collect();
    assert_eq!(found.unwrap().len(), 3);
    mock.check().unwrap();
}

#[test]
fn what_no_stub_takes_is_told_with_what_there_is() {
    let mock = test::mock();
    mock.on_create_ticket()
        .with(|request| request.body.ticket_type_id == "4101")
        .returns(Ticket::new("1"))
        .times(1);
    let _ = mock.on_get_ticket();
    let client = mock.client().unwrap();
    let text = |result: Result<Ticket, Error>| result.unwrap_err().to_string();

    let other = text(client.tickets().create_ticket(request("7")).send_blocking());
    for part in [
        "no stub responds to POST /tickets (createTicket) with {",
        "- a stub of it: its condition 1 doesn't hold",
        "- other stubs: getTicket",
    ] {
        assert!(other.contains(part), "{other}");
    }
    client
        .tickets()
        .create_ticket(request("4101"))
        .send_blocking()
        .unwrap();
    let again = client.tickets().create_ticket(request("4101"));
    let again = text(again.send_blocking());
    assert!(again.contains("it has responded 1 times"), "{again}");
    let silent = text(client.tickets().get_ticket("1").send_blocking());
    assert!(silent.contains("it has no response"), "{silent}");
    // Nothing of it was sent a second time.
    assert_eq!(mock.sent().len(), 4);

    let told = mock.check().unwrap_err().to_string();
    assert!(
        told.contains("no stub responds to GET /tickets/1"),
        "{told}"
    );
    assert!(
        told.contains("a stub of getTicket was called 0 times"),
        "{told}"
    );
}

#[test]
fn unions_empty_responses_and_raw_requests_have_stubs() {
    let mock = test::mock();
    let noted = mock
        .on_reply_ticket()
        .with(|request| request.json()["message_type"] == "note")
        .responds(|request| {
            let id = request.path_param("ticket_id").unwrap_or_default();
            TestResponse::json(200, &json!({"id": format!("part of {id}")}))
        });
    mock.on_request(Method::GET, "/me")
        .returns(json!({"email": "mara@roastery.example"}));
    let client = mock.client().unwrap();
    let note = AdminReply::new(AdminReplyMessageType::Note, "3301").body("seen");
    let part = client.tickets().reply_ticket("90210", note);
    assert_eq!(part.send_blocking().unwrap().id.unwrap(), "part of 90210");
    let (sent, calls) = (noted.calls().len(), &noted.calls()[0].body);
    assert!(sent == 1 && matches!(calls, intercom_tickets::types::TicketReply::Admin(_)));

    let me = client.request(Method::GET, "/me");
    let me = me.decode::<intercom_tickets::Value>().send_blocking();
    assert_eq!(me.unwrap()["email"], "mara@roastery.example");
}
