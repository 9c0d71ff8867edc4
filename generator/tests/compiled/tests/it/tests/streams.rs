//! Streams of events as they are asked for and read.

use oas_runtime::test_util::{TestResponse, TestTransport};

use super::script::{Last as _, client};
use crate::streams_32::types::{NamedEventsEvent, Watch, WatchRoastsEvent};

fn events(text: &'static str) -> TestTransport {
    let response = TestResponse::body(200, text).header("content-type", "text/event-stream");
    TestTransport::sequence([response])
}

#[test]
fn the_name_of_an_event_chooses_its_variant() {
    let script = events(
        ": a comment\n\nevent: heat\nid: 7\ndata: {\"degrees\":\ndata: 204.5}\n\nevent: note\ndata: 12\n\n\
         event: other\ndata: x\n\ndata: [DONE]\n\n",
    );
    let api = client!(streams_32, script).default();
    let mut stream = api.watch_roasts_stream(Watch::new("Peru")).items_blocking();
    let WatchRoastsEvent::Heat(heat) = stream.next().unwrap().unwrap() else {
        panic!("no heat");
    };
    assert_eq!((heat.data.degrees, heat.id.as_deref()), (204.5, Some("7")));
    let WatchRoastsEvent::Note(note) = stream.next().unwrap().unwrap() else {
        panic!("no note");
    };
    assert_eq!(note.data.as_deref(), Some("12"));
    let other = stream.next().unwrap().unwrap();
    assert!(matches!(other, WatchRoastsEvent::Unknown(_)), "{other:?}");
    assert!(stream.next().is_none());
    let sent = script.last();
    assert_eq!(sent.json()["stream"], true);
    assert_eq!(sent.headers["accept"], "text/event-stream");
}

#[test]
fn constants_for_names_are_enough() {
    let script = events("event: ended\ndata: {\"degrees\": 1}\n\n");
    let api = client!(streams_32, script).default();
    let mut stream = api.named_events().items_blocking();
    let event = stream.next().unwrap().unwrap();
    assert!(matches!(event, NamedEventsEvent::Ended(ended) if ended.data.degrees > 0.5));
}

#[test]
fn one_event_has_its_data_and_plain_items_are_data() {
    let script = events("data: {\"degrees\": 2}\nretry: 50\n\n");
    let api = client!(streams_32, script).default();
    let event = api.follow_heat().items_blocking().next().unwrap().unwrap();
    assert_eq!((event.data.degrees, event.retry), (2.0, Some(50)));
    let script = events("data: {\"name\": \"Sidamo\"}\n\n");
    let api = client!(streams_32, script).default();
    let event = api
        .follow_roasts()
        .items_blocking()
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(event.data.name, "Sidamo");
}
