//! What a change of the files does to those who use the client.

use std::fs;
use std::path::Path;

use oas_codegen::output::{Changes, Files};
use oas_codegen::surface::{ApiChange, compare, items};

/// So many names are told of each kind of change.
const MOST_NAMES: usize = 4;

/// The texts that a change takes away.
pub fn before(changes: &Changes, out: &Path) -> Files {
    let replaced = changes.changed.iter().map(|change| &change.path);
    let paths = replaced.chain(&changes.removed);
    let texts = paths.filter_map(|path| Some((path, fs::read_to_string(out.join(path)).ok()?)));
    texts.collect()
}

/// The texts that it brings.
pub fn after(changes: &Changes, files: &Files) -> Files {
    let changes = changes.created.iter().chain(&changes.changed);
    let paths = changes.map(|change| &change.path);
    let texts = paths.filter_map(|path| Some((path, files.get(path)?)));
    texts.collect()
}

/// Names that come, go or become others, on one line.
pub fn told(old: &Files, new: &Files) -> String {
    let changes = compare(&items(old), &items(new));
    let of = |is_it: fn(&ApiChange) -> bool, word: &str| {
        let names: Vec<&str> = changes
            .iter()
            .filter(|change| is_it(change))
            .map(|change| change.path.as_str())
            .collect();
        part(&names, word)
    };
    let parts = [
        of(|change| change.before.is_none(), "added"),
        of(|change| change.after.is_none(), "removed"),
        of(
            |change| change.before.is_some() && change.after.is_some(),
            "changed",
        ),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let names = if parts.is_empty() {
        "no name added, removed or changed".to_owned()
    } else {
        parts.join("; ")
    };
    let (had, has) = (tests(old), tests(new));
    match has.cmp(&had) {
        std::cmp::Ordering::Equal => format!("API: {names}"),
        std::cmp::Ordering::Less => format!("API: {names}; {} tests fewer", had - has),
        std::cmp::Ordering::Greater => format!("API: {names}; {} tests more", has - had),
    }
}

fn part(names: &[&str], word: &str) -> Option<String> {
    let shown = names.get(..MOST_NAMES).unwrap_or(names).join(", ");
    let more = match names.len().saturating_sub(MOST_NAMES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!names.is_empty()).then(|| format!("{} {word} ({shown}{more})", names.len()))
}

/// How many tests of examples there are.
fn tests(files: &Files) -> usize {
    let marks = files
        .iter()
        .map(|(_, text)| text.matches("#[test]").count());
    marks.sum()
}
