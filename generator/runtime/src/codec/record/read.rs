//! The reader of records: what each line of a table calls.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::de::{
    Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor, value::StrDeserializer,
};

use super::Record;
use crate::codec::{Decode, Key, field::Itself, path};

/// Reads a record: what its `Decode` does.
///
/// # Errors
/// When the input isn't an object, or one of its members can't be read.
pub fn read<'de, R: Record, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    deserializer.deserialize_any(RecordVisitor(PhantomData))
}

struct RecordVisitor<R>(PhantomData<fn() -> R>);

impl<'de, R: Record> Visitor<'de> for RecordVisitor<R> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", R::NAME)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<R, M::Error> {
        R::read_members(&mut Reader { map })
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<R, E> {
        R::read_bare(text).ok_or_else(|| E::invalid_type(Unexpected::Str(text), &self))
    }
}

/// The members of an object that is being read.
#[derive(Debug)]
pub struct Reader<M> {
    map: M,
}

impl<'de, M: MapAccess<'de>> Reader<M> {
    /// The next key; `None` at the end.
    ///
    /// # Errors
    /// When the input is broken.
    pub fn key(&mut self) -> Result<Option<Key<'de>>, M::Error> {
        self.map.next_key()
    }

    /// The members that are left, for the lines of a table.
    pub fn map(&mut self) -> &mut M {
        &mut self.map
    }
}

/// Passes the outcome of one member on, noting the key of an error.
///
/// # Errors
/// When the outcome is one.
pub fn check<E>(key: &Key<'_>, outcome: Result<(), E>) -> Result<(), E> {
    if outcome.is_err() {
        path::leave_key(key.as_str());
    }
    outcome
}

/// Reads a member into its field.
///
/// # Errors
/// When the member isn't of the field's shape.
pub fn get<'de, M: MapAccess<'de>, T: Decode>(map: &mut M, field: &mut T) -> Result<(), M::Error> {
    *field = map.next_value_seed(Itself::new())?;
    Ok(())
}

/// Reads a required member into its slot.
///
/// # Errors
/// When the member isn't of the field's shape.
pub fn slot<'de, M: MapAccess<'de>, T: Decode>(
    map: &mut M,
    slot: &mut Option<T>,
) -> Result<(), M::Error> {
    *slot = Some(map.next_value_seed(Itself::new())?);
    Ok(())
}

/// Passes over a member.
///
/// # Errors
/// When the input is broken.
pub fn skip<'de, M: MapAccess<'de>>(map: &mut M) -> Result<(), M::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

/// Keeps a member that no line of the table names.
///
/// # Errors
/// When the member isn't of the shape of the map's values.
pub fn rest<'de, M: MapAccess<'de>, T: Decode>(
    map: &mut M,
    key: &Key<'_>,
    rest: &mut BTreeMap<String, T>,
) -> Result<(), M::Error> {
    let value = map.next_value_seed(Itself::new())?;
    rest.insert(key.as_str().to_owned(), value);
    Ok(())
}

/// Takes a required member out of its slot.
///
/// # Errors
/// When the object had no such member.
pub fn need<T, E: Error>(slot: Option<T>, key: &'static str) -> Result<T, E> {
    slot.ok_or_else(|| E::missing_field(key))
}

/// Reads the one field that a bare string stands for.
#[must_use]
pub fn bare<T: Decode>(text: &str) -> Option<T> {
    T::decode(StrDeserializer::<serde::de::value::Error>::new(text)).ok()
}
