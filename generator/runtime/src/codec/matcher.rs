//! What tells the variants of a union apart.

use serde_json::Value;

use super::assertion::Assertion;
use super::primitive::whole;

/// The type of a JSON value, as JSON Schema names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonType {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction; `1.0` is one.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonType {
    /// The type of a value.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) if number.is_f64() => Self::Number,
            Value::Number(_) => Self::Integer,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }

    /// The word of JSON Schema for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// Whether a value is of this type.
    #[must_use]
    pub fn fits(self, value: &Value) -> bool {
        match self {
            Self::Null => value.is_null(),
            Self::Boolean => value.is_boolean(),
            Self::Integer => {
                value.is_i64()
                    || value.is_u64()
                    || value.as_f64().is_some_and(|number| number.fract() == 0.0)
            }
            Self::Number => value.is_number(),
            Self::String => value.is_string(),
            Self::Array => value.is_array(),
            Self::Object => value.is_object(),
        }
    }
}

/// What tells a variant of a union from the others, before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariantMatcher {
    /// The member has one of these texts (numbers and booleans by their text).
    Tag(&'static str, &'static [&'static str]),
    /// The member has one of these texts, or is missing or null.
    TagIfPresent(&'static str, &'static [&'static str]),
    /// The member further down, to which these names lead, has one of these texts.
    InnerTag(&'static [&'static str], &'static [&'static str]),
    /// All of these members are there.
    Keys(&'static [&'static str]),
    /// Each of these members has one of its texts.
    Fields(&'static [(&'static str, &'static [&'static str])]),
    /// The value is of this type.
    Type(JsonType),
    /// The value is of one of these types.
    Types(&'static [JsonType]),
    /// The value is one of these strings.
    Values(&'static [&'static str]),
    /// The value is of this type, and rather of this variant if all this holds.
    Assertions(JsonType, &'static [Assertion]),
    /// Nothing tells it apart: reading it decides.
    Any,
}

impl VariantMatcher {
    /// Whether a value may be of the variant.
    #[must_use]
    pub fn fits(&self, value: &Value) -> bool {
        match *self {
            Self::Tag(key, texts) => has(value, key, texts),
            Self::TagIfPresent(key, texts) => {
                has(value, key, texts) || (value.is_object() && is_missing(value, key))
            }
            Self::InnerTag(path, texts) => path.split_last().is_some_and(|(name, outer)| {
                let mut outer = outer.iter();
                let holder = outer.try_fold(value, |value, name| value.get(name));
                holder.is_some_and(|holder| has(holder, name, texts))
            }),
            Self::Keys(keys) => keys.iter().all(|key| value.get(key).is_some()),
            Self::Fields(fields) => fields.iter().all(|(key, texts)| has(value, key, texts)),
            Self::Type(ty) | Self::Assertions(ty, _) => ty.fits(value),
            Self::Types(types) => types.iter().any(|ty| ty.fits(value)),
            Self::Values(texts) => value.as_str().is_some_and(|text| texts.contains(&text)),
            Self::Any => true,
        }
    }

    /// Whether a value that fits isn't as the variant's schema asserts.
    pub(super) fn is_contradicted(&self, value: &Value) -> bool {
        match self {
            Self::Assertions(_, all) => !all.iter().all(|one| one.holds(value)),
            _ => false,
        }
    }
}

/// Whether a member isn't there, or says nothing.
pub(super) fn is_missing(value: &Value, key: &str) -> bool {
    value.get(key).is_none_or(Value::is_null)
}

fn has(value: &Value, key: &str, texts: &[&str]) -> bool {
    match value.get(key) {
        Some(Value::String(text)) => texts.contains(&text.as_str()),
        Some(Value::Number(number)) => {
            // `1.0` is the integer 1, as everywhere.
            let integer = number.as_f64().filter(|_| number.is_f64()).and_then(whole);
            let text = integer.map_or_else(|| number.to_string(), |integer| integer.to_string());
            texts.contains(&text.as_str())
        }
        Some(Value::Bool(truth)) => texts.contains(&if *truth { "true" } else { "false" }),
        _ => false,
    }
}
