//! The reader of records: what each line of a table calls.

use std::{collections::BTreeMap, fmt};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor,
    value::StrDeserializer,
};

use super::{Present, Record};
use crate::codec::choice::count_unfamiliar;
use crate::codec::{
    Decode, FieldCodec, Key,
    decode::filled,
    field::{Fill, Itself, Over, Via},
    path,
    unforeseen::{self, UnforeseenStep},
};

/// Reads a record.
///
/// # Errors
/// When the input isn't an object, or one of its members can't be read.
pub fn read<'de, R: Record, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    let mut slot = None;
    read_slot(deserializer, &mut slot)?;
    filled(slot)
}

/// Reads a record to where it is wanted: what its `Decode` does.
///
/// # Errors
/// As [`read`].
#[inline]
pub fn read_slot<'de, R: Record, D: Deserializer<'de>>(
    deserializer: D,
    slot: &mut Option<R>,
) -> Result<(), D::Error> {
    let visitor = RecordVisitor(slot);
    // A parser of any JSON, made for each record, would be most of what a
    // release build of a client compiles.
    if R::BARE {
        deserializer.deserialize_any(visitor)
    } else {
        deserializer.deserialize_map(visitor)
    }
}

struct RecordVisitor<'a, R>(&'a mut Option<R>);

impl<'de, R: Record> Visitor<'de> for RecordVisitor<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", R::NAME)
    }

    #[inline]
    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<(), M::Error> {
        let mut reader = MapReader::new(map);
        R::read_members(&mut reader, self.0);
        reader.finish()
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let Some(record) = R::read_bare(text) else {
            return Err(E::invalid_type(Unexpected::Str(text), &self));
        };
        *self.0 = Some(record);
        Ok(())
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

    /// Reads the current member's value to where it is wanted and goes on to
    /// the next.
    fn take<T: Decode>(&mut self, slot: &mut Option<T>);

    /// Reads the current member's value over another and goes on.
    fn take_over<T: Decode>(&mut self, value: &mut T);

    /// Reads the current member's value through a codec and goes on.
    fn take_as<C: FieldCodec<T>, T>(&mut self, slot: &mut Option<T>);

    /// The key and value of the current member, if this pass took none.
    fn take_unknown<T: Decode>(&mut self) -> Option<(String, T)>;

    /// Passes over the current member.
    fn skip(&mut self);

    /// Notes that a required member is missing.
    fn missing(&mut self, name: &'static str);
}

/// Reads a value and keeps nothing of it.
struct Pass;

impl<'de> DeserializeSeed<'de> for Pass {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        IgnoredAny::deserialize(deserializer).map(drop)
    }
}

struct MapReader<'de, M: MapAccess<'de>> {
    map: M,
    /// The current member; `None` at the end and after an error.
    key: Option<Key<'de>>,
    /// Whether the pass took a member.
    taken: bool,
    failed: Option<M::Error>,
    missing: Vec<&'static str>,
    /// Whether the current member's name is one of a map, and says nothing.
    free: bool,
}

impl<'de, M: MapAccess<'de>> MapReader<'de, M> {
    #[inline]
    fn new(map: M) -> Self {
        let mut reader = Self {
            map,
            key: None,
            taken: true,
            failed: None,
            missing: Vec::new(),
            free: false,
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
    fn take_with<S: DeserializeSeed<'de, Value = ()>>(&mut self, seed: S) {
        let mark = unforeseen::mark();
        let outcome = self.map.next_value_seed(seed);
        self.took(outcome, mark);
    }

    /// Goes on to the next member, unless there was an error.
    #[inline(never)]
    fn took(&mut self, outcome: Result<(), M::Error>, mark: usize) {
        self.taken = true;
        match outcome {
            Ok(()) => {
                unforeseen::within(mark, || match &self.key {
                    Some(key) if !self.free => UnforeseenStep::Member(key.as_str().to_owned()),
                    _ => UnforeseenStep::Value,
                });
                self.advance();
            }
            Err(error) => {
                if let Some(key) = self.key.take() {
                    path::leave_key(key.as_str());
                }
                self.failed = Some(error);
            }
        }
    }

    #[inline]
    fn finish(mut self) -> Result<(), M::Error> {
        if self.failed.is_none() && self.missing.is_empty() {
            return Ok(());
        }
        Err(self.failure())
    }

    #[cold]
    fn failure(&mut self) -> M::Error {
        if let Some(error) = self.failed.take() {
            return error;
        }
        match self.missing.as_slice() {
            [name] => M::Error::missing_field(name),
            names => {
                let names = names.join("`, `");
                M::Error::custom(format_args!("missing fields `{names}`"))
            }
        }
    }
}

impl<'de, M: MapAccess<'de>> Members for MapReader<'de, M> {
    fn pass(&mut self) -> bool {
        if !self.taken
            && let Some(key) = &self.key
        {
            unforeseen::note_member(key.as_str());
            count_unfamiliar(|| true);
            self.skip();
        }
        self.taken = false;
        self.key.is_some()
    }

    #[inline]
    fn is(&self, name: &str) -> bool {
        matches!(&self.key, Some(key) if key.as_str() == name)
    }

    fn take<T: Decode>(&mut self, slot: &mut Option<T>) {
        self.take_with(Fill(Itself::new(), slot));
    }

    fn take_over<T: Decode>(&mut self, value: &mut T) {
        self.take_with(Over(value));
    }

    fn take_as<C: FieldCodec<T>, T>(&mut self, slot: &mut Option<T>) {
        self.take_with(Fill(Via::<C, T>::new(), slot));
    }

    fn take_unknown<T: Decode>(&mut self) -> Option<(String, T)> {
        if self.taken {
            return None;
        }
        let key = self.key.as_ref()?.as_str().to_owned();
        let mut slot = None;
        self.free = true;
        self.take(&mut slot);
        self.free = false;
        Some((key, slot?))
    }

    fn skip(&mut self) {
        self.take_with(Pass);
    }

    fn missing(&mut self, name: &'static str) {
        self.missing.push(name);
    }
}

/// Reads a member into its field, if it is the current one.
#[inline]
pub fn get<R: Members, T: Decode>(reader: &mut R, name: &'static str, field: &mut T) {
    if reader.is(name) {
        reader.take_over(field);
    }
}

/// Reads a member that may be missing into its field, if it is the current one.
#[inline]
pub fn get_optional<R: Members, T: Decode + Present>(
    reader: &mut R,
    name: &'static str,
    field: &mut T,
    may_be_null: bool,
) {
    if reader.is(name) {
        reader.take_over(field);
        note_null(field, may_be_null);
    }
}

/// Counts a null that the schema of a member forbids as unfamiliar.
pub fn note_null<T: Present>(field: &T, may_be_null: bool) {
    count_unfamiliar(|| !may_be_null && !field.is_present());
}

/// What a row says of a member that may be null.
#[must_use]
pub const fn null() -> bool {
    true
}

/// Reads a required member into its slot, if it is the current one.
#[inline]
pub fn slot<R: Members, T: Decode>(reader: &mut R, name: &'static str, slot: &mut Option<T>) {
    if reader.is(name) {
        reader.take(slot);
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
