//! Names of types, and the length of files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::Item;

use super::source::{Source, visit};

/// How many lines a file may have.
const MOST_LINES: usize = 400;

/// What everybody takes for something else.
const PRELUDE: &str = "AsMut AsRef Box Clone Copy Default Drop Eq Err Extend Fn FnMut FnOnce From \
    FromIterator Into IntoIterator Iterator None Ok Option Ord PartialEq PartialOrd Result Send \
    Sized Some String Sync ToOwned ToString TryFrom TryInto Unpin Vec";

/// Types of one name, and types of a name of the prelude.
pub fn types(sources: &[Source]) -> Vec<String> {
    let mut places: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut broken = Vec::new();
    for source in sources {
        let mut names = Vec::new();
        collect(&source.file.items, &mut names);
        for name in names {
            let path = source.path.as_str();
            if PRELUDE.split_whitespace().any(|known| known == name) {
                broken.push(format!("{path}: `{name}` is a name of the prelude"));
            }
            if !places.entry(name.clone()).or_default().insert(path) {
                broken.push(format!("{path}: two types are called `{name}`"));
            }
        }
    }
    let twice = places.iter().filter(|(_, places)| places.len() > 1);
    broken.extend(twice.map(|(name, places)| {
        let places: Vec<&str> = places.iter().copied().collect();
        format!("`{name}` is in {}", places.join(" and in "))
    }));
    broken
}

fn collect(items: &[Item], names: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Struct(item) => names.push(item.ident.to_string()),
            Item::Enum(item) => names.push(item.ident.to_string()),
            Item::Trait(item) => names.push(item.ident.to_string()),
            Item::Type(item) => names.push(item.ident.to_string()),
            Item::Mod(item) => {
                if let Some((_, items)) = &item.content {
                    collect(items, names);
                }
            }
            _ => {}
        }
    }
}

/// Files that are too long.
pub fn long_files(folder: &Path) -> Vec<String> {
    let mut broken = Vec::new();
    visit(folder, &mut |path| {
        let text = fs::read_to_string(path).unwrap();
        let lines = text.lines().count();
        if lines > MOST_LINES && !text.starts_with("// @generated") {
            broken.push(format!("{} has {lines} lines", path.display()));
        }
    });
    broken
}
