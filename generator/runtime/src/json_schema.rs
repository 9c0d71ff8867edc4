//! The JSON Schema of emitted types: features `schemars` and `utoipa`.

use serde_json::{Map, Value};

/// The schema of a type, for schemars and for utoipa: the document's own, in which `$ref`
/// names other types.
///
/// ```
/// # #[cfg(all(feature = "schemars", feature = "utoipa"))] {
/// # use oas_runtime::json_schema;
/// # use oas_runtime::schemars::schema_for;
/// # use oas_runtime::utoipa::PartialSchema as _;
/// pub struct Tag;
/// pub struct Ticket;
/// json_schema! { Tag = r#"{ "type": "string", "maxLength": 9 }"#, }
/// json_schema! {
///     Ticket = r#"{ "type": "object", "properties": { "tag": { "$ref": "Tag" } } }"#,
///     "Tag" => Tag,
/// }
///
/// let schema = schema_for!(Ticket);
/// assert_eq!(schema.pointer("/$defs/Tag/maxLength"), Some(&9.into()));
/// assert_eq!(schema.pointer("/properties/tag/$ref"), Some(&"#/$defs/Tag".into()));
///
/// let schema = oas_runtime::json!(Ticket::schema());
/// let tag = schema.pointer("/properties/tag/$ref");
/// assert_eq!(tag, Some(&"#/components/schemas/Tag".into()));
/// # }
/// ```
#[macro_export]
macro_rules! json_schema {
    ($( $table:tt )*) => {
        $crate::__schemars_schema! { $( $table )* }
        $crate::__utoipa_schema! { $( $table )* }
    };
}

#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __schemars_schema {
    ($( $table:tt )*) => {};
}

#[cfg(not(feature = "utoipa"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __utoipa_schema {
    ($( $table:tt )*) => {};
}

/// Puts the members that `of_type` gives in the place of each `$ref` to a type. Whoever emits
/// a schema bounds how deep it is.
pub(crate) fn refer(
    value: &mut Value,
    of_type: &mut dyn FnMut(&str) -> Option<Map<String, Value>>,
) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| refer(item, of_type)),
        Value::Object(members) => {
            let name = members.get("$ref").and_then(Value::as_str);
            match name.and_then(&mut *of_type) {
                Some(schema) => {
                    members.remove("$ref");
                    members.extend(schema);
                }
                None => members.values_mut().for_each(|value| refer(value, of_type)),
            }
        }
        _ => {}
    }
}
