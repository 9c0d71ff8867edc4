//! JSON Schema of emitted types, for the crate `schemars`: feature `schemars`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

use crate::codec::{External, Patch};
use crate::scalar::{Scalar, ScalarValue};
use crate::unix_time::UnixTime;

#[doc(hidden)]
#[macro_export]
macro_rules! __schemars_schema {
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
/// Reads a schema, and puts those of types in place of their names.
pub fn read(text: &str, of_type: &mut dyn FnMut(&str) -> Option<Schema>) -> Schema {
    let mut value: Value = serde_json::from_str(text).unwrap_or_default();
    super::json_schema::refer(&mut value, &mut |name| match of_type(name)?.to_value() {
        Value::Object(schema) => Some(schema),
        _ => None,
    });
    Schema::try_from(value).unwrap_or_default()
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
