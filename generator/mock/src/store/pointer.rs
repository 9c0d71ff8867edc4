//! Changes of what a JSON pointer leads to.

use serde_json::Value;

/// Sets what a pointer leads to, which may be missing.
pub(super) fn put(response: &mut Value, pointer: &str, value: Value) {
    if let Some(slot) = response.pointer_mut(pointer) {
        *slot = value;
        return;
    }
    // The list may be missing from the sample.
    if let Some((parent, name)) = pointer.rsplit_once('/')
        && let Some(Value::Object(map)) = response.pointer_mut(parent)
    {
        map.insert(name.replace("~1", "/").replace("~0", "~"), value);
    }
}

/// Takes away what a pointer leads to.
pub(super) fn remove(response: &mut Value, pointer: &str) {
    if let Some((parent, name)) = pointer.rsplit_once('/')
        && let Some(Value::Object(map)) = response.pointer_mut(parent)
    {
        map.remove(&name.replace("~1", "/").replace("~0", "~"));
    }
}
