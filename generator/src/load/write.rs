//! A value as text again, such as the document that overlays have changed.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::tree::Node;

/// The value as YAML.
#[must_use]
pub fn to_yaml(node: &Node) -> String {
    // What fails has no text: a value of ours always has one.
    serde_yaml::to_string(&Serialized(node)).unwrap_or_default()
}

/// The value as JSON, indented.
#[must_use]
pub fn to_json(node: &Node) -> String {
    let mut text = serde_json::to_string_pretty(&Serialized(node)).unwrap_or_default();
    text.push('\n');
    text
}

struct Serialized<'a>(&'a Node);

impl Serialize for Serialized<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Node::Null => serializer.serialize_unit(),
            Node::Bool(value) => serializer.serialize_bool(*value),
            Node::Integer(value) => match i64::try_from(*value) {
                Ok(small) => serializer.serialize_i64(small),
                Err(_) => serializer.serialize_i128(*value),
            },
            Node::Float(value) => serializer.serialize_f64(*value),
            // No format has a number of so many digits.
            Node::Big(digits) => match digits.parse::<f64>() {
                Ok(value) => serializer.serialize_f64(value),
                Err(_) => serializer.serialize_str(digits),
            },
            Node::String(text) => serializer.serialize_str(text),
            Node::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.len()))?;
                for entry in list {
                    seq.serialize_element(&Serialized(entry))?;
                }
                seq.end()
            }
            Node::Map(map) => {
                let mut written = serializer.serialize_map(Some(map.len()))?;
                for (key, value) in map {
                    written.serialize_entry(key, &Serialized(value))?;
                }
                written.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Sink;
    use crate::load::{Source, load};

    #[test]
    fn what_is_written_is_read_again() {
        let text = "openapi: 3.0.3\n'200': 'yes'\nlong: 170141183460469231731687303715884105727\nn: ~\n\
                    e: ['1.10', 1.5, 'on', '', 'a: b', '- c', \"x\\ny\", true, {}]\n";
        let read = |name: &str, text: String| {
            let document = load(&Source::from_text(name, text), &mut Sink::new()).unwrap();
            document.root().clone()
        };
        let root = read("a.yaml", text.to_owned());
        assert_eq!(read("b.yaml", to_yaml(&root)), root);
        assert_eq!(read("b.json", to_json(&root)), root);
    }
}
