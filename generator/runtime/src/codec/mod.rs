//! JSON in and out: what stands behind `json_object!`, `newtype!`, the enums and
//! the unions.
//!
//! Emitted types carry no serde derives, because those are what most of a
//! generated crate's compile time goes into. Instead a type has a table that
//! says which field has which wire name, and the reader and the writer of
//! this module, written once, implement [`Decode`] and serde's two traits
//! from it. Having a reader of our own gives more for nothing: an error knows
//! its place in the document ([`CodecError::path`]), leniency is one word in
//! the table ([`Lenient`]), and `null` means the same thing everywhere.

mod assertion;
mod budget;
mod candidate;
pub(crate) mod choice;
mod container;
mod decode;
mod enums;
mod error;
mod external;
mod field;
mod foreign;
mod integer_enum;
mod io;
mod json_text;
mod key;
mod lenient;
mod matcher;
mod maybe;
mod newtype;
mod number;
mod patch;
mod path;
mod primitive;
mod record;
mod rows;
mod string_enum;
mod table_functions;
mod text;
pub(crate) mod unforeseen;
mod union;

pub use self::{
    assertion::Assertion,
    decode::Decode,
    enums::{IntegerEnum, StringEnum, UnknownValue},
    error::CodecError,
    external::External,
    field::{FieldCodec, Lift},
    foreign::Serde,
    io::{
        decode_slice, decode_slice_as, decode_value, from_slice, from_str, from_value, to_value,
        to_vec,
    },
    json_text::JsonText,
    lenient::Lenient,
    matcher::{JsonType, VariantMatcher},
    maybe::Maybe,
    newtype::Newtype,
    number::Number,
    patch::Patch,
    record::{Constant, Present, Record},
    rows::Union,
    text::Text,
    unforeseen::UnforeseenKind,
};

#[doc(hidden)]
pub use self::{
    decode::MemberNames,
    enums::{integer_from_text, read_integer_enum, read_string_enum, text_order},
    key::Key,
    lenient::lenient,
    record::{
        Given, Members, Writer, bare, expect, get, get_constant, get_optional, hash, list, map,
        need, note_null, null, put, put_constant, put_rest, put_some, read, read_slot, rest, skip,
        slot, write, write_bare,
    },
    rows::{Rows, union_declares},
    union::{Unboxed, read_union, unboxed, write_tagged},
};
