//! JSON as it came, with its digits and the order of its members.

use std::fmt;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::codec::Decode;
use crate::param::OrderedMembers;
use crate::single_line::is_active;

/// So deep, lines are set in; what lies deeper is as far to the right.
const DEEPEST: usize = 64;

/// Any JSON, kept as its text.
#[derive(Clone)]
pub struct Json(Box<RawValue>);

impl Json {
    /// Reads a text.
    pub(super) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text).map(Self)
    }

    /// A text as JSON.
    pub(super) fn text(text: &str) -> Self {
        let json = serde_json::value::to_raw_value(text);
        Self(json.unwrap_or_else(|_| RawValue::NULL.to_owned()))
    }

    /// As it came.
    pub(super) fn get(&self) -> &str {
        self.0.get()
    }

    /// What the text is, if it is one.
    pub(super) fn as_text(&self) -> Option<String> {
        serde_json::from_str(self.get()).ok()
    }

    /// Its items, if it is a list.
    pub(super) fn items(&self) -> Option<Vec<Json>> {
        let items: Vec<Box<RawValue>> = serde_json::from_str(self.get()).ok()?;
        Some(items.into_iter().map(Self).collect())
    }

    /// Its members in their order, if it is an object.
    pub(super) fn members(&self) -> Option<Vec<(String, Json)>> {
        let OrderedMembers(members) = serde_json::from_str(self.get()).ok()?;
        let members = members.into_iter();
        Some(
            members
                .map(|(name, json)| (name, Self(json.to_owned())))
                .collect(),
        )
    }

    pub(super) fn is_object(&self) -> bool {
        self.get().starts_with('{')
    }

    pub(super) fn is_scalar(&self) -> bool {
        !self.get().starts_with(['{', '['])
    }

    /// What a JSON pointer leads to.
    pub(super) fn at(&self, pointer: &str) -> Option<Json> {
        let steps = pointer.strip_prefix('/');
        let steps = steps.into_iter().flat_map(|steps| steps.split('/'));
        let mut here = self.clone();
        for step in steps {
            let name = step.replace("~1", "/").replace("~0", "~");
            let mut members = here.members()?.into_iter();
            here = members.find(|(key, _)| *key == name)?.1;
        }
        Some(here)
    }

    /// On one line, without spaces.
    pub(super) fn compact(&self) -> String {
        self.written(None)
    }

    /// Over several lines.
    pub(super) fn pretty(&self) -> String {
        self.written(Some("  "))
    }

    /// Written anew: what a terminal might obey is escaped, the rest is as it came.
    fn written(&self, indent: Option<&str>) -> String {
        let mut out = String::with_capacity(self.get().len());
        let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
        let mut rest = self.get().chars().peekable();
        let line = |out: &mut String, depth: usize| {
            if let Some(indent) = indent {
                out.push('\n');
                out.push_str(&indent.repeat(depth.min(DEEPEST)));
            }
        };
        while let Some(c) = rest.next() {
            if in_text {
                match c {
                    c if is_active(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
                    c => out.push(c),
                }
                in_text = escaped || c != '"';
                escaped = !escaped && c == '\\';
                continue;
            }
            match c {
                ' ' | '\t' | '\r' | '\n' => {}
                '{' | '[' => {
                    out.push(c);
                    while rest.next_if(char::is_ascii_whitespace).is_some() {}
                    if let Some(end) = rest.next_if(|c| matches!(c, '}' | ']')) {
                        out.push(end);
                    } else {
                        depth += 1;
                        line(&mut out, depth);
                    }
                }
                '}' | ']' => {
                    depth = depth.saturating_sub(1);
                    line(&mut out, depth);
                    out.push(c);
                }
                ',' => {
                    out.push(c);
                    line(&mut out, depth);
                }
                ':' => out.push_str(if indent.is_some() { ": " } else { ":" }),
                c => {
                    in_text = c == '"';
                    out.push(c);
                }
            }
        }
        out
    }
}

impl Decode for Json {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Json").field(&self.get().len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn json_is_laid_out_without_another_change() {
        let json = Json::parse(" {\"b\" : [1.50, {} ,[ ]],\n\"a\":\"x\\\" {\u{9b}\"}").unwrap();
        let compact = "{\"b\":[1.50,{},[]],\"a\":\"x\\\" {\\u009b\"}";
        assert_eq!(json.compact(), compact);
        let pretty =
            "{\n  \"b\": [\n    1.50,\n    {},\n    []\n  ],\n  \"a\": \"x\\\" {\\u009b\"\n}";
        assert_eq!(json.pretty(), pretty);
        let digits = "123456789012345678901234567890.10";
        assert_eq!(Json::parse(digits).unwrap().compact(), digits);
    }

    #[test]
    fn pointers_lead_into_objects() {
        let json = Json::parse(r#"{"a/b": {"c": [1, 2]}}"#).unwrap();
        assert_eq!(json.at("/a~1b/c").unwrap().items().unwrap().len(), 2);
        assert!(json.at("").is_some());
        assert!(json.at("/a").is_none());
    }
}
