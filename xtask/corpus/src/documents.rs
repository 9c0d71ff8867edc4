//! Which documents a folder holds.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Failure;

/// A list of the documents, for a folder in which some have several files: a
/// table with a line of headings, of which `file`, `bytes`, `ops` and
/// `component_schemas` are read.
const INDEX: &str = "INDEX.tsv";

/// A document of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// How the table and its crate call it.
    pub name: String,
    /// Its root file.
    pub path: PathBuf,
    /// The folder that its files may lie in.
    pub root: PathBuf,
    /// The size of all its files, if the index says it.
    pub bytes: Option<usize>,
    /// How many operations the index says there are.
    pub operations: Option<usize>,
    /// How many component schemas the index says there are.
    pub schemas: Option<usize>,
}

/// The documents whose name holds `only`, by name.
pub fn find(folder: &Path, only: Option<&str>) -> Result<Vec<Document>, Failure> {
    let mut documents = if folder.join(INDEX).is_file() {
        listed(folder, &read(&folder.join(INDEX))?)
    } else {
        lying(folder)?
    };
    documents.retain(|document| only.is_none_or(|only| document.name.contains(only)));
    documents.sort_by(|one, other| one.name.cmp(&other.name));
    if documents.is_empty() {
        return Err(format!("`{}` holds no document to try", folder.display()).into());
    }
    Ok(documents)
}

fn read(path: &Path) -> Result<String, Failure> {
    Ok(fs::read_to_string(path).map_err(|error| format!("`{}`: {error}", path.display()))?)
}

fn listed(folder: &Path, index: &str) -> Vec<Document> {
    let mut lines = index
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let headings = lines.next().unwrap_or_default();
    let column = |wanted: &str| headings.iter().position(|heading| *heading == wanted);
    let (file, operations, schemas) = (
        column("file").unwrap_or(0),
        column("ops"),
        column("component_schemas"),
    );
    let rows = lines.filter_map(|row| {
        let number = |at: Option<usize>| row.get(at?)?.parse().ok();
        let path = row.get(file).filter(|path| !path.is_empty())?;
        Some(Document {
            bytes: number(column("bytes")),
            operations: number(operations),
            schemas: number(schemas),
            ..document(folder, Path::new(path))
        })
    });
    rows.collect()
}

fn lying(folder: &Path) -> Result<Vec<Document>, Failure> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let mut documents = Vec::new();
    for entry in entries {
        let entry = entry?;
        let path = PathBuf::from(entry.file_name());
        let extension = path.extension().and_then(|extension| extension.to_str());
        if entry.file_type()?.is_file() && matches!(extension, Some("json" | "yaml" | "yml")) {
            documents.push(document(folder, &path));
        }
    }
    Ok(documents)
}

fn document(folder: &Path, path: &Path) -> Document {
    Document {
        name: name(path),
        path: folder.join(path),
        root: folder.to_path_buf(),
        bytes: None,
        operations: None,
        schemas: None,
    }
}

/// The path as the name of a crate.
fn name(path: &Path) -> String {
    let mut name = String::new();
    for character in path.with_extension("").to_string_lossy().chars() {
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        name.to_owned()
    } else {
        format!("document-{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_names_of_crates() {
        let name = |path: &str| super::name(Path::new(path));
        assert_eq!(name("twilio-api-v2010.json"), "twilio-api-v2010");
        assert_eq!(name("multi/a_b/Open API.v2.yaml"), "multi-a-b-open-api-v2");
        assert_eq!(name("2fa.yaml"), "document-2fa");
    }

    #[test]
    fn the_index_names_the_roots() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["b.yaml", "a.json", "notes.md"] {
            fs::write(folder.path().join(file), "").unwrap();
        }
        let names = |only| {
            let found = find(folder.path(), only).unwrap();
            let names = found.into_iter().map(|document| document.name);
            names.collect::<Vec<_>>()
        };
        assert_eq!(names(None), ["a", "b"]);
        assert_eq!(names(Some("b")), ["b"]);
        let index = "file\trepo\tops\tcomponent_schemas\nmulti/c/root.yaml\tx\t7\t3\n";
        fs::write(folder.path().join(INDEX), index).unwrap();
        let found = find(folder.path(), None).unwrap();
        let found = found.first().unwrap();
        assert_eq!(found.name, "multi-c-root");
        assert_eq!((found.operations, found.schemas), (Some(7), Some(3)));
    }
}
