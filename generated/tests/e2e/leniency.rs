//! Every response, with every one of its members spoilt in turn.

use intercom_tickets::{Value, json};

use crate::cases;
use oas_runtime::test_util::TestResponse;

use crate::script::{WithClient as _, silent};

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

/// Changes each member of each response that `change` has a word for, sends the
/// response, and gives what was made of it.
fn spoil(
    change: impl Fn(&str, &Value) -> Option<Value>,
    mut judge: impl FnMut(&cases::Case, &str, Result<Value, String>),
) {
    let script = silent();
    let client = script.client();
    for case in cases::all() {
        let mut pointers = Vec::new();
        members(&case.response, "", &mut pointers);
        for pointer in pointers {
            let mut response = case.response.clone();
            let place = response.pointer_mut(&pointer).unwrap();
            let Some(spoilt) = change(&pointer, place) else {
                continue;
            };
            *place = spoilt;
            script.push(TestResponse::json(200, &response));
            let read = (case.call)(&client).blocking();
            judge(&case, &pointer, read.map_err(|error| error.to_string()));
        }
    }
}

/// What a client can't work without: the tickets of a page, and the ids of the
/// things that have operations of their own. References to them are no such
/// things.
fn is_needed(response: &Value, pointer: &str) -> bool {
    let (holder, name) = pointer.rsplit_once('/').unwrap();
    let things = [
        "ticket",
        "ticket_type",
        "ticket_type_attribute",
        "tag",
        "conversation",
        "job",
    ];
    let thing = match response.pointer(holder).unwrap().get("type") {
        Some(kind) => things.iter().any(|thing| kind == thing),
        None => !free_form(pointer),
    };
    let is_id = name == "id" && thing && !pointer.contains("/linked_objects/");
    is_id || pointer == "/tickets"
}

#[test]
fn null_is_fine_everywhere_but_where_nothing_can_be_done_without() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    spoil(
        |_, _| Some(json!(null)),
        |case, pointer, read| {
            tried += 1;
            if read.is_err() != is_needed(&case.response, pointer) {
                wrong.push(format!("{} {pointer} {read:?}", case.id));
            }
        },
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(tried > 500, "only {tried} members were tried");
}

/// Absence is null, as far as responses go.
#[test]
fn what_is_null_reads_as_what_is_absent() {
    spoil(
        |_, _| Some(json!(null)),
        |case, pointer, read| {
            let Ok(read) = read else { return };
            if free_form(pointer) {
                return;
            }
            let mut expected = case.response.clone();
            let (holder, name) = pointer.rsplit_once('/').unwrap();
            let holder = expected.pointer_mut(holder).unwrap();
            holder.as_object_mut().unwrap().remove(name);
            assert_eq!(read, expected, "{} {pointer}", case.id);
        },
    );
}

#[test]
fn ids_may_be_numbers() {
    let mut tried = 0;
    spoil(
        |pointer, value| {
            let is_id = pointer.ends_with("id") && !free_form(pointer);
            let digits: u64 = value.as_str()?.parse().ok()?;
            is_id.then(|| json!(digits))
        },
        |case, pointer, read| {
            tried += 1;
            assert_eq!(read.as_ref(), Ok(&case.response), "{} {pointer}", case.id);
        },
    );
    assert!(tried > 50, "only {tried} ids were tried");
}

#[test]
fn numbers_of_ids_and_times_may_be_texts() {
    let mut tried = 0;
    spoil(
        |pointer, value| {
            let lenient = pointer.ends_with("_id") || pointer.ends_with("_at");
            let number = value.as_i64()?;
            (lenient && !free_form(pointer)).then(|| json!(number.to_string()))
        },
        |case, pointer, read| {
            tried += 1;
            assert_eq!(read.as_ref(), Ok(&case.response), "{} {pointer}", case.id);
        },
    );
    assert!(tried > 50, "only {tried} numbers were tried");
}

/// New words of enums, and any others, are read and kept.
#[test]
fn no_text_is_refused() {
    let mut tried = 0;
    spoil(
        |_, value| value.is_string().then(|| json!("never-heard-of")),
        |case, pointer, read| {
            tried += 1;
            let mut expected = case.response.clone();
            *expected.pointer_mut(pointer).unwrap() = json!("never-heard-of");
            assert_eq!(read, Ok(expected), "{} {pointer}", case.id);
        },
    );
    assert!(tried > 200, "only {tried} texts were tried");
}

#[test]
fn unknown_members_do_no_harm() {
    let script = silent();
    let client = script.client();
    for case in cases::all() {
        let mut response = case.response.clone();
        add_members(&mut response);
        script.push(TestResponse::json(200, &response));
        (case.call)(&client).blocking().unwrap();
    }
}

fn add_members(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (name, member) in object.iter_mut() {
                // Its members are locales, so that none is unknown.
                if name != "translations" {
                    add_members(member);
                }
            }
            object.insert(
                "brand_new".to_owned(),
                json!({"deep": [1, null, {"er": "x"}]}),
            );
        }
        Value::Array(items) => items.iter_mut().for_each(add_members),
        _ => {}
    }
}

/// Members whose values are the user's own, or kept as they came.
fn free_form(pointer: &str) -> bool {
    pointer.contains("/ticket_attributes/")
        || pointer.contains("/custom_attributes/")
        || pointer.contains("/translations/")
        || pointer.contains("/statistics")
        || pointer.contains("/list_options")
        || pointer.contains("/updated_attribute_data/value")
}
