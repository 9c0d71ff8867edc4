//! What a run was about to do when it was ended.
//!
//! Texts wait in a folder until all of them are there. Then a journal says so,
//! and from that moment on the change is made, if not by this run then by
//! another: a folder is never left half old and half new without a word. Several
//! may do it at once: each step is one rename out of the folder of the run or into
//! it, and fails where that is gone.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::check::{DEEPEST, is_left_over, refuse_path, refused};
use super::turn::leave;
use super::write::{at, put_in_place, take_away};
use super::{Files, OutputError, Refusal, is_ours};

/// Where runs have their folders, inside the folder that they change.
pub(super) const STAGING: &str = ".codegen-staging";

/// The texts, in the folder of a run.
pub(super) const TEXTS: &str = "texts";

/// The journal, in the folder of a run: what is to be removed, a path a line.
pub(super) const JOURNAL: &str = "journal";

/// Whether a run has made a change sure that is still to be made.
pub(super) fn is_pending(dir: &Path) -> bool {
    let runs = entries(&dir.join(STAGING)).unwrap_or_default();
    runs.iter().any(|folder| is_file(&folder.join(JOURNAL)))
}

pub(super) fn write(file: &mut File, removed: &[PathBuf]) -> io::Result<()> {
    let lines = removed.iter().map(|path| format!("{}\n", path.display()));
    file.write_all(lines.collect::<String>().as_bytes())
}

/// Does what a run had begun that was ended before it was through, and tells
/// whether there was anything.
///
/// What lies in the folder of waiting texts is trusted no more than anything
/// else: only files that carry our mark are written, replaced or removed, and
/// only inside the folder.
///
/// # Errors
/// If a file of another origin is in the way, or the disk refuses.
pub fn finish(dir: &Path) -> Result<bool, OutputError> {
    let staging = dir.join(STAGING);
    let mut is_any = false;
    for folder in entries(&staging).map_err(at(&staging))? {
        if is_file(&folder.join(JOURNAL)) {
            complete(&folder, dir)?;
            is_any = true;
        }
    }
    Ok(is_any)
}

/// Makes the change of one run.
pub(super) fn complete(folder: &Path, dir: &Path) -> Result<(), OutputError> {
    let waiting = folder.join(TEXTS);
    let texts = texts(&waiting).map_err(at(folder))?;
    let refused = refused(&texts, dir).map_err(at(dir))?;
    if !refused.is_empty() {
        return Err(OutputError::Refused(refused));
    }
    let lines = match fs::read_to_string(folder.join(JOURNAL)) {
        // Another has done it all.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        lines => lines.map_err(at(folder))?,
    };
    let paths: Vec<&Path> = texts.iter().map(|(path, _)| path).collect();
    put_in_place(&paths, &waiting, dir)?;
    for line in lines.lines() {
        remove(Path::new(line), folder, dir)?;
    }
    leave(folder).map_err(at(folder))
}

fn remove(path: &Path, folder: &Path, dir: &Path) -> Result<(), OutputError> {
    if let Some(reason) = refuse_path(path, dir).map_err(at(dir))? {
        let path = path.to_path_buf();
        return Err(OutputError::Refused(vec![Refusal { path, reason }]));
    }
    let target = dir.join(path);
    match is_left_over(&target) {
        Ok(true) => take_away(path, folder, dir),
        Ok(false) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(at(&target)(error)),
    }
}

/// The texts that wait.
fn texts(dir: &Path) -> io::Result<Files> {
    let mut files = Files::new();
    if !is_folder(dir) {
        return Ok(files);
    }
    let mut open = vec![PathBuf::new()];
    while let Some(below) = open.pop() {
        for entry in entries(&dir.join(&below))? {
            let path = below.join(entry.file_name().unwrap_or_default());
            if is_folder(&entry) && path.components().count() < DEEPEST {
                open.push(path);
            } else if is_file(&entry)
                && let Some(text) = text(&entry)?
                && is_ours(&text)
            {
                files.insert(path, text);
            }
        }
    }
    Ok(files)
}

/// The text of a file, if it is one and no other run has moved it.
fn text(path: &Path) -> io::Result<Option<String>> {
    match fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        bytes => Ok(String::from_utf8(bytes?).ok()),
    }
}

/// What lies in a folder; nothing, where there is none.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !is_folder(folder) {
        return Ok(Vec::new());
    }
    match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        entries => entries?.map(|entry| Ok(entry?.path())).collect(),
    }
}

pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

pub(super) fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
}
