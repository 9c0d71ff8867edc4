//! `union!`: one of several shapes, told apart by rules.

use std::cell::RefCell;

use serde::{
    de::{Deserializer, Error as _},
    ser::{Error as _, Serialize, Serializer},
};
use serde_json::Value;

use super::{Decode, io::value_of, path, primitive::whole};
use crate::scoped::{self, Scope};

/// More characters than these are not kept of why a variant failed.
const SHOWN_OF_A_FAILURE: usize = 300;

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
    /// Nothing tells it apart: reading it decides.
    Any,
}

impl VariantMatcher {
    /// Whether a value may be of the variant.
    #[must_use]
    pub fn fits(&self, value: &Value) -> bool {
        match *self {
            Self::Tag(key, texts) => has(value, key, texts),
            Self::Keys(keys) => keys.iter().all(|key| value.get(key).is_some()),
            Self::Fields(fields) => fields.iter().all(|(key, texts)| has(value, key, texts)),
            Self::Type(ty) => ty.fits(value),
            Self::Types(types) => types.iter().any(|ty| ty.fits(value)),
            Self::Values(texts) => value.as_str().is_some_and(|text| texts.contains(&text)),
            Self::Any => true,
        }
    }
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

/// One of several shapes, made by [`union!`](crate::union).
pub trait Union: Sized {
    /// The union's name, for messages.
    const NAME: &'static str;

    /// Offers the variants one after the other.
    #[doc(hidden)]
    fn rows(rows: &mut Rows<'_, Self>);

    /// The variant for what no other fits, if the union has one.
    #[doc(hidden)]
    fn unknown(raw: Value) -> Result<Self, Value> {
        Err(raw)
    }
}

/// How much may be read in vain, for each value in the document and as a start.
///
/// A union inside of a union may fail again for each variant of the outer one,
/// so that the work doubles with each level of nesting. Honest documents stay
/// far below this; a hostile one is given up.
const IN_VAIN: (u64, u64) = (64, 10_000);

thread_local! {
    /// What is left to be read in vain, while a union is being read.
    static IN_VAIN_LEFT: RefCell<Option<u64>> = const { RefCell::new(None) };
}

/// Sets the budget when the outermost union begins.
fn begin(value: &Value) -> Option<Scope<u64>> {
    let (for_each, start) = IN_VAIN;
    let is_outermost = scoped::with(&IN_VAIN_LEFT, |_| ()).is_none();
    is_outermost.then(|| {
        let budget = size(value).saturating_mul(for_each) + start;
        Scope::enter(&IN_VAIN_LEFT, budget)
    })
}

fn spend(value: &Value) {
    scoped::with(&IN_VAIN_LEFT, |left| {
        *left = left.saturating_sub(size(value));
    });
}

fn is_spent() -> bool {
    scoped::with(&IN_VAIN_LEFT, |left| *left == 0) == Some(true)
}

/// The number of values in a value.
fn size(value: &Value) -> u64 {
    match value {
        Value::Array(elements) => elements.iter().map(size).fold(1, u64::saturating_add),
        Value::Object(members) => members.values().map(size).fold(1, u64::saturating_add),
        _ => 1,
    }
}

/// A union being read: the value, and what came of the variants so far.
#[doc(hidden)]
#[derive(Debug)]
pub struct Rows<'a, U> {
    value: &'a Value,
    found: Option<U>,
    failures: Vec<(&'static str, String)>,
}

impl<U> Rows<'_, U> {
    /// Tries a variant, if its rule fits and none before it has been read.
    pub fn row<P: Decode>(
        &mut self,
        variant: &'static str,
        rule: VariantMatcher,
        make: fn(P) -> U,
    ) {
        if self.found.is_some() || !rule.fits(self.value) {
            return;
        }
        if is_spent() {
            self.fail(variant, "too many variants were tried before");
            return;
        }
        match path::capture(|| P::decode(self.value)) {
            Ok(payload) => self.found = Some(make(payload)),
            Err((error, path)) => {
                spend(self.value);
                if path.is_empty() {
                    self.fail(variant, &error.to_string());
                } else {
                    self.fail(variant, &format!("at `{path}`: {error}"));
                }
            }
        }
    }

    /// Keeps the beginning of a failure: those of unions inside of unions
    /// would grow without bound.
    fn fail(&mut self, variant: &'static str, failure: &str) {
        self.failures
            .push((variant, failure.chars().take(SHOWN_OF_A_FAILURE).collect()));
    }
}

/// Reads a union: what its `Decode` does.
///
/// # Errors
/// When no variant fits and the union doesn't keep unknown values.
#[doc(hidden)]
pub fn read_union<'de, U: Union, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    let value = Value::decode(deserializer)?;
    let budget = begin(&value);
    let mut rows = Rows {
        value: &value,
        found: None,
        failures: Vec::new(),
    };
    U::rows(&mut rows);
    drop(budget);
    let Rows {
        found, failures, ..
    } = rows;
    if let Some(found) = found {
        return Ok(found);
    }
    U::unknown(value).map_err(|value| D::Error::custom(describe::<U>(&value, &failures)))
}

fn describe<U: Union>(value: &Value, failures: &[(&'static str, String)]) -> String {
    use std::fmt::Write as _;

    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    let mut message = format!("found {found} that no variant of {} fits", U::NAME);
    for (variant, failure) in failures {
        // Writing to a string can't fail.
        let _ = write!(message, "; {variant}: {failure}");
    }
    message
}

/// Writes a variant's payload with the tag that the payload lacks.
///
/// # Errors
/// When the payload can't be written.
#[doc(hidden)]
pub fn write_tagged<P: Serialize, S: Serializer>(
    payload: &P,
    key: &'static str,
    tag: &'static str,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut value = value_of(payload).map_err(S::Error::custom)?;
    if let Value::Object(members) = &mut value {
        members
            .entry(key)
            .or_insert_with(|| Value::String(tag.to_owned()));
    }
    value.serialize(serializer)
}

/// Reads and writes an enum as one of several shapes, by a table of rules.
///
/// The enum is written out beside it; each variant holds one payload. To read
/// it, the variants whose [`VariantMatcher`](crate::codec::VariantMatcher) fits are tried in the order of
/// the table, and the first that can be read is taken. If there is none, the
/// raw JSON goes to the `unknown` variant (which holds a
/// [`Value`](crate::Value)), or, without one, the error says of each variant
/// that was tried why it failed. It is written as its payload is.
///
/// ```
/// use oas_runtime::codec::from_slice;
/// use oas_runtime::{Value, json_object, union};
///
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct Cat { pub lives: i64 }
/// json_object! { Cat { required { lives: "lives", } } }
///
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum Pet {
///     Cat(Cat),
///     Name(String),
///     Unknown(Value),
/// }
///
/// union! {
///     Pet {
///         Cat(Cat): VariantMatcher::Tag("kind", &["cat"]) tagged "kind" = "cat",
///         Name(String): VariantMatcher::Type(JsonType::String),
///     }
///     text Name
///     unknown Unknown
/// }
///
/// let pet: Pet = from_slice(br#"{"kind":"cat","lives":9}"#)?;
/// assert_eq!(pet, Cat { lives: 9 }.into());
/// assert_eq!(oas_runtime::codec::to_value(&pet)?["kind"], "cat");
/// assert!(matches!(from_slice(b"[1]")?, Pet::Unknown(_)));
/// assert_eq!(Pet::from("Tom"), Pet::Name("Tom".to_owned()));
/// # Ok::<(), oas_runtime::codec::CodecError>(())
/// ```
///
/// A row is `Variant(Payload): VariantMatcher::…`, and the type is what `From<Payload>`
/// is implemented for; leave it out where two variants have the same
/// (`Variant: VariantMatcher::…`). `VariantMatcher` and `JsonType` need no import. A row may end in
/// `tagged "member" = "text"`: that member is added on writing if the payload
/// doesn't write it itself. Behind the rows, `text Variant` names the one that
/// `From<&str>` makes.
#[macro_export]
macro_rules! union {
    (
        $name:ident {
            $(
                $variant:ident $(($payload:ty))?:
                    VariantMatcher::$rule:ident $(($($argument:tt)*))?
                    $(tagged $key:literal = $tag:literal)?
            ),* $(,)?
        }
        $(text $text:ident)?
        $(unknown $unknown:ident)?
    ) => {
        #[automatically_derived]
        #[allow(deprecated)]
        impl $crate::codec::Union for $name {
            const NAME: &'static str = ::core::stringify!($name);

            fn rows(rows: &mut $crate::codec::Rows<'_, Self>) {
                #[allow(unused_imports)]
                use $crate::codec::JsonType;
                $(
                    rows.row(
                        ::core::stringify!($variant),
                        $crate::codec::VariantMatcher::$rule $(($($argument)*))?,
                        Self::$variant,
                    );
                )*
            }

            $(
                fn unknown(raw: $crate::Value) -> ::core::result::Result<Self, $crate::Value> {
                    ::core::result::Result::Ok(Self::$unknown(raw))
                }
            )?
        }

        $crate::codec_impls! { $name, $crate::codec::read_union }

        #[automatically_derived]
        #[allow(deprecated)]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(payload) => $crate::union! {
                        @write payload serializer $($key $tag)?
                    },)*
                    $(Self::$unknown(raw) => $crate::serde::Serialize::serialize(raw, serializer),)?
                }
            }
        }

        $(
            #[automatically_derived]
            #[allow(deprecated)]
            impl ::core::convert::From<&str> for $name {
                fn from(text: &str) -> Self {
                    Self::$text(::core::convert::Into::into(text))
                }
            }
        )?

        $($(
            #[automatically_derived]
            #[allow(deprecated)]
            impl ::core::convert::From<$payload> for $name {
                fn from(payload: $payload) -> Self {
                    Self::$variant(payload)
                }
            }
        )?)*
    };
    (@write $payload:ident $serializer:ident) => {
        $crate::serde::Serialize::serialize($payload, $serializer)
    };
    (@write $payload:ident $serializer:ident $key:literal $tag:literal) => {
        $crate::codec::write_tagged($payload, $key, $tag, $serializer)
    };
}
