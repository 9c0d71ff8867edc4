//! The writer of records: what each line of a table calls.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use serde::ser::{Error, Serialize, SerializeMap, Serializer};

use super::{Present, Record};
use crate::codec::path;

/// The members of an object that is being written.
///
/// It keeps its first error inside, so that a line of a table needs no `?`.
#[derive(Debug)]
pub struct Writer<M: SerializeMap> {
    map: M,
    failed: Option<M::Error>,
}

/// Writes a record: what its `Serialize` does.
///
/// # Errors
/// When the serializer fails or a member has no JSON form.
pub fn write<R: Record, S: Serializer>(record: &R, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer = Writer {
        map: serializer.serialize_map(None)?,
        failed: None,
    };
    record.write_members(&mut writer);
    match writer.failed {
        None => writer.map.end(),
        Some(error) => Err(error),
    }
}

/// Writes a record as a bare string if only the field for it is there.
///
/// # Errors
/// As [`write`].
pub fn write_bare<R: Record, T: Serialize, S: Serializer>(
    record: &R,
    field: Option<&T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if let Some(field) = field {
        let mut writer = Writer {
            map: Count(0),
            failed: None,
        };
        record.write_members(&mut writer);
        if writer.map.0 == 1 {
            return field.serialize(serializer);
        }
    }
    write(record, serializer)
}

/// Hashes a record: what its `Hash` does. Records that are equal have the same JSON,
/// or have none.
pub fn hash<R: Serialize, H: Hasher>(record: &R, state: &mut H) {
    serde_json::to_value(record).ok().hash(state);
}

/// Writes a member.
// Not inlined for the same reason as the reader's half: once for each type.
#[inline(never)]
pub fn put<M: SerializeMap, T: Serialize>(writer: &mut Writer<M>, key: &'static str, value: &T) {
    if writer.failed.is_none()
        && let Err(error) = writer.map.serialize_entry(key, value)
    {
        path::leave_key(key);
        writer.failed = Some(error);
    }
}

/// Writes a member if it is there.
pub fn put_some<M: SerializeMap, T: Serialize + Present>(
    writer: &mut Writer<M>,
    key: &'static str,
    value: &T,
) {
    if value.is_present() {
        put(writer, key, value);
    }
}

/// Writes the members that the table doesn't name.
///
/// One that it does name is an error: the object would say two things.
pub fn put_rest<R: Record, M: SerializeMap, T: Serialize>(
    _record: &R,
    writer: &mut Writer<M>,
    rest: &BTreeMap<String, T>,
) {
    for (key, value) in rest {
        if writer.failed.is_some() {
            return;
        }
        let result = if R::MEMBERS.contains(&key.as_str()) {
            Err(M::Error::custom(format_args!(
                "an additional member has the name of a declared one of {}",
                R::NAME
            )))
        } else {
            writer.map.serialize_entry(key, value)
        };
        if let Err(error) = result {
            path::leave_key(key);
            writer.failed = Some(error);
        }
    }
}

/// Counts the members that would be written.
struct Count(usize);

impl SerializeMap for Count {
    type Ok = ();
    type Error = std::fmt::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Self::Error> {
        self.0 += 1;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Self::Error> {
        Ok(())
    }

    fn end(self) -> Result<(), Self::Error> {
        Ok(())
    }
}
