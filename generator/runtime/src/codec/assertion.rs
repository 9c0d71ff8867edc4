//! What schemas assert of values, as far as it tells the variants of a union apart.

use std::cmp::Ordering;

use serde_json::Value;

use super::json_text::JsonText;
use super::matcher::JsonType;

/// What a schema asserts of a value. Nothing is asserted of a value of another JSON type
/// than the assertion speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Assertion {
    /// It is of one of these types.
    Types(&'static [JsonType]),
    /// It is one of these values, which are JSON texts.
    Values(&'static [&'static str]),
    /// `minimum`, in digits.
    Minimum(&'static str),
    /// `maximum`.
    Maximum(&'static str),
    /// `exclusiveMinimum`.
    ExclusiveMinimum(&'static str),
    /// `exclusiveMaximum`.
    ExclusiveMaximum(&'static str),
    /// A text has so many characters, at least and at most.
    Length(usize, usize),
    /// A text has a part that the pattern describes.
    #[cfg(feature = "patterns")]
    Pattern(&'static str),
    /// A list has so many items, at least and at most.
    Items(usize, usize),
    /// An object has so many members, at least and at most.
    Properties(usize, usize),
    /// The name of each member of an object is one of the first, or has a part that one of the
    /// patterns describes.
    #[cfg(feature = "patterns")]
    Names(&'static [&'static str], &'static [&'static str]),
    /// All this holds of the item at an index, if the list has one.
    Item(usize, &'static [Assertion]),
    /// The member is there, and all this holds of it.
    Member(&'static str, &'static [Assertion]),
    /// All this holds of the member, if it is there.
    Optional(&'static str, &'static [Assertion]),
}

impl Assertion {
    /// Whether it holds.
    #[must_use]
    pub fn holds(self, value: &Value) -> bool {
        let all = |value: &Value, all: &[Self]| all.iter().all(|one| one.holds(value));
        match self {
            Self::Types(types) => types.iter().any(|ty| ty.fits(value)),
            Self::Values(texts) => texts.iter().any(|text| *value == JsonText(text)),
            Self::Minimum(bound) => compared(value, bound).is_none_or(Ordering::is_ge),
            Self::Maximum(bound) => compared(value, bound).is_none_or(Ordering::is_le),
            Self::ExclusiveMinimum(bound) => compared(value, bound).is_none_or(Ordering::is_gt),
            Self::ExclusiveMaximum(bound) => compared(value, bound).is_none_or(Ordering::is_lt),
            Self::Length(least, most) => value
                .as_str()
                .is_none_or(|text| (least..=most).contains(&text.chars().count())),
            #[cfg(feature = "patterns")]
            Self::Pattern(pattern) => value
                .as_str()
                .is_none_or(|text| crate::pattern::fits(text, pattern) != Some(false)),
            Self::Items(least, most) => value
                .as_array()
                .is_none_or(|items| (least..=most).contains(&items.len())),
            Self::Properties(least, most) => value
                .as_object()
                .is_none_or(|members| (least..=most).contains(&members.len())),
            #[cfg(feature = "patterns")]
            Self::Names(declared, patterns) => value.as_object().is_none_or(|members| {
                let fits = |name: &str, pattern| crate::pattern::fits(name, pattern) != Some(false);
                members.keys().all(|name| {
                    declared.contains(&name.as_str())
                        || patterns.iter().any(|pattern| fits(name, *pattern))
                })
            }),
            Self::Item(index, of_item) => value.get(index).is_none_or(|item| all(item, of_item)),
            Self::Member(name, of_member) => {
                value.get(name).is_some_and(|member| all(member, of_member))
            }
            Self::Optional(name, of_member) => {
                value.get(name).is_none_or(|member| all(member, of_member))
            }
        }
    }
}

/// How a number compares with a bound: exactly, where both are integers.
fn compared(value: &Value, bound: &str) -> Option<Ordering> {
    let Value::Number(number) = value else {
        return None;
    };
    match (number.as_i128(), bound.parse::<i128>()) {
        (Some(number), Ok(bound)) => Some(number.cmp(&bound)),
        _ => number.as_f64()?.partial_cmp(&bound.parse().ok()?),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn assertions_speak_of_their_own_types() {
        let short = Assertion::Length(2, 3);
        assert!(short.holds(&json!("äöü")) && short.holds(&json!(12345)));
        assert!(!short.holds(&json!("four")));
        let pair = Assertion::Items(2, 2);
        assert!(pair.holds(&json!([1, 2])) && pair.holds(&json!("no list")));
        assert!(!pair.holds(&json!([1])));
    }

    #[test]
    fn bounds_of_integers_are_exact() {
        let most = Assertion::Maximum("9007199254740992");
        assert!(most.holds(&json!(9_007_199_254_740_992_i64)));
        assert!(!most.holds(&json!(9_007_199_254_740_993_i64)));
        assert!(Assertion::ExclusiveMinimum("0.5").holds(&json!(1)));
        assert!(!Assertion::ExclusiveMinimum("0.5").holds(&json!(0.5)));
        assert!(Assertion::Minimum("1").holds(&json!(1.0)));
    }

    #[test]
    fn parts_are_looked_into() {
        let first = Assertion::Item(0, &[Assertion::Values(&[r#""set""#, r#"{"a":[1]}"#])]);
        assert!(first.holds(&json!(["set", 1])) && first.holds(&json!([{"a": [1]}])));
        assert!(first.holds(&json!([])) && !first.holds(&json!(["del"])));
        let open = Assertion::Member("closed", &[Assertion::Types(&[JsonType::Null])]);
        assert!(open.holds(&json!({"closed": null})));
        assert!(!open.holds(&json!({"closed": 1})) && !open.holds(&json!({})));
        let few = Assertion::Optional("size", &[Assertion::Maximum("9")]);
        assert!(few.holds(&json!({"size": 9})) && few.holds(&json!({})));
        assert!(!few.holds(&json!({"size": 10})));
    }
}
