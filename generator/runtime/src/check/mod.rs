//! Bounds, lengths and patterns of a description, held against what is sent: feature
//! `checks`.
//!
//! A generator's configuration with `checks = "method"` gives types of requests and
//! structs of parameters the method [`validate`](Validate::validate); `"on-send"` also
//! refuses calls that don't fit, before anything is sent.
//!
//! What the description says is a table, and one function holds JSON against it, so a
//! type costs whoever compiles it nothing but its table.

mod condition;
mod error;
mod judge;
mod number;

use serde::Serialize;
use serde_json::Value;

pub use self::condition::MemberCondition;
pub use self::error::{CheckError, Finding};
use crate::codec::{VariantMatcher, to_value};

/// One thing that a description demands of a value. What is of another JSON type than
/// it speaks of, and null, fits.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Constraint {
    /// `minLength`, in characters.
    MinLength(usize),
    /// `maxLength`, in characters.
    MaxLength(usize),
    /// `pattern`. One that the library doesn't understand, such as one that looks
    /// ahead, demands nothing.
    Pattern(&'static str),
    /// `minimum`, in digits.
    Minimum(&'static str),
    /// `maximum`.
    Maximum(&'static str),
    /// `exclusiveMinimum`.
    ExclusiveMinimum(&'static str),
    /// `exclusiveMaximum`.
    ExclusiveMaximum(&'static str),
    /// `multipleOf`.
    MultipleOf(&'static str),
    /// `minItems`.
    MinItems(usize),
    /// `maxItems`.
    MaxItems(usize),
    /// `uniqueItems`.
    UniqueItems,
    /// `minProperties`.
    MinProperties(usize),
    /// `maxProperties`.
    MaxProperties(usize),
    /// Of each item of a list.
    Items(&'static [Constraint]),
    /// Of each member of an object.
    Values(&'static [Constraint]),
    /// Of these members of an object.
    Members(&'static [(&'static str, &'static [Constraint])]),
    /// An object has all members of one of these sets, or of several.
    AnyOf(&'static [&'static [&'static str]]),
    /// An object has all members of exactly one of these sets.
    OneOf(&'static [&'static [&'static str]]),
    /// An object of which all the conditions hold has these members.
    Where(&'static [MemberCondition], &'static [&'static str]),
    /// Of the branches of a union: one that the value may be has to fit.
    Branches(&'static [(VariantMatcher, &'static [Constraint])]),
    /// All that a type demands.
    Of(fn() -> &'static [Constraint]),
}

impl Constraint {
    /// All that a type demands.
    #[must_use]
    pub const fn of<T: Constrained>() -> Self {
        Self::Of(T::constraints)
    }
}

/// A type that has a table of constraints, made by [`constraints!`](crate::constraints).
pub trait Constrained: Serialize {
    /// What its values have to fit.
    fn constraints() -> &'static [Constraint];
}

/// What can be held against its description.
///
/// ```
/// # use oas_runtime::{check::Validate, constraints, json_object};
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct Tag {
///     pub name: String,
/// }
/// json_object! { Tag { required { name, } } }
/// constraints! {
///     Tag [Constraint::Members(&[("name", &[Constraint::MaxLength(5)])])]
/// }
///
/// let error = Tag { name: "very long".to_owned() }.validate().unwrap_err();
/// assert_eq!(error.to_string(), "name: longer than 5 characters");
/// assert!(Tag { name: "short".to_owned() }.validate().is_ok());
/// ```
pub trait Validate {
    /// Holds the value against its bounds, lengths and patterns.
    ///
    /// # Errors
    /// All that doesn't fit, each with its place.
    fn validate(&self) -> Result<(), CheckError>;

    /// The value itself, if it fits: `Sku::from(text).validated()?`.
    ///
    /// # Errors
    /// As [`validate`](Self::validate).
    fn validated(self) -> Result<Self, CheckError>
    where
        Self: Sized,
    {
        self.validate().map(|()| self)
    }
}

impl<T: Constrained> Validate for T {
    fn validate(&self) -> Result<(), CheckError> {
        // What can't be written is refused when it is sent, with its reason.
        match to_value(self) {
            Ok(value) => check("", &value, T::constraints()),
            Err(_) => Ok(()),
        }
    }
}

/// Holds JSON against constraints; `place` is where it stands.
pub(crate) fn check(
    place: &str,
    value: &Value,
    constraints: &[Constraint],
) -> Result<(), CheckError> {
    CheckError::of(judge::judge(place, value, constraints))
}

/// The constraints of one part of an operation's requests.
#[derive(Clone, Copy, Debug)]
pub struct PartConstraints {
    pub(crate) part: &'static str,
    pub(crate) name: &'static str,
    pub(crate) constraints: &'static [Constraint],
}

impl PartConstraints {
    /// Those of the part that travels there (`path`, `query`, `header`, `cookie`,
    /// `querystring` or `body`), by the parameter's name; a body has none.
    #[must_use]
    pub const fn new(
        part: &'static str,
        name: &'static str,
        constraints: &'static [Constraint],
    ) -> Self {
        Self {
            part,
            name,
            constraints,
        }
    }
}

/// Parameters by their names, with their constraints.
#[doc(hidden)]
#[derive(Default)]
pub struct ParameterCheck(Vec<Finding>);

impl ParameterCheck {
    /// Holds one against its constraints.
    #[must_use]
    pub fn and<T: Serialize>(self, name: &str, value: &T, constraints: &[Constraint]) -> Self {
        match to_value(value) {
            Ok(value) => self.with(name, &value, constraints),
            Err(_) => self,
        }
    }

    fn with(mut self, name: &str, value: &Value, constraints: &[Constraint]) -> Self {
        self.0.extend(judge::judge(name, value, constraints));
        self
    }

    /// What came of it.
    ///
    /// # Errors
    /// All that doesn't fit.
    pub fn finish(self) -> Result<(), CheckError> {
        CheckError::of(self.0)
    }
}

/// The constraints of a type, or those of the fields of a struct of parameters:
/// `constraints!(Tag [Constraint::MaxLength(5)])`, and
/// `constraints!(ListTagsParams { limit: "limit" [Constraint::Maximum("50")], })`.
/// `Constraint`, `MemberCondition` and `VariantMatcher` need no import. See [`Validate`](crate::check::Validate).
#[macro_export]
macro_rules! constraints {
    ($name:ident [ $($constraint:expr),* $(,)? ]) => {
        #[automatically_derived]
        impl $crate::check::Constrained for $name {
            fn constraints() -> &'static [$crate::check::Constraint] {
                #[allow(unused_imports)]
                use $crate::check::{MemberCondition, Constraint};
                #[allow(unused_imports)]
                use $crate::codec::{Assertion, JsonType, VariantMatcher};
                static ALL: &[$crate::check::Constraint] = &[$($constraint),*];
                ALL
            }
        }
    };
    ($name:ident { $($field:ident: $wire:literal [ $($constraint:expr),* $(,)? ]),* $(,)? }) => {
        #[automatically_derived]
        impl $crate::check::Validate for $name {
            fn validate(&self) -> ::core::result::Result<(), $crate::check::CheckError> {
                use $crate::check::Constraint;
                let check = $crate::check::ParameterCheck::default();
                $( let check = check.and($wire, &self.$field, &[$($constraint),*]); )*
                check.finish()
            }
        }
    };
}
