//! How one field is read and written when its wire type isn't its Rust type.

use std::{collections::BTreeMap, marker::PhantomData};

use serde::{
    de::{DeserializeSeed, Deserializer},
    ser::{Serialize, Serializer},
};

use super::{
    Decode, Newtype,
    container::{read_list, read_map, read_option},
};
use crate::codec::Patch;

/// The way a field of type `T` is read and written: what stands after `as` in
/// the tables of [`json_object!`](crate::json_object).
///
/// A codec is a unit struct: [`Number`](super::Number), [`Text`](super::Text),
/// [`Lenient`](super::Lenient), [`Serde`](super::Serde). One that is also
/// [`Lift`] works under `Option`, [`Patch`], `Vec`, `Box`, maps and newtypes
/// without saying more.
pub trait FieldCodec<T> {
    /// Reads a field's value.
    ///
    /// # Errors
    /// When the input isn't of a shape that the codec reads.
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;

    /// Writes a field's value.
    ///
    /// # Errors
    /// When the serializer fails, or the value has no form on the wire.
    fn encode<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Marks a codec of single values, to be applied inside of `Option`, [`Patch`],
/// `Vec`, `Box`, `BTreeMap<String, _>` and newtypes.
pub trait Lift {}

impl<T, C: Lift + FieldCodec<T>> FieldCodec<Option<T>> for C {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        read_option(deserializer, Via::<C, T>::new())
    }

    fn encode<S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => C::encode(value, serializer),
            None => serializer.serialize_none(),
        }
    }
}

impl<T, C: Lift + FieldCodec<T>> FieldCodec<Patch<T>> for C {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Patch<T>, D::Error> {
        read_option(deserializer, Via::<C, T>::new()).map(Patch::from)
    }

    fn encode<S: Serializer>(value: &Patch<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Patch::Value(value) => C::encode(value, serializer),
            Patch::Null | Patch::Absent => serializer.serialize_none(),
        }
    }
}

impl<T, C: Lift + FieldCodec<T>> FieldCodec<Vec<T>> for C {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        read_list(deserializer, Via::<C, T>::new())
    }

    fn encode<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(value.iter().map(As::<C, T>::new))
    }
}

impl<T, C: Lift + FieldCodec<T>> FieldCodec<BTreeMap<String, T>> for C {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error> {
        read_map(deserializer, Via::<C, T>::new())
    }

    fn encode<S: Serializer>(
        value: &BTreeMap<String, T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            value
                .iter()
                .map(|(key, value)| (key, As::<C, T>::new(value))),
        )
    }
}

/// Newtypes, and `Box`, which counts as one.
impl<N: Newtype, C: Lift + FieldCodec<N::Inner>> FieldCodec<N> for C {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<N, D::Error> {
        C::decode(deserializer).map(N::from_inner)
    }

    fn encode<S: Serializer>(value: &N, serializer: S) -> Result<S::Ok, S::Error> {
        C::encode(value.as_inner(), serializer)
    }
}

/// A way to read values of a type: by themselves, or through a codec.
pub(super) trait Seed: Copy {
    type Value;

    /// Reads one to where it is wanted.
    fn read<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
        slot: &mut Option<Self::Value>,
    ) -> Result<(), D::Error>;
}

/// Reads a `T` through the codec `C`: the seed for elements and members.
pub(super) struct Via<C, T>(PhantomData<fn() -> (C, T)>);

impl<C, T> Via<C, T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<C, T> Clone for Via<C, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C, T> Copy for Via<C, T> {}

impl<T, C: FieldCodec<T>> Seed for Via<C, T> {
    type Value = T;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
        slot: &mut Option<T>,
    ) -> Result<(), D::Error> {
        *slot = Some(C::decode(deserializer)?);
        Ok(())
    }
}

/// Reads a `T` by itself.
pub(super) struct Itself<T>(PhantomData<fn() -> T>);

impl<T> Itself<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Clone for Itself<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Itself<T> {}

impl<T: Decode> Seed for Itself<T> {
    type Value = T;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
        slot: &mut Option<T>,
    ) -> Result<(), D::Error> {
        T::decode_slot(deserializer, slot)
    }
}

/// Reads to where the value is wanted: what serde is given for a seed.
pub(super) struct Fill<'a, S: Seed>(pub(super) S, pub(super) &'a mut Option<S::Value>);

impl<'de, S: Seed> DeserializeSeed<'de> for Fill<'_, S> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.read(deserializer, self.1)
    }
}

/// Reads over a value that is there.
pub(super) struct Over<'a, T>(pub(super) &'a mut T);

impl<'de, T: Decode> DeserializeSeed<'de> for Over<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        T::decode_over(deserializer, self.0)
    }
}

/// Writes a `T` through the codec `C`.
pub(super) struct As<'a, C, T>(&'a T, PhantomData<fn() -> C>);

impl<'a, C, T> As<'a, C, T> {
    pub(super) fn new(value: &'a T) -> Self {
        Self(value, PhantomData)
    }
}

impl<T, C: FieldCodec<T>> Serialize for As<'_, C, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        C::encode(self.0, serializer)
    }
}
