//! Whole numbers that the parsers can only tell as floats.

use crate::load::read::may_be_whole;
use crate::tree::{Node, Pointer, SourceFile};

/// Replaces such floats by the digits that stand in the text.
pub(super) fn restore(root: &mut Node, file: &SourceFile) {
    let mut open = vec![(Pointer::default(), root)];
    while let Some((pointer, node)) = open.pop() {
        match node {
            Node::Map(map) => {
                let members = map.iter_mut();
                open.extend(members.map(|(key, value)| (pointer.key(key), value)));
            }
            Node::List(list) => {
                let entries = list.iter_mut().enumerate();
                open.extend(entries.map(|(index, value)| (pointer.index(index), value)));
            }
            Node::Float(value) if may_be_whole(*value) => {
                let text = file.written(&pointer).unwrap_or("");
                let digits = text.trim_start_matches(['-', '+']);
                if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                    let text = text.trim_start_matches('+');
                    *node = text
                        .parse()
                        .map_or_else(|_| Node::Big(text.to_owned()), Node::Integer);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::Sink;
    use crate::load::{Source, load};
    use crate::tree::Node;

    #[test]
    fn digits_are_kept() {
        let long = "9".repeat(60);
        let text = format!("openapi: 3.0.3\nx: [-{long}, 1.0e60, {long}]\n");
        let doc = load(&Source::from_text("a.yaml", text), &mut Sink::new()).unwrap();
        let list = doc.root().get("x").and_then(Node::as_list).unwrap();
        assert_eq!(list[0], Node::Big(format!("-{long}")));
        assert_eq!(list[1], Node::Float(1.0e60));
        assert_eq!(list[2], Node::Big(long));
    }

    #[test]
    fn digits_of_json_are_kept() {
        let text = r#"{"openapi": "3.0.3", "x": [1, "2\"3", -4.5e3, 18446744073709551616, 1e30,
            -170141183460469231731687303715884105729, 18446744073709551615]}"#;
        let doc = load(&Source::from_text("a.json", text), &mut Sink::new()).unwrap();
        let list = doc.root().get("x").and_then(Node::as_list).unwrap();
        assert_eq!(list[2], Node::Float(-4500.0));
        assert_eq!(list[3], Node::Integer(1 << 64));
        assert_eq!(list[4], Node::Float(1e30));
        let big = "-170141183460469231731687303715884105729";
        assert_eq!(list[5], Node::Big(big.to_owned()));
        assert_eq!(list[6], Node::Integer(i128::from(u64::MAX)));
    }
}
