//! Missing, null, or there.

use oas_runtime::Patch;
use serde_json::json;

use super::{read, refused, survives, written};
use crate::constants::types::{Both, Event, SendEvent};
use crate::presence::types::{CreateThing, Shared, Thing};

#[test]
fn a_request_has_three_states() {
    let thing = CreateThing::new("a");
    assert_eq!(written(&thing), json!({ "plain": "a", "nullable": null }));
    let thing = thing.clear_optional_nullable();
    assert_eq!(
        written(&thing),
        json!({ "plain": "a", "nullable": null, "optional_nullable": null })
    );
    let thing = thing.optional_nullable("b").nullable("c").optional("d");
    assert_eq!(
        written(&thing),
        json!({ "plain": "a", "nullable": "c", "optional": "d", "optional_nullable": "b" })
    );
}

#[test]
fn the_three_states_are_told_apart_when_read() {
    let state = |json| read::<CreateThing>(json).optional_nullable;
    assert_eq!(state(json!({ "plain": "a" })), Patch::Absent);
    assert_eq!(
        state(json!({ "plain": "a", "optional_nullable": null })),
        Patch::Null
    );
    assert_eq!(
        state(json!({ "plain": "a", "optional_nullable": "b" })),
        Patch::Value("b".to_owned())
    );
}

#[test]
fn in_a_response_null_is_absence() {
    let null: Thing = read(json!({ "plain": "a", "nullable": null, "optional": null }));
    let absent: Thing = read(json!({ "plain": "a" }));
    assert_eq!(null, absent);
    assert_eq!(absent.optional_nullable, None);
}

#[test]
fn what_is_required_must_be_there() {
    let message = refused::<Thing>(json!({ "nullable": "a" }));
    assert!(message.contains("plain"), "{message}");
    let message = refused::<Shared>(json!({ "plain": null }));
    assert!(message.contains("plain"), "{message}");
}

#[test]
fn constants_are_always_sent() {
    assert_eq!(
        written(&SendEvent::new("a")),
        json!({
            "name": "a", "type": "event", "version": 2, "final": true, "share": 0.5,
            "large": 5_000_000_000_i64, "largest": u64::MAX, "blank": "",
        })
    );
    let other: SendEvent = read(json!({ "name": "a", "type": "other" }));
    assert_eq!(other, SendEvent::new("a"));
}

#[test]
fn a_constant_of_a_response_may_turn_out_to_be_another() {
    let event: Event = survives(json!({ "type": "party", "kind": "wild" }));
    assert_eq!(event.r#type, "party");
    assert_eq!(written(&Both::new()), json!({ "type": "both" }));
    survives::<Both>(json!({ "type": "something else" }));
}
