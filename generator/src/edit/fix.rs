//! Carries out the fixes that findings bring along.

use std::ops::Range;

use crate::diagnostics::{Diagnostic, Fix, On};
use crate::load;
use crate::tree::{FileId, Node, Place, Pointer, Sources, ValueShape};

/// A file with fixes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedFile {
    /// How messages call the file.
    pub name: String,
    /// Its text as it was read.
    pub before: String,
    /// Its text with the fixes.
    pub after: String,
    /// How many findings are mended.
    pub count: usize,
}

/// One fix: what to do to the text, and what that means.
struct TextEdit {
    range: Range<usize>,
    text: String,
    pointer: Pointer,
    part: EditedPart,
}

enum EditedPart {
    /// The key becomes this one.
    Key(String),
    /// The value becomes this text.
    Value(String),
}

/// The files of a document with every fix that can be carried out. A fix after which
/// the text doesn't say what it should is left out.
#[must_use]
pub fn fix(sources: &Sources, findings: &[Diagnostic]) -> Vec<FixedFile> {
    let labels = findings.iter().filter_map(|finding| finding.labels.first());
    let mut files: Vec<FileId> = labels.map(|label| label.place.file).collect();
    files.sort_unstable();
    files.dedup();
    let fixed = files.into_iter().filter_map(|file| {
        let before = sources.text(file)?;
        let name = sources.name(file)?;
        let tree = load::tree(name, before)?;
        let mut edits: Vec<TextEdit> = findings
            .iter()
            .filter_map(|finding| edit(sources, file, &tree, finding))
            .collect();
        edits.sort_by_key(|edit| edit.range.start);
        edits.dedup_by(|one, other| one.range.start < other.range.end || one.range == other.range);
        let edits: Vec<&TextEdit> = edits.iter().collect();
        let apply = |edits: &[&TextEdit]| carried_out(name, before, &tree, edits);
        let (after, count) = match apply(&edits) {
            Some(after) => (after, edits.len()),
            None => {
                let alone = edits.into_iter().filter(|edit| apply(&[edit]).is_some());
                let alone: Vec<&TextEdit> = alone.collect();
                (apply(&alone)?, alone.len())
            }
        };
        (count > 0).then(|| FixedFile {
            name: name.to_owned(),
            before: before.to_owned(),
            after,
            count,
        })
    });
    fixed.collect()
}

/// The edit that mends a finding of this file, if there is one.
fn edit(sources: &Sources, file: FileId, tree: &Node, finding: &Diagnostic) -> Option<TextEdit> {
    let fix = finding.fix.as_ref()?;
    let label = finding.labels.first()?;
    // What was moved or written by an overlay doesn't stand where its place says.
    if label.place.file != file || sources.origin(&label.place) != label.place {
        return None;
    }
    let pointer = label.place.pointer.clone();
    let node = tree.at(&pointer)?;
    let span = sources.position(&label.place)?;
    let text = sources.text(file)?;
    let (range, old) = match label.on {
        On::Key => (span.key?.range, pointer.last()?.to_owned()),
        On::Value if span.shape == ValueShape::Scalar => {
            (span.value.range, node.as_str()?.to_owned())
        }
        _ => return None,
    };
    let new = match fix {
        Fix::Replace(new) => new.clone(),
        Fix::Append(more) => {
            let end = old.trim_end();
            format!("{end}{more}{}", old.get(end.len()..)?)
        }
    };
    let written = text.get(range.clone())?;
    let quote = written
        .chars()
        .next()
        .filter(|first| matches!(first, '\'' | '"'));
    let written = match (fix, quote) {
        (Fix::Replace(new), Some(quote)) => format!("{quote}{new}{quote}"),
        (Fix::Replace(new), None) => new.clone(),
        (Fix::Append(more), Some(quote)) => {
            format!("{}{more}{quote}", written.strip_suffix(quote)?)
        }
        (Fix::Append(more), None) => format!("{written}{more}"),
    };
    let part = match label.on {
        On::Key => EditedPart::Key(new),
        _ => EditedPart::Value(new),
    };
    Some(TextEdit {
        range,
        text: written,
        pointer,
        part,
    })
}

/// The text with these edits, if it says then what it should.
fn carried_out(name: &str, before: &str, tree: &Node, edits: &[&TextEdit]) -> Option<String> {
    let mut after = before.to_owned();
    for edit in edits.iter().rev() {
        after.get(edit.range.clone())?;
        after.replace_range(edit.range.clone(), &edit.text);
    }
    let mut expected = tree.clone();
    // Keys change the pointers to what lies in their values, so they come last, and the
    // deepest of them first.
    let mut ordered = edits.to_vec();
    ordered.sort_by_key(|edit| match edit.part {
        EditedPart::Value(_) => 0,
        EditedPart::Key(_) => usize::MAX - edit.pointer.depth(),
    });
    for edit in ordered {
        change(&mut expected, edit)?;
    }
    (load::tree(name, &after)? == expected).then_some(after)
}

fn change(root: &mut Node, edit: &TextEdit) -> Option<()> {
    let place = Place {
        file: FileId::ROOT,
        pointer: edit.pointer.clone(),
    };
    let around = place.parent()?.pointer;
    let mut tokens = around.tokens();
    let parent = tokens.try_fold(root, |node, token| node.child_mut(token))?;
    let last = edit.pointer.last()?;
    match (&edit.part, parent) {
        (EditedPart::Value(new), parent) => *parent.child_mut(last)? = Node::String(new.clone()),
        (EditedPart::Key(new), Node::Map(map)) if !map.contains_key(new) => {
            let value = map.shift_remove(last)?;
            map.insert(new.clone(), value);
        }
        _ => return None,
    }
    Some(())
}
