//! Finds one value in JSON text without reading the rest of it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

/// A string, number or boolean that was found.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Leaf {
    Text(String),
    Number(Number),
    Boolean(bool),
}

impl Leaf {
    /// The scalar as a text, without quotes.
    pub(crate) fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
            Self::Boolean(boolean) => boolean.to_string(),
        }
    }

    /// The scalar as JSON, so that it goes out as it came in.
    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Text(text) => Value::String(text),
            Self::Number(number) => Value::Number(number),
            Self::Boolean(boolean) => Value::Bool(boolean),
        }
    }
}

/// The parts of a JSON pointer (RFC 6901), unescaped.
pub(crate) fn tokens(pointer: &str) -> Vec<String> {
    pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// The scalar at a pointer; none if there is nothing, something else, or no
/// JSON.
pub(crate) fn find(json: &[u8], pointer: &str) -> Option<Leaf> {
    match seek(json, pointer) {
        Sought::Leaf(scalar) => Some(scalar),
        Sought::Nothing | Sought::Other { .. } => None,
    }
}

/// The scalar at a pointer, or what stands in its place or on the way to it.
pub(crate) fn look(json: &[u8], pointer: &'static str) -> Result<Option<Leaf>, Obstacle> {
    match seek(json, pointer) {
        Sought::Leaf(scalar) => Ok(Some(scalar)),
        Sought::Nothing => Ok(None),
        Sought::Other { left, found } => {
            let behind = pointer.rmatch_indices('/').map(|(at, _)| at);
            let at = left
                .checked_sub(1)
                .and_then(|last| behind.clone().nth(last));
            Err(Obstacle {
                wanted: pointer,
                at: pointer
                    .get(..at.unwrap_or(pointer.len()))
                    .unwrap_or_default(),
                found,
            })
        }
    }
}

/// Something that is neither nothing nor leads to a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Obstacle {
    /// The pointer that was followed.
    pub(crate) wanted: &'static str,
    /// How far it led.
    pub(crate) at: &'static str,
    /// What is there, in words.
    pub(crate) found: &'static str,
}

/// What a pointer leads to.
enum Sought {
    Leaf(Leaf),
    /// Null, no such member or element, or no JSON.
    Nothing,
    /// Something from which the pointer goes on where nothing can, or a list or
    /// an object at its end.
    Other {
        /// How many parts of the pointer were left.
        left: usize,
        found: &'static str,
    },
}

fn seek(json: &[u8], pointer: &str) -> Sought {
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    let tokens = tokens(pointer);
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    // What comes behind the value may be cut off, and doesn't matter.
    let mut found = Sought::Nothing;
    let seek = Seek {
        tokens: &tokens,
        found: &mut found,
    };
    let _ = seek.deserialize(&mut deserializer);
    found
}

struct Seek<'a> {
    tokens: &'a [String],
    found: &'a mut Sought,
}

impl Seek<'_> {
    /// Keeps a scalar if this is the end of the pointer.
    fn keep(self, found: &'static str, scalar: impl FnOnce() -> Option<Leaf>) {
        if self.tokens.is_empty() {
            *self.found = scalar().map_or(Sought::Nothing, Sought::Leaf);
        } else {
            let left = self.tokens.len();
            *self.found = Sought::Other { left, found };
        }
    }
}

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        *self.found = Sought::Nothing;
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.keep("a boolean", || Some(Leaf::Boolean(value)));
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.keep("a number", || Some(Leaf::Number(value.into())));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.keep("a number", || Some(Leaf::Number(value.into())));
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.keep("a number", || Number::from_f64(value).map(Leaf::Number));
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.keep("a string", || Some(Leaf::Text(value.to_owned())));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut rest = self.tokens.split_first().and_then(|(first, tokens)| {
            let index: usize = first.parse().ok()?;
            Some((index, tokens))
        });
        *self.found = match rest {
            Some(_) => Sought::Nothing,
            None => Sought::Other {
                left: self.tokens.len(),
                found: "a list",
            },
        };
        let mut index = 0_usize;
        loop {
            let more = match rest {
                Some((wanted, tokens)) if wanted == index => {
                    rest = None;
                    let found = &mut *self.found;
                    items.next_element_seed(Seek { tokens, found })?.is_some()
                }
                _ => items.next_element::<IgnoredAny>()?.is_some(),
            };
            if !more {
                return Ok(());
            }
            index += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let first = self.tokens.split_first();
        *self.found = match first {
            Some(_) => Sought::Nothing,
            None => Sought::Other {
                left: 0,
                found: "an object",
            },
        };
        while let Some(is_wanted) = members.next_key_seed(IsKey(first.map(|(key, _)| key)))? {
            match first {
                Some((_, tokens)) if is_wanted => {
                    let found = &mut *self.found;
                    members.next_value_seed(Seek { tokens, found })?;
                }
                _ => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// Compares a key without keeping it.
struct IsKey<'a>(Option<&'a String>);

impl<'de> DeserializeSeed<'de> for IsKey<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for IsKey<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(self.0.is_some_and(|wanted| wanted == key))
    }
}

#[cfg(test)]
mod tests {
    use super::{Leaf, Obstacle, find, look};

    const JSON: &str = r#"{"a/b": {"c~d": "x"}, "list": [1, {"k": 2.5}, [true]], "none": null}"#;

    #[test]
    fn finds_scalars() {
        let cases = [
            ("/a~1b/c~0d", Some("x")),
            ("/list/0", Some("1")),
            ("/list/1/k", Some("2.5")),
            ("/list/2/0", Some("true")),
            ("/none", None),
            ("/list", None),
            ("/list/7", None),
            ("/missing", None),
            ("", None),
        ];
        for (pointer, expected) in cases {
            let found = find(JSON.as_bytes(), pointer).map(Leaf::into_text);
            assert_eq!(found.as_deref(), expected, "{pointer}");
        }
    }

    #[test]
    fn what_is_not_json_holds_nothing() {
        assert_eq!(find(b"<html>", "/a"), None);
        assert_eq!(find(b"", "/a"), None);
        assert_eq!(
            find(b"\xef\xbb\xbf\"root\"", ""),
            Some(Leaf::Text("root".to_owned()))
        );
        assert_eq!(
            find(br#"{"a": "x", "b": "#, "/a"),
            Some(Leaf::Text("x".to_owned()))
        );
    }

    #[test]
    fn what_stands_in_the_way_is_told_from_nothing() {
        let wanted = "/a/b~1c/d";
        let nothing = [
            "{}",
            "null",
            "<html>",
            r#"{"a": null}"#,
            r#"{"a": {"b/c": {"d": null}}}"#,
            r#"{"a": {"b/c": {"e": 1}}}"#,
            r#"{"a": "x", "a": null}"#,
        ];
        for json in nothing {
            assert_eq!(look(json.as_bytes(), wanted), Ok(None), "{json}");
        }
        let obstacles = [
            ("7", "", "a number"),
            ("[]", "", "a list"),
            (r#"{"a": false}"#, "/a", "a boolean"),
            (r#"{"a": {"b/c": "https://x"}}"#, "/a/b~1c", "a string"),
            (r#"{"a": {"b/c": {"d": {}}}}"#, wanted, "an object"),
            (r#"{"a": {"b/c": {"d": [1]}}}"#, wanted, "a list"),
        ];
        for (json, at, found) in obstacles {
            let obstacle = Obstacle { wanted, at, found };
            assert_eq!(look(json.as_bytes(), wanted), Err(obstacle), "{json}");
        }
        assert_eq!(look(b"[1]", "/7/a"), Ok(None));
        let found = look(br#"{"a": {"b/c": {"d": 2}}}"#, wanted).unwrap();
        assert_eq!(found.map(Leaf::into_text).as_deref(), Some("2"));
    }
}
