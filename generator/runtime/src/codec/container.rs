//! Options, boxes, lists, maps and tuples, which note the place of an error.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{
    Decode,
    decode::filled,
    field::{Fill, Itself, Seed},
    key::Key,
    path,
    unforeseen::{self, UnforeseenStep},
};
use crate::codec::Patch;
use crate::codec::decode::MemberNames;

/// No more elements than these are reserved on the word of the input.
const RESERVED: usize = 1024;

pub(super) fn read_option<'de, D, S>(deserializer: D, seed: S) -> Result<Option<S::Value>, D::Error>
where
    D: Deserializer<'de>,
    S: Seed,
{
    let mut slot = None;
    deserializer.deserialize_option(OptionVisitor(seed, &mut slot, None))?;
    Ok(slot)
}

pub(super) fn read_list<'de, D, S>(deserializer: D, seed: S) -> Result<Vec<S::Value>, D::Error>
where
    D: Deserializer<'de>,
    S: Seed,
{
    deserializer.deserialize_seq(ListVisitor(seed))
}

pub(super) fn read_map<'de, D, S>(
    deserializer: D,
    seed: S,
) -> Result<BTreeMap<String, S::Value>, D::Error>
where
    D: Deserializer<'de>,
    S: Seed,
{
    deserializer.deserialize_map(MapVisitor(seed))
}

/// The last is what null is read as.
struct OptionVisitor<'a, S: Seed>(S, &'a mut Option<S::Value>, Option<S::Value>);

impl<'de, S: Seed> Visitor<'de> for OptionVisitor<'_, S> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null or a value")
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        *self.1 = self.2;
        Ok(())
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<(), E> {
        *self.1 = self.2;
        Ok(())
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.read(deserializer, self.1)
    }
}

struct ListVisitor<S>(S);

impl<'de, S: Seed> Visitor<'de> for ListVisitor<S> {
    type Value = Vec<S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let hint = elements.size_hint().unwrap_or_default();
        let mut list = Vec::with_capacity(hint.min(RESERVED));
        let mark = unforeseen::mark();
        loop {
            let mut slot = None;
            match elements.next_element_seed(Fill(self.0, &mut slot)) {
                Ok(Some(())) => {
                    if let Some(element) = slot {
                        list.push(element);
                    }
                }
                Ok(None) => {
                    unforeseen::within(mark, || UnforeseenStep::Item);
                    return Ok(list);
                }
                Err(error) => {
                    path::leave_index(list.len());
                    return Err(error);
                }
            }
        }
    }
}

struct MapVisitor<S>(S);

impl<'de, S: Seed> Visitor<'de> for MapVisitor<S> {
    type Value = BTreeMap<String, S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        let mark = unforeseen::mark();
        while let Some(key) = members.next_key::<Key<'de>>()? {
            let mut slot = None;
            if let Err(error) = members.next_value_seed(Fill(self.0, &mut slot)) {
                path::leave_key(key.as_str());
                return Err(error);
            }
            if let Some(value) = slot {
                map.insert(key.into_string(), value);
            }
        }
        unforeseen::within(mark, || UnforeseenStep::Value);
        Ok(map)
    }
}

/// Null is `None`, but of a type that has null among its values: there `None` says
/// that nothing came, and what came is written back.
impl<T: Decode> Decode for Option<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut value = None;
        Self::decode_over(deserializer, &mut value)?;
        Ok(value)
    }

    #[inline]
    fn decode_over<'de, D: Deserializer<'de>>(
        deserializer: D,
        value: &mut Self,
    ) -> Result<(), D::Error> {
        deserializer.deserialize_option(OptionVisitor(Itself::new(), value, T::NULL))
    }
}

/// Null is [`Patch::Null`]; a record leaves [`Patch::Absent`] where the member
/// is absent.
impl<T: Decode> Decode for Patch<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_option(deserializer, Itself::new()).map(Self::from)
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::decode(deserializer).map(Self::new)
    }

    const MEMBERS: MemberNames = T::MEMBERS;

    fn declares(key: &str) -> bool {
        T::declares(key)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_list(deserializer, Itself::new())
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_map(deserializer, Itself::new())
    }
}

impl Decode for Map<String, Value> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::Deserialize::deserialize(deserializer)
    }
}

/// Reads the elements of a tuple one by one.
struct Elements<A> {
    input: A,
    index: usize,
    expected: usize,
}

impl<'de, A: SeqAccess<'de>> Elements<A> {
    fn next<T: Decode>(&mut self) -> Result<T, A::Error> {
        let mut slot = None;
        match self.input.next_element_seed(Fill(Itself::new(), &mut slot)) {
            Ok(Some(())) => {
                self.index += 1;
                filled(slot)
            }
            Ok(None) => Err(A::Error::invalid_length(self.index, &Arity(self.expected))),
            Err(error) => {
                path::leave_index(self.index);
                Err(error)
            }
        }
    }

    fn end(mut self) -> Result<(), A::Error> {
        let mut found = self.index;
        while self.input.next_element::<IgnoredAny>()?.is_some() {
            found += 1;
        }
        if found > self.expected {
            return Err(A::Error::invalid_length(found, &Arity(self.expected)));
        }
        Ok(())
    }
}

struct Arity(usize);

impl serde::de::Expected for Arity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an array of {} elements", self.0)
    }
}

macro_rules! tuples {
    ($($count:literal: $($element:ident)+;)+) => {$(
        impl<$($element: Decode),+> Decode for ($($element,)+) {
            fn decode<'de, De: Deserializer<'de>>(deserializer: De) -> Result<Self, De::Error> {
                struct TupleVisitor<$($element),+>(PhantomData<fn() -> ($($element,)+)>);

                impl<'de, $($element: Decode),+> Visitor<'de> for TupleVisitor<$($element),+> {
                    type Value = ($($element,)+);

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        serde::de::Expected::fmt(&Arity($count), f)
                    }

                    fn visit_seq<Seq: SeqAccess<'de>>(
                        self,
                        input: Seq,
                    ) -> Result<Self::Value, Seq::Error> {
                        let mut elements = Elements { input, index: 0, expected: $count };
                        let mark = unforeseen::mark();
                        let tuple = ($(elements.next::<$element>()?,)+);
                        unforeseen::within(mark, || UnforeseenStep::Item);
                        elements.end()?;
                        Ok(tuple)
                    }
                }

                deserializer.deserialize_seq(TupleVisitor(PhantomData))
            }
        }
    )+};
}

tuples! {
    1: A;
    2: A B;
    3: A B C;
    4: A B C D;
    5: A B C D E;
    6: A B C D E F;
}
