//! Members that are always one value.

use std::fmt;

use serde::ser::{Serialize, SerializeMap};
use serde_json::Value;

use super::super::choice::count_unfamiliar;
use super::super::unforeseen::{self, UnforeseenKind, UnforeseenStep};
use super::Present;
use super::read::Members;
use super::write::{Writer, put};

/// The field of a member that is always one value, made by the table of
/// [`json_object!`](crate::json_object): it holds nothing, unless something else
/// was read, which is then written again.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Constant(Kept);

#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
enum Kept {
    /// The value that the table says.
    #[default]
    Declared,
    /// No value at all.
    Missing,
    /// Another value.
    Other(Box<Value>),
}

impl Constant {
    /// Of an object that was read and didn't have the member.
    #[doc(hidden)]
    #[must_use]
    pub const fn missing() -> Self {
        Self(Kept::Missing)
    }
}

impl fmt::Debug for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kept::Declared => f.write_str("(as declared)"),
            Kept::Missing => f.write_str("(missing)"),
            Kept::Other(value) => value.fmt(f),
        }
    }
}

/// Reads a constant member, if it is the current one.
pub fn get_constant<R: Members, T>(
    reader: &mut R,
    name: &'static str,
    declared: &T,
    field: &mut Constant,
) where
    Value: PartialEq<T>,
{
    if reader.is(name) {
        let mut came = Value::Null;
        reader.take_over(&mut came);
        field.0 = if came == *declared {
            Kept::Declared
        } else {
            count_unfamiliar(|| true);
            Kept::Other(Box::new(came))
        };
    }
}

/// Tells unions around it, and whoever wants to know, of a member that isn't the one value
/// that its schema allows.
pub fn expect<F: Present<Value: PartialEq<E>>, E>(name: &'static str, field: &F, expected: &E) {
    if field.value().is_some_and(|value| value != expected) {
        let mark = unforeseen::mark();
        unforeseen::note(UnforeseenKind::EnumValue, || true);
        unforeseen::within(mark, || UnforeseenStep::Member(name.to_owned()));
        count_unfamiliar(|| true);
    }
}

/// Writes a constant member.
pub fn put_constant<M: SerializeMap, T: Serialize>(
    writer: &mut Writer<M>,
    name: &'static str,
    declared: &T,
    field: &Constant,
) {
    match &field.0 {
        Kept::Declared => put(writer, name, declared),
        Kept::Missing => {}
        Kept::Other(came) => put(writer, name, came),
    }
}
