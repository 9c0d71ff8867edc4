//! One value of a document, whichever format it was written in.

use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::LazyLock;

use super::{NodeMap, Pointer, RandomState};

/// One value of a document, as JSON or YAML say it.
///
/// Neither `serde_json::Value` nor `serde_yaml::Value` can hold every real
/// document without loss, and the rest of the crate should not know which of
/// the two formats it was given.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`, `~`, or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number of up to 128 bits.
    Integer(i128),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// The digits of a whole number that 128 bits can't hold.
    Big(String),
    /// Text.
    String(String),
    /// A sequence.
    List(Vec<Node>),
    /// A map; every key has become text.
    Map(NodeMap),
}

/// What is not a number is not equal to itself, and so is one value more wherever values
/// are told apart.
impl Eq for Node {}

impl Hash for Node {
    fn hash<H: Hasher>(&self, state: &mut H) {
        /// Members are hashed alike in every map, and in no other run of the program.
        static MEMBERS: LazyLock<RandomState> = LazyLock::new(RandomState::default);

        std::mem::discriminant(self).hash(state);
        match self {
            Node::Null => {}
            Node::Bool(value) => value.hash(state),
            Node::Integer(value) => value.hash(state),
            // Both zeros are equal.
            Node::Float(value) => (value + 0.0).to_bits().hash(state),
            Node::Big(text) | Node::String(text) => text.hash(state),
            Node::List(list) => list.hash(state),
            Node::Map(map) => {
                // Their order is no part of the value.
                let members = map.iter().map(|member| MEMBERS.hash_one(member));
                state.write_u64(members.fold(0, u64::wrapping_add));
            }
        }
    }
}

impl Node {
    /// The member of this name, if this is a map that has one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        member(self.as_map()?, key)
    }

    /// The text, if this is text.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Node::String(text) => Some(text),
            _ => None,
        }
    }

    /// The number in digits, if this is one: a whole one of any length is exact.
    #[must_use]
    pub fn digits(&self) -> Option<String> {
        match self {
            Node::Integer(number) => Some(number.to_string()),
            Node::Float(number) => Some(number.to_string()),
            Node::Big(digits) => Some(digits.clone()),
            _ => None,
        }
    }

    /// The members, if this is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&NodeMap> {
        match self {
            Node::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The entries, if this is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Node]> {
        match self {
            Node::List(list) => Some(list),
            _ => None,
        }
    }

    /// The truth value, if this is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Node::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The whole number, if this is one that fits.
    #[must_use]
    pub fn as_integer(&self) -> Option<i128> {
        match self {
            Node::Integer(value) => Some(*value),
            _ => None,
        }
    }

    /// Whether this is a map or a list.
    pub(crate) fn has_parts(&self) -> bool {
        matches!(self, Node::Map(_) | Node::List(_))
    }

    /// What this is, as a message names it: "a string", "an object".
    #[must_use]
    pub fn kind_name(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool(_) => "a boolean",
            Node::Integer(_) | Node::Big(_) => "an integer",
            Node::Float(_) => "a number",
            Node::String(_) => "a string",
            Node::List(_) => "an array",
            Node::Map(_) => "an object",
        }
    }

    /// The value that a pointer leads to, starting from this one.
    #[must_use]
    pub fn at(&self, pointer: &Pointer) -> Option<&Node> {
        let mut tokens = pointer.tokens();
        tokens.try_fold(self, |node, token| node.child(token))
    }

    /// The member or entry that one token of a pointer names.
    #[must_use]
    pub fn child(&self, token: &str) -> Option<&Node> {
        match self {
            Node::Map(map) => member(map, token),
            Node::List(list) => list.get(index_of(token)?),
            _ => None,
        }
    }

    /// The member or entry that one token of a pointer names, to be changed.
    pub(crate) fn child_mut(&mut self, token: &str) -> Option<&mut Node> {
        match self {
            Node::Map(map) => map.get_mut(token),
            Node::List(list) => list.get_mut(index_of(token)?),
            _ => None,
        }
    }

    /// The same value as JSON.
    ///
    /// `serde_json` holds whole numbers of 64 bits: a longer one becomes the
    /// nearest float, and a float that JSON can't write becomes `null`. Where
    /// digits matter, read the node itself.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Node::Null => Value::Null,
            Node::Bool(value) => Value::Bool(*value),
            Node::Integer(value) => integer_to_json(*value),
            Node::Float(value) => Value::from(*value),
            Node::Big(digits) => Value::from(digits.parse::<f64>().unwrap_or(f64::MAX)),
            Node::String(text) => Value::String(text.clone()),
            Node::List(list) => Value::Array(list.iter().map(Node::to_json).collect()),
            Node::Map(map) => Value::Object(
                map.iter()
                    .map(|(key, value)| (key.clone(), value.to_json()))
                    .collect(),
            ),
        }
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "the loss is what the documentation of `to_json` announces"
)]
fn integer_to_json(value: i128) -> serde_json::Value {
    if let Ok(small) = i64::try_from(value) {
        small.into()
    } else if let Ok(small) = u64::try_from(value) {
        small.into()
    } else {
        (value as f64).into()
    }
}

/// A member of a map. Most maps are so small that looking at every key costs
/// less than hashing the one that is sought.
fn member<'a>(map: &'a NodeMap, key: &str) -> Option<&'a Node> {
    const SMALL: usize = 8;
    if map.len() > SMALL {
        return map.get(key);
    }
    map.iter()
        .find_map(|(name, node)| (name == key).then_some(node))
}

/// The index that a token of a pointer spells: digits without a leading zero.
pub(crate) fn index_of(token: &str) -> Option<usize> {
    let plain = token == "0" || !token.starts_with('0');
    let digits = token.bytes().all(|byte| byte.is_ascii_digit());
    if plain && digits {
        token.parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Node {
        let mut map = NodeMap::default();
        map.insert(
            "a/b".to_owned(),
            Node::List(vec![Node::Null, Node::Integer(1 << 70)]),
        );
        Node::Map(map)
    }

    #[test]
    fn a_pointer_leads_to_a_value() {
        let pointer: Pointer = "/a~1b/1".parse().unwrap();
        assert_eq!(sample().at(&pointer), Some(&Node::Integer(1 << 70)));
        assert_eq!(sample().at(&Pointer::default()), Some(&sample()));
        for missing in ["/a~1b/01", "/a~1b/2", "/a~1b/-", "/a", "/a~1b/1/x"] {
            assert_eq!(sample().at(&missing.parse().unwrap()), None, "{missing}");
        }
    }

    #[test]
    fn what_is_equal_is_hashed_alike() {
        let map = |keys: [&str; 2]| {
            let members = keys.map(|key| (key.to_owned(), Node::List(vec![Node::Null])));
            Node::Map(members.into_iter().collect())
        };
        let hasher = RandomState::default();
        for (one, other) in [
            (map(["a", "b"]), map(["b", "a"])),
            (Node::Float(0.0), Node::Float(-0.0)),
        ] {
            assert_eq!(one, other);
            assert_eq!(hasher.hash_one(one), hasher.hash_one(other));
        }
    }

    #[test]
    fn json_keeps_what_it_can() {
        assert_eq!(Node::Integer(i128::from(u64::MAX)).to_json(), u64::MAX);
        assert_eq!(Node::Integer(-5).to_json(), -5);
        assert_eq!(Node::Float(f64::NAN).to_json(), serde_json::Value::Null);
        assert!(Node::Big("9".repeat(50)).to_json().is_f64());
    }
}
