//! Types with serde's derives are read like emitted ones, and their errors have a
//! path too.

#![allow(dead_code, reason = "what is read is not looked at")]

use std::collections::BTreeMap;

use oas_runtime::codec::{from_slice, from_str, from_value};
use oas_runtime::{Value, json, json_object, union};
use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Debug, Clone, PartialEq)]
struct State {
    label: String,
    parts: Option<Vec<State>>,
    choice: Option<Choice>,
}

#[derive(Debug, Clone, PartialEq)]
enum Choice {
    State(Box<State>),
    Number(i64),
}

json_object! {
    State {
        required { label: "label", }
        optional { parts: "parts", choice: "choice", }
    }
}

union! {
    Choice {
        State(Box<State>): VariantMatcher::Type(JsonType::Object),
        Number(i64): VariantMatcher::Type(JsonType::Integer),
    }
}

#[derive(Debug, Deserialize)]
struct Me {
    name: String,
    states: Vec<State>,
    by_name: BTreeMap<String, State>,
    role: Role,
}

#[derive(Debug, Deserialize)]
enum Role {
    Guest,
    Admin { since: i64 },
}

fn me(changes: &Value) -> Value {
    let me = json!({"name": "Mara", "states": [], "by_name": {}, "role": "Guest"});
    let members = [me, changes.clone()].into_iter();
    members
        .flat_map(|members| members.as_object().cloned().unwrap_or_default())
        .collect()
}

/// The path of the error, which is the same out of text and out of a value.
fn path<T: DeserializeOwned + std::fmt::Debug>(value: Value) -> String {
    let error = from_slice::<T>(value.to_string().as_bytes()).unwrap_err();
    assert_eq!(from_value::<T>(value).unwrap_err().path(), error.path());
    error.path().to_owned()
}

#[test]
fn they_are_read() {
    let me: Me = from_value(me(&json!({"states": [{"label": "new"}]}))).unwrap();
    assert_eq!((me.name.as_str(), me.states.len()), ("Mara", 1));
    let both: Vec<(u32, Option<Role>)> = from_str("[[1, null], [2, \"Guest\"]]").unwrap();
    assert_eq!(both.len(), 2);
}

#[test]
fn an_error_has_a_path_through_derives() {
    assert_eq!(path::<Me>(me(&json!({"name": 7}))), "name");
    let admin = json!({"role": {"Admin": {"since": "then"}}});
    assert_eq!(path::<Me>(me(&admin)), "role.Admin.since");
    assert_eq!(path::<Vec<u8>>(json!([1, 2, 300])), "[2]");
}

#[test]
fn an_error_has_one_path_through_derives_and_tables() {
    let states = json!({"states": [{"label": "a"}, {"label": "b", "parts": [{"label": 1}]}]});
    assert_eq!(path::<Me>(me(&states)), "states[1].parts[0].label");
    let named = json!({"by_name": {"due date": {"label": null}}});
    assert_eq!(path::<Me>(me(&named)), r#"by_name["due date"].label"#);
    assert_eq!(path::<Vec<State>>(json!([{"label": []}])), "[0].label");
}

#[test]
fn an_error_within_a_union_ends_at_the_union() {
    let within = json!({"label": "a", "choice": {"label": "b", "parts": [{}]}});
    assert_eq!(path::<State>(within.clone()), "choice");
    assert_eq!(
        path::<Me>(me(&json!({"states": [within]}))),
        "states[0].choice"
    );
}
