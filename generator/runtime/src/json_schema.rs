//! JSON Schema of emitted types, for the crate `schemars`: feature `schemars`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};

use crate::codec::{External, Patch};
use crate::scalar::{Scalar, ScalarValue};
use crate::unix_time::UnixTime;

/// The schema of a type: the document's own, in which `$ref` names other types.
///
/// ```
/// # use oas_runtime::json_schema;
/// # use oas_runtime::schemars::schema_for;
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
/// ```
#[macro_export]
macro_rules! json_schema {
    ($name:ident = $schema:literal, $( $reference:literal => $ty:ty, )*) => {
        #[automatically_derived]
        impl $crate::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                ::core::convert::Into::into(::core::stringify!($name))
            }

            fn schema_id() -> ::std::borrow::Cow<'static, str> {
                ::core::convert::Into::into(::core::concat!(
                    ::core::module_path!(),
                    "::",
                    ::core::stringify!($name)
                ))
            }

            fn json_schema(
                generator: &mut $crate::schemars::SchemaGenerator,
            ) -> $crate::schemars::Schema {
                let _ = &generator;
                $crate::__private::json_schema($schema, &mut |name| match name {
                    $( $reference => ::core::option::Option::Some(generator.subschema_for::<$ty>()), )*
                    _ => ::core::option::Option::None,
                })
            }
        }
    };
}

/// Reads a schema, and puts those of types in place of their names.
#[doc(hidden)]
pub fn read(text: &str, of_type: &mut dyn FnMut(&str) -> Option<Schema>) -> Schema {
    let mut value: Value = serde_json::from_str(text).unwrap_or_default();
    refer(&mut value, of_type);
    Schema::try_from(value).unwrap_or_default()
}

/// The generator bounds how deep a schema is.
fn refer(value: &mut Value, of_type: &mut dyn FnMut(&str) -> Option<Schema>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| refer(item, of_type)),
        Value::Object(members) => {
            let name = members.get("$ref").and_then(Value::as_str);
            match name.and_then(&mut *of_type) {
                Some(schema) => merge(members, schema),
                None => members.values_mut().for_each(|value| refer(value, of_type)),
            }
        }
        _ => {}
    }
}

fn merge(members: &mut Map<String, Value>, schema: Schema) {
    members.remove("$ref");
    if let Value::Object(other) = schema.to_value() {
        members.extend(other);
    }
}

impl<T: ScalarValue> JsonSchema for Scalar<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        if T::IS_NUMBER { "number" } else { "string" }.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": Self::schema_name() })
    }
}

impl JsonSchema for UnixTime {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "UnixTime".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "integer", "format": "int64" })
    }
}

macro_rules! transparent {
    ($ty:ident as $inner:ty) => {
        impl<T: JsonSchema> JsonSchema for $ty<T> {
            fn inline_schema() -> bool {
                <$inner>::inline_schema()
            }

            fn schema_name() -> Cow<'static, str> {
                <$inner>::schema_name()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                <$inner>::json_schema(generator)
            }
        }
    };
}

transparent!(Patch as Option<T>);
transparent!(External as T);
