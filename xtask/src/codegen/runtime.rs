//! The runtime that an emitted crate needs: its path, or its sources.

use std::env;
use std::io;
use std::path::{Component, Path, PathBuf};

use oas_codegen::output::{Files, HEADER_MARK};
use toml::{Table, Value};

use crate::Failure;

// WORKSPACE, MANIFEST and SOURCES: two manifests, and the files below `src`.
include!(concat!(env!("OUT_DIR"), "/runtime.rs"));

/// Where the sources lie in a crate that brings them along.
pub const FOLDER: &str = "runtime";

/// Where they lie in this workspace.
const IN_WORKSPACE: &str = "generator/runtime";

/// The path from an emitted crate to the runtime of this workspace: relative,
/// so that both can move together.
pub fn path_from(out: &Path) -> Result<String, Failure> {
    let runtime = in_workspace().ok_or_else(|| {
        format!(
            "no folder above this one holds `{IN_WORKSPACE}`; `--runtime vendor` copies it instead"
        )
    })?;
    let (out, runtime) = (absolute(out)?, runtime.canonicalize()?);
    Ok(relative(&out, &runtime)
        .to_string_lossy()
        .replace('\\', "/"))
}

/// Above this package if cargo started it, else above the current folder.
fn in_workspace() -> Option<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let current = env::current_dir().ok();
    [package, current].into_iter().flatten().find_map(|start| {
        let mut above = start.ancestors().map(|folder| folder.join(IN_WORKSPACE));
        above.find(|runtime| runtime.join("Cargo.toml").is_file())
    })
}

/// The folder without links, even if it is not there yet.
fn absolute(path: &Path) -> io::Result<PathBuf> {
    let path = env::current_dir()?.join(path);
    let mut missing = Vec::new();
    for folder in path.ancestors() {
        if let Ok(found) = folder.canonicalize() {
            missing.reverse();
            return Ok(missing.iter().fold(found, |path, part| path.join(part)));
        }
        missing.extend(folder.file_name());
    }
    Ok(path)
}

/// How one absolute path is written from another. Where they have nothing in
/// common, as two drives have not, it stays absolute.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let common = from
        .components()
        .zip(to.components())
        .take_while(|(one, other)| one == other)
        .count();
    if common == 0 {
        return to.to_path_buf();
    }
    let up = from.components().skip(common).map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(to.components().skip(common)).collect();
    if path.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        path
    }
}

/// Adds the sources of the runtime.
pub fn vendor(files: &mut Files) -> Result<(), Failure> {
    let manifest = manifest(WORKSPACE, MANIFEST)?;
    let folder = Path::new(FOLDER);
    let header = |comment: &str| {
        let mark = HEADER_MARK.replacen("//", comment, 1);
        let version = env!("CARGO_PKG_VERSION");
        format!("{mark} from oas-runtime {version}. Do not edit.\n\n")
    };
    files.insert(folder.join("Cargo.toml"), header("#") + &manifest);
    for (path, text) in SOURCES {
        files.insert(folder.join(path), header("//") + text);
    }
    Ok(())
}

/// The manifest of a package with everything that it inherits written out.
fn manifest(workspace: &str, package: &str) -> Result<String, Failure> {
    let workspace: Table = workspace.parse()?;
    let mut manifest: Table = package.parse()?;
    let inherited = |section: &str| workspace.get("workspace")?.get(section)?.as_table();
    // Tests and examples are not copied, and cargo ignores a dependency's lints.
    for section in ["lints", "test", "example"] {
        manifest.remove(section);
    }
    if let Some(Value::Table(package)) = manifest.get_mut("package") {
        for (key, value) in package.iter_mut() {
            let known = inherited("package").and_then(|table| table.get(key));
            if let Some(known) = known.filter(|_| is_inherited(value)) {
                *value = known.clone();
            }
        }
        package.insert("publish".to_owned(), Value::Boolean(false));
    }
    for section in ["dependencies", "dev-dependencies"] {
        let Some(Value::Table(dependencies)) = manifest.get_mut(section) else {
            continue;
        };
        for (name, value) in dependencies.iter_mut() {
            let known = inherited("dependencies").and_then(|table| table.get(name));
            if let Some(known) = known.filter(|_| is_inherited(value)) {
                *value = written_out(known, value);
            }
        }
    }
    // In the order in which people write manifests.
    let mut sections = Vec::new();
    for name in ["package", "features", "dependencies", "dev-dependencies"] {
        if let Some(section) = manifest.remove(name) {
            let section = Table::from_iter([(name.to_owned(), section)]);
            sections.push(toml::to_string(&section)?);
        }
    }
    sections.push(toml::to_string(&manifest)?);
    sections.retain(|section| !section.is_empty());
    Ok(sections.join("\n"))
}

fn is_inherited(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

/// A dependency of the workspace with what the package adds to it.
fn written_out(known: &Value, value: &Value) -> Value {
    let mut written = match known {
        Value::Table(table) => table.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    };
    for (key, value) in value.as_table().into_iter().flatten() {
        match (key.as_str(), value, written.get_mut(key)) {
            ("workspace", _, _) => {}
            ("features", Value::Array(more), Some(Value::Array(features))) => {
                features.extend(more.iter().cloned());
            }
            _ => {
                written.insert(key.clone(), value.clone());
            }
        }
    }
    match written.get("version") {
        Some(version) if written.len() == 1 => version.clone(),
        _ => Value::Table(written),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_where_they_can_be() {
        let relative = |from: &str, to: &str| {
            let path = super::relative(Path::new(from), Path::new(to));
            path.to_string_lossy().replace('\\', "/")
        };
        assert_eq!(relative("/a/out", "/a/b/runtime"), "../b/runtime");
        assert_eq!(relative("/a/b", "/a/b/runtime"), "runtime");
        assert_eq!(relative("/x", "/a"), "../a");
        assert_eq!(relative("/a", "/a"), ".");
    }

    #[test]
    fn nothing_is_inherited_from_a_workspace_that_is_not_there() {
        let workspace = r#"
            [workspace.package]
            version = "1.2.3"
            [workspace.dependencies]
            http = "1"
            serde = { version = "1", features = ["derive"] }
        "#;
        let package = r#"
            [package]
            name = "a"
            version.workspace = true
            [lints]
            workspace = true
            [dependencies]
            http = { workspace = true }
            bytes = "2"
            serde = { workspace = true, optional = true, features = ["rc"] }
        "#;
        let written: Table = manifest(workspace, package).unwrap().parse().unwrap();
        let expected = r#"
            [package]
            name = "a"
            version = "1.2.3"
            publish = false
            [dependencies]
            http = "1"
            bytes = "2"
            serde = { version = "1", optional = true, features = ["derive", "rc"] }
        "#;
        assert_eq!(written, expected.parse().unwrap());
    }

    #[test]
    fn the_real_manifest_stands_alone() {
        let written = manifest(WORKSPACE, MANIFEST).unwrap();
        assert!(!written.contains("workspace"), "{written}");
        assert!(SOURCES.iter().any(|(path, _)| *path == "src/lib.rs"));
    }
}
