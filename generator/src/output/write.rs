//! Writes files into a folder: all of them, or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::changes::Changes;
use super::{Files, OutputError, check};

/// Writes what is missing or differs, and removes what is left over.
///
/// First every file is looked at, so that one which must not be replaced keeps
/// the others from being written as well. Then each text is written beside its
/// target, and only when all of them are there do they take their places.
///
/// # Errors
/// If a file of another origin is in the way, or the disk refuses.
pub fn write(files: &Files, dir: &Path) -> Result<Changes, OutputError> {
    let changes = check(files, dir).map_err(at(dir))?;
    if !changes.refused.is_empty() {
        return Err(OutputError::Refused(changes.refused));
    }
    let mut staged = Staged::default();
    for change in changes.created.iter().chain(&changes.changed) {
        let text = files.get(&change.path).unwrap_or_default();
        staged.add(&dir.join(&change.path), text)?;
    }
    staged.commit()?;
    for path in &changes.removed {
        let target = dir.join(path);
        fs::remove_file(&target).map_err(at(&target))?;
        remove_empty_folders(path, dir);
    }
    if files.is_empty() {
        // It refuses if anything else lies there.
        let _ = fs::remove_dir(dir);
    }
    Ok(changes)
}

fn at(path: &Path) -> impl Fn(io::Error) -> OutputError {
    move |error| OutputError::Io {
        path: path.to_path_buf(),
        error,
    }
}

/// Texts that stand beside their targets. Those that never take their place are
/// removed.
#[derive(Default)]
struct Staged(Vec<(PathBuf, PathBuf)>);

impl Staged {
    fn add(&mut self, target: &Path, text: &str) -> Result<(), OutputError> {
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(at(folder))?;
        }
        let mut name = std::ffi::OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(".new");
        let beside = target.with_file_name(name);
        self.0.push((beside.clone(), target.to_path_buf()));
        fs::write(&beside, text).map_err(at(&beside))
    }

    fn commit(mut self) -> Result<(), OutputError> {
        self.0.reverse();
        while let Some((beside, target)) = self.0.pop() {
            let renamed = fs::rename(&beside, &target).map_err(at(&target));
            if renamed.is_err() {
                self.0.push((beside, target));
                return renamed;
            }
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for (beside, _) in &self.0 {
            // There is nobody left to tell, and the next run overwrites it.
            let _ = fs::remove_file(beside);
        }
    }
}

/// Removes the folders that the last file has left. One that is not empty
/// refuses, and that is the end of it.
fn remove_empty_folders(path: &Path, dir: &Path) {
    for folder in path.ancestors().skip(1) {
        let is_inside = !folder.as_os_str().is_empty();
        if !is_inside || fs::remove_dir(dir.join(folder)).is_err() {
            return;
        }
    }
}
