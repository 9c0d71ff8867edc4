//! The reader of records: what each line of a table calls.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor,
    value::StrDeserializer,
};

use super::Record;
use crate::codec::{
    Decode, FieldCodec, Key,
    field::{Itself, Via},
    path,
};

/// Reads a record: what its `Decode` does.
///
/// # Errors
/// When the input isn't an object, or one of its members can't be read.
pub fn read<'de, R: Record, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    let visitor = RecordVisitor(PhantomData);
    // A parser of any JSON, made for each record, would be most of what a
    // release build of a client compiles.
    if R::BARE {
        deserializer.deserialize_any(visitor)
    } else {
        deserializer.deserialize_map(visitor)
    }
}

struct RecordVisitor<R>(PhantomData<fn() -> R>);

impl<'de, R: Record> Visitor<'de> for RecordVisitor<R> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", R::NAME)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<R, M::Error> {
        let mut reader = Reader::new(map);
        let record = R::read_members(&mut reader);
        reader.finish(record)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<R, E> {
        R::read_bare(text).ok_or_else(|| E::invalid_type(Unexpected::Str(text), &self))
    }
}

/// The members of an object that is being read, one of which is the current.
///
/// A table goes through its fields in passes: each field whose name is the
/// current member's takes it, and the next member becomes the current one. An
/// object whose members come in the order of the table is read in one pass;
/// a member that a whole pass didn't take is unknown and is passed over.
///
/// It is a trait without a lifetime or an error type, because each line of a
/// table is a call of it, and either would cost the compiler of the user's
/// crate anew on every line. For the same reason the first error is kept
/// inside, and there is no `match` on the key.
pub trait Members {
    /// Starts a pass; `false` at the end and after an error.
    fn pass(&mut self) -> bool;

    /// Whether this is the current member.
    fn is(&self, name: &str) -> bool;

    /// Reads the current member's value and goes on to the next.
    fn take<T: Decode>(&mut self) -> Option<T>;

    /// Reads the current member's value through a codec and goes on.
    fn take_as<C: FieldCodec<T>, T>(&mut self) -> Option<T>;

    /// The key and value of the current member, if this pass took none.
    fn take_unknown<T: Decode>(&mut self) -> Option<(String, T)>;

    /// Passes over the current member.
    fn skip(&mut self);

    /// Notes that a required member is missing.
    fn missing(&mut self, name: &'static str);
}

struct Reader<'de, M: MapAccess<'de>> {
    map: M,
    /// The current member; `None` at the end and after an error.
    key: Option<Key<'de>>,
    /// Whether the pass took a member.
    taken: bool,
    failed: Option<M::Error>,
    missing: Vec<&'static str>,
}

impl<'de, M: MapAccess<'de>> Reader<'de, M> {
    fn new(map: M) -> Self {
        let mut reader = Self {
            map,
            key: None,
            taken: true,
            failed: None,
            missing: Vec::new(),
        };
        reader.advance();
        reader
    }

    #[inline(never)]
    fn advance(&mut self) {
        match self.map.next_key() {
            Ok(key) => self.key = key,
            Err(error) => {
                self.key = None;
                self.failed = Some(error);
            }
        }
    }

    // Once for each type of a field, not once for each field: it takes a third
    // off the release build of a client and nothing off its speed.
    #[inline(never)]
    fn take_with<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Option<S::Value> {
        self.taken = true;
        match self.map.next_value_seed(seed) {
            Ok(value) => {
                self.advance();
                Some(value)
            }
            Err(error) => {
                if let Some(key) = self.key.take() {
                    path::leave_key(key.as_str());
                }
                self.failed = Some(error);
                None
            }
        }
    }

    fn finish<R: Record>(self, record: Option<R>) -> Result<R, M::Error> {
        match (self.failed, record) {
            (Some(error), _) => Err(error),
            (None, Some(record)) => Ok(record),
            (None, None) => Err(match self.missing.as_slice() {
                [name] => M::Error::missing_field(name),
                names => M::Error::custom(format_args!("missing fields `{}`", names.join("`, `"))),
            }),
        }
    }
}

impl<'de, M: MapAccess<'de>> Members for Reader<'de, M> {
    fn pass(&mut self) -> bool {
        if !self.taken && self.key.is_some() {
            self.skip();
        }
        self.taken = false;
        self.key.is_some()
    }

    #[inline]
    fn is(&self, name: &str) -> bool {
        matches!(&self.key, Some(key) if key.as_str() == name)
    }

    fn take<T: Decode>(&mut self) -> Option<T> {
        self.take_with(Itself::new())
    }

    fn take_as<C: FieldCodec<T>, T>(&mut self) -> Option<T> {
        self.take_with(Via::<C, T>::new())
    }

    fn take_unknown<T: Decode>(&mut self) -> Option<(String, T)> {
        if self.taken {
            return None;
        }
        let key = self.key.as_ref()?.as_str().to_owned();
        let value = self.take()?;
        Some((key, value))
    }

    fn skip(&mut self) {
        self.take_with(PhantomData::<IgnoredAny>);
    }

    fn missing(&mut self, name: &'static str) {
        self.missing.push(name);
    }
}

/// Reads a member into its field, if it is the current one.
#[inline]
pub fn get<R: Members, T: Decode>(reader: &mut R, name: &'static str, field: &mut T) {
    if reader.is(name)
        && let Some(value) = reader.take()
    {
        *field = value;
    }
}

/// Reads a required member into its slot, if it is the current one.
#[inline]
pub fn slot<R: Members, T: Decode>(reader: &mut R, name: &'static str, slot: &mut Option<T>) {
    if reader.is(name) {
        *slot = reader.take();
    }
}

/// Passes over a member, if it is the current one.
#[inline]
pub fn skip<R: Members>(reader: &mut R, name: &'static str) {
    if reader.is(name) {
        reader.skip();
    }
}

/// Keeps the current member, if no line of the table named it.
pub fn rest<R: Members, T: Decode>(reader: &mut R, rest: &mut BTreeMap<String, T>) {
    if let Some((key, value)) = reader.take_unknown() {
        rest.insert(key, value);
    }
}

/// Takes a required member out of its slot, or notes that there was none.
pub fn need<R: Members, T>(reader: &mut R, name: &'static str, slot: Option<T>) -> Option<T> {
    if slot.is_none() {
        reader.missing(name);
    }
    slot
}

/// Reads the one field that a bare string stands for.
#[must_use]
pub fn bare<T: Decode>(text: &str) -> Option<T> {
    T::decode(StrDeserializer::<serde::de::value::Error>::new(text)).ok()
}
