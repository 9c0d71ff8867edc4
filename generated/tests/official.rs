//! Intercom's own examples, through the types and back.
//!
//! They aren't part of this project. Where they lie beside it, each one is read
//! as the type of its operation and written again, and nothing may be lost;
//! elsewhere the test says that it is skipped.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::io::Write;
use std::path::Path;

use intercom_tickets::codec::{CodecError, Decode, decode_value, from_slice, to_value};
use intercom_tickets::types::{
    AttachTagRequest, ChangeTicketTypeRequest, Conversation, CreateTicketRequest,
    CreateTicketTypeAttributeRequest, CreateTicketTypeRequest, DeletedTicket, DetachTagRequest,
    ErrorList, Job, LinkConversationRequest, SearchTicketsRequest, Tag, Ticket, TicketList,
    TicketPart, TicketReply, TicketStateList, TicketType, TicketTypeAttribute, TicketTypeList,
    UpdateTicketRequest, UpdateTicketTypeAttributeRequest, UpdateTicketTypeRequest,
};
use intercom_tickets::{Value, json};
use serde::Serialize;

/// How many examples there are.
const EXAMPLES: usize = 90;

/// Members whose own members are the user's, and not the API's.
const FREE_FORM: [&str; 2] = ["ticket_attributes", "custom_attributes"];

/// Members of declared types that take any JSON besides. That the examples need
/// no such fallback is seen from what they are read as.
const WITH_FALLBACK: [&str; 2] = [
    "/updated_attribute_data/value/id",
    "/updated_attribute_data/value/label",
];

/// Reads a value as some type, and writes it again.
type RoundTrip = fn(Value) -> Result<Again, CodecError>;

/// What has been read, written as JSON, and as `Debug` shows it.
struct Again {
    json: Value,
    debug: String,
}

fn round_trip<T: Decode + Serialize + Debug>(value: Value) -> Result<Again, CodecError> {
    let read = decode_value::<T>(value)?;
    Ok(Again {
        json: to_value(&read)?,
        debug: format!("{read:?}"),
    })
}

/// What an operation takes, if it takes a body, and what it responses.
fn types(operation: &str) -> (Option<RoundTrip>, RoundTrip) {
    match operation {
        "attachTagToTicket" => (Some(round_trip::<AttachTagRequest>), round_trip::<Tag>),
        "changeTicketType" => (
            Some(round_trip::<ChangeTicketTypeRequest>),
            round_trip::<Ticket>,
        ),
        "createTicket" => (
            Some(round_trip::<CreateTicketRequest>),
            round_trip::<Ticket>,
        ),
        "createTicketType" => (
            Some(round_trip::<CreateTicketTypeRequest>),
            round_trip::<TicketType>,
        ),
        "createTicketTypeAttribute" => (
            Some(round_trip::<CreateTicketTypeAttributeRequest>),
            round_trip::<TicketTypeAttribute>,
        ),
        "deleteTicket" => (None, round_trip::<DeletedTicket>),
        "detachTagFromTicket" => (Some(round_trip::<DetachTagRequest>), round_trip::<Tag>),
        "enqueueCreateTicket" => (Some(round_trip::<CreateTicketRequest>), round_trip::<Job>),
        "getTicket" => (None, round_trip::<Ticket>),
        "getTicketType" => (None, round_trip::<TicketType>),
        "jobsStatus" => (None, round_trip::<Job>),
        "linkConversationToTicket" => (
            Some(round_trip::<LinkConversationRequest>),
            round_trip::<Conversation>,
        ),
        "listTicketStates" => (None, round_trip::<TicketStateList>),
        "listTicketTypes" => (None, round_trip::<TicketTypeList>),
        "replyTicket" => (Some(round_trip::<TicketReply>), round_trip::<TicketPart>),
        "searchTickets" => (
            Some(round_trip::<SearchTicketsRequest>),
            round_trip::<TicketList>,
        ),
        "unlinkConversationFromTicket" => (None, round_trip::<Conversation>),
        "updateTicket" => (
            Some(round_trip::<UpdateTicketRequest>),
            round_trip::<Ticket>,
        ),
        "updateTicketType" => (
            Some(round_trip::<UpdateTicketTypeRequest>),
            round_trip::<TicketType>,
        ),
        "updateTicketTypeAttribute" => (
            Some(round_trip::<UpdateTicketTypeAttributeRequest>),
            round_trip::<TicketTypeAttribute>,
        ),
        other => panic!("the examples have an operation that the client lacks: {other}"),
    }
}

/// One of the examples.
struct Example {
    operation: String,
    /// For people: operation, what it is, and its name.
    title: String,
    value: Value,
    round_trip: RoundTrip,
}

impl Example {
    fn read(raw: &Value) -> Self {
        let text = |name: &str| raw[name].as_str().unwrap_or_default().to_owned();
        let (operation, name, status) = (text("operation"), text("name"), text("status"));
        let (request, response) = types(&operation);
        let (part, round_trip) = match (text("kind").as_str(), status.as_str()) {
            ("request", _) => ("takes", request.expect(&operation)),
            ("response", "200") => ("responses 200", response),
            ("response", _) => ("responses an error", round_trip::<ErrorList> as RoundTrip),
            (kind, _) => panic!("an example of an unknown kind: {kind}"),
        };
        Self {
            title: format!("{operation} {part}: {name}"),
            operation,
            value: raw["value"].clone(),
            round_trip,
        }
    }

    /// Where the example holds something that its type takes in any shape.
    ///
    /// Nothing but a place for free-form JSON takes a list of lists as well as
    /// an object of an unknown member, and gives both back.
    fn free_form(&self) -> Vec<String> {
        let mut pointers = Vec::new();
        members(&self.value, "", &mut pointers);
        let probes = [json!([["probe"]]), json!({"probe": {"probe": []}})];
        pointers.retain(|pointer| {
            probes.iter().all(|probe| {
                let mut value = self.value.clone();
                *value.pointer_mut(pointer).unwrap() = probe.clone();
                (self.round_trip)(value)
                    .is_ok_and(|again| again.json.pointer(pointer).is_some_and(|got| got == probe))
            })
        });
        pointers
    }
}

/// The pointers of all members below a value.
fn members(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, member) in object {
                let pointer = format!("{pointer}/{name}");
                members(member, &pointer, found);
                found.push(pointer);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                members(item, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// What differs, by its pointer. Null and absence are the same, and so are the
/// number and the numeric text of an id.
fn differences(given: &Value, again: &Value, pointer: &str, found: &mut Vec<String>) {
    match (given, again) {
        (Value::Object(before), Value::Object(after)) => {
            for name in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
                let (before, after) = (&given[name.as_str()], &again[name.as_str()]);
                differences(before, after, &format!("{pointer}/{name}"), found);
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                differences(before, after, &format!("{pointer}/{index}"), found);
            }
        }
        _ if given == again => {}
        _ if is_id(pointer) && digits(given).is_some() && digits(given) == digits(again) => {}
        _ => found.push(format!("{pointer}: {given} came back as {again}")),
    }
}

fn is_id(pointer: &str) -> bool {
    let name = pointer.rsplit('/').next().unwrap_or_default();
    name == "id" || name.ends_with("_id")
}

/// The digits of a whole number, or of a text that consists of them.
fn digits(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => number.as_u64().map(|number| number.to_string()),
        Value::String(text) => text.parse::<u64>().ok().map(|number| number.to_string()),
        _ => None,
    }
}

/// Past libtest, which swallows what a passing test prints.
fn tell(line: &str) {
    let line = format!("{line}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

#[test]
fn nothing_is_lost_of_any_official_example() {
    let beside = "../../shared/intercom/official-2.16-examples.json";
    let Ok(bytes) = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(beside)) else {
        tell(&format!(
            "skipped: Intercom's examples are not there ({beside})"
        ));
        return;
    };
    let raw: Vec<Value> = from_slice(&bytes).unwrap();
    assert_eq!(raw.len(), EXAMPLES);

    let (mut wrong, mut free_form) = (Vec::new(), BTreeSet::new());
    let mut kept = 0;
    for example in raw.iter().map(Example::read) {
        let again = match (example.round_trip)(example.value.clone()) {
            Ok(again) => again,
            Err(error) => {
                wrong.push(format!("{}: {error}", example.title));
                continue;
            }
        };
        let mut found = Vec::new();
        differences(&example.value, &again.json, "", &mut found);
        // The variant of unknown words and of unions' fallbacks.
        if again.debug.contains("Unknown(") {
            found.push(format!("a word is unknown: {}", again.debug));
        }
        kept += usize::from(found.is_empty());
        let title = &example.title;
        wrong.extend(found.iter().map(|line| format!("{title}: {line}")));
        let places = example.free_form().into_iter();
        free_form.extend(places.map(|place| format!("{} {place}", example.operation)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");

    free_form.retain(|place| !WITH_FALLBACK.iter().any(|end| place.ends_with(end)));
    let of_the_user = |place: &str| {
        let mut holders = FREE_FORM.iter();
        holders.any(|name| place.contains(&format!("/{name}/")))
    };
    let undeclared: Vec<_> = free_form
        .iter()
        .filter(|place| !of_the_user(place))
        .collect();
    assert!(
        undeclared.is_empty(),
        "only a catch-all takes {undeclared:#?}"
    );

    tell(&format!(
        "{kept} of {EXAMPLES} official examples come back whole"
    ));
    for place in &free_form {
        tell(&format!("free-form: {place}"));
    }
    assert_eq!(kept, EXAMPLES);
}

#[test]
fn differences_are_found() {
    let found = |given: Value, again: Value| {
        let mut found = Vec::new();
        differences(&given, &again, "", &mut found);
        found.len()
    };
    assert_eq!(found(json!({"a": null}), json!({})), 0);
    assert_eq!(found(json!({}), json!({"a": null})), 0);
    assert_eq!(
        found(json!({"id": 7, "b_id": "8"}), json!({"id": "7", "b_id": 8})),
        0
    );
    assert_eq!(found(json!({"a": 1}), json!({})), 1);
    assert_eq!(found(json!({}), json!({"a": false})), 1);
    assert_eq!(found(json!({"value": "7"}), json!({"value": 7})), 1);
    assert_eq!(found(json!({"id": "x7"}), json!({"id": 7})), 1);
    assert_eq!(found(json!({"id": "7"}), json!({"id": 8})), 1);
    assert_eq!(found(json!([1, 2]), json!([1])), 1);
    assert_eq!(found(json!({"a": [{"b": 1}]}), json!({"a": [{}]})), 1);
    assert_eq!(found(json!({"a": {}}), json!({})), 1);
}

#[test]
fn a_catch_all_is_found() {
    let raw = json!({
        "operation": "unlinkConversationFromTicket",
        "kind": "response",
        "status": "200",
        "name": "odd",
        "value": {"id": "1", "title": "t", "statistics": {"n": 1}, "source": {"url": "u"},
            "custom_attributes": {"shots": 1}},
    });
    let found = Example::read(&raw).free_form();
    let expected = ["/custom_attributes/shots", "/statistics", "/statistics/n"];
    assert_eq!(
        found.iter().collect::<BTreeSet<_>>(),
        expected.map(str::to_owned).iter().collect()
    );
}
