//! Puts a member into an object of a YAML text, and leaves the rest of it alone.

use std::fmt;

use oas_codegen::diagnostics::Sink;
use oas_codegen::load::{self, Source, to_yaml};
use oas_codegen::tree::{Node, NodeMap, map_at};

use crate::Failure;

/// A member to be added, to the object that these keys lead to.
pub struct Insertion {
    pub into: Vec<String>,
    pub key: String,
    pub value: Node,
}

impl fmt::Display for Insertion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for key in &self.into {
            write!(formatter, "{key} ")?;
        }
        formatter.write_str(&self.key)
    }
}

/// The lines that an object in block style takes, and how far its members are set in.
struct Block {
    /// Behind the last line of its last member.
    end: usize,
    indent: usize,
    /// It is `{}`, on the line of its key.
    is_empty: bool,
}

/// The text with the member behind all others of its object.
///
/// # Errors
/// If the text is in another style than blocks, so that it can't be done.
pub fn insert(text: &str, insertion: &Insertion) -> Result<String, Failure> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut value = insertion.value.clone();
    let mut key = insertion.key.as_str();
    let mut path = insertion.into.as_slice();
    // What is not there yet is made around the member.
    let block = loop {
        match block(&lines, path) {
            Some(block) => break block,
            None => {
                let Some((last, above)) = path.split_last() else {
                    return Err("the document is no YAML in block style".into());
                };
                value = Node::Map(NodeMap::from_iter([(key.to_owned(), value)]));
                (key, path) = (last.as_str(), above);
            }
        }
    };
    let member = Node::Map(NodeMap::from_iter([(key.to_owned(), value)]));
    let indent = " ".repeat(block.indent);
    let added = to_yaml(&member);
    let added = added.lines().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!("{indent}{line}")
        }
    });
    let end = block.end.min(lines.len());
    // `{}` is no member that others could stand behind.
    if let Some(empty) = end.checked_sub(1).and_then(|head| lines.get_mut(head))
        && block.is_empty
    {
        *empty = empty.replacen(" {}", "", 1);
    }
    lines.splice(end..end, added);
    let changed = lines.join("\n") + "\n";
    if is_added(text, &changed, insertion) {
        Ok(changed)
    } else {
        Err(format!("`{insertion}` can't be added to the text: add it by hand").into())
    }
}

/// Whether the new text says what the old one did, and the member.
fn is_added(old: &str, new: &str, insertion: &Insertion) -> bool {
    let root = |text: &str| {
        let mut sink = Sink::new();
        let document = load::load(&Source::from_text("document.yaml", text), &mut sink)?;
        Some(document.root().clone())
    };
    let (Some(mut expected), Some(new)) = (root(old), root(new)) else {
        return false;
    };
    let Node::Map(map) = &mut expected else {
        return false;
    };
    let mut keys = insertion.into.iter();
    let Some(holder) = keys.try_fold(map, |map, key| map_at(map, key)) else {
        return false;
    };
    holder.insert(insertion.key.clone(), insertion.value.clone());
    expected == new
}

/// The object that keys lead to.
fn block(lines: &[String], path: &[String]) -> Option<Block> {
    let mut block = Block {
        end: end(lines, 0, None),
        indent: 0,
        is_empty: false,
    };
    let mut start = 0;
    for key in path {
        let (line, value) = (start..block.end).find_map(|line| {
            let text = lines.get(line)?;
            let value = value(text, key)?;
            (indent(text) == Some(block.indent)).then_some((line, value))
        })?;
        start = line + 1;
        if is_empty_map(value) {
            block = Block {
                end: start,
                indent: block.indent + 2,
                is_empty: true,
            };
            continue;
        }
        if !is_nothing(value) {
            return None;
        }
        let first = (start..lines.len()).find_map(|line| indent(lines.get(line)?))?;
        if first <= block.indent {
            return None;
        }
        block = Block {
            end: end(lines, start, Some(block.indent)),
            indent: first,
            is_empty: false,
        };
    }
    Some(block)
}

/// Behind the last line from `start` on that is set in further than `outer`.
fn end(lines: &[String], start: usize, outer: Option<usize>) -> usize {
    let mut end = start;
    for (line, text) in lines.iter().enumerate().skip(start) {
        match indent(text) {
            Some(indent) if outer.is_some_and(|outer| indent <= outer) => break,
            Some(_) => end = line + 1,
            None => {}
        }
    }
    end
}

/// How far a line is set in; a blank line, and a comment at the margin, are not.
fn indent(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches(' ');
    let is_nothing = rest.trim().is_empty() || rest.len() == line.len() && rest.starts_with('#');
    (!is_nothing).then_some(line.len() - rest.len())
}

/// What a line says behind the key of the member of this name, if it begins it.
fn value<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let line = line.trim();
    let quoted = [key.to_owned(), format!("'{key}'"), format!("\"{key}\"")];
    quoted
        .iter()
        .find_map(|key| line.strip_prefix(key.as_str())?.strip_prefix(':'))
}

fn is_empty_map(value: &str) -> bool {
    let behind = value.trim_start().strip_prefix("{}");
    behind.is_some_and(is_nothing)
}

fn is_nothing(value: &str) -> bool {
    let value = value.trim();
    value.is_empty() || value.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
openapi: 3.0.3 # the version
info: { title: A, version: '1' }
# All of them.
paths:
  /a:
    # The first.
    get: { responses: { '204': { description: a } } }

# What they need.
components:
  schemas:
    b:
      description: |
        Text

        # and more
";

    fn string() -> Node {
        let of_type = Node::String("string".to_owned());
        Node::Map(NodeMap::from_iter([("type".to_owned(), of_type)]))
    }

    fn added(into: &[&str], key: &str) -> String {
        let insertion = Insertion {
            into: into.iter().map(|key| (*key).to_owned()).collect(),
            key: key.to_owned(),
            value: string(),
        };
        let changed = insert(TEXT, &insertion)
            .map_err(|error| error.to_string())
            .unwrap();
        let old: Vec<&str> = TEXT.lines().collect();
        let new = changed.lines().filter(|line| !old.contains(line));
        assert!(TEXT.lines().all(|line| changed.contains(line)));
        new.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_member_goes_behind_the_last_one() {
        assert_eq!(
            added(&["components", "schemas"], "c"),
            "    c:\n      type: string"
        );
        assert_eq!(
            added(&["paths", "/a"], "put"),
            "    put:\n      type: string"
        );
        assert_eq!(added(&["paths"], "/b"), "  /b:\n    type: string");
        assert_eq!(
            added(&["components", "parameters"], "c"),
            "  parameters:\n    c:\n      type: string"
        );
    }

    #[test]
    fn an_empty_object_is_opened() {
        for (empty, opened) in [
            (
                "paths: {} # none yet\n",
                "paths: # none yet\n  /b:\n    type: string\n",
            ),
            (
                "a:\n  paths: {}\npaths: {}\nb: 1\n",
                "a:\n  paths: {}\npaths:\n  /b:\n    type: string\nb: 1\n",
            ),
        ] {
            let insertion = Insertion {
                into: vec!["paths".to_owned()],
                key: "/b".to_owned(),
                value: string(),
            };
            let version = "openapi: 3.0.3\n";
            let changed =
                insert(&format!("{version}{empty}"), &insertion).map_err(|it| it.to_string());
            assert_eq!(changed, Ok(format!("{version}{opened}")));
        }
    }

    #[test]
    fn another_style_is_refused() {
        let insertion = Insertion {
            into: vec!["info".to_owned()],
            key: "license".to_owned(),
            value: Node::Null,
        };
        assert!(insert(TEXT, &insertion).is_err());
        assert!(insert("{\"openapi\": \"3.0.3\", \"paths\": {}}", &insertion).is_err());
    }
}
