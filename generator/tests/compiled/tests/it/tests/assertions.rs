//! Branches that bounds, positions, nulls and values with parts tell apart.

use serde_json::json;

use super::{read, survives, written};
use crate::unions_by_assertions::types::{
    Area, Code, Command, Keyed, Mode, Parcel, Query, Size, Source, State,
};

#[test]
fn what_stands_at_a_position_tells_lists_apart() {
    assert!(matches!(
        survives::<Area>(json!([1.5, 2.0])),
        Area::Point(_)
    ));
    assert!(matches!(
        survives::<Area>(json!([1.0, 2.5, 3.0, 4.0])),
        Area::Box(_)
    ));
    assert!(matches!(
        survives::<Area>(json!(["here", 2.5])),
        Area::Named(_)
    ));
    for (json, name) in [
        (json!(["set", "a", { "b": [1] }]), "Set"),
        (json!(["del", "a"]), "Delete"),
        (json!(["inc", "a", 3]), "Increment"),
        (json!({ "flush": true, "keys": [] }), "Flush"),
    ] {
        let command: Command = survives(json);
        assert!(format!("{command:?}").starts_with(name), "{command:?}");
    }
}

#[test]
fn bounds_of_members_that_may_be_missing_tell_branches() {
    for (json, name) in [
        (json!({ "grams": 20 }), "Letter"),
        (json!({ "code": "LE7" }), "Letter"),
        (json!({ "code": "BX7" }), "Box"),
        (json!({ "code": "PA7", "grams": 900 }), "Pallet"),
        (json!({ "grams": 900, "sides": [1, 2, 3] }), "Box"),
        (json!({ "sides": [1, 2, 3, 4] }), "Pallet"),
    ] {
        let parcel: Parcel = survives(json);
        assert!(format!("{parcel:?}").starts_with(name), "{parcel:?}");
    }
}

#[test]
fn a_member_that_is_null_tells_a_branch() {
    assert!(matches!(
        survives::<State>(json!({ "id": "a", "closed_at": null })),
        State::Open(_)
    ));
    assert!(matches!(
        survives::<State>(json!({ "id": "a", "closed_at": "now" })),
        State::Closed(_)
    ));
}

#[test]
fn bounds_tell_numbers_and_texts_apart() {
    for (number, name) in [
        (-1, "Small"),
        (9, "Small"),
        (10, "Medium"),
        (99, "Medium"),
        (100, "Large"),
    ] {
        let size: Size = survives(json!(number));
        assert!(format!("{size:?}").starts_with(name), "{size:?}");
    }
    for (text, name) in [("de", "Country"), ("eur", "Currency"), ("Jörg", "Name")] {
        let code: Code = survives(json!(text));
        assert!(format!("{code:?}").starts_with(name), "{code:?}");
    }
    // What none of them allows is kept all the same.
    survives::<Code>(json!(""));
}

#[test]
fn objects_and_lists_are_values() {
    let all = [
        json!({ "level": 1 }),
        json!({ "level": 2 }),
        json!([1, 2]),
        json!("plain"),
    ];
    for json in all {
        let mode: Mode = survives(json.clone());
        assert!(!matches!(mode, Mode::Unknown(_)), "{json}");
    }
    assert!(matches!(
        survives::<Mode>(json!({ "level": 3 })),
        Mode::Unknown(_)
    ));
    let flush = json!({ "flush": true, "keys": [] });
    assert_eq!(written(&Command::Flush), flush);
}

#[test]
fn a_constant_with_parts_tells_a_branch() {
    let origin = json!({ "at": { "x": 0, "y": 0 }, "name": "a" });
    assert!(matches!(survives::<Source>(origin), Source::Origin(_)));
    let unit = json!({ "at": { "x": 1, "y": 1 }, "name": "a" });
    assert!(matches!(survives::<Source>(unit), Source::Unit(_)));
}

#[test]
fn counts_and_names_of_members_tell_objects_apart() {
    for (json, name) in [
        (json!({}), "All"),
        (json!({ "field": "a" }), "Match"),
        (json!({ "a": "b", "c": "d" }), "Several"),
    ] {
        let query: Query = survives(json);
        assert!(format!("{query:?}").starts_with(name), "{query:?}");
    }
    // Whoever takes any member but is of none has no claim to it.
    let query: Query = super::read(json!({ "unheard": true }));
    assert!(matches!(query, Query::Match(_)), "{query:?}");
    for (json, name) in [
        (json!({ "root": "a", "/b": "c" }), "ByPath"),
        (json!({ "12": "a", "3": "b" }), "ByNumber"),
        (json!({ "right-most": "a" }), "BySide"),
    ] {
        let keyed: Keyed = survives(json);
        assert!(format!("{keyed:?}").starts_with(name), "{keyed:?}");
    }
}

#[test]
fn a_null_is_of_the_branch_that_allows_it() {
    use crate::unions_of_nulls::types::{Event, EventUpdate};
    let update: EventUpdate = survives(json!({ "name": "Ball", "where": null }));
    assert!(matches!(update, EventUpdate::Stage(_)));
    let update: EventUpdate = survives(json!({ "name": "Ball", "where": {} }));
    assert!(matches!(update, EventUpdate::Outside(_)));
    for (ended, at, name) in [
        (json!(1), json!("noon"), "Planned"),
        (json!(null), json!("noon"), "Open"),
        (json!(1), json!(null), "Moved"),
        (json!(null), json!(null), "Open"),
    ] {
        let event: Event = read(json!({ "ended": ended, "at": at }));
        assert!(format!("{event:?}").starts_with(name), "{event:?}");
    }
}
