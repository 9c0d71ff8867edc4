//! Types without parts.

use super::{JsonKind, ScalarFormat, ScalarType};
use std::ops::RangeInclusive;

/// Types that every program has, or that the runtime brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Primitive {
    /// `String`.
    String,
    /// `bool`.
    Boolean,
    /// `i8`.
    I8,
    /// `i16`.
    I16,
    /// `u8`.
    U8,
    /// `u16`.
    U16,
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
    /// `f32`.
    F32,
    /// `f64`.
    F64,
    /// Unix seconds in 64 bits.
    UnixTime,
    /// A file of a form; everywhere else what is binary is a `String`.
    File,
    /// A text or number of a format.
    Scalar(ScalarType),
}

impl Primitive {
    /// What its type is called in Rust, without a path.
    #[must_use]
    pub fn rust_name(self) -> &'static str {
        match self {
            Primitive::String => "String",
            Primitive::Boolean => "bool",
            Primitive::I8 => "i8",
            Primitive::I16 => "i16",
            Primitive::U8 => "u8",
            Primitive::U16 => "u16",
            Primitive::I32 => "i32",
            Primitive::I64 => "i64",
            Primitive::U32 => "u32",
            Primitive::U64 => "u64",
            Primitive::F32 => "f32",
            Primitive::F64 => "f64",
            Primitive::UnixTime => "UnixTime",
            Primitive::File => "File",
            Primitive::Scalar(_) => "Scalar",
        }
    }

    /// The JSON type in which it travels.
    #[must_use]
    pub fn json_kind(self) -> JsonKind {
        match self {
            Self::String | Self::File => JsonKind::String,
            Self::Scalar(scalar) => match scalar.format {
                ScalarFormat::Number => JsonKind::Number,
                _ => JsonKind::String,
            },
            Self::Boolean => JsonKind::Boolean,
            Self::F32 | Self::F64 => JsonKind::Number,
            Self::I8
            | Self::I16
            | Self::I32
            | Self::I64
            | Self::U8
            | Self::U16
            | Self::U32
            | Self::U64
            | Self::UnixTime => JsonKind::Integer,
        }
    }

    /// The integers that it holds, if it holds integers alone.
    #[must_use]
    pub fn integers(self) -> Option<RangeInclusive<i128>> {
        Some(match self {
            Self::I8 => i8::MIN.into()..=i8::MAX.into(),
            Self::I16 => i16::MIN.into()..=i16::MAX.into(),
            Self::I32 => i32::MIN.into()..=i32::MAX.into(),
            Self::I64 | Self::UnixTime => i64::MIN.into()..=i64::MAX.into(),
            Self::U8 => 0..=u8::MAX.into(),
            Self::U16 => 0..=u16::MAX.into(),
            Self::U32 => 0..=u32::MAX.into(),
            Self::U64 => 0..=u64::MAX.into(),
            Self::String | Self::Boolean | Self::F32 | Self::F64 | Self::File | Self::Scalar(_) => {
                return None;
            }
        })
    }
}
