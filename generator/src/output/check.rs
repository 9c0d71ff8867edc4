//! Compares files to be with a folder.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::changes::{Change, Changes, Refusal};
use super::{Files, is_ours, journal};

/// A folder nested deeper than this holds nothing that was generated.
pub(super) const DEEPEST: usize = 32;

/// What writing the files into the folder would do. Nothing is changed.
///
/// # Errors
/// If something in the folder can't be read.
pub fn check(files: &Files, dir: &Path) -> io::Result<Changes> {
    let mut changes = Changes {
        is_unfinished: journal::is_pending(dir),
        ..Changes::default()
    };
    for (path, text) in files.iter() {
        let state = state(path, text, dir)?;
        let path = path.to_path_buf();
        match state {
            FileState::Missing => changes.created.push(Change::created(path, text)),
            FileState::Stale(old) => changes.changed.push(Change::between(path, &old, text)),
            FileState::AsItShouldBe => changes.unchanged.push(path),
            FileState::InTheWay(reason) => changes.refused.push(Refusal { path, reason }),
        }
    }
    left_over(files, dir, Path::new(""), DEEPEST, &mut changes.removed)?;
    changes.removed.sort();
    Ok(changes)
}

/// The files of the folder that say they were generated.
///
/// # Errors
/// If something in the folder can't be read.
pub fn generated(dir: &Path) -> io::Result<Files> {
    let mut paths = Vec::new();
    left_over(&Files::new(), dir, Path::new(""), DEEPEST, &mut paths)?;
    let texts = paths.into_iter().map(|path| {
        let text = fs::read_to_string(dir.join(&path))?;
        Ok((path, text))
    });
    texts.collect()
}

/// What is to be done so that the folder has the files.
#[derive(Default)]
pub(super) struct Needed<'a> {
    pub written: Vec<(&'a Path, &'a str)>,
    pub removed: Vec<PathBuf>,
    pub refused: Vec<Refusal>,
}

pub(super) fn needed<'a>(files: &'a Files, dir: &Path) -> io::Result<Needed<'a>> {
    let mut needed = Needed::default();
    for (path, text) in files.iter() {
        match state(path, text, dir)? {
            FileState::Missing | FileState::Stale(_) => needed.written.push((path, text)),
            FileState::AsItShouldBe => {}
            FileState::InTheWay(reason) => {
                let path = path.to_path_buf();
                needed.refused.push(Refusal { path, reason });
            }
        }
    }
    left_over(files, dir, Path::new(""), DEEPEST, &mut needed.removed)?;
    Ok(needed)
}

/// The files that something else is in the way of.
pub(super) fn refused(files: &Files, dir: &Path) -> io::Result<Vec<Refusal>> {
    let mut refused = Vec::new();
    for (path, text) in files.iter() {
        if let FileState::InTheWay(reason) = state(path, text, dir)? {
            let path = path.to_path_buf();
            refused.push(Refusal { path, reason });
        }
    }
    Ok(refused)
}

/// What is where a file is to be.
enum FileState {
    Missing,
    /// A file of ours with another text.
    Stale(String),
    AsItShouldBe,
    InTheWay(&'static str),
}

fn state(path: &Path, text: &str, dir: &Path) -> io::Result<FileState> {
    if let Some(reason) = refuse_path(path, dir)? {
        return Ok(FileState::InTheWay(reason));
    }
    let bytes = match fs::read(dir.join(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(FileState::Missing),
        bytes => bytes?,
    };
    Ok(match String::from_utf8(bytes) {
        Ok(old) if old == text => FileState::AsItShouldBe,
        Ok(old) if is_ours(&old) => FileState::Stale(old),
        _ => FileState::InTheWay("was not generated: its first line lacks the mark"),
    })
}

/// Why a path can't be written at all, if it can't.
pub(super) fn refuse_path(path: &Path, dir: &Path) -> io::Result<Option<&'static str>> {
    let stays_inside = |part: Component<'_>| matches!(part, Component::Normal(_));
    if !path.components().all(stays_inside) {
        return Ok(Some("leads out of the folder"));
    }
    let mut current = dir.to_path_buf();
    let mut parts = path.components().peekable();
    if parts.peek().is_none() {
        return Ok(Some("names no file"));
    }
    while let Some(part) = parts.next() {
        current.push(part);
        let kind = match fs::symlink_metadata(&current) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Ok(Some("lies below something that is no folder"));
            }
            Err(error) => return Err(error),
        };
        let is_last = parts.peek().is_none();
        if kind.is_symlink() {
            return Ok(Some("is or lies behind a symbolic link"));
        }
        if is_last && !kind.is_file() {
            return Ok(Some("is no file"));
        }
        if !is_last && !kind.is_dir() {
            return Ok(Some("lies below something that is no folder"));
        }
    }
    Ok(None)
}

/// Finds files that carry our mark and are not wanted any more.
fn left_over(
    files: &Files,
    dir: &Path,
    below: &Path,
    depth: usize,
    found: &mut Vec<PathBuf>,
) -> io::Result<()> {
    let entries = match fs::read_dir(dir.join(below)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let path = below.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() && depth > 0 && !is_foreign_folder(&path) && !holds_package(dir, &path) {
            left_over(files, dir, &path, depth - 1, found)?;
        } else if kind.is_file()
            && files.get(&path).is_none()
            && is_emitted_kind(&path)
            && is_left_over(&dir.join(&path)).or_else(of_another_run)?
        {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether a file says that it was generated.
pub(super) fn is_left_over(path: &Path) -> io::Result<bool> {
    Ok(String::from_utf8(fs::read(path)?).is_ok_and(|text| is_ours(&text)))
}

/// A file that was there a moment ago is not left over.
fn of_another_run(error: io::Error) -> io::Result<bool> {
    match error.kind() {
        io::ErrorKind::NotFound => Ok(false),
        _ => Err(error),
    }
}

/// What cargo and version control keep is not for us to look at.
fn is_foreign_folder(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name == "target" || name.starts_with('.')
}

/// A package inside the folder is somebody else's, though it may have been
/// generated as well.
fn holds_package(dir: &Path, path: &Path) -> bool {
    fs::symlink_metadata(dir.join(path).join("Cargo.toml")).is_ok()
}

/// Names that we give have no control characters, and a journal has a path a line.
fn is_emitted_kind(path: &Path) -> bool {
    let is_kind = path
        .extension()
        .is_some_and(|extension| extension == "rs" || extension == "toml");
    is_kind && !path.to_string_lossy().contains(char::is_control)
}
