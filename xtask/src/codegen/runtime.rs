//! The runtime that an emitted crate needs: its path, or its sources.

use std::env;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use oas_codegen::config::RuntimeSource;
use oas_codegen::output::{Files, HEADER_MARK};
use toml::{Table, Value};

use super::{AnyDocument, Runtime};
use crate::Failure;

// WORKSPACE, MANIFEST and SOURCES: two manifests, and the files below `src`.
include!(concat!(env!("OUT_DIR"), "/runtime.rs"));

/// Where the sources lie in a crate that brings them along.
pub const FOLDER: &str = "runtime";

/// The name of the package, unless it is one crate's own copy.
const PACKAGE: &str = "oas-runtime";

/// Where the package lies in this workspace.
const IN_WORKSPACE: &str = "generator/runtime";

/// Where a crate finds the runtime.
pub fn source(any: &AnyDocument) -> Result<RuntimeSource, Failure> {
    if let Some(shared) = &any.runtime_dir {
        let path = path_from(&any.out, &absolute(shared)?)?;
        return Ok(RuntimeSource::Path(path));
    }
    let here = in_workspace();
    let default = match here {
        Some(_) => Runtime::Path,
        None => Runtime::Vendor,
    };
    match (any.runtime.unwrap_or(default), here) {
        (Runtime::Path, Some(here)) => {
            let path = path_from(&any.out, &here.canonicalize()?)?;
            Ok(RuntimeSource::Path(path))
        }
        (Runtime::Path, None) => Err(format!(
            "no folder above this one holds `{IN_WORKSPACE}`: `--runtime-dir DIR` writes the runtime there, \
             `--runtime vendor` into the crate"
        )
        .into()),
        (Runtime::Vendor, _) => Ok(RuntimeSource::Copy {
            path: FOLDER.to_owned(),
            package: format!("{}-{PACKAGE}", any.crate_name),
        }),
        (Runtime::Version, _) => Ok(RuntimeSource::Version(env!("CARGO_PKG_VERSION").to_owned())),
    }
}

/// The files of the runtime's package under this name.
pub fn files(package: &str) -> Result<Files, Failure> {
    let manifest = manifest(WORKSPACE, MANIFEST, package)?;
    let header = |comment: &str| {
        let mark = HEADER_MARK.replacen("//", comment, 1);
        let version = env!("CARGO_PKG_VERSION");
        format!("{mark} from {PACKAGE} {version}. Do not edit.\n\n")
    };
    let mut files = Files::new();
    files.insert("Cargo.toml", header("#") + &manifest);
    for (path, text) in SOURCES {
        files.insert(path, header("//") + text);
    }
    Ok(files)
}

/// The files of the package that crates share, in a folder that holds nothing
/// else.
pub fn shared(folder: &Path) -> Result<Files, Failure> {
    if folder.join("Cargo.toml").exists() && !is_written_in(folder) {
        let folder = folder.display();
        return Err(format!("`{folder}` holds another package than the runtime").into());
    }
    files(PACKAGE)
}

/// Whether the folder holds a package that is the runtime, and that this
/// program has written.
pub fn is_written_in(folder: &Path) -> bool {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    let from = format!("{} from {PACKAGE} ", HEADER_MARK.replacen("//", "#", 1));
    manifest.starts_with(&from)
}

/// The path from an emitted crate to the runtime: relative, so that both can
/// move together.
fn path_from(out: &Path, runtime: &Path) -> Result<String, Failure> {
    let path = relative(&absolute(out)?, runtime);
    Ok(path.to_string_lossy().replace('\\', "/"))
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

/// The manifest of a package with everything that it inherits written out, and
/// with this name. The library in it keeps the name that code knows it by.
fn manifest(workspace: &str, package: &str, package_name: &str) -> Result<String, Failure> {
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
        package.insert("name".to_owned(), package_name.into());
    }
    let library = Table::from_iter([("name".to_owned(), "oas_runtime".into())]);
    manifest.insert("lib".to_owned(), library.into());
    for section in ["dependencies", "dev-dependencies"] {
        let Some(Value::Table(dependencies)) = manifest.get_mut(section) else {
            continue;
        };
        // What helps the tests lies beside them.
        dependencies.retain(|_, value| {
            let path = value.get("path").and_then(Value::as_str);
            path.is_none_or(|path| path == ".")
        });
        for (name, value) in dependencies.iter_mut() {
            let known = inherited("dependencies").and_then(|table| table.get(name));
            if let Some(known) = known.filter(|_| is_inherited(value)) {
                *value = written_out(known, value);
            }
            // Its own tests know it by its first name.
            if let Value::Table(itself) = value
                && itself.get("path").and_then(Value::as_str) == Some(".")
            {
                itself.insert("package".to_owned(), package_name.into());
            }
        }
    }
    // In the order in which people write manifests.
    let mut sections = Vec::new();
    for name in [
        "package",
        "lib",
        "features",
        "dependencies",
        "dev-dependencies",
    ] {
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
            [dev-dependencies]
            a = { path = "." }
            helper = { path = "tests/helper" }
        "#;
        let written: Table = manifest(workspace, package, "b").unwrap().parse().unwrap();
        let expected = r#"
            [package]
            name = "b"
            version = "1.2.3"
            publish = false
            [lib]
            name = "oas_runtime"
            [dependencies]
            http = "1"
            bytes = "2"
            serde = { version = "1", optional = true, features = ["derive", "rc"] }
            [dev-dependencies]
            a = { path = ".", package = "b" }
        "#;
        assert_eq!(written, expected.parse().unwrap());
    }

    #[test]
    fn the_real_manifest_stands_alone() {
        let written = manifest(WORKSPACE, MANIFEST, PACKAGE).unwrap();
        assert!(!written.contains("workspace"), "{written}");
        assert!(SOURCES.iter().any(|(path, _)| *path == "src/lib.rs"));
    }
}
