//! The mock with whatever a fault file says, and the client with whatever a
//! server responds.

use std::sync::{Arc, OnceLock};

use intercom_tickets::http::Method;
use intercom_tickets::test_util::{TestResponse, TestTransport};
use intercom_tickets::transport::Transport;
use intercom_tickets::types::{SearchFilter, SearchOperator, SearchTicketsRequest};
use intercom_tickets::{Client, Error, Value};
use oas_codegen::Source;
use oas_mock::{Fault as MockFault, Mock, MockTransport, ReadDocument};

use crate::finding::{Fault, Kind};

/// The description that the client is made of.
pub const DOCUMENT: &str = include_str!("../../../spec/intercom-tickets.yaml");

/// What no message may hold.
const TOKEN: &str = "tok_not_to_be_seen";

/// More pages and events than these show nothing new.
const MOST_ITEMS: usize = 20;

pub fn faults(name: &str, bytes: &[u8]) -> Kind {
    static READ: OnceLock<Option<ReadDocument>> = OnceLock::new();
    let read = || ReadDocument::read(&Source::from_text("tickets.yaml", DOCUMENT)).ok();
    let Some(document) = READ.get_or_init(read) else {
        return Kind::Broken(Fault::new("mock", "the document can't be read"));
    };
    let faults = match MockFault::read(name, &String::from_utf8_lossy(bytes)) {
        Ok(faults) => faults,
        Err(error) => {
            let _ = error.to_string();
            return Kind::Refused;
        }
    };
    match Mock::serving(document).faults(faults).build() {
        Ok(mock) => called(MockTransport::new(mock)),
        Err(error) => Kind::Broken(Fault::new("mock", error.to_string())),
    }
}

/// Reads a response as a file has it: a line with the status, headers, an empty
/// line, and the body.
pub fn response(bytes: &[u8]) -> Kind {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n");
    let (head, body) = bytes.split_at_checked(end.unwrap_or(0)).unwrap_or_default();
    let (head, body) = (String::from_utf8_lossy(head).into_owned(), Arc::from(body));
    let respond = move |_: &_| {
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split_once(' '));
        let status = status.and_then(|(_, status)| status.trim().parse().ok());
        let body: &[u8] = &body;
        let body = body.strip_prefix(b"\n\n").unwrap_or(body).to_vec();
        let response = TestResponse::body(status.unwrap_or(200), body);
        lines.fold(response, |response, line| match line.split_once(": ") {
            Some((name, value)) => response.header(name, value),
            None => response,
        })
    };
    called(TestTransport::new(respond))
}

/// A few calls, each of which reads what comes in another way. No message has the
/// token in it.
fn called(transport: impl Transport) -> Kind {
    let client = Client::builder().token(TOKEN).transport(transport).build();
    let client = match client {
        Ok(client) => client,
        Err(error) => return Kind::Broken(Fault::new("client", error.to_string())),
    };
    let outcomes = calls(&client);
    let read = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    for error in outcomes.into_iter().filter_map(Result::err) {
        let text = format!("{error} {error:?} {:?}", error.outcome());
        if text.contains(TOKEN) {
            return Kind::Broken(Fault::new("secret", "a message tells the token"));
        }
    }
    match read {
        0 => Kind::Refused,
        read => Kind::Generated(read),
    }
}

fn calls(client: &Client) -> Vec<Result<(), Error>> {
    let filter = SearchFilter::new("open", SearchOperator::Equal, true);
    let search = || SearchTicketsRequest::new(filter.clone());
    let tickets = client.tickets();
    let stream = || client.request(Method::GET, "/tickets/1");
    let mut outcomes = vec![
        tickets.get_ticket("1").send_blocking().map(drop),
        tickets.get_ticket("1").response().send_blocking().map(drop),
        tickets.delete_ticket("1").send_blocking().map(drop),
        tickets.search_tickets(search()).send_blocking().map(drop),
        client.jobs().get_job("1").send_blocking().map(drop),
        client
            .ticket_types()
            .list_ticket_types()
            .send_blocking()
            .map(drop),
        client
            .ticket_states()
            .list_ticket_states()
            .send_blocking()
            .map(drop),
        stream().text().send_blocking().map(drop),
        stream().decode::<Value>().send_blocking().map(drop),
    ];
    let items = tickets.search_tickets(search()).items_blocking();
    outcomes.extend(items.take(MOST_ITEMS).map(|item| item.map(drop)));
    let events = stream().events::<Value>().events_blocking();
    outcomes.extend(events.take(MOST_ITEMS).map(|event| event.map(drop)));
    let lines = stream().lines::<Value>().items_blocking();
    outcomes.extend(lines.take(MOST_ITEMS).map(|line| line.map(drop)));
    outcomes
}
