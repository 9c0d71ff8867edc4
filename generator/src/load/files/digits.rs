//! Whole numbers that the YAML parser can only tell as floats.

use super::super::sources::SourceFile;
use super::super::{Node, Pointer};

/// Whether a float may have been a whole number that 128 bits can't hold.
pub(in super::super) fn may_be_whole(value: f64) -> bool {
    value.abs() >= 1.7e38 && value.is_finite()
}

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
                    *node = Node::Big(text.trim_start_matches('+').to_owned());
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::Sink;
    use crate::load::{Node, Source, load};

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
}
