//! What every generated client links against.

pub mod codec;
mod scalar;

pub use self::{
    codec::{
        CodecError, Decode, Kind, Rule, from_slice, from_str, from_value, to_value, to_vec,
    },
    scalar::{OutOfRange, Patch, UnixTime},
};
pub use serde_json::{Map, Value};

#[doc(hidden)]
pub use serde;

/// What the macros name of the standard library, out of reach of types of
/// the same name where they are used.
#[doc(hidden)]
pub mod __std {
    pub use std::{
        boxed::Box,
        string::{String, ToString},
    };
}
