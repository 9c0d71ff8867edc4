//! Reads `names.lock`.

use super::{LockedItem, LockedName, NameLock, NameSource};
use crate::diagnostics::{Code, Diagnostic, On, Sink};
use crate::names::is_name;
use crate::tree::{FileId, Place, Sources};
use std::ops::Range;

impl NameLock {
    /// Reads a lock. `name` is how messages call the file. Everything that is wrong
    /// with it is pushed to the sink, and then there is no lock.
    pub fn parse(name: &str, text: &str, sink: &mut Sink) -> Option<NameLock> {
        sink.attach(&Sources::from_text(name, text));
        let mut lock = NameLock::default();
        let mut is_right = true;
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let range = start..start + line.trim_end().len();
            start += line.len();
            if line.trim().is_empty() || line.starts_with('#') && !line.starts_with("#/") {
                continue;
            }
            let entry = entry(line).and_then(|(item, name)| match lock.get(&item) {
                Some(_) => Err("this item has a name already: keep one of the two lines"),
                None => Ok((item, name)),
            });
            match entry {
                Ok((item, name)) => lock.insert(item, name),
                Err(label) => {
                    is_right = false;
                    sink.push(finding(range, label));
                }
            }
        }
        lock.complete();
        is_right.then_some(lock)
    }
}

fn finding(range: Range<usize>, label: &str) -> Diagnostic {
    Diagnostic::error(Code::LockSyntax, "a line of the name lock can't be read")
        .on(&Place::root(FileId::ROOT), On::Text(range), label)
        .help("take both sides of a merge; what is wrong beyond that, `cargo xtask codegen` writes anew once the line is gone")
}

fn entry(line: &str) -> Result<(LockedItem, LockedName), &'static str> {
    const ESCAPE: &str = "`%` is followed by two hexadecimal digits";
    const SHAPE: &str = "expected `owner kind item = name`";
    let (item, name) = line.split_once(" = ").ok_or(SHAPE)?;
    let (item, name): (Vec<&str>, Vec<&str>) = (
        item.split_ascii_whitespace().collect(),
        name.split_ascii_whitespace().collect(),
    );
    let (owner, kind, item) = match item.as_slice() {
        [owner, kind] => (*owner, *kind, ""),
        [owner, kind, item] => (*owner, *kind, *item),
        _ => return Err(SHAPE),
    };
    let (name, operation) = match name.as_slice() {
        [name] => (*name, None),
        [name, id] => (*name, Some(*id)),
        _ => return Err(SHAPE),
    };
    if !is_name(name) {
        return Err("the name can't be a Rust identifier");
    }
    let item = LockedItem {
        owner: plain(owner).ok_or(ESCAPE)?.into(),
        kind: kind.to_owned().into(),
        item: plain(item).ok_or(ESCAPE)?.into(),
    };
    let operation = match operation {
        Some(id) => Some(plain(id).ok_or(ESCAPE)?),
        None => None,
    };
    let name = name.to_owned();
    let name = LockedName {
        name,
        operation,
        source: NameSource::Lock,
    };
    Ok((item, name))
}

/// A word without its escapes.
fn plain(word: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(word.len());
    let mut rest = word.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        let digits = std::str::from_utf8(digits).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Format;

    #[test]
    fn what_is_written_is_read_again() {
        let item = LockedItem {
            owner: "#/components/schemas/a b".into(),
            kind: "variant".into(),
            item: "= 100 %\n".into(),
        };
        let name = LockedName {
            name: "Equal".to_owned(),
            operation: Some("get it".to_owned()),
            source: NameSource::Lock,
        };
        let mut lock = NameLock::default();
        lock.insert(item, name);
        let mut sink = Sink::new();
        let read = NameLock::parse("names.lock", &lock.to_string(), &mut sink);
        assert_eq!(read, Some(lock));
    }

    #[test]
    fn a_method_that_clears_a_field_is_written_where_it_does_not_follow() {
        let text = "#/a field one = one\n#/a field two = second\n#/a field-clear two = clear_two\n";
        let mut sink = Sink::new();
        let lock = NameLock::parse("names.lock", text, &mut sink).unwrap();
        assert_eq!(lock.len(), 4);
        assert!(lock.to_string().ends_with(text), "{lock}");
    }

    #[test]
    fn what_is_wrong_has_its_line_and_column() {
        let text = "#/a type = A\n#/b type B\n#/c type = 2\n#/a type = C\n#/d%4 type = D\n";
        let mut sink = Sink::new();
        assert_eq!(NameLock::parse("names.lock", text, &mut sink), None);
        let said = sink.render(Format::Lines);
        for place in [
            "names.lock:2:1",
            "names.lock:3:1",
            "names.lock:4:1",
            "names.lock:5:1",
        ] {
            assert!(said.contains(place), "{said}");
        }
    }
}
