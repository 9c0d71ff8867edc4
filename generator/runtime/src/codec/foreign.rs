//! Types that bring serde's own traits with them.

use serde::{
    de::{DeserializeOwned, Deserializer},
    ser::{Serialize, Serializer},
};

use super::{FieldCodec, table_functions::table_functions};

/// The codec of a type that implements serde's traits by itself: one of the
/// user's own, or of another crate, named for a schema in the generator's
/// settings.
///
/// An `Option` of such a type is read by serde too, so null is `None`. A path
/// of an error ends at the field: what is inside is not ours to see.
#[derive(Debug, Clone, Copy)]
pub struct Serde;

table_functions!(Serde);

impl<T: Serialize + DeserializeOwned> FieldCodec<T> for Serde {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }

    fn encode<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }
}
