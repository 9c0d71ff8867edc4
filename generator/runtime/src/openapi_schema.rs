//! The schemas of emitted types in documents that are made by the crate `utoipa`: feature
//! `utoipa`.

use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType};
use utoipa::openapi::{Ref, RefOr};

#[doc(hidden)]
#[macro_export]
macro_rules! __utoipa_schema {
    ($name:ident = $schema:literal, $( $reference:literal => $ty:ty, )*) => {
        #[automatically_derived]
        impl $crate::utoipa::PartialSchema for $name {
            fn schema() -> $crate::utoipa::openapi::RefOr<$crate::utoipa::openapi::Schema> {
                $crate::__private::openapi_schema($schema, &mut |name| match name {
                    $( $reference => ::core::option::Option::Some(
                        <$ty as $crate::utoipa::ToSchema>::name(),
                    ), )*
                    _ => ::core::option::Option::None,
                })
            }
        }

        #[automatically_derived]
        impl $crate::utoipa::ToSchema for $name {
            fn name() -> ::std::borrow::Cow<'static, str> {
                ::core::convert::Into::into(::core::stringify!($name))
            }

            fn schemas(
                schemas: &mut ::std::vec::Vec<(
                    $crate::__std::String,
                    $crate::utoipa::openapi::RefOr<$crate::utoipa::openapi::Schema>,
                )>,
            ) {
                let _ = &schemas;
                $( $crate::__private::add_openapi_schema::<$ty>(schemas); )*
            }
        }
    };
}

/// A schema with all that its text says: utoipa's own types know less than JSON Schema has,
/// but write out what they don't know.
pub fn read(
    text: &str,
    name_of: &mut dyn FnMut(&str) -> Option<std::borrow::Cow<'static, str>>,
) -> RefOr<Schema> {
    let mut value: Value = serde_json::from_str(text).unwrap_or_default();
    super::json_schema::refer(&mut value, &mut |name| {
        let location = Ref::from_schema_name(name_of(name)?).ref_location;
        Some(Map::from_iter([("$ref".to_owned(), location.into())]))
    });
    let keywords = match value {
        Value::Object(keywords) => keywords,
        Value::Bool(false) => Map::from_iter([("not".to_owned(), Map::new().into())]),
        _ => Map::new(),
    };
    let schema = ObjectBuilder::new().schema_type(SchemaType::AnyValue);
    let keywords: Extensions = keywords.into_iter().collect();
    schema.extensions(Some(keywords)).into()
}

/// Adds a type and those that it refers to, each once.
pub fn add<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    let name = T::name();
    if schemas.iter().all(|(known, _)| *known != name) {
        schemas.push((name.into_owned(), T::schema()));
        T::schemas(schemas);
    }
}
