//! Members that nobody declared.

use std::collections::BTreeMap;

use serde_json::json;

use super::{read, refused, survives, written};
use crate::maps::types::{Closed, Counts, Declared, Open, Shelf};
use crate::unknown_fields::types::{Reply, Thing};

#[test]
fn typed_members_beside_declared_ones_are_kept() {
    let declared: Declared = survives(json!({ "id": "a", "more": 1, "less": 2 }));
    assert_eq!(declared.extra["less"], 2);
    let message = refused::<Declared>(json!({ "id": "a", "more": "many" }));
    assert!(message.contains("more"), "{message}");
}

#[test]
fn a_declared_member_may_have_the_name_of_the_others() {
    let open: Open = survives(json!({ "extra": "mine", "other": [1] }));
    assert_eq!(open.extra.as_deref(), Some("mine"));
    assert_eq!(open.additional_properties["other"], json!([1]));
}

#[test]
fn what_is_not_declared_is_passed_over() {
    let closed: Closed = read(json!({ "id": "a", "other": 1 }));
    assert_eq!(written(&closed), json!({ "id": "a" }));
}

#[test]
fn a_configuration_can_keep_everything() {
    let json = json!({ "thing": { "id": "a", "new": [1] }, "newer": { "deep": null } });
    let response: Reply = survives(json);
    assert_eq!(response.thing.unwrap().extra["new"], json!([1]));
    let mut thing = Thing::new("a");
    thing.extra.insert("id".to_owned(), json!("b"));
    let error = oas_runtime::codec::to_value(&thing).unwrap_err();
    assert!(error.to_string().contains("id"), "{error}");
}

#[test]
fn maps_are_made_of_pairs() {
    let shelf = Shelf::new([("apples", 1)])
        .lists(BTreeMap::from([("even".to_owned(), vec![2, 4])]))
        .free([("a", true)]);
    assert_eq!(
        written(&shelf),
        json!({ "counts": { "apples": 1 }, "lists": { "even": [2, 4] }, "free": { "a": true } })
    );
    let counts: Counts = survives(json!({ "b": 2, "a": 1 }));
    assert_eq!(counts.len(), 2);
}
