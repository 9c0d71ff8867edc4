//! What members are demanded by.

use serde_json::{Map, Value};

use crate::codec::JsonText;

/// What an object is asked before members are demanded of it: about one member, with values
/// as JSON texts.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum MemberCondition {
    /// The member is there, and one of the values if any are listed.
    Is(&'static str, &'static [&'static str]),
    /// The member is missing, or one of the values.
    IsOrMissing(&'static str, &'static [&'static str]),
    /// The member is there, and none of the values.
    IsOther(&'static str, &'static [&'static str]),
    /// The member is missing, or none of the values if any are listed.
    IsNot(&'static str, &'static [&'static str]),
}

impl MemberCondition {
    pub(super) fn holds(self, members: &Map<String, Value>) -> bool {
        let is_among = |name: &str, texts: &[&'static str]| {
            let value = members.get(name)?;
            let mut all = texts.iter();
            Some(texts.is_empty() || all.any(|text| *value == JsonText(text)))
        };
        match self {
            Self::Is(name, texts) => is_among(name, texts) == Some(true),
            Self::IsOrMissing(name, texts) => is_among(name, texts) != Some(false),
            Self::IsOther(name, texts) => is_among(name, texts) == Some(false),
            Self::IsNot(name, texts) => is_among(name, texts) != Some(true),
        }
    }

    /// What it says, after "where".
    pub(super) fn words(self) -> String {
        match self {
            Self::Is(name, []) => format!("`{name}` is there"),
            Self::IsNot(name, []) => format!("`{name}` is missing"),
            Self::Is(name, texts) => format!("`{name}` is {}", texts.join(" or ")),
            Self::IsOrMissing(name, texts) => {
                format!("`{name}` is missing or {}", texts.join(" or "))
            }
            Self::IsOther(name, texts) | Self::IsNot(name, texts) => {
                format!("`{name}` is not {}", texts.join(" or "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_tells_of_the_member_and_of_its_lack() {
        let conditions = [
            MemberCondition::Is("kind", &["1", "\"a\""]),
            MemberCondition::IsOrMissing("kind", &["1", "\"a\""]),
            MemberCondition::IsOther("kind", &["1", "\"a\""]),
            MemberCondition::IsNot("kind", &["1", "\"a\""]),
            MemberCondition::Is("kind", &[]),
            MemberCondition::IsNot("kind", &[]),
        ];
        for (object, expected) in [
            (
                json!({ "kind": "a" }),
                [true, true, false, false, true, false],
            ),
            (
                json!({ "kind": "b" }),
                [false, false, true, true, true, false],
            ),
            (json!({}), [false, true, false, true, false, true]),
        ] {
            let members = object.as_object().cloned().unwrap_or_default();
            let held = conditions.map(|condition| condition.holds(&members));
            assert_eq!(held, expected, "{object}");
        }
    }
}
