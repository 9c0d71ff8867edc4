//! Members of bodies, which the schemas have judged already.

use oas_mock::Value;

use super::fail::Fail;

/// A member that is a text, if it is there.
pub(super) fn text<'a>(body: &'a Value, name: &str) -> Option<&'a str> {
    body.get(name)?.as_str()
}

/// A member that is true or false, if it is there.
pub(super) fn flag(body: &Value, name: &str) -> Option<bool> {
    body.get(name)?.as_bool()
}

/// A moment, in Unix seconds. Those before 1970 are none.
pub(super) fn time(body: &Value, name: &str) -> Result<Option<u64>, Fail> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_u64().filter(|time| *time < 1 << 40) {
            Some(time) => Ok(Some(time)),
            None => Err(Fail::invalid(name, format!("{value} is no time"))),
        },
    }
}

/// An id, whether it comes as a string or as a number.
pub(super) fn id(body: &Value, name: &str) -> Option<String> {
    match body.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// An id as it is kept. What is written in another way names nothing.
pub(super) fn number(id: &str) -> Option<u64> {
    let number: u64 = id.parse().ok()?;
    (number.to_string() == id).then_some(number)
}
