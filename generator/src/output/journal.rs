//! What a run was about to do when it was ended.
//!
//! Texts wait in a folder until all of them are there. Then a journal says so,
//! and from that moment on the change is made, if not by this run then by the
//! next: a folder is never left half old and half new without a word.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::check::{DEEPEST, check, is_left_over, refuse_path};
use super::write::{at, create, is_folder, put_in_place};
use super::{Files, OutputError, Refusal, is_ours};

/// Where texts wait, inside the folder.
pub(super) const STAGING: &str = ".codegen-staging";

/// The texts, below [`STAGING`].
pub(super) const TEXTS: &str = "texts";

/// The journal, below [`STAGING`]: what is to be removed, a path a line.
const JOURNAL: &str = "journal";

/// What [`write`](super::write::write) had begun, and is still to be done.
pub(super) fn is_pending(dir: &Path) -> bool {
    let journal = dir.join(STAGING).join(JOURNAL);
    is_folder(&dir.join(STAGING))
        && fs::symlink_metadata(journal).is_ok_and(|metadata| metadata.is_file())
}

/// Says that all texts are there: the change is to be made.
pub(super) fn begin(staging: &Path, removed: &[PathBuf]) -> Result<(), OutputError> {
    let lines: String = removed
        .iter()
        .map(|path| format!("{}\n", path.display()))
        .collect();
    let beside = staging.join("journal.new");
    create(&beside, &lines)?;
    let journal = staging.join(JOURNAL);
    fs::rename(&beside, &journal).map_err(at(&journal))
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
    if !is_pending(dir) {
        return Ok(false);
    }
    let staging = dir.join(STAGING);
    let texts = texts(&staging.join(TEXTS)).map_err(at(&staging))?;
    let refused = check(&texts, dir).map_err(at(dir))?.refused;
    if !refused.is_empty() {
        return Err(OutputError::Refused(refused));
    }
    let paths: Vec<&Path> = texts.iter().map(|(path, _)| path).collect();
    put_in_place(&paths, dir)?;
    let journal = staging.join(JOURNAL);
    let lines = fs::read_to_string(&journal).map_err(at(&journal))?;
    for line in lines.lines() {
        remove(Path::new(line), dir)?;
    }
    fs::remove_dir_all(&staging).map_err(at(&staging))?;
    Ok(true)
}

fn remove(path: &Path, dir: &Path) -> Result<(), OutputError> {
    if let Some(reason) = refuse_path(path, dir).map_err(at(dir))? {
        let path = path.to_path_buf();
        return Err(OutputError::Refused(vec![Refusal { path, reason }]));
    }
    let target = dir.join(path);
    match is_left_over(&target) {
        Ok(true) => super::write::remove(path, dir),
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
        let entries = match fs::read_dir(dir.join(&below)) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let path = below.join(entry.file_name());
            let kind = entry.file_type()?;
            if kind.is_dir() && path.components().count() < DEEPEST {
                open.push(path);
            } else if kind.is_file()
                && let Ok(text) = String::from_utf8(fs::read(dir.join(&path))?)
                && is_ours(&text)
            {
                files.insert(path, text);
            }
        }
    }
    Ok(files)
}
